//! A mailbox is made, changed, switched off, given another server or address.
use super::{
    super::sources::check,
    KIND, Login,
    server::{checked, same_account},
};
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    actors::Permission,
    ids::{CompanyId, IntakeSourceId},
    refusal::{Fields, Refusal},
    webforms::FormShape,
};
use store::{
    Unit,
    events::{By, Change},
    intake::{
        mailboxes::{self, MailboxRecord},
        sources::{self, SourceRecord},
    },
};
use uuid::Uuid;
use vault::tokens::{Kind, PlainToken};
use wire::{intake::SourceFields, mailboxes::SaveMailbox};

/// What is made of a command before the database is asked.
#[derive(Clone)]
struct Prepared {
    id: Uuid,
    token: String,
    /// None: the kept one stays.
    sealed: Option<Vec<u8>>,
}

/// Keeps a mailbox. The password is sealed, and goes only to the server and user that it was given for.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field; `already_taken` at
/// `name`, `required` at `password` where none is kept for that server and user.
pub async fn save(by: &Staff, cx: &Cx, command: SaveMailbox) -> Result<IntakeSourceId, Denied> {
    // Whoever may not is told just that, whatever was typed.
    by.scope(Permission::Settings)?;
    let id = command.id.map_or_else(Uuid::now_v7, |id| id.0);
    let token = PlainToken::random(Kind::MailIn).map_err(Denied::fault)?.reveal().to_owned();
    if command.password.len() > 1_000 {
        let length = u32::try_from(command.password.len()).unwrap_or(u32::MAX);
        return Err(Denied::at("password", Refusal::TooLong { longest: 1_000, length }));
    }
    let sealed = if command.password.is_empty() {
        None
    } else {
        Some(vault::seal::seal(cx.store.key(), id.as_bytes(), &command.password).map_err(Denied::fault)?)
    };
    let prepared = Prepared { id, token, sealed };
    kept::save(by, cx, command.key, command, move |unit, company, who, command| {
        Box::pin(write(unit, company, who, command, prepared.clone()))
    })
    .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: SaveMailbox,
    prepared: Prepared,
) -> Result<IntakeSourceId, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => {
            let found = sources::load(&mut unit.conn, company, id).await?;
            Some(found).filter(|row| row.kind == KIND)
        }
    };
    if before.is_none() && command.id.is_some() {
        return Err(Denied::NotFound);
    }
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(|| SourceRecord {
        id: prepared.id,
        company_id: company.0,
        version: 1,
        name: String::new(),
        token: prepared.token.clone(),
        team_id: None,
        owner_id: None,
        source: String::new(),
        active: 1,
        created_at: unit.now.0,
        kind: KIND.to_owned(),
        shape: String::new(),
        mapping: String::new(),
    });
    let id = IntakeSourceId(row.id);
    let typed = &command.fields;
    let common = SourceFields {
        name: typed.name.clone(),
        team: typed.team,
        owner: typed.owner,
        source: typed.source.clone(),
        active: typed.active,
        shape: FormShape::default(),
    };
    let mut fields = Fields::new();
    check(unit, company, &common, &mut row, &mut fields).await?;
    let kept = mailboxes::load(&mut unit.conn, company, id).await?;
    let login = typed.fetched.then(|| checked(&typed.server, &mut fields));
    let mailbox = login.and_then(|login| reached(&login, company, id, kept.as_ref(), prepared.sealed, &mut fields));
    denied::all_right(fields)?;
    if command.renew {
        row.token = prepared.token;
    }
    let what = match &before {
        None => {
            sources::insert(unit, &row).await?;
            "mailbox.created"
        }
        Some(before) if *before == row && kept == mailbox => return Ok(id),
        Some(_) => {
            sources::update(unit, &row).await?;
            "mailbox.changed"
        }
    };
    match (&mailbox, &kept) {
        (Some(mailbox), kept) if kept.as_ref() != Some(mailbox) => mailboxes::put(unit, mailbox).await?,
        (None, Some(_)) => mailboxes::remove(unit, company, id).await?,
        _ => {}
    }
    let changes = before.iter().flat_map(|before| changes(before, &row, kept.as_ref(), mailbox.as_ref())).collect();
    kept::tell(unit, company, ("mailbox", row.id), (what, who), (row.name, changes));
    Ok(id)
}

/// The row of the server. Another folder or account is read from its beginning.
fn reached(
    login: &Login,
    company: CompanyId,
    id: IntakeSourceId,
    kept: Option<&MailboxRecord>,
    sealed: Option<Vec<u8>>,
    fields: &mut Fields,
) -> Option<MailboxRecord> {
    let same = kept.filter(|kept| same_account(kept, login));
    let Some(password) = sealed.or_else(|| same.map(|kept| kept.password.clone())) else {
        fields.refuse("password", Refusal::Required);
        return None;
    };
    let place = same.filter(|kept| kept.folder == login.folder);
    let base = place.cloned().unwrap_or_else(|| MailboxRecord {
        source_id: id.0,
        company_id: company.0,
        host: String::new(),
        port: 0,
        encryption: String::new(),
        user_name: String::new(),
        password: Vec::new(),
        folder: String::new(),
        move_to: String::new(),
        uid_validity: None,
        last_uid: 0,
        attempts: 0,
        last_ok_at: None,
        last_error_at: None,
        last_error: String::new(),
        last_detail: String::new(),
    });
    Some(MailboxRecord {
        host: login.host.clone(),
        port: i64::from(login.port),
        encryption: login.encryption.code().to_owned(),
        user_name: login.user.clone(),
        password,
        folder: login.folder.clone(),
        move_to: login.move_to.clone(),
        ..base
    })
}

/// What changed, without the password.
fn changes(
    before: &SourceRecord,
    row: &SourceRecord,
    kept: Option<&MailboxRecord>,
    mailbox: Option<&MailboxRecord>,
) -> Vec<Change> {
    let host = |of: Option<&MailboxRecord>| of.map(|of| of.host.clone()).unwrap_or_default();
    let user = |of: Option<&MailboxRecord>| of.map(|of| of.user_name.clone()).unwrap_or_default();
    let folder = |of: Option<&MailboxRecord>| of.map(|of| of.folder.clone()).unwrap_or_default();
    let all = [
        Change::of("name", &before.name, &row.name),
        Change::of("source", &before.source, &row.source),
        Change::of("active", before.active == 1, row.active == 1),
        Change::of("host", host(kept), host(mailbox)),
        Change::of("user", user(kept), user(mailbox)),
        Change::of("folder", folder(kept), folder(mailbox)),
    ];
    all.into_iter().flatten().collect()
}
