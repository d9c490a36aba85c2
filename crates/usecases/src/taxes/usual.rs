//! The taxes and fiscal positions a company in Finland usually needs: at home, to Åland, to businesses and consumers
//! in the European Union, beyond it, and for construction.
use super::create::blank;
use crate::{Cx, Denied, Staff, fiscal};
use domain::{
    actors::Permission,
    ids::{CompanyId, TaxId},
    lang::Lang,
    tax::{dated::DatedRate, finland::FinnishRate, notes::LegalNote},
};
use i18n::T;
use store::{
    Unit, columns,
    events::{EventData, NewEvent},
    fiscal::{self as positions, PositionRecord, ReplacementRecord},
    quotes::sources,
    taxes::{self as stored, RateRecord, TaxRecord},
};
use uuid::Uuid;
use wire::fiscal::AddUsualTaxes;

/// Finnish VAT by its usual names (arvonlisäverolaki 84, 85 and 85 a §).
const RATES: [(&str, FinnishRate); 4] = [
    ("25,5 %", FinnishRate::Standard),
    ("13,5 %", FinnishRate::Reduced),
    ("10 %", FinnishRate::Low),
    ("0 %", FinnishRate::Zero),
];

/// Adds what is missing, by name, and the dates of rates to taxes that have none; the rest stays as it is. Answers how
/// many taxes and positions were added.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn add_usual(by: &Staff, cx: &Cx, command: AddUsualTaxes) -> Result<usize, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, key) = (by.by(), command.key.0);
    cx.store
        .once(cx.clock.now(), by.asker(), key, &command, move |unit| {
            let who = who.clone();
            Box::pin(async move {
                let lang = columns::lang(&sources::company(&mut unit.conn, company).await?.language)?;
                let before = count(unit, company).await?;
                write(unit, company, lang).await?;
                let added = count(unit, company).await? - before;
                unit.event(
                    NewEvent::new(company, "company", company.0, "taxes.added", who)
                        .with(EventData { body: added.to_string(), ..EventData::default() }),
                );
                unit.announce(company, "tax", company.0);
                Ok::<_, Denied>(added)
            })
        })
        .await
}

async fn count(unit: &mut Unit, company: CompanyId) -> Result<usize, Denied> {
    Ok(stored::list(&mut unit.conn, company).await?.len() + positions::list(&mut unit.conn, company).await?.len())
}

/// Writes what is missing; answers the Finnish rates, the standard one first.
/// # Errors
/// [`Denied`].
pub(crate) async fn write(unit: &mut Unit, company: CompanyId, lang: Lang) -> Result<Vec<TaxId>, Denied> {
    let t = T::new(lang);
    let mut seed = Seed::of(unit, company).await?;
    let mut home = Vec::new();
    for (name, rate) in RATES {
        home.push(seed.tax(unit, name, &rate.history(), None).await?);
    }
    let goods = seed.tax(unit, t.taxes_usual_goods(), &[], Some(LegalNote::IntraCommunitySupply)).await?;
    let services = seed.tax(unit, t.taxes_usual_services(), &[], Some(LegalNote::ReverseCharge)).await?;
    let export = seed.tax(unit, t.taxes_usual_export(), &[], Some(LegalNote::Export)).await?;
    let outside = seed.tax(unit, t.taxes_usual_outside(), &[], Some(LegalNote::OutsideScope)).await?;
    let building = seed.tax(unit, t.taxes_usual_building(), &[], Some(LegalNote::ConstructionReverseCharge)).await?;

    let taxed: Vec<TaxId> = home.iter().take(3).copied().collect();
    let all = |supply, to| taxed.iter().map(|from| (*from, supply, to)).collect::<Vec<_>>();
    let automatic = PositionRecord { automatic: 1, ..fiscal::create::blank(company) };
    let finland = PositionRecord { area: "country".into(), country: "FI".into(), ..automatic.clone() };
    let aland = PositionRecord { region: domain::fiscal::place::ALAND.into(), ..finland.clone() };
    let union = PositionRecord { area: "union".into(), ..automatic.clone() };
    let beyond = PositionRecord { area: "beyond".into(), ..automatic };
    let business = PositionRecord { vat_required: 1, ..union.clone() };
    let company_beyond = PositionRecord { buyer: "company".into(), ..beyond.clone() };
    let by_hand = PositionRecord { automatic: 0, area: "any".into(), country: String::new(), ..finland.clone() };
    let abroad = |goods, services| [all("goods", goods), all("service", services)].concat();
    let wanted = [
        (t.fiscal_usual_aland(), aland, all("goods", export)),
        (t.fiscal_usual_home(), finland, Vec::new()),
        (t.fiscal_usual_business(), business, abroad(goods, services)),
        (t.fiscal_usual_consumer(), union, Vec::new()),
        (t.fiscal_usual_beyond(), company_beyond, abroad(export, outside)),
        // A service to a consumer beyond the Union is taxed where the seller is (directive article 45), unless it is
        // one of article 59: those the user maps.
        (t.fiscal_usual_beyond_consumer(), beyond, all("goods", export)),
        (t.fiscal_usual_building(), by_hand, all("any", building)),
    ];
    for (name, position, replacements) in wanted {
        seed.position(unit, name, position, &replacements).await?;
    }
    Ok(home)
}

