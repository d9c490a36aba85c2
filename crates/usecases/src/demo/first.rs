//! A company with its administrator, stages and taxes.
use crate::{
    Cx, Denied, Staff,
    account::{
        self,
        link::{self, Purpose},
    },
    clock::Zone,
    taxes, terms, units,
};
use domain::{
    actors::Role,
    ids::{CompanyId, StageId, TaxId, TeamId, UserId},
    lang::Lang,
    money::Currency,
};
use store::{
    Scope, Unit,
    account::users::{self, UserRecord},
    columns,
    company::{self as stored, CompanyRecord},
    events::{self, By, EventData, NewEvent},
};
use uuid::Uuid;

/// Stages of a new company's pipeline: name, chance in percent.
const STAGES: [(&str, i64); 5] =
    [("New", 10), ("Qualified", 25), ("Site visit", 40), ("Quoted", 60), ("Negotiation", 80)];

/// What the first start of an installation made: its company, with what that begins with.
#[derive(Clone, Debug)]
pub struct FirstCompany {
    /// The company.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Its administrator.
    pub administrator: UserId,
    /// Its stages, in order.
    pub stages: Vec<StageId>,
    /// Its Finnish rates, the standard one first.
    pub taxes: Vec<TaxId>,
}

/// What a company is made from.
pub(super) struct Plan {
    company: CompanyRecord,
    administrator: UserRecord,
}

/// Whether the database has a company already.
/// # Errors
/// [`Denied`].
pub async fn has_company(cx: &Cx) -> Result<bool, Denied> {
    let mut conn = cx.store.reader().await?;
    Ok(!events::unscoped_companies(&mut conn).await?.is_empty())
}

/// The installation's company, for the command line.
/// # Errors
/// [`Denied::NotFound`] before there is one.
pub async fn only_company(cx: &Cx) -> Result<CompanyId, Denied> {
    let mut conn = cx.store.reader().await?;
    events::unscoped_companies(&mut conn).await?.into_iter().next().ok_or(Denied::NotFound)
}

/// Makes an empty company to be filled: its name and address are set on the settings page.
/// # Errors
/// [`Denied`].
pub async fn company(cx: &Cx) -> Result<FirstCompany, Denied> {
    let mut plan = blank();
    "My company".clone_into(&mut plan.company.name);
    "Administrator".clone_into(&mut plan.administrator.name);
    plan.administrator.email = "administrator@tarjous.invalid".into();
    make(cx, plan).await
}

/// The demo company, a seller of heat pumps and solar panels in Tampere. Its ids have right check digits; addresses
/// and domains exist nowhere.
pub(super) fn havulampo() -> Plan {
    let mut plan = blank();
    let company = &mut plan.company;
    company.name = "Havulämpö Oy".into();
    company.business_id = "7654321-2".into();
    company.vat_number = "FI76543212".into();
    company.street = "Hatanpään valtatie 34".into();
    company.postcode = "33100".into();
    company.city = "Tampere".into();
    company.email = "myynti@havulampo.example".into();
    company.phone = "03 555 0100".into();
    company.iban = "FI3715903000000776".into();
    company.valid_days = 18;
    company.payment_terms = "14 pv netto".into();
    company.terms = "Tarjoukseen sovelletaan yleisiä toimitusehtojamme 2026-1. Laitteilla on viiden vuoden ja \
        asennustyöllä kahden vuoden takuu."
        .into();
    let user = &mut plan.administrator;
    user.name = "Aino Lehtonen".into();
    user.title = "Myyntipäällikkö".into();
    user.email = "aino.lehtonen@havulampo.example".into();
    user.phone = "040 555 0117".into();
    plan
}

fn blank() -> Plan {
    let id = Uuid::now_v7();
    Plan {
        company: CompanyRecord {
            id,
            version: 1,
            name: String::new(),
            business_id: String::new(),
            vat_number: String::new(),
            street: String::new(),
            postcode: String::new(),
            city: String::new(),
            country: "FI".into(),
            email: String::new(),
            phone: String::new(),
            language: "fi".into(),
            currency: "EUR".into(),
            time_zone: "Europe/Helsinki".into(),
            valid_days: 30,
            payment_terms: "14 pv netto".into(),
            terms: String::new(),
            sellers_see_margin: 0,
            payee: String::new(),
            iban: String::new(),
            bic: String::new(),
            unsigned: 0,
        },
        administrator: user(CompanyId(id), Role::Administrator),
    }
}

