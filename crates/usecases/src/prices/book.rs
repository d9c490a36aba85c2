//! Stored lists as the engine reads them: the wanted one and those it is based on.
use super::fields;
use crate::Denied;
use domain::{
    fiscal::place::CountryGroup,
    ids::{CompanyId, PriceListId, PriceRuleId},
    pricing::PriceList,
};
use store::{
    Conn, columns,
    prices::{self, ListRecord, RuleRecord},
};

/// A stored list with its rules as the engine reads it.
/// # Errors
/// A fault when a column cannot be read.
pub fn list(row: &ListRecord, rules: &[RuleRecord]) -> Result<PriceList, Denied> {
    Ok(PriceList {
        id: PriceListId(row.id),
        sequence: i32::try_from(row.position).unwrap_or(i32::MAX),
        currency: columns::currency(&row.currency)?,
        active: row.active == 1,
        country_groups: match row.countries.as_str() {
            "" => Vec::new(),
            codes => CountryGroup::parse(codes).into_iter().collect(),
        },
        rules: rules
            .iter()
            .map(|rule| Ok(fields::typed(rule)?.rule(PriceRuleId(rule.id))))
            .collect::<Result<_, Denied>>()?,
    })
}

/// Adds a list and those it is based on, as far as they are not there yet.
/// # Errors
/// [`Denied`].
pub async fn follow(
    conn: &mut Conn,
    company: CompanyId,
    mut wanted: Vec<PriceListId>,
    book: &mut Vec<PriceList>,
) -> Result<(), Denied> {
    while let Some(id) = wanted.pop() {
        if book.iter().any(|known| known.id == id) {
            continue;
        }
        let Some(row) = prices::find(conn, company, id).await? else { continue };
        let rules = prices::rules(conn, company, id).await?;
        let found = list(&row, &rules)?;
        wanted.extend(found.based_on());
        book.push(found);
    }
    Ok(())
}
