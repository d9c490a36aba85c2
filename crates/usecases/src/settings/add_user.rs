//! Make a user, who gets a link by mail to set a password.
use crate::{
    Cx, Denied, Staff,
    account::link::{self, Purpose},
    denied,
    mail::Mail,
};
use domain::{
    actors::{Permission, Role},
    ids::{CompanyId, UserId},
    parties::email::Email,
    refusal::{Fields, Refusal},
    text,
};
use i18n::T;
use store::{
    StoreError, Unit,
    account::users::{self, UserRecord},
    columns, company,
    events::{By, EventData, NewEvent},
};
use uuid::Uuid;
use vault::tokens::HashedToken;
use wire::settings::AddUser;

/// Makes the user and puts the invitation in the outbox, in one commit.
/// # Errors
/// [`Denied::NotAllowed`]; `already_taken` at `email`, and other refusals by field.
pub async fn add_user(by: &Staff, cx: &Cx, command: AddUser) -> Result<UserId, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, inviter, key) = (by.by(), by.name.clone(), command.key.0);
    let token = link::fresh()?;
    let url = format!("{}/set-password?token={}", cx.settings.public_url, token.reveal());
    let (hashed, fingerprint) = (token.hashed(), command.clone());
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, inviter, command) = (who.clone(), inviter.clone(), command.clone());
            let (hashed, url) = (hashed.clone(), url.clone());
            Box::pin(async move {
                let user = insert(unit, company, who, &command).await?;
                invite(unit, company, &user, &inviter, (&hashed, &url)).await?;
                Ok(UserId(user.id))
            })
        })
        .await
}

/// Checks the form and writes the user's row.
/// # Errors
/// Refusals by field.
pub(crate) async fn insert(unit: &mut Unit, id: CompanyId, who: By, command: &AddUser) -> Result<UserRecord, Denied> {
    let mut fields = Fields::new();
    let name = fields.take("name", text::required_line(&command.name, 100)).unwrap_or_default();
    let email = fields.take("email", Email::parse(&command.email)).map(String::from).unwrap_or_default();
    if let Some(team) = command.team
        && company::team(&mut unit.conn, id, team).await?.is_none()
    {
        fields.refuse("team", Refusal::NotAChoice);
    }
    if command.role == Role::TeamSeller && command.team.is_none() {
        fields.refuse("team", Refusal::Required);
    }
    denied::all_right(fields)?;
    let home = company::load(&mut unit.conn, id).await?;
    let user = UserRecord {
        id: Uuid::now_v7(),
        company_id: id.0,
        version: 1,
        team_id: command.team.map(|team| team.0),
        name,
        title: String::new(),
        email_key: users::email_key(&email),
        email,
        phone: String::new(),
        role: command.role.code().to_owned(),
        language: home.language,
        password_hash: None,
        active: 1,
    };
    users::insert(unit, &user, None).await.map_err(|error| match error {
        StoreError::Taken(_) => Denied::at("email", Refusal::AlreadyTaken),
        other => other.into(),
    })?;
    unit.event(
        NewEvent::new(id, "user", user.id, "user.added", who)
            .with(EventData { body: user.name.clone(), ..EventData::default() }),
    );
    unit.announce(id, "settings", id.0);
    Ok(user)
}

pub(super) async fn invite(
    unit: &mut Unit,
    id: CompanyId,
    user: &UserRecord,
    inviter: &str,
    (hashed, url): (&HashedToken, &str),
) -> Result<(), Denied> {
    link::put(unit, hashed, id, UserId(user.id), Purpose::Invite).await?;
    let home = company::load(&mut unit.conn, id).await?;
    let language = columns::lang(&user.language)?;
    let t = T::new(language);
    let mail = Mail {
        to: user.email.clone(),
        to_name: user.name.clone(),
        reply_to: None,
        subject: t.mail_invite_subject().to_owned(),
        text: t.mail_invite_text(inviter, &home.name),
        link: url.to_owned(),
        after: None,
        language,
        pdf: None,
    };
    mail.put_later(unit, id, "user", user.id).await?;
    Ok(())
}
