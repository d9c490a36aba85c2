//! A new opportunity: what it is about, and what is known already.
use crate::{
    crm::{
        api::create_opportunity,
        customer::{CustomerInput, settle},
        merge::Resembles,
        recurring::api::offered_recurring_plans,
    },
    frame::{currency, today},
    i18n::use_t,
    ui::{Banner, Button, Choice, DateInput, Dialog, Field, IconName, Look, NumberInput, Select, TextInput, Tone},
    wire::AppError,
};
use chrono::NaiveDate;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{crm::CreateOpportunity, merge::Typed, recurring::Recurring, shared::IdempotencyKey};

/// Fields that show their own refusal.
const FIELDS: [&str; 7] = ["title", "contact_name", "email", "phone", "expected", "recurring", "recurring_plan"];

/// The dialog; when the opportunity is made, its page opens.
#[component]
pub fn NewOpportunity(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Stages by id and name, in order.
    stages: Vec<(String, String)>,
) -> impl IntoView {
    let t = use_t();
    let navigate = StoredValue::new(use_navigate());
    let first = stages.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let stage = RwSignal::new(first.clone());
    let stages = StoredValue::new(stages);
    let [title, contact, email, phone] = [(); 4].map(|()| RwSignal::new(String::new()));
    let customer = RwSignal::new(None::<Choice>);
    let expected = RwSignal::new(None::<Decimal>);
    let close = RwSignal::new(None::<NaiveDate>);
    let amount = RwSignal::new(None::<Decimal>);
    let plan = RwSignal::new(String::new());
    let plans = RwSignal::new(vec![(String::new(), t.recurring_no_plan().to_owned())]);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    Effect::new(move |_| {
        if open.get() {
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            problem.set(None);
            spawn_local(async move {
                // Without them an amount is a month's, as the field says.
                let Ok(offered) = offered_recurring_plans().await else { return };
                plans.try_update(|plans| {
                    plans.truncate(1);
                    plans.extend(offered.into_iter().map(|plan| (plan.id.to_string(), plan.name)));
                });
            });
        }
    });
    let create = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let made = async {
                let party = settle(customer.get_untracked(), t.company_lang()).await?;
                create_opportunity(CreateOpportunity {
                    key: key.get_value(),
                    title: title.get_untracked(),
                    party,
                    contact_name: contact.get_untracked(),
                    email: email.get_untracked(),
                    phone: phone.get_untracked(),
                    expected: expected.get_untracked().unwrap_or_default(),
                    recurring: Recurring {
                        amount: amount.get_untracked().unwrap_or_default(),
                        plan: plan.get_untracked().parse().ok(),
                    },
                    expected_close: close.get_untracked(),
                    stage: stage.get_untracked().parse().ok(),
                })
                .await
            };
            let made = made.await;
            busy.set(false);
            match made {
                Ok(id) => {
                    open.set(false);
                    navigate
                        .with_value(|navigate| navigate(&format!("/opportunities/{id}"), NavigateOptions::default()));
                }
                Err(error) => {
                    // Another try is another command: its fields differ.
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    problem.set(Some(error));
                }
            }
        });
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let beside = move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.beside(t, &FIELDS)));
    let typed = Signal::derive(move || {
        let (party, name) = match customer.get() {
            Some(chosen) => match chosen.key.parse().ok() {
                Some(known) => (Some(known), String::new()),
                None => (None, chosen.words),
            },
            None => (None, String::new()),
        };
        Typed { email: email.get(), phone: phone.get(), party, name, business_id: String::new() }
    });
    view! {
        <Dialog
            id="new-opportunity"
            open
            title=t.crm_new_opportunity()
            on_submit=create
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.crm_cancel()}</Button>
                <Button look=Look::Primary submit=true busy busy_label=t.crm_creating()>{t.crm_create()}</Button>
            }
        >
            <div class="stack loose">
                {move || beside().map(|why| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{why}</Banner>
                })}
                <Field id="new-title" label=t.crm_title() error=wrong("title")>
                    <TextInput value=title placeholder=Some(t.crm_title_example().to_owned()) longest=200 autofocus=true/>
                </Field>
                <Field id="new-customer" label=t.crm_customer() hint=Some(t.crm_customer_hint().to_owned())>
                    <CustomerInput chosen=customer/>
                </Field>
                <div class="cols-2">
                    <Field id="new-expected" label=t.crm_expected() error=wrong("expected")>
                        <NumberInput value=expected unit=currency().symbol().to_owned()/>
                    </Field>
                    <Field id="new-close" label=t.crm_expected_close()><DateInput value=close today=today()/></Field>
                    <Field id="new-recurring" label=t.recurring_amount() error=wrong("recurring")>
                        <NumberInput value=amount unit=currency().symbol().to_owned()/>
                    </Field>
                    <Field id="new-plan" label=t.recurring_plan() error=wrong("recurring_plan")>
                        <Select value=plan options=plans/>
                    </Field>
                </div>
                <div class="cols-2">
                    <Field id="new-contact" label=t.crm_contact() error=wrong("contact_name")>
                        <TextInput value=contact longest=200 autocomplete="off"/>
                    </Field>
                    <Field id="new-stage" label=t.crm_stage()>
                        <Select value=stage options=Signal::derive(move || stages.get_value())/>
                    </Field>
                    <Field id="new-email" label=t.crm_email() error=wrong("email")>
                        <TextInput value=email kind="email" longest=254 autocomplete="off"/>
                    </Field>
                    <Field id="new-phone" label=t.crm_phone() error=wrong("phone")>
                        <TextInput value=phone kind="tel" longest=50 autocomplete="off"/>
                    </Field>
                </div>
                <Resembles typed opportunities=true/>
            </div>
        </Dialog>
    }
}
