//! The team that a quotation belongs to.
use crate::{
    checks::Checks,
    form::{Form, same_length},
};
use domain::quotes::team::{after_hand_over, of_new};

/// `member of T1`, `member of no team`, `no team`.
fn team(told: &str) -> Result<Option<&str>, String> {
    let team = told.strip_prefix("member of ").unwrap_or(told).trim();
    match team {
        "no team" | "none" | "" => Ok(None),
        team if team.contains(' ') => Err(format!("no team: {told:?}")),
        team => Ok(Some(team)),
    }
}

/// Who has it after a hand-over, and who gets a new one.
fn team_of_rows(input: &Form<'_>) -> Result<Vec<Option<String>>, String> {
    let answer = |row: Form<'_>| {
        let found = match row.text(&["new_order_for_customer_whose_salesperson_is"])? {
            Some(salesperson) => of_new(row.text(&["customer_team"])?, team(salesperson)?),
            None => {
                let before = row.text(&["order_team"])?.map(team).transpose()?.flatten();
                after_hand_over(team(row.need_text(&["new_salesperson"])?)?, before)
            }
        };
        let found = found.map(str::to_owned);
        row.finish()?;
        Ok(found)
    };
    input.forms(&["rows"])?.into_iter().map(answer).collect()
}

pub fn team_case(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let expected = expect.need_list(&["team"])?;
    let found = team_of_rows(input)?;
    same_length("team", found.len(), expected.len())?;
    for (found, expected) in found.iter().zip(expected) {
        // `false` and null say: none.
        checks.equal("team", found.as_deref(), expected.as_str());
    }
    Ok(())
}
