//! Judging rows against what is here: for the preview all of them, for writing the next ones once more.
use super::{bring, company, counts, customers, id, json, keep, kind, mode, prices, products, read_json, state};
use crate::{Cx, Denied};
use domain::{
    imports::{
        ImportKind, ImportMode, ImportState,
        values::{Known, Values},
        verdict::{self, Decision, Existing, Judgement},
    },
    refusal::FieldRefusal,
};
use std::collections::HashMap;
use store::{
    Conn, columns, files,
    imports::{
        customers::FoundCustomer,
        products::FoundProduct,
        record::{self, ImportRecord},
        rows::{self, RowRecord, Which},
    },
    prices as lists,
    quotes::sources,
};
use uuid::Uuid;

/// Rows judged and written down in one unit.
const BATCH: usize = 1_000;

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
    columns: Vec<Option<String>>,
    known: Known,
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
    /// Reads what is named by cells: taxes, price lists.
    pub async fn open(conn: &mut Conn, import: &ImportRecord) -> Result<Bench, Denied> {
        let company = company(import);
        let taxes = sources::taxes(conn, company).await?;
        let lists = lists::lists(conn, company).await?;
        let known = Known {
            taxes: taxes.iter().map(|tax| (tax.name.clone(), columns::decimal(tax.percent))).collect(),
            price_lists: lists.iter().filter(|list| list.active == 1).map(|list| list.name.clone()).collect(),
        };
        Ok(Bench {
            company,
            kind: kind(import)?,
            mode: mode(import)?,
            columns: read_json(&import.columns)?,
            known,
            taxes: taxes.into_iter().map(|tax| (tax.id, tax.name)).collect(),
            lists: lists.into_iter().map(|list| (list.id, list.name)).collect(),
            language: sources::company(conn, company).await?.language,
            rules: HashMap::new(),
            seen: HashMap::new(),
        })
    }

    /// Judges rows in their order.
    pub async fn judge(&mut self, conn: &mut Conn, rows: &[RowRecord]) -> Result<Vec<Judged>, Denied> {
        let codes: Vec<Option<String>> = self.columns.clone();
        let codes: Vec<Option<&str>> = codes.iter().map(Option::as_deref).collect();
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            let cells: Vec<String> = read_json(&row.cells)?;
            read.push(verdict::row(self.kind, &codes, &cells, &self.known));
        }
        let found = match self.kind {
            ImportKind::Products => products::find(self, conn, &read).await?,
            ImportKind::Customers => customers::find(self, conn, &read).await?,
            ImportKind::Prices => prices::find(self, conn, &read).await?,
        };
        let judged = rows.iter().zip(read).zip(found).map(|((row, read), found)| self.one(row, read, found));
        Ok(judged.collect())
    }

    fn one(&mut self, row: &RowRecord, read: Result<Values, Vec<FieldRefusal>>, found: Found) -> Judged {
        let (values, candidate) = match (read, found) {
            (Err(refusals), _) | (Ok(_), Err(refusals)) => {
                return Judged { judgement: Judgement::refused(refusals), values: Values::new(), target: None };
            }
            (Ok(values), Ok(candidate)) => (values, candidate),
        };
        let number = u32::try_from(row.number).unwrap_or(u32::MAX);
        let marks = marks(self.kind, &values, candidate.as_ref());
        let twin = marks.iter().find_map(|mark| self.seen.get(mark).copied()).filter(|twin| *twin != number);
        let existing = candidate.as_ref().and_then(|candidate| candidate.existing.as_ref());
        let decision = Decision::parse(&row.decision);
        let judgement = verdict::judge(self.kind, self.mode, &values, existing, decision, twin);
        if judgement.refusals.is_empty() && twin.is_none() {
            self.seen.extend(marks.into_iter().map(|mark| (mark, number)));
        }
        let target = candidate.filter(|_| judgement.found.is_some() || self.kind == ImportKind::Prices);
        Judged { judgement, values, target: target.map(|candidate| candidate.target) }
    }
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

/// Reads the file and judges all its rows, then the preview is ready. Columns that are changed meanwhile stop it: the
/// next call begins anew.
pub(super) async fn all(cx: &Cx, import: &ImportRecord) -> Result<(), Denied> {
    let mut conn = cx.store.reader().await?;
    let bytes = files::bytes(&mut conn, &import.sha256).await?;
    let sheet = Some(import.sheet.clone()).filter(|sheet| !sheet.is_empty());
    let sheet = bring::read_sheet(bytes.into(), sheet).await?;
    let mut bench = Bench::open(&mut conn, import).await?;
    let decided = decided(&mut conn, import).await?;
    let mut total = wire::imports::ImportCounts::default();
    for batch in sheet.rows.chunks(BATCH) {
        let mut judged = Vec::with_capacity(batch.len());
        for row in batch {
            judged.push(RowRecord {
                import_id: import.id,
                number: i64::from(row.number),
                company_id: import.company_id,
                cells: json(&row.cells)?,
                verdict: String::new(),
                judgement: String::new(),
                decision: decided.get(&i64::from(row.number)).cloned().unwrap_or_default(),
                state: String::new(),
                record_id: None,
                written: String::new(),
            });
        }
        let verdicts = bench.judge(&mut conn, &judged).await?;
        for (row, one) in judged.iter_mut().zip(&verdicts) {
            take(row, &one.judgement)?;
            total.count(one.judgement.verdict, 1);
        }
        if !put(cx, import, judged).await? {
            return Ok(());
        }
    }
    drop(conn);
    ready(cx, import, total).await
}

/// What people have said of rows before the columns were changed.
async fn decided(conn: &mut Conn, import: &ImportRecord) -> Result<HashMap<i64, String>, Denied> {
    let mut decided = HashMap::new();
    let mut after = 0;
    loop {
        let page = rows::page(conn, id(import), &Which::All, after, (BATCH as i64, 0)).await?;
        let Some(last) = page.last() else { return Ok(decided) };
        after = last.number;
        decided.extend(page.into_iter().filter(|row| !row.decision.is_empty()).map(|row| (row.number, row.decision)));
    }
}

/// Writes judged rows down; answers whether the import is still the one they were judged for.
async fn put(cx: &Cx, import: &ImportRecord, judged: Vec<RowRecord>) -> Result<bool, Denied> {
    let import = import.clone();
    let judged = std::sync::Arc::new(judged);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (import, judged) = (import.clone(), judged.clone());
            Box::pin(async move {
                let now = record::load_for_update(unit, company(&import), id(&import)).await?;
                let same = now.version == import.version && state(&now)? == ImportState::Judging;
                if same {
                    rows::put(unit, &judged).await?;
                }
                Ok(same)
            })
        })
        .await
}

async fn ready(cx: &Cx, import: &ImportRecord, total: wire::imports::ImportCounts) -> Result<(), Denied> {
    let import = import.clone();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let import = import.clone();
            Box::pin(async move {
                let mut now = record::load_for_update(unit, company(&import), id(&import)).await?;
                if now.version != import.version || state(&now)? != ImportState::Judging {
                    return Ok(());
                }
                debug_assert_eq!(counts(&now)?.total(), 0, "counted once");
                now.counts = json(&total)?;
                now.state = ImportState::Ready.code().to_owned();
                keep(unit, &now).await.map(|_| ())
            })
        })
        .await
}