pub(super) struct Seed {
    company: CompanyId,
    taxes: Vec<TaxRecord>,
}

impl Seed {
    /// What is there already.
    pub(super) async fn of(unit: &mut Unit, company: CompanyId) -> Result<Seed, Denied> {
        Ok(Seed { company, taxes: stored::list(&mut unit.conn, company).await? })
    }

    /// The tax of that name, made where it is missing.
    pub(super) async fn tax(
        &mut self,
        unit: &mut Unit,
        name: &str,
        history: &[DatedRate],
        note: Option<LegalNote>,
    ) -> Result<TaxId, Denied> {
        let position = self.taxes.iter().map(|tax| tax.position).max().unwrap_or_default() + 1;
        let known = self.taxes.iter().find(|tax| tax.name == name);
        let mut tax = known.cloned().unwrap_or_else(|| TaxRecord { position, ..blank(self.company) });
        let mut rates = Vec::new();
        for rate in history {
            let (from_day, rate) = (columns::day_text(rate.from), columns::millionths(rate.rate)?);
            rates.push(RateRecord { tax_id: tax.id, from_day, rate });
        }
        if known.is_some() {
            let dated = stored::rates(&mut unit.conn, self.company).await?;
            if !rates.is_empty() && dated.iter().all(|rate| rate.tax_id != tax.id) {
                stored::update(unit, &tax, &rates, &[]).await?;
            }
            return Ok(TaxId(tax.id));
        }
        tax.name = name.to_owned();
        tax.percent = rates.last().map_or(0, |rate| rate.rate);
        tax.note = note.map(|note| note.code().to_owned()).unwrap_or_default();
        stored::insert(unit, &tax, &rates, &[]).await?;
        let id = TaxId(tax.id);
        self.taxes.push(tax);
        Ok(id)
    }

    /// Makes the position of that name where it is missing, after the others.
    async fn position(
        &self,
        unit: &mut Unit,
        name: &str,
        row: PositionRecord,
        replacements: &[(TaxId, &str, TaxId)],
    ) -> Result<(), Denied> {
        let last = positions::list(&mut unit.conn, self.company).await?.last().map_or(0, |last| last.position);
        self.position_at(unit, (name, last + 1), row, replacements).await
    }

    /// Makes the position of that name where it is missing, at a place.
    pub(super) async fn position_at(
        &self,
        unit: &mut Unit,
        (name, position): (&str, i64),
        row: PositionRecord,
        replacements: &[(TaxId, &str, TaxId)],
    ) -> Result<(), Denied> {
        let known = positions::list(&mut unit.conn, self.company).await?;
        if known.iter().any(|other| other.name == name) {
            return Ok(());
        }
        let row = PositionRecord { id: Uuid::now_v7(), name: name.to_owned(), position, ..row };
        let rows: Vec<ReplacementRecord> = replacements
            .iter()
            .map(|(from, supply, to)| ReplacementRecord {
                fiscal_position_id: row.id,
                from_tax_id: from.0,
                supply: (*supply).to_owned(),
                to_tax_id: to.0,
            })
            .collect();
        Ok(positions::insert(unit, &row, &rows).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_rates_are_those_in_force() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default();
        for (name, rate) in RATES {
            assert_eq!(name, format!("{} %", rate.on(today).normalize()).replace('.', ","));
        }
    }
}
