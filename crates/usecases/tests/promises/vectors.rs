//! Behaviour cases that take rows: who is let in at a customer's page.
use crate::shelves::{keys, sent_to};
use serde_json::Value;
use std::path::{Path, PathBuf};
use usecases::{Cx, Denied, Visitor, portal, shelf};

/// The cases of an area, of the file that `TARJOUS_CASES` names or of our own.
fn cases(area: &str) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = std::env::var_os("TARJOUS_CASES").map(PathBuf::from);
    let named = named.map(|file| if file.exists() { file } else { root.join(file) });
    let text = std::fs::read_to_string(named.unwrap_or_else(|| root.join("testdata/behaviour/cases.json"))).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    file["cases"].as_array().unwrap().iter().filter(|case| case["area"] == area).cloned().collect()
}

/// Whether somebody who got so far reads the page and its document.
async fn reads(cx: &Cx, admitted: Result<Visitor, Denied>) -> bool {
    let visitor = match admitted {
        Ok(visitor) => visitor,
        Err(Denied::NotFound) => return false,
        Err(other) => panic!("neither in nor out: {other:?}"),
    };
    assert!(portal::read(&visitor, cx, None, None).await.is_ok());
    true
}

#[test]
fn a_customers_page_opens_for_its_link_and_for_whoever_it_was_sent_to() {
    let cases = cases("portal");
    assert!(!cases.is_empty() || std::env::var_os("TARJOUS_CASES").is_some(), "our own file has such a case");
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let own = sent_to(&house, &anna, "paivi@asiakas.test").await;
        let foreign = sent_to(&house, &anna, "erkki@asiakas.test").await;
        shelf::ask(&app.cx, "paivi@asiakas.test").await.unwrap();
        let session = shelf::open(&app.cx, &keys(&app).await.pop().unwrap()).await.unwrap();
        let reader = shelf::admit_reader(&app.cx, &session).await.unwrap();
        let (own_id, foreign_id) =
            (own.visitor(&app.cx).await.public_id().to_owned(), foreign.visitor(&app.cx).await.public_id().to_owned());
        for case in &cases {
            let requests = case["input"]["requests"].as_array().unwrap();
            let expected = case["expect"]["status"].as_array().unwrap();
            assert_eq!(requests.len(), expected.len(), "{}", case["id"]);
            for (request, expected) in requests.iter().zip(expected) {
                let admitted = match request.as_str().unwrap() {
                    // Without a link and without a shelf nothing is asked of the database at all.
                    "public no token" => portal::admit_visitor(&app.cx, "").await,
                    "public wrong token" => portal::admit_visitor(&app.cx, &format!("{}x", own.token)).await,
                    "public right token" => portal::admit_visitor(&app.cx, &own.token).await,
                    "portal owner no token" => shelf::admit_visitor(&reader, &app.cx, &own_id).await,
                    "portal owner on foreign order" => shelf::admit_visitor(&reader, &app.cx, &foreign_id).await,
                    other => panic!("{}: no such request: {other}", case["id"]),
                };
                // Where the source's program leads away to its door, ours tells what to do.
                let should = match expected.as_str().unwrap() {
                    "200" => true,
                    "303" | "401" | "403" | "404" => false,
                    other => panic!("{}: no such answer: {other}", case["id"]),
                };
                assert_eq!(reads(&app.cx, admitted).await, should, "{}: {request}", case["id"]);
            }
        }
    });
}
