//! A quotation is sent to several: each has a page of their own, and nobody signs before who approves has approved.
use domain::{
    lang::Lang,
    quotes::{
        group::{Grouping, Offer, Shape},
        line::LineInput,
        recipient::{NotYours, RecipientRole, Turn},
        state::QuoteState,
    },
    refusal::Refusal,
};
use testkit::{
    House, Sent, TestApp, acceptance, choose, comment, decline, key, offers::sending, on_both, picks, propose,
    refused_at, refused_whole,
};
use usecases::{Denied, Staff, actors::Agent, portal, quotes};
use uuid::Uuid;
use wire::{
    portal::{ApproveByVisitor, PortalMessage, PortalPage, PortalStanding},
    quotes::{LinkState, Recipient, RenewLink, SendQuote},
};

/// Päivi signs, Tuomas approves, the office reads.
fn people() -> Vec<Recipient> {
    let of = |name: &str, email: &str, role| Recipient { role, ..Recipient::signer(name, email) };
    vec![
        Recipient::signer("Päivi Mäkelä", "paivi@asiakas.test"),
        of("Tuomas Mäkelä", "tuomas@asiakas.test", RecipientRole::Approver),
        Recipient { language: Some(Lang::Sv), ..of("Toimisto", "toimisto@asiakas.test", RecipientRole::Reader) },
    ]
}

/// A quotation with the three of them, each with their own link.
struct Three {
    signer: Sent,
    approver: Sent,
    reader: Sent,
}

async fn send(house: &House, by: &Staff, quote: domain::ids::QuoteId, to: Vec<Recipient>) -> Result<Vec<Sent>, Denied> {
    let version = house.read(by, quote).await.version;
    let command =
        SendQuote { recipients: to, message: "Hei {name},\n\ntässä tarjous.".into(), ..sending(quote, version) };
    let sent = quotes::send(by, &house.cx, command).await?;
    let mut all = vec![Sent::of(quote, &sent)];
    for link in &sent.others {
        all.push(Sent::of(quote, &wire::quotes::SentQuote { url: link.url.clone(), ..sent.clone() }));
    }
    Ok(all)
}

async fn three(house: &House, by: &Staff, lines: Vec<LineInput>) -> Three {
    let quote = house.draft(by, lines).await;
    let all = send(house, by, quote, people()).await.unwrap();
    let [signer, approver, reader] = <[Sent; 3]>::try_from(all).unwrap();
    Three { signer, approver, reader }
}

fn answer(page: &PortalPage, yes: bool, why: &str) -> ApproveByVisitor {
    ApproveByVisitor {
        version: page.content.version.to_string(),
        content_sha256: page.content_sha256.clone(),
        key: key().0.to_string(),
        answer: if yes { "yes" } else { "no" }.into(),
        why: why.into(),
        choice: page.choice.as_ref().map(|choice| choice.canonical()).unwrap_or_default(),
        ..ApproveByVisitor::default()
    }
}

async fn approve(app: &TestApp, sent: &Sent, form: ApproveByVisitor) -> Result<(), Denied> {
    portal::approve(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await
}

async fn sign(app: &TestApp, sent: &Sent) -> Result<portal::Accepted, Denied> {
    let form = acceptance(&sent.page(&app.cx).await, "Päivi Mäkelä");
    portal::accept(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await
}

async fn states(house: &House, by: &Staff, sent: &Sent) -> Vec<(String, LinkState)> {
    let mut rows: Vec<(String, LinkState)> =
        house.read(by, sent.quote).await.links.into_iter().map(|link| (link.recipient_name, link.state)).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

#[test]
fn each_recipient_has_a_link_a_mail_and_a_part_of_their_own() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let Three { signer, approver, reader } = three(&house, &anna, vec![house.line("Huolto", "2", "120")]).await;
        assert!(signer.token != approver.token && approver.token != reader.token);
        let mails = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await;
        assert_eq!(mails.len(), 3);
        for (mail, (name, own)) in mails.iter().zip([("Päivi", &signer), ("Tuomas", &approver), ("Toimisto", &reader)])
        {
            assert!(mail.contains(&format!("Hei {name},")) && mail.contains(&own.token), "{mail}");
        }
        let page = reader.page(&app.cx).await;
        assert_eq!((page.turn, page.lang), (Turn::Read, Lang::Sv));
        assert_eq!(approver.page(&app.cx).await.turn, Turn::Approve);
        assert_eq!(signer.page(&app.cx).await.turn, Turn::WaitForApproval);

        // Who reads may ask, and nothing else; who approves does not sign, who signs does not approve.
        portal::comment(&reader.visitor(&app.cx).await, &app.cx, comment(&page, "Milloin?")).await.unwrap();
        let only = Refusal::NotYours { why: NotYours::OnlyToRead };
        assert_eq!(refused_whole(sign(&app, &reader).await), only);
        assert_eq!(refused_whole(approve(&app, &reader, answer(&page, true, "")).await), only);
        let visitor = reader.visitor(&app.cx).await;
        let no = portal::decline(&visitor, &app.cx, &Agent::default(), Lang::Fi, decline(&page, "")).await;
        assert_eq!(refused_whole(no), only);
        let day = [("delivery".to_owned(), "24.11.2026")];
        assert_eq!(refused_whole(portal::propose(&visitor, &app.cx, propose(&page, &day, "")).await), only);
        assert_eq!(refused_whole(sign(&app, &approver).await), Refusal::NotYours { why: NotYours::ToSign });
        let page = signer.page(&app.cx).await;
        assert_eq!(
            refused_whole(approve(&app, &signer, answer(&page, true, "")).await),
            Refusal::NotYours { why: NotYours::ToApprove }
        );
        assert_eq!(refused_whole(sign(&app, &signer).await), Refusal::ApprovalFirst);
        portal::seen(&approver.visitor(&app.cx).await, &app.cx, 1).await.unwrap();
        assert_eq!(
            states(&house, &anna, &signer).await,
            [
                ("Päivi Mäkelä".to_owned(), LinkState::Waiting),
                ("Toimisto".to_owned(), LinkState::Commented),
                ("Tuomas Mäkelä".to_owned(), LinkState::Opened),
            ]
        );
        assert_eq!(app.snapshot().await.rows("orders"), 0);
    });
}

