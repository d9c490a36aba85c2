//! A bank statement: its payments find the deposits they pay, are taken once, and taken back.
use domain::{
    actors::Role,
    ids::{OrderId, StatementId},
    lang::Lang,
    payment::{
        demand::Paid,
        deposit::{PERCENT, TypedDeposit},
        verdict::Verdict,
    },
    refusal::Refusal,
};
use testkit::{House, TestApp, acceptance, on_both, refused_at};
use usecases::{Denied, Staff, actors::Agent, orders, payments, portal};
use wire::{
    payments::{MarkPaid, PaymentView, UndoPaid},
    statements::{SettleStatement, StatementState, StatementView},
};

/// An order of 1,255.00 that demands half of it, and the reference to pay under.
async fn owed(app: &TestApp, house: &House, by: &Staff) -> (OrderId, String) {
    let quote = house.draft(by, vec![house.line("Pumppu", "1", "1000")]).await;
    let half = TypedDeposit { kind: PERCENT.into(), value: "50".into(), days: "7".into() };
    house.edit(by, quote, |save| save.fields.deposit = half).await.unwrap();
    let sent = house.send(by, quote).await;
    let page = sent.page(&app.cx).await;
    let visitor = sent.visitor(&app.cx).await;
    portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();
    let order = house.read(by, quote).await.order.unwrap().id;
    let reference = demand(app, by, order).await.block.reference.as_str().to_owned();
    (order, reference)
}

async fn demand(app: &TestApp, by: &Staff, order: OrderId) -> PaymentView {
    orders::read(by, &app.cx, order).await.unwrap().payment.unwrap()
}

fn entry(key: &str, amount: &str, reference: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>\
        <BookgDt><Dt>2026-11-27</Dt></BookgDt><AcctSvcrRef>{key}</AcctSvcrRef><NtryDtls><TxDtls>\
        <RltdPties><Dbtr><Nm>Ostaja Oy</Nm></Dbtr></RltdPties>\
        <RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
}

fn file(entries: &[String]) -> Vec<u8> {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Acct><Id>\
        <IBAN>FI3715903000000776</IBAN></Id></Acct>{}</Stmt></BkToCstmrStmt></Document>",
        entries.concat()
    )
    .into_bytes()
}

async fn read(app: &TestApp, by: &Staff, id: StatementId) -> StatementView {
    payments::read_statement(by, &app.cx, id).await.unwrap()
}

fn command(view: &StatementView) -> SettleStatement {
    SettleStatement { id: view.row.id, version: view.version }
}

#[test]
fn payments_find_their_orders_are_taken_once_and_taken_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, aino) = (house.seller("Anna").await, house.person("Aino", Role::Administrator, None).await);
        let ((first, one), (second, two)) = (owed(&app, &house, &anna).await, owed(&app, &house, &anna).await);
        let entries = [
            entry("1", "627.50", &one),
            entry("2", "100.00", &two),
            entry("3", "600.00", &two),
            entry("4", "5.00", &two),
            entry("5", "10.00", "1232"),
            entry("6", "10.00", ""),
            entry("7", "3.00", &one).replace("CRDT", "DBIT"),
        ];
        let bytes = file(&entries);
        let denied = payments::bring_statement(&anna, &app.cx, "tili.xml", bytes.clone()).await;
        assert!(matches!(denied, Err(Denied::NotAllowed)));
        let id = payments::bring_statement(&aino, &app.cx, "tili.xml", bytes.clone()).await.unwrap();
        let again = payments::bring_statement(&aino, &app.cx, "kopio.xml", bytes).await.unwrap();
        assert_eq!(again, id, "the same file is the same statement");

        let view = read(&app, &aino, id).await;
        let expected = [
            Verdict::Pays,
            Verdict::PaysPartly,
            Verdict::PaysMore,
            Verdict::PaidBefore,
            Verdict::UnknownReference,
            Verdict::NoReference,
            Verdict::Outgoing,
        ];
        assert_eq!(view.counts, expected.map(|verdict| (verdict, 1)));
        assert_eq!(view.payments[0].order.as_ref().unwrap().id, first);
        assert_eq!(demand(&app, &anna, first).await.block.state, Paid::Open, "seen is not taken");

        let version = payments::take_statement(&aino, &app.cx, command(&view)).await.unwrap();
        assert_eq!(payments::take_statement(&aino, &app.cx, command(&view)).await.unwrap(), version, "told again");
        let paid = demand(&app, &anna, first).await;
        assert_eq!((paid.block.state, paid.paid.to_string().as_str()), (Paid::Paid, "627.50"));
        assert_eq!(paid.paid_on.unwrap().to_string(), "2026-11-27");
        assert_eq!(demand(&app, &anna, second).await.paid.to_string(), "700.00", "more than was asked for");

        // Next week's file has the same payment on it once more.
        let later = file(&[entry("1", "627.50", &one), entry("8", "1.00", "13")]);
        let next = payments::bring_statement(&aino, &app.cx, "tili2.xml", later).await.unwrap();
        let seen = read(&app, &aino, next).await;
        assert_eq!(seen.counts, [(Verdict::TakenBefore, 1), (Verdict::UnknownReference, 1)]);
        payments::take_statement(&aino, &app.cx, command(&seen)).await.unwrap();
        assert_eq!(demand(&app, &anna, first).await.paid.to_string(), "627.50");

        let view = read(&app, &aino, id).await;
        payments::undo_statement(&aino, &app.cx, command(&view)).await.unwrap();
        let back = demand(&app, &anna, first).await;
        assert_eq!((back.block.state, back.paid_on), (Paid::Open, None));
        assert_eq!(demand(&app, &anna, second).await.block.state, Paid::Open);
        let view = read(&app, &aino, id).await;
        assert_eq!(view.row.state, StatementState::Undone);
        payments::take_statement(&aino, &app.cx, command(&view)).await.unwrap();
        assert_eq!(demand(&app, &anna, first).await.block.state, Paid::Paid, "taken after all");
    });
}

