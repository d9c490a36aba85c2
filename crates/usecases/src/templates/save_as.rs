//! Keep a quotation as a template.
use super::fields;
use crate::{Cx, Denied, Staff, content::blocks};
use domain::{
    actors::Permission,
    ids::TemplateId,
    quotes::template::{TemplateContent, TemplateLine, Words},
    refusal::Refusal,
};
use store::{
    Scope, StoreError, Unit, columns,
    events::{By, EventData, NewEvent},
    quotes::{
        lines, record, sources,
        templates::{self as stored, TemplateRecord},
    },
};
use uuid::Uuid;
use wire::templates::{SaveAsTemplate, TemplateFields};

/// Makes a template of the working version's title, texts and lines, written in the quotation's language. What belongs
/// to the customer stays behind, and so do terms that are the company's own: they may change.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission, [`Denied::NotFound`]; `already_taken` at `name`.
pub async fn save_as(by: &Staff, cx: &Cx, command: SaveAsTemplate) -> Result<TemplateId, Denied> {
    let scope = by.scope(Permission::Catalog)?.clone();
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.company, key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: SaveAsTemplate) -> Result<TemplateId, Denied> {
    let quote = record::load(&mut unit.conn, scope, command.quote).await?;
    let home = sources::company(&mut unit.conn, scope.company).await?;
    let language = columns::lang(&quote.language)?;
    let rows = lines::list(&mut unit.conn, command.quote).await?;
    let own_terms = if quote.terms == home.terms { "" } else { quote.terms.as_str() };
    let content = TemplateContent {
        title: Words::one(language, &quote.title),
        introduction: Words::one(language, &quote.introduction),
        terms: Words::one(language, own_terms),
        blocks: blocks::load(&mut unit.conn, command.quote).await?,
        lines: rows
            .into_iter()
            .filter(|row| row.role().is_sold())
            .map(|row| TemplateLine::of(&row.input(), language))
            .collect(),
    };
    let mut template = TemplateRecord {
        id: Uuid::now_v7(),
        company_id: scope.company.0,
        version: 1,
        name: String::new(),
        language: language.code().to_owned(),
        valid_days: 0,
        active: 1,
        usual: 0,
        content: String::new(),
        products: 0,
        changed_at: 0,
    };
    let typed = TemplateFields { name: command.name, valid_days: 0, active: true, usual: false, content };
    fields::take(unit, &typed, &mut template).await?;
    stored::insert(unit, &template).await.map_err(name_taken)?;
    unit.event(
        NewEvent::new(scope.company, "template", template.id, "template.created", who)
            .with(EventData { body: template.name, ..EventData::default() }),
    );
    unit.announce(scope.company, "template", template.id);
    Ok(TemplateId(template.id))
}

/// Another template of the company has the name.
pub(super) fn name_taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}
