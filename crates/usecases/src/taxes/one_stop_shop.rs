//! Take the One Stop Shop into use: consumers in other member states pay the VAT of their own country.
use super::usual::Seed;
use crate::{Cx, Denied, Staff, fiscal};
use domain::{
    actors::Permission,
    ids::{CompanyId, TaxId},
    lang::Lang,
    tax::{finland::FinnishRate, union::standard_rates},
};
use i18n::{T, countries::country_name};
use store::{
    Unit, columns,
    events::{EventData, NewEvent},
    fiscal::{self as positions, PositionRecord},
    quotes::sources,
    taxes::{self as stored, TaxRecord},
};
use wire::fiscal::AddUsualTaxes;

/// Room for the countries' positions before the one for consumers of the whole Union.
const ROOM: i64 = 30;

/// Adds, for each member state but the company's own, a tax at its standard rate and a fiscal position that puts it in
/// the place of the home rates on goods sold to private people there (directive 2006/112/EC articles 33 and 369 a; the
/// threshold of article 59 c is 10,000 € a year). They stand before the position for consumers of the whole Union.
/// What is there by name stays as it is. Services keep the seller's tax (article 45): electronic ones the user maps.
/// Answers how many taxes and positions were added.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn add_one_stop_shop(by: &Staff, cx: &Cx, command: AddUsualTaxes) -> Result<usize, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, key) = (by.by(), command.key.0);
    cx.store
        .once(cx.clock.now(), by.asker(), key, &("one stop shop", command), move |unit| {
            let who = who.clone();
            Box::pin(async move {
                let added = write(unit, company).await?;
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

async fn write(unit: &mut Unit, company: CompanyId) -> Result<usize, Denied> {
    let seller = sources::company(&mut unit.conn, company).await?;
    let t = T::new(columns::lang(&seller.language)?);
    let home = home_rates(&stored::list(&mut unit.conn, company).await?);
    let known = positions::list(&mut unit.conn, company).await?;
    let before = known.len() + stored::list(&mut unit.conn, company).await?.len();
    let consumers = known.iter().find(|row| row.automatic == 1 && row.area == "union" && row.vat_required == 0);
    let mut place = match consumers {
        Some(row) => row.position,
        None => known.last().map_or(0, |last| last.position) + 1,
    };
    positions::make_room(unit, company, place, ROOM).await?;
    let mut seed = Seed::of(unit, company).await?;
    for (country, history) in standard_rates() {
        if country.code() == seller.country {
            continue;
        }
        let named = country_name(t, country.code());
        let rate = history.last().map(|rate| rate.rate.normalize().to_string()).unwrap_or_default();
        let tax = seed.tax(unit, &t.taxes_oss_tax(decimal_comma(t, &rate), country.code()), &history, None).await?;
        let row = PositionRecord {
            automatic: 1,
            buyer: "person".into(),
            area: "country".into(),
            country: country.code().to_owned(),
            ..fiscal::create::blank(company)
        };
        let replacements: Vec<(TaxId, &str, TaxId)> = home.iter().map(|from| (*from, "goods", tax)).collect();
        seed.position_at(unit, (&t.fiscal_oss(named), place), row, &replacements).await?;
        place += 1;
    }
    let after =
        positions::list(&mut unit.conn, company).await?.len() + stored::list(&mut unit.conn, company).await?.len();
    Ok(after - before)
}

/// The taxes of home that a consumer elsewhere does not pay: the Finnish rates above nothing.
fn home_rates(taxes: &[TaxRecord]) -> Vec<TaxId> {
    let day = chrono::NaiveDate::MAX;
    let rates = [FinnishRate::Standard, FinnishRate::Reduced, FinnishRate::Low].map(|rate| rate.on(day));
    let percent = taxes.iter().filter(|tax| tax.kind == "percent" && tax.note.is_empty());
    percent.filter(|tax| rates.contains(&columns::decimal(tax.percent))).map(|tax| TaxId(tax.id)).collect()
}

/// A rate as it is written in the company's language.
fn decimal_comma(t: T, rate: &str) -> String {
    if t.lang() == Lang::En { rate.to_owned() } else { rate.replace('.', ",") }
}
