//! Sellers and their managers in teams.
use super::PREFIX;
use crate::{Cx, Denied, Staff, import::report::Kind};
use domain::{
    actors::Role,
    ids::{CompanyId, TeamId},
    text,
};
use intake::crm_sales::DataSet;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use store::{
    Unit,
    account::users::{self, UserRecord},
    company,
    events::{By, EventData, NewEvent},
    import::{Keyed, known},
};
use uuid::Uuid;

/// A seller as deals need one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seller {
    /// Who.
    pub id: Uuid,
    /// Their team.
    pub team: Uuid,
}

/// Sellers by name.
pub(super) type Sellers = HashMap<String, Seller>;

/// Writes teams, managers and sellers that are not there yet.
pub(super) async fn load(cx: &Cx, by: &Staff, set: &Arc<DataSet>) -> Result<(Sellers, Vec<Kind>), Denied> {
    let (company, who, set) = (by.company(), by.by(), set.clone());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, set) = (who.clone(), set.clone());
            Box::pin(async move { write(unit, company, who, &set).await })
        })
        .await
}

async fn write(unit: &mut Unit, id: CompanyId, who: By, set: &DataSet) -> Result<(Sellers, Vec<Kind>), Denied> {
    let home = company::load(&mut unit.conn, id).await?;
    let host: String = text::fold(&home.name).chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let (teams, made_teams) = teams(unit, id, set).await?;
    let there = known(&mut unit.conn, id, Keyed::Users, PREFIX).await?;
    let mut hire = Hire { company: id, who, host, there, made: 0 };
    let managers: BTreeMap<&str, &str> =
        set.sellers.iter().map(|seller| (seller.manager.as_str(), seller.office.as_str())).collect();
    for (manager, office) in &managers {
        let team = teams.get(&team_name(office, manager)).copied().unwrap_or_default();
        hire.person(unit, ("manager", manager), Role::Manager, team).await?;
    }
    let made_managers = std::mem::take(&mut hire.made);
    let mut sellers = HashMap::new();
    for seller in &set.sellers {
        let team = teams.get(&team_name(&seller.office, &seller.manager)).copied().unwrap_or_default();
        let id = hire.person(unit, ("seller", &seller.name), Role::Seller, team).await?;
        sellers.insert(seller.name.clone(), Seller { id, team });
    }
    let kind = |name, read: usize, made: usize| Kind { name, read, made, known: read - made };
    let kinds = vec![
        kind("teams", teams.len(), made_teams),
        kind("managers", managers.len(), made_managers),
        kind("sellers", set.sellers.len(), hire.made),
    ];
    Ok((sellers, kinds))
}

fn team_name(office: &str, manager: &str) -> String {
    format!("{office} ({manager})")
}

/// Every office and manager is a team.
async fn teams(unit: &mut Unit, id: CompanyId, set: &DataSet) -> Result<(HashMap<String, Uuid>, usize), Denied> {
    let wanted: BTreeMap<String, ()> =
        set.sellers.iter().map(|seller| (team_name(&seller.office, &seller.manager), ())).collect();
    let mut made = 0;
    for name in wanted.keys() {
        made += usize::from(company::insert_team(unit, id, TeamId(Uuid::now_v7()), name).await?);
    }
    let all = company::teams(&mut unit.conn, id).await?;
    Ok((all.into_iter().map(|(id, name)| (name, id)).filter(|(name, _)| wanted.contains_key(name)).collect(), made))
}

/// Makes people that cannot sign in, unless they are there.
struct Hire {
    company: CompanyId,
    who: By,
    host: String,
    there: HashMap<String, Uuid>,
    made: usize,
}

impl Hire {
    async fn person(
        &mut self,
        unit: &mut Unit,
        (kind, name): (&str, &str),
        role: Role,
        team: Uuid,
    ) -> Result<Uuid, Denied> {
        let key = format!("{PREFIX}{kind}:{name}");
        if let Some(id) = self.there.get(&key) {
            return Ok(*id);
        }
        let email = self.free_address(unit, name).await?;
        let user = UserRecord {
            id: Uuid::now_v7(),
            company_id: self.company.0,
            version: 1,
            team_id: Some(team),
            name: name.to_owned(),
            title: String::new(),
            email_key: users::email_key(&email),
            email,
            phone: String::new(),
            role: role.code().to_owned(),
            language: "en".to_owned(),
            password_hash: None,
            active: 0,
        };
        users::insert(unit, &user, Some(&key)).await?;
        unit.event(
            NewEvent::new(self.company, "user", user.id, "user.added", self.who.clone())
                .with(EventData { body: user.name, ..EventData::default() }),
        );
        self.made += 1;
        Ok(user.id)
    }

    /// `first.last@company.example`, a domain that exists nowhere; numbered when somebody has it.
    async fn free_address(&self, unit: &mut Unit, name: &str) -> Result<String, Denied> {
        let mailbox: String = text::fold(name)
            .chars()
            .map(|c| if c == ' ' { '.' } else { c })
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            .collect();
        for number in 1.. {
            let suffix = if number == 1 { String::new() } else { number.to_string() };
            let email = format!("{mailbox}{suffix}@{}.example", self.host);
            if users::unscoped_find_by_email(&mut unit.conn, &users::email_key(&email)).await?.is_none() {
                return Ok(email);
            }
        }
        Err(Denied::fault("no address is free"))
    }
}
