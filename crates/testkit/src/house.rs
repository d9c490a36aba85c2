//! A selling company with its taxes, stages, people, customers and products.
use crate::{TestApp, key};
use domain::{
    actors::Role,
    ids::{CompanyId, LineId, PartyId, ProductId, StageId, TaxId, TeamId, UserId},
    lang::Lang,
    quotes::{
        content::PostalAddress,
        line::{LineInput, ProductLineInput},
    },
};
use rust_decimal::Decimal;
use store::{
    StoreError,
    account::users::{self, UserRecord},
    company::{self, CompanyRecord},
    taxes::{self, TaxRecord},
};
use usecases::{
    Cx, Denied, Staff,
    account::{admit_staff, link, link::Purpose, open_one_time_link},
    actors::Agent,
    parties, products,
};
use uuid::Uuid;
use wire::{
    parties::{CreateParty, PartyFields},
    products::{CreateProduct, ProductFacts, ProductFields, ProductKind},
};

/// A company.
#[derive(Clone)]
pub struct House {
    /// What use-cases work with.
    pub cx: Cx,
    /// Which.
    pub id: CompanyId,
    /// 25.5 %.
    pub tax: TaxId,
    /// 13.5 %.
    pub low_tax: TaxId,
    /// The stages of the pipeline, first to last.
    pub stages: Vec<StageId>,
}

impl TestApp {
    /// Founds a company in Helsinki, with two taxes and three stages.
    pub async fn house(&self, name: &str) -> House {
        let (id, tax, low_tax) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let stages: Vec<StageId> = (0..3).map(|_| StageId(Uuid::now_v7())).collect();
        let row = CompanyRecord {
            id,
            version: 1,
            name: name.to_owned(),
            business_id: "2345678-0".into(),
            vat_number: "FI23456780".into(),
            street: "Aleksanterinkatu 17".into(),
            postcode: "00100".into(),
            city: "Helsinki".into(),
            country: "FI".into(),
            email: "myynti@talo.test".into(),
            phone: "+358 9 123 456".into(),
            language: "fi".into(),
            currency: "EUR".into(),
            time_zone: "Europe/Helsinki".into(),
            valid_days: 14,
            payment_terms: "14 pv netto".into(),
            terms: "Toimitus kuukauden kuluessa.".into(),
            sellers_see_margin: 0,
            payee: String::new(),
            iban: "FI3715903000000776".into(),
            bic: String::new(),
            unsigned: 0,
        };
        let places = stages.clone();
        self.write(move |unit| {
            let (row, places) = (row.clone(), places.clone());
            Box::pin(async move {
                company::insert(unit, &row).await?;
                let company = CompanyId(id);
                for (position, (id, name, percent)) in
                    (1..).zip([(tax, "25,5 %", 25_500_000), (low_tax, "13,5 %", 13_500_000)])
                {
                    taxes::insert(unit, &plain_tax(company, id, name, percent, position), &[], &[]).await?;
                }
                for (at, stage) in (1..).zip(places) {
                    company::insert_stage(unit, company, stage, (&format!("Vaihe {at}"), at, at * 25), None).await?;
                }
                usecases::terms::seeds::fill(unit, company).await?;
                usecases::crm::activity_types::seeds::fill(unit, company).await?;
                usecases::crm::recurring::seeds::fill(unit, company, domain::lang::Lang::Fi).await?;
                usecases::units::seeds::fill(unit, company).await
            })
        })
        .await;
        House { cx: self.cx.clone(), id: CompanyId(id), tax: TaxId(tax), low_tax: TaxId(low_tax), stages }
    }

    /// Writes past the use-cases, in one unit of work.
    pub async fn write<T, F>(&self, work: F) -> T
    where
        T: Send + 'static,
        F: for<'u> Fn(&'u mut store::Unit) -> futures::future::BoxFuture<'u, Result<T, StoreError>>
            + Send
            + Sync
            + 'static,
    {
        self.cx.store.unit(self.cx.clock.now(), work).await.unwrap()
    }
}

impl House {
    /// Somebody who sees own customers' documents.
    pub async fn seller(&self, name: &str) -> Staff {
        self.person(name, Role::Seller, None).await
    }

    /// Somebody who sees everything of the company.
    pub async fn manager(&self, name: &str) -> Staff {
        self.person(name, Role::Manager, None).await
    }

