//! Several signers: one is enough, or all of them, or all in their order.
use domain::{
    ids::QuoteId,
    lang::Lang,
    quotes::{
        demands::Demands,
        recipient::{NotYours, RecipientRole, Turn},
        signing::Signing,
        state::QuoteState,
    },
    refusal::Refusal,
};
use testkit::{House, Sent, TestApp, acceptance, decline, key, offers::sending, on_both, refused_at, refused_whole};
use usecases::{Denied, Staff, actors::Agent, orders, outbox, portal, quotes, seals::evidence_for_staff};
use wire::{
    portal::{AcceptByVisitor, PortalStanding},
    quotes::{LinkState, Recipient, SendQuote, SentQuote},
};

fn people() -> Vec<Recipient> {
    vec![
        Recipient::signer("Päivi Mäkelä", "paivi@asiakas.test"),
        Recipient::signer("Tuomas Mäkelä", "tuomas@asiakas.test"),
        Recipient { role: RecipientRole::Reader, ..Recipient::signer("Toimisto", "toimisto@asiakas.test") },
    ]
}

async fn send(house: &House, by: &Staff, quote: QuoteId, signing: Signing, to: Vec<Recipient>) -> Vec<Sent> {
    let version = house.read(by, quote).await.version;
    let command = SendQuote { recipients: to, signing, ..sending(quote, version) };
    let sent = quotes::send(by, &house.cx, command).await.unwrap();
    let first = Sent::of(quote, &sent);
    let others = sent.others.iter().map(|link| Sent::of(quote, &SentQuote { url: link.url.clone(), ..sent.clone() }));
    std::iter::once(first).chain(others).collect()
}

async fn two(house: &House, by: &Staff, signing: Signing) -> (Sent, Sent) {
    let quote = house.draft(by, vec![house.line("Huolto", "2", "120")]).await;
    let mut all = send(house, by, quote, signing, people()).await.into_iter();
    (all.next().unwrap(), all.next().unwrap())
}

async fn form(app: &TestApp, sent: &Sent, name: &str) -> AcceptByVisitor {
    acceptance(&sent.page(&app.cx).await, name)
}

async fn post(app: &TestApp, sent: &Sent, form: AcceptByVisitor) -> Result<portal::Accepted, Denied> {
    portal::accept(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await
}

async fn sign(app: &TestApp, sent: &Sent, name: &str) -> Result<portal::Accepted, Denied> {
    post(app, sent, form(app, sent, name).await).await
}

async fn mails_to(app: &TestApp, address: &str) -> Vec<String> {
    let mails = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await;
    mails.into_iter().filter(|mail| mail.contains(&format!("\"to\":\"{address}\""))).collect()
}

#[test]
fn one_signature_is_enough_where_nothing_else_is_said() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (first, second) = two(&house, &anna, Signing::Any).await;
        assert!(first.page(&app.cx).await.signers.is_empty(), "nothing is told of an order there is not");
        let order = sign(&app, &second, "Tuomas Mäkelä").await.unwrap();
        assert_eq!(order.order_number, "O-2026-0001");
        assert!(matches!(first.page(&app.cx).await.standing, PortalStanding::Accepted { .. }));
    });
}

#[test]
fn an_old_link_reads_and_does_not_sign_a_version_that_was_not_sent_to_its_holder() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let left_out = Refusal::NotYours { why: NotYours::LeftOut };
        for rule in Signing::ALL {
            let (first, second) = two(&house, &anna, rule).await;
            house.edit(&anna, first.quote, |save| save.fields.title = "Yhdelle".into()).await.unwrap();
            let one = vec![Recipient::signer("Päivi Mäkelä", "paivi@asiakas.test")];
            send(&house, &anna, first.quote, rule, one).await;
            let page = second.page(&app.cx).await;
            assert_eq!((page.turn, page.content.title.as_str()), (Turn::LeftOut, "Yhdelle"), "{rule:?}");
            assert!(!portal::may_sign(&second.visitor(&app.cx).await, &app.cx).await.unwrap());
            assert_eq!(refused_whole(sign(&app, &second, "Tuomas Mäkelä").await), left_out, "{rule:?}");
            let visitor = second.visitor(&app.cx).await;
            let no = portal::decline(&visitor, &app.cx, &Agent::default(), Lang::Fi, decline(&page, "")).await;
            assert_eq!(refused_whole(no), left_out, "{rule:?}");
            assert!(house.read(&anna, first.quote).await.order.is_none());
            // The one it was sent to signs, by the old link as well.
            sign(&app, &first, "Päivi Mäkelä").await.unwrap();
            assert!(house.read(&anna, first.quote).await.order.is_some(), "{rule:?}");
        }
    });
}

