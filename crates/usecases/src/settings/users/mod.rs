//! People: their name, role and team; that they may sign in no more, or again; and who goes on with what was theirs to do.
//!
//! Whatever could take the company's last administrator away holds the company ([`store::account::people::hold`]) and asks
//! who its administrators are only then, so that two who switch each other off at one moment do not both succeed.
mod hand_on;
mod holds;
mod save;
mod switch;

pub use hand_on::hand_on;
pub use holds::user_holds;
pub use save::save_user;
pub use switch::{switch_user, switch_user_by_email};

use crate::Denied;
use domain::{
    actors::Role,
    ids::{CompanyId, TeamId, UserId},
    refusal::Refusal,
};
use store::{
    Conn, Unit,
    account::{people, users::UserRecord},
    columns, company,
    events::By,
    teams,
};

/// Where it is said that the company would be left without an administrator who may sign in.
pub const LAST_ADMINISTRATOR: &str = "administrator";

/// Holds the company's people. Whoever acts must be an administrator still: somebody may have been faster.
/// # Errors
/// [`Denied::NotAllowed`].
async fn hold(unit: &mut Unit, company: CompanyId, who: &By) -> Result<(), Denied> {
    people::hold(unit, company).await?;
    if let By::Staff { user, .. } = who
        && !people::administrators(&mut unit.conn, company).await?.contains(user)
    {
        return Err(Denied::NotAllowed);
    }
    Ok(())
}

/// Whether somebody else is left who administers, when `id` does no more. The unit holds the company's people.
/// # Errors
/// `required` at [`LAST_ADMINISTRATOR`].
async fn others_administer(conn: &mut Conn, company: CompanyId, id: UserId) -> Result<(), Denied> {
    match people::administrators(conn, company).await?.into_iter().any(|other| other != id) {
        true => Ok(()),
        false => Err(Denied::at(LAST_ADMINISTRATOR, Refusal::Required)),
    }
}

/// Whether they administer the company as the row stands.
fn administers(row: &UserRecord) -> bool {
    row.active == 1 && row.role == Role::Administrator.code()
}

/// The team that is chosen, held so that nobody takes it out of use meanwhile.
/// # Errors
/// `not_a_choice` for one of others or out of use.
async fn team_in_use(unit: &mut Unit, company: CompanyId, team: TeamId) -> Result<Result<(), Refusal>, Denied> {
    teams::lock(unit, company, team).await?;
    Ok(company::team(&mut unit.conn, company, team).await?.map(drop).ok_or(Refusal::NotAChoice))
}

/// The role of a row.
fn role(row: &UserRecord) -> Result<Role, Denied> {
    Ok(columns::code(&row.role, Role::parse)?)
}
