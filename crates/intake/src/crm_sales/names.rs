//! Names that deals refer to: as their own files have them, or by their letters alone.
use super::{ACCOUNTS, DEALS, DataSet, PRODUCTS, Respelt, SELLERS};
use crate::table::{RowFault, required, shortened};
use std::collections::{BTreeMap, HashMap};

/// The names that deals refer to, also by their letters alone.
pub(super) struct Names {
    known: HashMap<(&'static str, String), Option<String>>,
}

impl Names {
    pub(super) fn of(set: &DataSet) -> Names {
        let mut names = Names { known: HashMap::new() };
        set.sellers.iter().for_each(|seller| names.add("sales_agent", &seller.name));
        set.products.iter().for_each(|product| names.add("product", &product.name));
        set.accounts.iter().for_each(|account| names.add("account", &account.name));
        names
    }

    /// Two names with the same letters stand for neither.
    fn add(&mut self, column: &'static str, name: &str) {
        let letters = letters(name);
        self.known
            .entry((column, letters))
            .and_modify(|meant| *meant = meant.take().filter(|known| known == name))
            .or_insert_with(|| Some(name.to_owned()));
        self.known.insert((column, format!("={name}")), Some(name.to_owned()));
    }

    /// The name as its own file has it. One that differs only in spaces, case and signs is read, and noted.
    pub(super) fn find(
        &self,
        column: &'static str,
        written: &str,
        line: u64,
        respelt: &mut BTreeMap<(&'static str, String), Respelt>,
    ) -> Result<String, RowFault> {
        let written = required(column, written)?;
        if self.known.contains_key(&(column, format!("={written}"))) {
            return Ok(written);
        }
        let Some(Some(meant)) = self.known.get(&(column, letters(&written))) else {
            let file = match column {
                "sales_agent" => SELLERS,
                "product" => PRODUCTS,
                _ => ACCOUNTS,
            };
            return Err(RowFault::Unknown { column, value: shortened(&written), file });
        };
        let note = respelt.entry((column, written.clone())).or_insert_with(|| Respelt {
            file: DEALS,
            column,
            written,
            meant: meant.clone(),
            first: line,
            rows: 0,
        });
        note.rows += 1;
        Ok(meant.clone())
    }
}

fn letters(name: &str) -> String {
    domain::text::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
