//! Lost, and why: the reason is asked before anything changes.
use crate::{
    i18n::use_t,
    ui::{Button, Dialog, Field, Look, Select, TextArea},
};
use i18n::T;
use leptos::prelude::*;

/// The longest reason, in characters.
const LONGEST: u32 = 500;

/// The question. What was chosen is kept in the reader's words: it is for colleagues to read, not to count.
#[component]
pub(super) fn LoseDialog(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// Which opportunity.
    #[prop(into)]
    lead: Signal<Option<String>>,
    /// At work.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it was refused.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Told of the reason.
    #[prop(into)]
    on_lose: Callback<String>,
) -> impl IntoView {
    let t = use_t();
    let reason = RwSignal::new(String::new());
    let details = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            reason.set(t.crm_lost_price().to_owned());
            details.set(String::new());
            missing.set(false);
        }
    });
    let lose = move |()| match joined(t, &reason.get_untracked(), &details.get_untracked()) {
        Some(why) => on_lose.run(why),
        None => missing.set(true),
    };
    let wrong = Signal::derive(move || {
        let needed = missing.get() && details.with(|details| details.trim().is_empty());
        needed.then(|| t.problem_required().to_owned()).or_else(|| error.get())
    });
    let reasons = lost_reasons(t).into_iter().chain([t.crm_lost_other()]);
    let options: Vec<(String, String)> = reasons.map(|reason| (reason.to_owned(), reason.to_owned())).collect();
    let options = StoredValue::new(options);
    view! {
        <Dialog
            id="lose"
            open
            title=t.crm_lose_title()
            lead
            on_submit=lose
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.crm_keep_open()}</Button>
                <Button look=Look::Danger submit=true busy>{t.crm_lose_verb()}</Button>
            }
        >
            <div class="stack loose">
                <Field id="lost-reason" label=t.crm_why_lost()>
                    <Select value=reason options=Signal::derive(move || options.get_value())/>
                </Field>
                <Field id="lost-details" label=t.crm_lost_details() hint=Some(t.crm_lost_details_hint().to_owned()) error=wrong>
                    <TextArea value=details rows=3 longest=LONGEST - 60/>
                </Field>
            </div>
        </Dialog>
    }
}

/// The reasons that say enough by themselves.
pub(crate) fn lost_reasons(t: T) -> [&'static str; 5] {
    [t.crm_lost_price(), t.crm_lost_rival(), t.crm_lost_time(), t.crm_lost_need(), t.crm_lost_silence()]
}

/// Reason and details as one text; "something else" alone says nothing.
fn joined(t: T, reason: &str, details: &str) -> Option<String> {
    let details = details.trim();
    if reason == t.crm_lost_other() {
        return (!details.is_empty()).then(|| details.to_owned());
    }
    Some(if details.is_empty() { reason.to_owned() } else { format!("{reason}: {details}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn something_else_needs_words() {
        let t = T::new(Lang::Fi);
        assert_eq!(joined(t, t.crm_lost_other(), "  "), None);
        assert_eq!(joined(t, t.crm_lost_other(), "Konkurssi").as_deref(), Some("Konkurssi"));
        assert_eq!(joined(t, t.crm_lost_price(), "").as_deref(), Some("Hinta"));
        assert_eq!(joined(t, t.crm_lost_price(), "4 000 € halvempi").as_deref(), Some("Hinta: 4 000 € halvempi"));
    }
}
