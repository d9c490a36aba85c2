//! What is asked next in the same field: whom a quotation is for, where an opportunity goes, who gets it, what is to be
//! done, why it was lost. Each answer is a command, and what it changed can be taken back.
use super::rows::{Act, Group, Row};
use crate::{
    crm::{activities::icon as activity_icon, lost_reasons},
    ui::IconName,
};
use chrono::NaiveDate;
use domain::{
    crm::activities::{ActivityKind, proposed_day},
    formats,
    ids::{OpportunityId, PartyId},
    palette::{RecordKind, rank},
};
use i18n::T;
use wire::{
    crm::OpportunityView,
    opportunities::ChangeTo,
    palette::{FoundFact, FoundRecord},
    shared::Suggestion,
};

/// What is being asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Ask {
    /// Anything.
    #[default]
    Anything,
    /// What to do with a record.
    About(FoundRecord),
    /// For which customer a quotation is.
    Customer,
    /// Where an opportunity goes.
    Stage(OpportunityId),
    /// Who gets it.
    Owner(OpportunityId),
    /// Why it was lost.
    Loss(OpportunityId),
    /// What is to be done about it.
    Step(OpportunityId),
}

impl Ask {
    /// The question, for the field.
    pub(super) fn words(&self, t: T) -> &'static str {
        match self {
            Ask::Anything => t.palette_ask(),
            Ask::About(_) => t.palette_about(),
            Ask::Customer => t.palette_for_whom(),
            Ask::Stage(_) => t.palette_which_stage(),
            Ask::Owner(_) => t.palette_who(),
            Ask::Loss(_) => t.crm_why_lost(),
            Ask::Step(_) => t.palette_what_next(),
        }
    }

    /// The opportunity whose stages, colleagues and days are needed for the answer.
    pub(super) const fn about(&self) -> Option<OpportunityId> {
        match self {
            Ask::Stage(id) | Ask::Owner(id) | Ask::Loss(id) | Ask::Step(id) => Some(*id),
            Ask::Anything | Ask::About(_) | Ask::Customer => None,
        }
    }
}

/// What can be done with a record, without opening it.
pub(super) fn about(t: T, record: &FoundRecord) -> Vec<Row> {
    let row = |icon, words, act| Row { icon, words, fact: String::new(), act };
    match record.kind {
        RecordKind::Party => {
            let act = Act::Quote(PartyId(record.id));
            vec![row(IconName::Document, t.palette_quotation_for_one(&record.name), act)]
        }
        RecordKind::Opportunity => {
            let (id, title) = (OpportunityId(record.id), &record.name);
            let give = row(IconName::People, t.palette_give(title), Act::Ask(Ask::Owner(id)));
            if matches!(record.fact, FoundFact::Closed(_)) {
                let reopen = Act::Change(id, ChangeTo::Open);
                return vec![row(IconName::Undo, t.palette_reopen(title), reopen), give];
            }
            vec![
                row(IconName::Arrow, t.palette_move(title), Act::Ask(Ask::Stage(id))),
                row(IconName::Clock, t.palette_plan(title), Act::Ask(Ask::Step(id))),
                give,
                row(IconName::Check, t.palette_win(title), Act::Change(id, ChangeTo::Won)),
                row(IconName::Cross, t.palette_lose(title), Act::Ask(Ask::Loss(id))),
            ]
        }
        RecordKind::Quote | RecordKind::Order | RecordKind::Product => Vec::new(),
    }
}

/// What can be done with the records that were found: a little for the nearest of a kind, as all of it would drown the
/// rest.
pub(super) fn with_found(t: T, found: &[FoundRecord]) -> Vec<Row> {
    let first = |kind| found.iter().find(|record| record.kind == kind);
    let party = first(RecordKind::Party).map(|record| about(t, record)).unwrap_or_default();
    let opportunity = first(RecordKind::Opportunity).map(|record| about(t, record)).unwrap_or_default();
    party.into_iter().chain(opportunity.into_iter().take(2)).collect()
}

