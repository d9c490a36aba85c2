//! The differences one by one: what stood there, what stands there now, and what it does to the net.
use super::long;
use crate::quotes::{
    account::{Account, AskAccount, Words},
    heading::heading_words,
    language_name,
};
use domain::{
    formats,
    money::Currency,
    payment::demand::Demand,
    quotes::{
        content::{Buyer, ContentLine, Person, Warehouse},
        difference::{Aspect, Fact, LineChange},
        group::Offer,
        shipment::Shipment,
        totals::Totals,
    },
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::quotes::VersionsView;

/// The table; nothing where nothing differs.
#[component]
pub(super) fn Differences(t: T, view: VersionsView) -> impl IntoView {
    let difference = view.difference.clone();
    if difference.is_empty() {
        return ().into_any();
    }
    let currency = view.currency;
    let by = difference.after.net - difference.before.net;
    // What each comes to, told in its own currency.
    let sum = |id: &'static str, number: u32, totals: &Totals| {
        let entry = view.versions.iter().find(|entry| entry.number == number);
        let told = Words { t, currency: entry.map_or(currency, |entry| entry.net.currency) };
        let words = formats::figure(t.figures(), totals.net, told.currency.decimals());
        view! { <AskAccount id words account=told.net(totals, Vec::new())/> }
    };
    let (sum_before, sum_after) =
        (sum("why-sum-from", view.from, &difference.before), sum("why-sum-to", view.to, &difference.after));
    let language = view.language;
    let facts = difference
        .facts
        .iter()
        .map(|fact| match fact {
            Fact::Blocks(pair) => super::blocks::rows(t, language, &pair.before, &pair.after),
            fact => fact_row(t, &currency, fact).into_any(),
        })
        .collect_view();
    let names = (long(t, &view, view.to), long(t, &view, view.from));
    let changed = by_account(Words { t, currency }, &names, (difference.before.net, difference.after.net));
    let lines = difference.lines.iter().map(|change| line_row(t, &currency, change, &names)).collect_view();
    let group = |words: &'static str| view! { <tr class="group"><th colspan="4" scope="colgroup">{words}</th></tr> };
    view! {
        <table class="vs" lang=view.language.code()>
            <caption class="sr">{t.versions_title()}</caption>
            <thead>
                <tr>
                    <th scope="col">{t.versions_what()}</th>
                    <th scope="col">{long(t, &view, view.from)}</th>
                    <th scope="col">{long(t, &view, view.to)}</th>
                    <th scope="col" class="num">{t.quotes_column_net(currency.symbol())}</th>
                </tr>
            </thead>
            <tbody>
                {(!difference.facts.is_empty()).then(|| group(t.versions_terms()))}
                {facts}
                {(!difference.lines.is_empty()).then(|| group(t.quotes_lines()))}
                {lines}
                <tr class="sum">
                    <th scope="row">{t.quotes_net()}</th>
                    <td>{sum_before}</td>
                    <td><b>{sum_after}</b></td>
                    <td class="num"><b><AskAccount id="why-by" words=signed(t, by, &currency) account=changed/></b></td>
                </tr>
            </tbody>
        </table>
    }
    .into_any()
}

/// An amount with its sign; nothing for none.
fn signed(t: T, value: Decimal, currency: &Currency) -> String {
    let figure = formats::figure(t.figures(), value, currency.decimals());
    match value.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Greater => format!("+{figure}"),
        std::cmp::Ordering::Less => figure,
        std::cmp::Ordering::Equal => "–".to_owned(),
    }
}

/// What stood there, struck, and what stands there, marked; nothing where nothing stood.
fn pair(before: String, after: String) -> (Option<AnyView>, Option<AnyView>) {
    let some = |text: String, view: fn(String) -> AnyView| (!text.is_empty()).then(|| view(text));
    (
        some(before, |text| view! { <del>{text}</del> }.into_any()),
        some(after, |text| view! { <ins>{text}</ins> }.into_any()),
    )
}

