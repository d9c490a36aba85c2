//! Sending: to whom, with which words; what the reader gets at the right; then the link, shown this once.
use super::{
    autosave::Standing,
    before_sending::words,
    desk::Desk,
    letter::Letter,
    letter_words::LetterWords,
    mail_preview::MailPreview,
    preflight::{Finding, Weight, to_mend},
    recipients::{self, Recipients},
    sending_time::{SendingTime, When},
    why_figure::{Figure, account_of},
};
use crate::{
    quotes::{
        account::{AnswerBelow, AskBelow},
        api::{read_quote, schedule_quote, send_quote},
        copy_link::CopyLink,
        problem_words,
    },
    ui::{Badge, Banner, Button, Check, Dialog, IconName, Look, Tone},
};
use domain::{
    formats,
    refusal::{FieldRefusal, Refusal},
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    problem::Problem,
    quotes::{ScheduleQuote, ScheduledQuote, SentQuote},
    shared::IdempotencyKey,
};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Done {
    /// It is with the customer.
    Sent(SentQuote),
    /// It waits for its moment.
    Scheduled(ScheduledQuote),
}

/// The dialog.
#[component]
pub fn SendDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What was found before sending.
    findings: Memo<Vec<Finding>>,
) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let (letter, when) = (Letter::new(desk), When::new());
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    // Pressed: waits until what was typed is saved, then goes.
    let pressed = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let sent = RwSignal::new(None::<Done>);
    let owner = Owner::current();
    Effect::new(move |_| {
        if open.get() {
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            problem.set(None);
            sent.set(None);
            pressed.set(false);
            when.reset();
            // The rows outlive this run.
            if let Some(owner) = &owner {
                letter.signing.set(desk.view.with_untracked(|view| view.signing.code().to_owned()));
                letter.people.set(owner.with(|| desk.view.with_untracked(recipients::begin)));
            }
            letter.begin(desk);
            desk.left();
        }
    });
    let go = move || {
        let letter_now = letter.command(desk, key.get_value());
        let at = untrack(|| when.moment());
        if at.is_none() && untrack(|| when.later()) {
            problem.set(Some(Problem::Refused { refusals: vec![FieldRefusal::at("at", Refusal::MomentOutOfReach)] }));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = match at {
                Some(at) => schedule_quote(ScheduleQuote { letter: letter_now, at }).await.map(Done::Scheduled),
                None => send_quote(letter_now).await.map(Done::Sent),
            };
            busy.set(false);
            match answer {
                Ok(answer) => {
                    sent.set(Some(answer));
                    if let Ok(view) = read_quote(desk.id).await {
                        desk.take_in(view);
                    }
                }
                Err(error) => {
                    // Unless the connection broke, another try is another sending.
                    if error.0 != Problem::Unavailable {
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                    }
                    if error.is_stale()
                        && let Ok(view) = read_quote(desk.id).await
                    {
                        desk.take_in(view);
                    }
                    letter.show_wrong(desk, &error.0);
                    problem.set(Some(error.0));
                }
            }
        });
    };
    Effect::new(move |_| {
        if !pressed.get() {
            return;
        }
        match desk.saver.standing.get() {
            Standing::Saved => {
                pressed.set(false);
                go();
            }
            Standing::Waiting | Standing::Saving => desk.left(),
            Standing::Offline | Standing::Conflict | Standing::Stopped => pressed.set(false),
        }
    });
    let must = Memo::new(move |_| findings.with(|found| found.iter().any(|finding| finding.weight() == Weight::Must)));
    let done = move || sent.with(Option::is_some);
    let title = Signal::derive(move || {
        sent.with(|sent| match sent {
            Some(Done::Sent(sent)) => t.quotes_sent_title(sent.sent_version),
            Some(Done::Scheduled(_)) => t.scheduled_was_scheduled().to_owned(),
            None => t.quotes_send_title(desk.next_sent().0),
        })
    });
    let lead = Signal::derive(move || {
        let net = formats::money(t.figures(), desk.sums.with(|sums| sums.totals.net), &desk.currency);
        Some(desk.view.with(|view| t.quotes_send_lead(&view.number, &view.party.name, net)))
    });
    let press = move || match when.moment() {
        Some(at) => t.scheduled_press(formats::moment(t.lang(), t.figures(), at)),
        None if when.later() => t.scheduled_press_later().to_owned(),
        None if letter.to_nobody() => t.quotes_make_link().to_owned(),
        None => t.quotes_send_now().to_owned(),
    };
    let footer = move || {
        view! {
            {move || if done() {
                view! { <Button look=Look::Primary on_press=move |()| open.set(false)>{t.quotes_close()}</Button> }.into_any()
            } else {
                view! {
                    <Button on_press=move |()| open.set(false)>{t.quotes_not_now()}</Button>
                    <Button look=Look::Primary icon=IconName::Send submit=true disabled=must
                        busy=Signal::derive(move || busy.get() || pressed.get()) busy_label=t.quotes_sending()>
                        {press}
                    </Button>
                }.into_any()
            }}
        }
    };
    let checked = move || {
        view! {
            {move || match sent.get() {
            None => view! { <Checked findings/> }.into_any(),
            Some(Done::Scheduled(_)) => view! { <span class="muted">{t.scheduled_frozen()}</span> }.into_any(),
            Some(Done::Sent(sent)) if sent.mailed => view! { <a href="/outbox">{t.quotes_see_outbox()}</a> }.into_any(),
            Some(Done::Sent(_)) => view! { <span class="muted">{t.quotes_no_mail()}</span> }.into_any(),
        }}
        }
    };
    view! {
        <Dialog id="send-quote" open broad=true title lead checked footer on_submit=move |()| pressed.set(true)>
            {move || match sent.get() {
                Some(Done::Sent(sent)) => view! { <Sent sent/> }.into_any(),
                Some(Done::Scheduled(waits)) => {
                    let at = formats::moment(t.lang(), t.figures(), waits.at.local);
                    view! {
                        <Banner tone=Tone::Positive icon=IconName::Clock urgent=true>{t.scheduled_done(waits.quote_version, at)}</Banner>
                    }.into_any()
                }
                None => view! { <Form letter when problem/> }.into_any(),
            }}
        </Dialog>
    }
}

