//! Judging rows against what is here: for the preview, after a repair, and for writing once more.
use super::{company, customers, json, kind, mode, prices, products, read_json};
use crate::Denied;
use domain::{
    imports::{
        ImportKind, ImportMode,
        repair::{self, Fault, Repairs, Replacements, Said},
        values::{Known, Values},
        verdict::{self, Decision, Existing, Judgement},
    },
    refusal::FieldRefusal,
};
use std::collections::HashMap;
use store::{
    Conn, columns,
    imports::{customers::FoundCustomer, products::FoundProduct, record::ImportRecord, rows::RowRecord},
    prices as lists,
    products::tags,
    quotes::sources,
};
use uuid::Uuid;

/// The record a row is.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// A product.
    Product(Box<FoundProduct>),
    /// A customer.
    Customer(Box<FoundCustomer>),
    /// A place in a price list.
    Rule(prices::Place),
}

/// A row with its verdict, and what is needed to write it.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The verdict.
    pub judgement: Judgement,
    /// What the row says; empty when it cannot be read.
    pub values: Values,
    /// The record it is.
    pub target: Option<Target>,
    /// What it shares with rows that are the same record, as numbers.
    pub marks: Vec<i64>,
    /// What is wrong with its cells.
    pub faults: Vec<Fault>,
}

/// A row's record and whether it is one.
pub(super) struct Candidate {
    /// For the rules; none where a price would be a new rule.
    pub existing: Option<Existing>,
    /// For writing.
    pub target: Target,
}

/// What a kind found out about a row.
pub(super) type Found = Result<Option<Candidate>, Vec<FieldRefusal>>;

/// All that judging needs beside the rows.
pub(super) struct Bench {
    pub company: domain::ids::CompanyId,
    pub kind: ImportKind,
    mode: ImportMode,
    /// The field of each column.
    pub columns: Vec<Option<String>>,
    replaced: Replacements,
    /// What cells may name.
    pub known: Known,
    /// Taxes by id and name, the usual first.
    pub taxes: Vec<(Uuid, String)>,
    /// Price lists by id and name, also those out of use.
    pub lists: Vec<(Uuid, String)>,
    /// The language of new customers.
    pub language: String,
    /// Rules by list, read when first needed.
    pub rules: HashMap<Uuid, Vec<lists::RuleRecord>>,
    /// What identified earlier rows, for finding rows that are the same record.
    seen: HashMap<String, u32>,
}

impl Bench {
    /// Reads what cells may name (taxes, tags, price lists) and what the import says of its columns.
    /// # Errors
    /// [`Denied`].
    pub async fn open(conn: &mut Conn, import: &ImportRecord) -> Result<Bench, Denied> {
        let company = company(import);
        let taxes = sources::taxes(conn, company).await?;
        let lists = lists::lists(conn, company).await?;
        let known = Known {
            taxes: taxes.iter().map(|tax| (tax.name.clone(), columns::decimal(tax.percent))).collect(),
            tags: tags::list(conn, company).await?.into_iter().map(|tag| tag.name).collect(),
            price_lists: lists.iter().filter(|list| list.active == 1).map(|list| list.name.clone()).collect(),
        };
        Ok(Bench {
            company,
            kind: kind(import)?,
            mode: mode(import)?,
            columns: read_json(&import.columns)?,
            replaced: read_json(&import.replacements)?,
            known,
            taxes: taxes.into_iter().map(|tax| (tax.id, tax.name)).collect(),
            lists: lists.into_iter().map(|list| (list.id, list.name)).collect(),
            language: sources::company(conn, company).await?.language,
            rules: HashMap::new(),
            seen: HashMap::new(),
        })
    }

    /// What a row says, with its repairs and with values that are replaced.
    /// # Errors
    /// A fault where what is kept of the row cannot be read.
    pub fn said(&self, row: &RowRecord) -> Result<Said, Denied> {
        Ok(repair::said(&self.columns, &read_json::<Vec<String>>(&row.cells)?, &repairs(row)?, &self.replaced))
    }

    /// Judges rows in their order, as if there were none before them.
    /// # Errors
    /// [`Denied`]; what is wrong with a row is its judgement, not an error.
    pub async fn judge_alone(&mut self, conn: &mut Conn, rows: &[RowRecord]) -> Result<Vec<Judged>, Denied> {
        self.seen.clear();
        self.judge(conn, rows).await
    }

