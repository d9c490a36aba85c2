//! Reading documents and checking what they come to.
use crate::{
    checks::{Checks, figure},
    form::{Form, same_length},
    taxes::TaxBook,
};
use domain::{
    money::step::{Direction, Step},
    tax::{
        CompanyCurrency, Tax, TaxRounding, TotalsRules,
        cash::{CashRounding, CashStrategy},
        document::{DocumentLine, DocumentTotals},
        line::Amounts,
        sums::Sums,
    },
};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;

pub struct Document {
    pub lines: Vec<(Amounts, Vec<Tax>)>,
    pub rules: TotalsRules,
    pub taxes: TaxBook,
}

/// Works that lines with these fields belong to.
pub const LATER_FIELDS: [(&str, &str); 1] = [("analytic", "invoicing: analytic distribution")];

impl Document {
    pub fn read(input: &Form<'_>) -> Result<Document, String> {
        let mut taxes = TaxBook::default();
        let common = match input.any(&["tax", "taxes"]) {
            None => Vec::new(),
            Some(Value::Array(list)) => list.clone(),
            Some(one) => vec![one.clone()],
        };
        let mut lines = Vec::new();
        for line in input.forms(&["lines"])? {
            let read = Amounts {
                price_unit: line.need_figure(&["price_unit", "price"])?,
                quantity: line.figure(&["quantity", "qty"])?.unwrap_or(Decimal::ONE),
                discount: line.figure(&["discount_percent", "discount"])?.unwrap_or_default(),
            };
            let own = line.list(&["taxes"])?.unwrap_or(&common);
            let read_taxes = taxes.read(own)?;
            let times = match line.get("repeat_line_times") {
                None => 1,
                Some(times) => figure("repeat_line_times", times)?.try_into().map_err(|_| "too many lines")?,
            };
            line.finish()?;
            lines.extend(std::iter::repeat_n((read, read_taxes), times));
        }
        let rules = rules(input, &taxes)?;
        Ok(Document { lines, rules, taxes })
    }

    pub fn lines(&self) -> Vec<DocumentLine<'_>> {
        self.lines.iter().map(|(amounts, taxes)| DocumentLine::new(*amounts, taxes)).collect()
    }

    pub fn totals(&self) -> Result<DocumentTotals, String> {
        domain::tax::document::totals(&self.lines(), &self.rules).map_err(|refusal| refusal.to_string())
    }
}

pub fn rounding(method: &str) -> Result<TaxRounding, String> {
    match method {
        "round_per_line" => Ok(TaxRounding::PerLine),
        "round_globally" => Ok(TaxRounding::PerDocument),
        other => Err(format!("no rounding method: {other:?}")),
    }
}

pub fn step(value: Decimal) -> Result<Step, String> {
    Step::new(value).map_err(|refusal| refusal.to_string())
}

fn rules(input: &Form<'_>, taxes: &TaxBook) -> Result<TotalsRules, String> {
    let cent = Decimal::new(1, 2);
    let document = input.figure(&["document_currency_rounding", "currency_rounding"])?.unwrap_or(cent);
    let company = input.figure(&["company_currency_rounding"])?.unwrap_or(cent);
    let rate =
        input.figure(&["rate_document_per_company_currency", "rate_foreign_per_company"])?.unwrap_or(Decimal::ONE);
    let mut preceding = BTreeMap::new();
    if let Some(form) = input.form(&["tax_group_preceding_subtotal"])? {
        for (group, label) in form.entries() {
            preceding.insert(group.to_owned(), label.as_str().ok_or("a subtotal's label is no text")?.to_owned());
        }
    }
    let cash = input.form(&["cash_rounding"])?.map(|form| cash(&form)).transpose()?;
    Ok(TotalsRules {
        rounding: input.text(&["rounding_method"])?.map_or(Ok(TaxRounding::PerDocument), rounding)?,
        step: Some(step(document)?),
        company: Some(CompanyCurrency { rate, step: step(company)? }),
        cash,
        groups: taxes.rows(&preceding),
    })
}

