//! The web forms of the company: seen, made, changed, switched off, given another address.
use super::fields;
use crate::{Cx, Denied, Staff, crm::custom, denied, settings::kept};
use domain::{
    actors::Permission,
    ids::{CompanyId, IntakeSourceId, TeamId, UserId},
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Unit, company,
    events::{By, Change},
    intake::sources::{self as stored, SourceRecord},
};
use uuid::Uuid;
use vault::tokens::{Kind, PlainToken};
use wire::{
    intake::{SaveSource, SourceFields, SourceForm, SourcesView},
    shared::{TeamRef, UserRef},
};

/// The kind of web forms among the ways in.
const KIND: &str = "form";

/// All web forms of the company, those that are switched off too.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list(by: &Staff, cx: &Cx) -> Result<SourcesView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let form = |row: SourceRecord| SourceForm {
        id: IntakeSourceId(row.id),
        version: row.version,
        post_url: format!("{}/in/{}", cx.settings.public_url, row.token),
        page_url: format!("{}/f/{}", cx.settings.public_url, row.token),
        fields: SourceFields {
            name: row.name,
            team: row.team_id.map(TeamId),
            owner: row.owner_id.map(UserId),
            source: row.source,
            active: row.active == 1,
            shape: fields::shape(&row.shape),
        },
    };
    let known = stored::list(&mut conn, company).await?;
    let sources = known.into_iter().filter(|row| row.kind == KIND).map(form).collect();
    let teams = company::teams(&mut conn, company).await?;
    let teams = teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect();
    let owners = company::owners(&mut conn, company).await?;
    let owners = owners.into_iter().map(|owner| UserRef { id: UserId(owner.id), name: owner.name }).collect();
    let own = custom::offered(&mut conn, company, None).await?;
    Ok(SourcesView { sources, teams, owners, own })
}

/// Keeps a web form. A new address ends the old one.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field; `already_taken` at
/// `name`.
pub async fn save(by: &Staff, cx: &Cx, command: SaveSource) -> Result<IntakeSourceId, Denied> {
    let token = PlainToken::random(Kind::WebForm).map_err(Denied::fault)?.reveal().to_owned();
    kept::save(by, cx, command.key, command, move |unit, company, who, command| {
        Box::pin(write(unit, company, who, command, token.clone()))
    })
    .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: SaveSource,
    token: String,
) -> Result<IntakeSourceId, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => Some(stored::load(&mut unit.conn, company, id).await?).filter(|row| row.kind == KIND),
    };
    if before.is_none() && command.id.is_some() {
        return Err(Denied::NotFound);
    }
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(|| SourceRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        name: String::new(),
        token: token.clone(),
        team_id: None,
        owner_id: None,
        source: String::new(),
        active: 1,
        created_at: unit.now.0,
        kind: KIND.to_owned(),
        shape: String::new(),
        mapping: String::new(),
    });
    take(unit, company, &command.fields, &mut row).await?;
    if command.renew {
        row.token = token;
    }
    let id = IntakeSourceId(row.id);
    let (what, changes) = match &before {
        None => {
            stored::insert(unit, &row).await?;
            ("web_form.created", Vec::new())
        }
        Some(before) if *before == row => return Ok(id),
        Some(before) => {
            stored::update(unit, &row).await?;
            let changes = [
                Change::of("name", &before.name, &row.name),
                Change::of("source", &before.source, &row.source),
                Change::of("active", before.active == 1, row.active == 1),
                Change::of("shape", &before.shape, &row.shape),
            ];
            ("web_form.changed", changes.into_iter().flatten().collect())
        }
    };
    kept::tell(unit, company, ("web_form", row.id), (what, who), (row.name, changes));
    Ok(id)
}

async fn take(unit: &mut Unit, company: CompanyId, typed: &SourceFields, row: &mut SourceRecord) -> Result<(), Denied> {
    let mut refusals = Fields::new();
    check(unit, company, typed, row, &mut refusals).await?;
    for (at, question) in typed.shape.questions.iter().enumerate() {
        if let Some(field) = question.field
            && !custom::known(&mut unit.conn, company, field).await?
        {
            refusals.refuse(format!("question-{at}"), Refusal::NotAChoice);
        }
    }
    row.shape = fields::written(&typed.shape.checked(&mut refusals))?;
    denied::all_right(refusals)
}

/// Checks and takes what web forms and mailboxes have in common.
pub(super) async fn check(
    unit: &mut Unit,
    company: CompanyId,
    typed: &SourceFields,
    row: &mut SourceRecord,
    fields: &mut Fields,
) -> Result<(), Denied> {
    row.name = fields.take("name", text::required_line(&typed.name, 100)).unwrap_or_default();
    row.source = fields.take("source", text::optional_line(&typed.source, 100)).unwrap_or_default();
    row.active = i64::from(typed.active);
    let others = stored::list(&mut unit.conn, company).await?;
    if others.iter().any(|other| other.id != row.id && other.name == row.name) {
        fields.refuse("name", Refusal::AlreadyTaken);
    }
    if let Some(team) = typed.team
        && company::team(&mut unit.conn, company, team).await?.is_none()
    {
        fields.refuse("team", Refusal::NotAChoice);
    }
    let owners = company::owners(&mut unit.conn, company).await?;
    // Somebody who has left stays until another is chosen.
    if let Some(owner) = typed.owner
        && row.owner_id != Some(owner.0)
        && !owners.iter().any(|known| known.id == owner.0)
    {
        fields.refuse("owner", Refusal::NotAChoice);
    }
    row.team_id = typed.team.map(|team| team.0);
    row.owner_id = typed.owner.map(|owner| owner.0);
    Ok(())
}
