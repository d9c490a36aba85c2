//! The public page with a web form, and its thanks: no scripts, readable in a frame of any site.
use super::{PortalShell, document, icon, words};
use domain::lang::Lang;
use domain::refusal::Refusal;
use domain::webforms::{LONGEST_ANSWER, LONGEST_TEXT, Need};
use i18n::T;
use leptos::prelude::*;
use wire::intake::ContactPage;

/// The whole document of the form, with what was typed and what was wrong with it.
pub fn contact(page: &ContactPage, shell: &PortalShell) -> String {
    Owner::new().with(|| form(page, shell).to_html())
}

/// The whole document after the form was sent.
pub fn thanks(company: &str, lang: Lang, path: &str, shell: &PortalShell) -> String {
    Owner::new().with(|| {
        let t = T::new(lang);
        let body = view! {
            {document::masthead(company.to_owned(), document::languages(t, lang, &format!("{path}/thanks?")))}
            <main id="main" class="message" tabindex="-1">
                <h1>{t.intake_thanks()}</h1>
                <p>{t.intake_thanks_next(company)}</p>
                <p class="row wrap"><a class="btn" href=format!("{path}?lang={}", lang.code())>{t.intake_write_again()}</a></p>
            </main>
        };
        document::document(t, format!("{} · {company}", t.intake_thanks()), shell, None, None, body.into_any()).to_html()
    })
}

struct Line<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    kind: &'static str,
    fill: &'static str,
    longest: usize,
    must: bool,
}

fn form(page: &ContactPage, shell: &PortalShell) -> AnyView {
    let (t, typed, shape) = (T::new(page.lang), &page.typed, &page.shape);
    // One of the two is enough where both may stay empty.
    let either = shape.email == Need::Asked && shape.phone == Need::Asked;
    let said = |name: &str| page.refusals.iter().find(|one| one.field == name).map(|one| &one.refusal);
    let line = |line: Line<'_>| {
        let said = said(line.name);
        let id = format!("f-{}", line.name);
        let aside = (!line.must).then(|| view! { " " <span class="faint">{t.intake_optional()}</span> });
        view! {
            <div class="field">
                <label for=id.clone()>{line.label.to_owned()}{aside}</label>
                <input
                    class="input"
                    id=id
                    name=line.name.to_owned()
                    type=line.kind
                    value=line.value.to_owned()
                    autocomplete=line.fill
                    maxlength=line.longest.to_string()
                    aria-invalid=said.map(|_| "true")
                    aria-describedby=said.map(|_| format!("e-{}", line.name))
                />
                {said.map(|said| wrong(t, either, (line.name, said)))}
            </div>
        }
        .into_any()
    };
    let area = |name: String, label: String, value: &str, must: bool| {
        let said = said(&name);
        let aside = (!must).then(|| view! { " " <span class="faint">{t.intake_optional()}</span> });
        let id = format!("f-{name}");
        view! {
            <div class="field">
                <label for=id.clone()>{label}{aside}</label>
                <textarea
                    class="input"
                    id=id
                    name=name.clone()
                    rows="6"
                    maxlength=LONGEST_TEXT.to_string()
                    aria-invalid=said.map(|_| "true")
                    aria-describedby=said.map(|_| format!("e-{name}"))
                    inner_html=words::escaped(value)
                ></textarea>
                {said.map(|said| wrong(t, either, (name.as_str(), said)))}
            </div>
        }
        .into_any()
    };
    let there =
        |need: Need, field: &dyn Fn(bool) -> AnyView| (need != Need::Off).then(|| field(need == Need::Demanded));
    // Where only one way of answering is asked for, it must be filled in.
    let email_must = shape.email == Need::Demanded || shape.phone != Need::Demanded;
    let phone_must = shape.phone == Need::Demanded || shape.email == Need::Off;
    let questions = shape.questions.iter().enumerate().map(|(at, question)| {
        let (name, value) = (format!("q{at}"), typed.answer(at));
        if question.long {
            return area(name, question.words.clone(), value, question.must);
        }
        line(Line {
            name: &name,
            label: &question.words,
            value,
            kind: "text",
            fill: "off",
            longest: LONGEST_ANSWER,
            must: question.must,
        })
    });
    let questions = questions.collect_view();
    let hidden = |name: &'static str, value: &str| view! { <input type="hidden" name=name value=value.to_owned() /> };
    let body = view! {
        {document::masthead(page.company.clone(), document::languages(t, page.lang, &format!("{}?", page.path)))}
        <main id="main" class="message" tabindex="-1">
            <h1>{t.intake_write_to(&page.company)}</h1>
            {(!page.refusals.is_empty()).then(|| view! { <p class="error" role="alert">{icon::icon("warn")}<span>{t.intake_look_again()}</span></p> })}
            <form method="post" action=format!("{}?lang={}", page.path, page.lang.code()) class="stack" novalidate>
                {hidden("key", &typed.key)}
                {hidden("referrer", &typed.referrer)}
                <input type="text" name="_gotcha" value="" hidden tabindex="-1" autocomplete="off" />
                {line(Line { name: "name", label: t.intake_name(), value: &typed.name, kind: "text", fill: "name", longest: 100, must: true })}
                {there(shape.company, &|must| line(Line { name: "company", label: t.intake_company(), value: &typed.company, kind: "text", fill: "organization", longest: 200, must }))}
                {there(shape.email, &|_| line(Line { name: "email", label: t.intake_email(), value: &typed.email, kind: "email", fill: "email", longest: 254, must: email_must }))}
                {there(shape.phone, &|_| line(Line { name: "phone", label: t.intake_phone(), value: &typed.phone, kind: "tel", fill: "tel", longest: 40, must: phone_must }))}
                {questions}
                {there(shape.message, &|must| area("message".to_owned(), t.intake_message().to_owned(), &typed.message, must))}
                <p><button class="btn primary">{t.intake_send()}</button></p>
            </form>
        </main>
    };
    document::document(t, t.intake_write_to(&page.company), shell, None, None, body.into_any())
}

/// What was refused at a field, as a sentence; `either` where an address or a number is enough.
fn wrong(t: T, either: bool, (name, said): (&str, &Refusal)) -> AnyView {
    let sentence = match (name, said) {
        ("email" | "phone", Refusal::Required) if either => t.intake_email_or_phone().to_owned(),
        ("phone", Refusal::NotAFigure) => t.intake_phone_wrong().to_owned(),
        _ => words::refusal(t, said),
    };
    view! { <p class="error" id=format!("e-{name}")>{icon::icon("warn")}<span>{sentence}</span></p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_demanded_is_not_asked_for_as_one_of_two() {
        let t = T::new(Lang::Fi);
        let said = |either| Owner::new().with(|| wrong(t, either, ("phone", &Refusal::Required)).to_html());
        assert!(said(true).contains(t.intake_email_or_phone()) && !said(false).contains(t.intake_email_or_phone()));
    }
}
