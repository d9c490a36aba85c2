//! Sending: to whom, with which words; what the reader gets at the right; then the link, shown this once.
use super::{
    autosave::Standing,
    before_sending::words,
    desk::Desk,
    mail_preview::MailPreview,
    preflight::{Finding, Weight, to_mend},
    recipients::{self, Person, Recipients},
};
use crate::{
    frame::use_me,
    quotes::{
        api::{read_quote, send_quote},
        copy_link::CopyLink,
        mail_text::{MailAbout, MailText, write_mail},
        problem_words,
    },
    ui::{Badge, Banner, Button, Check, Dialog, Field, IconName, Look, TextArea, TextInput, Tone},
};
use domain::{
    formats,
    quotes::{
        recipient::{NAME, addressed},
        signing::Signing,
    },
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    problem::Problem,
    quotes::{SendQuote, SentQuote},
    shared::IdempotencyKey,
};

/// What is typed in the dialog.
#[derive(Clone, Copy)]
pub struct Letter {
    /// Who gets it.
    pub people: RwSignal<Vec<Person>>,
    /// Whose signatures make the order, by code.
    pub signing: RwSignal<String>,
    /// The subject.
    pub subject: RwSignal<String>,
    /// The message.
    pub message: RwSignal<String>,
    /// Whether the PDF goes along.
    pub attach: RwSignal<bool>,
    /// What is put around the message.
    pub around: RwSignal<MailText>,
}

impl Letter {
    fn new(desk: Desk) -> Letter {
        let text = |text: String| RwSignal::new(text);
        Letter {
            people: RwSignal::new(desk.view.with_untracked(recipients::begin)),
            signing: text(desk.view.with_untracked(|view| view.signing.code().to_owned())),
            subject: text(String::new()),
            message: text(String::new()),
            attach: RwSignal::new(true),
            around: RwSignal::new(MailText::default()),
        }
    }

    /// Whom the text greets: the one who gets it; where there are several, each by the place for a name.
    fn greeted(self) -> String {
        self.people.with_untracked(|people| match people.as_slice() {
            [one] => one.name.get_untracked(),
            _ => NAME.to_owned(),
        })
    }

    /// What was typed, as the first of them reads it.
    pub fn read(self, text: RwSignal<String>) -> String {
        let first = self.people.with(|people| people.first().map(|person| person.name.get()));
        text.with(|text| addressed(text, &first.unwrap_or_default()))
    }

    /// Whether nobody has an address.
    pub fn to_nobody(self) -> bool {
        self.people.with(|people| people.iter().all(|person| person.email.with(|email| email.trim().is_empty())))
    }

    /// Asks for the texts to begin with; what was typed already is left alone.
    fn begin(self, desk: Desk) {
        let about = about(desk, self.greeted());
        spawn_local(async move {
            let Ok(text) = write_mail(about).await else { return };
            let Some(before) = self.around.try_get_untracked() else { return };
            if self.subject.with_untracked(|subject| subject.is_empty() || *subject == before.subject) {
                self.subject.set(text.subject.clone());
            }
            if self.message.with_untracked(|message| message.is_empty() || *message == before.message) {
                self.message.set(text.message.clone());
            }
            self.around.set(text);
        });
    }
}

