//! A mailbox is tried as it is typed: a sentence says whether it can be read.
use super::{
    Login,
    server::{self, Trouble, TroubleKind},
};
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    ids::{CompanyId, IntakeSourceId},
    refusal::{Fields, Refusal},
};
use store::intake::mailboxes;
use wire::mailboxes::{Tried, TryMailbox};

/// Signs in and looks into the folder. Nothing is changed, here or there.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, refusals by field; `required` at `password` where none is
/// kept for that server and user.
pub async fn test(by: &Staff, cx: &Cx, command: TryMailbox) -> Result<Tried, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut fields = Fields::new();
    let mut login = server::checked(&command.server, &mut fields);
    login.password = command.password;
    if login.password.is_empty() {
        match kept(cx, company, command.id, &login).await? {
            Kept::None => fields.refuse("password", Refusal::Required),
            Kept::Sealed => return Ok(told(Trouble::new(TroubleKind::Sealed, ""))),
            Kept::Password(password) => login.password = password,
        }
    }
    denied::all_right(fields)?;
    let Some(mailman) = &cx.settings.mailman else {
        return Ok(told(Trouble::new(TroubleKind::Unreachable, "")));
    };
    Ok(match mailman.look(&login).await {
        Ok((mails, unread)) => Tried::Fine { mails, unread },
        Err(trouble) => told(trouble),
    })
}

enum Kept {
    None,
    Sealed,
    Password(String),
}

async fn kept(cx: &Cx, company: CompanyId, id: Option<IntakeSourceId>, login: &Login) -> Result<Kept, Denied> {
    let Some(id) = id else { return Ok(Kept::None) };
    let mut conn = cx.store.reader().await?;
    let Some(row) = mailboxes::load(&mut conn, company, id).await? else { return Ok(Kept::None) };
    if !server::same_account(&row, login) {
        return Ok(Kept::None);
    }
    let opened = vault::seal::open(cx.store.key(), id.0.as_bytes(), &row.password);
    Ok(opened.map_or(Kept::Sealed, Kept::Password))
}

fn told(trouble: Trouble) -> Tried {
    Tried::Trouble { trouble: trouble.kind.code().to_owned(), detail: trouble.detail }
}
