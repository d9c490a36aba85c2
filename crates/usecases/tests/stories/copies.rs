//! A quotation made as a copy of another.
use domain::{
    ids::QuoteId,
    quotes::{line::LineInput, state::QuoteState},
};
use testkit::{key, on_both};
use usecases::{Denied, quotes};
use wire::quotes::{CopyQuote, Origin};

fn of(id: QuoteId) -> CopyQuote {
    CopyQuote { key: key(), id }
}

#[test]
fn a_copy_has_the_lines_and_texts_and_nothing_of_the_others_life() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna Salo").await, house.manager("Maija Mäki").await);
        let original =
            house.draft(&anna, vec![house.line("Huolto", "2", "120"), house.line("Matka", "1", "45.50")]).await;
        house
            .edit(&anna, original, |save| {
                save.fields.title = "Vuosihuolto".into();
                save.fields.introduction = "Kiitos.".into();
                save.fields.customer_reference = "VIITE-9".into();
            })
            .await
            .unwrap();
        house.send(&anna, original).await;
        let before = house.read(&anna, original).await;

        let command = of(original);
        let copy = quotes::copy(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(quotes::copy(&maija, &app.cx, command).await.unwrap(), copy, "told twice, made once");
        let made = house.read(&maija, copy).await;
        assert_eq!((made.state, made.draft_version, made.sent_version), (QuoteState::Draft, 1, None));
        assert_ne!(made.number, before.number);
        assert_eq!((made.fields.title.as_str(), made.fields.introduction.as_str()), ("Vuosihuolto", "Kiitos."));
        assert_eq!((made.fields.customer_reference.as_str(), made.fields.valid_until), ("", None));
        assert_eq!((&made.totals, made.party.id), (&before.totals, before.party.id));
        assert!(made.links.is_empty() && made.comments.is_empty());
        let from = made.usual.iter().find(|one| one.field == "introduction" && one.value == "Kiitos.").unwrap();
        assert_eq!(
            (from.from, &from.name),
            (Origin::Copied, &before.number),
            "each field says it is from the original"
        );
        assert_eq!(made.timeline.len(), 1);
        assert_eq!(made.timeline[0].what, "quote.copied");

        // Lines of its own: a change in one is no change in the other.
        let ids = |lines: &[LineInput]| -> Vec<_> {
            lines
                .iter()
                .map(|line| match line {
                    LineInput::Section { id, .. } | LineInput::Note { id, .. } => *id,
                    LineInput::Product(product) => product.id,
                })
                .collect()
        };
        assert!(ids(&made.lines).iter().all(|id| !ids(&before.lines).contains(id)));
        house.edit(&maija, copy, |save| save.lines.truncate(1)).await.unwrap();
        let after = house.read(&anna, original).await;
        assert_eq!((after.version, after.totals), (before.version, before.totals));
    });
}

#[test]
fn what_one_may_not_see_cannot_be_copied() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, eero) = (house.seller("Anna Salo").await, house.seller("Eero Aho").await);
        let stranger = other.manager("Olli Outo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let before = app.snapshot().await;
        for by in [&eero, &stranger] {
            assert!(matches!(quotes::copy(by, &app.cx, of(quote)).await, Err(Denied::NotFound)));
        }
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}
