//! What the customer asks, and the box to answer in; the answer leaves the company.
use super::{desk::Desk, files::FileList};
use crate::{
    content::bring,
    quotes::api::{answer_comment, read_quote},
    ui::{Badge, Chip, Composer, Entry, EntryKind, Icon, IconName, Readers, Timeline, Tone, use_toasts},
};
use domain::{
    files::{FileKind, KeptFile, MOST_ENCLOSED},
    formats,
    ids::LineId,
};
use i18n::T;
use leptos::{html, prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    problem::Problem,
    quotes::{AnswerComment, CommentView},
    shared::IdempotencyKey,
};

/// Comments of both sides, oldest first, and the answer.
#[component]
pub fn Comments() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let comments = Memo::new(move |_| desk.view.with(|view| view.comments.clone()));
    let about = RwSignal::new(None::<(LineId, String)>);
    let answerable = Memo::new(move |_| desk.view.with(|view| view.sent_version.is_some()));
    view! {
        <Show when=move || answerable.get()>
            <section class="gap-l" aria-labelledby="comments">
                <h2 class="t-16" id="comments">{t.quotes_comments()}</h2>
                <Show
                    when=move || comments.with(|comments| !comments.is_empty())
                    fallback=move || view! { <p class="muted t-13 gap-s">{t.quotes_no_comments()}</p> }
                >
                    <Timeline label=t.quotes_comments()>
                        <For each=move || comments.get() key=|comment| (comment.id, comment.answered) let:comment>
                            <Comment t comment about/>
                        </For>
                    </Timeline>
                </Show>
                <Answer about/>
            </section>
        </Show>
    }
}

#[component]
fn Comment(t: T, comment: CommentView, about: RwSignal<Option<(LineId, String)>>) -> impl IntoView {
    let (kind, icon) =
        if comment.by_customer { (EntryKind::Incoming, IconName::Ask) } else { (EntryKind::Outgoing, IconName::Send) };
    let what = match (comment.by_customer, comment.line_name.as_str()) {
        (true, "") => t.quotes_comment_asked().to_owned(),
        (true, line) => t.quotes_comment_asked_on(line),
        (false, "") => t.quotes_comment_answered().to_owned(),
        (false, line) => t.quotes_comment_answered_on(line),
    };
    let open = comment.by_customer && !comment.answered;
    let badge =
        move || open.then(|| view! { <Badge tone=Tone::Amber icon=IconName::Ask>{t.quotes_comment_open()}</Badge> });
    let line = comment.line.map(|line| (line, comment.line_name.clone()));
    let answer = move |_| {
        about.set(line.clone());
        super::keyboard::focus_on("#answer");
    };
    view! {
        <Entry
            kind
            icon
            who=comment.author
            what
            badge
            time=formats::moment(t.lang(), t.figures(), comment.at.local)
            at=comment.at.local.format("%Y-%m-%dT%H:%M").to_string()
        >
            <p class="box">{comment.body}</p>
            {(!comment.files.is_empty()).then(|| view! { <FileList t files=comment.files/> })}
            {open.then(|| view! { <button type="button" class="link" on:click=answer>{t.quotes_answer_this()}</button> })}
        </Entry>
    }
}

#[component]
fn Answer(about: RwSignal<Option<(LineId, String)>>) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let toasts = use_toasts();
    let text = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    let kept = RwSignal::new(Vec::<KeptFile>::new());
    let send = move |()| {
        busy.set(true);
        // The same answer tried again after a lost connection is one answer.
        if key.get_value().0.is_nil() {
            key.set_value(IdempotencyKey(Uuid::new_v4()));
        }
        let line = about.with_untracked(|about| about.as_ref().map(|(line, _)| *line));
        let command = AnswerComment {
            key: key.get_value(),
            quote: desk.id,
            line,
            body: text.get_untracked(),
            files: kept.get_untracked(),
        };
        spawn_local(async move {
            let answer = answer_comment(command).await;
            busy.set(false);
            match answer {
                Ok(()) => {
                    key.set_value(IdempotencyKey(Uuid::nil()));
                    text.set(String::new());
                    kept.set(Vec::new());
                    about.set(None);
                    problem.set(None);
                    toasts.say(t.quotes_answer_sent());
                    if let Ok(view) = read_quote(desk.id).await {
                        desk.take_in(view);
                    }
                }
                Err(error) => {
                    if !matches!(error.0, Problem::Unavailable) {
                        key.set_value(IdempotencyKey(Uuid::nil()));
                    }
                    problem.set(Some(match error.0.at("body").or(error.0.at("file")) {
                        Some(why) => i18n::problem::refusal_sentence(t, why),
                        None => error.sentence(t),
                    }));
                }
            }
        });
    };
    let readers = Memo::new(move |_| {
        desk.view.with(|view| {
            let names = view.links.iter().filter(|link| link.revoked.is_none()).map(|link| {
                if link.recipient_name.is_empty() { link.recipient_email.clone() } else { link.recipient_name.clone() }
            });
            let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
            names.sort();
            names.dedup();
            names
        })
    });
    let to = move || {
        view! {
            <span class="faint">{t.quotes_answer_to()}</span>
            {move || if readers.with(Vec::is_empty) { view! { <span>{t.quotes_answer_to_page()}</span> }.into_any() } else {
                readers.get().into_iter().map(|name| view! { <Chip value=name/> }).collect_view().into_any()
            }}
            {move || about.get().map(|(_, name)| view! { <Chip what=t.quotes_answer_about() value=name on_remove=move |()| about.set(None)/> })}
        }
    };
    view! {
        <div class="gap">
            <Composer
                id="answer"
                readers=Readers::Outside
                title=t.quotes_answer_title()
                aside=t.quotes_answer_leaves()
                value=text
                longest=2_000
                to
                send_label=t.quotes_answer_send()
                tools=move || view! { <Attach kept problem/> }
                busy
                error=problem
                on_send=send
            />
        </div>
    }
}

/// Files that go with the answer: brought at once, so that one that is not taken is told before the answer is sent.
#[component]
fn Attach(kept: RwSignal<Vec<KeptFile>>, problem: RwSignal<Option<String>>) -> impl IntoView {
    let t = Desk::here().t;
    let busy = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = node.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let (brought, refused) = bring::bring(&input, false).await;
            let _ = busy.try_set(false);
            input.set_value("");
            let _ = kept.try_update(|kept| {
                kept.extend(brought);
                kept.truncate(MOST_ENCLOSED);
            });
            if let Some(refused) = refused {
                let _ = problem.try_set(Some(bring::sentence(t, &refused)));
            }
        });
    };
    let remove = move |at: usize| {
        kept.update(|kept| {
            if at < kept.len() {
                kept.remove(at);
            }
        });
    };
    let full = Signal::derive(move || busy.get() || kept.with(|kept| kept.len() >= MOST_ENCLOSED));
    view! {
        <label class="btn s attach" class:busy=move || busy.get()>
            <Icon name=IconName::Clip/>
            {move || if busy.get() { t.content_file_bringing() } else { t.files_attach() }}
            <input type="file" class="sr" multiple node_ref=node disabled=full accept=FileKind::accept(false) on:change=chosen/>
        </label>
        {move || kept.get().into_iter().enumerate().map(|(at, file)| {
            let value = format!("{} ({})", file.name, formats::size(t.figures(), file.size));
            view! { <Chip value on_remove=move |()| remove(at)/> }
        }).collect_view()}
    }
}
