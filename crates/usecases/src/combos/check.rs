//! Whether combos that come onto a quotation are whole: an item of each choice, and none that is not of it.
use crate::Denied;
use domain::{
    ids::{ComboChoiceId, CompanyId, ProductId},
    quotes::{
        combo::{self, Taken},
        line::LineInput,
    },
    refusal::{Fields, Refusal},
};
use std::collections::BTreeSet;
use store::{
    Conn,
    products::{combos as stored, record},
    quotes::lines::LineRecord,
};

/// What tells two combos apart: product and what is taken of each choice.
type Made = (Option<ProductId>, BTreeSet<(ComboChoiceId, ProductId)>);

fn made(combo: &Taken) -> Made {
    (combo.product, combo.picks().into_iter().collect())
}

/// Checks the combos among typed lines. What stands on the quotation already stays right, whatever became of the
/// product; so does its copy, and what a template has it from (`known`).
/// # Errors
/// Refusals by line, added to `fields`: `not_a_choice` for what is no combo, or not of its choice, `combo_incomplete`,
/// `out_of_use`.
pub(crate) async fn check(
    conn: &mut Conn,
    company: CompanyId,
    inputs: &[LineInput],
    (stored_rows, known): (&[LineRecord], &[LineInput]),
    fields: &mut Fields,
) -> Result<(), Denied> {
    let combos = combo::taken(inputs);
    let before: Vec<Made> = match combos.is_empty() {
        true => Vec::new(),
        false => {
            let before: Vec<LineInput> = stored_rows.iter().cloned().map(LineRecord::input).collect();
            combo::taken(&before).iter().chain(&combo::taken(known)).map(made).collect()
        }
    };
    for combo in combos.iter().filter(|combo| !before.contains(&made(combo))) {
        one(conn, company, combo, fields).await?;
    }
    Ok(())
}

async fn one(conn: &mut Conn, company: CompanyId, combo: &Taken, fields: &mut Fields) -> Result<(), Denied> {
    let own = format!("lines.{}.name", combo.at);
    let Some(product) = combo.product else {
        fields.refuse(own, Refusal::NotAChoice);
        return Ok(());
    };
    if stored::is_combo(conn, company, product).await? != Some(true) {
        fields.refuse(own, Refusal::NotAChoice);
        return Ok(());
    }
    let choices = stored::choices(conn, product).await?;
    for (at, choice, product) in &combo.items {
        let at = format!("lines.{at}.name");
        let known = choices.iter().find(|known| known.id == *choice);
        let item = known.and_then(|known| known.items.iter().find(|item| Some(item.product) == *product));
        match item {
            None => fields.refuse(at, Refusal::NotAChoice),
            // An item is a product of the same company: it was looked at when it came into the combo.
            Some(item) if record::load(conn, company, item.product).await?.active == 0 => {
                fields.refuse(at, Refusal::OutOfUse);
            }
            Some(_) => {}
        }
    }
    let taken = |id: ComboChoiceId| combo.items.iter().any(|(_, choice, _)| *choice == id);
    if choices.iter().any(|choice| !taken(choice.id)) {
        fields.refuse(own, Refusal::ComboIncomplete);
    }
    Ok(())
}

/// Whether a product may not be sold by itself on a new line: a combo goes with its items.
/// # Errors
/// [`Denied`].
pub(crate) async fn needs_items(conn: &mut Conn, company: CompanyId, product: ProductId) -> Result<bool, Denied> {
    Ok(stored::is_combo(conn, company, product).await? == Some(true))
}