fn user(company: CompanyId, role: Role) -> UserRecord {
    UserRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        team_id: None,
        name: String::new(),
        title: String::new(),
        email: String::new(),
        email_key: String::new(),
        phone: String::new(),
        role: role.code().into(),
        language: "en".into(),
        password_hash: None,
        active: 1,
    }
}

/// Writes the company with its administrator, stages and taxes, in one commit.
pub(super) async fn make(cx: &Cx, plan: Plan) -> Result<FirstCompany, Denied> {
    let Plan { company, mut administrator } = plan;
    administrator.email_key = users::email_key(&administrator.email);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (company, administrator) = (company.clone(), administrator.clone());
            Box::pin(async move { write(unit, company, administrator).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyRecord, administrator: UserRecord) -> Result<FirstCompany, Denied> {
    let id = CompanyId(company.id);
    stored::insert(unit, &company).await?;
    users::insert(unit, &administrator, None).await?;
    let mut stages = Vec::new();
    for (position, (name, chance)) in (1..).zip(STAGES) {
        let stage = StageId(Uuid::now_v7());
        stored::insert_stage(unit, id, stage, (name, position, chance), None).await?;
        stages.push(stage);
    }
    let taxes = taxes::usual::write(unit, id, columns::lang(&company.language)?).await?;
    units::seeds::fill(unit, id).await?;
    terms::seeds::fill(unit, id).await?;
    crate::crm::activity_types::seeds::fill(unit, id).await?;
    crate::crm::recurring::seeds::fill(unit, id, columns::lang(&company.language)?).await?;
    unit.event(
        NewEvent::new(id, "company", id.0, "company.created", By::System)
            .with(EventData { body: company.name.clone(), ..EventData::default() }),
    );
    Ok(FirstCompany { id, name: company.name, administrator: UserId(administrator.id), stages, taxes })
}

/// The people of the demo company.
pub(super) struct Staffed {
    /// Sees and does everything; the demo's link signs her in.
    pub administrator: Staff,
    /// Sells.
    pub seller: Staff,
}

/// Adds a team and a second seller.
pub(super) async fn demo_people(cx: &Cx, home: &FirstCompany) -> Result<Staffed, Denied> {
    let company = home.id;
    let (team, seller_id) = (TeamId(Uuid::now_v7()), Uuid::now_v7());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move {
                stored::insert_team(unit, company, team, "Tampere").await?;
                let mut seller = user(company, Role::TeamSeller);
                seller.id = seller_id;
                seller.team_id = Some(team.0);
                seller.name = "Jussi Rantala".into();
                seller.title = "Myyjä".into();
                seller.email = "jussi.rantala@havulampo.example".into();
                seller.email_key = users::email_key(&seller.email);
                seller.phone = "040 555 0118".into();
                seller.language = "fi".into();
                Ok::<_, Denied>(users::insert(unit, &seller, None).await?)
            })
        })
        .await?;
    let seller = Staff {
        scope: Scope { company, user: UserId(seller_id), team: Some(team), reach: Role::TeamSeller.reach() },
        name: "Jussi Rantala".into(),
        role: Role::TeamSeller,
        sees_margin: false,
        language: Lang::Fi,
        zone: Zone::named("Europe/Helsinki"),
        currency: Currency::EUR,
        session: None,
    };
    let mut administrator = account::operator(cx, company).await?;
    administrator.scope.team = Some(team);
    Ok(Staffed { administrator, seller })
}

/// A link that signs the first administrator in once; none once she has a password.
/// # Errors
/// [`Denied`].
pub async fn first_link(cx: &Cx) -> Result<Option<String>, Denied> {
    let mut conn = cx.store.reader().await?;
    let Some(company) = events::unscoped_companies(&mut conn).await?.into_iter().next() else { return Ok(None) };
    let administrator = users::first_administrator(&mut conn, company).await?;
    drop(conn);
    if administrator.password_hash.is_some() {
        return Ok(None);
    }
    link::make(cx, company, UserId(administrator.id), Purpose::First).await.map(Some)
}