#[test]
fn what_was_approved_is_what_is_signed() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let mut option = house.priced("Etävalvonta", "1", "260");
        option.offer = Offer { left_out: true, ..Offer::default() };
        let heading = LineInput::Section {
            id: domain::ids::LineId(Uuid::now_v7()),
            title: "Lisät".into(),
            shape: Shape { grouping: Grouping::Optional, ..Shape::default() },
        };
        let lines = vec![house.line("Huolto", "2", "120"), heading, LineInput::Product(option)];
        let Three { signer, approver, .. } = three(&house, &anna, lines).await;

        // What is chosen after the approver's figures were drawn has to be read first.
        let before = approver.page(&app.cx).await;
        let mut more = picks(&before);
        let take = domain::quotes::picks::take(before.content.lines.last().unwrap().id());
        more.0.insert(take.clone(), "1".into());
        let visitor = signer.visitor(&app.cx).await;
        portal::choose(&visitor, &app.cx, choose(&before, more.clone())).await.unwrap();
        let stale = refused_at(approve(&app, &approver, answer(&before, true, "")).await);
        assert_eq!(stale, [("choice".to_owned(), Refusal::ChoiceChanged)]);

        let page = approver.page(&app.cx).await;
        approve(&app, &approver, answer(&page, true, "Budjetissa")).await.unwrap();
        assert_eq!(refused_whole(approve(&app, &approver, answer(&page, false, "Ei")).await), Refusal::AlreadyAnswered);
        let open = signer.page(&app.cx).await;
        assert_eq!((open.turn, open.fixed, open.approvals.len()), (Turn::Sign, true, 1));
        assert_eq!(open.content.totals, page.content.totals);

        // The choice stays, whichever way it is tried to change it.
        more.0.remove(&take);
        let less = choose(&open, more);
        assert_eq!(refused_whole(portal::choose(&visitor, &app.cx, less).await), Refusal::ChoiceApproved);
        let mut forged = acceptance(&open, "Päivi Mäkelä");
        forged.choice = before.choice.as_ref().unwrap().canonical();
        forged.choosing = String::new();
        let refused = portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, forged).await;
        assert_eq!(refused_at(refused), [("choice".to_owned(), Refusal::ChoiceApproved)]);

        sign(&app, &signer).await.unwrap();
        let view = house.read(&anna, signer.quote).await;
        assert_eq!(view.state, QuoteState::Accepted);
        let done = signer.page(&app.cx).await;
        assert_eq!(done.content.totals, page.content.totals, "to the cent");
        let states = states(&house, &anna, &signer).await;
        assert_eq!(states[0].1, LinkState::Signed);
        assert_eq!(states[2].1, LinkState::Approved);
        let trail = app.texts("SELECT what FROM events WHERE what LIKE 'quote.customer%'").await;
        assert_eq!(trail, ["quote.customer_approved"]);
        assert_eq!(usecases::verify::verify(&app.cx).await.unwrap().findings, []);
        // The seal and the certificate tell of it.
        for work in usecases::outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            usecases::outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }
        assert!(signer.page(&app.cx).await.versions.len() == 1);
    });
}