/// Why what goes out comes to what it does.
#[component]
fn WhySum() -> impl IntoView {
    let desk = Desk::here();
    let why = RwSignal::new(None::<Figure>);
    let words = Signal::derive(move || {
        desk.t.prices_why(formats::money(desk.t.figures(), desk.sums.with(|sums| sums.totals.net), &desk.currency))
    });
    view! {
        <div class="t-13">
            <AskBelow which=Figure::Net open=why place="why-sent" words/>
            <AnswerBelow id="why-sent" open=why account=Callback::new(move |figure| account_of(desk, figure))/>
        </div>
    }
}

#[component]
fn Form(letter: Letter, when: When, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let error = move |field: &'static str| {
        Signal::derive(move || {
            problem.with(|problem| problem.as_ref()?.at(field).map(|why| i18n::problem::refusal_sentence(t, why)))
        })
    };
    // What belongs to no field of the form stands above it.
    let general = move || {
        let mine = |field: &str| {
            matches!(field, "subject" | "message" | "at")
                || field.starts_with("recipients")
                || field.starts_with("others.")
        };
        problem.with(|problem| {
            let problem = problem.as_ref()?;
            let shown = matches!(problem, Problem::Refused { refusals } if refusals.iter().any(|one| mine(&one.field)));
            (!shown).then(|| problem_words(t, problem))
        })
    };
    let not_saved = move || match desk.saver.standing.get() {
        Standing::Offline => Some(t.quotes_send_offline()),
        Standing::Conflict => Some(t.quotes_send_conflict()),
        Standing::Stopped => Some(t.quotes_send_unsaved()),
        _ => None,
    };
    view! {
        <div class="split-2">
            <div class="stack loose">
                {move || general().map(|words| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{words}</Banner> })}
                {move || not_saved().map(|words| view! { <Banner tone=Tone::Amber icon=IconName::Alert>{words}</Banner> })}
                <Recipients people=letter.people signing=letter.signing problem/>
                <LetterWords letter problem/>
                <Check value=letter.attach>{t.quotes_attach_pdf()}</Check>
                <SendingTime t when error=error("at")/>
                <WhySum/>
            </div>
            <MailPreview letter/>
        </div>
    }
}

/// What the checks found, in one line.
#[component]
fn Checked(findings: Memo<Vec<Finding>>) -> impl IntoView {
    let t = Desk::here().t;
    move || {
        let found = findings.get();
        let passed = found.len() - to_mend(&found);
        let badges = found.into_iter().filter(|finding| finding.weight() != Weight::Passed).map(|finding| {
            let tone = if finding.weight() == Weight::Must { Tone::Danger } else { Tone::Amber };
            let words = words(t, &finding);
            view! { <Badge tone icon=IconName::Alert>{words}</Badge> }
        });
        view! {
            <Badge tone=Tone::Positive icon=IconName::Check>{t.quotes_checks_passed(passed)}</Badge>
            {badges.collect_view()}
        }
    }
}

/// After sending: the link, and whether a mail is on its way.
#[component]
fn Sent(sent: SentQuote) -> impl IntoView {
    let t = Desk::here().t;
    view! {
        <div class="stack loose">
            <Banner tone=Tone::Positive icon=IconName::Check urgent=true>
                {if sent.mailed { t.quotes_sent_mailed() } else { t.quotes_sent_link_only() }}
            </Banner>
            {if sent.url.is_empty() {
                view! { <p>{t.quotes_link_not_again()}</p> }.into_any()
            } else {
                view! {
                    <CopyLink id="sent-link" url=sent.url/>
                    {(1..).zip(sent.others).map(|(at, link): (u32, _)| {
                        let label = t.recipients_link_of(link.name);
                        view! { <CopyLink id=format!("sent-link-{at}") url=link.url label/> }
                    }).collect_view()}
                }.into_any()
            }}
        </div>
    }
}
