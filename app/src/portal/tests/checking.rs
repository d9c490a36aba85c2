//! The page on which documents are checked: well-formed in every state, whole without a script, and nothing of what was
//! typed runs.
use super::{
    html::{check_policy, check_well_formed},
    shell,
};
use crate::portal::{PortalShell, verify};
use domain::lang::Lang;
use wire::seals::{Seal, SealAnswer, SealStatement, VerifyPage};

fn answer(holds: bool) -> SealAnswer {
    let statement = SealStatement {
        sha256: "77".repeat(32),
        business_id: "7654321-2".into(),
        sealed_at: "2026-11-23T08:12:09Z".into(),
        public_key: "d75a9801".repeat(8),
        ..SealStatement::default()
    };
    SealAnswer {
        sha256: "77".repeat(32),
        known: true,
        company: "Havulämpö <b>Oy</b>".into(),
        document: "T-2026-0417".into(),
        version: 4,
        signed_at: "2026-11-23T08:12:08Z".into(),
        seal: Some(Seal {
            statement: serde_json::to_string(&statement).unwrap(),
            signature: "00".repeat(64),
            public_key: statement.public_key,
            key_number: 1,
            holds,
        }),
    }
}

fn states(lang: Lang) -> Vec<(&'static str, VerifyPage)> {
    let page =
        |asked: &str, answer: Option<SealAnswer>| VerifyPage { lang, asked: asked.into(), unreadable: false, answer };
    let digest = "77".repeat(32);
    vec![
        ("fresh", page("", None)),
        ("linked", page(&digest, Some(answer(true)))),
        ("unsealed", page(&digest, Some(SealAnswer { seal: None, ..answer(true) }))),
        ("broken", page(&digest, Some(answer(false)))),
        ("unknown", page(&digest, Some(SealAnswer::default()))),
        ("unreadable", VerifyPage { unreadable: true, ..page("\"><script>alert(1)</script>", None) }),
    ]
}

fn html(page: &VerifyPage) -> String {
    verify(page, &PortalShell { js: "/pkg/verify.js?v=4".into(), ..shell() })
}

#[test]
fn every_state_of_the_check_is_well_formed_in_every_language() {
    for lang in Lang::ALL {
        for (name, page) in states(lang) {
            let html = html(&page);
            check_well_formed(name, &html);
            check_policy(name, &html, "n0nce");
            assert!(html.contains(&format!("<html lang=\"{}\">", lang.code())), "{name}");
            assert!(html.contains("src=\"/pkg/verify.js?v=4\"") && !html.contains("portal.js"), "{name}");
            // What is to be said of a file waits in templates; one heading is on the page.
            let shown = html.split_once("<template").unwrap().0;
            assert_eq!(shown.matches("<h1").count(), 1, "{name}");
            assert!(!html.contains("<script>alert"), "{name}");
        }
    }
}

#[test]
fn without_a_script_a_hash_is_looked_up_and_a_wrong_one_is_told_at_its_field() {
    let of = |wanted: &str| html(&states(Lang::En).into_iter().find(|(name, _)| *name == wanted).unwrap().1);
    let linked = of("linked");
    for told in
        ["T-2026-0417", "Havulämpö &lt;b&gt;Oy&lt;/b&gt;, 7654321-2", "23 Nov 2026, 8:12 UTC", "d75a9801 d75a9801"]
    {
        assert!(linked.contains(told), "{told}");
    }
    assert!(linked.contains(&format!("href=\"/verify/{}\"", "77".repeat(32))));
    assert!(linked.contains("method=\"get\" action=\"/verify\""));
    assert!(!linked.contains("aria-invalid"));
    let unreadable = of("unreadable");
    assert!(unreadable.contains("aria-invalid=\"true\"") && unreadable.contains("id=\"e-sha256\""));
    assert!(of("broken").contains("opening verdict bad") && of("fresh").contains("opening verdict idle"));
}