#[test]
fn a_refused_approval_stops_the_version_and_a_new_one_asks_anew() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let Three { signer, approver, .. } = three(&house, &anna, vec![house.line("Huolto", "2", "120")]).await;
        let page = approver.page(&app.cx).await;
        let at = |field: &str, refusal| vec![(field.to_owned(), refusal)];
        assert_eq!(refused_at(approve(&app, &approver, answer(&page, false, " ")).await), at("why", Refusal::Required));
        let odd = ApproveByVisitor { answer: "<b>".into(), ..answer(&page, true, "") };
        assert_eq!(refused_at(approve(&app, &approver, odd).await), at("answer", Refusal::NotAChoice));
        let long = answer(&page, false, &"x".repeat(2_001));
        let too_long = Refusal::TooLong { longest: 2_000, length: 2_001 };
        assert_eq!(refused_at(approve(&app, &approver, long).await), at("why", too_long));

        approve(&app, &approver, answer(&page, false, "Budjetti ylittyy.")).await.unwrap();
        let stopped = signer.page(&app.cx).await;
        assert_eq!((stopped.turn, stopped.standing), (Turn::Stopped, PortalStanding::Open));
        assert_eq!(stopped.approvals[0].answer.as_ref().unwrap().reason, "Budjetti ylittyy.");
        assert_eq!(refused_whole(sign(&app, &signer).await), Refusal::ApprovalRefused);
        let mail = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await;
        assert!(mail.last().unwrap().contains("Budjetti ylittyy."), "the seller is told why");

        // The next version is asked about anew; the old answer says nothing of it.
        house.edit(&anna, signer.quote, |save| save.fields.title = "Halvempi".into()).await.unwrap();
        let all = send(&house, &anna, signer.quote, people()).await.unwrap();
        assert_eq!(all[0].page(&app.cx).await.turn, Turn::WaitForApproval);
        // The first links open it too, for the same people.
        assert_eq!(approver.page(&app.cx).await.turn, Turn::Approve);
        approve(&app, &approver, answer(&approver.page(&app.cx).await, true, "")).await.unwrap();
        assert_eq!(all[1].page(&app.cx).await.turn, Turn::Approved, "by whichever link");
        sign(&app, &all[0]).await.unwrap();
    });
}

#[test]
fn an_approver_who_is_left_out_or_revoked_holds_nobody_up() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let Three { signer, approver, .. } = three(&house, &anna, vec![house.line("Huolto", "2", "120")]).await;
        assert_eq!(signer.page(&app.cx).await.turn, Turn::WaitForApproval);
        let row = signer.visitor(&app.cx).await.row_version();
        let links = house.read(&anna, signer.quote).await.links;
        let tuomas = links.iter().find(|link| link.recipient_name.starts_with("Tuomas")).unwrap();
        quotes::revoke_link(&anna, &app.cx, tuomas.id).await.unwrap();
        assert_eq!(signer.page(&app.cx).await.turn, Turn::Sign);
        assert!(signer.visitor(&app.cx).await.row_version() > row, "kept pages are drawn anew");
        let told = portal::revoked(&approver.visitor(&app.cx).await, &app.cx).await.unwrap();
        assert!(matches!(told, Some(PortalMessage::Revoked { .. })), "{told:?}");

        // The next version goes to one alone.
        let Three { signer, approver, .. } = three(&house, &anna, vec![house.line("Huolto", "3", "120")]).await;
        house.edit(&anna, signer.quote, |save| save.fields.title = "Uusi".into()).await.unwrap();
        send(&house, &anna, signer.quote, people().into_iter().take(1).collect()).await.unwrap();
        assert_eq!(approver.page(&app.cx).await.turn, Turn::LeftOut);
        sign(&app, &signer).await.unwrap();
    });
}

#[test]
fn a_renewed_link_keeps_its_holders_part_and_the_old_one_says_it_was_replaced() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let Three { approver, signer, .. } = three(&house, &anna, vec![house.line("Huolto", "2", "120")]).await;
        approve(&app, &approver, answer(&approver.page(&app.cx).await, true, "")).await.unwrap();
        let links = house.read(&anna, signer.quote).await.links;
        let tuomas = links.iter().find(|link| link.recipient_name.starts_with("Tuomas")).unwrap();
        let command = RenewLink { key: key(), quote: signer.quote, link: tuomas.id };
        let url = quotes::renew_link(&anna, &app.cx, command).await.unwrap().url;
        let new = Sent { token: url.rsplit('/').next().unwrap().to_owned(), ..approver.clone() };
        assert_eq!(new.page(&app.cx).await.turn, Turn::Approved);
        let old = approver.visitor(&app.cx).await;
        let told = portal::revoked(&old, &app.cx).await.unwrap();
        assert!(matches!(told, Some(PortalMessage::Replaced { .. })), "{told:?}");
        assert!(matches!(portal::read(&old, &app.cx, None, None).await, Err(Denied::NotFound)));
        assert_eq!(signer.page(&app.cx).await.turn, Turn::Sign);
    });
}

#[test]
fn approving_and_signing_at_once_never_signs_what_was_refused() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        for round in 0..10 {
            let Three { signer, approver, .. } = three(&house, &anna, vec![house.line("Huolto", "2", "120")]).await;
            let form = answer(&approver.page(&app.cx).await, round % 2 == 0, "Syy");
            let (answered, signed) = tokio::join!(approve(&app, &approver, form), sign(&app, &signer));
            answered.unwrap();
            let ordered = house.read(&anna, signer.quote).await.order.is_some();
            assert_eq!(signed.is_ok(), ordered);
            if round % 2 == 1 {
                assert!(!ordered, "a refused version was signed");
            }
        }
        assert_eq!(usecases::verify::verify(&app.cx).await.unwrap().findings, []);
    });
}
