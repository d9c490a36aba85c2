//! Keep a view: a new one, or another name, address or circle for one that is there.
use super::may;
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    crm::saved_views as rules,
    ids::{CompanyId, SavedViewId},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    StoreError, Unit,
    crm::saved_views::{self as stored, SavedViewRecord},
};
use uuid::Uuid;
use wire::saved_views::SaveView;

/// Keeps a view, and whether one's own pipeline opens with it. A form without a change writes nothing.
/// # Errors
/// [`Denied::NotFound`], [`Denied::Stale`]; [`Denied::NotAllowed`] for changing a colleague's, but for administrators;
/// refusals at `name` (`already_taken`, `too_large` for too many views) and `address`.
pub async fn save_view(by: &Staff, cx: &Cx, command: SaveView) -> Result<SavedViewId, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let (staff, key, fingerprint) = (by.clone(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (staff, command) = (staff.clone(), command.clone());
            Box::pin(async move { write(unit, company, &staff, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, by: &Staff, command: SaveView) -> Result<SavedViewId, Denied> {
    let all = stored::list(&mut unit.conn, company, by.user()).await?;
    let before = match command.id {
        None => None,
        Some(id) => Some(all.iter().find(|row| row.id == id.0).cloned().ok_or(StoreError::NotFound)?),
    };
    if let Some(before) = before.as_ref().filter(|before| before.version != command.version) {
        return Err(Denied::Stale { current: before.version });
    }
    let row = wanted(company, by, &all, before.as_ref(), &command)?;
    match &before {
        Some(before) if *before == row => {}
        // Anybody may begin with a view that is shared with them.
        Some(before) if !may(by, before) => return Err(Denied::NotAllowed),
        Some(_) => {
            stored::update(unit, &row).await.map_err(taken)?;
        }
        None => stored::insert(unit, &row).await.map_err(taken)?,
    }
    let id = SavedViewId(row.id);
    if command.usual != (row.usual == 1) {
        stored::set_usual(unit, by.user(), command.usual.then_some(id)).await?;
    }
    unit.announce(company, "saved_view", row.id);
    Ok(id)
}

/// The row as it is to be.
fn wanted(
    company: CompanyId,
    by: &Staff,
    all: &[SavedViewRecord],
    before: Option<&SavedViewRecord>,
    command: &SaveView,
) -> Result<SavedViewRecord, Denied> {
    let mut fields = Fields::new();
    let name = fields.take("name", text::required_line(&command.name, rules::LONGEST)).unwrap_or_default();
    let (path, query) = fields.take("address", rules::address(&command.address)).unwrap_or_default();
    let owner_id = before.map_or(by.user().0, |before| before.owner_id);
    let others =
        || all.iter().filter(|row| row.owner_id == owner_id && before.is_none_or(|before| before.id != row.id));
    let same = |row: &SavedViewRecord| text::fold(&row.name) == text::fold(&name);
    if !name.is_empty() && others().any(same) {
        fields.refuse("name", Refusal::AlreadyTaken);
    }
    if before.is_none() && others().count() >= rules::MOST {
        fields.refuse("name", Refusal::TooLarge { most: Decimal::from(rules::MOST) });
    }
    denied::all_right(fields)?;
    let last = all.iter().map(|row| row.position).max().unwrap_or_default();
    Ok(SavedViewRecord {
        id: before.map_or_else(Uuid::now_v7, |before| before.id),
        company_id: company.0,
        owner_id,
        version: before.map_or(1, |before| before.version),
        path: path.to_owned(),
        query: query.to_owned(),
        shared: i64::from(command.shared),
        position: before.map_or(last + 1, |before| before.position),
        owner_name: before.map(|before| before.owner_name.clone()).unwrap_or_default(),
        usual: before.map_or(0, |before| before.usual),
        name,
    })
}

/// The same name twice at one moment.
fn taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}
