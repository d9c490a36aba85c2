//! What was sent stays as it was sent.
use domain::quotes::content::Content;
use testkit::TestApp;
use usecases::{account::operator, parties, portal, quotes, settings, verify};
use wire::{parties::EditParty, settings::EditCompany};

/// What the database refuses even to the program itself.
async fn refused_by_the_database(app: &TestApp) {
    for sql in [
        "UPDATE quote_versions SET content = '{}'",
        "UPDATE quote_versions SET sha256 = 'x', gross = 1",
        "DELETE FROM quote_versions",
        "UPDATE quote_decisions SET name = 'Joku Muu'",
        "DELETE FROM quote_decisions",
        "UPDATE events SET actor = 'Joku Muu'",
        "DELETE FROM events",
    ] {
        let answer = app.run(sql).await;
        assert!(answer.is_err_and(|error| error.to_string().contains("is immutable")), "{sql}");
    }
}

#[test]
fn sent_document_is_immutable() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        house.person("Aino Admin", domain::actors::Role::Administrator, None).await;
        let boss = operator(&app.cx, house.id).await.unwrap();
        let party = house.party(&boss, "Meriläinen Oy").await;
        let mut chair = house.priced("Työtuoli", "2", "120");
        chair.product = Some(house.product(&boss, "Työtuoli", "120").await.unwrap());
        let line = domain::quotes::line::LineInput::Product(chair);
        let quote = house.draft_for(&boss, party, vec![line]).await;
        let sent = house.send(&boss, quote).await;
        let stored =
            async || app.texts("SELECT content || sha256 || valid_until FROM quote_versions WHERE number = 1").await;
        let (kept, page) = (stored().await, sent.page(&app.cx).await);
        // The page has the words of one language; what is signed is what was frozen with all of them.
        let frozen = app.texts("SELECT content FROM quote_versions WHERE number = 1").await;
        let frozen: domain::quotes::content::Content = serde_json::from_str(&frozen[0]).unwrap();
        assert_eq!(vault::digest::sha256_hex(frozen.canonical().as_bytes()), page.content_sha256);
        let visitor = sent.visitor(&app.cx).await;
        let paper = portal::pdf(&visitor, &app.cx, Some(1), None).await.unwrap().bytes;

        // Everything the document was made from changes.
        app.later(86_400);
        let customer = parties::read(&boss, &app.cx, party).await.unwrap();
        let mut fields = customer.fields;
        fields.name = "Uusi Nimi Oy".into();
        fields.billing.city = "Turku".into();
        parties::edit(&boss, &app.cx, EditParty { id: party, version: customer.version, fields }).await.unwrap();
        let company = settings::read(&boss, &app.cx).await.unwrap();
        let mut fields = company.company;
        fields.name = "Uusi Salmela Oy".into();
        settings::edit_company(&boss, &app.cx, EditCompany { version: company.version, fields }).await.unwrap();
        app.run("UPDATE taxes SET percent = 24000000").await.unwrap();
        app.run("UPDATE products SET unit_price = 1, name = 'Muu'").await.unwrap();
        house
            .edit(&boss, quote, |save| {
                save.fields.title = "Toinen otsikko".into();
                save.lines.push(house.line("Lisätyö", "1", "50"));
            })
            .await
            .unwrap();

        // The customer still has version 1 to the byte; the edit is version 2, which nobody has seen.
        let (now, view) = (sent.page(&app.cx).await, house.read(&boss, quote).await);
        assert_eq!((&now.content, &now.content_sha256), (&page.content, &page.content_sha256));
        assert_eq!((view.draft_version, view.sent_version, view.unsent_changes), (2, Some(1), true));
        assert_eq!(portal::pdf(&visitor, &app.cx, Some(1), None).await.unwrap().bytes, paper);
        assert!(portal::read(&visitor, &app.cx, Some(2), None).await.is_err());

        let again = house.send(&boss, quote).await;
        let second = again.page(&app.cx).await;
        assert_eq!((again.number, second.content.buyer.name.as_str()), (2, "Uusi Nimi Oy"));
        assert_eq!(second.content.totals.taxes[0].percent, testkit::figure("24"));
        assert_eq!(stored().await, kept);
        let first = portal::read(&visitor, &app.cx, Some(1), None).await.unwrap();
        assert_eq!(first.content, page.content);

        // Sending what has not changed makes no third version, only another link.
        let version = house.read(&boss, quote).await.version;
        let same = quotes::send(&boss, &app.cx, testkit::offers::sending(quote, version)).await.unwrap();
        assert_eq!(same.sent_version, 2);
        assert_eq!(app.snapshot().await.rows("quote_versions"), 2);

        let form = testkit::decline(&second, "Kallis");
        portal::decline(&visitor, &app.cx, &Default::default(), domain::lang::Lang::Fi, form).await.unwrap();
        refused_by_the_database(&app).await;
        assert_eq!(verify::verify(&app.cx).await.unwrap().findings, []);
        assert_eq!(Content::from_canonical(&page.content.canonical()).unwrap(), page.content);
    });
}
