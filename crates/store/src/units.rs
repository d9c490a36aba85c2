//! Units of measure.
use crate::{Conn, StoreError, Unit, columns, on, run, versions::missed};
use domain::{
    ids::{CompanyId, UnitCategoryId, UnitId},
    lang::Texts,
    money::step::Step,
    units::written::NamedUnit,
};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, base_id, ratio, rounding, symbol_fi, symbol_sv, \
    symbol_en, name_fi, name_sv, name_en, also, position, active FROM units WHERE company_id = $1 ORDER BY position, id";
pub(crate) const INSERT: &str = "INSERT INTO units (id, company_id, base_id, ratio, rounding, symbol_fi, symbol_sv, \
    symbol_en, name_fi, name_sv, name_en, also, active, position) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
pub(crate) const UPDATE: &str = "UPDATE units SET version = version + 1, base_id = $4, ratio = $5, rounding = $6, \
    symbol_fi = $7, symbol_sv = $8, symbol_en = $9, name_fi = $10, name_sv = $11, name_en = $12, also = $13, \
    active = $14 WHERE company_id = $1 AND id = $2 AND version = $3";
pub(crate) const VERSION: &str = "SELECT version FROM units WHERE company_id = $1 AND id = $2";

/// A unit's row: `ratio` is how many of its base it is, `rounding` its smallest quantity; both in millionths.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct UnitRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub base_id: Option<Uuid>,
    pub ratio: i64,
    pub rounding: i64,
    pub symbol_fi: String,
    pub symbol_sv: String,
    pub symbol_en: String,
    pub name_fi: String,
    pub name_sv: String,
    pub name_en: String,
    pub also: String,
    pub position: i64,
    pub active: i64,
}

impl UnitRecord {
    /// Its symbol in each language.
    pub fn symbol(&self) -> Texts {
        Texts { en: self.symbol_en.clone(), fi: self.symbol_fi.clone(), sv: self.symbol_sv.clone() }
    }

    /// Its name in each language.
    pub fn name(&self) -> Texts {
        Texts { en: self.name_en.clone(), fi: self.name_fi.clone(), sv: self.name_sv.clone() }
    }

    /// The unit as the rules read it.
    pub fn named(&self) -> NamedUnit {
        NamedUnit {
            unit: domain::units::Unit {
                id: UnitId(self.id),
                category: UnitCategoryId(self.base_id.unwrap_or(self.id)),
                ratio: columns::decimal(self.ratio),
                // Checked when it was written.
                rounding: Step::new(columns::decimal(self.rounding)).unwrap_or(Step::CENT),
            },
            symbol: self.symbol(),
            name: self.name(),
            also: self.also.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            active: self.active == 1,
        }
    }
}

/// The company's units, in order.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<UnitRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// Writes a new unit.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &UnitRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(row.base_id)
            .bind(row.ratio)
            .bind(row.rounding)
            .bind(&row.symbol_fi)
            .bind(&row.symbol_sv)
            .bind(&row.symbol_en)
            .bind(&row.name_fi)
            .bind(&row.name_sv)
            .bind(&row.name_en)
            .bind(&row.also)
            .bind(row.active)
            .bind(row.position)
    )?;
    Ok(())
}

/// Writes a changed unit if nobody changed it since; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &UnitRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(row.base_id)
            .bind(row.ratio)
            .bind(row.rounding)
            .bind(&row.symbol_fi)
            .bind(&row.symbol_sv)
            .bind(&row.symbol_en)
            .bind(&row.name_fi)
            .bind(&row.name_sv)
            .bind(&row.name_en)
            .bind(&row.also)
            .bind(row.active)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}
