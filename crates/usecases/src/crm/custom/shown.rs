//! The teams' own fields where opportunities are shown: on the record, on cards, in lists and filters.
use super::{Field, Reader, all};
use crate::{Denied, Staff, crm::stages::places};
use domain::{
    crm::{
        custom::{Kind, NO, YES},
        stages,
    },
    ids::{CompanyId, CustomFieldId, OpportunityId, StageId, TeamId},
};
use std::collections::BTreeMap;
use store::{
    Conn,
    company::StageRecord,
    crm::{
        custom::{self as stored, Values},
        record::OpportunityRecord,
    },
};
use uuid::Uuid;
use wire::custom::{CustomCell, CustomColumn, CustomFact};

/// The fields of an opportunity's team with what stands in them.
pub(in crate::crm) async fn facts_of(
    conn: &mut Conn,
    row: &OpportunityRecord,
    known: &[StageRecord],
) -> Result<Vec<CustomFact>, Denied> {
    let company = CompanyId(row.company_id);
    let mut fields = all(conn, company).await?;
    fields.retain(|field| Some(field.row.team_id) == row.team_id && field.row.retired == 0);
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = stored::of(conn, company, OpportunityId(row.id)).await?;
    let places = places(known);
    let fact = |field: Field| {
        let value = values.remove(&field.row.id).unwrap_or_default();
        let from = field.row.required_stage_id.map(StageId);
        let mut choices = field.choices;
        choices.retain(|choice| !choice.retired || value.contains(&choice.id.to_string()));
        CustomFact {
            id: CustomFieldId(field.row.id),
            name: field.row.name,
            kind: field.kind,
            choices,
            value,
            needed: from.is_some_and(|from| stages::reached(&places, from, StageId(row.stage_id))),
        }
    };
    Ok(fields.into_iter().map(fact).collect())
}

/// The fields of a company with what stands in those of some opportunities.
pub(in crate::crm) struct Shown {
    /// In their order, those in use.
    fields: Vec<Field>,
    values: BTreeMap<Uuid, Values>,
    reader: Option<Reader>,
    /// The team that is looked at.
    team: Option<TeamId>,
}

impl Shown {
    /// Reads the fields; `team` is the one that is looked at, else the reader's own. A company without fields costs
    /// nothing more.
    /// # Errors
    /// [`Denied`].
    pub async fn read(conn: &mut Conn, by: &Staff, team: Option<TeamId>) -> Result<Shown, Denied> {
        let company = by.company();
        let mut fields = all(conn, company).await?;
        fields.retain(|field| field.row.retired == 0);
        let reader = match fields.is_empty() {
            true => None,
            false => Some(Reader::of(conn, company, by.language()).await?),
        };
        Ok(Shown { fields, values: BTreeMap::new(), reader, team: team.or(by.scope.team) })
    }

    /// Reads what stands in them for opportunities that were read through their scope.
    /// # Errors
    /// [`Denied`].
    pub async fn fill(&mut self, conn: &mut Conn, company: CompanyId, ids: &[Uuid]) -> Result<(), Denied> {
        if self.reader.is_some() && !ids.is_empty() {
            self.values = stored::of_many(conn, company, ids).await?;
        }
        Ok(())
    }

    fn looked_at(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| Some(field.row.team_id) == self.team.map(|team| team.0))
    }

    fn said<'a>(&'a self, id: Uuid, team: Option<Uuid>, field: &'a Field) -> Option<(&'a [String], String)> {
        let reader = self.reader.as_ref().filter(|_| Some(field.row.team_id) == team)?;
        let values = self.values.get(&id)?.get(&field.row.id)?.as_slice();
        Some((values, reader.words(field, values))).filter(|(_, words)| !words.is_empty())
    }

    /// What the card of an opportunity shows of its team's fields, in words.
    pub fn on_card(&self, id: Uuid, team: Option<Uuid>) -> Vec<String> {
        let fact = |field: &Field| {
            let (values, words) = self.said(id, team, field)?;
            match field.kind {
                Kind::YesNo => values.first().is_some_and(|value| value == YES).then(|| field.row.name.clone()),
                _ => Some(format!("{}: {words}", field.row.name)),
            }
        };
        self.fields.iter().filter(|field| field.row.on_card == 1).filter_map(fact).collect()
    }

    /// The columns a list can show.
    pub fn columns(&self) -> Vec<CustomColumn> {
        let column = |field: &Field| CustomColumn {
            id: CustomFieldId(field.row.id),
            name: field.row.name.clone(),
            figures: matches!(field.kind, Kind::Whole | Kind::Figure | Kind::Money),
            kind: field.kind,
            choices: field.choices.clone(),
        };
        self.looked_at().map(column).collect()
    }

    /// What stands in those columns for one opportunity, also nothing; no cells for one of another team.
    pub fn cells(&self, id: Uuid, team: Option<Uuid>) -> Vec<CustomCell> {
        let cell = |field: &Field| {
            let (value, words) = match self.said(id, team, field) {
                Some((value, words)) => (value.to_vec(), words),
                None => (Vec::new(), String::new()),
            };
            CustomCell { field: CustomFieldId(field.row.id), words, value }
        };
        self.looked_at().filter(|field| Some(field.row.team_id) == team).map(cell).collect()
    }

    /// What opportunities can be found by: as the address says it, and in words.
    pub fn finds(&self) -> Vec<(String, String)> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let mut all = Vec::new();
        for field in self.looked_at().filter(|field| field.kind.finds()) {
            let values: Vec<String> = match field.kind {
                Kind::YesNo => vec![YES.to_owned(), NO.to_owned()],
                _ => field.choices.iter().map(|choice| choice.id.to_string()).collect(),
            };
            for value in values {
                let words = reader.words(field, std::slice::from_ref(&value));
                all.push((format!("{}.{value}", field.row.id), format!("{}: {words}", field.row.name)));
            }
        }
        all
    }
}
