//! Forty sellers in five teams. They own what they sell; they cannot sign in, and nobody is mailed.
use super::{PREFIX, chance::Dice, names};
use crate::Denied;
use domain::{
    actors::Role,
    ids::{CompanyId, TeamId},
    refusal::Refusal,
};
use store::{
    Unit,
    account::users::{self, UserRecord},
    company,
    import::{Keyed, known},
};
use uuid::Uuid;

const TEAMS: [&str; 5] = ["Etelä", "Länsi", "Itä", "Pohjoinen", "Suurasiakkaat"];
const SELLERS: u32 = 40;

/// Whose an opportunity is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seller {
    /// Who.
    pub id: Uuid,
    /// Their team.
    pub team: Uuid,
}

/// Makes them.
/// # Errors
/// [`Refusal::AlreadyTaken`] when they are there: everything was added before.
pub(super) async fn hire(unit: &mut Unit, company: CompanyId) -> Result<Vec<Seller>, Denied> {
    if !known(&mut unit.conn, company, Keyed::Users, PREFIX).await?.is_empty() {
        return Err(Denied::at("opportunities", Refusal::AlreadyTaken));
    }
    for name in TEAMS {
        company::insert_team(unit, company, TeamId(Uuid::now_v7()), name).await?;
    }
    let teams: Vec<Uuid> = company::teams(&mut unit.conn, company)
        .await?
        .into_iter()
        .filter(|(_, name)| TEAMS.contains(&name.as_str()))
        .map(|(id, _)| id)
        .collect();
    let mut sellers = Vec::new();
    for (number, team) in (1..=SELLERS).zip(teams.iter().cycle()) {
        let email = format!("myyja{number}@many.example");
        let user = UserRecord {
            id: Uuid::now_v7(),
            company_id: company.0,
            version: 1,
            team_id: Some(*team),
            name: names::person(&mut Dice::of(number)),
            title: String::new(),
            email_key: users::email_key(&email),
            email,
            phone: String::new(),
            role: Role::Seller.code().to_owned(),
            language: "fi".to_owned(),
            password_hash: None,
            active: 0,
        };
        users::insert(unit, &user, Some(&format!("{PREFIX}seller:{number}"))).await?;
        sellers.push(Seller { id: user.id, team: *team });
    }
    Ok(sellers)
}
