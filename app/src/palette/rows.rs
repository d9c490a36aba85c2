//! What the palette shows: rows in groups, each with what Enter does.
use super::{
    actions::Action,
    onward::{Ask, with_found},
};
use crate::{frame::Part, ui::IconName};
use domain::{
    actors::Role,
    crm::activities::ActivityKind,
    formats,
    ids::{OpportunityId, PartyId},
    palette::{RecordKind, rank},
};
use i18n::T;
use wire::{
    opportunities::ChangeTo,
    palette::{FoundFact, FoundRecord},
};

/// Actions and pages shown beside records.
const BESIDE: usize = 6;

/// What Enter does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Opens a record.
    Open(FoundRecord),
    /// Does it.
    Do(Action),
    /// Makes a quotation for the customer.
    Quote(PartyId),
    /// Asks further.
    Ask(Ask),
    /// Changes an opportunity.
    Change(OpportunityId, ChangeTo),
    /// Plans what was typed as a step of that kind.
    Plan(OpportunityId, ActivityKind),
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub icon: IconName,
    pub words: String,
    pub fact: String,
    pub act: Act,
}

/// Rows under a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub caption: &'static str,
    pub rows: Vec<Row>,
}

/// The address of a record.
pub(super) fn address(record: &FoundRecord) -> String {
    let place = match record.kind {
        RecordKind::Quote => "quotations",
        RecordKind::Opportunity => "opportunities",
        RecordKind::Party => "customers",
        RecordKind::Order => "orders",
        RecordKind::Product => "products",
    };
    format!("/{place}/{}", record.id)
}

fn record(t: T, record: FoundRecord) -> Row {
    let icon = match record.kind {
        RecordKind::Quote => IconName::Document,
        RecordKind::Opportunity => IconName::Board,
        RecordKind::Party => IconName::Building,
        RecordKind::Order => IconName::Box,
        RecordKind::Product => IconName::Tag,
    };
    let words = match (record.name.is_empty(), record.beside.is_empty()) {
        (false, false) => format!("{} · {}", record.name, record.beside),
        (true, _) => record.beside.clone(),
        (_, true) => record.name.clone(),
    };
    let fact = match &record.fact {
        FoundFact::Amount(amount) => formats::money(t.figures(), amount.value, &amount.currency),
        FoundFact::Words(words) => words.clone(),
        FoundFact::Closed(domain::crm::OpportunityState::Won) => t.crm_won().to_owned(),
        FoundFact::Closed(_) => t.palette_lost().to_owned(),
    };
    Row { icon, words, fact, act: Act::Open(record) }
}

/// Actions for what was typed, the nearest first; those that are alike in their own order.
fn actions(t: T, role: Role, all: Vec<Action>, typed: &str) -> Vec<Row> {
    let allowed = all.into_iter().filter(|action| action.open_to(role));
    let mut found: Vec<_> = allowed
        .filter_map(|action| {
            let words = action.words(t);
            rank(&words, typed)
                .map(|rank| (rank, Row { icon: action.icon(), words, fact: String::new(), act: Act::Do(action) }))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, row)| row).collect()
}

/// The groups for what was typed: records, pages, actions. `>` before the words leaves records out.
pub(super) fn groups(t: T, role: Role, typed: &str, records: Vec<FoundRecord>) -> Vec<Group> {
    let only = typed.trim_start().strip_prefix('>');
    let words = only.unwrap_or(typed).trim();
    let most = if only.is_some() { usize::MAX } else { BESIDE };
    // Lately opened ones are no answer to what was typed.
    let found = if words.is_empty() { Vec::new() } else { with_found(t, &records) };
    let rows = if only.is_some() { Vec::new() } else { records.into_iter().map(|one| record(t, one)).collect() };
    let caption = if words.is_empty() { t.palette_recent() } else { t.palette_records() };
    let pages = Part::MAIN.into_iter().chain(Part::FOOT).map(Action::Go).collect();
    let mut pages = actions(t, role, pages, words);
    let mut acts = actions(t, role, Action::all(), words);
    pages.truncate(most);
    acts.splice(0..0, found);
    acts.truncate(most);
    let all = [
        Group { caption, rows },
        Group { caption: t.palette_actions(), rows: acts },
        Group { caption: t.palette_pages(), rows: pages },
    ];
    all.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::Lang;

    #[test]
    fn a_sign_before_the_words_leaves_only_what_can_be_done() {
        let t = T::new(Lang::En);
        let found = FoundRecord {
            kind: RecordKind::Party,
            id: uuid::Uuid::nil(),
            name: "Newbury Oy".into(),
            beside: String::new(),
            fact: FoundFact::Words(String::new()),
        };
        let all = groups(t, Role::Administrator, "new", vec![found.clone()]);
        assert_eq!(all.first().map(|group| group.caption), Some(t.palette_records()));
        // What can be done with it comes first.
        let acts = all.iter().find(|group| group.caption == t.palette_actions()).map(|group| group.rows.clone());
        assert_eq!(acts.unwrap_or_default().first().map(|row| row.act.clone()), Some(Act::Quote(PartyId(found.id))));
        let only = groups(t, Role::Administrator, "> new", vec![found]);
        assert!(only.iter().all(|group| group.caption == t.palette_actions()));
        assert!(only.iter().any(|group| group.rows.iter().any(|row| row.act == Act::Do(Action::NewProduct))));
        assert!(groups(t, Role::Seller, "> zzz", Vec::new()).is_empty());
    }
}
