//! The fields of a post and what each is read as: said once, it holds for every post of the form.
use super::api::{map_field, replay_post};
use crate::{
    frame::use_me,
    i18n::use_t,
    ui::{Select, use_toasts},
};
use domain::{actors::Permission, ids::IntakePostId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    intake::{FIELD_ROLES, FieldView, MapField, OwnField},
    shared::IdempotencyKey,
};

/// What a field is, in words.
fn role(t: T, code: &str) -> &'static str {
    match code {
        "name" => t.intake_role_name(),
        "first" => t.intake_role_first(),
        "last" => t.intake_role_last(),
        "company" => t.intake_company(),
        "business_id" => t.intake_role_business_id(),
        "email" => t.intake_email(),
        "phone" => t.intake_phone(),
        "subject" => t.intake_role_subject(),
        "message" => t.intake_message(),
        "source" => t.intake_role_source(),
        "medium" => t.intake_role_medium(),
        "campaign" => t.intake_role_campaign(),
        "referrer" => t.intake_referrer(),
        "aside" => t.intake_role_aside(),
        _ => t.intake_role_by_content(),
    }
}

/// What one of them can be, by code and in words.
fn options(t: T, own: &[OwnField], by_mail: bool) -> Vec<(String, String)> {
    let none = if by_mail { t.intake_role_text() } else { t.intake_role_by_content() };
    let usual: &[&str] = if by_mail { &[] } else { &FIELD_ROLES };
    let usual = usual.iter().map(|code| ((*code).to_owned(), role(t, code).to_owned()));
    let own = own.iter().map(|field| (field.role(), field.called()));
    std::iter::once((String::new(), none.to_owned())).chain(usual).chain(own).collect()
}

/// A table of them; who may set up web forms can say what each is.
#[component]
pub(super) fn ReadAs(
    /// The post.
    post: IntakePostId,
    /// Its fields.
    fields: Vec<FieldView>,
    /// Fields of the teams' own that they can fill.
    own: Vec<OwnField>,
    /// Whether it is a mail, of which lines can fill those alone.
    by_mail: bool,
) -> impl IntoView {
    let t = use_t();
    let what = if by_mail { t.intake_mail_fields_what() } else { t.intake_fields_what() };
    let may = use_me().is_some_and(|me| me.role.may(Permission::Settings));
    let rows = fields.into_iter().enumerate().map(|(at, field)| {
        let options = options(t, &own, by_mail);
        let choice = if may {
            view! { <Choice at post field=field.clone() options/> }.into_any()
        } else {
            let words = options.into_iter().find(|(code, _)| *code == field.role).map(|(_, words)| words);
            words.unwrap_or_default().into_any()
        };
        view! {
            <tr>
                <th scope="row">{field.label}</th>
                <td class="cut">{field.value}</td>
                <td>{choice}</td>
            </tr>
        }
    });
    view! {
        <section>
            <h3 id="post-fields">{t.intake_fields()}</h3>
            {may.then(|| view! { <p class="muted t-13">{what}</p> })}
            <div class="tablebox" role="region" aria-labelledby="post-fields" tabindex="0">
                <table class="table">
                    <thead><tr><th scope="col">{t.intake_field()}</th><th scope="col">{t.intake_field_value()}</th><th scope="col">{t.intake_adapter()}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// What one of them is, as a choice that holds from now on.
#[component]
fn Choice(at: usize, post: IntakePostId, field: FieldView, options: Vec<(String, String)>) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let was = field.role.clone();
    let value = RwSignal::new(field.role.clone());
    let label = t.intake_field_is(&field.label);
    let choose = move |chosen: String| {
        let (label, was) = (field.label.clone(), was.clone());
        spawn_local(async move {
            let command = MapField { key: IdempotencyKey(Uuid::new_v4()), post, label, role: chosen };
            match map_field(command).await {
                Ok(()) => {
                    toasts.say(t.intake_field_told().to_owned());
                    // By the new rule at once; what made an opportunity makes no second one.
                    if let Err(error) = replay_post(post).await {
                        toasts.warn(error.sentence(t));
                    }
                }
                Err(error) => {
                    let _ = value.try_set(was);
                    toasts.warn(error.sentence(t));
                }
            }
        });
    };
    view! { <Select value options=Signal::stored(options) name=format!("field-{at}") label on_choose=choose/> }
}
