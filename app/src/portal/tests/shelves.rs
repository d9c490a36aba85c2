//! The customer's shelf: well-formed in every state, no script on it, and nothing of what was typed or sold runs.
use super::{
    html::{check_policy, check_well_formed},
    shell,
};
use crate::portal::shelf;
use chrono::NaiveDate;
use domain::{
    days::{Instant, Stamp},
    lang::Lang,
    money::Currency,
    refusal::Refusal,
};
use wire::shelf::{ShelfItem, ShelfPage, ShelfStanding};

fn item(standing: ShelfStanding, order: &str) -> ShelfItem {
    let day = NaiveDate::from_ymd_opt(2026, 12, 9).unwrap();
    ShelfItem {
        public_id: "01j8k2".into(),
        number: "T-2026-0417".into(),
        title: "Lämpöpumppu <script>alert(1)</script>".into(),
        company: "Havulämpö <b>Oy</b>".into(),
        sent: Stamp { utc: Instant(0), local: day.and_hms_opt(9, 12, 0).unwrap() },
        valid_until: Some(day),
        standing,
        gross: 1_000.into(),
        currency: Currency::EUR,
        order: order.into(),
        signed: !order.is_empty(),
    }
}

fn states() -> Vec<(&'static str, ShelfPage)> {
    let items = vec![
        item(ShelfStanding::Open, ""),
        item(ShelfStanding::Accepted, "O-7"),
        item(ShelfStanding::Expired, ""),
        item(ShelfStanding::Declined, ""),
        item(ShelfStanding::Withdrawn, ""),
    ];
    let full = |items: Vec<ShelfItem>, search: &str, all| ShelfPage::Shelf {
        email: "paivi@asiakas.test".into(),
        search: search.into(),
        items,
        all,
    };
    vec![
        ("door", ShelfPage::Door { typed: String::new(), refusal: None }),
        ("refused", ShelfPage::Door { typed: "\"><script>".into(), refusal: Some(Refusal::EmailInvalid) }),
        ("asked", ShelfPage::Asked),
        ("key", ShelfPage::Key { token: "\"><script>alert(1)</script>".into(), unsure: true }),
        ("spent", ShelfPage::Spent),
        ("full", full(items, "", 5)),
        ("searched", full(Vec::new(), "\"><script>", 5)),
        ("empty", full(Vec::new(), "", 0)),
    ]
}

/// A shelf with something on it.
pub(super) fn full() -> ShelfPage {
    states().swap_remove(5).1
}

#[test]
fn every_state_of_the_shelf_is_well_formed_and_runs_nothing() {
    for lang in Lang::ALL {
        for (name, page) in states() {
            let html = shelf(&page, lang, &shell());
            check_well_formed(name, &html);
            check_policy(name, &html, "n0nce");
            assert!(!html.contains("<script") && !html.contains("<b>Oy"), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
        }
    }
}

#[test]
fn signed_documents_are_offered_where_they_are() {
    let html = shelf(&states()[5].1, Lang::En, &shell());
    assert_eq!(html.matches("?signed=1").count(), 1);
    for words in ["Open until 9 Dec 2026", "Order O-7", "Expired", "Declined", "Cancelled by the seller"] {
        assert!(html.contains(words), "{words}");
    }
}