fn cash(form: &Form<'_>) -> Result<CashRounding, String> {
    let direction = match form.text(&["method"])?.unwrap_or("HALF-UP") {
        "HALF-UP" => Direction::HalfUp,
        "UP" => Direction::Up,
        "DOWN" => Direction::Down,
        other => return Err(format!("no direction of rounding: {other:?}")),
    };
    let strategy = match form.need_text(&["strategy"])? {
        "biggest_tax" => CashStrategy::BiggestTax,
        "add_line" | "add_invoice_line" => CashStrategy::AddLine,
        other => return Err(format!("no strategy of cash rounding: {other:?}")),
    };
    let cash = CashRounding { step: step(form.need_figure(&["step", "precision"])?)?, direction, strategy };
    form.finish()?;
    Ok(cash)
}

/// Checks what is expected of a document.
pub fn check(
    expect: &Form<'_>,
    totals: &DocumentTotals,
    taxes: &mut TaxBook,
    checks: &mut Checks,
) -> Result<(), String> {
    check_sums(expect, &totals.document, taxes, checks)?;
    if let Some(form) = expect.form(&["company_currency"])? {
        check_sums(&form, totals.company.as_ref().unwrap_or(&totals.document), taxes, checks)?;
        form.finish()?;
    }
    let company_total = totals.company.as_ref().map_or(totals.document.total, |sums| sums.total);
    compare(expect, "company_currency_total", company_total, checks)
}

fn compare(expect: &Form<'_>, key: &str, got: Decimal, checks: &mut Checks) -> Result<(), String> {
    match expect.get(key) {
        Some(expected) => checks.figure(&format!("{}.{key}", expect.path()), got, expected),
        None => Ok(()),
    }
}

pub fn check_sums(expect: &Form<'_>, sums: &Sums, taxes: &mut TaxBook, checks: &mut Checks) -> Result<(), String> {
    for (key, got) in [
        ("untaxed", sums.untaxed),
        ("tax", sums.tax),
        ("total", sums.total),
        ("cash_rounding", sums.cash_rounding),
        ("cash_rounding_amount", sums.cash_rounding),
        ("cash_rounding_base", sums.cash_rounding),
    ] {
        compare(expect, key, got, checks)?;
    }
    if !expect.has("subtotals") {
        return Ok(());
    }
    let subtotals = expect.forms(&["subtotals"])?;
    same_length(&format!("{}.subtotals", expect.path()), sums.subtotals.len(), subtotals.len())?;
    for (form, subtotal) in subtotals.iter().zip(&sums.subtotals) {
        let label = subtotal.label.as_deref().unwrap_or("Untaxed Amount");
        checks.equal(&format!("{}.label", form.path()), label, form.need_text(&["label"])?);
        compare(form, "base", subtotal.base, checks)?;
        compare(form, "tax", subtotal.tax, checks)?;
        let groups = form.forms(&["tax_groups"])?;
        // A row of nothing is not expected to be printed.
        let shown: Vec<_> =
            subtotal.groups.iter().filter(|row| groups.len() == subtotal.groups.len() || !row.tax.is_zero()).collect();
        same_length(&format!("{}.tax_groups", form.path()), shown.len(), groups.len())?;
        for (form, row) in groups.iter().zip(shown) {
            let group = taxes.group(form.need_text(&["tax_group"])?);
            checks.equal(&format!("{}.tax_group", form.path()), row.group, Some(group));
            compare(form, "base", row.base, checks)?;
            compare(form, "tax", row.tax, checks)?;
            if form.has("displayed_base") {
                let expected = form.get("displayed_base").unwrap_or(&Value::Null);
                checks.optional(&format!("{}.displayed_base", form.path()), row.shown_base, expected)?;
            }
            form.finish()?;
        }
        form.finish()?;
    }
    Ok(())
}
