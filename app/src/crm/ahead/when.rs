//! The question on which day something is to be instead: the way of the keyboard, and of days far away.
use crate::{
    frame::today,
    i18n::use_t,
    ui::{Button, DateInput, Dialog, Field, Look},
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The dialog. The answer may be no day at all where that means something.
#[component]
pub(super) fn WhenDialog(
    /// Whether it is asked.
    open: RwSignal<bool>,
    /// What is moved.
    #[prop(into)]
    lead: Signal<Option<String>>,
    /// Its day as it is.
    #[prop(into)]
    was: Signal<Option<NaiveDate>>,
    /// Whether it can be without one.
    #[prop(optional)]
    or_none: bool,
    /// Told of the day.
    #[prop(into)]
    on_day: Callback<Option<NaiveDate>>,
) -> impl IntoView {
    let t = use_t();
    let day = RwSignal::new(None::<NaiveDate>);
    let missing = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            day.set(was.get_untracked());
            missing.set(false);
        }
    });
    let save = move |()| {
        let day = day.get_untracked();
        if day.is_none() && !or_none {
            return missing.set(true);
        }
        open.set(false);
        on_day.run(day);
    };
    let wrong = Signal::derive(move || (missing.get() && day.get().is_none()).then(|| t.problem_required().to_owned()));
    let title = Signal::derive(move || t.ahead_move_title().to_owned());
    view! {
        <Dialog
            id="when"
            open
            title
            lead
            on_submit=save
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.crm_cancel()}</Button>
                <Button look=Look::Primary submit=true>{t.ahead_move_save()}</Button>
            }
        >
            <Field id="when-day" label=t.ahead_day() error=wrong>
                <DateInput value=day today=today()/>
            </Field>
        </Dialog>
    }
}
