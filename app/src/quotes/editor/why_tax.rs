//! Why a line bears its tax: the product's own, what the fiscal position makes of it, and how that came to be.
use super::{
    desk::{Desk, Row},
    keyboard::Keyboard,
    keys::Column,
    why_pop::WhyPop,
};
use crate::{
    parties::country_name,
    quotes::api::why_tax,
    ui::{Banner, Button, IconName, Tone},
};
use domain::{
    fiscal::{
        detect::{Because, Condition},
        finland::Supply,
    },
    formats,
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use wire::fiscal::{FiscalFound, TaxAccount, WhyTax};

/// The popover beside the tax; Esc or a press outside closes it, and the focus goes back to the tax.
#[component]
pub fn WhyTaxPopover(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let asked = desk.taxing.why;
    let label = Signal::derive(move || asked.get().map(|row| desk.t.taxes_why(desk.tax_name(row))).unwrap_or_default());
    let explain = |row, desk, on_filled, on_taken| view! { <Explained row desk on_filled on_taken/> }.into_any();
    view! { <WhyPop keyboard id="why-tax" column=Column::Tax asked label explain/> }
}

impl Desk {
    /// What a line's tax is called: its rate, or its name where that says more.
    pub fn tax_name(self, row: Row) -> String {
        let (tax, percent) = row.data.with(|data| (data.tax, data.tax_percent));
        let name = self.book.with(|book| {
            let booked = book.find(tax)?;
            let plain = matches!(booked.tax.kind, domain::tax::TaxKind::Percent(_)) && booked.note.is_none();
            (!plain).then(|| booked.name.clone())
        });
        name.unwrap_or_else(|| formats::percent(self.t.figures(), percent.get()))
    }
}

/// The account, and the way back to the tax the rules lead to.
#[component]
fn Explained(
    row: Row,
    desk: Desk,
    /// Told when the answer is there.
    #[prop(optional, into)]
    on_filled: Option<Callback<()>>,
    /// Told when the tax of the rules was taken.
    #[prop(optional, into)]
    on_taken: Option<Callback<()>>,
) -> impl IntoView {
    let t = desk.t;
    let answer = RwSignal::new(None::<Option<TaxAccount>>);
    let command = untrack(|| WhyTax {
        quote: desk.id,
        product: row.data.with(|data| data.product),
        position: desk.head.fiscal_position(),
        delivery_on: desk.head.delivery_on.get(),
    });
    spawn_local(async move {
        let found = why_tax(command).await.ok();
        if answer.try_set(Some(found)).is_none()
            && let Some(on_filled) = on_filled
        {
            on_filled.run(());
        }
    });
    move || match answer.get() {
        None => view! { <p class="faint t-13" role="status">"…"</p> }.into_any(),
        Some(None) => view! {
            <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{t.problem_unavailable()}</Banner>
        }
        .into_any(),
        Some(Some(account)) => view! { <Account row desk account on_taken/> }.into_any(),
    }
}

#[component]
fn Account(row: Row, desk: Desk, account: TaxAccount, on_taken: Option<Callback<()>>) -> impl IntoView {
    let t = desk.t;
    let figures = t.figures();
    let tax = row.data.with_untracked(|data| data.tax);
    let (note, since) =
        desk.book.with_untracked(|book| book.find(tax).map(|booked| (booked.note, booked.since)).unwrap_or_default());
    let own = match &account.own {
        Some((own, supply)) => {
            let words = if *supply == Supply::Goods { t.taxes_why_own_goods() } else { t.taxes_why_own_service() };
            view! { <span>{words}</span><span>{own.name.clone()}</span> }.into_any()
        }
        None => view! { <span>{t.taxes_why_free()}</span><span></span> }.into_any(),
    };
    let chosen = untrack(|| desk.head.fiscal_position());
    let by_hand = untrack(|| desk.head.fiscal.get()) != super::head_fields::FOUND;
    let position = desk.view.with_untracked(|view| {
        view.positions.iter().find(|choice| Some(choice.id) == chosen).map(|choice| choice.name.clone())
    });
    let made = match (&account.own, &account.expected) {
        (Some((own, _)), Some(expected)) if own.id != expected.id => expected.name.clone(),
        (Some(_), _) => t.taxes_why_keeps().to_owned(),
        (None, _) => String::new(),
    };
    let because = if by_hand { t.fiscal_because_hand().to_owned() } else { because(t, &account.found) };
    let other = account.expected.clone().filter(|expected| expected.id != tax);
    let closed = desk.closed.get_untracked();
    view! {
        <div class="kv gap">
            {own}
            <span>{t.fiscal_position()}": "{position.unwrap_or_else(|| t.fiscal_none().to_owned())}<br/><small class="faint">{because}</small></span>
            <span>{made}</span>
            <span>{t.taxes_why_day()}</span><span>{formats::date(figures, account.day)}</span>
            {since.map(|since| view! { <span class="faint">{t.taxes_why_rate_since(formats::date(figures, since))}</span><span></span> })}
            <span class="sum">{desk.tax_name(row)}</span><span class="sum"></span>
        </div>
        {note.map(|note| view! { <p class="t-13 gap">{i18n::legal::legal_sentence(t, note)}</p> })}
        {(!by_hand).then(|| view! { <Looked t found=account.found.clone()/> })}
        {other.map(|other| {
            let taken = StoredValue::new(other);
            let take = move |()| {
                taken.with_value(|tax| desk.take_line_tax(row, tax));
                if let Some(on_taken) = on_taken {
                    on_taken.run(());
                }
            };
            view! {
                <p class="faint t-12 gap">{t.taxes_why_by_hand()}</p>
                {(!closed).then(|| view! { <div class="row gap"><Button small=true on_press=take>{t.taxes_take()}</Button></div> })}
            }
        })}
    }
}

/// What was looked at: where it goes, the VAT number, and each position with what did not fit.
#[component]
fn Looked(t: T, found: FiscalFound) -> impl IntoView {
    let country = country_name(t, &found.country);
    let place = [found.postcode.as_str(), country.as_str()].join(" ");
    let number =
        if found.vat_number.is_empty() { t.fiscal_vat_number_none().to_owned() } else { found.vat_number.clone() };
    let considered = found.considered.into_iter().map(|one| {
        let words = one.misses.map_or(t.fiscal_takes(), |condition| missed(t, condition));
        view! { <li>{one.name}": "{words}</li> }
    });
    view! {
        <p class="faint t-12 gap">
            {t.fiscal_looked_at()}": "{place.trim().to_owned()}" · "{t.fiscal_vat_number()}": "{number}
        </p>
        <ul class="faint t-12">{considered.collect_view()}</ul>
    }
}

fn missed(t: T, condition: Condition) -> &'static str {
    match condition {
        Condition::VatNumber => t.fiscal_misses_vat_number(),
        Condition::Buyer => t.fiscal_misses_buyer(),
        Condition::Postcode => t.fiscal_misses_postcode(),
        Condition::Region => t.fiscal_misses_region(),
        Condition::Country => t.fiscal_misses_country(),
        Condition::CountryGroup => t.fiscal_misses_group(),
    }
}

/// How the position came to be, in words.
pub fn because(t: T, found: &FiscalFound) -> String {
    match found.because {
        Because::Automatic => t.fiscal_because_automatic(),
        Because::SetOnCustomer | Because::SetOnDelivery => t.fiscal_because_customer(),
        Because::NoCountry => t.fiscal_because_no_country(),
        Because::NoneFits => t.fiscal_because_none_fits(),
    }
    .to_owned()
}

/// In the drawer of a line: the account on demand.
#[component]
pub fn WhyTaxInSheet(
    /// The line.
    row: Row,
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let t = desk.t;
    let open = RwSignal::new(false);
    view! {
        <div class="gap">
            <Button small=true icon=IconName::Ask pressed=open on_press=move |()| open.update(|open| *open = !*open)>
                {t.taxes_why_ask()}
            </Button>
            <Show when=move || open.get()>
                <Explained row desk on_taken=Callback::new(move |()| open.set(false))/>
            </Show>
        </div>
    }
}
