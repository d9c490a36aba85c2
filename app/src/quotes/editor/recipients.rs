//! Who gets the quotation: a row for each person, with what they are asked for.
use super::desk::Desk;
use crate::ui::{Banner, Button, Field, Icon, IconName, Look, Select, TextInput, Tone};
use domain::{
    lang::Lang,
    quotes::{recipient::RecipientRole, signing::Signing},
};
use i18n::T;
use leptos::prelude::*;
use wire::{
    problem::Problem,
    quotes::{LinkState, QuoteView, Recipient},
};

/// A row as it is typed.
#[derive(Clone, Copy, PartialEq)]
pub struct Person {
    /// Which row, while the dialog is open.
    key: u32,
    /// The name.
    pub name: RwSignal<String>,
    /// Where; empty makes a link only.
    pub email: RwSignal<String>,
    /// The role's code.
    pub role: RwSignal<String>,
    /// The language's code; empty for the document's own.
    language: RwSignal<String>,
}

impl Person {
    fn new(key: u32, recipient: Recipient) -> Person {
        let text = |text: String| RwSignal::new(text);
        Person {
            key,
            name: text(recipient.name),
            email: text(recipient.email),
            role: text(recipient.role.code().to_owned()),
            language: text(recipient.language.map(|language| language.code().to_owned()).unwrap_or_default()),
        }
    }

    /// Which row, while the dialog is open.
    pub const fn key(self) -> u32 {
        self.key
    }

    /// The language they read in, where it is not the document's own.
    pub fn reads(self) -> Option<Lang> {
        self.language.with(|code| Lang::parse(code))
    }

    /// What is sent.
    pub fn typed(self) -> Recipient {
        Recipient {
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            role: self.role.with_untracked(|code| RecipientRole::parse(code)).unwrap_or_default(),
            language: self.language.with_untracked(|code| Lang::parse(code)),
        }
    }
}

/// Whom the dialog begins with: those of the last sending, else the contact.
pub fn begin(view: &QuoteView) -> Vec<Person> {
    let mut known: Vec<Recipient> = Vec::new();
    // The newest link of each comes first.
    let mut links: Vec<_> = view.links.iter().filter(|link| link.asked).collect();
    links.sort_by_key(|link| link.place);
    for link in links {
        if matches!(link.state, LinkState::Revoked | LinkState::Replaced) {
            continue;
        }
        let same = |one: &Recipient| match link.recipient_email.as_str() {
            "" => one.email.is_empty() && one.name == link.recipient_name,
            email => one.email.to_lowercase() == email.to_lowercase(),
        };
        if !known.iter().any(same) {
            let (name, email) = (link.recipient_name.clone(), link.recipient_email.clone());
            known.push(Recipient { role: link.role, language: link.language, ..Recipient::signer(name, email) });
        }
    }
    if known.is_empty() {
        known.push(Recipient::signer(view.fields.contact_name.clone(), view.party_email.clone()));
    }
    (1..).zip(known).map(|(key, recipient)| Person::new(key, recipient)).collect()
}

/// The words of a role.
pub fn role_words(t: T, role: RecipientRole) -> &'static str {
    match role {
        RecipientRole::Signer => t.recipients_signer(),
        RecipientRole::Approver => t.recipients_approver(),
        RecipientRole::Reader => t.recipients_reader(),
    }
}

fn signing_words(t: T, rule: Signing) -> &'static str {
    match rule {
        Signing::Any => t.recipients_signing_any(),
        Signing::All => t.recipients_signing_all(),
        Signing::InOrder => t.recipients_signing_in_order(),
    }
}

fn signing_hint(t: T, rule: Signing) -> &'static str {
    match rule {
        Signing::Any => t.recipients_one_signs(),
        Signing::All => t.recipients_all_sign(),
        Signing::InOrder => t.recipients_order_signs(),
    }
}

fn languages(t: T) -> Vec<(String, String)> {
    let own = [Lang::Fi, Lang::Sv, Lang::En].map(|lang| {
        let name = match lang {
            Lang::Fi => "Suomi",
            Lang::Sv => "Svenska",
            Lang::En => "English",
        };
        (lang.code().to_owned(), name.to_owned())
    });
    [(String::new(), t.recipients_language_document().to_owned())].into_iter().chain(own).collect()
}

