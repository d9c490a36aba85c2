//! Number series have no gaps, whoever comes at once and whatever fails.
use domain::ids::TaxId;
use std::collections::BTreeSet;
use store::{
    StoreError,
    numbers::{self, Series},
};
use testkit::offers::new_quote;
use usecases::{Denied, quotes};
use uuid::Uuid;

#[test]
fn numbers_have_no_gaps() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let other = app.house("Toinen Oy").await;
        let anna = house.seller("Anna Salo").await;
        let olli = other.seller("Olli Orava").await;
        let (party, elsewhere) = (house.party(&anna, "Meriläinen Oy").await, other.party(&olli, "Järvi Oy").await);
        let company = house.id;
        let mut tasks = Vec::new();
        for at in 0..120 {
            let (house, anna, app) = (house.clone(), anna.clone(), app.clone());
            tasks.push(tokio::spawn(async move {
                match at % 4 {
                    // Refused by a rule.
                    0 => {
                        let mut line = house.priced("Työ", "1", "10");
                        line.tax = TaxId(Uuid::nil());
                        let lines = vec![domain::quotes::line::LineInput::Product(line)];
                        let refused = quotes::create(&anna, &app.cx, new_quote(party, lines)).await;
                        assert!(matches!(refused, Err(Denied::Refused(_))));
                    }
                    // Undone after the number was taken.
                    1 => {
                        let undone: Result<(), StoreError> = app
                            .cx
                            .store
                            .unit(app.cx.clock.now(), move |unit| {
                                Box::pin(async move {
                                    numbers::take(unit, company, Series::Quote, 2026).await?;
                                    numbers::take(unit, company, Series::Order, 2026).await?;
                                    Err(StoreError::NotFound)
                                })
                            })
                            .await;
                        assert!(undone.is_err());
                    }
                    _ => {
                        house.draft_for(&anna, party, vec![house.line("Työ", "1", "10")]).await;
                    }
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let given: BTreeSet<String> = app.texts("SELECT number FROM quotes").await.into_iter().collect();
        assert_eq!(given, (1..=60).map(|at| format!("T-2026-{at:04}")).collect());

        // Each company and each year begins at one; the year is the company's own.
        other.draft_for(&olli, elsewhere, vec![]).await;
        // Half past midnight in Helsinki on New Year's Day, still the old year in UTC.
        app.later(38 * 86_400 + 14 * 3_600 + 30 * 60);
        let next = house.draft_for(&anna, party, vec![]).await;
        assert_eq!(house.read(&anna, next).await.number, "T-2027-0001");
        let mine = quotes::list(&olli, &app.cx, Default::default()).await.unwrap();
        assert_eq!(mine.rows[0].number, "T-2026-0001");

        assert_eq!(usecases::verify::verify(&app.cx).await.unwrap().findings, []);
        // A gap, were there one, is named.
        app.run("UPDATE quotes SET number = 'X' WHERE number = 'T-2026-0007'").await.unwrap();
        let missing =
            usecases::verify::Finding::NumberMissing { series: "quote".into(), missing: "T-2026-0007".into() };
        assert_eq!(usecases::verify::verify(&app.cx).await.unwrap().findings, [missing]);
    });
}
