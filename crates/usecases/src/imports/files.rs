//! Files to download: a sample of each kind, and the rows that stayed out with the reason beside them.
use super::{id, judge, read, read_json};
use crate::{Cx, Denied, Staff, files::Download};
use domain::{
    actors::Permission,
    ids::ImportId,
    imports::{
        ImportKind, fields,
        repair::{self, Replacements},
        verdict::Verdict,
    },
};
use i18n::{T, imports as words};
use intake::sheet;
use store::{
    imports::{
        record,
        rows::{self, Which},
    },
    prices as lists,
    quotes::sources,
};

const CSV: &str = "text/csv; charset=utf-8";
/// Rows read at once.
const BATCH: i64 = 1_000;

/// A file of that kind as it is read best: every heading, and one row.
/// # Errors
/// [`Denied::NotAllowed`].
pub async fn sample(by: &Staff, cx: &Cx, kind: ImportKind) -> Result<Download, Denied> {
    let company = by.scope(Permission::Import)?.company;
    let t = T::new(by.language());
    let mut conn = cx.store.reader().await?;
    let taxes = sources::taxes(&mut conn, company).await?;
    let lists = lists::lists(&mut conn, company).await?;
    let list = lists.into_iter().find(|list| list.active == 1).map(|list| list.name).unwrap_or_default();
    let headings: Vec<String> = fields::of(kind).iter().map(|field| words::field_name(t, field.code)).collect();
    let values = fields::of(kind).iter().map(|field| match field.code {
        "code" | "product" | "key" => "A-100".to_owned(),
        "name" if kind == ImportKind::Products => t.products_part_what().to_owned(),
        "name" => "Esimerkki Oy".to_owned(),
        "kind" if kind == ImportKind::Products => t.products_goods().to_owned(),
        "kind" => t.parties_company().to_owned(),
        "unit" => t.products_unit_usual().to_owned(),
        "unit_price" | "price" => "1 234,50".to_owned(),
        "cost" => "980".to_owned(),
        "tax" => taxes.first().map(|tax| tax.name.clone()).unwrap_or_default(),
        "active" => "1".to_owned(),
        "email" => "info@esimerkki.example".to_owned(),
        "phone" => "+358 40 123 4567".to_owned(),
        "language" => by.language().code().to_owned(),
        "business_id" => "0737546-2".to_owned(),
        "vat_number" => "FI07375462".to_owned(),
        "billing.street" => "Keskuskatu 1".to_owned(),
        "billing.postcode" => "00100".to_owned(),
        "billing.city" => "Helsinki".to_owned(),
        "billing.country" => "FI".to_owned(),
        "price_list" => list.clone(),
        "min_quantity" => "10".to_owned(),
        "from" => "1.1.2027".to_owned(),
        "until" => "31.12.2027".to_owned(),
        _ => String::new(),
    });
    let values: Vec<String> = values.collect();
    let rows = [&headings, &values].map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    Ok(Download { name: format!("{}.csv", kind.code()), media_type: CSV.to_owned(), bytes: sheet::csv(rows) })
}

/// The rows that stay out, with what was repaired in them, and with the reason as the last column. What a spreadsheet
/// would run as a formula is text.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn left_out(by: &Staff, cx: &Cx, import: ImportId) -> Result<Download, Denied> {
    let name = T::new(by.language()).imports_left_out();
    with_reasons(by, cx, import, name, &[Verdict::Refused, Verdict::Look, Verdict::Skip]).await
}

/// The same of those rows only that something is wrong with.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`].
pub async fn wrong(by: &Staff, cx: &Cx, import: ImportId) -> Result<Download, Denied> {
    let name = T::new(by.language()).imports_wrong();
    with_reasons(by, cx, import, name, &[Verdict::Refused]).await
}

async fn with_reasons(
    by: &Staff,
    cx: &Cx,
    import: ImportId,
    name: &str,
    verdicts: &[Verdict],
) -> Result<Download, Denied> {
    let company = by.scope(Permission::Import)?.company;
    let t = T::new(by.language());
    let mut conn = cx.store.reader().await?;
    let import = record::load(&mut conn, company, import).await?;
    let replaced: Replacements = read_json(&import.replacements)?;
    let columns: Vec<Option<String>> = read_json(&import.columns)?;
    let mut head: Vec<String> = read::columns(&import)?.into_iter().map(|column| column.heading).collect();
    let width = head.len();
    head.push(t.imports_reason().to_owned());
    let (mut out, mut more) = (vec![head], Vec::<String>::new());
    for verdict in verdicts {
        let which = Which::Verdict(verdict.code().to_owned());
        let mut after = 0;
        loop {
            let page = rows::page(&mut conn, id(&import), &which, after, BATCH).await?;
            let Some(last) = page.last() else { break };
            after = last.number;
            for row in page {
                let file: Vec<String> = read_json(&row.cells)?;
                let said = repair::said(&columns, &file, &judge::repairs(&row)?, &replaced);
                let mut cells = said.cells;
                let beyond = cells.split_off(width.min(cells.len()));
                cells.resize(width, String::new());
                cells.push(words::reason(t, &read_json(&row.judgement)?));
                // What was typed into fields that the file has no column for stands after the reason.
                for (field, text) in said.columns.into_iter().skip(width).zip(beyond) {
                    let Some(field) = field else { continue };
                    let at = more.iter().position(|known| *known == field).unwrap_or_else(|| {
                        more.push(field);
                        more.len() - 1
                    });
                    cells.resize(cells.len().max(width + 2 + at), String::new());
                    if let Some(cell) = cells.get_mut(width + 1 + at) {
                        *cell = text;
                    }
                }
                out.push(cells);
            }
        }
    }
    if let Some(head) = out.first_mut() {
        head.extend(more.iter().map(|field| words::field_name(t, field)));
    }
    let bytes = sheet::csv(out.iter().map(|row| row.iter().map(String::as_str).collect()));
    let stem = import.file_name.rsplit_once('.').map_or(import.file_name.as_str(), |(stem, _)| stem);
    Ok(Download { name: format!("{stem} ({name}).csv"), media_type: CSV.to_owned(), bytes })
}
