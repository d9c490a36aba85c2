//! Make a type of activities, change one, or take it out of use.
use super::known::{Types, kind};
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    crm::{
        activities::ActivityKind,
        activity_types::{self as rule, Chain},
    },
    ids::{ActivityTypeId, CompanyId},
    lang::Lang,
    refusal::{Fields, Refusal},
    text,
};
use i18n::T;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    StoreError, Unit,
    account::users,
    crm::activity_types::{self as stored, TypeRecord},
    events::{By, Change},
};
use uuid::Uuid;
use wire::activity_types::{SaveType, SavedType, TypeFields};

/// Longest summary, in characters.
const SUMMARY: usize = 200;
/// Longest note, in characters.
const NOTE: usize = 2000;

/// Keeps a type. One out of use is offered no more, and stays where it stands; activities keep the kind they were
/// planned with. A form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field: `already_taken` at
/// `name`, `not_a_choice` at `next` and `user`, `required` at `next` where something is to follow and nothing is named.
pub async fn save_type(by: &Staff, cx: &Cx, command: SaveType) -> Result<SavedType, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveType) -> Result<SavedType, Denied> {
    let all = Types::read(&mut unit.conn, company).await?;
    let before = match command.id {
        None => None,
        Some(id) => Some(all.find(id.0).cloned().ok_or(Denied::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let id = before.as_ref().map_or_else(Uuid::now_v7, |before| before.id);
    let row = taken_up(unit, company, &all, (id, before.as_ref()), &command.fields).await?;
    let given = command.fields;
    let saved = |version| SavedType { id: ActivityTypeId(id), version };
    let next: &[ActivityTypeId] = if given.chain == Chain::None { &[] } else { &given.next };
    let old_next = all.following(id);
    let (what, version, changes) = match &before {
        Some(before) if *before == row && old_next == next => return Ok(saved(row.version)),
        Some(before) => {
            let changes = [
                Change::of("name", &before.name, &row.name),
                Change::of("days", before.days, row.days),
                Change::of("summary", &before.summary, &row.summary),
                Change::of("active", before.retired == 0, row.retired == 0),
            ];
            let version = stored::update(unit, &row).await.map_err(kept::name_taken)?;
            ("activity_type.changed", version, changes.into_iter().flatten().collect())
        }
        None => {
            stored::insert(unit, &row).await.map_err(kept::name_taken)?;
            ("activity_type.created", 1, Vec::new())
        }
    };
    stored::set_next(unit, company, ActivityTypeId(id), next).await?;
    let body = if row.name.is_empty() { row.kind.clone() } else { row.name };
    kept::tell(unit, company, ("activity_type", id), (what, who), (body, changes));
    Ok(saved(version))
}

/// The row as it is to be kept, once every field is right.
async fn taken_up(
    unit: &mut Unit,
    company: CompanyId,
    all: &Types,
    (id, before): (Uuid, Option<&TypeRecord>),
    given: &TypeFields,
) -> Result<TypeRecord, Denied> {
    let mut fields = Fields::new();
    let typed = fields.take("name", text::optional_line(&given.name, rule::LONGEST)).unwrap_or_default();
    // Whoever types what the kind is called anyway, in any language, has it called so in all.
    let own = own_names(given.kind);
    let name = if own.contains(&text::fold(&typed)) { String::new() } else { typed };
    let folded = text::fold(&name);
    if folded.is_empty() && !name.is_empty() {
        fields.refuse("name", Refusal::Required);
    }
    let wanted = if name.is_empty() { own } else { BTreeSet::from([folded.clone()]) };
    for other in all.rows().iter().filter(|other| other.id != id) {
        let names =
            if other.name.is_empty() { own_names(kind(other)?) } else { other.folded.iter().cloned().collect() };
        if !names.is_disjoint(&wanted) {
            fields.refuse("name", Refusal::AlreadyTaken);
            break;
        }
    }
    if before.is_none() && all.rows().len() >= rule::MOST {
        fields.refuse("name", Refusal::TooLarge { most: Decimal::from(rule::MOST) });
    }
    if given.days > rule::MOST_DAYS {
        fields.refuse("days", Refusal::TooLarge { most: Decimal::from(rule::MOST_DAYS) });
    }
    let summary = fields.take("summary", text::optional_line(&given.summary, SUMMARY)).unwrap_or_default();
    let note = fields.take("note", text::optional_text(&given.note, NOTE)).unwrap_or_default();
    if given.chain != Chain::None {
        let unlike: BTreeSet<ActivityTypeId> = given.next.iter().copied().collect();
        // One may follow itself, also one that is only being made: then it is not there yet.
        if given.next.is_empty() {
            fields.refuse("next", Refusal::Required);
        } else if unlike.len() != given.next.len()
            || given.next.len() > rule::MOST_NEXT
            || given.next.iter().any(|next| all.find(next.0).is_none())
        {
            fields.refuse("next", Refusal::NotAChoice);
        }
    }
    if let Some(user) = given.user.filter(|user| before.is_none_or(|before| before.user_id != Some(user.0))) {
        match users::load(&mut unit.conn, company, user).await {
            Ok(user) if user.active == 1 => {}
            Ok(_) | Err(StoreError::NotFound) => fields.refuse("user", Refusal::NotAChoice),
            Err(error) => return Err(error.into()),
        }
    }
    denied::all_right(fields)?;
    Ok(TypeRecord {
        id,
        company_id: company.0,
        version: before.map_or(1, |before| before.version),
        folded: (!name.is_empty()).then_some(folded),
        name,
        kind: given.kind.code().to_owned(),
        days: i64::from(given.days),
        from_due: i64::from(given.from_due),
        summary,
        note,
        user_id: given.user.map(|user| user.0),
        chain: given.chain.code().to_owned(),
        position: before.map_or_else(
            || all.rows().iter().map(|row| row.position).max().unwrap_or_default() + 1,
            |row| row.position,
        ),
        retired: i64::from(given.retired),
        created_at: before.map_or(unit.now.0, |before| before.created_at),
    })
}

/// What a kind is called in each language, as names are compared.
fn own_names(kind: ActivityKind) -> BTreeSet<String> {
    Lang::ALL.into_iter().map(|lang| text::fold(i18n::activities::kind(T::new(lang), kind))).collect()
}
