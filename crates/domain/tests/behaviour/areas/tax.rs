//! Taxes of a line and a document, fiscal positions.
use crate::{
    checks::{Checks, figure},
    documents::{self, Document, rounding, step},
    form::{Form, same_length},
    taxes::TaxBook,
};
use domain::{
    fiscal::{
        FiscalPosition,
        detect::{Sale, detect},
        place::{Address, Country},
        postcode::PostcodeRange,
        reprice::reprice,
    },
    ids::FiscalPositionId,
    money::step::Step,
    tax::{
        Tax, TaxRounding,
        line::{Amounts, LineTaxes, Reading, compute},
    },
};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

fn computed<'a>(
    amounts: Amounts,
    taxes: &'a [Tax],
    rounding: TaxRounding,
    step: Step,
) -> Result<LineTaxes<'a>, String> {
    compute(amounts, taxes, rounding, step, Reading::AsPriced).map_err(|refusal| refusal.to_string())
}

pub fn line(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let amounts = Amounts {
        price_unit: input.need_figure(&["price_unit", "price"])?,
        quantity: input.figure(&["quantity", "qty"])?.unwrap_or(Decimal::ONE),
        discount: input.figure(&["discount_percent", "discount"])?.unwrap_or_default(),
    };
    let taxes = TaxBook::default().read(input.need_list(&["taxes_in_application_order", "taxes"])?)?;
    let currency = step(input.figure(&["currency_rounding"])?.unwrap_or(Decimal::new(1, 2)))?;
    // Amounts of a line by itself are rounded to the currency, unless the case says otherwise.
    let method = input.text(&["rounding_method"])?.map_or(Ok(TaxRounding::PerLine), rounding)?;
    let precision = step(input.figure(&["compare_at_precision"])?.unwrap_or(currency.get()))?;
    let line = computed(amounts, &taxes, method, currency)?;
    let tax: Decimal = line.taxes.iter().map(|tax| tax.amount).sum();
    let mut same = |what: &str, got: Decimal, expected: &Value| -> Result<(), String> {
        if !expected.is_null() {
            let expected = precision.round(figure(what, expected)?);
            checks.equal(what, precision.round(got).normalize(), expected.normalize());
        }
        Ok(())
    };
    for (key, got) in [
        ("total_excluded", line.total_excluded),
        ("subtotal", line.total_excluded),
        ("total_included", line.total_included),
        ("total", line.total_included),
        ("tax", tax),
    ] {
        if let Some(expected) = expect.get(key) {
            same(key, got, expected)?;
        }
    }
    if expect.has("per_tax") {
        let expected = expect.forms(&["per_tax"])?;
        same_length("per_tax", line.taxes.len(), expected.len())?;
        for (form, tax) in expected.iter().zip(&line.taxes) {
            for (key, got) in [("base", tax.base), ("amount", tax.amount)] {
                if let Some(expected) = form.get(key) {
                    same(&format!("{}.{key}", form.path()), got, expected)?;
                }
            }
            form.finish()?;
        }
    }
    Ok(())
}

pub fn document(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut document = Document::read(input)?;
    if let Some(modes) = input.list(&["modes"])? {
        for key in ["untaxed", "tax", "total"] {
            let Some(expected) = expect.list(&[key])? else { continue };
            same_length(key, modes.len(), expected.len())?;
            for (mode, expected) in modes.iter().zip(expected) {
                let mode = mode.as_str().ok_or("a mode is no text")?;
                document.rules.rounding = rounding(mode)?;
                let sums = document.totals()?.document;
                let got = match key {
                    "untaxed" => sums.untaxed,
                    "tax" => sums.tax,
                    _ => sums.total,
                };
                checks.figure(&format!("{key} with {mode}"), got, expected)?;
            }
        }
        return Ok(());
    }
    let totals = document.totals()?;
    documents::check(expect, &totals, &mut document.taxes, checks)
}

/// A list of taxes, or one.
fn some_taxes(book: &mut TaxBook, value: &Value) -> Result<Vec<Tax>, String> {
    match value {
        Value::Array(list) => book.read(list),
        one => book.read(std::slice::from_ref(one)),
    }
}

pub fn price(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let quantity = input.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE);
    if input.has("rows") {
        let (rows, answers) = (input.forms(&["rows"])?, expect.forms(&["rows"])?);
        same_length("rows", rows.len(), answers.len())?;
        for (row, answer) in rows.iter().zip(&answers) {
            one_price(row, quantity, answer, checks)?;
            row.finish()?;
            answer.finish()?;
        }
        return Ok(());
    }
    one_price(input, quantity, expect, checks)
}

