//! Stored taxes as the engine reads them, at the rates of a day.
use crate::Denied;
use chrono::NaiveDate;
use domain::{
    ids::{CompanyId, TaxId},
    tax::{
        Tax, TaxKind, TaxRounding,
        book::{BookedTax, TaxBook},
        dated::{DatedRate, DatedTax},
        notes::LegalNote,
    },
};
use rust_decimal::Decimal;
use store::{Conn, columns, taxes as stored, taxes::BookRow};
use uuid::Uuid;
use wire::taxes::TaxKindCode;

/// The company's taxes at the rates of `day`.
/// # Errors
/// A fault when a stored tax cannot be read.
pub async fn load(conn: &mut Conn, company: CompanyId, day: NaiveDate) -> Result<TaxBook, Denied> {
    let rows = stored::book(conn, company).await?;
    let rounding = rows.first().map(|row| columns::code(&row.rounding, rounding)).transpose()?.unwrap_or_default();
    let mut book = TaxBook { taxes: Vec::new(), rounding };
    for of_tax in rows.chunk_by(|one, other| one.id == other.id) {
        book.taxes.extend(booked(of_tax, day)?);
    }
    if rows.iter().any(|row| row.kind == TaxKindCode::Group.code()) {
        put_parts(conn, company, &mut book).await?;
    }
    Ok(book)
}

/// One tax from its rows, a row for each of its rates.
fn booked(rows: &[BookRow], day: NaiveDate) -> Result<Option<BookedTax>, Denied> {
    let Some(first) = rows.first() else { return Ok(None) };
    let mut rates = Vec::new();
    for row in rows {
        if let (Some(from), Some(rate)) = (&row.from_day, row.rate) {
            rates.push(DatedRate { from: columns::day(from)?, rate: columns::decimal(rate) });
        }
    }
    let since = rates.iter().map(|rate| rate.from).filter(|from| *from <= day).max();
    let rate = columns::decimal(first.percent);
    let tax = Tax {
        price_included: first.included == 1,
        affects_later: first.affects_later == 1,
        ..Tax::new(TaxId(first.id), kind(columns::code(&first.kind, TaxKindCode::parse)?, rate))
    };
    // Before its first dated rate a tax has the earliest one known.
    let tax = match rates.iter().min_by_key(|rate| rate.from) {
        Some(earliest) if since.is_none() => DatedTax { tax, rates: vec![*earliest] }.on(NaiveDate::MAX),
        _ => DatedTax { tax, rates }.on(day),
    };
    Ok(Some(BookedTax { name: first.name.clone(), tax, note: note(&first.note), since, offered: first.active == 1 }))
}

fn kind(code: TaxKindCode, rate: Decimal) -> TaxKind {
    match code {
        TaxKindCode::Percent => TaxKind::Percent(rate),
        TaxKindCode::Division => TaxKind::Division(rate),
        TaxKindCode::Fixed => TaxKind::Fixed(rate),
        TaxKindCode::Group => TaxKind::Group(Vec::new()),
    }
}

/// Puts each group's taxes into it, in their order.
async fn put_parts(conn: &mut Conn, company: CompanyId, book: &mut TaxBook) -> Result<(), Denied> {
    let parts = stored::parts(conn, company).await?;
    let plain: Vec<Tax> = book.taxes.iter().map(|booked| booked.tax.clone()).collect();
    let of = |group: Uuid| -> Vec<Tax> {
        let mine = parts.iter().filter(|part| part.tax_id == group);
        mine.filter_map(|part| plain.iter().find(|tax| tax.id.0 == part.part_id).cloned()).collect()
    };
    for booked in &mut book.taxes {
        if matches!(booked.tax.kind, TaxKind::Group(_)) {
            booked.tax.kind = TaxKind::Group(of(booked.tax.id.0));
        }
    }
    Ok(())
}

/// Reads the stored name of when amounts are rounded.
pub(super) fn rounding(code: &str) -> Option<TaxRounding> {
    match code {
        "per_line" => Some(TaxRounding::PerLine),
        "per_document" => Some(TaxRounding::PerDocument),
        _ => None,
    }
}

/// The stored name of when amounts are rounded.
pub(super) const fn rounding_code(rounding: TaxRounding) -> &'static str {
    match rounding {
        TaxRounding::PerLine => "per_line",
        TaxRounding::PerDocument => "per_document",
    }
}

/// Reads the stored reason for no tax; none is empty.
pub(super) fn note(code: &str) -> Option<LegalNote> {
    LegalNote::parse(code)
}