/// The rows, with a button for one more.
#[component]
pub fn Recipients(
    /// The rows.
    people: RwSignal<Vec<Person>>,
    /// Whose signatures make the order, by code.
    signing: RwSignal<String>,
    /// What was refused.
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let t = Desk::here().t;
    let several = Memo::new(move |_| people.with(|people| people.len() > 1));
    let roles = move || people.with(|people| people.iter().map(|person| person.role.get()).collect::<Vec<_>>());
    let count = move |code: &str| roles().iter().filter(|role| role.as_str() == code).count();
    let add = move |()| {
        people.update(|people| {
            let key = people.iter().map(|person| person.key).max().unwrap_or_default() + 1;
            people.push(Person::new(key, Recipient { role: RecipientRole::Reader, ..Recipient::default() }));
        });
    };
    let remove = Callback::new(move |key: u32| {
        people.update(|people| people.retain(|person| person.key != key));
        problem.set(None);
    });
    let whole = move || {
        problem.with(|problem| problem.as_ref()?.at("recipients").map(|why| i18n::problem::refusal_sentence(t, why)))
    };
    view! {
        <div class="stack">
            {move || whole().map(|words| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{words}</Banner> })}
            <For each=move || people.get() key=|person| person.key let:person>
                <Row person people problem several remove/>
            </For>
            <div class="row wrap">
                <Button look=Look::Ghost icon=IconName::Plus on_press=add>{t.recipients_add()}</Button>
            </div>
            {move || several.get().then(|| view! { <p class="hint">{t.recipients_each()}</p> })}
            {move || (count("approver") > 0).then(|| view! { <p class="hint">{t.recipients_approval_order()}</p> })}
            {move || (count("signer") > 1).then(|| {
                let options = Signing::ALL.map(|one| (one.code().to_owned(), signing_words(t, one).to_owned())).to_vec();
                let hint = Signal::derive(move || {
                    let rule = signing.with(|code| Signing::parse(code)).unwrap_or_default();
                    Some(signing_hint(t, rule).to_owned())
                });
                view! {
                    <Field id="send-signing" label=t.recipients_signing() hint>
                        <Select value=signing options=Signal::stored(options)/>
                    </Field>
                }
            })}
        </div>
    }
}

#[component]
fn Row(
    person: Person,
    people: RwSignal<Vec<Person>>,
    problem: RwSignal<Option<Problem>>,
    several: Memo<bool>,
    remove: Callback<u32>,
) -> impl IntoView {
    let t = Desk::here().t;
    let place = Memo::new(move |_| {
        people.with(|people| people.iter().position(|other| other.key == person.key)).unwrap_or_default()
    });
    let error = move |field: &'static str| {
        Signal::derive(move || {
            let field = format!("recipients.{}.{field}", place.get());
            problem.with(|problem| problem.as_ref()?.at(&field).map(|why| i18n::problem::refusal_sentence(t, why)))
        })
    };
    let hint = Signal::derive(move || {
        person.email.with(|email| email.trim().is_empty()).then(|| t.quotes_recipient_email_none().to_owned())
    });
    // The first keeps the plain names.
    let id = |what: &str| if person.key == 1 { format!("send-{what}") } else { format!("send-{what}-{}", person.key) };
    let roles: Vec<(String, String)> =
        RecipientRole::ALL.into_iter().map(|role| (role.code().to_owned(), role_words(t, role).to_owned())).collect();
    let first = person.key == 1;
    view! {
        <fieldset class="recipient">
            <legend class="sr">{move || t.recipients_person(place.get() + 1)}</legend>
            <div class="cols-2">
                <Field id=id("name") label=t.quotes_recipient_name() error=error("name")>
                    <TextInput value=person.name autofocus=first/>
                </Field>
                <Field id=id("email") label=t.quotes_recipient_email() hint error=error("email")>
                    <TextInput value=person.email kind="email" autocomplete="off"/>
                </Field>
                <Field id=id("role") label=t.recipients_role()><Select value=person.role options=roles/></Field>
                <Field id=id("language") label=t.recipients_language()>
                    <Select value=person.language options=languages(t)/>
                </Field>
            </div>
            {move || several.get().then(|| view! {
                <button type="button" class="btn ghost icon" aria-label=move || t.recipients_remove(place.get() + 1)
                    on:click=move |_| remove.run(person.key)>
                    <Icon name=IconName::Cross/>
                </button>
            })}
        </fieldset>
    }
}
