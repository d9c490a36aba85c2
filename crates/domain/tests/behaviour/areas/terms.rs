//! Payment terms, margins, validity, sections, taxes of branches.
use crate::{
    checks::{Checks, figure},
    form::{Form, same_length},
    rules::Names,
    taxes::TaxBook,
    texts::{brackets, leading_figure},
};
use chrono::NaiveDate;
use domain::{
    ids::{CompanyId, PaymentTermsId, TaxId},
    margin::Margin,
    money::step::Step,
    sections::{self, Heading, Row},
    tax::company::nearest,
    terms::{Instalment, Part, PaymentTerms, due::Due},
    validity::valid_until,
};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("no date: {text:?}"))
}

/// `100% +30d`, `fixed 200`, `30%`.
fn instalment(value: &Value) -> Result<Instalment, String> {
    let text = value.as_str().ok_or_else(|| format!("no instalment: {value}"))?;
    let unknown = || format!("no instalment: {text:?}");
    let (fixed, text) = match text.trim().strip_prefix("fixed ") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (amount, rest) = leading_figure(text)?;
    let (part, rest) = match (fixed, rest.strip_prefix('%')) {
        (true, None) => (Part::Fixed(amount), rest),
        (false, Some(rest)) => (Part::Percent(amount), rest),
        _ => return Err(unknown()),
    };
    let rest = rest.trim();
    let due = if rest.is_empty() {
        Due::DaysAfter { days: 0 }
    } else {
        let (days, after) = leading_figure(rest)?;
        let days = u32::try_from(days).map_err(|_| unknown())?;
        match after.strip_prefix('d').map(|after| after.trim_start_matches("ays").trim()) {
            Some("") => Due::DaysAfter { days },
            Some("after end of month") => Due::DaysAfterMonthEnd { days },
            Some("after end of next month") => Due::DaysAfterNextMonthEnd { days },
            Some(on) => {
                let day = on.strip_prefix("end of month on the ").ok_or_else(unknown)?;
                Due::OnDayOfNextMonth { days, day: day.trim().parse().map_err(|_| unknown())? }
            }
            None => return Err(unknown()),
        }
    };
    Ok(Instalment { part, due })
}

fn payment_terms(form: &Form<'_>) -> Result<PaymentTerms, String> {
    let instalments = form.need_list(&["lines"])?.iter().map(instalment).collect::<Result<_, _>>()?;
    Ok(PaymentTerms { id: PaymentTermsId(Uuid::nil()), instalments, early: None })
}

pub fn payment_term(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    if !input.has("rows") {
        let got = if payment_terms(input)?.check().is_ok() { "ok" } else { "validation_error" };
        checks.equal("result", Some(got), expect.need_text(&["result"]).ok());
        return Ok(());
    }
    let rows = input.forms(&["rows"])?;
    let (dates, amounts) = (expect.list(&["due"])?, expect.list(&["installments", "instalments"])?);
    for expected in [dates, amounts].into_iter().flatten() {
        same_length("rows", rows.len(), expected.len())?;
    }
    for (at, row) in rows.iter().enumerate() {
        let terms = payment_terms(row)?;
        let total = row.figure(&["total"])?.unwrap_or(Decimal::ONE_HUNDRED);
        let date = row.text(&["date"])?.map_or_else(|| day("2026-01-01"), day)?;
        row.finish()?;
        terms.check().map_err(|refusal| refusal.to_string())?;
        let due = terms.instalments_of(total, date, Step::CENT).map_err(|refusal| refusal.to_string())?;
        let list = |expected: &'_ Value| expected.as_array().cloned().ok_or(format!("{}: no list", row.path()));
        if let Some(expected) = dates {
            let expected = list(&expected[at])?;
            same_length(row.path(), due.len(), expected.len())?;
            for (due, expected) in due.iter().zip(&expected) {
                let expected = expected.as_str().map(day).transpose()?;
                checks.equal(&format!("{} due", row.path()), due.on, expected);
            }
        }
        if let Some(expected) = amounts {
            let expected = list(&expected[at])?;
            same_length(row.path(), due.len(), expected.len())?;
            for (due, expected) in due.iter().zip(&expected) {
                checks.figure(&format!("{} amount", row.path()), due.amount, expected)?;
            }
        }
    }
    Ok(())
}