fn about(desk: Desk, recipient: String) -> MailAbout {
    let fields = untrack(|| desk.head.typed());
    let net = desk.sums.with_untracked(|sums| sums.totals.net);
    let number = desk.view.with_untracked(|view| view.number.clone());
    let (version, _) = untrack(|| desk.next_sent());
    MailAbout {
        language: fields.language,
        number,
        version,
        title: fields.title,
        recipient,
        sender: use_me().map(|me| me.name).unwrap_or_default(),
        net: formats::money(fields.language, net, &desk.currency),
        valid_until: fields.valid_until,
    }
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
    let letter = Letter::new(desk);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    // Pressed: waits until what was typed is saved, then goes.
    let pressed = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let sent = RwSignal::new(None::<SentQuote>);
    let owner = Owner::current();
    Effect::new(move |_| {
        if open.get() {
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            problem.set(None);
            sent.set(None);
            pressed.set(false);
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
        busy.set(true);
        let command = SendQuote {
            key: key.get_value(),
            id: desk.id,
            version: desk.saver.version(),
            recipients: letter.people.with_untracked(|people| people.iter().map(|person| person.typed()).collect()),
            signing: letter.signing.with_untracked(|code| Signing::parse(code)).unwrap_or_default(),
            subject: letter.subject.get_untracked(),
            message: letter.message.get_untracked(),
            attach_pdf: letter.attach.get_untracked(),
        };
        spawn_local(async move {
            let answer = send_quote(command).await;
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
            Some(sent) => t.quotes_sent_title(sent.sent_version),
            None => t.quotes_send_title(desk.next_sent().0),
        })
    });
    let lead = Signal::derive(move || {
        let net = formats::money(t.figures(), desk.sums.with(|sums| sums.totals.net), &desk.currency);
        Some(desk.view.with(|view| t.quotes_send_lead(&view.number, &view.party.name, net)))
    });
    let footer = move || {
        view! {
            {move || if done() {
                view! { <Button look=Look::Primary on_press=move |()| open.set(false)>{t.quotes_close()}</Button> }.into_any()
            } else {
                view! {
                    <Button on_press=move |()| open.set(false)>{t.quotes_not_now()}</Button>
                    <Button look=Look::Primary icon=IconName::Send submit=true disabled=must
                        busy=Signal::derive(move || busy.get() || pressed.get()) busy_label=t.quotes_sending()>
                        {move || if letter.to_nobody() { t.quotes_make_link() } else { t.quotes_send_now() }}
                    </Button>
                }.into_any()
            }}
        }
    };
    let checked = move || {
        view! {
            {move || match sent.get() {
            None => view! { <Checked findings/> }.into_any(),
            Some(sent) if sent.mailed => view! { <a href="/outbox">{t.quotes_see_outbox()}</a> }.into_any(),
            Some(_) => view! { <span class="muted">{t.quotes_no_mail()}</span> }.into_any(),
        }}
        }
    };
    view! {
        <Dialog id="send-quote" open broad=true title lead checked footer on_submit=move |()| pressed.set(true)>
            {move || match sent.get() {
                Some(sent) => view! { <Sent sent/> }.into_any(),
                None => view! { <Form letter problem/> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Form(letter: Letter, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let error = move |field: &'static str| {
        Signal::derive(move || {
            problem.with(|problem| problem.as_ref()?.at(field).map(|why| i18n::problem::refusal_sentence(t, why)))
        })
    };
    // What belongs to no field of the form stands above it.
    let general = move || {
        let mine = |field: &str| field == "subject" || field == "message" || field.starts_with("recipients");
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
    let hint = Signal::derive(move || {
        let several = letter.people.with(|people| people.len() > 1);
        let name = if several { format!(" {}", t.recipients_message_hint(NAME)) } else { String::new() };
        Some(format!("{}{name}", t.quotes_message_hint()))
    });
    view! {
        <div class="split-2">
            <div class="stack loose">
                {move || general().map(|words| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{words}</Banner> })}
                {move || not_saved().map(|words| view! { <Banner tone=Tone::Amber icon=IconName::Alert>{words}</Banner> })}
                <Recipients people=letter.people signing=letter.signing problem counted=move |()| letter.begin(desk)/>
                <Field id="send-subject" label=t.quotes_subject() error=error("subject")><TextInput value=letter.subject/></Field>
                <Field id="send-message" label=t.quotes_message() hint error=error("message")>
                    <TextArea value=letter.message rows=7/>
                </Field>
                <Check value=letter.attach>{t.quotes_attach_pdf()}</Check>
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