    /// Judges the next rows in their order: one that is the same record as a row before it is left out.
    /// # Errors
    /// [`Denied`]; what is wrong with a row is its judgement, not an error.
    pub async fn judge(&mut self, conn: &mut Conn, rows: &[RowRecord]) -> Result<Vec<Judged>, Denied> {
        let mut texts = Vec::with_capacity(rows.len());
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            let said = self.said(row)?;
            let codes: Vec<Option<&str>> = said.columns.iter().map(Option::as_deref).collect();
            read.push(verdict::row(self.kind, &codes, &said.cells, &self.known));
            texts.push(said);
        }
        let found = match self.kind {
            ImportKind::Products => products::find(self, conn, &read).await?,
            ImportKind::Customers => customers::find(self, conn, &read).await?,
            ImportKind::Prices => prices::find(self, conn, &read).await?,
        };
        let judged = rows.iter().zip(texts).zip(read.into_iter().zip(found));
        Ok(judged.map(|((row, said), (read, found))| self.one(row, &said, read, found)).collect())
    }

    fn one(&mut self, row: &RowRecord, said: &Said, read: Result<Values, Vec<FieldRefusal>>, found: Found) -> Judged {
        let (values, candidate) = match (read, found) {
            (Err(refusals), _) | (Ok(_), Err(refusals)) => {
                let judgement = if row.left_out == 1 { Judgement::left_out() } else { Judgement::refused(refusals) };
                let faults = repair::faults(said, &judgement);
                return Judged { judgement, values: Values::new(), target: None, marks: Vec::new(), faults };
            }
            (Ok(values), Ok(candidate)) => (values, candidate),
        };
        let number = u32::try_from(row.number).unwrap_or(u32::MAX);
        let marks = marks(self.kind, &values, candidate.as_ref());
        let short: Vec<i64> = marks.iter().map(|mark| shortened(mark)).collect();
        let twin = marks.iter().find_map(|mark| self.seen.get(mark).copied()).filter(|twin| *twin != number);
        let existing = candidate.as_ref().and_then(|candidate| candidate.existing.as_ref());
        let decision = Decision::parse(&row.decision);
        let judgement = match row.left_out {
            1 => Judgement::left_out(),
            _ => verdict::judge(self.kind, self.mode, &values, existing, decision, twin),
        };
        if judgement.refusals.is_empty() && !judgement.left_out && twin.is_none() {
            self.seen.extend(marks.into_iter().map(|mark| (mark, number)));
        }
        let target = candidate.filter(|_| judgement.found.is_some() || self.kind == ImportKind::Prices);
        let faults = repair::faults(said, &judgement);
        Judged { judgement, values, target: target.map(|candidate| candidate.target), marks: short, faults }
    }
}

/// What people changed of a row's cells.
pub(super) fn repairs(row: &RowRecord) -> Result<Repairs, Denied> {
    if row.repairs.is_empty() { Ok(Repairs::default()) } else { read_json(&row.repairs) }
}

/// A mark as a number that is the same in every version of the program (FNV-1a). Two marks of one number only let more
/// rows be judged again.
fn shortened(mark: &str) -> i64 {
    let hash = mark
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    i64::from_ne_bytes(hash.to_ne_bytes())
}

/// What two rows of a file have in common when they are the same record.
fn marks(kind: ImportKind, values: &Values, candidate: Option<&Candidate>) -> Vec<String> {
    let of = |field: &str| values.get(field).map(|value| format!("{field}\u{1f}{value}"));
    let mut marks: Vec<String> = match kind {
        ImportKind::Products => ["key", "code"].into_iter().filter_map(of).collect(),
        ImportKind::Customers => ["key", "business_id", "vat_number"].into_iter().filter_map(of).collect(),
        ImportKind::Prices => {
            let parts =
                ["price_list", "product", "min_quantity", "from", "until"].map(|field| of(field).unwrap_or_default());
            return vec![parts.join("\u{1e}")];
        }
    };
    if marks.is_empty() {
        marks.push(format!(
            "name\u{1f}{}\u{1f}{}",
            values.get("name").map_or("", String::as_str),
            values.get("email").map_or("", String::as_str)
        ));
    }
    // Two rows that are found to be one record, by different identifiers.
    if let Some(Candidate { existing: Some(Existing { sure: true, .. }), target }) = candidate {
        match target {
            Target::Product(product) => marks.push(product.row.id.to_string()),
            Target::Customer(customer) => marks.push(customer.row.id.to_string()),
            Target::Rule(_) => {}
        }
    }
    marks
}

/// Takes a verdict into the row.
pub(super) fn take(row: &mut RowRecord, judgement: &Judgement) -> Result<(), Denied> {
    row.verdict = judgement.verdict.code().to_owned();
    row.state = if judgement.verdict.writes() { "waiting" } else { "out" }.to_owned();
    row.judgement = json(judgement)?;
    Ok(())
}
