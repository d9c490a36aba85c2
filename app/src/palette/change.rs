//! An opportunity changed from the palette, and the way back.
use super::onward::said;
use crate::{
    crm::api::{change_opportunities, read_opportunity},
    ui::Toasts,
    wire::AppError,
};
use domain::ids::OpportunityId;
use i18n::T;
use leptos::task::spawn_local;
use uuid::Uuid;
use wire::{
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Changed, Which},
    shared::IdempotencyKey,
};

/// Changes the opportunity as it is now, and offers the way back; answers whether it was changed.
pub(super) async fn change(t: T, toasts: Toasts, id: OpportunityId, to: ChangeTo) -> bool {
    match changed(t, id, to).await {
        Ok((said, undo)) => {
            toasts.undo(said, move || take_back(t, toasts, undo.clone()));
            true
        }
        Err(why) => {
            toasts.warn(why);
            false
        }
    }
}

/// What was done in words with what takes it back; or why it was left as it is.
async fn changed(t: T, id: OpportunityId, to: ChangeTo) -> Result<(String, Vec<ChangeOne>), String> {
    let view = read_opportunity(id).await.map_err(|error| error.sentence(t))?;
    let said = said(t, &view, &to);
    let one = ChangeOne { id, version: view.version, to };
    let changed = ask(vec![one]).await.map_err(|error| error.sentence(t))?;
    match changed.verdicts.into_iter().find_map(|verdict| verdict.refused) {
        Some(problem) => Err(AppError(problem).sentence(t)),
        None => Ok((said, changed.undo)),
    }
}

fn take_back(t: T, toasts: Toasts, undo: Vec<ChangeOne>) {
    spawn_local(async move {
        match ask(undo).await {
            Ok(changed) if changed.verdicts.iter().all(|verdict| verdict.refused.is_none()) => {
                toasts.say(t.crm_list_taken_back());
                if changed.stayed > 0 {
                    toasts.say(t.plans_stayed(i64::from(changed.stayed)));
                }
            }
            Ok(_) => toasts.warn(t.crm_list_not_taken_back(1)),
            Err(error) => toasts.warn(error.sentence(t)),
        }
    });
}

async fn ask(rows: Vec<ChangeOne>) -> Result<Changed, AppError> {
    change_opportunities(ChangeOpportunities { key: IdempotencyKey(Uuid::new_v4()), which: Which::Rows(rows) }).await
}
