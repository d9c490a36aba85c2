//! Which rule answers which area.
mod deliveries;
mod leads;
mod lines;
mod lists;
mod prices;
mod shares;
mod tax;
mod terms;

use crate::{checks::Checks, form::Form};

/// Runs a case, or names the later work it belongs to.
pub fn run(area: &str, input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<Option<String>, String> {
    let later = |work: &str| Ok(Some(format!("{area} belongs to {work}")));
    match area {
        "tax.line" => tax::line(input, expect, checks)?,
        "tax.document_totals" => tax::document(input, expect, checks)?,
        "tax.fiscal_position_price" => tax::price(input, expect, checks)?,
        "tax.fiscal_position_detect" => tax::position(input, expect, checks)?,
        "sale.global_discount" => shares::global_discount(input, expect, checks)?,
        "sale.down_payment" => return shares::down_payment(input, expect, checks),
        "pricelist" => lists::run(input, expect, checks)?,
        "sale.price" => prices::sale_price(input, expect, checks)?,
        "sale.line" => lines::sale_line(input, expect, checks)?,
        "sale.template" => lines::template(input, expect, checks)?,
        "delivery.rate" => deliveries::rate(input, expect, checks)?,
        "delivery.availability" => deliveries::availability(input, expect, checks)?,
        "payment_term" => terms::payment_term(input, expect, checks)?,
        "margin" => terms::margin(input, expect, checks)?,
        "sale.validity" => terms::validity(input, expect, checks)?,
        "sale.section" => terms::section(input, expect, checks)?,
        "sale.tax_company" => terms::tax_company(input, expect, checks)?,
        "sale.invoice_status" | "sale.invoice_group" | "sale.prepayment" | "sale.credit_limit" => {
            return later("invoicing");
        }
        "stock.delivery" | "stock.dates" => return later("stock and deliveries"),
        "purchase.service" => return later("purchasing"),
        "sale.state" | "sale.team" | "sale.warning" | "portal" => return later("the quotation's life"),
        "access" => return later("access"),
        area if area.starts_with("crm.") => return leads::run(area, input, expect, checks),
        other => return Err(format!("no rule answers the area {other:?}")),
    }
    Ok(None)
}
