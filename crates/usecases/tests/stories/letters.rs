//! Mail texts: kept by the settings, offered when sending, filled in for each reader in their own language.
use domain::{
    actors::Role,
    ids::MailTextId,
    lang::Lang,
    quotes::{letter::Occasion, recipient::RecipientRole},
    refusal::Refusal,
};
use testkit::{House, TestApp, key, offers::sending, on_both, refused_at};
use usecases::{Denied, Staff, letters, quotes, templates};
use wire::{
    letters::{AskLetters, Letter, MailTextFields, SaveMailText},
    quotes::{Recipient, SendQuote},
    templates::{EditTemplate, SaveAsTemplate},
};

fn letter(language: Lang, subject: &str, message: &str) -> Letter {
    Letter { language, subject: subject.into(), message: message.into() }
}

fn text(name: &str, occasion: Occasion, usual: bool, letters: Vec<Letter>) -> SaveMailText {
    let fields = MailTextFields { name: name.into(), occasion, usual, active: true, letters };
    SaveMailText { key: key(), id: None, version: 0, fields }
}

fn finnish(name: &str, usual: bool) -> SaveMailText {
    text(name, Occasion::First, usual, vec![letter(Lang::Fi, "{numero}", "Hei {etunimi}")])
}

async fn save(app: &TestApp, by: &Staff, command: SaveMailText) -> MailTextId {
    letters::save(by, &app.cx, command).await.unwrap().id
}

async fn mails(app: &TestApp) -> Vec<serde_json::Value> {
    let all = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await;
    all.iter().map(|mail| serde_json::from_str(mail).unwrap()).collect()
}

#[test]
fn a_text_is_kept_once_one_for_each_occasion_is_usual_and_unknown_fields_are_refused() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let command = finnish("Ensimmäinen", true);
        let first = letters::save(&aino, &app.cx, command.clone()).await.unwrap();
        assert_eq!(letters::save(&aino, &app.cx, command).await.unwrap(), first, "told again");
        save(&app, &aino, finnish("Toinen", true)).await;
        save(&app, &aino, text("Muistutus", Occasion::Reminder, true, vec![letter(Lang::Fi, "a", "b")])).await;
        let rows = letters::list(&aino, &app.cx).await.unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.fields.name.as_str(), row.fields.usual, row.version)).collect();
        assert_eq!(told, [("Ensimmäinen", false, 2), ("Muistutus", true, 1), ("Toinen", true, 1)]);

        let at = |field: &str, refusal| (field.to_owned(), refusal);
        let refused = async |typed: Vec<Letter>| {
            refused_at(letters::save(&aino, &app.cx, text("Uusi", Occasion::First, false, typed)).await)
        };
        let unknown = |place: &str| Refusal::UnknownPlace { place: place.into() };
        let wrong = vec![letter(Lang::Fi, "{nimero}", "Hei {etunmi}"), letter(Lang::Sv, "{länk}", "{länk}")];
        let found = refused(wrong).await;
        assert_eq!(
            found,
            [
                at("fi.subject", unknown("nimero")),
                at("fi.message", unknown("etunmi")),
                at("sv.subject", Refusal::LinkInSubject)
            ]
        );
        assert_eq!(refused(vec![letter(Lang::En, "Half", " ")]).await, [at("en.message", Refusal::Required)]);
        assert_eq!(refused(vec![letter(Lang::Fi, "", "")]).await, [at("fi.subject", Refusal::Required)]);
        let long = refused(vec![letter(Lang::Fi, &"x".repeat(201), &"x".repeat(5_001))]).await;
        assert!(matches!(long[..], [(_, Refusal::TooLong { longest: 200, .. })]), "{long:?}");
        let taken = refused_at(letters::save(&aino, &app.cx, finnish("Toinen", false)).await);
        assert_eq!(taken, [at("name", Refusal::AlreadyTaken)]);
        let late = SaveMailText { id: Some(first.id), version: 1, ..finnish("Ensimmäinen", false) };
        assert!(matches!(letters::save(&aino, &app.cx, late).await, Err(Denied::Stale { current: 2 })));

        let anna = house.seller("Anna").await;
        assert!(matches!(letters::list(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        let stranger = app.house("Toinen Oy").await.person("Outi", Role::Administrator, None).await;
        assert!(letters::list(&stranger, &app.cx).await.unwrap().is_empty());
        let theirs = SaveMailText { id: Some(first.id), version: 2, ..finnish("Varas", false) };
        assert!(matches!(letters::save(&stranger, &app.cx, theirs).await, Err(Denied::NotFound)));
    });
}

