//! What groups are called, and in which order they stand.
use crate::Denied;
use domain::{
    crm::{OpportunityState, pivot::Axis},
    ids::CompanyId,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Conn, company, crm::tags, teams};
use wire::pivot::Group;

/// Names by ids, those of people who are gone among them.
pub(super) struct Names {
    /// In the order of the pipeline.
    stages: Vec<(String, String)>,
    owners: BTreeMap<String, String>,
    teams: BTreeMap<String, String>,
    tags: BTreeMap<String, String>,
}

impl Names {
    pub(super) async fn read(conn: &mut Conn, company: CompanyId) -> Result<Names, Denied> {
        let stages = company::stages(conn, company).await?;
        let owners = company::users(conn, company).await?;
        let teams = teams::list(conn, company).await?;
        let tags = tags::list(conn, company).await?;
        Ok(Names {
            stages: stages.into_iter().map(|stage| (stage.id.to_string(), stage.name)).collect(),
            owners: owners.into_iter().map(|owner| (owner.id.to_string(), owner.name)).collect(),
            teams: teams.into_iter().map(|team| (team.id.to_string(), team.name)).collect(),
            tags: tags.into_iter().map(|tag| (tag.id.to_string(), tag.name)).collect(),
        })
    }

    /// The groups of an axis: stages and states as they follow each other, times as they come, all others by name; those
    /// without a value last.
    pub(super) fn in_order(&self, axis: Option<Axis>, keys: BTreeSet<String>) -> Vec<Group> {
        let Some(axis) = axis else { return Vec::new() };
        let name = |key: &String| match axis {
            Axis::Stage => self.stages.iter().find(|(id, _)| id == key).map(|(_, name)| name.clone()),
            Axis::Owner => self.owners.get(key).cloned(),
            Axis::Team => self.teams.get(key).cloned(),
            Axis::Tag => self.tags.get(key).cloned(),
            Axis::Source | Axis::Reason => Some(key.clone()),
            Axis::State | Axis::Created | Axis::Closed | Axis::Close => None,
        };
        let place = |group: &Group| match axis {
            Axis::Stage => self.stages.iter().position(|(id, _)| *id == group.key).unwrap_or(usize::MAX),
            Axis::State => OpportunityState::parse(&group.key).map_or(usize::MAX, |state| state as usize),
            _ => 0,
        };
        let mut groups: Vec<Group> =
            keys.into_iter().map(|key| Group { name: name(&key).unwrap_or_default(), key }).collect();
        groups.sort_by_cached_key(|group| {
            (group.key.is_empty(), place(group), domain::text::fold(&group.name), group.key.clone())
        });
        groups
    }
}
