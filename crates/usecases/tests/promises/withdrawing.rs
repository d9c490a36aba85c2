//! A consumer can withdraw from the contract for as long as the law says, from all or a part, and is told so at once.
use super::regretting::{accept, facts, mails, undo};
use domain::{
    actors::Role,
    ids::LineId,
    lang::Lang,
    parties::PartyKind,
    quotes::regret::{Exempt, MOST_GRACE},
    refusal::Refusal,
};
use testkit::{House, Sent, TestApp, key, on_both, refused_at, refused_whole, take_back, withdraw};
use usecases::{Denied, Staff, actors::Agent, orders, parties, portal, quotes, settings, verify::verify};
use wire::{
    parties::{CreateParty, PartyFields},
    portal::{PortalPage, WithdrawByVisitor},
    quotes::SetExempt,
    settings::RegretFields,
};

async fn leave(app: &TestApp, sent: &Sent, form: WithdrawByVisitor) -> Result<(), Denied> {
    portal::withdraw(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await
}

/// A quotation with three lines for a person, of which the last is delivery work.
async fn consumer(house: &House, by: &Staff) -> Sent {
    let fields = PartyFields {
        kind: PartyKind::Person,
        name: "Pehr Åkerblom".into(),
        email: "pehr@koti.test".into(),
        language: Lang::Fi,
        ..PartyFields::default()
    };
    let party = parties::create(by, &house.cx, CreateParty { key: key(), fields }).await.unwrap();
    let lines =
        vec![house.line("Pumppu", "1", "7990"), house.line("Varaaja", "1", "1390"), house.line("Työ", "38", "85")];
    let quote = house.draft_for(by, party, lines).await;
    house.send(by, quote).await
}

fn only(page: &PortalPage, at: usize) -> WithdrawByVisitor {
    let line: LineId = facts(page).withdrawal.as_ref().unwrap().lines[at].id;
    WithdrawByVisitor {
        what: "lines".into(),
        boxes: [(WithdrawByVisitor::line(line), "yes".to_owned())].into(),
        ..withdraw(page, "Pehr Åkerblom", "pehr@muualla.test")
    }
}

#[test]
fn a_consumer_withdraws_from_a_part_and_then_from_the_rest() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = consumer(&house, &anna).await;
        let right = sent.page(&app.cx).await.content.regret.withdrawal.unwrap();
        assert_eq!((right.days, right.exempt), (14, None));
        assert!(right.words.contains("14 päivän") && !right.words.contains('{'), "{}", right.words);
        accept(&app, &sent).await;
        let page = sent.page(&app.cx).await;
        let offer = facts(&page).withdrawal.clone().unwrap();
        assert!(offer.open && offer.lines.len() == 3 && offer.done.is_empty());

        // Looked over first: nothing is written, and what is missing is said at its field.
        let before = app.snapshot().await;
        let visitor = sent.visitor(&app.cx).await;
        portal::look_over(&visitor, &app.cx, &only(&page, 1)).await.unwrap();
        let empty = WithdrawByVisitor { what: "lines".into(), ..withdraw(&page, " ", "ei osoite") };
        let refused = refused_at(portal::look_over(&visitor, &app.cx, &empty).await);
        let fields: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["name", "email", "what"]);
        let unconfirmed = WithdrawByVisitor { confirm: String::new(), ..only(&page, 1) };
        assert_eq!(refused_at(leave(&app, &sent, unconfirmed).await), [("confirm".to_owned(), Refusal::Required)]);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        let form = only(&page, 1);
        leave(&app, &sent, form.clone()).await.unwrap();
        leave(&app, &sent, form).await.unwrap();
        let page = sent.page(&app.cx).await;
        let offer = facts(&page).withdrawal.clone().unwrap();
        assert_eq!((offer.open, offer.lines.len(), offer.done.len()), (true, 2, 1));
        assert_eq!(offer.done[0].lines, ["Varaaja"]);
        let told = mails(&app).await;
        let receipt: Vec<&String> =
            told.iter().filter(|mail| mail.contains("pehr@muualla.test") && mail.contains("Säilytä")).collect();
        assert_eq!(receipt.len(), 1, "{told:?}");
        assert!(receipt[0].contains("Varaaja") && receipt[0].contains("klo"), "{}", receipt[0]);
        assert!(told.iter().any(|mail| mail.contains("Sopimus peruutettu") && mail.contains("talo.test")));
        // Withdrawn in part, it is not taken back by a press any more.
        assert_eq!(refused_whole(undo(&app, &sent, take_back(&page)).await), Refusal::AlreadyWithdrawn);

        leave(&app, &sent, withdraw(&page, "Pehr Åkerblom", "pehr@koti.test")).await.unwrap();
        let order = house.read(&anna, sent.quote).await.order.unwrap().id;
        let view = orders::read(&anna, &app.cx, order).await.unwrap();
        assert_eq!(view.withdrawals.len(), 2);
        assert!(view.withdrawals[1].lines.is_empty());
        assert!((view.withdrawals[1].refund_by - view.accepted.local.date()).num_days() == 14);
        assert!(view.timeline.iter().any(|entry| entry.what == "order.withdrawn"));
        let page = sent.page(&app.cx).await;
        assert!(!facts(&page).withdrawal.as_ref().unwrap().open);
        let again = withdraw(&page, "Pehr Åkerblom", "pehr@koti.test");
        assert_eq!(refused_whole(leave(&app, &sent, again).await), Refusal::AlreadyWithdrawn);
        assert!(app.run("UPDATE withdrawals SET name = 'Joku Muu'").await.is_err());
        assert_eq!(verify(&app.cx).await.unwrap().findings, []);
    });
}

