//! The same total in the editor, on the customer's page, on paper and on the order.
use domain::{
    formats,
    ids::LineId,
    lang::Lang,
    money::Currency,
    quotes::{
        line::{self, LineInput, ProductLineInput},
        totals::{Totals, totals},
    },
    refusal::Fields,
    tax::book::TaxBook,
};
use rust_decimal::Decimal;
use std::{
    io::Write,
    process::{Command, Stdio},
};
use testkit::{House, Sent, TestApp, acceptance, figure};
use usecases::{Staff, actors::Agent, orders, outbox, portal, quotes};
use uuid::Uuid;
use wire::shared::ListQuery;

/// What a PDF says, without any space; nothing where there is no program that reads one.
fn words(pdf: &[u8]) -> Option<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let out = reader.wait_with_output().unwrap();
    assert!(out.status.success());
    Some(String::from_utf8(out.stdout).unwrap().chars().filter(|c| !c.is_whitespace()).collect())
}

fn spaceless(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What the browser computes while one types: the same code, from the lines as typed.
fn typed_totals(lines: &[LineInput]) -> Totals {
    let mut fields = Fields::new();
    let lines = line::read_lines(lines, &mut fields);
    assert!(fields.into_refusals().is_empty());
    totals(&lines, &Currency::EUR, &TaxBook::default()).unwrap()
}

async fn same_everywhere(app: &TestApp, house: &House, by: &Staff, lines: Vec<LineInput>, on_paper: bool) -> Totals {
    let typed = typed_totals(&lines);
    let quote = house.draft(by, vec![]).await;
    let saved = house.edit(by, quote, |save| save.lines.clone_from(&lines)).await.unwrap();
    assert_eq!(saved.totals, typed, "saved");
    assert_eq!(house.read(by, quote).await.totals, typed, "read again");
    let sent: Sent = house.send(by, quote).await;
    let page = sent.page(&app.cx).await;
    assert_eq!(page.content.totals, typed, "the customer's page");
    let listed = quotes::list(by, &app.cx, ListQuery::default()).await.unwrap().rows.remove(0);
    assert_eq!(listed.net.value, typed.net, "the list");
    let visitor = sent.visitor(&app.cx).await;
    let form = acceptance(&page, "Päivi");
    let accepted = portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
    let order = house.read(by, quote).await.order.unwrap();
    let view = orders::read(by, &app.cx, order.id).await.unwrap();
    assert_eq!((view.content.totals, view.number), (typed.clone(), accepted.order_number.clone()), "the order");
    let million = |amount: Decimal| (amount * Decimal::from(1_000_000)).normalize().to_string();
    let number = &accepted.order_number;
    let row = app
        .texts(&format!("SELECT CAST(net AS TEXT) || ' ' || CAST(tax AS TEXT) || ' ' || CAST(gross AS TEXT) FROM orders WHERE number = '{number}'"))
        .await;
    let figures = [typed.net, typed.tax, typed.gross].map(million).join(" ");
    assert_eq!(row, [figures], "the order's row");
    let sum = app
        .texts(&format!(
            "SELECT CAST(SUM(l.net) AS TEXT) FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id \
             WHERE o.number = '{number}' AND l.kind = 'product'"
        ))
        .await;
    assert_eq!(sum, [million(typed.net)], "the order's lines");
    if on_paper {
        let mut papers = vec![portal::pdf(&visitor, &app.cx, None, None).await.unwrap().bytes];
        for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }
        papers.push(portal::signed_pdf(&visitor, &app.cx).await.unwrap().bytes);
        for text in papers.iter().filter_map(|paper| words(paper)) {
            let taxes = typed.taxes.iter().flat_map(|tax| [tax.base, tax.tax]);
            for amount in [typed.net, typed.tax, typed.gross].into_iter().chain(taxes) {
                let written = spaceless(&formats::figure(Lang::Fi, amount, 2));
                assert!(text.contains(&written), "{written} is not on paper");
            }
        }
    }
    typed
}

#[test]
fn four_surfaces_one_total() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let line = |quantity: &str, price: &str, discount: &str| {
            LineInput::Product(ProductLineInput {
                discount: figure(discount),
                ..house.priced("Kaluste", quantity, price)
            })
        };
        let low = LineInput::Product(ProductLineInput {
            tax: house.low_tax,
            tax_percent: figure("13.5"),
            ..house.priced("Kirja", "2", "38")
        });
        let lines = vec![
            LineInput::Section { id: LineId(Uuid::now_v7()), title: "Kalusteet".into(), shape: Default::default() },
            line("1", "9840", "5"),
            line("1", "1490", "0"),
            line("32", "68", "0"),
            LineInput::Note { id: LineId(Uuid::now_v7()), text: "Asennus sovitaan erikseen.".into() },
            LineInput::Section { id: LineId(Uuid::now_v7()), title: "Muut".into(), shape: Default::default() },
            line("12", "189", "0"),
            line("1", "1350", "0"),
            line("1", "420", "0"),
            line("1", "190", "0"),
            low,
        ];
        let totals = same_everywhere(&app, &house, &anna, lines, true).await;
        assert_eq!((totals.net, totals.gross), (figure("17318"), figure("21724.97")));

        // Figures nobody would think of, the same in every run.
        let mut seed = 20_261_123_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..8 {
            let lines = (0..=next(12))
                .map(|_| {
                    let low = next(2) == 0;
                    LineInput::Product(ProductLineInput {
                        quantity: Decimal::new(1 + next(9_999_999) as i64, 4),
                        unit_price: Decimal::new(next(99_999_999) as i64 - 9_999_999, 4),
                        discount: Decimal::new(next(10_001) as i64, 2),
                        tax: if low { house.low_tax } else { house.tax },
                        tax_percent: figure(if low { "13.5" } else { "25.5" }),
                        ..house.priced("Kaluste", "1", "1")
                    })
                })
                .collect();
            app.later(1);
            same_everywhere(&app, &house, &anna, lines, false).await;
        }
    });
}

#[test]
fn a_rate_from_the_browser_is_not_believed() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let forged = ProductLineInput { tax_percent: Decimal::ZERO, ..house.priced("Kaluste", "1", "100") };
        let quote = house.draft(&anna, vec![LineInput::Product(forged)]).await;
        assert_eq!(house.read(&anna, quote).await.totals.gross, figure("125.5"));
    });
}
