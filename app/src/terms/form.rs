//! The form of payment terms: instalments, a discount for paying early, and what they make of an example.
use super::{
    api::save_terms,
    instalment::{InstalmentFields, Row, whole},
    page::says,
};
use crate::{
    quotes::account::{AnswerBelow, AskBelow, Words, told},
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, Field, IconName, NumberInput, Select},
    wire::refused_at,
};
use domain::{
    formats,
    ids::PaymentTermsId,
    money::{Currency, step::Step},
    terms::{
        Instalment, Part, PaymentTerms,
        due::Due,
        early::{EarlyDiscount, EarlyTaxes},
    },
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::terms::{SaveTerms, TermsFields, TermsForm as Stored};

const REDUCED: &str = "reduced";
const KEPT: &str = "kept";

/// The form in its drawer.
#[component]
pub(super) fn TermsForm(
    /// The reader's texts.
    t: T,
    /// The terms; none for new ones.
    stored: Option<Stored>,
    /// The company's currency.
    currency: Currency,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let foot = Foot { cancel: t.terms_cancel(), save: t.terms_save(), saving: t.terms_saving() };
    let form = SetForm::new(t, SetWords { stale: t.terms_stale(), above: Above::First, foot }, open);
    let refused = form.refused;
    let known = stored.as_ref().map(|stored| (stored.id, stored.version));
    let first = stored.map_or_else(blank, |stored| stored.fields);
    let next = StoredValue::new(first.instalments.len() as u32);
    let rows: Vec<Row> = (0..).zip(&first.instalments).map(|(key, one)| Row::new(key, one)).collect();
    let rows = RwSignal::new(rows);
    let offered = RwSignal::new(first.early.is_some());
    let early = first.early.unwrap_or(EarlyDiscount { percent: Decimal::TWO, days: 7, taxes: EarlyTaxes::Reduced });
    let (percent, days) = (RwSignal::new(Some(early.percent)), RwSignal::new(Some(Decimal::from(early.days))));
    let taxes = RwSignal::new(if early.taxes == EarlyTaxes::Kept { KEPT } else { REDUCED }.to_owned());
    let active = RwSignal::new(first.active);
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let fields = move || {
        let rows = rows.get();
        let last = rows.len().saturating_sub(1);
        let taken: Decimal = rows.iter().take(last).filter_map(|row| row.percent()).sum();
        let typed = |(at, row): (usize, &Row)| row.typed((at == last).then(|| Decimal::ONE_HUNDRED - taken));
        TermsFields {
            instalments: rows.iter().enumerate().map(typed).collect(),
            early: offered.get().then(|| EarlyDiscount {
                percent: percent.get().unwrap_or_default(),
                days: whole(days.get()),
                taxes: if taxes.with(|taxes| taxes == KEPT) { EarlyTaxes::Kept } else { EarlyTaxes::Reduced },
            }),
            active: active.get(),
        }
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let command = SaveTerms { key: form.key(), id, version, fields: untrack(fields) };
        async move { form.answered(save_terms(command).await, t.terms_saved()) }
    });
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        let half = Instalment { part: Part::Percent(Decimal::from(50)), due: Due::DaysAfter { days: 0 } };
        // The new one comes before the last, which goes on taking what is left.
        let row = owner.with_value(|owner| owner.with(|| Row::new(key, &half)));
        rows.update(|rows| rows.insert(rows.len().saturating_sub(1), row));
    };
    let symbol = StoredValue::new(currency.symbol().to_owned());
    let bases = [(REDUCED, t.terms_early_reduced()), (KEPT, t.terms_early_kept())];
    let bases = Signal::stored(bases.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec());
    view! {
        {form.banner()}
        <div class="stack">
            <For each=move || rows.get() key=|row| row.key let:row>
                <InstalmentFields t row rows refused symbol/>
            </For>
            {move || refused_at(t, refused, "instalments").map(|error| view! { <span class="error">{error}</span> })}
            <div class="row"><Button small=true icon=IconName::Plus on_press=add>{t.terms_add()}</Button></div>
            <Check value=offered>{t.terms_early_offered()}</Check>
            <Show when=move || offered.get()>
                <div class="cols-2">
                    <Field id="terms-early-percent" label=t.terms_early_percent() error=form.at("early.percent")><NumberInput value=percent unit="%"/></Field>
                    <Field id="terms-early-days" label=t.terms_early_days() error=form.at("early.days")><NumberInput value=days/></Field>
                </div>
                <Field id="terms-early-taxes" label=t.terms_early_taxes() error=form.at("early.taxes")><Select value=taxes options=bases/></Field>
            </Show>
            <Check value=active>{t.terms_active()}</Check>
            {move || view! { <Example t fields=fields() currency/> }}
            {form.foot(saving)}
        </div>
    }
}

fn blank() -> TermsFields {
    let whole = Instalment { part: Part::Percent(Decimal::ONE_HUNDRED), due: Due::DaysAfter { days: 14 } };
    TermsFields { instalments: vec![whole], early: None, active: true }
}

/// What the terms say, and what they make of a thousand.
#[component]
fn Example(t: T, fields: TermsFields, currency: Currency) -> impl IntoView {
    let (total, today) = (Decimal::ONE_THOUSAND, crate::frame::today());
    let money = move |value: Decimal| formats::money(t.figures(), value, &currency);
    let id = PaymentTermsId(Uuid::nil());
    let sentence = says(t, id, &fields, currency);
    // An instalment by its place; none for what is paid early.
    let why = RwSignal::new(None::<Option<usize>>);
    let ask = move |which: Option<usize>, amount: Decimal| {
        view! { <AskBelow which open=why place="why-terms" words=Signal::stored(money(amount))/> }
    };
    // Of an example without tax, both ways of counting are the same.
    let early = fields.early.and_then(|early| early.to_pay(total, total, Step::of(currency)).ok());
    let paid_early = fields.early.zip(early).and_then(|(early, amount)| {
        let until = early.until(today)?;
        Some(view! {
            <span>{t.terms_paid_early(early.days)}" · "{formats::date(t.figures(), until)}</span><span>{ask(None, amount)}</span>
        })
    });
    let terms = PaymentTerms { id, instalments: fields.instalments, early: fields.early };
    let due = terms.instalments_of(total, today, Step::of(currency)).unwrap_or_default();
    let amounts: Vec<Decimal> = due.iter().map(|due| due.amount).collect();
    let rows = due.into_iter().enumerate().map(|(at, due)| {
        let on = due.on.map(|on| formats::date(t.figures(), on)).unwrap_or_default();
        view! { <span>{on}</span><span>{ask(Some(at), due.amount)}</span> }
    });
    let account = Callback::new(move |which: Option<usize>| {
        let words = Words { t, currency };
        let (account, result) = match which {
            Some(at) => (words.instalment(&terms, total, at), amounts.get(at).copied()),
            None => (words.early(&terms, (total, total)), early),
        };
        told(t, account.unwrap_or_default(), money(result.unwrap_or_default()))
    });
    let day = formats::date(t.figures(), today);
    view! {
        <section class="card pad" id="terms-example">
            <p class="t-13"><span class="muted">{t.terms_example_sentence()}": "</span><b>{sentence}</b></p>
            <p class="muted t-13">{t.terms_example(money(total), day)}</p>
            <div class="kv">{rows.collect_view()}{paid_early}</div>
            <AnswerBelow id="why-terms" open=why account/>
        </section>
    }
}
