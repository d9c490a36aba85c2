//! A signature that others have to follow: kept with its evidence; the next one in order is asked.
use super::{
    evidence::Evidence,
    signers::Signers,
    standing::Found,
    tell_seller::{Telling, tell_seller},
};
use crate::{
    Denied, Visitor,
    mail::{AttachedPdf, Mail},
    quotes::link,
};
use domain::{ids::UserId, lang::Lang, quotes::decision::Acceptance};
use i18n::T;
use store::{
    Unit, columns,
    events::{EventData, NewEvent},
    quotes::{
        choices::{self, ChoiceRecord},
        recipients::RecipientRecord,
        record,
        signatures::{self, SignatureRecord},
    },
};

/// Writes the signature; whose turn it is now gets a mail with a link of their own.
pub(super) async fn write(
    unit: &mut Unit,
    by: &Visitor,
    found: Found,
    (acceptance, evidence): (Acceptance, Evidence),
    signers: &Signers,
    (fresh, public_url): (&link::Fresh, &str),
) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    let Found { mut quote, version, content, .. } = found;
    let signature = SignatureRecord {
        recipient_id: by.recipient.0,
        quote_version: version.number,
        link_id: scope.link.0,
        name: acceptance.name.clone(),
        role: acceptance.role,
        purchase_order: acceptance.purchase_order,
        signature: serde_json::to_string(&acceptance.signature).map_err(Denied::fault)?,
        content_sha256: version.sha256.clone(),
        evidence: serde_json::to_string(&evidence).map_err(Denied::fault)?,
        signed_at: unit.now.0,
    };
    signatures::insert(unit, scope.company, scope.quote, &signature).await?;
    if let Some(choice) = &evidence.choice {
        // What was signed stands on everybody's page from now on.
        let row = ChoiceRecord {
            quote_id: quote.id,
            quote_version: version.number,
            author: acceptance.name.clone(),
            choice: choice.canonical(),
            chosen_at: unit.now.0,
        };
        choices::put(unit, scope.company, &row).await?;
    }
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    if let Some(next) = signers.next(by.recipient.0).filter(|next| !next.email.is_empty()) {
        ask(unit, &quote, next, Some(&acceptance.name), (fresh, public_url)).await?;
    }
    let (number, party, name) = (quote.number.clone(), content.buyer.name, acceptance.name.clone());
    tell_seller(unit, &quote, public_url, |t| Telling {
        subject: t.recipients_mail_signed_subject(&number, &party),
        text: t.recipients_mail_signed(&name),
    })
    .await?;
    let data = EventData {
        number: quote.number.clone(),
        quote_version: Some(columns::count(version.number)?),
        sha256: version.sha256,
        choice_sha256: evidence.choice.as_ref().map(super::accept::hash).unwrap_or_default(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.customer_signed", by.by(&acceptance.name))
            .about(quote.opportunity_id)
            .with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}

/// Tells the next signer that it is their turn: after whose signature, or because who was to sign before is not asked any
/// more.
pub(crate) async fn ask(
    unit: &mut Unit,
    quote: &record::QuoteRecord,
    next: &RecipientRecord,
    signed: Option<&str>,
    (fresh, public_url): (&link::Fresh, &str),
) -> Result<(), Denied> {
    let (company, id) = (domain::ids::CompanyId(quote.company_id), domain::ids::QuoteId(quote.id));
    link::put(unit, company, id, fresh, (next.id, &next.name, &next.email)).await?;
    let usual = columns::lang(&quote.language)?;
    let language = Lang::parse(&next.language).unwrap_or(usual);
    let t = T::new(language);
    let greeting = match next.name.split_whitespace().next() {
        Some(first) => t.mail_greeting(first),
        None => t.mail_greeting_plain().to_owned(),
    };
    let version = quote.sent_version.map(columns::count).transpose()?;
    let says = match signed {
        Some(signed) => t.recipients_mail_turn(signed, &quote.number, &quote.title),
        None => t.recipients_mail_turn_free(&quote.number, &quote.title),
    };
    let with_pdf = signatures::mail_pdf(&mut unit.conn, company, id).await?;
    let mail = Mail {
        to: next.email.clone(),
        to_name: next.name.clone(),
        reply_to: quote.owner_id.map(UserId),
        subject: t.recipients_mail_turn_subject(&quote.number),
        text: format!("{greeting}\n\n{says}"),
        link: fresh.address(public_url),
        after: None,
        language,
        pdf: version.filter(|_| with_pdf).map(|version| AttachedPdf::Version { version }),
    };
    mail.put_later(unit, company, "quote", quote.id).await?;
    Ok(())
}
