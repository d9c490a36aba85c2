//! The mailboxes of the company with how reading them goes.
use super::KIND;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{IntakeSourceId, TeamId, UserId},
};
use std::collections::HashMap;
use store::{
    company,
    intake::{
        mailboxes::{self, MailboxRecord},
        sources::{self, SourceRecord},
    },
};
use wire::{
    mailboxes::{MailEncryption, MailboxFields, MailboxForm, MailboxState, MailboxesView, ServerFields},
    shared::{TeamRef, UserRef},
};

/// All mailboxes of the company, those that are switched off too. No password is told.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list(by: &Staff, cx: &Cx) -> Result<MailboxesView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let servers = mailboxes::list(&mut conn, company).await?;
    let mut servers: HashMap<_, _> = servers.into_iter().map(|row| (row.source_id, row)).collect();
    let known = sources::list(&mut conn, company).await?;
    let of_mail = known.into_iter().filter(|row| row.kind == KIND);
    let mailboxes = of_mail.map(|row| form(by, cx, servers.remove(&row.id), row)).collect::<Result<_, Denied>>()?;
    let teams = company::teams(&mut conn, company).await?;
    let teams = teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect();
    let owners = company::owners(&mut conn, company).await?;
    let owners = owners.into_iter().map(|owner| UserRef { id: UserId(owner.id), name: owner.name }).collect();
    Ok(MailboxesView { mailboxes, teams, owners })
}

fn form(by: &Staff, cx: &Cx, server: Option<MailboxRecord>, row: SourceRecord) -> Result<MailboxForm, Denied> {
    let stamp = |at: Option<i64>| at.map(|at| by.zone().stamp_micros(at));
    let state = server.as_ref().map(|server| MailboxState {
        last_ok: stamp(server.last_ok_at),
        last_error: stamp(server.last_error_at),
        failing: server.attempts > 0,
        trouble: server.last_error.clone(),
        detail: server.last_detail.clone(),
    });
    let has_password = server.is_some();
    let fetched = server.is_some();
    let server = match server {
        None => ServerFields::default(),
        Some(server) => ServerFields {
            encryption: store::columns::code(&server.encryption, MailEncryption::parse)?,
            host: server.host,
            port: server.port.to_string(),
            user: server.user_name,
            folder: server.folder,
            move_to: server.move_to,
        },
    };
    Ok(MailboxForm {
        id: IntakeSourceId(row.id),
        version: row.version,
        post_url: format!("{}/in/{}/mail", cx.settings.public_url, row.token),
        has_password,
        state: state.unwrap_or_default(),
        fields: MailboxFields {
            name: row.name,
            team: row.team_id.map(TeamId),
            owner: row.owner_id.map(UserId),
            source: row.source,
            active: row.active == 1,
            fetched,
            server,
        },
    })
}
