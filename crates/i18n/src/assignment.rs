//! Rules of teams in words, and why an opportunity is where it is.
use crate::{T, countries::country_name};
use domain::{
    crm::assign::{
        reason::{MemberReason, Reason, TeamReason},
        rule::Rule,
        turn::{Passed, Turn},
    },
    formats,
    lang::Lang,
    money::Currency,
};

/// What a rule takes: `source: web or mail; country: Finland`.
pub fn rule(t: T, rule: &Rule, currency: Currency) -> String {
    let or = |names: Vec<String>| names.join(&format!(" {} ", t.assignment_or()));
    let money = |value| formats::money_short(t.figures(), value, &currency);
    let quoted = |word: &String| match t.lang() {
        Lang::En => format!("“{word}”"),
        Lang::Fi | Lang::Sv => format!("”{word}”"),
    };
    let mut said = Vec::new();
    if !rule.sources.is_empty() {
        said.push(t.assignment_by_source(or(rule.sources.clone())));
    }
    if !rule.countries.is_empty() {
        said.push(t.assignment_by_country(or(rule.countries.iter().map(|code| country_name(t, code)).collect())));
    }
    if !rule.languages.is_empty() {
        said.push(t.assignment_by_language(or(rule.languages.iter().map(|lang| language(t, *lang)).collect())));
    }
    match (rule.least, rule.most) {
        (Some(least), Some(most)) => said.push(t.assignment_by_between(money(least), money(most))),
        (Some(least), None) => said.push(t.assignment_by_least(money(least))),
        (None, Some(most)) => said.push(t.assignment_by_most(money(most))),
        (None, None) => {}
    }
    if !rule.words.is_empty() {
        said.push(t.assignment_by_words(or(rule.words.iter().map(quoted).collect())));
    }
    if said.is_empty() { t.assignment_everything().to_owned() } else { said.join("; ") }
}

fn language(t: T, lang: Lang) -> String {
    let name = match lang {
        Lang::Fi => t.messages_finnish(),
        Lang::Sv => t.messages_swedish(),
        Lang::En => t.messages_english(),
    };
    name.to_owned()
}

/// Why it is where it is, sentence by sentence.
pub fn reason(t: T, reason: &Reason, currency: Currency) -> Vec<String> {
    let Some(team) = &reason.team else { return vec![t.assignment_why_no_team().to_owned()] };
    let mut said = vec![match team {
        TeamReason { name, rule: Some(by) } => t.assignment_why_rule(name, rule(t, by, currency)),
        TeamReason { name, rule: None } => t.assignment_why_named(name),
    }];
    match &reason.member {
        Some(MemberReason { name, number, capacity, turn, wished }) => {
            if let Some(wished) = wished {
                said.push(t.assignment_why_wished(name, rule(t, wished, currency)));
            }
            said.push(match turn {
                Turn::Rotation => t.assignment_why_turn(name, *number, *capacity),
                Turn::Order => t.assignment_why_order(name, *number, *capacity),
            });
        }
        None => {
            said.push(t.assignment_why_nobody().to_owned());
            said.extend(reason.passed.iter().map(|one| t.assignment_passed(&one.name, passed(t, &one.why))));
        }
    }
    said
}

fn passed(t: T, why: &Passed) -> String {
    match why {
        Passed::Left => t.assignment_passed_left().to_owned(),
        Passed::Paused => t.assignment_passed_paused().to_owned(),
        Passed::Away { until: None } => t.assignment_passed_away().to_owned(),
        Passed::Away { until: Some(day) } => t.assignment_passed_away_until(formats::date(t.figures(), *day)),
        Passed::DayFull { most: 0 } => t.assignment_passed_day_none().to_owned(),
        Passed::DayFull { most } => t.assignment_passed_day(*most),
        Passed::MonthFull { most } => t.assignment_passed_month(*most),
        Passed::NotTheirs => t.assignment_passed_not_theirs().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::crm::assign::reason::PassedOver;

    #[test]
    fn a_rule_is_said_with_names_as_they_are() {
        let said = Rule {
            sources: vec!["web".into(), "mail".into()],
            countries: vec!["SE".into()],
            languages: vec![Lang::Sv],
            least: "10000".parse().ok(),
            most: None,
            words: vec!["pumppu".into()],
        };
        assert_eq!(
            rule(T::new(Lang::Fi), &said, Currency::EUR),
            "lähde: web tai mail; maa: Ruotsi; kieli: ruotsi; odotettu myynti vähintään 10\u{a0}000\u{a0}€; \
             otsikossa tai asiakkaan nimessä on ”pumppu”"
        );
        assert_eq!(rule(T::new(Lang::En), &Rule::default(), Currency::EUR), "everything");
    }

    #[test]
    fn a_reason_names_the_team_the_turn_and_who_was_passed_over() {
        let team = TeamReason { name: "Turku".into(), rule: Some(Rule::default()) };
        let member = MemberReason { name: "Aino".into(), number: 12, capacity: 30, turn: Turn::Rotation, wished: None };
        let given = Reason { team: Some(team.clone()), member: Some(member), passed: Vec::new() };
        let t = T::new(Lang::En);
        assert_eq!(
            reason(t, &given, Currency::EUR),
            ["Team Turku takes it. Its rule: everything.", "Next in turn was Aino: number 12 of 30 in 30 days."]
        );
        let passed = vec![PassedOver { name: "Aino".into(), why: Passed::DayFull { most: 1 } }];
        let nobody = Reason { team: Some(TeamReason { rule: None, ..team }), member: None, passed };
        assert_eq!(
            reason(t, &nobody, Currency::EUR),
            [
                "It belongs to team Turku.",
                "Nobody in the team can be given it now.",
                "Aino: has had all of a day already: 1"
            ]
        );
        for t in Lang::ALL.map(T::new) {
            assert_eq!(reason(t, &Reason::no_team(), Currency::EUR).len(), 1);
        }
    }
}
