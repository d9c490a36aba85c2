//! Timeline: what happened, who did it, when; what was said stands in a box below.
use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// Where an entry came from and where it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntryKind {
    /// A change inside, one line.
    #[default]
    Plain,
    /// Came in: white box.
    Incoming,
    /// Left the company: soft spruce, indented.
    Outgoing,
    /// Stays inside: amber, dashed.
    Note,
    /// Something was won: green mark.
    Good,
    /// Something went wrong: red mark.
    Bad,
}

/// The list of entries, newest first.
///
/// ```ignore
/// view! {
///     <Timeline label=t.timeline()>
///         <DayHead>"Friday 20 November"</DayHead>
///         <Entry kind=EntryKind::Incoming icon=IconName::Ask who="Päivi Mäkelä" what=t.asked_on_line(5) time="16.42" at="2026-11-20T16:42">
///             <p class="box" lang="fi">{text}</p>
///         </Entry>
///     </Timeline>
/// }
/// ```
#[component]
pub fn Timeline(
    /// Spoken name of the list.
    #[prop(into)]
    label: String,
    /// Entries and day heads.
    children: Children,
) -> impl IntoView {
    view! { <ol class="tl" aria-label=label>{children()}</ol> }
}

/// Parts the days.
#[component]
pub fn DayHead(children: Children) -> impl IntoView {
    view! { <li class="day">{children()}</li> }
}

/// One entry. Its body is whatever follows: a `<p class="box">`, a list of changes, nothing.
#[component]
pub fn Entry(
    /// Where it came from and went.
    #[prop(optional)]
    kind: EntryKind,
    /// Drawn in the mark.
    icon: IconName,
    /// In bold.
    #[prop(into)]
    who: String,
    /// What they did.
    #[prop(into)]
    what: String,
    /// After the words: a badge.
    #[prop(optional, into)]
    badge: Option<ViewFn>,
    /// As it is read.
    #[prop(into)]
    time: String,
    /// As machines read it.
    #[prop(into)]
    at: String,
    /// The body.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = match kind {
        EntryKind::Plain => "",
        EntryKind::Incoming => "in",
        EntryKind::Outgoing => "out",
        EntryKind::Note => "note",
        EntryKind::Good => "good",
        EntryKind::Bad => "bad",
    };
    view! {
        <li class=class>
            <span class="dot"><Icon name=icon/></span>
            <div class="grow">
                <p class="who">
                    <span><b>{who}</b>" "{what}</span>
                    {badge.map(|badge| badge.run())}
                    <time datetime=at>{time}</time>
                </p>
                {children.map(|children| children())}
            </div>
        </li>
    }
}
