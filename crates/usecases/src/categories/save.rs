//! Make a category, or change one.
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    actors::Permission,
    ids::{CategoryId, CompanyId},
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Unit,
    events::{By, Change},
    products::categories::{self as stored, CategoryRecord},
};
use uuid::Uuid;
use wire::categories::{CategoryFields, SaveCategory};

/// Keeps a category; answers which. Products and rules go where it goes.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals at `name` and `parent`.
pub async fn save(by: &Staff, cx: &Cx, command: SaveCategory) -> Result<CategoryId, Denied> {
    kept::save_as(by, cx, Permission::Catalog, command.key, command, |unit, company, who, command| {
        Box::pin(write(unit, company, who, command))
    })
    .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveCategory) -> Result<CategoryId, Denied> {
    let all = stored::list(&mut unit.conn, company).await?;
    let before = match command.id {
        None => None,
        Some(id) => Some(all.iter().find(|row| row.id == id.0).cloned().ok_or(Denied::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let new = || CategoryRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        parent_id: None,
        name: String::new(),
    };
    let mut row = before.clone().unwrap_or_else(new);
    take(unit, company, &command.fields, &all, &mut row).await?;
    let (what, changes) = match before {
        None => {
            stored::insert(unit, &row).await?;
            ("category.created", Vec::new())
        }
        Some(before) => {
            let name = |id: Option<Uuid>| {
                all.iter().find(|row| Some(row.id) == id).map(|row| row.name.clone()).unwrap_or_default()
            };
            let moved = Change::of("parent", name(before.parent_id), name(row.parent_id));
            let changes: Vec<Change> =
                [Change::of("name", &before.name, &row.name), moved].into_iter().flatten().collect();
            if before == row {
                return Ok(CategoryId(row.id));
            }
            stored::update(unit, &row).await?;
            ("category.changed", changes)
        }
    };
    kept::tell(unit, company, ("category", row.id), (what, who), (row.name, changes));
    Ok(CategoryId(row.id))
}

async fn take(
    unit: &mut Unit,
    company: CompanyId,
    typed: &CategoryFields,
    all: &[CategoryRecord],
    row: &mut CategoryRecord,
) -> Result<(), Denied> {
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 80)).unwrap_or_default();
    row.parent_id = typed.parent.map(|parent| parent.0);
    if let Some(parent) = typed.parent {
        let tree = stored::tree(&mut unit.conn, company).await?;
        if tree.get(parent).is_none() || tree.is_in(parent, CategoryId(row.id)) {
            fields.refuse("parent", Refusal::NotAChoice);
        }
    }
    let beside = |other: &&CategoryRecord| other.id != row.id && other.parent_id == row.parent_id;
    if all.iter().filter(beside).any(|other| text::fold(&other.name) == text::fold(&row.name)) {
        fields.refuse("name", Refusal::AlreadyTaken);
    }
    denied::all_right(fields)
}
