//! Which opportunities a team takes or a member wants: conditions that are all met, each by one of its values.
use crate::{
    lang::Lang,
    money::AMOUNT_LIMIT,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most values of one condition.
const MOST_VALUES: usize = 30;
/// Longest value, in characters.
const LONGEST: usize = 100;

/// What a rule looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Where it came from.
    pub source: String,
    /// The customer's country by its code; may be empty.
    pub country: String,
    /// The customer's language.
    pub language: Option<Lang>,
    /// What it is expected to bring, in the company's currency.
    pub expected: Decimal,
    /// What it is about.
    pub title: String,
    /// The customer's name.
    pub company: String,
}

/// Conditions. One without values asks nothing; a rule without any takes everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// It came from one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The customer is in one of these countries, by their codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The customer speaks one of these languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Lang>,
    /// It is expected to bring this or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<Decimal>,
    /// It is expected to bring this or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Decimal>,
    /// One of these stands in its title or its customer's name, whatever the case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

impl Rule {
    /// Whether it has no condition.
    pub fn is_open(&self) -> bool {
        *self == Rule::default()
    }

    /// Whether all conditions are met.
    ///
    /// ```
    /// use domain::crm::assign::rule::{Facts, Rule};
    /// let rule = Rule { words: vec!["Lämpöpumppu".into()], ..Rule::default() };
    /// let facts = Facts { title: "Vanhan lampopumpun vaihto".into(), ..Facts::default() };
    /// assert!(!rule.takes(&facts));
    /// assert!(rule.takes(&Facts { title: "LÄMPÖPUMPPU taloon".into(), ..Facts::default() }));
    /// ```
    pub fn takes(&self, facts: &Facts) -> bool {
        let source = text::fold(&facts.source);
        let within = [text::fold(&facts.title), text::fold(&facts.company)];
        (self.sources.is_empty() || self.sources.iter().any(|wanted| text::fold(wanted) == source))
            && (self.countries.is_empty() || self.countries.contains(&facts.country))
            && (self.languages.is_empty() || facts.language.is_some_and(|spoken| self.languages.contains(&spoken)))
            && self.least.is_none_or(|least| facts.expected >= least)
            && self.most.is_none_or(|most| facts.expected <= most)
            && (self.words.is_empty()
                || self.words.iter().map(|word| text::fold(word)).any(|word| within.iter().any(|w| w.contains(&word))))
    }

    /// The rule as it is kept: values cleaned, in one spelling each, none twice. What is wrong is noted at `field`'s
    /// parts.
    pub fn checked(self, field: &str, decimals: u32, fields: &mut Fields) -> Rule {
        let mut values = |part: &str, typed: Vec<String>, read: &dyn Fn(&str) -> Result<String, Refusal>| {
            let mut kept: Vec<String> = Vec::new();
            let at = format!("{field}.{part}");
            if typed.len() > MOST_VALUES {
                fields.refuse(at, Refusal::TooLarge { most: Decimal::from(MOST_VALUES) });
                return kept;
            }
            for one in typed {
                match read(&one) {
                    Ok(value) if value.is_empty() || kept.contains(&value) => {}
                    Ok(value) => kept.push(value),
                    Err(refusal) => fields.refuse(at.clone(), refusal),
                }
            }
            kept
        };
        let line = |typed: &str| text::optional_line(typed, LONGEST);
        let sources = values("sources", self.sources, &line);
        let countries = values("countries", self.countries, &country);
        let words = values("words", self.words, &line);
        let mut languages = self.languages;
        languages.sort();
        languages.dedup();
        let mut figure = |part: &str, typed: Option<Decimal>| {
            typed.and_then(|value| fields.take(format!("{field}.{part}"), expected(value, decimals)))
        };
        let (least, most) = (figure("least", self.least), figure("most", self.most));
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            fields.refuse(format!("{field}.most"), Refusal::LeastAboveMost);
        }
        Rule { sources, countries, languages, least, most, words }
    }
}

fn country(typed: &str) -> Result<String, Refusal> {
    let code = typed.trim().to_uppercase();
    let right = code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
    right.then_some(code).ok_or(Refusal::NotAChoice)
}

fn expected(value: Decimal, decimals: u32) -> Result<Decimal, Refusal> {
    let value = value.normalize();
    if value < Decimal::ZERO {
        Err(Refusal::TooSmall { least: Decimal::ZERO })
    } else if value > AMOUNT_LIMIT {
        Err(Refusal::TooLarge { most: AMOUNT_LIMIT })
    } else if value.scale() > decimals {
        Err(Refusal::TooManyDecimals { decimals })
    } else {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            source: "Web form".into(),
            country: "SE".into(),
            language: Some(Lang::Sv),
            expected: Decimal::from(5_000),
            title: "Heat pump".into(),
            company: "Ängs Ab".into(),
        }
    }

    #[test]
    fn every_condition_must_be_met_by_one_of_its_values() {
        let rule = Rule {
            sources: vec!["mail".into(), "WEB FORM".into()],
            countries: vec!["FI".into(), "SE".into()],
            languages: vec![Lang::Sv],
            least: Some(Decimal::from(5_000)),
            most: Some(Decimal::from(5_000)),
            words: vec!["boiler".into(), "ängs".into()],
        };
        assert!(Rule::default().takes(&facts()) && Rule::default().is_open() && !rule.is_open());
        assert!(rule.takes(&facts()));
        for other in [
            Facts { source: "fair".into(), ..facts() },
            Facts { country: String::new(), ..facts() },
            Facts { language: None, ..facts() },
            Facts { expected: Decimal::from(4_999), ..facts() },
            Facts { expected: Decimal::from(5_001), ..facts() },
            Facts { company: "Ek Ab".into(), ..facts() },
        ] {
            assert!(!rule.takes(&other), "{other:?}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused_at_its_part() {
        let rule = Rule {
            sources: vec!["x".repeat(101)],
            countries: vec!["Sweden".into(), "se".into()],
            words: vec![String::from("a"); 31],
            least: Some(Decimal::from(2)),
            most: Some(Decimal::ONE),
            ..Rule::default()
        };
        let mut fields = Fields::new();
        let kept = rule.checked("rule", 2, &mut fields);
        let told: Vec<String> = fields.into_refusals().into_iter().map(|one| one.field).collect();
        assert_eq!(told, ["rule.sources", "rule.countries", "rule.words", "rule.most"]);
        assert_eq!(kept.countries, ["SE"]);
        let mut fields = Fields::new();
        let minus = Rule { least: Some(Decimal::NEGATIVE_ONE), most: Some(Decimal::new(1, 3)), ..Rule::default() };
        minus.checked("rule", 2, &mut fields);
        assert_eq!(fields.into_refusals().len(), 2);
    }

    #[test]
    fn a_kept_rule_reads_as_it_was_written_and_says_nothing_of_what_it_does_not_ask() {
        let rule = Rule { words: vec!["pump".into()], ..Rule::default() };
        let text = serde_json::to_string(&rule).unwrap_or_default();
        assert_eq!(text, r#"{"words":["pump"]}"#);
        assert_eq!(serde_json::from_str::<Rule>(&text).ok(), Some(rule));
        assert_eq!(serde_json::from_str::<Rule>("{}").ok(), Some(Rule::default()));
    }
}
