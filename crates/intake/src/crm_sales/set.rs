//! What the data set holds, and what was wrong with it.
use crate::table::RowFault;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name, which is its key.
    pub name: String,
    /// The country of its head office, in English.
    pub country: String,
    /// What else is known, column by column, in the file's words: sector, year, revenue, employees, parent.
    pub facts: Vec<(&'static str, String)>,
}

/// Something that is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its name, which is its key.
    pub name: String,
    /// The series it belongs to.
    pub series: String,
    /// Its list price.
    pub price: Decimal,
}

/// Somebody who sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seller {
    /// First and last name, which is the key.
    pub name: String,
    /// Whom they report to.
    pub manager: String,
    /// Their office.
    pub office: String,
}

/// Where a deal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DealStage {
    /// The customer is not spoken to yet.
    Prospecting,
    /// They talk.
    Engaging,
    /// The customer ordered.
    Won,
    /// The customer did not.
    Lost,
}

/// An opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// Its key.
    pub key: String,
    /// Whose it is.
    pub seller: String,
    /// What it is about, as the products file names it.
    pub product: String,
    /// The customer, where there is one.
    pub account: Option<String>,
    /// Where it stands.
    pub stage: DealStage,
    /// When they began to talk.
    pub engaged: Option<NaiveDate>,
    /// When it was won or lost.
    pub closed: Option<NaiveDate>,
    /// What it brought; none while open.
    pub value: Option<Decimal>,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {fault}")]
pub struct Skipped {
    /// Which file.
    pub file: &'static str,
    /// Which line, the header being 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: RowFault,
}

/// A name that was written otherwise than in its own file, and read all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {column} \"{written}\" on {rows} rows (first on line {first}) was read as \"{meant}\"")]
pub struct Respelt {
    /// Which file.
    pub file: &'static str,
    /// Which column.
    pub column: &'static str,
    /// As it stands there.
    pub written: String,
    /// As its own file has it.
    pub meant: String,
    /// The first line.
    pub first: u64,
    /// On how many rows.
    pub rows: u64,
}

/// The whole set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataSet {
    /// Customers.
    pub accounts: Vec<Account>,
    /// Products.
    pub products: Vec<Product>,
    /// Sellers.
    pub sellers: Vec<Seller>,
    /// Opportunities.
    pub deals: Vec<Deal>,
    /// Rows that could not be read.
    pub skipped: Vec<Skipped>,
    /// Names that were mapped.
    pub respelt: Vec<Respelt>,
    /// Rows of all files, without headers.
    pub rows: usize,
}
