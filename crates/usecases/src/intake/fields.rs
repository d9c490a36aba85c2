//! What a web form asks for, and what the fields of other people's forms are: somebody says it once, and it holds for
//! every post of the form that comes.
use crate::{Cx, Denied, Staff, crm::custom};
use domain::{
    actors::Permission,
    ids::{CompanyId, IntakePostId, IntakeSourceId},
    refusal::Refusal,
    text,
    webforms::FormShape,
};
use intake::{
    forms::{self, Mapping, Role},
    mail,
};
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

/// What is known of a form's fields: what somebody said of each, else what the answers to our own questions fill.
pub(super) fn mapping(source: &SourceRecord) -> Mapping {
    let told = told(&source.mapping);
    let asked = shape(&source.shape).questions.into_iter();
    let asked = asked.filter_map(|question| Some((question.words, Role::Own(question.field?))));
    let asked: Vec<_> = asked.filter(|(words, _)| !told.contains_key(words)).collect();
    let told = told.into_iter().filter_map(|(label, role)| Some((label, Role::parse(&role)?)));
    Mapping(told.chain(asked).collect())
}

/// The lines of a mail that answer as a form does.
pub(super) fn answers(mail: &mail::Mail, source: &SourceRecord) -> Vec<FieldView> {
    let (told, mapping) = (told(&source.mapping), mapping(source));
    let view = |(label, value): (String, String)| FieldView {
        value: value.chars().take(LONGEST).collect(),
        role: mapping.said(&label).map(|role| role.code().into_owned()).unwrap_or_default(),
        told: told.contains_key(&label),
        label,
    };
    mail.answers().into_iter().map(view).collect()
}

/// The fields of a post, the first ones.
pub(super) fn seen(content_type: &str, payload: &[u8], source: &SourceRecord) -> Vec<FieldView> {
    let told = told(&source.mapping);
    let fields = forms::seen(content_type, payload, &mapping(source)).into_iter().take(MOST);
    fields
        .map(|field| FieldView {
            value: text::clean_line(&field.value).chars().take(LONGEST).collect(),
            role: field.role.map(|role| role.code().into_owned()).unwrap_or_default(),
            told: told.contains_key(&field.label),
            label: field.label,
        })
        .collect()
}

/// Says what a field is, for the posts of its form that come and for those that are judged again.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`]; refusals at `label` (no such field in
/// the post, or too many were told) and `role` (also a field of a team that is not there).
pub async fn map_field(by: &Staff, cx: &Cx, command: MapField) -> Result<(), Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let role = match command.role.as_str() {
        "" => None,
        code => Some(Role::parse(code).ok_or_else(|| Denied::at("role", Refusal::NotAChoice))?),
    };
    let there = labels(cx, company, command.post).await?.contains(&command.label);
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command, (role, there)).await })
        })
        .await
}

/// What the fields of a post are called, or the lines of a mail that answer as a form does. The bytes of a post never change,
/// and reading a large mail takes a while: it is done before anything is held.
async fn labels(cx: &Cx, company: CompanyId, post: IntakePostId) -> Result<Vec<String>, Denied> {
    let (row, payload) = {
        let mut conn = cx.store.reader().await?;
        (posts::load(&mut conn, company, post).await?, posts::payload(&mut conn, company, post).await?)
    };
    let read = move || -> Vec<String> {
        if row.source_kind.as_deref() == Some("mail") {
            return mail::judge(&payload).mail.answers().into_iter().map(|(label, _)| label).collect();
        }
        forms::seen(&row.content_type, &payload, &Mapping::default()).into_iter().map(|field| field.label).collect()
    };
    tokio::task::spawn_blocking(read).await.map_err(Denied::fault)
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: MapField,
    (role, there): (Option<Role>, bool),
) -> Result<(), Denied> {
    let post: IntakePostId = command.post;
    let row = posts::load(&mut unit.conn, company, post).await?;
    let source = IntakeSourceId(row.source_id);
    // Two who say something of two fields both are heard.
    sources::lock(unit, company, source).await?;
    let before = sources::load(&mut unit.conn, company, source).await?;
    let by_mail = before.kind != "form";
    if !there {
        return Err(Denied::at("label", Refusal::NotAChoice));
    }
    let fits = match role {
        Some(Role::Own(field)) => custom::known(&mut unit.conn, company, field).await?,
        // Who wrote a mail, and about what, its head says.
        Some(_) => !by_mail,
        None => true,
    };
    if !fits {
        return Err(Denied::at("role", Refusal::NotAChoice));
    }
    let mut all = told(&before.mapping);
    match role {
        Some(role) => drop(all.insert(command.label.clone(), role.code().into_owned())),
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
    let (subject, what) = if by_mail { ("mailbox", "mailbox.changed") } else { ("web_form", "web_form.changed") };
    unit.event(NewEvent::new(company, subject, after.id, what, who).with(data));
    unit.announce(company, subject, after.id);
    Ok(())
}