fn line_margin(price: Decimal, quantity: Decimal, cost: Decimal) -> Result<Margin, String> {
    Margin::of_line(Step::CENT.round(price * quantity), cost, quantity).map_err(|refusal| refusal.to_string())
}

fn ratio(margin: &Margin) -> Result<Decimal, String> {
    margin.ratio().map_err(|refusal| refusal.to_string())
}

pub fn margin(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    if !input.has("lines") {
        let (price, quantity) = (input.need_figure(&["price"])?, input.need_figure(&["qty", "quantity"])?);
        for (cost, key) in [("cost_then", "original"), ("cost_at_copy", "copy")] {
            let margin = line_margin(price, quantity, input.need_figure(&[cost])?)?;
            let form = expect.need_form(&[key])?;
            checks.figure(key, margin.margin, form.need(&["margin"])?)?;
            checks.exact(key, ratio(&margin)?, form.need(&["ratio"])?)?;
            form.finish()?;
        }
        return Ok(());
    }
    let mut margins = Vec::new();
    for line in input.forms(&["lines"])? {
        let quantity = line.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE);
        let price = line.need_figure(&["price"])?;
        let discount = line.figure(&["discount"])?.unwrap_or_default();
        let price = price * (Decimal::ONE_HUNDRED - discount) / Decimal::ONE_HUNDRED;
        margins.push(line_margin(price, quantity, line.need_figure(&["cost"])?)?);
        line.finish()?;
    }
    for (key, is_ratio) in [("line_margin", false), ("line_ratio", true)] {
        let Some(expected) = expect.list(&[key])? else { continue };
        same_length(key, margins.len(), expected.len())?;
        for (margin, expected) in margins.iter().zip(expected) {
            checks.exact(key, if is_ratio { ratio(margin)? } else { margin.margin }, expected)?;
        }
    }
    let order = Margin::of_document(margins).map_err(|refusal| refusal.to_string())?;
    if let Some(expected) = expect.get("order_margin") {
        checks.figure("order_margin", order.margin, expected)?;
    }
    if let Some(expected) = expect.get("order_ratio") {
        checks.exact("order_ratio", ratio(&order)?, expected)?;
    }
    Ok(())
}

pub fn validity(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let (rows, expected) = (input.forms(&["rows"])?, expect.need_list(&["validity_date"])?);
    same_length("rows", rows.len(), expected.len())?;
    for (row, expected) in rows.iter().zip(expected) {
        let days = |key| -> Result<Option<u32>, String> {
            row.figure(&[key])?.map(|days| u32::try_from(days).map_err(|_| format!("no days: {days}"))).transpose()
        };
        let (company, template) = (days("company_validity_days")?.unwrap_or_default(), days("template_validity_days")?);
        let until = valid_until(day(row.need_text(&["today"])?)?, company, template);
        row.finish()?;
        checks.equal(row.path(), until, expected.as_str().map(day).transpose()?);
    }
    Ok(())
}

