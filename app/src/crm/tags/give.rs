//! The tags of a record: taken off one by one, and given by typing; a new word makes a new tag.
use super::{api::tag_opportunity, show::Tags};
use crate::{
    i18n::use_t,
    ui::{Choice, Combobox, Extra, Icon, IconName},
};
use domain::{crm::tags, ids::OpportunityTagId, refusal::Refusal};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{crm::OpportunityView, problem::Problem, shared::IdempotencyKey, tags::TagOpportunity};

/// The key of a tag that is to be made.
const NEW: &str = "new";

/// The row of the record's facts.
#[component]
pub(in crate::crm) fn GiveTags(
    /// The record.
    view: RwSignal<OpportunityView>,
    /// Told when something changed.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let id = view.with_untracked(|view| view.id);
    let has = Memo::new(move |_| view.with(|view| view.tags.clone()));
    let problem = RwSignal::new(None::<String>);
    let chosen = RwSignal::new(None::<Choice>);
    let send = move |add: Vec<String>, remove: Vec<OpportunityTagId>| {
        problem.set(None);
        spawn_local(async move {
            let said = add.first().cloned().unwrap_or_default();
            let command = TagOpportunity { key: IdempotencyKey(Uuid::new_v4()), id, add, remove };
            let answer = tag_opportunity(command).await;
            if problem.is_disposed() {
                return;
            }
            match answer {
                // The field is empty for the next one; a word that was refused stays in it.
                Ok(_) => chosen.set(None),
                Err(error) => {
                    let why = match &error.0 {
                        Problem::Refused { refusals }
                            if refusals.iter().any(|one| one.refusal == Refusal::NotAChoice) =>
                        {
                            t.tags_out_of_use().to_owned()
                        }
                        _ => error.sentence(t),
                    };
                    problem.set(Some(if said.is_empty() { why } else { t.tags_refused(&said, why) }));
                }
            }
            on_change.run(());
        });
    };
    let offered = Signal::derive(move || {
        view.with(|view| {
            let free = view.known_tags.iter().filter(|known| view.tags.iter().all(|has| has.id != known.id));
            free.map(|tag| Choice::new(tag.id.to_string(), tag.name.clone())).collect::<Vec<_>>()
        })
    });
    let extras = move |typed: String| {
        let key = tags::key(&typed);
        let there = view
            .with_untracked(|view| view.known_tags.iter().chain(&view.tags).any(|known| tags::key(&known.name) == key));
        if key.is_empty() || there {
            return Vec::new();
        }
        vec![Extra { key: NEW, words: t.tags_make(typed.trim()), icon: IconName::Plus }]
    };
    let choose = move |choice: Option<Choice>| {
        if let Some(choice) = choice {
            send(vec![choice.words], Vec::new());
        }
    };
    let on_extra = move |(_, typed): (&'static str, String)| send(vec![typed], Vec::new());
    view! {
        <dt><label for="record-tags">{t.tags_title()}</label></dt>
        <dd class="tagged">
            {move || view! { <Tags tags=has.get() on_remove=move |tag| send(Vec::new(), vec![tag])/> }}
            <Combobox id="record-tags" chosen options=offered extras on_extra on_choose=choose adding=true
                placeholder=t.tags_add().to_owned()/>
            {move || problem.get().map(|problem| view! {
                <span class="error" role="alert"><Icon name=IconName::Alert/><span>{problem}</span></span>
            })}
        </dd>
    }
}
