//! Headings of quotations: sections hold subsections, and hide prices or all but their sum from the customer.
use domain::{
    ids::LineId,
    lang::Lang,
    quotes::{
        content::ContentLine,
        difference::Aspect,
        group::{Grouping, Offer, Printing, Shape, Shown, printed},
        line::{LineInput, ProductLineInput},
    },
    refusal::Refusal,
};
use testkit::{acceptance, key, on_both, refused_at};
use usecases::{actors::Agent, orders, outbox, portal, quotes};
use uuid::Uuid;
use wire::quotes::{CompareVersions, CopyQuote};

fn heading(title: &str, shape: Shape) -> LineInput {
    LineInput::Section { id: LineId(Uuid::now_v7()), title: title.into(), shape }
}

fn shapes(lines: &[LineInput]) -> Vec<Shape> {
    let shape = |line: &LineInput| match line {
        LineInput::Section { shape, .. } => Some(*shape),
        _ => None,
    };
    lines.iter().filter_map(shape).collect()
}

#[test]
fn subsections_and_hidden_prices_reach_the_customer_and_the_total_stays() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let hidden = Shape { printing: Printing::WithoutPrices, ..Shape::default() };
        let within = Shape { subsection: true, ..Shape::default() };
        let sum_only = Shape { printing: Printing::SumOnly, ..Shape::default() };
        let lines = vec![
            heading("Laitteet", hidden),
            house.line("Pumppu", "1", "1000"),
            heading("Putket", within),
            house.line("Putki", "4", "25"),
            heading("Työ", sum_only),
            house.line("Asennus", "8", "60"),
        ];
        let sent = house.sent(&anna, lines).await;
        let view = house.read(&anna, sent.quote).await;
        assert_eq!(shapes(&view.lines), [hidden, within, sum_only], "they come back as they were written");
        assert_eq!(view.totals.net, testkit::figure("1580"));

        let page = portal::read(&sent.visitor(&app.cx).await, &app.cx, None, None).await.unwrap();
        let sums: Vec<_> = page
            .content
            .lines
            .iter()
            .filter_map(|line| match line {
                ContentLine::Section { net, .. } => Some(*net),
                _ => None,
            })
            .collect();
        assert_eq!(sums, ["1100", "100", "480"].map(testkit::figure), "a section's sum holds its subsections");
        assert_eq!(page.content.totals, view.totals);
        let shown = printed(&page.content.parts());
        let quiet = Shown::WithoutPrices;
        assert_eq!(shown, [Shown::Whole, quiet, quiet, quiet, Shown::Whole, Shown::Hidden]);

        // A copy has them too, and another level is a difference between versions.
        let copy = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id: sent.quote }).await.unwrap();
        assert_eq!(shapes(&house.read(&anna, copy).await.lines), [hidden, within, sum_only]);
        house
            .edit(&anna, sent.quote, |save| {
                if let LineInput::Section { shape, .. } = &mut save.lines[2] {
                    shape.subsection = false;
                }
            })
            .await
            .unwrap();
        let compared = CompareVersions { id: sent.quote, from: None, to: None };
        let compared = quotes::compare(&anna, &app.cx, compared).await.unwrap();
        assert_eq!(compared.difference.lines[0].aspects(), [Aspect::Choice]);
        assert_eq!(compared.difference.before, compared.difference.after);
    });
}

#[test]
fn what_is_left_out_is_shown_but_neither_added_up_nor_ordered() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let offered = |name: &str, price: &str, left_out: bool| {
            let offer = Offer { left_out, ..Offer::default() };
            LineInput::Product(ProductLineInput { offer, ..house.priced(name, "1", price) })
        };
        let optional = Shape { grouping: Grouping::Optional, ..Shape::default() };
        let one = Shape { grouping: Grouping::ChooseOne, ..Shape::default() };
        let lines = vec![
            house.line("Pumppu", "1", "1000"),
            heading("Lisät", optional),
            offered("Etävalvonta", "260", true),
            offered("Huolto", "120", false),
            heading("Varaaja", one),
            offered("200 l", "900", true),
            offered("300 l", "1100", false),
        ];
        let sent = house.sent(&anna, lines).await;
        let view = house.read(&anna, sent.quote).await;
        assert_eq!(shapes(&view.lines), [optional, one], "they come back as they were written");
        let left_out = view.lines.iter().map(|line| matches!(line, LineInput::Product(line) if line.offer.left_out));
        assert_eq!(left_out.collect::<Vec<_>>(), [false, false, true, false, false, true, false]);
        assert_eq!(view.totals.net, testkit::figure("2220"));

        let visitor = sent.visitor(&app.cx).await;
        let page = portal::read(&visitor, &app.cx, None, None).await.unwrap();
        assert_eq!(page.content.lines.len(), 7, "the customer sees them all");
        assert_eq!(page.content.totals, view.totals);

        let copy = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id: sent.quote }).await.unwrap();
        let copy = house.read(&anna, copy).await;
        assert_eq!((shapes(&copy.lines), copy.totals.net), (vec![optional, one], testkit::figure("2220")));

        let form = acceptance(&page, "Päivi");
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let order = house.read(&anna, sent.quote).await.order.unwrap();
        let order = orders::read(&anna, &app.cx, order.id).await.unwrap();
        assert_eq!(order.content.totals, view.totals, "to the cent");
        let names: Vec<_> = order.content.lines.iter().map(ContentLine::text).collect();
        assert_eq!(names, ["Pumppu", "Lisät", "Huolto", "Varaaja", "300 l"]);
        let rows = app.texts("SELECT name FROM order_lines ORDER BY position").await;
        assert_eq!(rows, names, "what is bought is what counts");
        for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }
    });
}

#[test]
fn bounds_no_customer_can_use_are_refused() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let before = app.snapshot().await;
        let bound = |least: &str, most: &str| Offer {
            least: Some(testkit::figure(least)),
            most: Some(testkit::figure(most)),
            ..Offer::default()
        };
        for (offer, field, refusal) in [
            (bound("8", "5"), "lines.1.most", Refusal::LeastAboveMost),
            (bound("2", "5"), "lines.1.quantity", Refusal::TooSmall { least: testkit::figure("2") }),
            (bound("0.1", "0.5"), "lines.1.quantity", Refusal::TooLarge { most: testkit::figure("0.5") }),
        ] {
            let line = ProductLineInput { offer, ..house.priced("Etävalvonta", "1", "260") };
            let refused = refused_at(house.edit(&anna, quote, |save| save.lines.push(LineInput::Product(line))).await);
            assert_eq!(refused, [(field.to_owned(), refusal)]);
        }
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}
