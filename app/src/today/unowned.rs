//! What came in and nobody works on yet, with one press to take it.
use super::waiting::{Group, moment};
use crate::{
    crm::{activities::Desk, api::change_opportunities},
    frame::use_me,
    i18n::use_t,
    ui::{Button, Due, Icon, IconName, use_toasts},
};
use chrono::NaiveDate;
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Which},
    shared::IdempotencyKey,
    today::Unowned,
};

/// The group, where there are any.
#[component]
pub(super) fn Ownerless(all: Vec<Unowned>, more: bool, today: NaiveDate, desk: Desk) -> impl IntoView {
    let t = use_t();
    (!all.is_empty()).then(|| {
        let count = all.len();
        let rows = all.into_iter().map(|one| view! { <Row one today desk/> }).collect_view();
        view! {
            <Group id="unowned" due=Due::Now title=t.today_unowned() count>{rows}</Group>
            {more.then(|| view! { <p class="gap-s"><a class="link" href="/pipeline?group=owner">{t.today_unowned_more()}</a></p> })}
        }
    })
}

#[component]
fn Row(one: Unowned, today: NaiveDate, desk: Desk) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let me = use_me().map(|me| me.id);
    let busy = RwSignal::new(false);
    let (id, version, title) = (one.id, one.version, one.title.clone());
    let take = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let title = title.clone();
        spawn_local(async move {
            let rows = vec![ChangeOne { id, version, to: ChangeTo::Owner(me) }];
            let answer = send(rows).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(mut changed) => match changed.verdicts.pop().and_then(|verdict| verdict.refused) {
                    // Somebody was faster, or wrote on it: the list says how it is now.
                    Some(refused) => toasts.warn(crate::wire::AppError(refused).sentence(t)),
                    None => {
                        let undo = changed.undo;
                        toasts.undo(t.today_taken(&title), move || {
                            let undo = undo.clone();
                            spawn_local(async move {
                                if let Err(error) = send(undo).await {
                                    toasts.warn(error.sentence(t));
                                }
                            });
                        });
                    }
                },
                Err(error) => toasts.warn(error.sentence(t)),
            }
            desk.changed.run(());
        });
    };
    let about = [one.party_name, moment(t, one.at.local, today)];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let amount = match one.expected.value {
        none if none.is_zero() => "–".to_owned(),
        value => formats::money_short(t.figures(), value, &one.expected.currency),
    };
    view! {
        <li class="task" data-peek=id.to_string()>
            <span class="kind"><Icon name=IconName::Inbox/></span>
            <a class="what" href=format!("/opportunities/{id}")><b>{one.title.clone()}</b><span>{about}</span></a>
            <span class="num amount">{amount}</span>
            <Button small=true busy on_press=take>
                {t.today_take()}<span class="sr">": "{one.title}</span>
            </Button>
        </li>
    }
}

async fn send(rows: Vec<ChangeOne>) -> Result<wire::opportunities::Changed, crate::wire::AppError> {
    change_opportunities(ChangeOpportunities { key: IdempotencyKey(Uuid::new_v4()), which: Which::Rows(rows) }).await
}
