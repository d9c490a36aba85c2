//! The rows of a page: which fields are shown of them, what their cells say by now, and what stands in the file.
use super::{judge, read_json};
use crate::Denied;
use domain::imports::{
    ImportKind, fields,
    repair::{self, Repairs, Replacements, Said},
    verdict::{Decision, Judgement},
};
use store::imports::rows::RowRecord;
use wire::imports::{ImportColumn, ImportLine};

/// The fields whose cells tell rows apart, as far as the file has them.
const fn telling(kind: ImportKind) -> &'static [&'static str] {
    match kind {
        ImportKind::Products => &["code", "name", "unit_price"],
        ImportKind::Customers => &["name", "business_id", "email"],
        ImportKind::Prices => &["price_list", "product", "price", "percent"],
    }
}

/// A row as it is read.
struct Read {
    row: RowRecord,
    judgement: Judgement,
    /// By now.
    now: Said,
    /// In the file.
    file: Said,
}

impl Read {
    fn differs(&self, field: &str) -> bool {
        self.now.of(field) != self.file.of(field)
    }
}

/// The rows, and the fields that are shown of them: those that tell them apart, and those that are wrong or were repaired
/// in any of them.
pub(super) fn lines(
    kind: ImportKind,
    columns: &[ImportColumn],
    replaced: &Replacements,
    rows: Vec<RowRecord>,
) -> Result<(Vec<String>, Vec<ImportLine>), Denied> {
    let columns: Vec<Option<String>> = columns.iter().map(|column| column.field.clone()).collect();
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        let cells: Vec<String> = read_json(&row.cells)?;
        read.push(Read {
            judgement: read_json(&row.judgement)?,
            now: repair::said(&columns, &cells, &judge::repairs(&row)?, replaced),
            file: repair::said(&columns, &cells, &Repairs::default(), &Replacements::default()),
            row,
        });
    }
    let wanted = |field: &str| {
        let there = columns.iter().any(|column| column.as_deref() == Some(field));
        let looked_at = |row: &Read| row.differs(field) || row.judgement.refusals.iter().any(|one| one.field == field);
        (there && telling(kind).contains(&field)) || read.iter().any(looked_at)
    };
    // Those that tell rows apart first, in their own order.
    let others = fields::of(kind).iter().map(|field| field.code).filter(|code| !telling(kind).contains(code));
    let shown = telling(kind).iter().copied().chain(others).filter(|field| wanted(field));
    let shown: Vec<String> = shown.map(str::to_owned).collect();
    let lines = read.into_iter().map(|row| line(kind, &shown, row)).collect();
    Ok((shown, lines))
}

fn line(kind: ImportKind, shown: &[String], read: Read) -> ImportLine {
    let place = match kind {
        ImportKind::Products => "products",
        ImportKind::Customers => "customers",
        ImportKind::Prices => "settings/price-lists",
    };
    let was = |field: &String| read.differs(field).then(|| read.file.of(field).to_owned());
    ImportLine {
        number: read.row.number,
        version: read.row.version,
        cells: shown.iter().map(|field| read.now.of(field).to_owned()).collect(),
        was: shown.iter().map(was).collect(),
        decision: Decision::parse(&read.row.decision),
        record: read.row.record_id.filter(|_| read.row.state != "undone").map(|record| format!("/{place}/{record}")),
        judgement: read.judgement,
    }
}
