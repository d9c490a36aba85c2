//! Whoever has read a version is told what changed in the next one; nobody else is.
use domain::quotes::difference::{Aspect, LineChange};
use usecases::portal;

#[test]
fn a_reader_is_told_what_changed_since_the_version_they_read() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let first = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        assert_eq!(first.page(&app.cx).await.changes, None);

        // A page that was only loaded was not read: a scanner does that.
        house.edit(&anna, first.quote, |save| save.fields.title = "Toinen".into()).await.unwrap();
        let second = house.send(&anna, first.quote).await;
        assert_eq!(second.page(&app.cx).await.changes, None);

        portal::seen(&second.visitor(&app.cx).await, &app.cx, 2).await.unwrap();
        assert_eq!(second.page(&app.cx).await.changes, None, "nothing changed since this version");
        house.edit(&anna, first.quote, |save| save.lines = vec![house.line("Asennus", "1", "50")]).await.unwrap();
        let third = house.send(&anna, first.quote).await;

        // Reading changes nothing, and the notice stays while the page is read again.
        let before = app.snapshot().await;
        let changes = third.page(&app.cx).await.changes.expect("it is told");
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        assert_eq!(changes.since, 2);
        let by = changes.difference.after.net - changes.difference.before.net;
        assert_eq!(by, changes.difference.lines.iter().map(LineChange::net).sum());
        assert!(changes.difference.lines.iter().all(|line| !line.aspects().contains(&Aspect::Tax)));
        let visitor = third.visitor(&app.cx).await;
        portal::seen(&visitor, &app.cx, 3).await.unwrap();
        assert_eq!(third.page(&app.cx).await.changes, Some(changes));
        assert_eq!(portal::read_before(&visitor, &app.cx, None).await.unwrap(), Some(2));
        assert_eq!(portal::read_before(&visitor, &app.cx, Some(2)).await.unwrap(), None);
    });
}
