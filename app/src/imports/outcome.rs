//! What comes of an import: its progress while rows are written or taken back, and the result with the way back.
use super::{
    api::undo_import,
    page::Shown,
    preview::{LeftOut, Wrong},
    rows::Lines,
};
use crate::i18n::use_t;
use crate::ui::{Banner, Bar, Button, Fill, IconName, Look, Tone};
use domain::{formats, imports::ImportState};
use leptos::prelude::*;
use wire::imports::ImportCounts;

/// The state of an import that was started.
#[component]
pub(super) fn Outcome(shown: Shown) -> impl IntoView {
    let state = Memo::new(move |_| shown.view.with(|view| view.state));
    move || match state.get() {
        ImportState::Applying | ImportState::Undoing => view! { <Running shown/> }.into_any(),
        ImportState::Undone => view! { <Undone shown/> }.into_any(),
        _ => view! { <Done shown/> }.into_any(),
    }
}

fn rows_back(counts: &ImportCounts) -> i64 {
    counts.undone + counts.archived + counts.kept
}

#[component]
fn Running(shown: Shown) -> impl IntoView {
    let t = use_t();
    let state = shown.view.with_untracked(|view| view.state);
    let back = state == ImportState::Undoing;
    let progress = Memo::new(move |_| {
        let counts = shown.view.with(|view| view.counts);
        if back {
            (rows_back(&counts), counts.written())
        } else {
            (counts.written() + counts.turned_down, counts.to_write())
        }
    });
    let parts = Signal::derive(move || {
        let (done, all) = progress.get();
        vec![(u32::try_from(done.saturating_mul(1_000) / all.max(1)).unwrap_or_default().min(1_000), Fill::Ink)]
    });
    view! {
        <header class="row">
            <h2 id="import-rows">{if back { t.imports_undoing() } else { t.imports_applying() }}</h2>
            <span class="push faint t-13">{t.imports_may_leave()}</span>
        </header>
        <Wrong shown/>
        <div class="progress">
            <p role="status">{move || { let (done, all) = progress.get(); t.imports_of(t.figure(done), t.figure(all)) }}</p>
            <Bar parts class="tall"/>
        </div>
        {(!back).then(|| view! { <Back shown stop=true/> })}
    }
}

/// The way back, of all of it.
#[component]
fn Back(shown: Shown, stop: bool) -> impl IntoView {
    let t = use_t();
    let undo = Action::new(move |(): &()| async move {
        shown.wrong.set(None);
        if let Err(error) = undo_import(shown.view.with_untracked(|view| view.id)).await {
            shown.wrong.set(Some(error.sentence(t)));
        }
        shown.reload();
    });
    let written = move || shown.view.with(|view| view.counts.written());
    let words = move || if stop { t.imports_stop().to_owned() } else { t.imports_take_back(t.figure(written())) };
    view! {
        <Button look=Look::Danger icon=IconName::Undo busy=undo.pending()
            on_press=move |()| { undo.dispatch(()); }>{words}</Button>
    }
}

#[component]
fn Done(shown: Shown) -> impl IntoView {
    let t = use_t();
    let counts = Memo::new(move |_| shown.view.with(|view| view.counts));
    let when = move || {
        let finished = shown.view.with(|view| view.finished);
        finished.map(|at| formats::date_time(t.figures(), at.local))
    };
    view! {
        <header class="row"><h2 id="import-rows">{t.imports_done()}</h2><span class="push faint t-13">{when}</span></header>
        <Wrong shown/>
        <Banner tone=Tone::Positive icon=IconName::Check>
            <b>{move || counts.with(|counts| t.imports_did(t.figure(counts.made), t.figure(counts.changed)))}</b>
            {move || counts.with(|counts| (counts.turned_down > 0).then(|| format!(" {}", t.imports_turned_down(t.figure(counts.turned_down)))))}
        </Banner>
        <div class="row wrap acts">
            <LeftOut shown/>
            <span class="push"></span>
            {move || counts.with(|counts| counts.written() > 0).then(|| view! { <Back shown stop=false/> })}
        </div>
        <p class="faint t-12">{t.imports_back_what()}</p>
        <Lines shown/>
    }
}

#[component]
fn Undone(shown: Shown) -> impl IntoView {
    let t = use_t();
    let counts = Memo::new(move |_| shown.view.with(|view| view.counts));
    let when = move || {
        shown.view.with(|view| {
            view.undone.map(|at| format!("{}, {}", view.undone_by, formats::date_time(t.figures(), at.local)))
        })
    };
    let left = move || counts.with(|counts| counts.kept + counts.archived);
    // What could not be taken back is named first.
    Effect::new(move |_| {
        if left() > 0 && shown.filter.with_untracked(String::is_empty) {
            shown
                .filter
                .set(if counts.with_untracked(|counts| counts.kept > 0) { "kept" } else { "archived" }.to_owned());
            shown.page.set(0);
            shown.reload();
        }
    });
    let pick = move |code: &'static str, words: &'static str, count: i64| {
        let pressed = move || if shown.filter.with(|filter| filter == code) { "true" } else { "false" };
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| {
                shown.filter.set(code.to_owned());
                shown.page.set(0);
                shown.reload();
            }>{words}" "{t.figure(count)}</button>
        }
    };
    view! {
        <header class="row"><h2 id="import-rows">{t.imports_undone()}</h2><span class="push faint t-13">{when}</span></header>
        <Wrong shown/>
        <Banner tone=Tone::Plain icon=IconName::Undo>
            <b>{move || t.imports_taken_back(t.figure(counts.with(|counts| counts.undone)))}</b>
            {move || counts.with(|counts| (left() > 0).then(|| format!(" {}", t.imports_kept_what(t.figure(counts.kept), t.figure(counts.archived)))))}
        </Banner>
        {move || (left() > 0).then(|| {
            let counts = counts.get();
            view! {
                <div class="seg sm" role="group" aria-label=t.imports_show()>
                    {pick("kept", t.imports_kept(), counts.kept)}{pick("archived", t.imports_archived(), counts.archived)}
                </div>
                <Lines shown/>
            }
        })}
    }
}