    /// A team.
    pub async fn team(&self, name: &str) -> TeamId {
        let (id, company, name) = (TeamId(Uuid::now_v7()), self.id, name.to_owned());
        let made: Result<bool, StoreError> = self
            .cx
            .store
            .unit(self.cx.clock.now(), move |unit| {
                let name = name.clone();
                Box::pin(async move { company::insert_team(unit, company, id, &name).await })
            })
            .await;
        assert!(made.unwrap(), "the team's name is taken");
        id
    }

    /// Somebody who has come in by an invitation, through the gate.
    pub async fn person(&self, name: &str, role: Role, team: Option<TeamId>) -> Staff {
        let id = Uuid::now_v7();
        let email = format!("{}@talo.test", id.simple());
        let row = UserRecord {
            id,
            company_id: self.id.0,
            version: 1,
            team_id: team.map(|team| team.0),
            name: name.to_owned(),
            title: "Myyjä".into(),
            email: email.clone(),
            email_key: users::email_key(&email),
            phone: "+358 40 123 4567".into(),
            role: role.code().into(),
            language: Lang::Fi.code().into(),
            password_hash: None,
            active: 1,
        };
        let written: Result<(), StoreError> = self
            .cx
            .store
            .unit(self.cx.clock.now(), move |unit| {
                let row = row.clone();
                Box::pin(async move { users::insert(unit, &row, None).await })
            })
            .await;
        written.unwrap();
        let token = link::make(&self.cx, self.id, UserId(id), Purpose::Invite).await.unwrap();
        let signed_in = open_one_time_link(&self.cx, &token, Agent::default()).await.unwrap();
        admit_staff(&self.cx, &signed_in.token).await.unwrap()
    }

    /// A customer, a company in Tampere.
    pub async fn party(&self, by: &Staff, name: &str) -> PartyId {
        let fields = PartyFields {
            name: name.to_owned(),
            contact_name: "Päivi Mäkelä".into(),
            email: "paivi@asiakas.test".into(),
            language: Lang::Fi,
            business_id: "0112038-9".into(),
            billing: PostalAddress {
                street: "Hämeenkatu 1".into(),
                postcode: "33100".into(),
                city: "Tampere".into(),
                country: "FI".into(),
            },
            ..PartyFields::default()
        };
        parties::create(by, &self.cx, CreateParty { key: key(), fields }).await.unwrap()
    }

    /// A product at 25.5 %; `by` must be allowed to.
    /// # Errors
    /// [`Denied`].
    pub async fn product(&self, by: &Staff, name: &str, price: &str) -> Result<ProductId, Denied> {
        let fields = ProductFields {
            code: String::new(),
            name: name.to_owned(),
            description: String::new(),
            kind: ProductKind::Goods,
            unit: "kpl".into(),
            unit_price: figure(price),
            cost: Decimal::ZERO,
            tax: self.tax,
            active: true,
            facts: ProductFacts::default(),
        };
        products::create(by, &self.cx, CreateProduct { key: key(), fields }).await
    }

    /// A line of so many pieces at a price, at 25.5 %.
    pub fn line(&self, name: &str, quantity: &str, price: &str) -> LineInput {
        LineInput::Product(self.priced(name, quantity, price))
    }

    /// The same, to be changed further.
    pub fn priced(&self, name: &str, quantity: &str, price: &str) -> ProductLineInput {
        ProductLineInput {
            id: LineId(Uuid::now_v7()),
            product: None,
            name: name.to_owned(),
            description: String::new(),
            quantity: figure(quantity),
            quantity_from: Default::default(),
            unit: "kpl".into(),
            unit_price: figure(price),
            discount: Decimal::ZERO,
            tax: self.tax,
            tax_percent: figure("25.5"),
            price_by_hand: false,
            choices: Vec::new(),
            offer: domain::quotes::group::Offer::default(),
            role: Default::default(),
        }
    }
}

/// A figure from its text.
pub fn figure(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A tax of so many millionths of a percent on top of the price.
fn plain_tax(company: CompanyId, id: Uuid, name: &str, percent: i64, position: i64) -> TaxRecord {
    TaxRecord {
        id,
        company_id: company.0,
        version: 1,
        name: name.to_owned(),
        kind: "percent".into(),
        percent,
        position,
        active: 1,
        included: 0,
        affects_later: 0,
        note: String::new(),
    }
}