/// The customers a quotation can be for.
pub(super) fn customers(t: T, found: Vec<Suggestion>) -> Vec<Group> {
    let rows = found.into_iter().map(|one| Row {
        icon: IconName::Building,
        words: one.label,
        fact: one.fact,
        act: Act::Quote(PartyId(one.id)),
    });
    group(t.palette_for_whom(), rows.collect())
}

/// The answers to a question about an opportunity, those first that are meant by what was typed.
pub(super) fn answers(t: T, ask: &Ask, view: &OpportunityView, today: NaiveDate, typed: &str) -> Vec<Group> {
    let id = view.id;
    let row = |icon, words: String, fact: &str, act| Row { icon, words, fact: fact.to_owned(), act };
    let rows: Vec<Row> = match ask {
        Ask::Stage(_) => {
            let stages = view.stages.iter().filter(|stage| stage.id != view.stage);
            stages
                .map(|stage| row(IconName::Board, stage.name.clone(), "", Act::Change(id, ChangeTo::Stage(stage.id))))
                .collect()
        }
        Ask::Owner(_) => {
            let own = view.owner.as_ref().map(|owner| owner.id);
            let others = view.owners.iter().filter(|other| Some(other.id) != own);
            others
                .map(|other| {
                    let to = ChangeTo::Owner(Some(other.id));
                    row(IconName::People, other.name.clone(), "", Act::Change(id, to))
                })
                .collect()
        }
        // Words of one's own are a reason too.
        Ask::Loss(_) => {
            let known = lost_reasons(t).into_iter().map(str::to_owned);
            let own = Some(typed.trim().to_owned()).filter(|own| !own.is_empty());
            let rows = known.filter(|reason| rank(reason, typed.trim()).is_some()).chain(own);
            return group(
                ask.words(t),
                rows.map(|why| row(IconName::Cross, why.clone(), "", Act::Change(id, ChangeTo::Lost(why)))).collect(),
            );
        }
        // What is typed is what is to be done; the rows say how.
        Ask::Step(_) => {
            let kinds = ActivityKind::ALL.into_iter().map(|kind| {
                let day = proposed_day(kind, today);
                let when = format!("{} {}", formats::weekday_short(t.lang(), day), formats::date_short(t.lang(), day));
                row(activity_icon(kind), i18n::activities::kind(t, kind).to_owned(), &when, Act::Plan(id, kind))
            });
            return group(ask.words(t), kinds.collect());
        }
        Ask::Anything | Ask::About(_) | Ask::Customer => Vec::new(),
    };
    let mut fitting: Vec<_> =
        rows.into_iter().filter_map(|row| rank(&row.words, typed.trim()).map(|rank| (rank, row))).collect();
    fitting.sort_by_key(|(rank, _)| *rank);
    group(ask.words(t), fitting.into_iter().map(|(_, row)| row).collect())
}

/// What was done, in words.
pub(super) fn said(t: T, view: &OpportunityView, to: &ChangeTo) -> String {
    let title = &view.title;
    match to {
        ChangeTo::Stage(id) => {
            let name = view.stages.iter().find(|stage| stage.id == *id).map(|stage| stage.name.as_str());
            t.palette_said_moved(title, name.unwrap_or_default())
        }
        ChangeTo::Owner(id) => {
            let name = view.owners.iter().find(|other| Some(other.id) == *id).map(|other| other.name.as_str());
            t.palette_said_given(title, name.unwrap_or_default())
        }
        ChangeTo::Won => t.crm_said_won(title),
        ChangeTo::Lost(_) => t.crm_said_lost(title),
        _ => t.crm_said_open(title),
    }
}

fn group(caption: &'static str, rows: Vec<Row>) -> Vec<Group> {
    if rows.is_empty() { Vec::new() } else { vec![Group { caption, rows }] }
}
