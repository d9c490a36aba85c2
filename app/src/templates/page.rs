//! The form of one template: name, validity, texts and lines in three languages.
use super::{
    api::{edit_template, read_template},
    conditions::{Conditions, FirstMail},
    life::LifeButtons,
    line::{Line, LineRow},
};
use crate::{
    content::{BlocksEditor, TypedBlocks},
    frame::ProblemPage,
    i18n::use_t,
    quotes::{
        demands::{DemandChecks, TypedDemands},
        exempt_options, language_name,
    },
    settings::PageForm,
    terms::deposit::{self, DepositInputs, TypedFields},
    ui::{Button, Check, Field, Look, Segment, Segmented, Select, Skeleton, Table, TextArea, TextInput, use_toasts},
    wire::{AppError, error_at},
};
use domain::{
    ids::TemplateId,
    lang::Lang,
    quotes::{
        regret::Exempt,
        template::{TemplateContent, Words},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wire::{
    problem::Problem,
    templates::{EditTemplate, TemplateFields, TemplateView},
};

/// The form of a template.
#[component]
pub fn TemplatePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<TemplateId>().ok()));
    let found = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => read_template(id).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    view! {
        <Suspense fallback=move || view! { <Skeleton rows=6/> }>
            {move || found.get().map(|answer| match answer {
                Ok(view) => view! { <Form view reload=Callback::new(move |()| found.refetch())/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Suspense>
    }
}

/// A text in each language while it is typed, by [`Lang::ALL`].
#[derive(Clone, Copy)]
struct Typed([RwSignal<String>; 3]);

impl Typed {
    fn of(words: &Words) -> Typed {
        Typed(Lang::ALL.map(|lang| RwSignal::new(words.get(lang).to_owned())))
    }

    fn words(self) -> Words {
        let mut words = Words::default();
        for (lang, typed) in Lang::ALL.into_iter().zip(self.0) {
            typed.with(|typed| words.set(lang, typed));
        }
        words
    }

    fn of_lang(self, lang: Lang) -> RwSignal<String> {
        let [fi, sv, en] = self.0;
        match lang {
            Lang::Fi => fi,
            Lang::Sv => sv,
            Lang::En => en,
        }
    }
}

#[component]
fn Form(view: TemplateView, reload: Callback<()>) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let (id, written, currency) = (view.id, view.language, view.currency);
    let version = RwSignal::new(view.version);
    let name = RwSignal::new(view.fields.name.clone());
    let days = RwSignal::new(match view.fields.valid_days {
        0 => String::new(),
        days => days.to_string(),
    });
    let (active, usual) = (RwSignal::new(view.fields.active), RwSignal::new(view.fields.usual));
    let payment = RwSignal::new(view.fields.payment_terms.clone());
    let mail_text = RwSignal::new(view.fields.content.mail_text.map(|text| text.to_string()).unwrap_or_default());
    let list = RwSignal::new(view.fields.price_list.map(|list| list.to_string()).unwrap_or_default());
    let content = &view.fields.content;
    let (title, introduction, terms) =
        (Typed::of(&content.title), Typed::of(&content.introduction), Typed::of(&content.terms));
    let confirmation = Typed::of(&content.confirmation);
    let lines =
        RwSignal::new(content.lines.iter().enumerate().map(|(key, line)| Line::of(key, line)).collect::<Vec<_>>());
    let blocks = TypedBlocks::new(content.blocks.clone());
    let demanded = TypedFields::new(&content.deposit);
    let unsigned = RwSignal::new(content.unsigned.map(|unsigned| unsigned.to_string()).unwrap_or_default());
    let demands = TypedDemands::new(content.demands);
    let signing =
        [("", t.quotes_unsigned_usual()), ("false", t.quotes_unsigned_no()), ("true", t.quotes_unsigned_yes())];
    let signing = signing.map(|(code, words)| (code.to_owned(), words.to_owned())).to_vec();
    let exempt = RwSignal::new(content.exempt.map_or("", Exempt::code).to_owned());
    let chosen = RwSignal::new(written.code().to_owned());
    let lang = Memo::new(move |_| Lang::parse(&chosen.get()).unwrap_or(written));
    let form = PageForm::new(t);
    let refused = form.refused;
    let busy = RwSignal::new(false);
    let fields = move || TemplateFields {
        name: name.get(),
        // What is no count is told as one that is too large.
        valid_days: if days.with(|days| days.trim().is_empty()) {
            0
        } else {
            days.get().trim().parse().unwrap_or(u32::MAX)
        },
        active: active.get(),
        usual: usual.get(),
        payment_terms: payment.get(),
        price_list: list.get().parse().ok(),
        content: TemplateContent {
            title: title.words(),
            introduction: introduction.words(),
            terms: terms.words(),
            confirmation: confirmation.words(),
            blocks: blocks.typed(),
            deposit: demanded.typed(),
            mail_text: mail_text.get().parse().ok(),
            unsigned: unsigned.with(|typed| typed.parse().ok()),
            demands: demands.typed(),
            exempt: exempt.with(|code| Exempt::parse(code)),
            lines: lines.get().into_iter().map(Line::typed).collect(),
        },
    };
    let save = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        form.begin();
        let command = EditTemplate { id, version: version.get_untracked(), fields: untrack(fields) };
        leptos::task::spawn_local(async move {
            let answer = edit_template(command).await;
            busy.set(false);
            match answer {
                Ok(now) => {
                    version.set(now);
                    toasts.say(t.templates_saved());
                }
                Err(error) => {
                    form.refuse(error);
                }
            }
        });
    };
    let error = move |field: &'static str| error_at(t, refused, move || field);
    let of_lang = move |field: &'static str| error_at(t, refused, move || format!("{field}.{}", lang.get().code()));
    let languages = Lang::ALL.map(|lang| Segment::new(lang.code(), language_name(t, lang))).to_vec();
    let texts = move || {
        let lang = lang.get();
        let fallback = move |typed: Typed| {
            Signal::derive(move || Some(typed.words().pick(lang, written).to_owned()).filter(|text| !text.is_empty()))
        };
        view! {
            <div class="cols" lang=lang.code()>
                <Field id="template-title" label=t.quotes_field_title() class="w6" error=of_lang("title")>
                    <TextInput value=title.of_lang(lang) longest=200 placeholder=fallback(title)/>
                </Field>
                <Field id="template-introduction" label=t.quotes_field_introduction() class="w6" error=of_lang("introduction")>
                    <TextArea value=introduction.of_lang(lang) rows=3 placeholder=fallback(introduction)/>
                </Field>
                <Field id="template-terms" label=t.quotes_field_terms() class="w6" hint=Some(t.templates_terms_hint().to_owned()) error=of_lang("terms")>
                    <TextArea value=terms.of_lang(lang) rows=3 placeholder=fallback(terms)/>
                </Field>
                <Field id="template-confirmation" label=t.templates_confirmation() class="w6" hint=Some(t.templates_confirmation_hint().to_owned()) error=of_lang("confirmation")>
                    <TextArea value=confirmation.of_lang(lang) rows=3 placeholder=fallback(confirmation)/>
                </Field>
            </div>
        }
    };
    let head = move || {
        view! {
            <th scope="col">{t.templates_kind()}</th>
            <th scope="col">{t.templates_words()}</th>
            <th scope="col" class="num">{t.quotes_column_quantity()}</th>
            <th scope="col" class="num">{t.quotes_column_price()}</th>
            <th scope="col"><span class="sr">{t.quotes_column_open()}</span></th>
        }
    };
    let row = move |line: Line| {
        let wrong = Signal::derive(move || {
            let at = lines.with(|lines| lines.iter().position(|other| other.key == line.key))?;
            refused.with(|refused| {
                let at = format!("lines.{at}.");
                let found = refused.iter().find(|one| one.field.starts_with(&at));
                found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
            })
        });
        view! { <LineRow t line lang written currency lines wrong/> }
    };
    let heading = view.fields.name.clone();
    let stored_name = heading.clone();
    view! {
        <Title text=heading.clone()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings/templates">{t.templates_title()}</a><span>"/"</span></nav>
            <h1>{heading}</h1>
            <span class="push"></span>
            <LifeButtons id version name=stored_name on_stale=Callback::new(move |()| form.stale.set(true))/>
            <Button look=Look::Primary busy busy_label=t.prices_saving() on_press=save>{t.templates_save()}</Button>
        </header>
        {form.banners(t.templates_stale(), t.prices_load_theirs(), reload)}
        <div class="form template">
            <section>
                <h2>{t.templates_one()}</h2>
                <div class="cols">
                    <Field id="template-name" label=t.prices_name() class="w3" error=error("name")><TextInput value=name longest=100/></Field>
                    <Field id="template-days" label=t.settings_valid_days() class="w3" hint=Some(t.templates_days_hint().to_owned()) error=error("valid_days")>
                        <TextInput value=days longest=4/>
                    </Field>
                    <div class="w6 stack">
                        <Check value=active>{t.prices_active()}</Check>
                        <Check value=usual>{t.templates_usual()}</Check>
                    </div>
                </div>
            </section>
            <section>
                <h2>{t.templates_conditions()}<small>{t.templates_conditions_what()}</small></h2>
                <Conditions payment list language=written payment_error=error("payment_terms") list_error=error("price_list")/>
                <FirstMail chosen=mail_text error=error("mail_text")/>
                <div class="cols">
                    <Field id="template-unsigned" label=t.quotes_unsigned() class="w6">
                        <Select value=unsigned options=Signal::stored(signing)/>
                    </Field>
                    <DemandChecks prefix="template-demands" class="w6" typed=demands on_change=Callback::new(|()| ())/>
                    <Field id="template-exempt" label=t.regret_exempt() hint=t.regret_exempt_what().to_owned() class="w6">
                        <Select value=exempt options=Signal::stored(exempt_options(t))/>
                    </Field>
                    <DepositInputs prefix="template-deposit" class="w2" typed=demanded errors=deposit::NAMES.map(error) on_change=|()| ()/>
                </div>
            </section>
            <section>
                <h2>{t.templates_texts()}<small>{t.templates_texts_what(language_name(t, written))}</small></h2>
                <div class="stack">
                <div class="row"><Segmented id="template-language" label=t.quotes_field_language() value=chosen options=languages small=true/></div>
                {texts}
                </div>
            </section>
            <section class="whole">
                <h2>{t.content_title()}<small>{t.content_what()}</small></h2>
                <BlocksEditor blocks lang written refused cards=Signal::derive(Vec::new)/>
            </section>
            <section>
                <h2>{t.quotes_lines()}<small>{t.templates_lines_what()}</small></h2>
                <Table label=t.quotes_lines() head>
                    <For each=move || lines.get() key=|line| line.key children=row/>
                </Table>
            </section>
        </div>
    }
}
