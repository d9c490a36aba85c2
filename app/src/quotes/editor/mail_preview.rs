//! The mail as one of its readers gets it.
use super::{desk::Desk, letter::Letter, recipients::Person};
use crate::frame::use_me;
use crate::ui::{Field, Icon, IconName, Select};
use leptos::prelude::*;

/// The mail.
#[component]
pub fn MailPreview(
    /// What is typed.
    letter: Letter,
) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let sender = use_me().map(|me| format!("{}, {}", me.name, me.company_name));
    let file = move || format!("{}-v{}.pdf", desk.view.with(|view| view.number.clone()), desk.next_sent().0);
    // Whose eyes it is read with: the first of them until another is chosen.
    let eyes = RwSignal::new(String::new());
    let reader = Memo::new(move |_| {
        let key = eyes.get();
        letter.people.with(|people| {
            let chosen = people.iter().find(|person| person.key().to_string() == key);
            chosen.or(people.first()).copied()
        })
    });
    let readers = Signal::derive(move || {
        letter.people.with(|people| {
            (1_usize..)
                .zip(people)
                .map(|(at, person)| (person.key().to_string(), called(t, at, *person)))
                .collect::<Vec<_>>()
        })
    });
    let several = Memo::new(move |_| letter.people.with(|people| people.len() > 1));
    let reading = Memo::new(move |_| reader.get().map(|person| letter.read(desk, person)).unwrap_or_default());
    let language = move || {
        let own = reader.get().and_then(Person::reads);
        own.map_or_else(|| desk.head.language.get(), |lang| lang.code().to_owned())
    };
    let to = move || {
        let email = reader.get().map(|person| person.email.get()).unwrap_or_default();
        if email.trim().is_empty() { t.quotes_mail_to_nobody().to_owned() } else { email }
    };
    view! {
        <section class="preview" aria-label=t.quotes_mail_preview()>
            <h3 class="t-13">{t.quotes_mail_preview()}</h3>
            {move || several.get().then(|| view! {
                <Field id="send-as" label=t.letters_as()><Select value=eyes options=readers/></Field>
            })}
            <article class="mail">
                <dl>
                    <dt>{t.quotes_mail_from()}</dt><dd>{sender}</dd>
                    <dt>{t.quotes_mail_to()}</dt>
                    <dd>{to}</dd>
                </dl>
                <div class="stack" lang=language>
                    <h3>{move || reading.with(|mail| mail.subject.clone())}</h3>
                    {move || {
                        let mail = reading.get();
                        let link = move || view! { <span class="link">{t.letters_link_here()}</span> };
                        match mail.message.after {
                            Some(after) => view! { <p class="body">{mail.message.before}{link()}{after}</p> }.into_any(),
                            None => view! {
                                <p class="body">{mail.message.before}</p>
                                <p>{mail.lead}<br/>{link()}</p>
                            }.into_any(),
                        }
                    }}
                    <p class="muted t-13">{move || reading.with(|mail| mail.personal.clone())}</p>
                </div>
                {move || letter.attach.get().then(|| view! { <p class="att"><Icon name=IconName::Clip/>{file}</p> })}
            </article>
        </section>
    }
}

/// Their name, else their address, else which they are.
fn called(t: i18n::T, at: usize, person: Person) -> String {
    let given = [person.name.get(), person.email.get()].into_iter().find(|text| !text.trim().is_empty());
    given.unwrap_or_else(|| t.letters_reader(at))
}