pub fn tax_company(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut names = Names::default();
    // From the top down.
    let line: Vec<&str> = input.need_text(&["companies"])?.split('>').map(str::trim).collect();
    let own = input.need_text(&["order_company"])?;
    let at = line.iter().position(|company| *company == own).ok_or_else(|| format!("no company {own:?}"))?;
    let branch: Vec<CompanyId> = line[..=at].iter().rev().map(|name| CompanyId(names.uuid(name))).collect();
    let (questions, expected) = (input.need_list(&["product_taxes"])?, expect.need_list(&["line_taxes"])?);
    same_length("product_taxes", questions.len(), expected.len())?;
    for (taxes, expected) in questions.iter().zip(expected) {
        let mut read = Vec::new();
        for tax in taxes.as_array().ok_or("no list of taxes")? {
            let name = tax.as_str().ok_or("a tax is no text")?;
            // `A(parent)` is a tax of the company in brackets, `X` one of the company X.
            let owner = brackets(name).1.unwrap_or(name);
            let owner = line.iter().find(|company| company.eq_ignore_ascii_case(owner));
            let owner = owner.ok_or_else(|| format!("whose tax is {name:?}?"))?;
            read.push((CompanyId(names.uuid(owner)), TaxId(names.uuid(&format!("tax {name}"))), name));
        }
        let pairs: Vec<(CompanyId, TaxId)> = read.iter().map(|(company, tax, _)| (*company, *tax)).collect();
        let found = nearest(&pairs, &branch);
        let name = |id: &TaxId| read.iter().find(|(_, tax, _)| tax == id).map(|(_, _, name)| *name);
        let got: Vec<Option<&str>> = found.iter().map(name).collect();
        let expected: Vec<Option<&str>> =
            expected.as_array().ok_or("no list of taxes")?.iter().map(Value::as_str).collect();
        checks.equal("line_taxes", got, expected);
    }
    Ok(())
}

pub fn section(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let (mut book, mut rows, mut names) = (TaxBook::default(), Vec::new(), Vec::new());
    for line in input.forms(&["lines_qty_1", "lines"])? {
        names.push(line.need_text(&["n", "name"])?);
        let heading = |subsection| -> Result<Row, String> {
            Ok(Row::Heading(Heading {
                subsection,
                hide_composition: line.flag("hide_composition", false)?,
                hide_prices: line.flag("hide_prices", false)?,
                optional: line.flag("optional", false)?,
            }))
        };
        rows.push(match line.text(&["type"])? {
            Some("section") => heading(false)?,
            Some("subsection") => heading(true)?,
            Some("note") => Row::Note,
            None | Some("product") => {
                let price = line.need_figure(&["price"])? * line.figure(&["qty"])?.unwrap_or(Decimal::ONE);
                let taxes = book.read(line.list(&["taxes"])?.map(Vec::as_slice).unwrap_or_default())?;
                Row::Product { net: Step::CENT.round(price), taxes: taxes.iter().map(|tax| tax.id).collect() }
            }
            Some(other) => return Err(format!("no kind of line: {other:?}")),
        });
        line.finish()?;
    }
    let at = |name: &str| names.iter().position(|known| *known == name).ok_or_else(|| format!("no line {name:?}"));
    let printed = sections::printed(&rows);
    if let Some(expected) = expect.list(&["printed_lines"])? {
        let got: Vec<Option<&str>> = printed.iter().map(|printed| Some(names[printed.row])).collect();
        checks.equal("printed_lines", got, expected.iter().map(Value::as_str).collect());
    }
    for (key, expected) in expect.entries_ending("_summary_subtotals_by_tax_set") {
        let row = at(key.trim_end_matches("_summary_subtotals_by_tax_set"))?;
        let summary = printed.iter().find(|printed| printed.row == row).map(|printed| &printed.summary);
        let summary = summary.ok_or_else(|| format!("{key}: not printed"))?;
        let expected = expected.as_array().ok_or_else(|| format!("{key}: no list"))?;
        same_length(key, summary.len(), expected.len())?;
        for ((_, got), expected) in summary.iter().zip(expected) {
            checks.figure(key, *got, expected)?;
        }
    }
    if let Some(form) = expect.form(&["section_untaxed_totals"])? {
        let totals = sections::totals(&rows);
        for (name, expected) in form.entries() {
            let got = totals[at(name)?].ok_or_else(|| format!("{name} is no section"))?;
            checks.equal(name, got.normalize(), figure(name, expected)?.normalize());
        }
    }
    if let Some(form) = expect.form(&["parent_of"])? {
        let parents = sections::parents(&rows);
        for (name, expected) in form.entries() {
            checks.equal(&format!("parent of {name}"), parents[at(name)?].map(|at| names[at]), expected.as_str());
        }
    }
    Ok(())
}
