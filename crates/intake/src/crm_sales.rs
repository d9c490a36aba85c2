//! The public data set "CRM Sales Opportunities": accounts, products, sellers, and what they sold to whom.
mod names;
mod set;

use crate::table::{self, FileFault, RowFault, day, figure, required, shortened};
use names::Names;
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

pub use set::{Account, DataSet, Deal, DealStage, Product, Respelt, Seller, Skipped};

/// The four files as bytes.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// `accounts.csv`.
    pub accounts: &'a [u8],
    /// `products.csv`.
    pub products: &'a [u8],
    /// `sales_teams.csv`.
    pub sellers: &'a [u8],
    /// `sales_pipeline.csv`.
    pub deals: &'a [u8],
}

const ACCOUNTS: &str = "accounts.csv";
const PRODUCTS: &str = "products.csv";
const SELLERS: &str = "sales_teams.csv";
const DEALS: &str = "sales_pipeline.csv";

/// Reads the four files of a directory.
/// # Errors
/// [`FileFault`] when one cannot be read at all; rows that cannot be read are in the set, with reasons.
pub fn read_dir(dir: &Path) -> Result<DataSet, FileFault> {
    let read = |name: &str| {
        let path = dir.join(name);
        let fault = |reason: std::io::Error| FileFault::Unreadable {
            file: path.display().to_string(),
            reason: reason.to_string(),
        };
        // Looked at before it is read: a huge file must not fill the memory.
        let size = std::fs::metadata(&path).map_err(fault)?.len();
        if size > table::LARGEST_FILE as u64 {
            return Err(FileFault::TooLarge { file: name.to_owned(), most_mib: table::LARGEST_FILE / 1024 / 1024 });
        }
        std::fs::read(&path).map_err(fault)
    };
    let (accounts, products, sellers, deals) = (read(ACCOUNTS)?, read(PRODUCTS)?, read(SELLERS)?, read(DEALS)?);
    parse(Files { accounts: &accounts, products: &products, sellers: &sellers, deals: &deals })
}

/// Reads the four files.
/// # Errors
/// As [`read_dir`].
pub fn parse(files: Files<'_>) -> Result<DataSet, FileFault> {
    let mut set = DataSet::default();
    let header = ["account", "sector", "year_established", "revenue", "employees", "office_location", "subsidiary_of"];
    set.accounts = set.take(ACCOUNTS, files.accounts, &header, "account", account)?;
    set.products = set.take(PRODUCTS, files.products, &["product", "series", "sales_price"], "product", product)?;
    set.sellers =
        set.take(SELLERS, files.sellers, &["sales_agent", "manager", "regional_office"], "sales_agent", seller)?;
    let header = [
        "opportunity_id",
        "sales_agent",
        "product",
        "account",
        "deal_stage",
        "engage_date",
        "close_date",
        "close_value",
    ];
    let names = Names::of(&set);
    let mut respelt = BTreeMap::new();
    set.deals = set.take(DEALS, files.deals, &header, "opportunity_id", |line, row| {
        deal(row, |column, written| names.find(column, written, line, &mut respelt))
    })?;
    set.respelt = respelt.into_values().collect();
    Ok(set)
}

impl DataSet {
    /// Reads the rows of one file; the first column is the key and may stand once.
    fn take<T>(
        &mut self,
        file: &'static str,
        bytes: &[u8],
        header: &[&'static str],
        key: &'static str,
        mut read: impl FnMut(u64, &[String]) -> Result<T, RowFault>,
    ) -> Result<Vec<T>, FileFault> {
        let mut taken = Vec::new();
        let mut seen: HashMap<String, u64> = HashMap::new();
        for (line, row) in table::rows(file, bytes, header)? {
            self.rows += 1;
            let verdict = row.and_then(|row| {
                let name = required(key, cell(&row, 0))?;
                if let Some(first) = seen.get(&name) {
                    return Err(RowFault::Repeated { column: key, value: shortened(&name), first: *first });
                }
                let value = read(line, &row)?;
                seen.insert(name, line);
                Ok(value)
            });
            match verdict {
                Ok(value) => taken.push(value),
                Err(fault) => self.skipped.push(Skipped { file, line, fault }),
            }
        }
        Ok(taken)
    }
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

fn account(_: u64, row: &[String]) -> Result<Account, RowFault> {
    let columns = [
        ("sector", 1),
        ("established", 2),
        ("revenue (million USD)", 3),
        ("employees", 4),
        ("head office", 5),
        ("part of", 6),
    ];
    let facts = columns.map(|(name, at)| (name, cell(row, at).to_owned()));
    Ok(Account {
        name: cell(row, 0).to_owned(),
        country: cell(row, 5).to_owned(),
        facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
    })
}

fn product(_: u64, row: &[String]) -> Result<Product, RowFault> {
    let price = figure("sales_price", cell(row, 2))?.ok_or(RowFault::Empty { column: "sales_price" })?;
    Ok(Product { name: cell(row, 0).to_owned(), series: cell(row, 1).to_owned(), price })
}

fn seller(_: u64, row: &[String]) -> Result<Seller, RowFault> {
    Ok(Seller {
        name: cell(row, 0).to_owned(),
        manager: required("manager", cell(row, 1))?,
        office: required("regional_office", cell(row, 2))?,
    })
}

fn deal(
    row: &[String],
    mut find: impl FnMut(&'static str, &str) -> Result<String, RowFault>,
) -> Result<Deal, RowFault> {
    let stage = match cell(row, 4) {
        "Prospecting" => DealStage::Prospecting,
        "Engaging" => DealStage::Engaging,
        "Won" => DealStage::Won,
        "Lost" => DealStage::Lost,
        other => {
            let (value, choices) = (shortened(other), "Prospecting, Engaging, Won, Lost");
            return Err(RowFault::NotAChoice { column: "deal_stage", value, choices });
        }
    };
    let (engaged, closed) = (day("engage_date", cell(row, 5))?, day("close_date", cell(row, 6))?);
    if matches!(stage, DealStage::Won | DealStage::Lost) && closed.is_none() {
        return Err(RowFault::Empty { column: "close_date" });
    }
    if engaged.zip(closed).is_some_and(|(engaged, closed)| closed < engaged) {
        return Err(RowFault::Backwards { column: "close_date", other: "engage_date" });
    }
    let value = figure("close_value", cell(row, 7))?;
    if stage == DealStage::Won && value.is_none() {
        return Err(RowFault::Empty { column: "close_value" });
    }
    Ok(Deal {
        key: cell(row, 0).to_owned(),
        seller: find("sales_agent", cell(row, 1))?,
        product: find("product", cell(row, 2))?,
        account: if cell(row, 3).is_empty() { None } else { Some(find("account", cell(row, 3))?) },
        stage,
        engaged,
        closed,
        value,
    })
}

#[cfg(test)]
#[path = "crm_sales_tests.rs"]
mod tests;