#[test]
fn the_right_lasts_its_days_and_is_never_a_companys() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let company = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        assert_eq!(company.page(&app.cx).await.content.regret.withdrawal, None);
        accept(&app, &company).await;
        let page = company.page(&app.cx).await;
        assert_eq!(facts(&page).withdrawal, None);
        assert_eq!(refused_whole(leave(&app, &company, withdraw(&page, "P", "p@a.test")).await), Refusal::NoWithdrawal);
        let code = |code: &str| SetExempt { key: key(), id: company.quote, before: String::new(), exempt: code.into() };
        assert_eq!(
            refused_at(quotes::set_exempt(&anna, &app.cx, code("x")).await),
            [("exempt".to_owned(), Refusal::NotAChoice)]
        );
        assert_eq!(house.read(&anna, company.quote).await.exempt, None);

        let sent = consumer(&house, &anna).await;
        accept(&app, &sent).await;
        let page = sent.page(&app.cx).await;
        let last = facts(&page).withdrawal.as_ref().unwrap().last_day;
        app.later(((last - page.today).num_days() + 1) * 86_400);
        let late = sent.page(&app.cx).await;
        assert!(!facts(&late).withdrawal.as_ref().unwrap().open);
        assert_eq!(refused_whole(leave(&app, &sent, withdraw(&page, "P", "p@a.test")).await), Refusal::NoWithdrawal);

        // What is made to order can be kept out, and the version says why.
        let other = consumer(&house, &anna).await;
        let set = SetExempt { id: other.quote, ..code(Exempt::MadeToOrder.code()) };
        quotes::set_exempt(&anna, &app.cx, set.clone()).await.unwrap();
        let stale = SetExempt { key: key(), exempt: "sealed".into(), ..set };
        assert!(matches!(quotes::set_exempt(&anna, &app.cx, stale).await, Err(Denied::Stale { .. })));
        assert_eq!(other.page(&app.cx).await.content.regret.withdrawal.unwrap().exempt, None, "sent is sent");
        let other = house.send(&anna, other.quote).await;
        let right = other.page(&app.cx).await.content.regret.withdrawal.unwrap();
        assert_eq!(right.exempt, Some(Exempt::MadeToOrder));
        assert!(right.words.contains("kuluttajansuojalaki"));
        accept(&app, &other).await;
        let page = other.page(&app.cx).await;
        assert!(!facts(&page).withdrawal.as_ref().unwrap().open);
        assert_eq!(refused_whole(leave(&app, &other, withdraw(&page, "P", "p@a.test")).await), Refusal::NoWithdrawal);
    });
}

#[test]
fn settings_hold_for_what_is_sent_afterwards_and_refuse_what_the_law_does() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, boss) = (house.seller("Anna Salo").await, house.person("Aino", Role::Administrator, None).await);
        let sent = consumer(&house, &anna).await;
        assert!(matches!(settings::read_regret(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        let known = settings::read_regret(&boss, &app.cx).await.unwrap();
        assert_eq!((known.grace.as_str(), known.days.as_str()), ("15", "14"));
        let bad = RegretFields { grace: (MOST_GRACE + 1).to_string(), days: "13".into(), ..known.clone() };
        let refused: Vec<String> =
            refused_at(settings::set_regret(&boss, &app.cx, bad).await).into_iter().map(|(field, _)| field).collect();
        assert_eq!(refused, ["grace", "days"]);
        for typed in ["", "-1", "½", "1e9", "99999999999999999999"] {
            let bad = RegretFields { grace: typed.into(), ..known.clone() };
            assert_eq!(refused_at(settings::set_regret(&boss, &app.cx, bad).await)[0].0, "grace", "{typed}");
        }
        let own = RegretFields { grace: "0".into(), days: "30".into(), fi: "Omat {days} päivää.".into(), ..known };
        settings::set_regret(&boss, &app.cx, own.clone()).await.unwrap();
        assert_eq!(settings::read_regret(&boss, &app.cx).await.unwrap(), own);
        accept(&app, &sent).await;
        let page = sent.page(&app.cx).await;
        assert_eq!(facts(&page).take_back.as_ref().unwrap().seconds, 900, "promised when it was sent");
        let next = consumer(&house, &anna).await;
        let regret = next.page(&app.cx).await.content.regret;
        assert_eq!((regret.grace, regret.withdrawal.unwrap().words.as_str()), (0, "Omat 30 päivää."));
        accept(&app, &next).await;
        let page = next.page(&app.cx).await;
        assert_eq!(facts(&page).take_back, None);
        assert_eq!(refused_whole(undo(&app, &next, take_back(&page)).await), Refusal::GraceOver);
    });
}
