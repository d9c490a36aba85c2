//! A quotation's way from draft to order.
use crate::{
    checks::Checks,
    form::{Form, same_length},
};
use domain::{
    quotes::state::{QuoteEvent, QuoteState},
    tax::{
        TotalsRules,
        document::{DocumentLine, totals},
        line::Amounts,
    },
};
use rust_decimal::Decimal;

/// What the step does to a quotation.
fn event(step: &str) -> Result<QuoteEvent, String> {
    let step = step.to_lowercase();
    let named = [
        ("send", QuoteEvent::Send),
        ("confirm", QuoteEvent::Accept),
        ("accept", QuoteEvent::Accept),
        ("sign", QuoteEvent::Accept),
        ("cancel", QuoteEvent::Cancel),
        ("decline", QuoteEvent::Decline),
        ("expire", QuoteEvent::Expire),
    ];
    let found = named.into_iter().find(|(start, _)| step.starts_with(start)).map(|(_, event)| event);
    found.ok_or_else(|| format!("no step of a quotation: {step:?}"))
}

/// The names that the cases have for states.
fn name(state: QuoteState) -> &'static str {
    match state {
        QuoteState::Accepted => "sale",
        QuoteState::Cancelled => "cancel",
        other => other.code(),
    }
}

/// The states after each step, and what the whole comes to. What is invoiced afterwards belongs to invoicing.
pub fn flow(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<Option<String>, String> {
    let mut lines = Vec::new();
    for line in input.forms(&["lines"])? {
        line.text(&["invoice_policy"])?;
        lines.push(Amounts {
            price_unit: line.need_figure(&["price_unit", "price"])?,
            quantity: line.figure(&["quantity", "qty"])?.unwrap_or(Decimal::ONE),
            discount: line.figure(&["discount_percent", "discount"])?.unwrap_or_default(),
        });
        line.finish()?;
    }
    let steps = input.need_list(&["steps"])?;
    let mut state = QuoteState::Draft;
    let mut states = Vec::new();
    for step in steps {
        let step = event(step.as_str().ok_or("a step is no text")?)?;
        state = state.after(step).ok_or_else(|| format!("{state:?} knows no {step:?}"))?;
        states.push(name(state));
    }
    if let Some(expected) = expect.list(&["state"])? {
        same_length("state", states.len(), expected.len())?;
        for (state, expected) in states.iter().zip(expected) {
            checks.equal("state", Some(*state), expected.as_str());
        }
    }
    if let Some(expected) = expect.get("total") {
        let lines: Vec<DocumentLine<'_>> = lines.iter().map(|amounts| DocumentLine::new(*amounts, &[])).collect();
        let totals = totals(&lines, &TotalsRules::default()).map_err(|refusal| refusal.to_string())?;
        checks.figure("total", totals.document.total, expected)?;
    }
    let invoiced = expect.get("invoice_status_after_confirm");
    Ok(invoiced.map(|_| "sale.state: states and total hold; what is then to invoice belongs to invoicing".into()))
}
