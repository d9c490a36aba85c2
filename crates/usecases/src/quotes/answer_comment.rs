//! Answer the customer on the quotation's page.
use super::link;
use crate::{Cx, Denied, Staff, content::file, mail::Mail};
use domain::{
    actors::Permission,
    files::{KeptFile, MOST_ENCLOSED, apart, named},
    ids::QuoteId,
    quotes::decision,
    refusal::Refusal,
};
use i18n::T;
use store::{
    Scope, Unit, columns,
    events::{By, EventData, NewEvent},
    files,
    quotes::{
        comments::{self, CommentRecord},
        lines, links, record,
    },
};
use uuid::Uuid;
use wire::quotes::AnswerComment;

/// Puts the answer on the customer's page and mails it to the newest recipient with an address.
/// # Errors
/// `required` or `too_long` at `body`; at `file` why a file cannot go with it; `not_in_this_state` before the first sending.
pub async fn answer_comment(by: &Staff, cx: &Cx, command: AnswerComment) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, name, fresh) = (by.by(), by.name.clone(), link::Fresh::make()?);
    let url = fresh.url(cx);
    let (key, fingerprint) = (command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, name, command) = (scope.clone(), who.clone(), name.clone(), command.clone());
            let (fresh, url) = (fresh.clone(), url.clone());
            Box::pin(async move { write(unit, &scope, (who, name), command, (&fresh, &url)).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, name): (By, String),
    command: AnswerComment,
    (fresh, url): (&link::Fresh, &str),
) -> Result<(), Denied> {
    let body = decision::read_comment(&command.body).map_err(|refusal| Denied::at("body", refusal))?;
    let files = enclosed(unit, scope, command.files).await?;
    let mut quote = record::load_for_update(unit, scope, command.quote).await?;
    let state = columns::code(&quote.state, domain::quotes::state::QuoteState::parse)?;
    let Some(sent_version) = quote.sent_version else {
        return Err(Refusal::NotInThisState { state }.into());
    };
    let line_name = match command.line {
        Some(line) => {
            let rows = lines::list(&mut unit.conn, command.quote).await?;
            rows.into_iter().find(|row| row.id == line.0).map(|row| row.name).unwrap_or_default()
        }
        None => String::new(),
    };
    let comment = CommentRecord {
        id: Uuid::now_v7(),
        quote_version: sent_version,
        line_id: command.line.map(|line| line.0),
        line_name,
        user_id: Some(scope.user.0),
        link_id: None,
        author: name,
        body: body.clone(),
        answered: 0,
        created_at: unit.now.0,
    };
    comments::insert(unit, scope.company, command.quote, &comment).await?;
    for file in &files {
        let bytes = files::bytes(&mut unit.conn, &file.sha256).await?;
        let media_type = file.kind.media_type();
        files::attach(unit, scope.company, "comment", comment.id, &file.name, media_type, &bytes).await?;
    }
    comments::mark_answered(unit, scope.company, command.quote, comment.line_id).await?;
    quote.open_questions = comments::count_open(unit, scope.company, command.quote).await?;
    quote.touch(unit.now);
    record::update(unit, &quote).await?;

    let links = links::list(&mut unit.conn, scope.company, QuoteId(quote.id)).await?;
    let reached = |link: &&links::LinkRecord| link.revoked_at.is_none() && !link.recipient_email.is_empty();
    // Whoever asked last, by the newest of their links; else the newest recipient.
    let said = comments::list(&mut unit.conn, scope.company, command.quote).await?;
    let asked = said.iter().rev().filter(|said| said.line_id == comment.line_id).find_map(|said| said.link_id);
    let whose = links.iter().find(|link| Some(link.id) == asked).map(|link| link.recipient_id);
    let asker = links.iter().filter(reached).find(|link| Some(link.recipient_id) == whose);
    let recipient = asker.or_else(|| links.iter().find(reached)).cloned();
    if let Some(recipient) = recipient {
        let to = (recipient.recipient_id, recipient.recipient_name.as_str(), recipient.recipient_email.as_str());
        link::put(unit, scope.company, command.quote, fresh, to).await?;
        let language = columns::lang(&quote.language)?;
        let mail = Mail {
            to: recipient.recipient_email.clone(),
            to_name: recipient.recipient_name.clone(),
            reply_to: Some(scope.user),
            subject: T::new(language).mail_answer_subject(&quote.number),
            text: body.clone(),
            link: url.to_owned(),
            after: None,
            language,
            pdf: None,
        };
        mail.put_later(unit, scope.company, "quote", quote.id).await?;
    }
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.answered", who).about(quote.opportunity_id).with(
            EventData {
                body,
                number: quote.number,
                quote_version: u32::try_from(sent_version).ok(),
                ..EventData::default()
            },
        ),
    );
    unit.announce(scope.company, "quote", quote.id);
    Ok(())
}

/// The files that go with an answer: the company's own, and no two of one name.
async fn enclosed(unit: &mut Unit, scope: &Scope, mut brought: Vec<KeptFile>) -> Result<Vec<KeptFile>, Denied> {
    let refused = |refusal| Denied::at("file", refusal);
    if brought.len() > MOST_ENCLOSED {
        return Err(refused(Refusal::TooManyFiles { most: MOST_ENCLOSED as u32 }));
    }
    for file in &mut brought {
        match file::kept(&mut unit.conn, scope.company, file).await {
            Ok(()) => file.name = named(&file.name, file.kind),
            Err(Denied::NotFound) => return Err(refused(Refusal::NotThere)),
            Err(error) => return Err(error),
        }
    }
    let mut names: Vec<String> = brought.iter().map(|file| file.name.clone()).collect();
    apart(&mut names);
    for (file, name) in brought.iter_mut().zip(names) {
        file.name = name;
    }
    Ok(brought)
}
