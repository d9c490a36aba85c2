//! One order for one quotation, and nobody signs something other than what was on the screen.
use domain::{lang::Lang, refusal::Refusal};
use std::sync::Arc;
use testkit::{Sent, TestApp, acceptance, decline, refused_whole};
use tokio::sync::Barrier;
use usecases::{
    actors::Agent,
    portal::{self, Accepted},
};
use wire::portal::AcceptByVisitor;

const ROUNDS: usize = 20;
const AT_ONCE: usize = 64;

/// Everybody signs at the same moment, each with a form and a key of their own.
async fn sign_at_once(app: &TestApp, sent: &Sent) -> Vec<Accepted> {
    let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
    let gate = Arc::new(Barrier::new(AT_ONCE));
    let signing: Vec<_> = (0..AT_ONCE)
        .map(|at| {
            let (visitor, cx, gate) = (visitor.clone(), app.cx.clone(), gate.clone());
            let form = acceptance(&page, &format!("Allekirjoittaja {at}"));
            tokio::spawn(async move {
                gate.wait().await;
                portal::accept(&visitor, &cx, &Agent::default(), Lang::Fi, form).await.unwrap()
            })
        })
        .collect();
    let mut answers = Vec::new();
    for one in signing {
        answers.push(one.await.unwrap());
    }
    answers
}

#[test]
fn one_quote_many_acceptances_one_order() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let mut winners = std::collections::BTreeSet::new();
        for round in 1..=ROUNDS {
            let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
            let answers = sign_at_once(&app, &sent).await;
            let first = answers.first().unwrap();
            assert_eq!(first.order_number, format!("O-2026-{round:04}"));
            assert!(answers.iter().all(|answer| answer == first), "round {round}: {answers:?}");
            let order = house.read(&anna, sent.quote).await.order.unwrap();
            assert_eq!(order.number, first.order_number);
            winners.insert(first.name.clone());
        }
        assert!(!winners.is_empty());
        let after = app.snapshot().await;
        for table in ["orders", "order_lines", "quote_decisions"] {
            assert_eq!(after.rows(table), ROUNDS, "{table}");
        }
        let drawn = app.texts("SELECT topic FROM outbox WHERE topic = 'signed_pdf'").await;
        assert_eq!(drawn.len(), ROUNDS);
        let report = usecases::verify::verify(&app.cx).await.unwrap();
        assert_eq!(report.findings, []);
        assert_eq!(report.orders, ROUNDS);
    });
}

#[test]
fn stale_version_is_refused() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let old = sent.page(&app.cx).await;
        house.edit(&anna, sent.quote, |save| save.lines.push(house.line("Lisätyö", "1", "50"))).await.unwrap();
        let again = house.send(&anna, sent.quote).await;
        assert_eq!((sent.number, again.number), (1, 2));
        let new = sent.page(&app.cx).await;
        let visitor = sent.visitor(&app.cx).await;
        let before = app.snapshot().await;

        let form = |change: &dyn Fn(&mut AcceptByVisitor)| {
            let mut form = acceptance(&old, "Päivi Mäkelä");
            change(&mut form);
            form
        };
        let superseded = |shown| Refusal::VersionSuperseded { shown, valid: 2 };
        let cases = [
            (form(&|_| ()), superseded(1)),
            // The new number over what the old page said.
            (form(&|form| form.version = "2".into()), Refusal::ContentDiffers),
            (form(&|form| form.content_sha256.clone_from(&new.content_sha256)), superseded(1)),
            (form(&|form| form.version = "3".into()), superseded(3)),
            (form(&|form| form.version = "toinen".into()), superseded(0)),
            (form(&|form| (form.version, form.content_sha256) = ("2".into(), String::new())), Refusal::ContentDiffers),
        ];
        for (form, refusal) in cases {
            let answer = portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await;
            assert_eq!(refused_whole(answer), refusal);
        }
        let answer = portal::decline(&visitor, &app.cx, &Agent::default(), Lang::Fi, decline(&old, "")).await;
        assert_eq!(refused_whole(answer), superseded(1));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        // What is on the screen now is signed as it stands.
        let form = acceptance(&new, "Päivi Mäkelä");
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let hashes = app.texts("SELECT content_sha256 FROM quote_decisions").await;
        assert_eq!(hashes, [new.content_sha256]);
    });
}
