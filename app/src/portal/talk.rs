//! What was asked and answered: under a line, or about the whole.
use super::{field, icon, slots::Slot, view::View, words};
use domain::{formats, ids::LineId, quotes::decision::LONGEST_COMMENT};
use leptos::prelude::*;
use wire::portal::{FormState, PortalComment, PortalFile};

/// Stands for the name of a line in a sentence.
const NAME: &str = "\u{1}";

/// The thread under a line, where there is one, with a place to go on. Its heading is one below what the line
/// stands under.
pub(super) fn under_line(view: &View<'_>, line: LineId, headed: bool) -> Option<AnyView> {
    let comments: Vec<&PortalComment> =
        view.page.comments.iter().filter(|comment| comment.line == Some(line)).collect();
    if comments.is_empty() {
        return None;
    }
    let t = view.t;
    let heading = if headed {
        view! { <h4>{t.portal_talk_line()}</h4> }.into_any()
    } else {
        view! { <h3>{t.portal_talk_line()}</h3> }.into_any()
    };
    let field = format!("m-{line}");
    let more = view.page.may_comment.then(|| {
        view! {
            <form method="post" action=view.path("/comment") data-form="comment">
                {field::hidden(view, Slot::CommentKey)}
                <input type="hidden" name="line" value=line.to_string() />
                <label class="sr" for=field.clone()>
                    {t.portal_talk_more()}
                </label>
                <input
                    class="input"
                    id=field
                    name="body"
                    dir="auto"
                    maxlength=LONGEST_COMMENT.to_string()
                    placeholder=t.portal_talk_more()
                />
                {field::submit("btn", None, t.portal_more(), t.portal_sending())}
            </form>
        }
    });
    Some(
        view! {
            <div class="full talk">
                <header>
                    {icon::icon("ask")}
                    {heading}
                </header>
                {thread(view, &comments, false)}
                {more}
            </div>
        }
        .into_any(),
    )
}

/// Comments about the whole, and those about lines that this version no longer has.
pub(super) fn whole(view: &View<'_>) -> Option<AnyView> {
    let here = |line: LineId| view.products().any(|product| product.id() == line);
    let comments: Vec<&PortalComment> =
        view.page.comments.iter().filter(|comment| comment.line.is_none_or(|line| !here(line))).collect();
    (!comments.is_empty()).then(|| {
        view! {
            <section class="hang" id="talk" data-part="talk">
                <h2>{view.t.portal_talk()}</h2>
                <div class="talk">{thread(view, &comments, true)}</div>
            </section>
        }
        .into_any()
    })
}

fn thread(view: &View<'_>, comments: &[&PortalComment], about: bool) -> AnyView {
    let t = view.t;
    let comments: Vec<AnyView> = comments
        .iter()
        .map(|comment| {
            let avatar = if comment.by_customer { "avatar b" } else { "avatar" };
            let side =
                (!comment.by_customer).then(|| view! { " " <span class="muted">{t.portal_seller_side()}</span> });
            let older = (comment.version != view.content().version).then(|| t.portal_on_version(comment.version));
            let line = comment.line.filter(|_| about).map(|line| view.line_name(line, &comment.line_name));
            let aside = match line {
                // Its name is in another language than the sentence around it.
                Some((Some(lang), name)) => {
                    let said = t.portal_talk_about(NAME);
                    let (head, tail) = said.split_once(NAME).unwrap_or((said.as_str(), ""));
                    let head = older.map_or_else(|| head.to_owned(), |older| format!("{older}, {head}"));
                    let name = view! { <span dir="auto" lang=lang>{name}</span> };
                    Some(view! { <small class="muted">{head}{name}{tail.to_owned()}</small> }.into_any())
                }
                line => {
                    let line = line.map(|(_, name)| t.portal_talk_about(&name));
                    let aside: Vec<String> = older.into_iter().chain(line).collect();
                    (!aside.is_empty()).then(|| view! { <small class="muted">{aside.join(", ")}</small> }.into_any())
                }
            };
            view! {
                <li id=format!("c-{}", comment.id)>
                    <span class=avatar aria-hidden="true">
                        {words::initials(&comment.author)}
                    </span>
                    <div>
                        <b dir="auto">{comment.author.clone()}</b>
                        {side}
                        " "
                        <time datetime=format!("{}Z", comment.at.utc.utc().format("%Y-%m-%dT%H:%M:%S"))>
                            {formats::date_time(view.lang, comment.at.local)}
                        </time>
                        " "
                        {aside}
                        <p dir="auto">{comment.body.clone()}</p>
                        {enclosed(view, comment)}
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol>{comments}</ol> }.into_any()
}

/// The files that came with a comment.
fn enclosed(view: &View<'_>, comment: &PortalComment) -> Option<AnyView> {
    let one = |file: &PortalFile| {
        view! {
            <li>
                <a class="link" href=view.path(&format!("/enclosed/{}", file.id)) download=file.name.clone() dir="auto">
                    {file.name.clone()}
                </a>
                " "
                <small>{formats::size(view.lang, file.size)}</small>
            </li>
        }
        .into_any()
    };
    let files: Vec<AnyView> = comment.files.iter().map(one).collect();
    (!files.is_empty()).then(|| view! { <ul class="files" aria-label=view.t.files_with()>{files}</ul> }.into_any())
}

/// What the customer asked and nobody has answered yet, told where it is decided. The form that accepts may stand in a
/// dialog, from which a link would lead behind it.
pub(super) fn waiting(view: &View<'_>, linked: bool) -> Option<AnyView> {
    let open: Vec<&PortalComment> =
        view.page.comments.iter().filter(|comment| comment.by_customer && !comment.answered).collect();
    let first = open.first()?;
    let count = u32::try_from(open.len()).unwrap_or(u32::MAX);
    let said = view.t.portal_waiting(count);
    let said = if linked {
        view! { <a class="link" href=format!("#c-{}", first.id)>{said}</a> }.into_any()
    } else {
        view! { <span>{said}</span> }.into_any()
    };
    Some(
        view! {
            <p class="waiting">
                {icon::icon("ask")}
                {said}
            </p>
        }
        .into_any(),
    )
}

/// What was refused about a form as a whole, at its top.
pub(super) fn whole_refusal<C>(view: &View<'_>, form: &FormState<C>) -> Option<AnyView> {
    let said = form.at("")?;
    Some(
        view! {
            <div class="banner danger">
                {icon::icon("warn")}
                <div>{words::refusal(view.t, said)}</div>
            </div>
        }
        .into_any(),
    )
}