#[test]
fn what_is_no_statement_says_so_and_others_see_nothing() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let aino = house.person("Aino", Role::Administrator, None).await;
        let stranger = other.person("Outi", Role::Administrator, None).await;
        let bring = async |bytes: &[u8]| payments::bring_statement(&aino, &app.cx, "a.xml", bytes.to_vec()).await;
        for bytes in [&b"hello"[..], b"", b"<Document/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Document>&b;</Document>"] {
            assert_eq!(refused_at(bring(bytes).await), [("file".to_owned(), Refusal::NotAStatement)]);
        }
        let broken = file(&[entry("1", "x", "13")]);
        assert_eq!(refused_at(bring(&broken).await), [("file".to_owned(), Refusal::EntryUnreadable { entry: 1 })]);
        let id = bring(&file(&[entry("1", "1.00", "13")])).await.unwrap();
        let theirs = payments::read_statement(&stranger, &app.cx, id).await;
        assert!(matches!(theirs, Err(Denied::NotFound)));
        let take = SettleStatement { id, version: 1 };
        assert!(matches!(payments::take_statement(&stranger, &app.cx, take).await, Err(Denied::NotFound)));
    });
}

#[test]
fn what_was_noted_by_hand_is_not_added_to() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, aino) = (house.seller("Anna").await, house.person("Aino", Role::Administrator, None).await);
        let (order, reference) = owed(&app, &house, &anna).await;
        let day = orders::read(&anna, &app.cx, order).await.unwrap().accepted.local.date();
        let mark = |version, amount: &str| MarkPaid {
            order,
            version,
            amount: amount.into(),
            paid_on: Some(day),
            note: String::new(),
        };
        payments::mark_paid(&anna, &app.cx, mark(1, "100")).await.unwrap();
        let back = entry("2", "100.00", &reference).replace("<Sts>", "<RvslInd>true</RvslInd><Sts>");
        let bytes = file(&[entry("1", "100.00", &reference), back]);
        let id = payments::bring_statement(&aino, &app.cx, "tili.xml", bytes).await.unwrap();
        let view = read(&app, &aino, id).await;
        assert_eq!(view.counts, [(Verdict::NotedByHand, 1), (Verdict::Reversal, 1)]);
        payments::take_statement(&aino, &app.cx, command(&view)).await.unwrap();
        let partly = demand(&app, &anna, order).await;
        assert_eq!(partly.paid.to_string(), "100.00");
        assert_eq!(partly.block.open.to_string(), "527.50", "the codes ask for the rest");

        // Taken from a statement, then noted otherwise by hand: taking the statement back leaves the note.
        payments::undo_paid(&anna, &app.cx, UndoPaid { order, version: partly.version }).await.unwrap();
        let bytes = file(&[entry("3", "627.50", &reference)]);
        let id = payments::bring_statement(&aino, &app.cx, "tili2.xml", bytes).await.unwrap();
        payments::take_statement(&aino, &app.cx, command(&read(&app, &aino, id).await)).await.unwrap();
        let version = demand(&app, &anna, order).await.version;
        payments::mark_paid(&anna, &app.cx, mark(version, "50")).await.unwrap();
        payments::undo_statement(&aino, &app.cx, command(&read(&app, &aino, id).await)).await.unwrap();
        assert_eq!(demand(&app, &anna, order).await.paid.to_string(), "50.00");
    });
}
