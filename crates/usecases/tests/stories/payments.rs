//! A deposit: demanded by the quotation, asked for after the signature, marked as paid, taken back.
use domain::{
    actors::Role,
    lang::Lang,
    payment::{
        demand::Paid,
        deposit::{AMOUNT, PERCENT, TypedDeposit},
    },
    quotes::{
        content::Content,
        difference::{Difference, Fact},
    },
    refusal::Refusal,
};
use testkit::{acceptance, figure, key, on_both, refused_at};
use usecases::{Denied, actors::Agent, orders, outbox, payments, portal, quotes, settings};
use wire::{
    payments::{MarkPaid, UndoPaid},
    portal::PortalStanding,
    quotes::CopyQuote,
    settings::{CompanyFields, EditCompany},
};

fn typed(kind: &str, value: &str, days: &str) -> TypedDeposit {
    TypedDeposit { kind: kind.into(), value: value.into(), days: days.into() }
}

#[test]
fn a_deposit_is_demanded_signed_paid_and_taken_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        house.edit(&anna, quote, |save| save.fields.deposit = typed(PERCENT, "30", "7")).await.unwrap();
        house.edit(&anna, quote, |save| save.fields.title = "Muu".into()).await.unwrap();
        assert_eq!(house.read(&anna, quote).await.fields.deposit, typed(PERCENT, "30", "7"));

        let first = house.send(&anna, quote).await.page(&app.cx).await.content;
        assert_eq!(Content::from_canonical(&first.canonical()).unwrap(), first);
        house.edit(&anna, quote, |save| save.fields.deposit.value = "50".into()).await.unwrap();
        let sent = house.send(&anna, quote).await;
        let page = sent.page(&app.cx).await;
        let difference = Difference::between(&first, &page.content);
        assert!(matches!(difference.facts.as_slice(), [Fact::Deposit(_)]));
        assert_eq!(difference.apply(&first).deposit, page.content.deposit);
        let copy = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id: quote }).await.unwrap();
        assert_eq!(house.read(&anna, copy).await.fields.deposit, typed(PERCENT, "50", "7"));

        let visitor = sent.visitor(&app.cx).await;
        let form = acceptance(&page, "Päivi");
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form.clone()).await.unwrap();
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let page = sent.page(&app.cx).await;
        let PortalStanding::Accepted { facts } = &page.standing else { panic!("accepted") };
        let block = facts.payment.clone().unwrap();
        let gross = page.content.totals.gross;
        assert_eq!((block.amount.value, block.state), ((gross / figure("2")).round_dp(2), Paid::Open));
        assert_eq!(block.payee.name, "Salmela Oy");
        assert!(block.bar.as_ref().unwrap().text.starts_with("43715903000000776"));
        assert!(block.qr.as_ref().unwrap().text.contains(&block.reference.international()));
        for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }
        let mails = app.texts("SELECT body FROM outbox WHERE topic = 'mail'").await;
        assert!(mails.iter().any(|mail| mail.contains(&block.reference.grouped())), "the receipt says how to pay");

        let order = house.read(&anna, quote).await.order.unwrap().id;
        let read = async || orders::read(&anna, &app.cx, order).await.unwrap();
        let view = read().await.payment.unwrap();
        assert_eq!(view.block, block);
        let day = read().await.accepted.local.date();
        let mark = |version, amount: &str| MarkPaid {
            order,
            version,
            amount: amount.into(),
            paid_on: Some(day),
            note: "tiliote".into(),
        };
        payments::mark_paid(&anna, &app.cx, mark(1, "100")).await.unwrap();
        assert_eq!(payments::mark_paid(&anna, &app.cx, mark(1, "100")).await.unwrap(), 2, "told again");
        assert!(matches!(payments::mark_paid(&anna, &app.cx, mark(1, "5")).await, Err(Denied::Stale { current: 2 })));
        assert_eq!(read().await.payment.unwrap().block.state, Paid::Partly);
        payments::mark_paid(&anna, &app.cx, mark(2, &block.amount.value.to_string())).await.unwrap();
        assert_eq!(read().await.payment.unwrap().block.state, Paid::Paid);
        payments::undo_paid(&anna, &app.cx, UndoPaid { order, version: 3 }).await.unwrap();
        let view = read().await.payment.unwrap();
        assert_eq!((view.block.state, view.paid_on, view.note.as_str()), (Paid::Open, None, ""));
        let what: Vec<String> = read().await.timeline.into_iter().map(|entry| entry.what).collect();
        let told = ["payment.undone", "payment.received", "payment.received", "payment.demanded", "order.created"];
        assert!(told.iter().all(|code| what.iter().any(|what| what == code)), "{what:?}");

        let bad = MarkPaid { paid_on: None, ..mark(4, "x") };
        let refused = refused_at(payments::mark_paid(&anna, &app.cx, bad).await);
        let expected = [("amount", Refusal::NotAFigure), ("paid_on", Refusal::Required)];
        assert_eq!(refused, expected.map(|(field, why)| (field.to_owned(), why)));
        let other = app.house("Toinen Oy").await;
        let stranger = other.seller("Outi").await;
        assert!(matches!(payments::mark_paid(&stranger, &app.cx, mark(4, "1")).await, Err(Denied::NotFound)));
    });
}

#[test]
fn a_demand_needs_an_account_and_bad_figures_are_told_at_their_fields() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let quote = house.draft(&aino, vec![house.line("Pumppu", "1", "10")]).await;
        let wrong = typed(AMOUNT, "paljon", "heti");
        let refused = refused_at(house.edit(&aino, quote, |save| save.fields.deposit = wrong).await);
        let expected = [("deposit.value", Refusal::NotAFigure), ("deposit.days", Refusal::NotAFigure)];
        assert_eq!(refused, expected.map(|(field, why)| (field.to_owned(), why)));

        let view = settings::read(&aino, &app.cx).await.unwrap();
        let bad = CompanyFields { iban: "FI3715903000000777".into(), bic: "X".into(), ..view.company.clone() };
        let refused = refused_at(
            settings::edit_company(&aino, &app.cx, EditCompany { version: view.version, fields: bad }).await,
        );
        let expected = [("iban", Refusal::IbanInvalid), ("bic", Refusal::BicInvalid)];
        assert_eq!(refused, expected.map(|(field, why)| (field.to_owned(), why)));
        let none = CompanyFields { iban: String::new(), ..view.company };
        settings::edit_company(&aino, &app.cx, EditCompany { version: view.version, fields: none }).await.unwrap();
        let right = typed(AMOUNT, "5000", "7");
        let refused = refused_at(house.edit(&aino, quote, |save| save.fields.deposit = right).await);
        assert_eq!(refused, [("deposit.kind".to_owned(), Refusal::NoBankAccount)]);
    });
}
