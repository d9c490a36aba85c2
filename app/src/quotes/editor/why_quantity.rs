//! Why a line has its quantity: what it is in the basic unit, what the customer may make of it, and what it follows.
use super::desk::{Desk, Row};
use crate::quotes::account::Account;
use domain::{
    formats,
    quotes::{group::Offer, quantity_from::QuantityFrom, role::LineMark},
    units::written::{NamedUnit, find},
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The quantity as it stands, with its unit. Tracked.
pub fn shown(desk: Desk, row: Row) -> String {
    row.data.with(|data| much(desk.t, data.quantity.get(), &data.unit))
}

/// What the quantity is made of. Tracked.
pub fn account(desk: Desk, row: Row) -> Account {
    let data = row.data.get();
    let quantity = (data.quantity.get(), data.unit.as_str());
    desk.view.with(|view| told(desk.t, &view.units, quantity, (data.role.mark(), data.quantity_from), &data.offer))
}

fn much(t: T, quantity: Decimal, unit: &str) -> String {
    format!("{} {unit}", formats::quantity(t.figures(), quantity)).trim_end().to_owned()
}

fn told(
    t: T,
    units: &[NamedUnit],
    (quantity, unit): (Decimal, &str),
    (mark, from): (LineMark, QuantityFrom),
    offer: &Offer,
) -> Account {
    let mut rows = Vec::new();
    let own = find(units, unit);
    if let Some(own) = own.filter(|own| own.unit.ratio != Decimal::ONE) {
        let basic = units.iter().find(|one| one.unit.category == own.unit.category && one.unit.ratio == Decimal::ONE);
        let basic = basic.map(|one| one.symbol.of(t.lang()).to_owned()).unwrap_or_default();
        rows.push((t.quotes_why_unit(much(t, Decimal::ONE, unit)), much(t, own.unit.ratio.normalize(), &basic)));
        if let Some(all) = quantity.checked_mul(own.unit.ratio) {
            rows.push((t.quotes_why_in_basic(much(t, quantity, unit)), much(t, all.normalize(), &basic)));
        }
    }
    if offer.has_range() {
        let bound =
            |bound: Option<Decimal>| bound.map(|bound| formats::quantity(t.figures(), bound)).unwrap_or_default();
        let range = format!("{}–{}", bound(offer.least), bound(offer.most));
        rows.push((t.quotes_why_range().to_owned(), range));
    }
    let note = match mark {
        LineMark::Sold if offer.has_range() => format!("{} {}", came(t, from), t.quotes_why_quantity_offered()),
        LineMark::Sold | LineMark::Combo => came(t, from).to_owned(),
        LineMark::ComboItem => t.quotes_why_quantity_item().to_owned(),
        LineMark::Delivery | LineMark::Discount => t.quotes_why_quantity_once().to_owned(),
    };
    (rows, Some(note))
}

/// Where a quantity comes from, as a sentence.
fn came(t: T, from: QuantityFrom) -> &'static str {
    match from {
        QuantityFrom::Unknown => t.quotes_why_quantity(),
        QuantityFrom::Start => t.quotes_quantity_start(),
        QuantityFrom::Hand => t.quotes_quantity_hand(),
        QuantityFrom::Catalogue => t.quotes_quantity_catalogue(),
        QuantityFrom::Beside => t.quotes_quantity_beside(),
        QuantityFrom::Pasted => t.quotes_quantity_pasted(),
        QuantityFrom::Above => t.quotes_quantity_above(),
        QuantityFrom::Template => t.quotes_quantity_template(),
        QuantityFrom::Customer => t.quotes_quantity_customer(),
        QuantityFrom::Proposal => t.quotes_quantity_proposal(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        ids::{UnitCategoryId, UnitId},
        lang::{Lang, Texts},
        money::step::Step,
        units::Unit,
    };
    use uuid::Uuid;

    fn unit(symbol: &str, ratio: i64) -> NamedUnit {
        NamedUnit {
            unit: Unit {
                id: UnitId(Uuid::from_u128(ratio.unsigned_abs().into())),
                category: UnitCategoryId(Uuid::nil()),
                ratio: Decimal::from(ratio),
                rounding: Step::CENT,
            },
            symbol: Texts { fi: symbol.to_owned(), ..Texts::default() },
            name: Texts::default(),
            also: Vec::new(),
            active: true,
        }
    }

    #[test]
    fn a_package_tells_how_many_pieces_it_is() {
        let (t, units) = (T::new(Lang::Fi), [unit("kpl", 1), unit("pkt", 12)]);
        let told = |unit, mark, offer: &Offer| {
            told(t, &units, (Decimal::from(3), unit), (mark, QuantityFrom::Template), offer)
        };
        let (rows, note) = told("pkt", LineMark::Sold, &Offer::default());
        assert_eq!(rows[1].1, "36 kpl");
        assert_eq!(note.as_deref(), Some(t.quotes_quantity_template()), "it says where it comes from");
        assert!(told("kpl", LineMark::Sold, &Offer::default()).0.is_empty(), "nothing is converted");
        let offer = Offer { most: Some(Decimal::TEN), ..Offer::default() };
        let (rows, note) = told("kpl", LineMark::Sold, &offer);
        assert_eq!(rows[0].1.as_str(), "–10");
        let note = note.unwrap();
        assert!(note.starts_with(t.quotes_quantity_template()) && note.ends_with(t.quotes_why_quantity_offered()));
        let items = told("kpl", LineMark::ComboItem, &Offer::default()).1;
        assert_eq!(items.as_deref(), Some(t.quotes_why_quantity_item()), "an item follows, whatever it came from");
        assert_eq!(told("", LineMark::Delivery, &Offer::default()).1.as_deref(), Some(t.quotes_why_quantity_once()));
    }
}
