//! Discounts on the whole document, down payments.
use crate::{
    checks::Checks,
    documents::{self, Document, LATER_FIELDS},
    form::{Form, same_length},
};
use domain::tax::{
    document::DocumentTotals,
    share::{FixedTaxes, Portion, Shared, share},
};
use rust_decimal::Decimal;

/// What is left of the whole when the part is taken back.
fn rest(document: &Document, whole: &DocumentTotals, part: &DocumentTotals) -> DocumentTotals {
    let groups = &document.rules.groups;
    DocumentTotals {
        document: whole.document.less(&part.document, groups),
        company: whole.company.as_ref().zip(part.company.as_ref()).map(|(whole, part)| whole.less(part, groups)),
    }
}

fn taken(document: &Document, portion: Portion, fixed: FixedTaxes) -> Result<Shared, String> {
    share(&document.lines(), &document.rules, portion, fixed).map_err(|refusal| refusal.to_string())
}

fn portion(form: &Form<'_>) -> Result<Portion, String> {
    let value = form.need_figure(&["value", "amount", "percent"])?;
    let portion = match form.need_text(&["kind"])? {
        "percent" | "percent_of_total" | "percentage" => Portion::Percent(value),
        "fixed" | "amount" | "fixed_amount" => Portion::Amount(value),
        other => return Err(format!("no kind of share: {other:?}")),
    };
    form.finish()?;
    Ok(portion)
}

pub fn global_discount(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    if !input.has("lines") {
        return discount_of_total(input, expect, checks);
    }
    let mut document = Document::read(input)?;
    let before = document.totals()?;
    if let Some(form) = input.form(&["order_totals_before"])? {
        documents::check(&form, &before, &mut document.taxes, checks)?;
        form.finish()?;
    }
    let portion = portion(&input.need_form(&["discount"])?)?;
    let discount = taken(&document, portion, FixedTaxes::LeftOut)?;
    let after = rest(&document, &before, &discount.totals);
    documents::check(expect, &after, &mut document.taxes, checks)
}

/// An order of which only the total is known.
fn discount_of_total(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    use domain::tax::{TotalsRules, document::DocumentLine, line::Amounts};
    let lines = [DocumentLine::new(Amounts::one(input.need_figure(&["total"])?), &[])];
    let rules = TotalsRules::default();
    let portion = match input.figure(&["fixed_discount"])? {
        Some(amount) => Portion::Amount(amount),
        None => Portion::Percent(input.need_figure(&["percent_discount", "discount_percent"])?),
    };
    let whole = domain::tax::document::totals(&lines, &rules).map_err(|refusal| refusal.to_string())?;
    let part = share(&lines, &rules, portion, FixedTaxes::LeftOut).map_err(|refusal| refusal.to_string())?;
    let after = whole.document.less(&part.totals.document, &[]);
    checks.figure("total", after.total, expect.need(&["total"])?)
}

pub fn down_payment(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<Option<String>, String> {
    for key in ["steps", "credit_note_amount", "posted"] {
        if input.has(key) {
            return Ok(Some("sale.down_payment: what becomes of posted invoices belongs to invoicing".into()));
        }
    }
    for line in input.forms(&["lines"])? {
        if let Some((_, work)) = LATER_FIELDS.iter().find(|(key, _)| line.has(key)) {
            return Ok(Some(format!("sale.down_payment: belongs to {work}")));
        }
    }
    let mut document = Document::read(input)?;
    let order = document.totals()?;
    if let Some(form) = input.form(&["order_totals"])? {
        documents::check(&form, &order, &mut document.taxes, checks)?;
        form.finish()?;
    }
    let portion = match input.form(&["down_payment"])? {
        Some(form) => portion(&form)?,
        None => match input.figure(&["down_payment_percent"])? {
            Some(percent) => Portion::Percent(percent),
            None => Portion::Amount(input.need_figure(&["fixed_down_payment", "down_payment_amount"])?),
        },
    };
    let part = taken(&document, portion, FixedTaxes::IntoBase)?;
    let last = rest(&document, &order, &part.totals);
    for (key, totals) in [("order", &order), ("down_payment_invoice", &part.totals), ("final_invoice", &last)] {
        if let Some(form) = expect.form(&[key])? {
            documents::check(&form, totals, &mut document.taxes, checks)?;
            form.finish()?;
        }
    }
    for (key, total) in [
        ("final_invoice_total", last.document.total),
        ("invoice_total", part.totals.document.total),
        ("dp_total", part.totals.document.total),
        ("down_payment_total", part.totals.document.total),
        ("invoice_line_count", Decimal::from(part.sets.len())),
    ] {
        if let Some(expected) = expect.get(key) {
            checks.figure(key, total, expected)?;
        }
    }
    for (key, totals) in [("tax_split", &part.totals), ("final_tax_split", &last)] {
        if let Some(form) = expect.form(&[key])? {
            for (tax, expected) in form.entries() {
                let id = document.taxes.read(&[tax.into()])?[0].id;
                let got = totals.document.taxes.iter().filter(|sums| sums.tax == id).map(|sums| sums.amount).sum();
                checks.figure(&format!("{key}.{tax}"), got, expected)?;
            }
        }
    }
    for key in ["down_payment_lines_by_tax_set", "dp_lines"] {
        if expect.has(key) {
            let forms = expect.forms(&[key])?;
            same_length(key, part.sets.len(), forms.len())?;
            for (form, (set, line)) in forms.iter().zip(part.sets.iter().zip(&part.totals.document.lines)) {
                let taxes = document.taxes.read(form.need_list(&["taxes"])?)?;
                checks.equal(form.path(), set, &taxes.iter().map(|tax| tax.id).collect());
                checks.figure(&format!("{}.amount", form.path()), line.untaxed, form.need(&["amount"])?)?;
                form.finish()?;
            }
        }
    }
    Ok(None)
}