#[test]
fn in_order_the_second_is_written_to_and_signs_only_when_the_first_has() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (first, second) = two(&house, &anna, Signing::InOrder).await;
        assert_eq!(mails_to(&app, "paivi@asiakas.test").await.len(), 1);
        assert_eq!(mails_to(&app, "tuomas@asiakas.test").await.len(), 0, "nobody is asked before their turn");
        assert_eq!(mails_to(&app, "toimisto@asiakas.test").await.len(), 1);
        assert_eq!(first.page(&app.cx).await.turn, Turn::Sign);
        let later = second.page(&app.cx).await;
        assert_eq!(later.turn, Turn::WaitForSigner);
        let told: Vec<(String, bool)> = later.signers.into_iter().map(|one| (one.name, one.turn)).collect();
        assert_eq!(told, [("Päivi Mäkelä".to_owned(), true), ("Tuomas Mäkelä".to_owned(), false)]);
        assert_eq!(refused_whole(sign(&app, &second, "Tuomas Mäkelä").await), Refusal::SignerFirst);
        let before = house.read(&anna, first.quote).await;
        assert_eq!(before.signing, Signing::InOrder);
        let waits = before.links.iter().find(|link| link.recipient_name == "Tuomas Mäkelä").unwrap();
        assert_eq!((waits.state, waits.place), (LinkState::Later, 1));

        // The first signature makes no order yet; the same form again gets the same answer.
        let typed = form(&app, &first, "Päivi Mäkelä").await;
        let answer = post(&app, &first, typed.clone()).await.unwrap();
        assert_eq!((answer.order_number.as_str(), answer.name.as_str()), ("", "Päivi Mäkelä"));
        assert_eq!(post(&app, &first, typed).await.unwrap(), answer);
        assert_eq!(refused_whole(sign(&app, &first, "Päivi Mäkelä").await), Refusal::AlreadySigned);
        assert_eq!(app.snapshot().await.rows("orders"), 0);
        let page = first.page(&app.cx).await;
        assert_eq!((page.turn, page.standing), (Turn::Signed, PortalStanding::Open));
        assert!(!portal::may_sign(&first.visitor(&app.cx).await, &app.cx).await.unwrap());
        let asked = mails_to(&app, "tuomas@asiakas.test").await;
        assert!(matches!(asked.as_slice(), [mail] if mail.contains("Päivi Mäkelä") && mail.contains("/o/")));
        let visitor = first.visitor(&app.cx).await;
        let no = decline(&first.page(&app.cx).await, "");
        let no = portal::decline(&visitor, &app.cx, &Agent::default(), Lang::Fi, no).await;
        assert_eq!(refused_whole(no), Refusal::AlreadySigned, "a signature binds");

        // What the first told stands in the form of the second.
        let page = second.page(&app.cx).await;
        assert_eq!((page.turn, page.forms.accept.typed.purchase_order.as_str()), (Turn::Sign, "PO-77"));
        assert!(portal::may_sign(&second.visitor(&app.cx).await, &app.cx).await.unwrap());
        let answer = sign(&app, &second, "Tuomas Mäkelä").await.unwrap();
        assert_eq!(answer.order_number, "O-2026-0001");
        let view = house.read(&anna, first.quote).await;
        assert_eq!(view.state, QuoteState::Accepted);
        let signed = view.links.iter().filter(|link| link.state == LinkState::Signed).count();
        assert!(signed >= 2, "both are shown as having signed");
        let PortalStanding::Accepted { facts } = first.page(&app.cx).await.standing else { panic!("accepted") };
        assert_eq!((facts.name.as_str(), facts.earlier[0].name.as_str()), ("Tuomas Mäkelä", "Päivi Mäkelä"));

        // Each signature is in the sealed evidence, on the certificate, and each signer gets the receipt.
        for work in &outbox::claim(&app.cx).await.unwrap() {
            if work.topic == portal::accept::SIGNED_PDF {
                outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
            }
        }
        let id = view.order.unwrap().id;
        let evidence = evidence_for_staff(&anna, &app.cx, id).await.unwrap();
        let told: serde_json::Value = serde_json::from_slice(&evidence.bytes).unwrap();
        assert_eq!(told["signer"]["name"], "Tuomas Mäkelä");
        assert_eq!(told["signed_before"][0]["signer"]["name"], "Päivi Mäkelä");
        assert_eq!(told["signed_before"][0]["signature"]["text"], "Päivi Mäkelä");
        let trail: Vec<&str> = told["events"].as_array().unwrap().iter().filter_map(|e| e["what"].as_str()).collect();
        assert!(trail.ends_with(&["quote.customer_signed", "quote.accepted"]), "{trail:?}");
        let order = orders::read(&anna, &app.cx, id).await.unwrap();
        assert_eq!(order.signed_before[0].name, "Päivi Mäkelä");
        for address in ["paivi@asiakas.test", "tuomas@asiakas.test"] {
            let receipts =
                mails_to(&app, address).await.into_iter().filter(|mail| mail.contains("O-2026-0001")).count();
            assert_eq!(receipts, 1, "{address}");
        }
    });
}

