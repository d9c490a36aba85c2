//! Tags as they are shown.
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    crm::tags::Tint,
    ids::{CompanyId, OpportunityId, OpportunityTagId},
};
use std::collections::BTreeMap;
use store::{
    Conn, columns,
    crm::tags::{self as stored, TagRecord},
};
use uuid::Uuid;
use wire::tags::{TagFields, TagForm, TagRef};

/// All tags of the company for their settings, those out of use last.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list_tags(by: &Staff, cx: &Cx) -> Result<Vec<TagForm>, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let mut rows = stored::list(&mut conn, company).await?;
    rows.sort_by_key(|row| row.retired);
    let form = |row: TagRecord| {
        Ok(TagForm {
            id: OpportunityTagId(row.id),
            version: row.version,
            fields: TagFields { tint: tint(&row)?, retired: row.retired == 1, name: row.name },
        })
    };
    rows.into_iter().map(form).collect()
}

fn tint(row: &TagRecord) -> Result<Tint, Denied> {
    Ok(columns::code(&row.tint, Tint::parse)?)
}

fn tag(row: TagRecord) -> Result<TagRef, Denied> {
    Ok(TagRef { id: OpportunityTagId(row.id), tint: tint(&row)?, name: row.name })
}

/// The tags of one opportunity.
pub(in crate::crm) async fn refs_of(
    conn: &mut Conn,
    company: CompanyId,
    id: OpportunityId,
) -> Result<Vec<TagRef>, Denied> {
    stored::of(conn, company, id).await?.into_iter().map(tag).collect()
}

/// The same as ids in their order.
pub(in crate::crm) async fn ids_of(
    conn: &mut Conn,
    company: CompanyId,
    id: OpportunityId,
) -> Result<Vec<Uuid>, Denied> {
    let mut ids: Vec<Uuid> = stored::of(conn, company, id).await?.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    Ok(ids)
}

/// The company's tags, and which of some opportunities have which.
pub(in crate::crm) struct Known {
    /// Those that are offered, by name.
    pub offered: Vec<TagRef>,
    all: Vec<TagRef>,
    of: BTreeMap<Uuid, Vec<Uuid>>,
}

impl Known {
    /// Reads the tags and who has them; the opportunities were read through their scope.
    /// # Errors
    /// [`Denied`].
    pub async fn read(conn: &mut Conn, company: CompanyId, opportunities: &[Uuid]) -> Result<Known, Denied> {
        let rows = stored::list(conn, company).await?;
        let offered = rows.iter().filter(|row| row.retired == 0).cloned().map(tag).collect::<Result<_, _>>()?;
        // A company without tags costs nothing more.
        let of = match rows.is_empty() || opportunities.is_empty() {
            true => BTreeMap::new(),
            false => stored::of_many(conn, company, opportunities).await?,
        };
        Ok(Known { offered, all: rows.into_iter().map(tag).collect::<Result<_, _>>()?, of })
    }

    /// Those of one opportunity, by name.
    pub fn of(&self, opportunity: Uuid) -> Vec<TagRef> {
        let Some(ids) = self.of.get(&opportunity) else { return Vec::new() };
        self.all.iter().filter(|tag| ids.contains(&tag.id.0)).cloned().collect()
    }
}
