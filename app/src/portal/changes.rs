//! What changed since the reader last looked: in the total, per fact, and per line.
use super::{notices::banner, view::View};
use domain::{
    formats,
    quotes::{
        content::ContentLine,
        difference::{Aspect, Fact, LineChange},
    },
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// The notice above the letter, with one point for each difference.
pub(super) fn changes(view: &View<'_>) -> Option<AnyView> {
    let changes = view.page.changes.as_ref()?;
    let (t, difference) = (view.t, &changes.difference);
    let (before, after) = if view.business() {
        (difference.before.net, difference.after.net)
    } else {
        (difference.before.gross, difference.after.gross)
    };
    let version = view.content().version;
    let amount = view.money((after - before).abs());
    let cost = match after.cmp(&before) {
        Ordering::Less => t.versions_less(version, amount),
        Ordering::Greater => t.versions_more(version, amount),
        Ordering::Equal => t.versions_same(version),
    };
    let facts: Vec<AnyView> = difference.facts.iter().map(|fact| point(view, fact)).collect();
    let lines: Vec<AnyView> = difference.lines.iter().map(|change| line(view, change)).collect();
    let list = (!facts.is_empty() || !lines.is_empty()).then(|| view! { <ul class="changes">{facts}{lines}</ul> });
    let sums = (before != after).then(|| {
        view! {
            " "
            {pair(plain(view.money(before)), plain(view.money(after)))}
        }
    });
    let fallen = changes.fallen.map(|version| view! { <b>{t.portal_choice_fallen(version)}</b> " " });
    let rest = view! {
        {fallen}
        {cost}
        {sums}
        {list}
    };
    let bold = t.portal_changes(changes.since);
    Some(view! { <div class="stack notices" id="changes">{banner("banner amber", None, "info", bold, rest.into_any())}</div> }.into_any())
}

/// A text with its language, where that is not the page's.
type Told = (Option<&'static str>, String);

/// What needs no language: figures, days, names of people.
const fn plain(text: String) -> Told {
    (None, text)
}

/// What stood there, struck, and what stands there.
fn pair((old_lang, old): Told, (new_lang, new): Told) -> AnyView {
    let old = (!old.is_empty()).then(|| view! { <del lang=old_lang>{old}</del> " " });
    let new = (!new.is_empty()).then(|| view! { <ins lang=new_lang>{new}</ins> });
    view! { {old}{new} }.into_any()
}

/// A fact of the head; long texts are only named.
fn point(view: &View<'_>, fact: &Fact) -> AnyView {
    let t = view.t;
    let date = |day| formats::date(view.lang, day);
    let day = |day: Option<chrono::NaiveDate>| plain(day.map(date).unwrap_or_default());
    let same = |before: &str, after: &str| Some((plain(before.to_owned()), plain(after.to_owned())));
    // The document's words; those of this version as the reader has them.
    let content = view.content();
    let old = |text: &str| (view.foreign(), text.to_owned());
    let (label, values) = match fact {
        Fact::Title(pair) => {
            let new = (view.foreign_text(|words| &words.title), content.title.clone());
            (t.quotes_field_title(), Some((old(&pair.before), new)))
        }
        Fact::Language(_) => (t.quotes_field_language(), None),
        Fact::Buyer(_) => (t.quotes_customer(), None),
        Fact::Salesperson(pair) => (t.versions_salesperson(), same(&pair.before.name, &pair.after.name)),
        Fact::Reference(pair) => (t.quotes_field_customer_reference(), same(&pair.before, &pair.after)),
        Fact::ValidUntil(pair) => (t.quotes_field_valid_until(), same(&date(pair.before), &date(pair.after))),
        Fact::PaymentTerms(pair) => {
            let new = (view.foreign_text(|words| &words.payment_terms), content.payment_terms.clone());
            (t.quotes_field_payment_terms(), Some((old(&pair.before), new)))
        }
        Fact::Delivery(pair) => (t.fiscal_delivery_on(), Some((day(pair.before), day(pair.after)))),
        Fact::Deposit(_) => (t.portal_deposit(), None),
        Fact::Unsigned(_) => (t.quotes_unsigned(), None),
        Fact::Demands(_) => (t.quotes_demands(), None),
        Fact::Shipment(_) => (t.quotes_ship(), None),
        Fact::Warehouse(_) => (t.warehouses_field(), None),
        Fact::Introduction(_) => (t.quotes_field_introduction(), None),
        Fact::Terms(_) => (t.quotes_field_terms(), None),
        Fact::Blocks(_) => (t.content_title(), None),
    };
    match values {
        Some((before, after)) => view! { <li>{label} ": " {pair(before, after)}</li> }.into_any(),
        None => view! { <li>{t.portal_changes_text(label)}</li> }.into_any(),
    }
}

/// A line: it came, it went, or what of it differs. It leads to the line where that is still there.
fn line(view: &View<'_>, change: &LineChange) -> AnyView {
    let t = view.t;
    let (line, words) = match change {
        LineChange::Removed { line } => (line, view! { <ins>{t.versions_removed()}</ins> }.into_any()),
        LineChange::Added { line, .. } => (line, view! { <ins>{t.versions_added()}</ins> }.into_any()),
        LineChange::Changed { before, after, .. } => {
            let aspects = change.aspects();
            let told: Vec<AnyView> = aspects.iter().filter_map(|aspect| figure(view, *aspect, before, after)).collect();
            let words = if !told.is_empty() {
                told.into_any()
            } else if aspects.is_empty() {
                view! { <ins>{t.versions_moved()}</ins> }.into_any()
            } else {
                view! { <ins>{t.portal_changes_line()}</ins> }.into_any()
            };
            (after, words)
        }
    };
    let effect = (!change.net().is_zero()).then(|| {
        let net = change.net();
        let sign = if net > Decimal::ZERO { "+" } else { "" };
        view! { " " <span class="num">{format!("({sign}{})", view.money(net))}</span> }
    });
    let (lang, name) = view.line_name(line.id(), line.text());
    view! { <li><span dir="auto" lang=lang>{name}</span> ": " {words}{effect}</li> }.into_any()
}

/// Figures of a line that differ, each as it was and as it is.
fn figure(view: &View<'_>, aspect: Aspect, before: &ContentLine, after: &ContentLine) -> Option<AnyView> {
    let t = view.t;
    // The unit in the reader's words, where it is the one that stands there now.
    let unit_of = |unit: &str| match (after, view.line(after.id())) {
        (ContentLine::Product { unit: own, .. }, Some(ContentLine::Product { unit: told, .. })) if own == unit => {
            told.clone()
        }
        _ => unit.to_owned(),
    };
    let value = |line: &ContentLine| match (aspect, line) {
        (Aspect::Quantity | Aspect::Unit, ContentLine::Product { quantity, unit, .. }) => {
            Some(format!("{} {}", formats::quantity(view.lang, *quantity), unit_of(unit)))
        }
        (Aspect::UnitPrice, ContentLine::Product { unit_price, .. }) => {
            Some(formats::unit_price(view.lang, *unit_price, view.currency()))
        }
        (Aspect::Discount, ContentLine::Product { discount, .. }) => Some(formats::percent(view.lang, *discount)),
        (Aspect::Name, line) => Some(line.text().to_owned()),
        _ => None,
    };
    let label = match aspect {
        Aspect::Quantity | Aspect::Unit => t.quotes_line_quantity(),
        Aspect::UnitPrice => t.quotes_column_price(),
        Aspect::Discount => t.versions_discount(),
        _ => t.versions_name(),
    };
    let (old, new) = (value(before)?, value(after)?);
    let told = match aspect {
        Aspect::Name => pair((view.foreign(), old), view.line_name(after.id(), &new)),
        _ => pair(plain(old), plain(new)),
    };
    Some(view! { <span>{label} " " {told} " "</span> }.into_any())
}
