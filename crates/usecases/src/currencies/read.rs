//! Currencies as pages show them and as rules read them.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, CurrencyId},
    money::{
        Currency,
        rates::{Rate, Rates},
    },
};
use store::{
    Conn, columns,
    currencies::{self as stored, CurrencyRecord, RateRecord},
    quotes::sources,
};
use wire::currencies::{CurrenciesView, CurrencyChoices, CurrencyFields, CurrencyRow, RateFields};

/// The company's currencies with their rates.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn read(by: &Staff, cx: &Cx) -> Result<CurrenciesView, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let rates = stored::rates(&mut conn, company).await?;
    let rows = stored::list(&mut conn, company).await?;
    let rows = rows
        .iter()
        .map(|row| Ok(CurrencyRow { id: CurrencyId(row.id), version: row.version, fields: fields(row, &rates)? }));
    Ok(CurrenciesView { base: by.currency, rows: rows.collect::<Result<_, Denied>>()? })
}

/// The currencies price lists can be made in: the company's own first.
/// # Errors
/// [`Denied`].
pub async fn choices(by: &Staff, cx: &Cx) -> Result<CurrencyChoices, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    let mut offered = vec![by.currency];
    for row in stored::list(&mut conn, company).await? {
        if row.active == 1 {
            offered.push(columns::currency(&row.code)?);
        }
    }
    Ok(CurrencyChoices { offered, rates: rates(&mut conn, company, by.currency).await? })
}

/// A currency's fields as they are stored.
/// # Errors
/// A fault when a column cannot be read.
pub(super) fn fields(row: &CurrencyRecord, rates: &[RateRecord]) -> Result<CurrencyFields, Denied> {
    let mine = rates
        .iter()
        .filter(|rate| rate.currency_id == row.id)
        .map(|rate| Ok(RateFields { from: columns::day(&rate.from_day)?, per_base: columns::decimal(rate.per_base) }));
    Ok(CurrencyFields { code: row.code.clone(), active: row.active == 1, rates: mine.collect::<Result<_, Denied>>()? })
}

/// All rates against the company's currency.
/// # Errors
/// [`Denied`].
pub(crate) async fn rates(conn: &mut Conn, company: CompanyId, base: Currency) -> Result<Rates, Denied> {
    let rows = stored::rates(conn, company).await?;
    let rates = rows.iter().map(|row| {
        Ok(Rate {
            currency: columns::currency(&row.code)?,
            from: columns::day(&row.from_day)?,
            per_base: columns::decimal(row.per_base),
        })
    });
    Ok(Rates { base, rates: rates.collect::<Result<_, Denied>>()? })
}

/// The company's own currency.
/// # Errors
/// [`Denied`].
pub(crate) async fn base(conn: &mut Conn, company: CompanyId) -> Result<Currency, Denied> {
    Ok(columns::currency(&sources::company(conn, company).await?.currency)?)
}
