//! Keep a quotation as a template.
use super::{confirmation, fields};
use crate::{Cx, Denied, Staff, content::blocks, terms};
use domain::{
    actors::Permission,
    ids::{PartyId, TemplateId},
    lang::Lang,
    payment::deposit::PERCENT,
    quotes::{
        demands::Demands,
        regret::Exempt,
        template::{TemplateContent, TemplateLine, Words},
    },
    refusal::Refusal,
    text,
};
use store::{
    Scope, StoreError, Unit, columns,
    events::{By, EventData, NewEvent},
    quotes::{
        lines, mail_texts, record, sources,
        templates::{self as stored, TemplateRecord},
    },
};
use uuid::Uuid;
use wire::templates::{SaveAsTemplate, TemplateFields};

/// Makes a template of the working version's title, texts and lines, written in the quotation's language. What belongs
/// to the customer stays behind, their price list and their terms of payment too, and so does what is the company's own:
/// it may change.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission, [`Denied::NotFound`]; `already_taken` at `name`.
pub async fn save_as(by: &Staff, cx: &Cx, command: SaveAsTemplate) -> Result<TemplateId, Denied> {
    let scope = by.scope(Permission::Catalog)?.clone();
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
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
    let payment_terms = own_payment_terms(unit, scope, &quote, &home.payment_terms, language).await?;
    let exempt = store::orders::regret::exempt(&mut unit.conn, scope.company, command.quote).await?;
    let content = TemplateContent {
        title: Words::one(language, &quote.title),
        introduction: Words::one(language, &quote.introduction),
        terms: Words::one(language, own_terms),
        confirmation: confirmation::of(&mut unit.conn, scope.company, command.quote).await?,
        // A sum in another currency says nothing to the next quotation.
        deposit: Some(quote.deposit())
            .filter(|one| one.kind == PERCENT || quote.currency == home.currency)
            .unwrap_or_default(),
        mail_text: mail_texts::of_quote(&mut unit.conn, command.quote).await?,
        unsigned: (quote.unsigned != home.unsigned).then_some(quote.unsigned == 1),
        demands: Demands::parse(&quote.demands),
        exempt: Exempt::parse(&exempt),
        blocks: blocks::load(&mut unit.conn, command.quote).await?,
        lines: rows
            .into_iter()
            .filter(|row| !row.role().is_delivery() && !row.role().is_discount())
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
        // What stands on the quotation is right already.
        content: serde_json::to_string(&content).map_err(Denied::fault)?,
        products: 0,
        changed_at: 0,
        payment_terms: String::new(),
        price_list_id: None,
        deleted_at: None,
    };
    let typed = TemplateFields {
        name: command.name,
        valid_days: 0,
        active: true,
        usual: false,
        payment_terms,
        price_list: None,
        content,
    };
    fields::take(unit, &typed, &mut template).await?;
    stored::insert(unit, &template).await.map_err(name_taken)?;
    unit.event(
        NewEvent::new(scope.company, "template", template.id, "template.created", who)
            .with(EventData { body: template.name, ..EventData::default() }),
    );
    unit.announce(scope.company, "template", template.id);
    Ok(TemplateId(template.id))
}

/// Terms of payment that a new quotation for this customer would not have by itself; empty otherwise.
async fn own_payment_terms(
    unit: &mut Unit,
    scope: &Scope,
    quote: &record::QuoteRecord,
    home: &str,
    language: Lang,
) -> Result<String, Denied> {
    let party = sources::party(&mut unit.conn, scope.company, PartyId(quote.party_id)).await?;
    let usual = if party.payment_terms.is_empty() { home.to_owned() } else { party.payment_terms };
    let currency = columns::currency(&quote.currency)?;
    let usual = terms::read::in_language(&mut unit.conn, scope.company, usual, language, currency).await?;
    Ok(if text::clean_line(&quote.payment_terms) == text::clean_line(&usual) {
        String::new()
    } else {
        quote.payment_terms.clone()
    })
}

/// Another template of the company has the name.
pub(super) fn name_taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}