fn fact_row(t: T, currency: &Currency, fact: &Fact) -> impl IntoView + use<> {
    let date = |day| formats::date(t.figures(), day);
    let language = |lang| language_name(t, lang).to_owned();
    let (label, before, after) = match fact.clone() {
        Fact::Title(pair) => (t.quotes_field_title(), pair.before, pair.after),
        Fact::Language(pair) => (t.quotes_field_language(), language(pair.before), language(pair.after)),
        Fact::Buyer(pair) => (t.quotes_customer(), buyer(&pair.before), buyer(&pair.after)),
        Fact::Salesperson(pair) => (t.versions_salesperson(), person(&pair.before), person(&pair.after)),
        Fact::Reference(pair) => (t.quotes_field_customer_reference(), pair.before, pair.after),
        Fact::ValidUntil(pair) => (t.quotes_field_valid_until(), date(pair.before), date(pair.after)),
        Fact::Delivery(pair) => {
            let day = |day: Option<chrono::NaiveDate>| day.map(date).unwrap_or_default();
            (t.fiscal_delivery_on(), day(pair.before), day(pair.after))
        }
        Fact::Deposit(pair) => {
            let told =
                |demand: Option<Box<Demand>>| demand.map(|demand| demanded(t, &demand, currency)).unwrap_or_default();
            (t.quotes_deposit(), told(pair.before), told(pair.after))
        }
        Fact::Unsigned(pair) => {
            let told =
                |unsigned: bool| if unsigned { t.quotes_unsigned_yes() } else { t.quotes_unsigned_no() }.to_owned();
            (t.quotes_unsigned(), told(pair.before), told(pair.after))
        }
        Fact::Demands(pair) => {
            let told = |one| crate::quotes::demands::told(t, one);
            (t.quotes_demands(), told(pair.before), told(pair.after))
        }
        Fact::Shipment(pair) => (t.quotes_ship(), shipped(t, &pair.before), shipped(t, &pair.after)),
        Fact::Warehouse(pair) => {
            let told = |one: Option<Box<Warehouse>>| one.map(|one| one.name).unwrap_or_default();
            (t.warehouses_field(), told(pair.before), told(pair.after))
        }
        Fact::PaymentTerms(pair) => (t.quotes_field_payment_terms(), pair.before, pair.after),
        Fact::Introduction(pair) => (t.quotes_field_introduction(), pair.before, pair.after),
        Fact::Terms(pair) => (t.quotes_field_terms(), pair.before, pair.after),
        // They have rows of their own.
        Fact::Blocks(_) => (t.content_title(), String::new(), String::new()),
    };
    let (before, after) = pair(before, after);
    view! { <tr><th scope="row">{label}</th><td class="text">{before}</td><td class="text">{after}</td><td class="num"></td></tr> }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

fn buyer(buyer: &Buyer) -> String {
    let place = format!("{} {}", buyer.address.postcode, buyer.address.city);
    joined(&[
        &buyer.name,
        &buyer.contact,
        &buyer.business_id,
        &buyer.address.street,
        place.trim(),
        &buyer.address.country,
    ])
}

fn demanded(t: T, demand: &Demand, currency: &Currency) -> String {
    let much = i18n::terms::deposit(t, t.figures(), &demand.deposit, currency);
    let account = demand.payee.iban.as_ref().map(|iban| iban.grouped()).unwrap_or_default();
    joined(&[&much, &i18n::terms::deposit_due(t, demand.deposit.days), &demand.payee.name, &account])
}

fn shipped(t: T, shipment: &Shipment) -> String {
    let whole = if shipment.at_once { t.quotes_ship_at_once() } else { "" };
    joined(&[&shipment.lines("").join(", "), &shipment.told(), whole])
}

fn person(person: &Person) -> String {
    joined(&[&person.name, &person.title, &person.email, &person.phone])
}

/// A change of a net: what it is in the later version, less what it was.
fn by_account(words: Words, (to, from): &(String, String), (before, after): (Decimal, Decimal)) -> Account {
    words.parts([(to.clone(), after), (from.clone(), -before)], None)
}

fn line_row(t: T, currency: &Currency, change: &LineChange, names: &(String, String)) -> impl IntoView + use<> {
    let net = change.net();
    let net = (!net.is_zero()).then(|| {
        let (id, nets) = match change {
            LineChange::Removed { line } => (line.id(), (net_of(line), Decimal::ZERO)),
            LineChange::Added { line, .. } => (line.id(), (Decimal::ZERO, net_of(line))),
            LineChange::Changed { before, after, .. } => (after.id(), (net_of(before), net_of(after))),
        };
        let account = by_account(Words { t, currency: *currency }, names, nets);
        view! { <AskAccount id=format!("why-line-{id}") words=signed(t, net, currency) account/> }
    });
    let (line, before, after) = match change {
        LineChange::Removed { line } => {
            let before = view! { <del>{summary(t, currency, line)}</del> }.into_any();
            (line, before, view! { <ins>{t.versions_removed()}</ins> }.into_any())
        }
        LineChange::Added { line, .. } => {
            let after =
                view! { <ins>{t.versions_added()}</ins><div class="faint t-12">{summary(t, currency, line)}</div> };
            (line, view! { <span class="faint">{t.versions_not_there()}</span> }.into_any(), after.into_any())
        }
        LineChange::Changed { before, after, moved_to } => {
            let (mut old, mut new) = (Vec::new(), Vec::new());
            for aspect in change.aspects() {
                let label = aspect_name(t, aspect, after);
                let (was, is) = pair(value(t, currency, before, aspect), value(t, currency, after, aspect));
                old.push(view! { <div><span class="muted">{label}</span>" "{was}</div> });
                new.push(view! { <div><span class="muted">{label}</span>" "{is}</div> });
            }
            let moved = moved_to.map(|_| view! { <div><ins>{t.versions_moved()}</ins></div> });
            (after, old.collect_view().into_any(), view! { {new.collect_view()}{moved} }.into_any())
        }
    };
    let number = match line {
        ContentLine::Product { number, .. } => Some(view! { <span class="faint">{*number}" "</span> }),
        _ => None,
    };
    view! {
        <tr>
            <th scope="row">{number}{line.text().to_owned()}</th>
            <td class="text">{before}</td>
            <td class="text">{after}</td>
            <td class="num">{net}</td>
        </tr>
    }
}

fn net_of(line: &ContentLine) -> Decimal {
    match line {
        ContentLine::Product { net, .. } => *net,
        _ => Decimal::ZERO,
    }
}

/// A product line in figures; the kind of the others.
fn summary(t: T, currency: &Currency, line: &ContentLine) -> String {
    match line {
        ContentLine::Product { quantity, unit, unit_price, discount, .. } => {
            let lang = t.figures();
            let price = formats::unit_price(lang, *unit_price, currency);
            let sum = format!("{} {unit} × {price}", formats::quantity(lang, *quantity));
            if discount.is_zero() { sum } else { format!("{sum}, −{}", formats::percent(lang, *discount)) }
        }
        ContentLine::Section { .. } => t.quotes_section_title().to_owned(),
        ContentLine::Note { .. } => t.quotes_add_note().to_owned(),
    }
}

fn aspect_name(t: T, aspect: Aspect, line: &ContentLine) -> &'static str {
    match (aspect, line) {
        (Aspect::Name, ContentLine::Product { .. }) => t.versions_name(),
        (Aspect::Name, _) => t.versions_text(),
        (Aspect::Description, _) => t.versions_description(),
        (Aspect::Quantity, _) => t.quotes_line_quantity(),
        (Aspect::Unit, _) => t.quotes_column_unit(),
        (Aspect::UnitPrice, _) => t.quotes_column_price(),
        (Aspect::Discount, _) => t.versions_discount(),
        (Aspect::Tax, _) => t.quotes_line_tax(),
        (Aspect::Choice, ContentLine::Product { .. }) => t.quotes_grouping(),
        (Aspect::Choice, _) => t.quotes_heading_kind(),
    }
}

