//! A page with something to choose carries what any choice is added up by, and adds up what the server draws.
use super::{Lang, page, sample, shell};
use domain::quotes::{
    choice::Choice,
    content::Content,
    facts::{Facts, NAMES},
    group::{What, groups},
    picks::{Form, Picks},
    recipient::Act,
};
use domain::{ids::LineId, refusal::Refusal};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use wire::portal::PortalPage;

struct Screen<'a>(&'a Facts, &'a Picks);

impl Form for Screen<'_> {
    fn takes(&self, line: LineId) -> bool {
        self.0.id(line).parse().is_ok_and(|line| self.1.takes(line))
    }

    fn picked(&self, heading: LineId) -> Option<LineId> {
        self.0.line(&self.1.picked(self.0.id(heading).parse().ok()?)?.to_string())
    }

    fn amount(&self, line: LineId) -> Option<Result<Decimal, Refusal>> {
        self.1.amount(self.0.id(line).parse().ok()?)
    }
}

/// The figures of a page by name and key, in its order.
fn figures(html: &str, name: &str) -> Vec<(String, String)> {
    let place = |rest: &str| {
        let (key, rest) = rest.split_once('"')?;
        let text = rest.split_once('>')?.1.split_once('<')?.0;
        Some((key.to_owned(), text.to_owned()))
    };
    html.split(&format!(" {name}=\"")).skip(1).filter_map(place).collect()
}

fn chosen(input: &PortalPage, content: &Content, choice: &Choice) -> PortalPage {
    let content = content.with(choice).unwrap();
    PortalPage { content, choice: Some(choice.clone()), ..input.clone() }
}

#[test]
fn the_page_writes_the_figures_the_server_draws() {
    for lang in Lang::ALL {
        let input = sample::choosing(lang);
        let parts = input.content.parts();
        let facts = Facts::read(input.facts.as_deref().unwrap()).unwrap();
        let single: Vec<LineId> = parts
            .iter()
            .zip(groups(&parts))
            .filter(
                |(part, group)| matches!((part.what, group), (What::Product { .. }, Some((_, one))) if one.single()),
            )
            .map(|(part, _)| part.id)
            .collect();
        for taken in single {
            let mut wanted: BTreeMap<LineId, Decimal> = BTreeMap::new();
            for (part, group) in parts.iter().zip(groups(&parts)) {
                if let (What::Product { quantity, .. }, Some((_, grouping))) = (part.what, group)
                    && (!grouping.single() || part.id == taken)
                {
                    wanted.insert(part.id, quantity);
                }
            }
            let choice = Choice::read(&parts, &wanted).unwrap();
            let picks = Picks::of(&parts, &choice);
            let html = page(&chosen(&input, &input.content, &choice), &shell()).replace("<!>", "");
            let (own, figured) = facts.chosen(&Screen(&facts, &picks)).unwrap();
            assert_eq!(facts.canonical(&own), choice.canonical());
            let mut count = 0;
            for name in NAMES {
                for (key, text) in figures(&html, name) {
                    let ours = facts.figure(&figured, lang, (name, &key, 0));
                    assert_eq!(ours.as_deref(), Some(text.as_str()), "{name} {key}");
                    count += 1;
                }
            }
            assert!(count > 12, "{count} figures");
        }
    }
}

#[test]
fn only_a_page_to_choose_on_carries_facts_and_the_rules() {
    let heavy = |input: &PortalPage| {
        let html = page(input, &shell());
        let (facts, rules) = (html.contains("data-facts="), html.contains("choosing_bg.wasm"));
        assert_eq!(facts, rules);
        assert_eq!(html.contains("portal_bg.wasm"), !rules);
        rules
    };
    let choosing = sample::choosing(Lang::Fi);
    assert!(heavy(&choosing));
    assert!(!heavy(&sample::open(Lang::Fi, 8)));
    assert!(!heavy(&PortalPage { facts: None, ..choosing.clone() }), "the server adds up alone");
    assert!(!heavy(&PortalPage { fixed: true, ..choosing.clone() }), "nothing left to choose");
    assert!(choosing.turn.allows(Act::Negotiate).is_ok());
}
