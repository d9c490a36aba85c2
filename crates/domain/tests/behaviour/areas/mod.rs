//! Which rule answers which area.
mod deliveries;
mod leads;
mod lines;
mod lists;
mod prices;
mod shares;
mod states;
mod tax;
mod teams;
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
        "sale.team" => teams::team_case(input, expect, checks)?,
        "sale.state" if input.has("steps") => return states::flow(input, expect, checks),
        // Quotations are cancelled, never deleted; who may delete at all is a question of rights.
        "sale.state" | "access" => return later("access: roles, and what each may do"),
        "sale.warning" => return later("products and customers: warnings of theirs"),
        // No rule alone: it takes rows to know a link from a wrong one.
        "portal" => return Ok(Some("portal is run with a database: usecases/tests/promises/vectors.rs".into())),
        area if area.starts_with("crm.") => return leads::run(area, input, expect, checks),
        other => return Err(format!("no rule answers the area {other:?}")),
    }
    Ok(None)
}
