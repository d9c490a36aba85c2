//! Rows of an import with their verdicts and reasons; those with a problem can be repaired in their place.
use super::{
    api::decide_row,
    fix::{FixCell, Leave, why_id},
    page::Shown,
};
use crate::i18n::use_t;
use crate::listing::PER_PAGE;
use crate::ui::{Badge, IconName, Pager, Table, Tone};
use domain::imports::verdict::{Decision, Verdict};
use i18n::{
    T,
    imports::{field_name, reason, verdict},
};
use leptos::{prelude::*, task::spawn_local};
use wire::imports::{DecideRow, ImportLine};

/// A table of rows, with its pages.
#[component]
pub(super) fn Lines(
    shown: Shown,
    /// Whether rows can be repaired.
    #[prop(optional)]
    fix: bool,
) -> impl IntoView {
    let t = use_t();
    let fields = Memo::new(move |_| shown.view.with(|view| view.shown.clone()));
    // Only rows that are others by now are drawn anew: in the rest somebody may be typing.
    let lines = move || {
        let fields = fields.get();
        shown.view.with(|view| view.lines.rows.iter().map(|line| (line.clone(), fields.clone())).collect::<Vec<_>>())
    };
    let none = Memo::new(move |_| shown.view.with(|view| view.lines.rows.is_empty()));
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
        if none.get() {
            return view! { <p class="faint t-13">{t.imports_no_rows()}</p> }.into_any();
        }
        view! {
            <Table label=t.imports_show() head>
                <For each=lines key=key let:row><Line t shown fix fields=row.1 line=row.0/></For>
            </Table>
            {move || (total.get() > PER_PAGE).then(|| view! { <Pager page per=PER_PAGE total on_page=turn/> })}
        }
        .into_any()
    }
}

type Key = (i64, i64, &'static str, Option<u32>, usize, Vec<String>, Vec<String>, Option<String>);

/// What makes a row another one.
fn key((line, fields): &(ImportLine, Vec<String>)) -> Key {
    let judged = &line.judgement;
    let reasons = judged.changes.len() + judged.refusals.len();
    let (cells, fields, record) = (line.cells.clone(), fields.clone(), line.record.clone());
    (line.number, line.version, judged.verdict.code(), judged.same_as_row, reasons, cells, fields, record)
}

#[component]
fn Line(t: T, shown: Shown, fix: bool, fields: Vec<String>, line: ImportLine) -> impl IntoView {
    let judged = line.judgement;
    let dim = matches!(judged.verdict, Verdict::Skip | Verdict::Same);
    let wrong = judged.verdict == Verdict::Refused;
    let row = (line.number, line.version);
    let mut was = line.was.into_iter();
    let cells = fields.into_iter().zip(line.cells).enumerate().map(|(at, (field, text))| {
        let refused = judged.refusals.iter().any(|one| one.field == field);
        let was = was.next().flatten();
        if fix && !judged.left_out && (refused || was.is_some()) {
            return view! { <FixCell shown row field text was refused/> }.into_any();
        }
        let class = if refused {
            "t-danger cut"
        } else if dim {
            "faint cut"
        } else {
            "cut"
        };
        match line.record.clone().filter(|_| at == 0) {
            Some(record) => view! { <td class=class><a href=record>{text}</a></td> }.into_any(),
            None => view! { <td class=class>{text}</td> }.into_any(),
        }
    });
    let cells = cells.collect_view();
    let why = reason(t, &judged);
    let asks = judged.verdict == Verdict::Look;
    let (problem, out) = (wrong || asks, judged.left_out);
    view! {
        <tr>
            <td class="num faint">{line.number}</td>
            <td>{badge(t, judged.verdict)}</td>
            {cells}
            <td class=if wrong { "t-danger" } else { "muted" }>
                <span id=why_id(line.number)>{why}</span>
                {asks.then(|| view! { <Decide shown number=line.number/> })}
                {(fix && (problem || out)).then(|| view! { <Leave shown row out/> })}
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
