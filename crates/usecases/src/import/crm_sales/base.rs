//! Customers and products.
use super::PREFIX;
use crate::{Cx, Denied, Staff, import::report::Kind, parties, products};
use domain::{ids::CompanyId, refusal::Refusal};
use intake::crm_sales::{Account, DataSet};
use rust_decimal::Decimal;
use std::{collections::HashMap, sync::Arc};
use store::{
    Scope, Unit, columns,
    events::{By, EventData, NewEvent},
    import::{Keyed, known},
    parties::record as stored_parties,
    products::record as stored_products,
    quotes::sources,
};
use uuid::Uuid;

/// What deals refer to, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    /// Customers.
    pub parties: HashMap<String, Uuid>,
    /// List prices.
    pub prices: HashMap<String, Decimal>,
}

/// Writes customers and products that are not there yet.
pub(super) async fn load(cx: &Cx, by: &Staff, set: &Arc<DataSet>) -> Result<(Base, Vec<Kind>), Denied> {
    let (scope, who, set) = (by.scope.clone(), by.by(), set.clone());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, set) = (scope.clone(), who.clone(), set.clone());
            Box::pin(async move {
                let (parties, made) = write_parties(unit, &scope, &who, &set).await?;
                let read = set.accounts.len();
                let customers = Kind { name: "customers", read, made, known: read - made };
                let made = write_products(unit, scope.company, &who, &set).await?;
                let read = set.products.len();
                let products = Kind { name: "products", read, made, known: read - made };
                let prices = set.products.iter().map(|product| (product.name.clone(), product.price)).collect();
                Ok::<_, Denied>((Base { parties, prices }, vec![customers, products]))
            })
        })
        .await
}

async fn write_parties(
    unit: &mut Unit,
    scope: &Scope,
    who: &By,
    set: &DataSet,
) -> Result<(HashMap<String, Uuid>, usize), Denied> {
    let there = known(&mut unit.conn, scope.company, Keyed::Parties, PREFIX).await?;
    let (mut parties, mut made) = (HashMap::new(), 0);
    for account in &set.accounts {
        let key = format!("{PREFIX}account:{}", account.name);
        let id = match there.get(&key) {
            Some(id) => *id,
            None => {
                made += 1;
                write_party(unit, scope, who, account, &key).await?
            }
        };
        parties.insert(account.name.clone(), id);
    }
    Ok((parties, made))
}

async fn write_party(unit: &mut Unit, scope: &Scope, who: &By, account: &Account, key: &str) -> Result<Uuid, Denied> {
    let mut party = parties::create::blank(scope, unit.now.0);
    party.owner_id = None;
    party.team_id = None;
    party.kind = "company".into();
    party.name.clone_from(&account.name);
    party.language = "en".into();
    party.country = country(&account.country).into();
    party.search = party.search_text();
    stored_parties::insert_row(unit, &party, Some(key)).await?;
    let event = |what| NewEvent::new(scope.company, "party", party.id, what, who.clone());
    unit.event(event("party.created").with(EventData { body: party.name.clone(), ..EventData::default() }));
    // What has no field of its own yet is kept where people read it.
    let facts: Vec<String> = account.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    unit.event(event("note.added").with(EventData { body: facts.join("\n"), ..EventData::default() }));
    Ok(party.id)
}

/// The code of a country the data set names; empty for one it does not.
fn country(name: &str) -> &'static str {
    const NAMES: [(&str, &str); 15] = [
        ("United States", "US"),
        ("Belgium", "BE"),
        ("Brazil", "BR"),
        ("China", "CN"),
        ("Germany", "DE"),
        ("Italy", "IT"),
        ("Japan", "JP"),
        ("Jordan", "JO"),
        ("Kenya", "KE"),
        ("Korea", "KR"),
        ("Norway", "NO"),
        ("Panama", "PA"),
        // As the data set spells it.
        ("Philipines", "PH"),
        ("Poland", "PL"),
        ("Romania", "RO"),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map_or("", |(_, code)| code)
}

async fn write_products(unit: &mut Unit, company: CompanyId, who: &By, set: &DataSet) -> Result<usize, Denied> {
    let there = known(&mut unit.conn, company, Keyed::Products, PREFIX).await?;
    let taxes = sources::taxes(&mut unit.conn, company).await?;
    let tax = taxes.first().map(|tax| tax.id).ok_or_else(|| Denied::at("tax", Refusal::Required))?;
    let mut made = 0;
    for product in &set.products {
        let key = format!("{PREFIX}product:{}", product.name);
        if there.contains_key(&key) {
            continue;
        }
        let mut row = products::create::blank(company, unit.now.0);
        row.name.clone_from(&product.name);
        row.code.clone_from(&product.series);
        row.kind = "goods".into();
        row.unit = "pcs".into();
        row.unit_price = columns::millionths(product.price)?;
        row.tax_id = tax;
        row.search = stored_products::search_text(&row.name, &row.code);
        stored_products::insert(unit, &row, Some(&key)).await?;
        unit.event(
            NewEvent::new(company, "product", row.id, "product.created", who.clone())
                .with(EventData { body: row.name, ..EventData::default() }),
        );
        made += 1;
    }
    Ok(made)
}
