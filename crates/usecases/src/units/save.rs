//! Make a unit, or change one.
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    actors::Permission,
    ids::{CompanyId, UnitId},
    lang::Lang,
    refusal::{Fields, Refusal},
    text,
    units::written::key,
};
use rust_decimal::Decimal;
use store::{
    Unit, columns,
    events::{By, Change},
    units::{self as stored, UnitRecord},
};
use uuid::Uuid;
use wire::units::{SaveUnit, SavedUnit, UnitFields};

/// Most characters of a symbol, as on a line.
const LONGEST_SYMBOL: usize = 20;

/// Keeps a unit. Lines and products name it as it is written: a symbol that is changed goes on meaning it.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field: `symbol_fi`, `base`, `ratio` …
pub async fn save(by: &Staff, cx: &Cx, command: SaveUnit) -> Result<SavedUnit, Denied> {
    kept::save_as(by, cx, Permission::Catalog, command.key, command, |unit, company, who, command| {
        Box::pin(write(unit, company, who, command))
    })
    .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveUnit) -> Result<SavedUnit, Denied> {
    let all = stored::list(&mut unit.conn, company).await?;
    let before = match command.id {
        None => None,
        Some(id) => Some(all.iter().find(|row| row.id == id.0).cloned().ok_or(Denied::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(|| blank(company, &all));
    take(&command.fields, &all, &mut row)?;
    let id = UnitId(row.id);
    let Some(before) = before else {
        stored::insert(unit, &row).await?;
        told(unit, company, who, "unit.created", &row, Vec::new());
        return Ok(SavedUnit { id, version: 1 });
    };
    let changes = changes(&before, &row);
    if changes.is_empty() {
        return Ok(SavedUnit { id, version: before.version });
    }
    let version = stored::update(unit, &row).await?;
    told(unit, company, who, "unit.changed", &row, changes);
    Ok(SavedUnit { id, version })
}

fn told(unit: &mut Unit, company: CompanyId, who: By, what: &'static str, row: &UnitRecord, changes: Vec<Change>) {
    kept::tell(unit, company, ("unit", row.id), (what, who), (row.symbol().of(Lang::Fi).to_owned(), changes));
}

fn blank(company: CompanyId, all: &[UnitRecord]) -> UnitRecord {
    UnitRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        base_id: None,
        ratio: 1_000_000,
        rounding: 10_000,
        symbol_fi: String::new(),
        symbol_sv: String::new(),
        symbol_en: String::new(),
        name_fi: String::new(),
        name_sv: String::new(),
        name_en: String::new(),
        also: String::new(),
        position: all.last().map_or(0, |last| last.position) + 1,
        active: 1,
    }
}

fn take(typed: &UnitFields, all: &[UnitRecord], row: &mut UnitRecord) -> Result<(), Denied> {
    let mut fields = Fields::new();
    let before = row.named();
    let mut line = |field: String, text: &str, longest: usize| {
        fields.take(field, text::optional_line(text, longest)).unwrap_or_default()
    };
    row.symbol_fi = line("symbol_fi".into(), &typed.symbol.fi, LONGEST_SYMBOL);
    row.symbol_sv = line("symbol_sv".into(), &typed.symbol.sv, LONGEST_SYMBOL);
    row.symbol_en = line("symbol_en".into(), &typed.symbol.en, LONGEST_SYMBOL);
    row.name_fi = line("name_fi".into(), &typed.name.fi, 60);
    row.name_sv = line("name_sv".into(), &typed.name.sv, 60);
    row.name_en = line("name_en".into(), &typed.name.en, 60);
    row.also = line("also".into(), &typed.also, 200);
    row.active = i64::from(typed.active);
    if row.symbol().of(Lang::Fi).is_empty() {
        fields.refuse("symbol_fi", Refusal::Required);
    }
    // What meant it before goes on meaning it.
    let former: Vec<String> = Lang::ALL
        .into_iter()
        .map(|lang| before.symbol.written(lang).to_owned())
        .filter(|word| !word.is_empty() && !row.named().is_written(word))
        .collect();
    let also: Vec<String> = row.named().also.into_iter().chain(former).collect();
    row.also = also.join(",");
    unique(all, row, &mut fields);

    row.base_id = typed.base.map(|base| base.0);
    let known = |id: Uuid| all.iter().any(|other| other.id == id && other.id != row.id && other.base_id.is_none());
    let counted_in = all.iter().any(|other| other.base_id == Some(row.id));
    if row.base_id.is_some_and(|base| counted_in || !known(base)) {
        fields.refuse("base", if counted_in { Refusal::InUse } else { Refusal::NotAChoice });
    }
    let ratio = if row.base_id.is_some() { typed.ratio } else { Decimal::ONE };
    row.ratio = fields.take("ratio", figure(ratio, 1_000_000)).unwrap_or_default();
    row.rounding = fields.take("rounding", figure(typed.rounding, 1_000)).unwrap_or_default();
    denied::all_right(fields)
}

/// No text may mean two units.
fn unique(all: &[UnitRecord], row: &UnitRecord, fields: &mut Fields) {
    let others: Vec<String> = all
        .iter()
        .filter(|other| other.id != row.id)
        .flat_map(|other| other.named().spellings().map(key).collect::<Vec<_>>())
        .collect();
    let mut check = |field: String, word: &str| {
        if !word.is_empty() && others.contains(&key(word)) {
            fields.refuse(field, Refusal::AlreadyTaken);
        }
    };
    let named = row.named();
    for lang in Lang::ALL {
        check(format!("symbol_{}", lang.code()), named.symbol.written(lang));
        check(format!("name_{}", lang.code()), named.name.written(lang));
    }
    if let Some(taken) = named.also.iter().find(|word| others.contains(&key(word))) {
        check("also".into(), taken);
    }
}

/// Above nothing, six decimals.
fn figure(typed: Decimal, most: i64) -> Result<i64, Refusal> {
    let (typed, most, least) = (typed.normalize(), Decimal::from(most), Decimal::new(1, 6));
    match typed {
        typed if typed < least => Err(Refusal::TooSmall { least }),
        typed if typed > most => Err(Refusal::TooLarge { most }),
        typed if typed.scale() > 6 => Err(Refusal::TooManyDecimals { decimals: 6 }),
        typed => columns::millionths(typed).map_err(|_| Refusal::AmountTooLarge),
    }
}

fn changes(before: &UnitRecord, after: &UnitRecord) -> Vec<Change> {
    let figure = columns::decimal;
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        Change::of("symbol_fi", &before.symbol_fi, &after.symbol_fi),
        Change::of("symbol_sv", &before.symbol_sv, &after.symbol_sv),
        Change::of("symbol_en", &before.symbol_en, &after.symbol_en),
        Change::of("name_fi", &before.name_fi, &after.name_fi),
        Change::of("name_sv", &before.name_sv, &after.name_sv),
        Change::of("name_en", &before.name_en, &after.name_en),
        Change::of("also", &before.also, &after.also),
        Change::of("base", id(before.base_id), id(after.base_id)),
        Change::of("ratio", figure(before.ratio), figure(after.ratio)),
        Change::of("rounding", figure(before.rounding), figure(after.rounding)),
        Change::of("active", before.active == 1, after.active == 1),
    ]
    .into_iter()
    .flatten()
    .collect()
}
