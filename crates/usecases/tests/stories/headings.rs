//! Headings of quotations: sections hold subsections, and hide prices or all but their sum from the customer.
use domain::{
    ids::LineId,
    quotes::{
        content::ContentLine,
        difference::Aspect,
        group::{Grouping, Offer, Printing, Shape, Shown, printed},
        line::{LineInput, ProductLineInput},
    },
    refusal::Refusal,
};
use testkit::{key, on_both, refused_at};
use usecases::{portal, quotes};
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
fn what_no_customer_can_answer_yet_is_not_offered() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let before = app.snapshot().await;
        let refused = refused_at(
            house
                .edit(&anna, quote, |save| {
                    let optional = Shape { grouping: Grouping::Optional, ..Shape::default() };
                    save.lines.insert(0, heading("Lisät", optional));
                    let left_out = Offer { left_out: true, ..Offer::default() };
                    let line = ProductLineInput { offer: left_out, ..house.priced("Etävalvonta", "1", "260") };
                    save.lines.push(LineInput::Product(line));
                })
                .await,
        );
        let expected = ["lines.0.grouping", "lines.2.offer"].map(|at| (at.to_owned(), Refusal::NotAChoice));
        assert_eq!(refused, expected);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}
