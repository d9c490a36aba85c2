//! Asking: about the whole or one line, by a form that is always there.
use super::{field, slots::Slot, talk, view::View};
use domain::{
    files::{FileKind, MOST_ENCLOSED},
    quotes::{content::ContentLine, decision::LONGEST_COMMENT},
    refusal::Refusal,
};
use leptos::prelude::*;

/// The form to ask with.
pub(super) fn section(view: &View<'_>) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.comment;
    let said = form.at("body");
    let lead =
        if view.open() { t.portal_ask_lead(view.salesperson()) } else { t.portal_ask_lead_closed(view.salesperson()) };
    let chosen = &form.typed.line;
    let lines: Vec<AnyView> = view
        .products()
        .filter_map(|line| match line {
            ContentLine::Product { id, number, name, .. } => {
                let id = id.to_string();
                let selected = id == *chosen;
                let name: String = name.chars().take(60).collect();
                Some(view! { <option value=id selected=selected>{format!("{number}. {name}")}</option> }.into_any())
            }
            _ => None,
        })
        .collect();
    let described = if said.is_some() { "e-body h-body" } else { "h-body" };
    view! {
        <section class="hang" id="ask" data-part="talk">
            <h2>{t.portal_ask_heading()}</h2>
            <form class="act" method="post" enctype="multipart/form-data" action=view.path("/comment") data-form="ask">
                {field::hidden(view, Slot::CommentKey)}
                {talk::whole_refusal(view, form)}
                <p class="muted">{lead}</p>
                <div class="field">
                    <label for="f-line">{t.portal_about()}</label>
                    <select class="input" id="f-line" name="line">
                        <option value="">{t.portal_whole()}</option>
                        {lines}
                    </select>
                </div>
                <div class="field">
                    <label for="f-body">{t.portal_message()}</label>
                    <textarea
                        class="input"
                        id="f-body"
                        name="body"
                        rows="4"
                        dir="auto"
                        maxlength=LONGEST_COMMENT.to_string()
                        aria-required="true"
                        aria-invalid=said.map(|_| "true")
                        aria-describedby=described
                        autofocus=said.is_some()
                        inner_html=super::words::escaped(&form.typed.body)
                    ></textarea>
                    {field::refusal(view, "body", said, Some(Refusal::Required))}
                    <span class="hint" id="h-body">
                        {t.portal_message_hint(domain::formats::quantity(view.lang, LONGEST_COMMENT.into()))}
                    </span>
                </div>
                {files(view)}
                {field::submit("btn", None, t.portal_send(), t.portal_sending())}
            </form>
        </section>
    }
    .into_any()
}

/// Files that go with the message. A browser forgets them when the form comes back; that is told.
fn files(view: &View<'_>) -> AnyView {
    let t = view.t;
    let form = &view.page.forms.comment;
    let said = form.at("file");
    let again = (!form.refusals.is_empty()).then(|| view! { " " {t.files_again()} });
    let described = if said.is_some() { "e-file h-file" } else { "h-file" };
    view! {
        <div class="field">
            <label for="f-file">{t.files_enclose()}</label>
            <input
                class="input"
                id="f-file"
                type="file"
                name="file"
                multiple=true
                accept=FileKind::accept(false)
                aria-invalid=said.map(|_| "true")
                aria-describedby=described
            />
            {field::refusal(view, "file", said, None)}
            <span class="hint" id="h-file">
                {t.files_enclose_hint(u32::try_from(MOST_ENCLOSED).unwrap_or(u32::MAX))}
                {again}
            </span>
        </div>
    }
    .into_any()
}
