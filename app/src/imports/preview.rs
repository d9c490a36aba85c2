//! The rows with their verdicts: nothing is written yet.
use super::{
    api::{decide_row, start_import},
    columns::judging,
    page::Shown,
};
use crate::i18n::use_t;
use crate::listing::PER_PAGE;
use crate::ui::{Badge, Banner, Button, Icon, IconName, Look, Pager, Skeleton, Table, Tone};
use domain::imports::verdict::{Decision, Verdict};
use i18n::{
    T,
    imports::{field_name, reason, verdict},
};
use leptos::{prelude::*, task::spawn_local};
use wire::imports::{DecideRow, ImportLine, StartImport};

/// The preview with its filter, its rows, and the button that writes them.
#[component]
pub(super) fn Preview(shown: Shown) -> impl IntoView {
    let t = use_t();
    let busy = move || judging(shown);
    view! {
        <header class="row wrap">
            <h2 id="import-rows">{t.imports_ready()}</h2>
            <span class="faint t-13" role="status">{move || if busy() { t.imports_bringing() } else { t.imports_dry() }}</span>
            <span class="push"></span>
            <Filter shown/>
        </header>
        <Wrong shown/>
        {move || if busy() { view! { <Skeleton rows=8/> }.into_any() } else { view! { <Lines shown/> }.into_any() }}
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

/// A table of rows, with its pages.
#[component]
pub(super) fn Lines(shown: Shown) -> impl IntoView {
    let t = use_t();
    let fields = Memo::new(move |_| shown.view.with(|view| view.shown.clone()));
    let lines = move || shown.view.with(|view| view.lines.rows.clone());
    let head = move || {
        view! {
            <th scope="col" class="num">{t.imports_row()}</th>
            <th scope="col">{t.imports_verdict()}</th>
            {fields.get().into_iter().map(|code| view! { <th scope="col">{field_name(t, &code)}</th> }).collect_view()}
            <th scope="col">{t.imports_reason()}</th>
        }
    };
    let total = Signal::derive(move || shown.view.with(|view| u64::try_from(view.lines.total).unwrap_or_default()));
    let page = Signal::derive(move || u64::from(shown.page.get()) + 1);
    let turn = move |page: u64| {
        shown.page.set(u32::try_from(page.saturating_sub(1)).unwrap_or_default());
        shown.reload();
    };
    move || {
        let lines = lines();
        if lines.is_empty() {
            return view! { <p class="faint t-13">{t.imports_no_rows()}</p> }.into_any();
        }
        view! {
            <Table label=t.imports_show() head>
                {lines.into_iter().map(|line| view! { <Line t shown fields=fields.get_untracked() line/> }).collect_view()}
            </Table>
            {(total.get() > PER_PAGE).then(|| view! { <Pager page per=PER_PAGE total on_page=turn/> })}
        }
        .into_any()
    }
}

#[component]
fn Line(t: T, shown: Shown, fields: Vec<String>, line: ImportLine) -> impl IntoView {
    let judged = line.judgement;
    let dim = matches!(judged.verdict, Verdict::Skip | Verdict::Same);
    let wrong = judged.verdict == Verdict::Refused;
    let cells = fields.into_iter().zip(line.cells).enumerate().map(|(at, (code, cell))| {
        let refused = judged.refusals.iter().any(|one| one.field == code);
        let class = if refused {
            "t-danger cut"
        } else if dim {
            "faint cut"
        } else {
            "cut"
        };
        match line.record.clone().filter(|_| at == 0) {
            Some(record) => view! { <td class=class><a href=record>{cell}</a></td> }.into_any(),
            None => view! { <td class=class>{cell}</td> }.into_any(),
        }
    });
    let cells = cells.collect_view();
    let why = reason(t, &judged);
    let asks = judged.verdict == Verdict::Look;
    view! {
        <tr>
            <td class="num faint">{line.number}</td>
            <td>{badge(t, judged.verdict)}</td>
            {cells}
            <td class=if wrong { "t-danger" } else { "muted" }>
                {why}
                {asks.then(|| view! { <Decide shown number=line.number/> })}
            </td>
        </tr>
    }
}

fn badge(t: T, of: Verdict) -> impl IntoView {
    let (tone, icon) = match of {
        Verdict::New => (Tone::Accent, IconName::Plus),
        Verdict::Change => (Tone::Plain, IconName::Edit),
        Verdict::Same => (Tone::Off, IconName::Check),
        Verdict::Look => (Tone::Amber, IconName::Ask),
        Verdict::Skip => (Tone::Off, IconName::Minus),
        Verdict::Refused => (Tone::Danger, IconName::Alert),
    };
    view! { <Badge tone icon>{verdict(t, of)}</Badge> }
}

/// The two answers for a row that may be a record that is here.
#[component]
fn Decide(shown: Shown, number: i64) -> impl IntoView {
    let t = use_t();
    let say = move |decision| {
        let id = shown.view.with_untracked(|view| view.id);
        spawn_local(async move {
            if let Err(error) = decide_row(DecideRow { id, number, decision }).await {
                let _ = shown.wrong.try_set(Some(error.sentence(t)));
            }
            shown.reload();
        });
    };
    view! {
        " "
        <button type="button" class="link" on:click=move |_| say(Decision::Same)>{t.imports_same()}</button>
        " "
        <button type="button" class="link" on:click=move |_| say(Decision::New)>{t.imports_new()}</button>
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
            <LeftOut shown/>
            <Button look=Look::Primary busy=start.pending() disabled=Signal::derive(move || counts.with(|counts| counts.to_write() == 0))
                on_press=move |()| { start.dispatch(()); }>
                {move || t.imports_start(t.figure(counts.with(|counts| counts.to_write())))}
            </Button>
        </footer>
    }
}
