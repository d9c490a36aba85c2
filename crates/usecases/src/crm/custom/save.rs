//! Make a field of a team, or change it.
use super::{Field, all};
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    crm::custom::{Choice, LONGEST, MOST, MOST_CHOICES},
    ids::{CompanyId, CustomFieldId, TeamId},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    Unit, company,
    crm::custom::{self as stored, FieldRecord},
    events::{By, Change},
    teams,
};
use uuid::Uuid;
use wire::custom::{ChoiceFields, CustomFields, SaveCustomField, SavedCustomField};

/// Keeps a field. Team and kind are said once, when it is made; what was chosen somewhere keeps its choice, which can be
/// renamed or offered no more. One out of use is shown nowhere, and comes back with all that stood in it.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field: those of a choice at
/// `choices.<place>`; `already_taken` at `name` also where another's differs in case alone.
pub async fn save_custom_field(by: &Staff, cx: &Cx, command: SaveCustomField) -> Result<SavedCustomField, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: SaveCustomField,
) -> Result<SavedCustomField, Denied> {
    let typed = &command.fields;
    let before = match command.id {
        None => None,
        Some(id) => Some(Field::of(stored::load(&mut unit.conn, company, id).await?)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.row.version), command.version)?;
    let mut fields = Fields::new();
    let team = match (before.as_ref().map(|before| TeamId(before.row.team_id)), typed.team) {
        (Some(own), asked) if asked.is_none_or(|asked| asked == own) => own,
        (Some(_), _) => return Err(Denied::at("team", Refusal::NotAChoice)),
        (None, None) => return Err(Denied::at("team", Refusal::Required)),
        (None, Some(asked)) => match company::team(&mut unit.conn, company, asked).await? {
            Some(_) => asked,
            None => return Err(Denied::at("team", Refusal::NotAChoice)),
        },
    };
    // Nobody else adds a field to the team until this one is kept.
    teams::lock(unit, company, team).await?;
    if before.as_ref().is_some_and(|before| before.kind != typed.kind) {
        fields.refuse("kind", Refusal::NotAChoice);
    }
    let name = fields.take("name", text::required_line(&typed.name, LONGEST)).unwrap_or_default();
    let folded = text::fold(&name);
    if !name.is_empty() && !name.chars().any(char::is_alphanumeric) {
        fields.refuse("name", Refusal::Required);
    }
    let of_team: Vec<Field> =
        all(&mut unit.conn, company).await?.into_iter().filter(|other| other.row.team_id == team.0).collect();
    let own = command.id.map(|id| id.0);
    let others = || of_team.iter().filter(move |other| Some(other.row.id) != own);
    if others().any(|other| other.row.folded == folded) {
        fields.refuse("name", Refusal::AlreadyTaken);
    }
    if !typed.retired && others().filter(|other| other.row.retired == 0).count() >= MOST {
        fields.refuse("name", Refusal::TooLarge { most: Decimal::from(MOST) });
    }
    let known = before.as_ref().map(|before| before.choices.as_slice()).unwrap_or_default();
    let choices = if typed.kind.chooses() { choices(typed, known, &mut fields) } else { Vec::new() };
    if let Some(stage) = typed.required {
        let stages = company::stages(&mut unit.conn, company).await?;
        let stands = before.as_ref().is_some_and(|before| before.row.required_stage_id == Some(stage.0));
        if !stands && !stages.iter().any(|one| one.id == stage.0 && one.place().takes(Some(team))) {
            fields.refuse("required", Refusal::NoSuchStage);
        }
    }
    denied::all_right(fields)?;

    let row = FieldRecord {
        id: own.unwrap_or_else(Uuid::now_v7),
        company_id: company.0,
        team_id: team.0,
        version: before.as_ref().map_or(1, |before| before.row.version),
        name,
        folded,
        kind: typed.kind.code().to_owned(),
        position: before.as_ref().map_or(0, |before| before.row.position),
        choices: serde_json::to_string(&choices).map_err(Denied::fault)?,
        required_stage_id: typed.required.map(|stage| stage.0),
        on_card: i64::from(typed.on_card),
        retired: i64::from(typed.retired),
        created_at: before.as_ref().map_or(unit.now.0, |before| before.row.created_at),
    };
    let id = CustomFieldId(row.id);
    if before.as_ref().is_some_and(|before| before.row == row) {
        return Ok(SavedCustomField { id, version: row.version });
    }
    let version = match &before {
        None => {
            stored::insert(unit, &row).await.map_err(kept::name_taken)?;
            1
        }
        Some(_) => stored::update(unit, &row).await.map_err(kept::name_taken)?,
    };
    let names = |all: &[Choice]| {
        let live = all.iter().filter(|choice| !choice.retired);
        live.map(|choice| choice.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let what = if before.is_some() { "custom_field.changed" } else { "custom_field.created" };
    let changes = before.as_ref().map_or_else(Vec::new, |before| {
        let changed = [
            Change::of("name", &before.row.name, &row.name),
            Change::of("choices", names(&before.choices), names(&choices)),
            Change::of("active", before.row.retired == 0, row.retired == 0),
        ];
        changed.into_iter().flatten().collect()
    });
    kept::tell(unit, company, ("custom_field", row.id), (what, who), (row.name, changes));
    Ok(SavedCustomField { id, version })
}

/// What there is to choose from: those that were there stay, each under its id.
fn choices(typed: &CustomFields, known: &[Choice], fields: &mut Fields) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    let mut names = BTreeSet::new();
    let said = |one: &&ChoiceFields| one.id.is_some() || !one.name.trim().is_empty();
    for (at, one) in typed.choices.iter().enumerate().filter(|(_, one)| said(one)).take(MOST_CHOICES + 1) {
        let field = format!("choices.{at}");
        let id = match one.id {
            None => Uuid::now_v7(),
            Some(id) if known.iter().any(|known| known.id == id) && !all.iter().any(|other| other.id == id) => id,
            Some(_) => {
                fields.refuse(field, Refusal::NotAChoice);
                continue;
            }
        };
        let name = fields.take(&field, text::required_line(&one.name, LONGEST)).unwrap_or_default();
        if !name.is_empty() && !names.insert(text::fold(&name)) {
            fields.refuse(field, Refusal::AlreadyTaken);
        }
        all.push(Choice { id, name, retired: one.retired });
    }
    // One that was left out is offered no more: somewhere it may have been chosen.
    let left_out = known.iter().filter(|known| typed.choices.iter().all(|one| one.id != Some(known.id)));
    all.extend(left_out.map(|known| Choice { retired: true, ..known.clone() }).collect::<Vec<_>>());
    if all.len() > MOST_CHOICES {
        fields.refuse("choices", Refusal::TooLarge { most: Decimal::from(MOST_CHOICES) });
    }
    if !all.iter().any(|choice| !choice.retired) {
        fields.refuse("choices", Refusal::Required);
    }
    all
}
