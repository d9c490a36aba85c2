//! Let somebody sign in no more, or again.
use super::{administers, hold, others_administer, role, team_in_use};
use crate::{
    Cx, Denied, Staff,
    account::link,
    settings::{add_user, kept},
};
use domain::{
    actors::{Permission, Role},
    ids::{CompanyId, TeamId, UserId},
    refusal::Refusal,
};
use store::{
    Unit,
    account::{calendars, one_time, people, sessions, users},
    events::{By, Change},
};
use vault::tokens::HashedToken;
use wire::users::{SavedUser, SwitchUser};

/// Where it is said that nobody switches themselves off.
pub const YOURSELF: &str = "yourself";

/// The link of an invitation, made before the unit: its hash and its address.
#[derive(Clone)]
struct Way {
    hashed: HashedToken,
    url: String,
}

impl Way {
    fn fresh(cx: &Cx) -> Result<Way, Denied> {
        let token = link::fresh()?;
        let url = format!("{}/set-password?token={}", cx.settings.public_url, token.reveal());
        Ok(Way { hashed: token.hashed(), url })
    }
}

/// Off: their sessions end, the feed of their calendar and links they have not used stop working, and nothing new is given
/// to them; what is theirs stays, under their name. On: they sign in with the password they had; whoever never set one is
/// invited anew. Told again it writes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`], [`Denied::Stale`]; `not_a_choice` at
/// [`YOURSELF`]; `required` at [`super::LAST_ADMINISTRATOR`]; `required` or `not_a_choice` at `team` for somebody whose role
/// needs a team and who has none in use.
pub async fn switch_user(by: &Staff, cx: &Cx, command: SwitchUser) -> Result<SavedUser, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    if !command.active && command.id == by.user() {
        return Err(Denied::at(YOURSELF, Refusal::NotAChoice));
    }
    let (who, name, key, fingerprint) = (by.by(), by.name.clone(), command.key.0, command.clone());
    let way = Way::fresh(cx)?;
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, name, way, command) = (who.clone(), name.clone(), way.clone(), command.clone());
            Box::pin(async move { write(unit, company, (who, &name), &way, command).await })
        })
        .await
}

/// The same for whoever owns the machine, by the address with which somebody signs in; answers their name. It asks for no
/// version, and is nobody's own act: but the last administrator stays.
/// # Errors
/// [`Denied::NotFound`] for an address the company does not know; as [`switch_user`].
pub async fn switch_user_by_email(cx: &Cx, company: CompanyId, email: &str, active: bool) -> Result<String, Denied> {
    let (key, way) = (users::email_key(email), Way::fresh(cx)?);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (key, way) = (key.clone(), way.clone());
            Box::pin(async move {
                let found = users::unscoped_find_by_email(&mut unit.conn, &key).await?;
                let found = found.filter(|found| found.company_id == company.0).ok_or(Denied::NotFound)?;
                let home = users::home(&mut unit.conn, company).await?;
                let command = SwitchUser {
                    key: wire::shared::IdempotencyKey(uuid::Uuid::nil()),
                    id: UserId(found.id),
                    version: found.version,
                    active,
                };
                write(unit, company, (By::System, &home.name), &way, command).await?;
                Ok(found.name)
            })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    (who, inviter): (By, &str),
    way: &Way,
    command: SwitchUser,
) -> Result<SavedUser, Denied> {
    hold(unit, company, &who).await?;
    let before = users::load(&mut unit.conn, company, command.id).await?;
    kept::unchanged(Some(before.version), command.version)?;
    if (before.active == 1) == command.active {
        return Ok(SavedUser { id: command.id, version: before.version });
    }
    let mut row = before.clone();
    row.active = i64::from(command.active);
    if administers(&before) {
        others_administer(&mut unit.conn, company, command.id).await?;
    }
    if command.active && role(&row)? == Role::TeamSeller {
        let team = row.team_id.map(TeamId).ok_or_else(|| Denied::at("team", Refusal::Required))?;
        team_in_use(unit, company, team).await?.map_err(|refused| Denied::at("team", refused))?;
    }
    let version = people::update(unit, &row).await?;
    // On too: what was begun at the very moment of switching off is not to come alive again.
    sessions::end_others(unit, command.id, &[]).await?;
    calendars::drop(unit, company, command.id).await?;
    one_time::spend_all(unit, command.id).await?;
    if command.active && row.password_hash.is_none() {
        add_user::invite(unit, company, &row, inviter, (&way.hashed, &way.url)).await?;
    }
    let what = if command.active { "user.switched_on" } else { "user.switched_off" };
    let changes = Change::of("active", before.active == 1, command.active).into_iter().collect();
    kept::tell(unit, company, ("user", row.id), (what, who), (row.name, changes));
    unit.announce(company, "settings", company.0);
    Ok(SavedUser { id: command.id, version })
}
