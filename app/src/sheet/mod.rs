//! A record's fields on a page: typed, checked on leaving, saved, and put together with what another person saved.
//!
//! [`Sheet`] holds the texts and what is wrong with them. On a form for a new record ([`Begin`]) a button saves them all;
//! on the page of a record a [`Keeper`] saves whenever a field is left.
mod begin;
mod keeper;
mod line;
mod merge;
mod view;

pub use begin::Begin;
pub use keeper::{Keeper, Kept};
pub use line::{AsFacts, ChoiceLine, TextLine};
pub use view::{Clashes, KeptState};

use crate::wire::error_at;
use domain::refusal::{FieldRefusal, Refusal};
use i18n::T;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Fields by code with their texts, in the order shown.
pub type Values = Vec<(&'static str, String)>;

/// Says whether a field's text is right, by the same rules as the server.
pub type Check = fn(&str, &str) -> Result<(), Refusal>;

/// The text of one field; empty where there is none of that code.
pub fn text<'a>(values: &'a Values, code: &str) -> &'a str {
    values.iter().find(|(field, _)| *field == code).map(|(_, text)| text.as_str()).unwrap_or_default()
}

/// The fields of one record as they are typed. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Sheet {
    prefix: &'static str,
    fields: StoredValue<Vec<(&'static str, RwSignal<String>)>>,
    check: Check,
    refusals: RwSignal<Vec<FieldRefusal>>,
}

impl Sheet {
    /// A sheet filled with these texts. Ids of its fields in the page begin with `prefix`.
    pub fn new(prefix: &'static str, values: Values, check: Check) -> Sheet {
        let fields = values.into_iter().map(|(code, text)| (code, RwSignal::new(text))).collect();
        Sheet { prefix, fields: StoredValue::new(fields), check, refusals: RwSignal::new(Vec::new()) }
    }

    /// The text of a field, in both directions.
    pub fn text(self, code: &'static str) -> RwSignal<String> {
        let found =
            self.fields.with_value(|fields| fields.iter().find(|(field, _)| *field == code).map(|(_, text)| *text));
        // A field the sheet was not made with still works on the page; it is never saved.
        found.unwrap_or_else(|| RwSignal::new(String::new()))
    }

    /// All texts as they stand now, without following them.
    pub fn values(self) -> Values {
        self.fields.with_value(|fields| fields.iter().map(|(code, text)| (*code, text.get_untracked())).collect())
    }

    /// Replaces texts that differ.
    pub fn fill(self, values: &Values) {
        self.fields.with_value(|fields| {
            for (code, signal) in fields {
                let new = text(values, code);
                if signal.with_untracked(|old| old != new) {
                    signal.set(new.to_owned());
                }
            }
        });
    }

    /// Checks one field and keeps what is wrong with it; says whether it is right.
    pub fn check(self, code: &str) -> bool {
        let wrong = self.wrong(code);
        let right = wrong.is_none();
        let known = self.refusals.with_untracked(|all| all.iter().any(|refusal| refusal.field == code));
        if known || !right {
            self.refusals.update(|all| {
                all.retain(|refusal| refusal.field != code);
                all.extend(wrong);
            });
        }
        right
    }

    /// Checks every field; says whether all are right.
    pub fn check_all(self) -> bool {
        let codes = self.fields.with_value(|fields| fields.iter().map(|(code, _)| *code).collect::<Vec<_>>());
        let wrong: Vec<FieldRefusal> = codes.into_iter().filter_map(|code| self.wrong(code)).collect();
        let right = wrong.is_empty();
        self.refusals.set(wrong);
        right
    }

    fn wrong(self, code: &str) -> Option<FieldRefusal> {
        let typed = self.fields.with_value(|fields| {
            fields.iter().find(|(field, _)| *field == code).map(|(_, text)| text.get_untracked())
        })?;
        (self.check)(code, &typed).err().map(|refusal| FieldRefusal::at(code, refusal))
    }

    /// Takes over what the server refused; answers what concerns no field of this sheet.
    pub fn refuse(self, refusals: Vec<FieldRefusal>) -> Vec<Refusal> {
        let mut elsewhere = Vec::new();
        self.refusals.update(|all| {
            for refusal in refusals {
                let code = refusal.field.strip_prefix("fields.").unwrap_or(&refusal.field).to_owned();
                if self.fields.with_value(|fields| fields.iter().any(|(field, _)| *field == code)) {
                    all.retain(|old| old.field != code);
                    all.push(FieldRefusal::at(code, refusal.refusal));
                } else {
                    elsewhere.push(refusal.refusal);
                }
            }
        });
        elsewhere
    }

    /// What is wrong with a field, as a sentence.
    pub fn error(self, t: T, code: &'static str) -> Signal<Option<String>> {
        error_at(t, self.refusals, move || code)
    }

    /// Codes of the fields that are wrong.
    pub fn refused(self) -> Vec<String> {
        self.refusals.with_untracked(|all| all.iter().map(|refusal| refusal.field.clone()).collect())
    }

    /// How many fields are wrong.
    pub fn wrong_count(self) -> usize {
        self.refusals.with(Vec::len)
    }

    /// The element id of a field: `party-billing-city`.
    pub fn id(self, code: &str) -> String {
        format!("{}-{}", self.prefix, code.replace(['.', '_'], "-"))
    }

    /// Puts the focus into the first field that is wrong.
    pub fn focus_first_wrong(self) {
        let refused = self.refused();
        let first = self.fields.with_value(|fields| {
            fields.iter().map(|(code, _)| *code).find(|code| refused.iter().any(|field| field == code))
        });
        let found = first.and_then(|code| document().get_element_by_id(&self.id(code)));
        if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = found.focus();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, typed: &str) -> Result<(), Refusal> {
        if code == "name" && typed.is_empty() { Err(Refusal::Required) } else { Ok(()) }
    }

    #[test]
    fn what_the_server_refuses_stands_at_its_field_or_is_handed_back() {
        Owner::new().with(|| {
            let sheet = Sheet::new("party", vec![("name", "x".into()), ("email", String::new())], check);
            let rest = sheet.refuse(vec![
                FieldRefusal::at("fields.email", Refusal::EmailInvalid),
                FieldRefusal::at("", Refusal::NotAllowed),
            ]);
            assert_eq!(sheet.refused(), ["email"]);
            assert_eq!(rest, [Refusal::NotAllowed]);
            assert!(sheet.check("email"), "leaving the field again asks anew");
            assert!(sheet.refused().is_empty());
        });
    }

    #[test]
    fn a_form_shows_everything_that_is_wrong_at_once() {
        Owner::new().with(|| {
            let sheet = Sheet::new("party", vec![("name", String::new()), ("email", "a@b.fi".into())], check);
            assert!(!sheet.check_all());
            assert_eq!(sheet.refused(), ["name"]);
            sheet.text("name").set("Havulämpö Oy".into());
            assert!(sheet.check_all());
            assert_eq!(text(&sheet.values(), "name"), "Havulämpö Oy");
        });
    }

    #[test]
    fn ids_of_fields_can_stand_in_a_page() {
        Owner::new().with(|| {
            let sheet = Sheet::new("party", vec![], check);
            assert_eq!(sheet.id("billing.city"), "party-billing-city");
        });
    }
}