fn value(t: T, currency: &Currency, line: &ContentLine, aspect: Aspect) -> String {
    let lang = t.figures();
    let ContentLine::Product { description, quantity, unit, unit_price, discount, tax_percent, offer, .. } = line
    else {
        return match (aspect, line) {
            (Aspect::Choice, ContentLine::Section { shape, .. }) => heading_words(t, *shape),
            _ => line.text().to_owned(),
        };
    };
    match aspect {
        Aspect::Name => line.text().to_owned(),
        Aspect::Description => description.clone(),
        Aspect::Quantity => formats::quantity(lang, *quantity),
        Aspect::Unit => unit.clone(),
        Aspect::UnitPrice => formats::unit_price(lang, *unit_price, currency),
        Aspect::Discount => formats::percent(lang, *discount),
        Aspect::Tax => formats::percent(lang, *tax_percent),
        Aspect::Choice => offered(t, offer),
    }
}

/// What is offered of a line, in words: whether it is taken, how much of it, whether it is recommended.
fn offered(t: T, offer: &Offer) -> String {
    let figure = |bound| formats::quantity(t.figures(), bound);
    let taken = if offer.left_out { t.portal_left_out() } else { t.quotes_taken() };
    let range = match (offer.least, offer.most) {
        (Some(least), Some(most)) => Some(t.portal_choose_between(figure(least), figure(most))),
        (Some(least), None) => Some(t.portal_choose_least(figure(least))),
        (None, Some(most)) => Some(t.portal_choose_most(figure(most))),
        (None, None) => None,
    };
    let recommended = offer.recommended.then(|| t.quotes_recommended().to_owned());
    std::iter::once(taken.to_owned()).chain(range).chain(recommended).collect::<Vec<_>>().join(", ")
}
