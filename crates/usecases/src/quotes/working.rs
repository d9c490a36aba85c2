//! The working version while it is read, checked and written.
use crate::{Denied, combos::check as combos, denied, prices::pricer::Purse, products::variants, taxes};
use chrono::NaiveDate;
use domain::{
    ids::{CompanyId, ProductId, QuoteId},
    money::{self, Currency, rates::FrozenRate},
    quotes::{
        line::{self, Line, LineInput, ProductLineInput},
        totals::{self, Totals},
    },
    refusal::{Fields, Refusal},
    tax::{book::TaxBook, dated::rate_day},
    text,
    units::written,
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

/// Most values chosen about a product.
const MOST_CHOICES: usize = 10;

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
    (stored, of_template): (&[LineRecord], &[LineInput]),
    mut fields: Fields,
) -> Result<Checked, Denied> {
    let known: std::collections::BTreeSet<_> = stored.iter().filter_map(|row| row.product_id).collect();
    let methods: Vec<_> = stored.iter().filter_map(|row| row.role().method()).collect();
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
                if product.choices.len() > MOST_CHOICES {
                    fields.refuse(format!("lines.{at}.name"), Refusal::NotAChoice);
                }
                if let Some(id) = product.product.filter(|id| !known.contains(&id.0)) {
                    if !sources::has_product(&mut unit.conn, company, id.0).await? {
                        fields.refuse(format!("lines.{at}.name"), Refusal::NotThere);
                    } else if product.role.is_sold() && combos::needs_items(&mut unit.conn, company, id).await? {
                        fields.refuse(format!("lines.{at}.name"), Refusal::ComboIncomplete);
                    }
                }
                if let Some(method) = product.role.method()
                    && !methods.contains(&method)
                    && store::delivery::find(&mut unit.conn, company, method).await?.is_none()
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
    combos::check(&mut unit.conn, company, inputs, (stored, of_template), &mut fields).await?;
    let lines = line::read_lines(&priced, &mut fields);
    let reckoning = fields.take("lines", totals::reckon(&lines, currency, book)).unwrap_or_default();
    denied::all_right(fields)?;
    let placed = lines.iter().zip(&reckoning.nets).enumerate();
    let mut rows = placed.map(|(at, (line, net))| LineRecord::of(line, at, *net)).collect::<Result<Vec<_>, _>>()?;
    remember(unit, company, inputs, stored, &mut rows).await?;
    Ok(Checked { rows, totals: reckoning.totals })
}

/// Notes on each row whether a person set its price, where its quantity comes from, and what one of the line's unit cost when the product came onto
/// it.
async fn remember(
    unit: &mut Unit,
    company: CompanyId,
    inputs: &[LineInput],
    stored: &[LineRecord],
    rows: &mut [LineRecord],
) -> Result<(), Denied> {
    let before: BTreeMap<_, _> = stored.iter().map(|row| (row.id, row)).collect();
    let mut costs: BTreeMap<_, (i64, String)> = BTreeMap::new();
    let mut units = None;
    for (input, row) in inputs.iter().zip(rows) {
        let LineInput::Product(line) = input else { continue };
        row.price_by_hand = i64::from(line.price_by_hand);
        line.quantity_from.code().clone_into(&mut row.quantity_from);
        // A combo's costs are those of its items.
        let Some(product) = line.product.filter(|_| !line.role.is_combo()) else { continue };
        row.choices = rows::choices_text(&line.choices);
        // What it cost, and for one of which unit.
        let (cost, of) = match before.get(&row.id) {
            Some(known) if known.product_id == Some(product.0) && known.choices == row.choices => {
                (known.cost, known.unit.clone())
            }
            _ => match costs.entry((product, row.choices.clone())) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(unknown) => {
                    let found = prices::product(&mut unit.conn, company, product).await?;
                    let own = variant_cost(unit, company, product, line).await?;
                    let found = found.map(|found| (own.unwrap_or(found.cost), found.unit));
                    unknown.insert(found.unwrap_or_default()).clone()
                }
            },
        };
        row.cost = cost;
        if cost != 0 && of != row.unit {
            if units.is_none() {
                units = Some(crate::units::read::named(&mut unit.conn, company).await?);
            }
            let known = units.as_deref().unwrap_or_default();
            if let Some(converted) = written::converted(known, columns::decimal(cost), &of, &row.unit) {
                row.cost = columns::millionths(converted)?;
            }
        }
    }
    Ok(())
}

/// Makes the variant that a line's choices are, where it is made on demand; answers its own cost.
async fn variant_cost(
    unit: &mut Unit,
    company: CompanyId,
    product: ProductId,
    line: &ProductLineInput,
) -> Result<Option<i64>, Denied> {
    if line.choices.is_empty() {
        return Ok(None);
    }
    let Some(chosen) = variants::choice(&mut unit.conn, company, product, &line.choices).await? else {
        return Ok(None);
    };
    if let (None, Some(key)) = (chosen.variant, &chosen.made_of) {
        store::products::variants::make(unit, company, product, key).await?;
    }
    Ok(chosen.cost)
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
    let book = taxes::book::load(conn, CompanyId(quote.company_id), day).await?;
    Ok(book.in_currency(rate(quote)?.as_ref()))
}

/// The rate that goes with a quotation in another currency than the company's.
/// # Errors
/// A fault when a column cannot be read.
pub fn rate(quote: &QuoteRecord) -> Result<Option<FrozenRate>, Denied> {
    let (Some(per_base), Some(on), Some(base)) = (quote.rate, &quote.rate_on, &quote.rate_base) else {
        return Ok(None);
    };
    let (base, currency) = (columns::currency(base)?, columns::currency(&quote.currency)?);
    Ok(Some(FrozenRate { base, currency, per_base: columns::decimal(per_base), on: columns::day(on)? }))
}

/// Keeps the rate with a quotation.
/// # Errors
/// A fault when the figure does not fit.
pub fn put_rate(quote: &mut QuoteRecord, rate: Option<&FrozenRate>) -> Result<(), Denied> {
    quote.rate = rate.map(|rate| columns::millionths(rate.per_base)).transpose()?;
    quote.rate_on = rate.map(|rate| columns::day_text(rate.on));
    quote.rate_base = rate.map(|rate| rate.base.code().to_owned());
    Ok(())
}

/// In which money a quotation's lines are priced.
/// # Errors
/// A fault when a column cannot be read.
pub fn purse(quote: &QuoteRecord) -> Result<Purse, Denied> {
    Ok(Purse { currency: columns::currency(&quote.currency)?, rate: rate(quote)? })
}

/// What products cost is known in the company's currency: brings the costs of lines that are new, or of another product
/// than before, to that of the quotation.
/// # Errors
/// [`Denied`] when a figure does not fit.
pub fn costs_at(rate: Option<&FrozenRate>, stored: &[LineRecord], rows: &mut [LineRecord]) -> Result<(), Denied> {
    let Some(rate) = rate else { return Ok(()) };
    let before: BTreeMap<_, _> = stored.iter().map(|row| (row.id, row)).collect();
    for row in rows.iter_mut().filter(|row| row.cost != 0) {
        let same = |known: &&LineRecord| known.product_id == row.product_id && known.choices == row.choices;
        if before.get(&row.id).filter(|known| same(known)).is_none() {
            let cost = rate.converted(columns::decimal(row.cost)).map_err(|_| Refusal::AmountTooLarge)?;
            row.cost = columns::millionths(money::round(cost, 6))?;
        }
    }
    Ok(())
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
