//! The rows with their verdicts: nothing is written yet.
use super::{api::start_import, columns::judging, page::Shown, rows::Lines, several::Several};
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Icon, IconName, Look, Skeleton, Tone};
use domain::imports::verdict::Verdict;
use i18n::imports::verdict;
use leptos::prelude::*;
use wire::imports::StartImport;

/// The preview with its filter, its rows, and the button that writes them.
#[component]
pub(super) fn Preview(shown: Shown) -> impl IntoView {
    let t = use_t();
    let busy = move || judging(shown);
    view! {
        <header class="row wrap">
            <h2 id="import-rows" tabindex="-1">{t.imports_ready()}</h2>
            <span class="faint t-13" role="status">{move || if busy() { t.imports_checking() } else { t.imports_dry() }}</span>
            <span class="sr" role="status">{move || shown.told.get()}</span>
            <span class="push"></span>
            <Filter shown/>
        </header>
        <Wrong shown/>
        {move || if busy() { view! { <Skeleton rows=8/> }.into_any() } else { view! { <Several shown/><Lines shown fix=true/> }.into_any() }}
        {move || (!busy()).then(|| view! { <Foot shown/> })}
    }
}

/// What was not done, and why.
#[component]
pub(super) fn Wrong(shown: Shown) -> impl IntoView {
    move || {
        shown.wrong.get().map(|wrong| {
            view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> }
        })
    }
}

/// Which rows are shown, each kind with its count.
#[component]
fn Filter(shown: Shown) -> impl IntoView {
    let t = use_t();
    let counts = Memo::new(move |_| shown.view.with(|view| view.counts));
    let choose = move |code: &'static str| {
        shown.filter.set(code.to_owned());
        shown.page.set(0);
        shown.reload();
    };
    let button = move |code: &'static str, words: &'static str, count: i64| {
        let pressed = move || if shown.filter.with(|filter| filter == code) { "true" } else { "false" };
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| choose(code)>{words}" "{t.figure(count)}</button>
        }
    };
    view! {
        <div class="seg sm" role="group" aria-label=t.imports_show() tabindex="0">
            {move || {
                let counts = counts.get();
                let some = Verdict::ALL.into_iter().filter(|one| counts.of(*one) > 0);
                let kinds = some.map(|one| button(one.code(), verdict(t, one), counts.of(one))).collect_view();
                view! { {button("", t.parties_view_all(), counts.total())}{kinds} }
            }}
        </div>
    }
}

/// The rows that something is wrong with, as a file.
#[component]
fn TheWrong(shown: Shown) -> impl IntoView {
    let t = use_t();
    move || {
        let (id, count) = shown.view.with(|view| (view.id, view.counts.refused));
        (count > 0).then(|| {
            view! {
                <a class="btn" download href=format!("/files/wrong/{id}")>
                    <Icon name=IconName::Download/>{t.imports_the_wrong(t.figure(count))}
                </a>
            }
        })
    }
}

/// The rows that stay out, as a file.
#[component]
pub(super) fn LeftOut(shown: Shown) -> impl IntoView {
    let t = use_t();
    move || {
        let (id, count) = shown.view.with(|view| (view.id, view.counts.left_out()));
        (count > 0).then(|| {
            view! {
                <a class="btn" download href=format!("/files/left-out/{id}")>
                    <Icon name=IconName::Download/>{t.imports_the_left_out(t.figure(count))}
                </a>
            }
        })
    }
}

#[component]
fn Foot(shown: Shown) -> impl IntoView {
    let t = use_t();
    let counts = Memo::new(move |_| shown.view.with(|view| view.counts));
    let start = Action::new(move |(): &()| async move {
        let command = shown.view.with_untracked(|view| StartImport { id: view.id, version: view.version });
        shown.wrong.set(None);
        shown.filter.set(String::new());
        shown.page.set(0);
        if let Err(error) = start_import(command).await {
            shown.wrong.set(Some(error.sentence(t)));
        }
        shown.reload();
    });
    let will = move || counts.with(|counts| t.imports_will(t.figure(counts.new), t.figure(counts.change)));
    let out =
        move || counts.with(|counts| (counts.left_out() > 0).then(|| t.imports_stay_out(t.figure(counts.left_out()))));
    view! {
        <footer class="row wrap">
            <p class="t-13"><b>{will}</b>" "{out}</p>
            <span class="push"></span>
            <TheWrong shown/>
            <LeftOut shown/>
            <Button look=Look::Primary busy=start.pending() disabled=Signal::derive(move || counts.with(|counts| counts.to_write() == 0))
                on_press=move |()| { start.dispatch(()); }>
                {move || t.imports_start(t.figure(counts.with(|counts| counts.to_write())))}
            </Button>
        </footer>
    }
}
