//! The conditions of a rule as they are typed, with the rule in words below.
use crate::parties::{country_name, country_options};
use crate::ui::{Check, Chip, Field, NumberInput, Select, TextInput};
use crate::wire::error_at;
use domain::{crm::assign::rule::Rule, lang::Lang, money::Currency, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// What is typed.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Typed {
    sources: RwSignal<String>,
    countries: RwSignal<Vec<String>>,
    languages: [(Lang, RwSignal<bool>); 3],
    least: RwSignal<Option<Decimal>>,
    most: RwSignal<Option<Decimal>>,
    words: RwSignal<String>,
}

/// Values parted by commas.
fn parted(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

impl Typed {
    /// A rule, to be typed over.
    pub(super) fn new(rule: &Rule) -> Typed {
        Typed {
            sources: RwSignal::new(rule.sources.join(", ")),
            countries: RwSignal::new(rule.countries.clone()),
            languages: Lang::ALL.map(|lang| (lang, RwSignal::new(rule.languages.contains(&lang)))),
            least: RwSignal::new(rule.least),
            most: RwSignal::new(rule.most),
            words: RwSignal::new(rule.words.join(", ")),
        }
    }

    /// What stands there now. Tracked.
    pub(super) fn rule(self) -> Rule {
        Rule {
            sources: self.sources.with(|text| parted(text)),
            countries: self.countries.get(),
            languages: self.languages.into_iter().filter(|(_, on)| on.get()).map(|(lang, _)| lang).collect(),
            least: self.least.get(),
            most: self.most.get(),
            words: self.words.with(|text| parted(text)),
        }
    }
}

/// The conditions.
#[component]
pub(super) fn RuleFields(
    /// The reader's texts.
    t: T,
    /// Front of the ids, once per page.
    #[prop(into)]
    id: String,
    /// What is typed.
    typed: Typed,
    /// Where the rule stands in the command: `rule`, `members.2.rule`.
    #[prop(into)]
    field: Signal<String>,
    /// What was refused.
    refused: RwSignal<Vec<FieldRefusal>>,
    /// Of the figures.
    currency: Currency,
) -> impl IntoView {
    let at = move |part: &'static str| error_at(t, refused, move || field.with(|field| format!("{field}.{part}")));
    let own = |part: &str| format!("{id}-{part}");
    let next = RwSignal::new(String::new());
    let countries = Signal::derive(move || {
        let chosen = typed.countries.get();
        let mut options = vec![(String::new(), t.teams_country_add().to_owned())];
        options.extend(country_options(t, "FI", false));
        options.retain(|(code, _)| !chosen.contains(code));
        options
    });
    let add = move |code: String| {
        next.set(String::new());
        if !code.is_empty() {
            typed.countries.update(|chosen| chosen.push(code));
        }
    };
    let chips = move || {
        let chip = |code: String| {
            let name = country_name(t, &code);
            let off = move || typed.countries.update(|chosen| chosen.retain(|one| *one != code));
            view! { <Chip value=name on_remove=move |()| off()/> }
        };
        typed.countries.get().into_iter().map(chip).collect_view()
    };
    let languages = typed.languages.map(|(lang, on)| {
        let name = match lang {
            Lang::Fi => t.messages_finnish(),
            Lang::Sv => t.messages_swedish(),
            Lang::En => t.messages_english(),
        };
        view! { <Check value=on>{name}</Check> }
    });
    let symbol = move || currency.code().to_owned();
    view! {
        <div class="cols-2">
            <Field id=own("sources") label=t.teams_sources() hint=t.teams_sources_what().to_owned() error=at("sources")>
                <TextInput value=typed.sources/>
            </Field>
            <Field id=own("words") label=t.teams_words() hint=t.teams_words_what().to_owned() error=at("words")>
                <TextInput value=typed.words/>
            </Field>
            <Field id=own("least") label=t.teams_least() error=at("least")>
                <NumberInput value=typed.least unit=symbol()/>
            </Field>
            <Field id=own("most") label=t.teams_most() error=at("most")>
                <NumberInput value=typed.most unit=symbol()/>
            </Field>
            <Field id=own("countries") label=t.teams_countries() error=at("countries")>
                <Select value=next options=countries on_choose=add/>
            </Field>
            <div class="field" role="group" aria-label=t.teams_languages()>
                <span class="label">{t.teams_languages()}</span>
                <div class="row wrap">{languages}</div>
            </div>
        </div>
        <div class="row wrap">{chips}</div>
        <p class="muted t-13">{move || t.teams_rule_says(i18n::assignment::rule(t, &typed.rule(), currency))}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn values_are_parted_by_commas_and_empty_ones_are_none() {
        assert_eq!(parted(" web form,, mail , "), ["web form", "mail"]);
        assert!(parted("").is_empty());
    }
}
