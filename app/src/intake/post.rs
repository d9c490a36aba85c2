//! One post of the inbox: its verdict with the reason, its facts, and the bytes as they came.
use super::{
    api::{read_post, replay_post},
    inbox::tone,
};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Icon, IconName, Skeleton, Tone, use_toasts};
use domain::{formats, ids::IntakePostId};
use leptos::prelude::*;
use wire::intake::PostView;

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
    view! {
        <header class="row wrap">
            <h2 id="post-title">{sender}</h2>
            <Badge tone=tone(row.verdict)>{i18n::intake::verdict(t, row.verdict.code())}</Badge>
        </header>
        <p>{i18n::intake::reason(t, row.verdict.code(), &row.reason)}</p>
        {row.opportunity.map(|id| view! { <p><a href=format!("/opportunities/{id}")>{t.intake_the_opportunity()}</a></p> })}
        <dl class="props">
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
