//! The page on which two opportunities are compared and merged.
use super::{
    api::{merge_opportunities, preview_merge, take_back_merge},
    words,
};
use crate::{
    i18n::use_t,
    merging::{Desk, Merging, Side, of_two},
    wire::AppError,
};
use domain::{crm::duplicates::Reason, formats, ids::OpportunityId};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::{
    merge::{MergeField, MergeOpportunities, MergePreview, MergeSide, TakeBackMerge},
    shared::IdempotencyKey,
};

impl Merging for MergePreview {
    type Id = OpportunityId;
    type Back = TakeBackMerge;
    const KIND: &'static str = "opportunity";
    const QUIET: bool = false;

    fn sides(&self, t: T) -> [Side<OpportunityId>; 2] {
        [&self.stays, &self.goes].map(|side: &MergeSide| {
            let stage = if side.lost { t.merge_lost().to_owned() } else { side.stage.clone() };
            Side {
                id: side.id,
                row: side.id.0,
                version: side.version,
                name: side.title.clone(),
                about: t.merge_since(stage, formats::date(t.figures(), side.created.local.date())),
            }
        })
    }

    fn fields(&self) -> &[MergeField] {
        &self.fields
    }

    fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    fn counts(&self, t: T) -> Vec<(&'static str, i64)> {
        let counts = self.counts;
        vec![
            (t.merge_count_activities(), counts.activities),
            (t.merge_count_quotes(), counts.quotes),
            (t.merge_count_orders(), counts.orders),
            (t.merge_count_posts(), counts.posts),
            (t.merge_count_files(), counts.files),
            (t.merge_count_entries(), counts.entries),
        ]
    }

    fn words(t: T, field: &MergeField) -> [String; 3] {
        [words::label(t, field), words::value(t, &field.stays), words::value(t, &field.goes)]
    }

    fn page(id: OpportunityId) -> String {
        format!("/opportunities/{id}")
    }

    fn taken_apart(t: T, name: &str, kept: &[String]) -> String {
        words::taken_apart(t, name, kept)
    }

    async fn preview(stays: OpportunityId, goes: OpportunityId) -> Result<MergePreview, AppError> {
        preview_merge(stays, goes).await
    }

    async fn merge(
        (stays, stays_version): (OpportunityId, i64),
        (goes, goes_version): (OpportunityId, i64),
        key: IdempotencyKey,
        taken: Vec<String>,
    ) -> Result<TakeBackMerge, AppError> {
        let command = MergeOpportunities { key, stays, stays_version, goes, goes_version, taken };
        let done = merge_opportunities(command).await?;
        Ok(TakeBackMerge { merge: done.merge, version: done.version })
    }

    async fn take_back(back: TakeBackMerge) -> Result<Vec<String>, AppError> {
        Ok(take_back_merge(back).await?.kept)
    }
}

/// `/opportunities/:id/merge/:other`: the first stays, the other is merged into it.
#[component]
pub fn MergePage() -> impl IntoView {
    of_two(|first: MergePreview| view! { <Comparison first/> }.into_any())
}

#[component]
fn Comparison(first: MergePreview) -> impl IntoView {
    let t = use_t();
    let swapped = format!("/opportunities/{}/merge/{}", first.goes.id, first.stays.id);
    let desk = Desk::new(t, first);
    let tags = move || {
        let tags = desk.view.with(|view| view.tags.join(", "));
        (!tags.is_empty()).then(|| view! { <dl class="props"><dt>{t.tags_title()}</dt><dd>{tags}</dd></dl> })
    };
    let below = view! { <p class="muted t-13">{t.merge_hint()}</p> };
    view! {
        <Title text=t.merge_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.crm_breadcrumb()>
                <a href="/pipeline">{t.crm_pipeline()}</a><span>"/"</span>
            </nav>
            <h1>{t.merge_title()}</h1>
            <span class="push"></span>
            <a class="btn" href=swapped>{t.merge_swap()}</a>
        </header>
        {desk.body(t.merge_title(), tags.into_any(), below.into_any())}
    }
}
