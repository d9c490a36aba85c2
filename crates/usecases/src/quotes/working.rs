//! The working version while it is read, checked and written.
use crate::{Denied, denied, taxes};
use chrono::NaiveDate;
use domain::{
    ids::{CompanyId, QuoteId},
    money::Currency,
    quotes::{
        line::{self, Line, LineInput},
        totals::{self, Totals},
    },
    refusal::{Fields, Refusal},
    tax::{book::TaxBook, dated::rate_day},
    text,
};
use std::collections::{BTreeMap, btree_map::Entry};
use store::{
    Conn, Unit, columns, prices,
    quotes::{
        lines::{self as rows, LineRecord},
        record::QuoteRecord,
        sources,
    },
};

/// Longest title of a quotation, in characters.
pub const LONGEST_TITLE: usize = 200;

/// Checked lines and what they come to.
pub struct Checked {
    /// The lines as rows.
    pub rows: Vec<LineRecord>,
    /// What they come to.
    pub totals: Totals,
}

/// Checks typed lines: bounds, the company's own products and taxes, and takes each tax's own rate from the book.
///
/// # Errors
/// Refusals by field (`lines.3.quantity`), added to `fields`; a line's identity must stand once.
pub async fn check_lines(
    unit: &mut Unit,
    company: CompanyId,
    (currency, book): (&Currency, &TaxBook),
    inputs: &[LineInput],
    stored: &[LineRecord],
    mut fields: Fields,
) -> Result<Checked, Denied> {
    let known: std::collections::BTreeSet<_> = stored.iter().filter_map(|row| row.product_id).collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut priced = inputs.to_vec();
    for (at, input) in priced.iter_mut().enumerate() {
        let id = match input {
            LineInput::Section { id, .. } | LineInput::Note { id, .. } => *id,
            LineInput::Product(product) => {
                match book.find(product.tax) {
                    Some(booked) => product.tax_percent = booked.percent().get(),
                    None => fields.refuse(format!("lines.{at}.tax"), Refusal::NotAChoice),
                }
                if let Some(id) = product.product.filter(|id| !known.contains(&id.0))
                    && !sources::has_product(&mut unit.conn, company, id.0).await?
                {
                    fields.refuse(format!("lines.{at}.name"), Refusal::NotThere);
                }
                product.id
            }
        };
        if !seen.insert(id) {
            fields.refuse(format!("lines.{at}"), Refusal::AlreadyTaken);
        }
    }
    let lines = line::read_lines(&priced, &mut fields);
    let reckoning = fields.take("lines", totals::reckon(&lines, currency, book)).unwrap_or_default();
    denied::all_right(fields)?;
    let placed = lines.iter().zip(&reckoning.nets).enumerate();
    let mut rows = placed.map(|(at, (line, net))| LineRecord::of(line, at, *net)).collect::<Result<Vec<_>, _>>()?;
    remember(unit, company, inputs, stored, &mut rows).await?;
    Ok(Checked { rows, totals: reckoning.totals })
}

/// Notes on each row whether a person set its price, and what the product cost when it came onto the line.
async fn remember(
    unit: &mut Unit,
    company: CompanyId,
    inputs: &[LineInput],
    stored: &[LineRecord],
    rows: &mut [LineRecord],
) -> Result<(), Denied> {
    let before: BTreeMap<_, _> = stored.iter().map(|row| (row.id, (row.product_id, row.cost))).collect();
    let mut costs = BTreeMap::new();
    for (input, row) in inputs.iter().zip(rows) {
        let LineInput::Product(line) = input else { continue };
        row.price_by_hand = i64::from(line.price_by_hand);
        let Some(product) = line.product else { continue };
        row.cost = match before.get(&row.id) {
            Some((known, cost)) if *known == Some(product.0) => *cost,
            _ => match costs.entry(product) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => {
                    let found = prices::product(&mut unit.conn, company, product).await?;
                    *unknown.insert(found.map_or(0, |found| found.cost))
                }
            },
        };
    }
    Ok(())
}

/// Brings the rates that lines remember to those of a book.
pub fn at_rates(inputs: &mut [LineInput], book: &TaxBook) {
    for input in inputs {
        if let LineInput::Product(product) = input
            && let Some(booked) = book.find(product.tax)
        {
            product.tax_percent = booked.percent().get();
        }
    }
}

/// The taxes at the rates of a quotation's day: its expected delivery, else today.
/// # Errors
/// [`Denied`].
pub async fn book(conn: &mut Conn, quote: &QuoteRecord, today: NaiveDate) -> Result<TaxBook, Denied> {
    let day = rate_day(columns::optional_day(quote.delivery_on.clone())?, today);
    taxes::book::load(conn, CompanyId(quote.company_id), day).await
}

/// The stored lines of a quotation as domain lines, at the rates of a book. They were checked when they were written.
///
/// # Errors
/// [`Denied`] when a stored line no longer passes.
pub fn stored_lines(rows: Vec<LineRecord>, book: &TaxBook) -> Result<Vec<Line>, Denied> {
    let mut inputs: Vec<LineInput> = rows.into_iter().map(LineRecord::input).collect();
    at_rates(&mut inputs, book);
    let mut fields = Fields::new();
    let lines = line::read_lines(&inputs, &mut fields);
    denied::all_right(fields)?;
    Ok(lines)
}

/// Writes the totals into the row.
/// # Errors
/// A fault when a figure does not fit.
pub fn put_totals(quote: &mut QuoteRecord, totals: &Totals) -> Result<(), Denied> {
    quote.net = columns::millionths(totals.net)?;
    quote.tax = columns::millionths(totals.tax)?;
    quote.gross = columns::millionths(totals.gross)?;
    Ok(())
}

/// What the lists search and sort by: customer first, then number and title, folded.
pub fn search_text(party_name: &str, number: &str, title: &str) -> String {
    text::fold(&format!("{party_name} {number} {title}"))
}

/// The stored lines.
/// # Errors
/// [`Denied`].
pub async fn load_rows(unit: &mut Unit, quote: QuoteId) -> Result<Vec<LineRecord>, Denied> {
    Ok(rows::list(&mut unit.conn, quote).await?)
}
