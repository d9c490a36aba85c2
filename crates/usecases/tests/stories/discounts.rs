//! A discount on the whole: kept as its lines, counted as the discount it is, signed and ordered with the rest.
use domain::{
    actors::Role,
    ids::LineId,
    money::Currency,
    quotes::{
        content::ContentLine,
        line::{LineInput, ProductLineInput},
        role::{LineMark, LineRole, Wish},
        whole,
    },
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, approvals, quotes};
use uuid::Uuid;
use wire::{
    approvals::{LimitFields, ReasonKind},
    quotes::{QuoteView, Recipient, SendQuote},
};

/// The lines that a discount makes of those of a quotation, as the editor puts them on.
fn off(house: &House, view: &QuoteView, wish: Wish) -> Vec<LineInput> {
    let mut fields = domain::refusal::Fields::new();
    let lines = domain::quotes::line::read_lines(&view.lines, &mut fields);
    let whole = whole::discount(&lines, &Currency::EUR, &view.book, wish).unwrap();
    let line = |line: &whole::WholeLine| {
        LineInput::Product(ProductLineInput {
            id: LineId(Uuid::now_v7()),
            unit_price: line.unit_price.get(),
            tax: line.tax,
            role: LineRole::Discount { wish },
            unit: String::new(),
            price_by_hand: true,
            ..house.priced("Alennus", "1", "0")
        })
    };
    whole.lines.iter().map(line).collect()
}

async fn send(house: &House, by: &Staff, id: domain::ids::QuoteId) -> Result<(), Denied> {
    let version = house.read(by, id).await.version;
    let command = SendQuote {
        key: key(),
        id,
        version,
        recipients: vec![Recipient::signer("Päivi", "")],
        signing: Default::default(),
        subject: String::new(),
        message: String::new(),
        others: Vec::new(),
        attach_pdf: false,
    };
    quotes::send(by, &house.cx, command).await.map(drop)
}

#[test]
fn a_discount_on_the_whole_needs_approval_as_a_discount() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let limits = LimitFields { total_discount: Some(figure("10")), ..LimitFields::default() };
        approvals::set_limits(&aino, &app.cx, limits).await.unwrap();
        let quote = house.draft(&anna, vec![house.line("Pumppu", "2", "1000"), house.line("Työ", "10", "60")]).await;

        let view = house.read(&anna, quote).await;
        let lines = off(&house, &view, Wish::Percent(figure("10")));
        house.edit(&anna, quote, |command| command.lines.extend(lines.clone())).await.unwrap();
        assert!(house.read(&anna, quote).await.approval.reasons.is_empty(), "just the limit");

        let lines = off(&house, &view, Wish::Percent(figure("15")));
        house
            .edit(&anna, quote, |command| {
                command.lines.truncate(2);
                command.lines.extend(lines.clone());
            })
            .await
            .unwrap();
        let now = house.read(&anna, quote).await;
        let reason = &now.approval.reasons[0];
        assert_eq!(
            (now.approval.reasons.len(), reason.kind, reason.given),
            (1, ReasonKind::Discount, Some(figure("15")))
        );
        assert!(reason.line.is_none(), "it is on the whole, not on a line");
        assert_eq!((now.totals.before_discounts, now.totals.discounts), (figure("2600"), figure("390")));
        assert_eq!(refused_at(send(&house, &anna, quote).await), [(String::new(), Refusal::NeedsApproval)]);
        send(&house, &aino, quote).await.unwrap();
    });
}

#[test]
fn a_sent_document_names_its_discount_and_delivery_as_what_they_are() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let mut low = house.priced("Kirja", "4", "25");
        low.tax = house.low_tax;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "2", "1000"), LineInput::Product(low)]).await;
        let view = house.read(&anna, quote).await;
        let lines = off(&house, &view, Wish::Total(figure("2500")));
        assert_eq!(lines.len(), 2, "one for each tax");
        house.edit(&anna, quote, |command| command.lines.extend(lines.clone())).await.unwrap();
        let view = house.read(&anna, quote).await;
        assert_eq!(view.totals.gross, figure("2500"));
        send(&house, &anna, quote).await.unwrap();

        let versions =
            quotes::compare(&anna, &app.cx, wire::quotes::CompareVersions { id: quote, from: None, to: None });
        assert_eq!(versions.await.unwrap().versions.len(), 1);
        let sent = house.read(&anna, quote).await;
        let kept: Vec<Decimal> = sent
            .lines
            .iter()
            .filter_map(|line| match line {
                LineInput::Product(line) => line.role.wish().map(|_| line.unit_price),
                _ => None,
            })
            .collect();
        assert!(kept.len() == 2 && kept.iter().all(|price| *price < Decimal::ZERO));
        let mut fields = domain::refusal::Fields::new();
        let read = domain::quotes::line::read_lines(&sent.lines, &mut fields);
        let reckoning = domain::quotes::totals::reckon(&read, &Currency::EUR, &sent.book).unwrap();
        let content = domain::quotes::content::content_lines(&read, &reckoning, &sent.book, false);
        let marks: Vec<LineMark> = content
            .iter()
            .filter_map(|line| match line {
                ContentLine::Product { mark, .. } => Some(*mark),
                _ => None,
            })
            .collect();
        assert_eq!(marks, [LineMark::Sold, LineMark::Sold, LineMark::Discount, LineMark::Discount]);
    });
}

#[test]
fn a_discount_nobody_could_ask_for_is_refused_at_its_line() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "2", "1000")]).await;
        let wish = Wish::Percent(figure("101"));
        let line = ProductLineInput { role: LineRole::Discount { wish }, ..house.priced("Alennus", "1", "-1") };
        let wrong = house.edit(&anna, quote, |command| command.lines.push(LineInput::Product(line.clone()))).await;
        let most = Refusal::TooLarge { most: figure("100") };
        assert_eq!(refused_at(wrong), [("lines.1.unit_price".to_owned(), most)]);
    });
}
