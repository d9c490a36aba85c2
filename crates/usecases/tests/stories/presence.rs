//! Two sellers on one quotation know of each other, and nobody else of either.
use domain::ids::LineId;
use testkit::on_both;
use usecases::{Cx, Denied, Staff, quotes};
use uuid::Uuid;
use wire::presence::BePresent;

/// Says that one is there; answers the names and lines of the others.
async fn here(cx: &Cx, by: &Staff, quote: domain::ids::QuoteId, line: Option<LineId>) -> Vec<(String, Option<LineId>)> {
    let command = BePresent { quote, line, leaving: false };
    let others = quotes::be_present(by, cx, command).await.unwrap();
    others.into_iter().map(|one| (one.user.name, one.line)).collect()
}

#[test]
fn two_sellers_on_one_quotation_see_each_other_until_one_leaves_or_falls_silent() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.manager("Anna").await, house.manager("Maija").await);
        let quote = house.draft(&anna, vec![house.line("Pumppu", "1", "100")]).await;
        let before = house.read(&anna, quote).await;
        let line = Some(LineId(Uuid::now_v7()));
        assert_eq!(here(&app.cx, &anna, quote, None).await, []);
        assert_eq!(here(&app.cx, &maija, quote, line).await, [("Anna".to_owned(), None)]);
        assert_eq!(here(&app.cx, &anna, quote, None).await, [("Maija".to_owned(), line)]);
        let after = house.read(&anna, quote).await;
        assert_eq!((after.version, after.timeline.len()), (before.version, before.timeline.len()), "it is no act");

        quotes::be_present(&maija, &app.cx, BePresent { quote, line: None, leaving: true }).await.unwrap();
        assert_eq!(here(&app.cx, &anna, quote, None).await, []);
        here(&app.cx, &maija, quote, line).await;
        app.later(61);
        assert_eq!(here(&app.cx, &anna, quote, None).await, [], "who says nothing is not there");
        usecases::housekeeping::forget_old(&app.cx).await.unwrap();
        assert_eq!(app.snapshot().await.rows("presences"), 1);

        let other = app.house("Toinen Oy").await;
        let ola = other.manager("Ola").await;
        let strange = quotes::be_present(&ola, &app.cx, BePresent { quote, line, leaving: false }).await;
        assert!(matches!(strange, Err(Denied::NotFound)));
        assert!(matches!(quotes::who_is_here(&ola, &app.cx, quote).await, Err(Denied::NotFound)));
    });
}
