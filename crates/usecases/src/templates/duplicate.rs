//! Make another template that says the same.
use super::{fields::LONGEST_NAME, save_as::name_taken};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, TemplateId},
    refusal::Fields,
    text,
};
use store::{
    StoreError, Unit,
    events::{By, EventData, NewEvent},
    quotes::templates::{self as stored, TemplateRecord},
};
use uuid::Uuid;
use wire::templates::DuplicateTemplate;

/// Makes a template with everything of another, under a name of its own. It is not the usual one.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission, [`Denied::NotFound`]; refusals at `name`.
pub async fn duplicate(by: &Staff, cx: &Cx, command: DuplicateTemplate) -> Result<TemplateId, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: DuplicateTemplate) -> Result<TemplateId, Denied> {
    let original = stored::load(&mut unit.conn, company, command.id).await?;
    if original.deleted_at.is_some() {
        return Err(StoreError::NotFound.into());
    }
    let wanted: String = command.name.trim().chars().take(LONGEST_NAME).collect();
    let mut fields = Fields::new();
    let wanted = fields.take("name", text::required_line(&wanted, LONGEST_NAME)).unwrap_or_default();
    crate::denied::all_right(fields)?;
    let taken = stored::names(&mut unit.conn, company).await?;
    let row = TemplateRecord {
        id: Uuid::now_v7(),
        version: 1,
        name: free(&wanted, &taken),
        usual: 0,
        changed_at: unit.now.0,
        ..original
    };
    stored::insert(unit, &row).await.map_err(name_taken)?;
    let data = EventData { body: row.name, ..EventData::default() };
    unit.event(NewEvent::new(company, "template", row.id, "template.created", who).with(data));
    unit.announce(company, "template", row.id);
    Ok(TemplateId(row.id))
}

/// The name, or the name with the first number that nobody has, within the longest.
fn free(wanted: &str, taken: &[String]) -> String {
    let has = |name: &str| taken.iter().any(|other| other == name);
    let mut name = wanted.to_owned();
    let mut number = 2_usize;
    while has(&name) {
        let tail = format!(" {number}");
        let room = LONGEST_NAME.saturating_sub(tail.chars().count());
        let head: String = wanted.chars().take(room).collect();
        name = format!("{}{tail}", head.trim_end());
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_the_first_free_number_and_stays_short_enough() {
        let taken = ["Pumppu".to_owned(), "Pumppu 2".to_owned(), "ä".repeat(LONGEST_NAME)];
        assert_eq!(free("Pumppu", &taken), "Pumppu 3");
        assert_eq!(free("Katto", &taken), "Katto");
        let long = free(&"ä".repeat(LONGEST_NAME), &taken);
        assert_eq!((long.chars().count(), long.ends_with(" 2")), (LONGEST_NAME, true));
    }
}
