//! What a web form asks for, and what the fields of other people's forms are: somebody says it once, and it holds for
//! every post of the form that comes.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, IntakePostId, IntakeSourceId},
    refusal::Refusal,
    text,
    webforms::FormShape,
};
use intake::forms::{self, Mapping, Role};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{
    Unit,
    events::{By, Change, EventData, NewEvent},
    intake::{
        posts,
        sources::{self, SourceRecord},
    },
};
use wire::intake::{FieldView, MapField};

/// Most fields that are shown and told of one form.
const MOST: usize = 100;
/// The longest value that is shown, in characters.
const LONGEST: usize = 200;

/// What a form asks for; what cannot be read is what is usual.
pub(super) fn shape(kept: &str) -> FormShape {
    serde_json::from_str(kept).unwrap_or_default()
}

/// A shape or a mapping as it is kept; empty for what is usual.
pub(super) fn written<T: Serialize + Default + PartialEq>(what: &T) -> Result<String, Denied> {
    if *what == T::default() { Ok(String::new()) } else { serde_json::to_string(what).map_err(Denied::fault) }
}

fn told(kept: &str) -> BTreeMap<String, String> {
    serde_json::from_str(kept).unwrap_or_default()
}

/// What somebody said of a form's fields.
pub(super) fn mapping(kept: &str) -> Mapping {
    Mapping(told(kept).into_iter().filter_map(|(label, role)| Some((label, Role::parse(&role)?))).collect())
}

/// The fields of a post, the first ones.
pub(super) fn seen(content_type: &str, payload: &[u8], kept: &str) -> Vec<FieldView> {
    let told = told(kept);
    let fields = forms::seen(content_type, payload, &mapping(kept)).into_iter().take(MOST);
    fields
        .map(|field| FieldView {
            value: text::clean_line(&field.value).chars().take(LONGEST).collect(),
            role: field.role.map(|role| role.code().to_owned()).unwrap_or_default(),
            told: told.contains_key(&field.label),
            label: field.label,
        })
        .collect()
}

/// Says what a field is, for the posts of its form that come and for those that are judged again.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`]; refusals at `label` (no such field in
/// the post, or too many were told) and `role`.
pub async fn map_field(by: &Staff, cx: &Cx, command: MapField) -> Result<(), Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let role = match command.role.as_str() {
        "" => None,
        code => Some(Role::parse(code).ok_or_else(|| Denied::at("role", Refusal::NotAChoice))?),
    };
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), company, key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command, role).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: MapField,
    role: Option<Role>,
) -> Result<(), Denied> {
    let post: IntakePostId = command.post;
    let row = posts::load(&mut unit.conn, company, post).await?;
    let source = IntakeSourceId(row.source_id);
    // Two who say something of two fields both are heard.
    sources::lock(unit, company, source).await?;
    let before = sources::load(&mut unit.conn, company, source).await?;
    let payload = posts::payload(&mut unit.conn, company, post).await?;
    let known = forms::seen(&row.content_type, &payload, &Mapping::default());
    if before.kind != "form" || !known.iter().any(|field| field.label == command.label) {
        return Err(Denied::at("label", Refusal::NotAChoice));
    }
    let mut all = told(&before.mapping);
    match role {
        Some(role) => drop(all.insert(command.label.clone(), role.code().to_owned())),
        None => drop(all.remove(&command.label)),
    }
    if all.len() > MOST {
        return Err(Denied::at("label", Refusal::TooLarge { most: MOST.into() }));
    }
    let after = SourceRecord { mapping: written(&all)?, ..before.clone() };
    if after == before {
        return Ok(());
    }
    sources::update(unit, &after).await?;
    let changes = Change::of("mapping", &before.mapping, &after.mapping).into_iter().collect();
    let data = EventData { body: after.name, changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "web_form", after.id, "web_form.changed", who).with(data));
    unit.announce(company, "web_form", after.id);
    Ok(())
}