#[test]
fn all_sign_in_any_order_and_a_new_version_asks_everybody_anew() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (first, second) = two(&house, &anna, Signing::All).await;
        assert_eq!(mails_to(&app, "tuomas@asiakas.test").await.len(), 1);
        sign(&app, &second, "Tuomas Mäkelä").await.unwrap();
        assert_eq!(app.snapshot().await.rows("orders"), 0);

        house.edit(&anna, first.quote, |save| save.fields.title = "Uusi".into()).await.unwrap();
        let all = send(&house, &anna, first.quote, Signing::All, people()).await;
        assert_eq!((all[0].page(&app.cx).await.turn, all[1].page(&app.cx).await.turn), (Turn::Sign, Turn::Sign));
        sign(&app, &all[0], "Päivi Mäkelä").await.unwrap();
        assert_eq!(app.snapshot().await.rows("orders"), 0, "a signature belongs to its version");
        sign(&app, &all[1], "Tuomas Mäkelä").await.unwrap();
        assert_eq!(app.snapshot().await.rows("orders"), 1);
    });
}

#[test]
fn a_decline_by_one_ends_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (first, second) = two(&house, &anna, Signing::InOrder).await;
        sign(&app, &first, "Päivi Mäkelä").await.unwrap();
        let no = decline(&second.page(&app.cx).await, "Liian kallis");
        portal::decline(&second.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, no).await.unwrap();
        assert_eq!(house.read(&anna, first.quote).await.state, QuoteState::Declined);
        assert!(matches!(first.page(&app.cx).await.standing, PortalStanding::Declined { .. }));
        assert_eq!(app.snapshot().await.rows("orders"), 0);
    });
}

#[test]
fn nobody_waits_for_a_signer_whose_link_was_revoked() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (first, second) = two(&house, &anna, Signing::InOrder).await;
        let links = house.read(&anna, first.quote).await.links;
        let paivi = links.iter().find(|link| link.recipient_name == "Päivi Mäkelä").unwrap();
        quotes::revoke_link(&anna, &app.cx, paivi.id).await.unwrap();
        assert_eq!(second.page(&app.cx).await.turn, Turn::Sign);
        assert_eq!(sign(&app, &second, "Tuomas Mäkelä").await.unwrap().order_number, "O-2026-0001");
    });
}

#[test]
fn two_who_sign_at_once_make_one_order() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (first, second) = two(&house, &anna, Signing::All).await;
        let forms = (form(&app, &first, "Päivi Mäkelä").await, form(&app, &second, "Tuomas Mäkelä").await);
        let (one, other) = tokio::join!(post(&app, &first, forms.0), post(&app, &second, forms.1));
        let numbers = [one.unwrap().order_number, other.unwrap().order_number];
        assert_eq!(numbers.iter().filter(|number| number.is_empty()).count(), 1, "{numbers:?}");
        let rows = app.snapshot().await;
        assert_eq!((rows.rows("orders"), rows.rows("quote_signatures"), rows.rows("quote_decisions")), (1, 1, 1));
    });
}