#[test]
fn a_sending_begins_with_the_text_of_its_occasion_or_of_its_template() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let quote = house.draft(&aino, vec![house.line("Huolto", "2", "120")]).await;
        let ask = AskLetters { quote, version: 1, again: false };
        let own = letters::begin(&aino, &app.cx, ask).await.unwrap();
        assert_eq!((own.chosen, own.choices.len(), own.with_tax), (None, 1, false));
        for letter in &own.choices[0].letters {
            domain::quotes::letter::check_subject(&letter.subject).unwrap();
            domain::quotes::letter::check_message(&letter.message).unwrap();
        }
        let first = save(&app, &aino, finnish("Ensimmäinen", true)).await;
        let special = save(&app, &aino, finnish("Huoltotarjous", false)).await;
        let update = text("Uusi versio", Occasion::Update, true, vec![letter(Lang::Fi, "{versio}", "Hei")]);
        let update = save(&app, &aino, update).await;
        save(&app, &aino, text("Muistutus", Occasion::Reminder, true, vec![letter(Lang::Fi, "a", "b")])).await;
        let found = letters::begin(&aino, &app.cx, ask).await.unwrap();
        assert_eq!((found.chosen, found.choices.len()), (Some(first), 4), "a reminder is not sent by hand");
        let swedish = found.choices.iter().find(|one| one.id == Some(first)).unwrap();
        let swedish = swedish.letters.iter().find(|one| one.language == Lang::Sv).unwrap();
        assert!(swedish.subject.starts_with("Offert"), "what is not written in a language is said in it: {swedish:?}");
        let chosen = async |ask| letters::begin(&aino, &app.cx, ask).await.unwrap().chosen;
        assert_eq!(chosen(AskLetters { version: 2, ..ask }).await, Some(update));
        assert_eq!(chosen(AskLetters { again: true, ..ask }).await, None);

        let name = SaveAsTemplate { key: key(), quote, name: "Huolto".into() };
        let template = templates::save_as(&aino, &app.cx, name).await.unwrap();
        let view = templates::read(&aino, &app.cx, template).await.unwrap();
        let mut fields = view.fields;
        fields.content.mail_text = Some(MailTextId(uuid::Uuid::now_v7()));
        let edit = |fields| EditTemplate { id: template, version: view.version, fields };
        let refused = refused_at(templates::edit(&aino, &app.cx, edit(fields.clone())).await);
        assert_eq!(refused, [("mail_text".to_owned(), Refusal::NotAChoice)]);
        fields.content.mail_text = Some(special);
        templates::edit(&aino, &app.cx, edit(fields)).await.unwrap();
        let party = house.party(&aino, "Toinen Oy").await;
        let command =
            wire::quotes::CreateQuote { template: Some(template), ..testkit::offers::new_quote(party, Vec::new()) };
        let made = quotes::create(&aino, &app.cx, command).await.unwrap();
        assert_eq!(chosen(AskLetters { quote: made, ..ask }).await, Some(special));
        // A draft that takes the template later is sent with its text, and without it with the usual one again.
        let draft = house.draft(&aino, vec![house.line("Huolto", "2", "120")]).await;
        let taken = AskLetters { quote: draft, ..ask };
        house.edit(&aino, draft, |save| save.fields.template = Some(template)).await.unwrap();
        assert_eq!(chosen(taken).await, Some(special));
        house.edit(&aino, draft, |save| save.fields.template = None).await.unwrap();
        assert_eq!(chosen(taken).await, Some(first));
    });
}

async fn send(house: &House, by: &Staff, command: impl FnOnce(&mut SendQuote)) -> Result<(), Denied> {
    let quote = house.draft(by, vec![house.line("Huolto", "2", "120")]).await;
    let title = "{myyjä} {linkki} {tuntematon}";
    let saved = house.edit(by, quote, |save| save.fields.title = title.into()).await.unwrap();
    let mut letter = sending(quote, saved.version);
    command(&mut letter);
    quotes::send(by, &house.cx, letter).await.map(drop)
}

#[test]
fn each_reader_gets_their_own_language_and_nothing_a_customer_is_called_is_read_as_a_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let swede = Recipient {
            role: RecipientRole::Reader,
            language: Some(Lang::Sv),
            ..Recipient::signer("{title}\u{202e} Berg", "berg@asiakas.test")
        };
        send(&house, &anna, |command| {
            command.recipients.push(swede);
            command.subject = "{numero} {otsikko}\r\nBcc: x@y.fi".into();
            command.message = "Hei {etunimi},\n{otsikko}\n{summa}, {voimassa}\nLue: {linkki}\nT. {myyjä}".into();
            command.others = vec![letter(Lang::Sv, "Offert till {kund}", "Hej {kontakt}")];
        })
        .await
        .unwrap();
        let mails = mails(&app).await;
        assert_eq!(mails.len(), 2);
        let subject = mails[0]["subject"].as_str().unwrap();
        assert!(subject.ends_with("{myyjä} {linkki} {tuntematon} Bcc: x@y.fi") && !subject.contains('\n'), "{subject}");
        let before = mails[0]["text"].as_str().unwrap();
        assert!(before.starts_with("Hei Päivi,\n{myyjä} {linkki} {tuntematon}\n240,00\u{a0}€ "), "{before}");
        assert!(before.ends_with("7.12.2026\nLue: "), "{before}");
        assert_eq!(mails[0]["after"], "\nT. Anna Salo");
        let full: usecases::mail::Mail = serde_json::from_value(mails[0].clone()).unwrap();
        let full = full.full_text();
        assert_eq!(full.matches("/o/").count(), 1, "{full}");
        assert!(
            full.contains("Lue: https://") && full.contains("\nT. Anna Salo\n\nLinkki on henkilökohtainen"),
            "{full}"
        );
        assert_eq!(mails[1]["subject"], "Offert till Meriläinen Oy");
        assert_eq!(mails[1]["text"], "Hej {title} Berg");
        assert_eq!(mails[1]["language"], "sv");

        let refused = send(&house, &anna, |command| {
            command.message = "Hei {nimi}".into();
            command.others = vec![letter(Lang::Sv, "", "Hej {name")];
        })
        .await;
        let unknown = Refusal::UnknownPlace { place: "nimi".into() };
        let expected = [("message".to_owned(), unknown), ("others.sv.subject".to_owned(), Refusal::Required)];
        assert_eq!(refused_at(refused), expected);
    });
}