fn one_price(input: &Form<'_>, quantity: Decimal, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut book = TaxBook::default();
    let price = input.need_figure(&["price_unit", "price", "product_price"])?;
    let from = some_taxes(&mut book, input.need(&["original_taxes", "from", "product_tax"])?)?;
    let to = some_taxes(&mut book, input.need(&["mapped_taxes", "to", "mapped_tax"])?)?;
    // A percentage rule shows its discount, so the price itself is what is re-based.
    let discount = match input.form(&["pricelist_rule", "rule"])? {
        None => Decimal::ZERO,
        Some(rule) => {
            let discount = match rule.need_text(&["kind"])? {
                "percentage" => rule.need_figure(&["percent"])?,
                other => return Err(format!("no rule for a re-based price: {other:?}")),
            };
            rule.finish()?;
            discount
        }
    };
    let new = reprice(price, &from, &to).map_err(|refusal| refusal.to_string())?;
    for key in ["new_price_unit", "price_unit"] {
        if let Some(expected) = expect.get(key) {
            checks.exact(&format!("{}.{key}", expect.path()), new, expected)?;
        }
    }
    if let Some(expected) = expect.get("discount") {
        checks.figure("discount", discount, expected)?;
    }
    let line = computed(Amounts { price_unit: new, quantity, discount }, &to, TaxRounding::PerLine, Step::CENT)?;
    for (key, got) in [("subtotal", line.total_excluded), ("total", line.total_included)] {
        if let Some(expected) = expect.get(key) {
            checks.figure(&format!("{}.{key}", expect.path()), got, expected)?;
        }
    }
    Ok(())
}

pub fn position(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    if input.has("attempts") {
        let (attempts, results) = (input.forms(&["attempts"])?, expect.need_list(&["result"])?);
        same_length("attempts", attempts.len(), results.len())?;
        for (form, expected) in attempts.iter().zip(results) {
            let read = postcodes(form);
            form.finish()?;
            let got = if read.is_ok() { "ok" } else { "validation_error" };
            checks.equal(form.path(), Some(got), expected.as_str());
        }
        return Ok(());
    }
    let mut positions: Vec<(String, usize, FiscalPosition)> = Vec::new();
    for (at, form) in input.forms(&["positions"])?.iter().enumerate() {
        let id = FiscalPositionId(Uuid::from_u128(at as u128 + 1));
        let country = form.text(&["country"])?.map(country).transpose()?;
        let regions = form.list(&["states", "regions"])?.map(Vec::as_slice).unwrap_or_default();
        let position = FiscalPosition {
            automatic: form.flag("automatic", true)?,
            sequence: whole(form.figure(&["sequence"])?.unwrap_or_default())?,
            vat_required: form.flag("vat_required", false)?,
            country,
            regions: regions.iter().map(|region| region.as_str().unwrap_or_default().to_owned()).collect(),
            postcodes: postcodes(form)?,
            ..FiscalPosition::new(id)
        };
        // Rows are counted from one.
        let from_row = whole(form.figure(&["added_before_row"])?.unwrap_or(Decimal::ONE))?;
        positions.push((form.need_text(&["name"])?.to_owned(), usize::try_from(from_row).unwrap_or(1), position));
        form.finish()?;
    }
    let company_vat_number = input.text(&["company_vat"])?;
    let (rows, expected) = (input.forms(&["rows"])?, expect.need_list(&["position"])?);
    same_length("rows", rows.len(), expected.len())?;
    for (at, (row, expected)) in rows.iter().zip(expected).enumerate() {
        let there: Vec<FiscalPosition> =
            positions.iter().filter(|(_, from, _)| *from <= at + 1).map(|(_, _, position)| position.clone()).collect();
        let address = Address {
            country: row.text(&["country", "customer_country"])?.map(country).transpose()?,
            region: row.text(&["state", "region"])?.map(str::to_owned),
            postcode: row.text(&["zip", "postcode"])?.map(str::to_owned),
        };
        let delivery = match row.text(&["delivery_country", "shipping_country"])? {
            Some(delivery) => Address::in_country(country(delivery)?),
            None => address.clone(),
        };
        let named = |name: &str| {
            let found = positions.iter().find(|(other, _, _)| other == name).map(|(_, _, position)| position.id);
            found.ok_or_else(|| format!("no position {name:?}"))
        };
        let sale = Sale {
            buyer: None,
            customer: &address,
            delivery: &delivery,
            vat_number: row.text(&["vat"])?,
            company_vat_number,
            set_on_delivery: row.text(&["manual_position_on_delivery"])?.map(named).transpose()?,
            set_on_customer: row.text(&["manual_position"])?.map(named).transpose()?,
        };
        let found = detect(&there, &sale).position;
        let found =
            positions.iter().find(|(_, _, position)| Some(position.id) == found).map(|(name, _, _)| name.as_str());
        row.finish()?;
        checks.equal(row.path(), found, expected.as_str());
    }
    Ok(())
}

fn postcodes(form: &Form<'_>) -> Result<Option<PostcodeRange>, String> {
    let (from, to) = (form.text(&["zip_from"])?.unwrap_or(""), form.text(&["zip_to"])?.unwrap_or(""));
    PostcodeRange::new(from, to).map_err(|refusal| refusal.to_string())
}

fn country(code: &str) -> Result<Country, String> {
    Country::parse(code).ok_or_else(|| format!("no country: {code:?}"))
}

fn whole(figure: Decimal) -> Result<i32, String> {
    i32::try_from(figure).map_err(|_| format!("{figure} is not whole"))
}
