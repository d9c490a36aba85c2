//! Everything the settings page shows.
use crate::{Cx, Denied, Staff, products::list::tax_view};
use domain::{
    actors::{Permission, Role},
    ids::{StageId, TeamId, UserId},
    quotes::content::PostalAddress,
};
use store::{columns, company, quotes::sources};
use wire::{
    settings::{CompanyFields, SettingsView, StageRow, UserRow},
    shared::TeamRef,
};

/// The company, its users, teams, stages and taxes.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read(by: &Staff, cx: &Cx) -> Result<SettingsView, Denied> {
    let id = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let found = company::load(&mut conn, id).await?;
    let users = company::users(&mut conn, id).await?;
    let teams = company::teams(&mut conn, id).await?;
    let stages = company::stages(&mut conn, id).await?;
    let taxes = sources::taxes(&mut conn, id).await?;
    Ok(SettingsView {
        version: found.version,
        company: CompanyFields {
            name: found.name,
            business_id: found.business_id,
            vat_number: found.vat_number,
            address: PostalAddress {
                street: found.street,
                postcode: found.postcode,
                city: found.city,
                country: found.country,
            },
            email: found.email,
            phone: found.phone,
            language: columns::lang(&found.language)?,
            valid_days: columns::count(found.valid_days)?,
            delivery_days: columns::count(company::delivery_days(&mut conn, id).await?)?,
            payment_terms: found.payment_terms,
            terms: found.terms,
            sellers_see_margin: found.sellers_see_margin == 1,
            unsigned: found.unsigned == 1,
            payee: found.payee,
            iban: found.iban,
            bic: found.bic,
        },
        users: users
            .into_iter()
            .map(|user| {
                Ok(UserRow {
                    id: UserId(user.id),
                    version: user.version,
                    name: user.name,
                    email: user.email,
                    role: columns::code(&user.role, Role::parse)?,
                    team: user.team_id.map(TeamId),
                    active: user.active == 1,
                })
            })
            .collect::<Result<_, Denied>>()?,
        teams: teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect(),
        stages: stages
            .into_iter()
            .filter(|stage| stage.retired == 0)
            .map(|stage| {
                Ok(StageRow { id: StageId(stage.id), name: stage.name, chance: columns::count(stage.chance)? })
            })
            .collect::<Result<_, Denied>>()?,
        taxes: taxes.into_iter().map(tax_view).collect(),
        mail_ready: cx.settings.mail_ready,
    })
}
