//! The deposit an order demands: what it is, how far it is paid; noting what was received, and taking that back.
use super::api::{mark_paid, undo_paid};
use crate::{
    frame::today,
    i18n::use_t,
    quotes::account::{Account, AskAccount},
    ui::{Badge, Banner, Button, DateInput, Dialog, Field, IconName, Look, TextInput, Tone, use_toasts},
    wire::AppError,
};
use chrono::NaiveDate;
use domain::{formats, ids::OrderId, payment::demand::Paid};
use leptos::{prelude::*, task::spawn_local};
use wire::payments::{MarkPaid, PaymentView, UndoPaid};

/// Fields that show their own refusal.
const FIELDS: [&str; 3] = ["amount", "paid_on", "note"];

/// The panel beside an order.
#[component]
pub(super) fn PaymentPanel(
    /// Whose demand.
    order: OrderId,
    /// The demand.
    payment: PaymentView,
    /// Why it is so much.
    why: Account,
    /// Told after every change.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let PaymentView { version, block, paid, paid_on, note } = payment;
    let currency = block.amount.currency;
    let money = move |value| formats::money(t.figures(), value, &currency);
    let (tone, state) = match block.state {
        Paid::Open => (Tone::Plain, t.orders_pay_open()),
        Paid::Partly => (Tone::Amber, t.orders_pay_partly()),
        Paid::Paid => (Tone::Positive, t.orders_pay_paid()),
    };
    let fact = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <p><span class="muted">{label}</span>" "<b>{value}</b></p> })
    };
    let day = move |day: NaiveDate| formats::date(t.figures(), day);
    let iban = block.payee.iban.as_ref().map(|iban| iban.grouped()).unwrap_or_default();
    let received = paid_on.map(|on| format!("{} · {}", money(paid), day(on))).unwrap_or_default();
    let open = RwSignal::new(false);
    let demanded = block.amount.value;
    let undo = move |()| {
        spawn_local(async move {
            match undo_paid(UndoPaid { order, version }).await {
                Ok(_) => toasts.say(t.orders_pay_undone().to_owned()),
                Err(error) => toasts.warn(error.sentence(t)),
            }
            on_change.try_run(());
        });
    };
    view! {
        <section class="panel" id="payment">
            <header><h2>{t.orders_pay()}</h2><Badge tone>{state}</Badge></header>
            <div class="signed t-13">
                <p>
                    <span class="muted">{t.orders_pay_amount()}</span>" "
                    <b><AskAccount id="why-deposit" words=money(demanded) account=why/></b>
                </p>
                {fact(t.orders_pay_due(), day(block.due_on))}
                {fact(t.orders_pay_reference(), block.reference.grouped())}
                {fact(t.portal_pay_reference_rf(), block.reference.international_grouped())}
                {fact(t.orders_pay_account(), iban)}
                {fact(t.orders_pay_received(), received)}
                {fact(t.orders_pay_note(), note)}
                <p>
                    {if block.state == Paid::Open {
                        view! { <Button on_press=move |()| open.set(true)>{t.orders_pay_mark()}</Button> }.into_any()
                    } else {
                        view! {
                            <Button on_press=move |()| open.set(true)>{t.orders_pay_change()}</Button>
                            " "
                            <Button on_press=undo>{t.orders_pay_undo()}</Button>
                        }.into_any()
                    }}
                </p>
            </div>
            <MarkDialog order version open demanded=formats::figure(t.figures(), demanded, currency.decimals()) on_change/>
        </section>
    }
}

#[component]
fn MarkDialog(
    order: OrderId,
    version: i64,
    open: RwSignal<bool>,
    demanded: String,
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let [amount, note] = [(); 2].map(|()| RwSignal::new(String::new()));
    let paid_on = RwSignal::new(None::<NaiveDate>);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    Effect::new(move |_| {
        if open.get() {
            amount.set(demanded.clone());
            note.set(String::new());
            paid_on.set(Some(today()));
            problem.set(None);
        }
    });
    let save = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = MarkPaid {
            order,
            version,
            amount: amount.get_untracked(),
            paid_on: paid_on.get_untracked(),
            note: note.get_untracked(),
        };
        spawn_local(async move {
            let answer = mark_paid(command).await;
            if busy.is_disposed() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(_) => {
                    open.set(false);
                    toasts.say(t.orders_pay_marked().to_owned());
                    on_change.run(());
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let beside = move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.beside(t, &FIELDS)));
    let title = Signal::derive(move || t.orders_pay_mark().to_owned());
    view! {
        <Dialog
            id="mark-paid"
            open
            title
            on_submit=save
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.crm_cancel()}</Button>
                <Button look=Look::Primary submit=true busy>{t.orders_pay_save()}</Button>
            }
        >
            <div class="stack loose">
                {move || beside().map(|why| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{why}</Banner>
                })}
                <div class="cols-2">
                    <Field id="paid-amount" label=t.orders_pay_received() error=wrong("amount")>
                        <TextInput value=amount longest=60 autofocus=true/>
                    </Field>
                    <Field id="paid-on" label=t.orders_pay_day() error=wrong("paid_on")>
                        <DateInput value=paid_on today=today()/>
                    </Field>
                </div>
                <Field id="paid-note" label=t.orders_pay_note() error=wrong("note")>
                    <TextInput value=note longest=200/>
                </Field>
            </div>
        </Dialog>
    }
}
