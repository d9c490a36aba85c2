//! What differs between two versions is told to whoever may see the quotation.
use domain::quotes::{
    difference::{Aspect, Fact, LineChange},
    line::LineInput,
};
use testkit::{House, house::figure, on_both};
use usecases::{Denied, Staff, quotes};
use wire::quotes::{CompareVersions, VersionsView};

async fn compared(
    house: &House,
    by: &Staff,
    id: domain::ids::QuoteId,
    (from, to): (Option<u32>, Option<u32>),
) -> Result<VersionsView, Denied> {
    quotes::compare(by, &house.cx, CompareVersions { id, from, to }).await
}

#[test]
fn the_draft_is_compared_with_what_was_sent_last() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, berta) = (house.seller("Anna Salo").await, house.seller("Berta Berg").await);
        let lines =
            vec![house.line("Pumppu", "1", "1000"), house.line("Putki", "4", "25"), house.line("Työ", "8", "60")];
        let sent = house.sent(&anna, lines).await;
        let id = sent.quote;

        let only = compared(&house, &anna, id, (None, None)).await.unwrap();
        assert_eq!((only.from, only.to, only.versions.len()), (1, 1, 1));
        assert!(only.difference.is_empty());
        assert_eq!(only.versions[0].by, "Anna Salo");

        house
            .edit(&anna, id, |command| {
                command.lines.remove(1);
                if let LineInput::Product(pump) = &mut command.lines[0] {
                    pump.discount = figure("5");
                }
                command.lines.push(house.line("Etävalvonta", "1", "260"));
                command.fields.payment_terms = "7 pv netto".into();
            })
            .await
            .unwrap();
        let view = compared(&house, &anna, id, (None, None)).await.unwrap();
        assert_eq!((view.from, view.to), (1, 2));
        assert!(view.versions[0].sent.is_none() && view.versions[1].sent.is_some());
        assert!(matches!(view.difference.facts.as_slice(), [Fact::PaymentTerms(terms)] if terms.after == "7 pv netto"));
        let nets: Vec<_> = view.difference.lines.iter().map(LineChange::net).collect();
        assert_eq!(nets, [figure("-100"), figure("-50"), figure("260")]);
        assert_eq!(view.difference.lines[1].aspects(), [Aspect::Discount]);
        assert_eq!(view.difference.after.net - view.difference.before.net, figure("110"));
        assert_eq!(view.difference.unchanged, 1);

        house.send(&anna, id).await;
        let back = compared(&house, &anna, id, (Some(2), Some(1))).await.unwrap();
        assert_eq!(back.difference.after.net - back.difference.before.net, figure("-110"), "either way round");

        assert!(matches!(compared(&house, &anna, id, (Some(1), Some(3))).await, Err(Denied::NotFound)));
        assert!(matches!(compared(&house, &berta, id, (None, None)).await, Err(Denied::NotFound)));
    });
}