#[test]
fn what_the_first_signer_told_is_not_demanded_of_the_second() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let demands = Demands { role: true, purchase_order: true, e_invoice: true };
        house.edit(&anna, quote, |save| save.fields.demands = demands).await.unwrap();
        let all = send(&house, &anna, quote, Signing::InOrder, people()).await;
        let mut typed = form(&app, &all[0], "Päivi Mäkelä").await;
        (typed.e_invoice, typed.e_invoice_operator) = ("003707375462".into(), "E204503".into());
        post(&app, &all[0], typed).await.unwrap();
        let offered = all[1].page(&app.cx).await.forms.accept.typed;
        assert_eq!((offered.e_invoice.as_str(), offered.e_invoice_operator.as_str()), ("003707375462", "E204503"));
        let mut typed = form(&app, &all[1], "Tuomas Mäkelä").await;
        (typed.role, typed.purchase_order) = (String::new(), String::new());
        let refused = refused_at(post(&app, &all[1], typed.clone()).await);
        assert_eq!(refused, [("role".to_owned(), Refusal::Required)], "the role is each one's own");
        (typed.role, typed.key) = ("hallituksen jäsen".into(), key().0.to_string());
        post(&app, &all[1], typed).await.unwrap();
        let order = house.read(&anna, quote).await.order.unwrap().id;
        let order = orders::read(&anna, &app.cx, order).await.unwrap();
        assert_eq!(
            (order.purchase_order.as_str(), order.e_invoice.unwrap().told()),
            ("PO-77", "003707375462 / E204503".into())
        );
    });
}

#[test]
fn who_follows_a_signer_that_was_left_out_gets_the_mail_of_their_turn() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let version = house.read(&anna, quote).await.version;
        let third = Recipient::signer("Kaisa Mäkelä", "kaisa@asiakas.test");
        let recipients = people().into_iter().chain([third]).collect();
        // The seller does not want the PDF in mails: that holds for those who are written to later, too.
        let command = SendQuote { recipients, signing: Signing::InOrder, attach_pdf: false, ..sending(quote, version) };
        quotes::send(&anna, &app.cx, command).await.unwrap();
        let revoke = async |name: &str| {
            let links = house.read(&anna, quote).await.links;
            for link in links.iter().filter(|link| link.recipient_name == name && link.revoked.is_none()) {
                quotes::revoke_link(&anna, &app.cx, link.id).await.unwrap();
            }
        };
        revoke("Kaisa Mäkelä").await;
        assert_eq!(mails_to(&app, "tuomas@asiakas.test").await.len(), 0, "it is not their turn yet");
        revoke("Päivi Mäkelä").await;
        let asked = mails_to(&app, "tuomas@asiakas.test").await;
        let [mail] = asked.as_slice() else { panic!("one mail: {asked:?}") };
        assert!(mail.contains("/o/") && mail.contains("odottaa nyt sinun") && mail.contains("\"pdf\":null"), "{mail}");
        revoke("Toimisto").await;
        assert_eq!(mails_to(&app, "tuomas@asiakas.test").await.len(), 1, "asked once");
    });
}

#[test]
fn who_signs_twice_is_no_earlier_signer_of_themselves() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (first, second) = two(&house, &anna, Signing::InOrder).await;
        sign(&app, &first, "Päivi Mäkelä").await.unwrap();
        for link in house.read(&anna, second.quote).await.links {
            if link.recipient_name == "Tuomas Mäkelä" && link.revoked.is_none() {
                quotes::revoke_link(&anna, &app.cx, link.id).await.unwrap();
            }
        }
        assert_eq!(sign(&app, &first, "Päivi Mäkelä").await.unwrap().order_number, "O-2026-0001");
        let PortalStanding::Accepted { facts } = first.page(&app.cx).await.standing else { panic!("accepted") };
        assert_eq!((facts.name.as_str(), facts.earlier.len()), ("Päivi Mäkelä", 0));
        let order = house.read(&anna, first.quote).await.order.unwrap().id;
        assert!(orders::read(&anna, &app.cx, order).await.unwrap().signed_before.is_empty());
    });
}
