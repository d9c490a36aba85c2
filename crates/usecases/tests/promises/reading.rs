//! What is known of readers: people only, no more than they agreed to, forgotten when they change their mind.
use domain::quotes::reading::{Part, Step, read};
use usecases::{Denied, housekeeping, portal};

#[test]
fn visits_are_counted_by_people_and_not_by_calls() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let visitor = sent.visitor(&app.cx).await;
        assert_eq!(house.read(&anna, sent.quote).await.reading.times, 0);

        // What floods the address with the same visit makes one row.
        for _ in 0..20 {
            portal::seen(&visitor, &app.cx, 1).await.unwrap();
        }
        assert_eq!(app.texts("SELECT 'x' FROM quote_visits").await.len(), 1);
        app.later(3_600);
        portal::seen(&visitor, &app.cx, 1).await.unwrap();
        let note = house.read(&anna, sent.quote).await.reading;
        assert_eq!((note.times, note.longest), (2, None));
        assert_eq!(note.last.map(|at| at.utc), Some(app.cx.clock.now()));

        // Each version is read anew.
        house.edit(&anna, sent.quote, |save| save.fields.title = "Uusi".into()).await.unwrap();
        house.send(&anna, sent.quote).await;
        assert_eq!(house.read(&anna, sent.quote).await.reading.times, 0);
        assert!(matches!(portal::seen(&visitor, &app.cx, 9).await, Err(Denied::NotFound)));
    });
}

#[test]
fn nothing_of_times_is_kept_without_an_agreement_nor_after_it_is_taken_back() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let visitor = sent.visitor(&app.cx).await;
        assert!(!sent.page(&app.cx).await.shares_reading, "no by itself");
        let before = app.snapshot().await;
        portal::tell_reading(&visitor, &app.cx, 1, read("13---")).await.unwrap();
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        for _ in 0..2 {
            portal::share_reading(&visitor, &app.cx, true).await.unwrap();
        }
        assert!(sent.page(&app.cx).await.shares_reading);
        portal::tell_reading(&visitor, &app.cx, 1, read("12---")).await.unwrap();
        portal::seen(&visitor, &app.cx, 1).await.unwrap();
        let longest = async || house.read(&anna, sent.quote).await.reading.longest;
        assert_eq!(longest().await, Some((Part::Prices, Step::TwoMinutes)));
        // A shorter visit later takes nothing away; one told twice adds nothing.
        portal::tell_reading(&visitor, &app.cx, 1, read("00---")).await.unwrap();
        assert_eq!(longest().await, Some((Part::Prices, Step::TwoMinutes)));
        assert!(matches!(portal::tell_reading(&visitor, &app.cx, 7, read("1----")).await, Err(Denied::NotFound)));

        portal::share_reading(&visitor, &app.cx, false).await.unwrap();
        assert_eq!(longest().await, None);
        assert!(app.texts("SELECT part FROM reading_times").await.is_empty());
        assert!(!sent.page(&app.cx).await.shares_reading);
        // The visit itself is no secret of theirs: the page was open, and said so before.
        assert_eq!(house.read(&anna, sent.quote).await.reading.times, 1);
    });
}

#[test]
fn what_was_told_of_reading_is_forgotten_after_half_a_year() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let other = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let agree = async |sent: &testkit::Sent| {
            let visitor = sent.visitor(&app.cx).await;
            portal::share_reading(&visitor, &app.cx, true).await.unwrap();
            portal::tell_reading(&visitor, &app.cx, 1, read("12---")).await.unwrap();
        };
        agree(&sent).await;
        app.later(86_400);
        agree(&other).await;
        app.later((housekeeping::READING_DAYS - 1) * 86_400);
        housekeeping::forget_old(&app.cx).await.unwrap();
        assert_eq!(house.read(&anna, sent.quote).await.reading.longest, Some((Part::Prices, Step::TwoMinutes)));
        app.later(1);
        housekeeping::forget_old(&app.cx).await.unwrap();
        assert_eq!(house.read(&anna, sent.quote).await.reading.longest, None);
        assert!(house.read(&anna, other.quote).await.reading.longest.is_some());
        assert_eq!(app.texts("SELECT 'x' FROM reading_agreements").await.len(), 1, "and the agreement with it");
    });
}

#[test]
fn a_revoked_link_tells_and_agrees_to_nothing() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let link = house.read(&anna, sent.quote).await.links[0].id;
        usecases::quotes::revoke_link(&anna, &app.cx, link).await.unwrap();
        let visitor = sent.visitor(&app.cx).await;
        assert!(matches!(portal::share_reading(&visitor, &app.cx, true).await, Err(Denied::NotFound)));
        assert!(matches!(portal::tell_reading(&visitor, &app.cx, 1, read("1----")).await, Err(Denied::NotFound)));
    });
}
