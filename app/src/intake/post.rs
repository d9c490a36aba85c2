//! One post of the inbox: its verdict with the reason, its facts, and the bytes as they came.
use super::{
    api::{read_post, replay_post},
    fields::ReadAs,
    inbox::tone,
};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Icon, IconName, Skeleton, Tone, use_toasts};
use domain::{formats, ids::IntakePostId};
use leptos::prelude::*;
use wire::intake::{MailView, PostView};

/// The post that is open.
#[component]
pub(super) fn Post(
    /// Which.
    id: IntakePostId,
    /// Address of the list without it.
    back: String,
) -> impl IntoView {
    let t = use_t();
    let found = Resource::new(move || id, read_post);
    crate::live::on_change("intake", Some(id.0), move || found.refetch());
    let toasts = use_toasts();
    let replaying = Action::new(move |(): &()| async move {
        match replay_post(id).await {
            Ok(verdict) => {
                toasts.say(i18n::intake::verdict(t, verdict.code()));
                found.refetch();
            }
            Err(error) => toasts.warn(error.sentence(t)),
        }
    });
    let again = move || {
        view! {
            <Button
                icon=IconName::Refresh
                busy=replaying.pending()
                busy_label=t.intake_replaying()
                on_press=move |()| {
                    replaying.dispatch(());
                }
            >
                {t.intake_replay()}
            </Button>
        }
    };
    view! {
        <article class="raw" aria-labelledby="post-title">
            <p class="back"><a class="btn ghost sm" href=back><Icon name=IconName::Left/>{t.intake_back_to_list()}</a></p>
            <Transition fallback=move || view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(post) => view! { <Facts post/> }.into_any(),
                        Err(error) => view! {
                            <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{error.sentence(t)}</Banner>
                        }.into_any(),
                    }
                })}
            </Transition>
            <p class="row">{again()}</p>
        </article>
    }
}

#[component]
fn Facts(post: PostView) -> impl IntoView {
    let t = use_t();
    let row = post.row;
    let fact =
        |name: &'static str, value: String| (!value.is_empty()).then(|| view! { <dt>{name}</dt><dd>{value}</dd> });
    let adapter = if post.adapter.is_empty() { "" } else { i18n::intake::adapter(t, &post.adapter) };
    let sender = if row.sender.is_empty() { t.intake_unknown_sender().to_owned() } else { row.sender };
    let size = format!("{} B", post.size);
    let title = if row.subject.is_empty() { sender.clone() } else { row.subject };
    let from = post.mail.as_ref().map(|mail| written_by(&sender, &mail.email)).unwrap_or_default();
    let read = post.mail.map(|mail| view! { <Read mail/> });
    let by_mail = row.by_mail;
    // Lines of a mail are of use only where there is something they can fill.
    let shown = !post.fields.is_empty() && (!by_mail || !post.own.is_empty());
    let fields = shown.then(|| view! { <ReadAs post=row.id fields=post.fields own=post.own by_mail/> });
    view! {
        <header class="row wrap">
            <h2 id="post-title">{title}</h2>
            <Badge tone=tone(row.verdict)>{i18n::intake::verdict(t, row.verdict.code())}</Badge>
        </header>
        <p>{i18n::intake::reason(t, row.verdict.code(), &row.reason)}</p>
        {row.opportunity.map(|id| view! { <p><a href=format!("/opportunities/{id}")>{t.intake_the_opportunity()}</a></p> })}
        {read}
        {fields}
        <dl class="props">
            {fact(t.intake_written_by(), from)}
            {fact(t.intake_came_by(), row.source)}
            {fact(t.intake_came_at(), formats::moment(t.lang(), t.figures(), row.at.local))}
            {fact(t.intake_adapter(), adapter.to_owned())}
            {fact(t.intake_content_type(), post.content_type)}
            {fact(t.intake_referrer(), post.referrer)}
            {fact(t.intake_user_agent(), post.user_agent)}
            {fact(t.intake_size(), size)}
        </dl>
        <div class="letterbody mono" role="region" aria-label=t.intake_as_it_came()>{post.payload}</div>
    }
}

/// Name and address of a writer.
fn written_by(sender: &str, email: &str) -> String {
    if email.is_empty() || sender == email { sender.to_owned() } else { format!("{sender} <{email}>") }
}

/// A mail in words, with what it quotes folded away, and the names of its files.
#[component]
fn Read(mail: MailView) -> impl IntoView {
    let t = use_t();
    let quoted = (!mail.quoted.is_empty()).then(|| {
        view! {
            <details>
                <summary>{t.intake_quoted()}</summary>
                <div class="letterbody faint">{mail.quoted}</div>
            </details>
        }
    });
    let more = mail.all_files - i64::try_from(mail.files.len()).unwrap_or_default();
    let more = (more > 0).then(|| view! { <li class="faint">{t.intake_more_files(more)}</li> });
    let named = |(name, size): (String, i64)| {
        let name = if name.is_empty() { t.intake_nameless_file().to_owned() } else { name };
        view! { <li><Icon name=IconName::Clip/>" "{name}" "<span class="faint">{format!("{size} B")}</span></li> }
    };
    let files = (mail.all_files > 0).then(|| {
        view! {
            <ul class="plain" aria-label=t.intake_files()>{mail.files.into_iter().map(named).collect_view()}{more}</ul>
        }
    });
    let text = if mail.text.is_empty() { t.intake_no_text().to_owned() } else { mail.text };
    view! {
        <div class="letterbody" role="region" aria-label=t.intake_read()>{text}</div>
        {quoted}
        {files}
    }
}
