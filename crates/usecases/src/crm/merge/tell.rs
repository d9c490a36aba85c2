//! The mail that tells people that somebody else has merged what is theirs.
use crate::{Denied, crm::activities::sees, mail::Mail};
use domain::ids::{CompanyId, UserId};
use i18n::T;
use std::collections::BTreeSet;
use store::{
    StoreError, Unit,
    account::users::{self, UserRecord},
    columns,
    crm::record::OpportunityRecord,
};
use uuid::Uuid;

/// A merge, as those hear of it whose the two were.
pub(crate) struct Told<'a> {
    /// Who merged, with the name.
    pub by: (UserId, &'a str),
    /// The one that stays, where they are opportunities; customers are seen by everybody.
    pub about: Option<&'a OpportunityRecord>,
    /// The id and name of the one that stays.
    pub stays: (Uuid, &'a str),
    /// The name of the one that was merged into it.
    pub goes: &'a str,
    /// Whose the two were.
    pub owners: [Option<Uuid>; 2],
    /// Whose the one that stays is now.
    pub owner: Option<Uuid>,
    /// The company's own address of this program.
    pub public_url: &'a str,
}

/// Puts a mail in the outbox for each of the two owners, but for whoever merged them, and whoever is not there any more or has
/// no address. It leads to the one that stays only who sees that.
pub(crate) async fn tell_owners(unit: &mut Unit, company: CompanyId, told: &Told<'_>) -> Result<(), Denied> {
    let owners: BTreeSet<Uuid> = told.owners.into_iter().flatten().filter(|owner| *owner != told.by.0.0).collect();
    if owners.is_empty() {
        return Ok(());
    }
    let now = match told.owner {
        Some(owner) => person(unit, company, owner).await?,
        None => None,
    };
    let ((id, stays), goes, by) = (told.stays, told.goes, told.by.1);
    let kind = if told.about.is_some() { "opportunity" } else { "party" };
    let page = if told.about.is_some() { "opportunities" } else { "customers" };
    for owner in owners {
        let found = person(unit, company, owner).await?.filter(|person| person.active == 1 && !person.email.is_empty());
        let Some(found) = found else { continue };
        let language = columns::lang(&found.language)?;
        let t = T::new(language);
        let open = match told.about {
            Some(about) => sees(&found, about)?,
            None => true,
        };
        let mut parts = vec![match told.about {
            Some(_) => t.merge_mail_text(by, goes, stays),
            None => t.party_merge_mail_text(by, goes, stays),
        }];
        let whose = now.as_ref().filter(|now| now.id != owner);
        parts.extend(whose.map(|now| t.merge_mail_owner(&now.name)));
        parts.extend(open.then(|| t.merge_mail_back().to_owned()));
        let mail = Mail {
            to: found.email,
            to_name: found.name,
            reply_to: Some(told.by.0),
            subject: t.merge_mail_subject(goes, stays),
            text: parts.join("\n\n"),
            link: if open { format!("{}/{page}/{id}", told.public_url) } else { String::new() },
            after: None,
            language,
            pdf: None,
        };
        mail.put_later(unit, company, kind, id).await?;
    }
    Ok(())
}

async fn person(unit: &mut Unit, company: CompanyId, id: Uuid) -> Result<Option<UserRecord>, Denied> {
    match users::load(&mut unit.conn, company, UserId(id)).await {
        Ok(user) => Ok(Some(user)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
