//! A form that is a page of its own: what is refused at its fields, and what is said below its head.
use crate::{
    ui::{Banner, Button, IconName, Tone},
    wire::AppError,
};
use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;
use wire::problem::Problem;

/// One form. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct PageForm {
    t: T,
    wrong: RwSignal<Option<String>>,
    /// Somebody else was faster.
    pub stale: RwSignal<bool>,
    /// What is wrong with which field.
    pub refused: RwSignal<Vec<FieldRefusal>>,
}

impl PageForm {
    /// A form of which nothing is wrong yet.
    pub(crate) fn new(t: T) -> PageForm {
        PageForm { t, wrong: RwSignal::new(None), stale: RwSignal::new(false), refused: RwSignal::new(Vec::new()) }
    }

    /// Forgets what was said of the try before; that somebody else was faster stays true.
    pub(crate) fn begin(self) {
        self.wrong.set(None);
        self.refused.set(Vec::new());
    }

    /// Says why it was not saved; what was typed stays. Answers what was refused, where that was it.
    pub(crate) fn refuse(self, error: AppError) -> Option<Vec<FieldRefusal>> {
        if error.is_stale() {
            self.stale.set(true);
            return None;
        }
        self.wrong.set(Some(error.sentence(self.t)));
        let Problem::Refused { refusals } = error.0 else { return None };
        self.refused.set(refusals.clone());
        Some(refusals)
    }

    /// What is said below the head. `stale` and `load` are the words where somebody else was faster, and of the button that
    /// reads what they saved.
    pub(crate) fn banners(self, stale: &'static str, load: &'static str, reload: Callback<()>) -> impl IntoView {
        view! {
            {move || self.stale.get().then(|| view! {
                <Banner tone=Tone::Amber icon=IconName::Alert page=true urgent=true>
                    {stale}" "<Button small=true on_press=move |()| reload.run(())>{load}</Button>
                </Banner>
            })}
            {move || self.wrong.get().map(|wrong| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{wrong}</Banner>
            })}
        }
    }
}

/// The first row of a list of which something was refused: 2 for `rules.2.base`, where `list` is `rules`.
pub(crate) fn refused_row(refusals: &[FieldRefusal], list: &str) -> Option<usize> {
    let place = |one: &FieldRefusal| one.field.strip_prefix(list)?.strip_prefix('.')?.split('.').next()?.parse().ok();
    refusals.iter().find_map(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::refusal::Refusal;

    #[test]
    fn the_first_row_that_is_wrong_is_found_and_other_lists_are_none() {
        let all = ["name", "rule.1.base", "rules.2.base", "rules.0.base", "rules"];
        let all: Vec<FieldRefusal> = all.into_iter().map(|at| FieldRefusal::at(at, Refusal::Required)).collect();
        assert_eq!(refused_row(&all, "rules"), Some(2));
        assert_eq!(refused_row(&all, "lines"), None);
        assert_eq!(refused_row(&all, "name"), None);
    }
}
