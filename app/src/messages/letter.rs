//! One message of the outbox: to whom, about what, the text as it goes out; and trying again.
use super::{api::retry_message, outbox::heading, state::StateBadge};
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Icon, IconName, Tone, use_toasts};
use domain::formats;
use leptos::prelude::*;
use wire::messages::{OutboxRow, OutboxState};

/// The message that is open.
#[component]
pub(super) fn Letter(
    /// It.
    row: OutboxRow,
    /// Whether a mail server is set up.
    ready: bool,
    /// Reads the outbox again.
    reload: Callback<()>,
    /// Address of the list without it.
    back: String,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let id = row.id;
    let retrying = Action::new(move |(): &()| async move {
        match retry_message(id).await {
            Ok(()) => {
                toasts.say(t.messages_will_retry());
                reload.run(());
            }
            Err(error) => toasts.warn(error.sentence(t)),
        }
    });
    let mail = row.topic == "mail";
    let (title, about) = heading(t, &row);
    let heading = if mail { about.clone() } else { title };
    let when = |stamp: domain::days::Stamp| formats::moment(t.lang(), t.figures(), stamp.local);
    let fact = |name: &'static str, value: String| view! { <dt>{name}</dt><dd>{value}</dd> };
    // Without a server every try would end as the last one did.
    let can_retry = row.state != OutboxState::Done && (ready || !mail);
    let waits = row.state == OutboxState::Waiting;
    view! {
        <article class="raw" aria-labelledby="letter-title">
            <p class="back"><a class="btn ghost sm" href=back><Icon name=IconName::Left/>{t.messages_back_to_list()}</a></p>
            <header class="row wrap">
                <h2 id="letter-title">{heading}</h2>
                <StateBadge row=row.clone() ready/>
                <span class="push"></span>
                {can_retry.then(|| view! {
                    <Button
                        icon=IconName::Refresh
                        busy=retrying.pending()
                        busy_label=t.messages_retrying()
                        on_press=move |()| {
                            retrying.dispatch(());
                        }
                    >
                        {t.messages_retry()}
                    </Button>
                })}
            </header>
            {(row.state == OutboxState::Dead).then(|| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert>{t.messages_dead_what()}</Banner>
            })}
            {(!row.error.is_empty()).then(|| view! {
                <Banner tone=if waits { Tone::Amber } else { Tone::Danger } icon=IconName::Alert>
                    <b>{t.messages_last_error()}</b>" "<span class="mono">{row.error.clone()}</span>
                </Banner>
            })}
            <dl class="props">
                {mail.then(|| fact(t.messages_to(), row.to.clone()))}
                {fact(t.messages_put_there(), when(row.created))}
                {(row.attempts > 0).then(|| fact(t.messages_attempts(), row.attempts.to_string()))}
                {row.next.filter(|_| row.attempts > 0 && ready).map(|next| fact(t.messages_next_try(), when(next)))}
                {row.quote.map(|quote| view! {
                    <dt>{t.messages_belongs_to()}</dt>
                    <dd><a href=format!("/quotations/{quote}")>{t.messages_the_quotation()}</a></dd>
                })}
            </dl>
            {if mail {
                view! { <div class="letterbody" role="region" aria-label=t.messages_as_it_goes_out()>{row.text.clone()}</div> }.into_any()
            } else {
                view! { <p class="muted">{about}</p> }.into_any()
            }}
        </article>
    }
}
