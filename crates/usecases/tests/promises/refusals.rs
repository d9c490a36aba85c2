//! What a seller may not type, told at the field; nothing half done.
use domain::{
    ids::LineId,
    quotes::{
        line::{LineInput, ProductLineInput},
        recipient::RecipientRole,
    },
    refusal::Refusal,
};
use testkit::{
    figure,
    offers::{new_quote, sending},
    refused_at,
};
use usecases::{portal, quotes};
use uuid::Uuid;
use wire::quotes::SendQuote;

fn at(field: &str, refusal: Refusal) -> (String, Refusal) {
    (field.to_owned(), refusal)
}

#[test]
fn absurd_lines_are_refused_at_their_field() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let before = app.snapshot().await;
        let good = house.priced("Huolto", "1", "10");
        let with = |change: &dyn Fn(&mut ProductLineInput)| {
            let mut line = good.clone();
            change(&mut line);
            vec![house.line("Ensin", "1", "1"), LineInput::Product(line)]
        };
        let least = figure("0.0001");
        let cases = [
            (with(&|l| l.quantity = figure("0")), at("lines.1.quantity", Refusal::TooSmall { least })),
            (with(&|l| l.quantity = figure("-3")), at("lines.1.quantity", Refusal::TooSmall { least })),
            (
                with(&|l| l.quantity = figure("10000000")),
                at("lines.1.quantity", Refusal::TooLarge { most: figure("9999999") }),
            ),
            (
                with(&|l| l.quantity = figure("0.12345")),
                at("lines.1.quantity", Refusal::TooManyDecimals { decimals: 4 }),
            ),
            (
                with(&|l| l.unit_price = figure("1000000000")),
                at("lines.1.unit_price", Refusal::TooLarge { most: figure("999999999") }),
            ),
            (
                with(&|l| l.unit_price = figure("0.1234567")),
                at("lines.1.unit_price", Refusal::TooManyDecimals { decimals: 6 }),
            ),
            (
                with(&|l| l.discount = figure("100.01")),
                at("lines.1.discount", Refusal::TooLarge { most: figure("100") }),
            ),
            (with(&|l| l.discount = figure("-1")), at("lines.1.discount", Refusal::TooSmall { least: figure("0") })),
            (with(&|l| l.name = " \u{202e} ".into()), at("lines.1.name", Refusal::Required)),
            (with(&|l| l.name = "x".repeat(301)), at("lines.1.name", Refusal::TooLong { longest: 300, length: 301 })),
            (with(&|l| l.unit = "x".repeat(21)), at("lines.1.unit", Refusal::TooLong { longest: 20, length: 21 })),
            (with(&|l| l.tax.0 = Uuid::nil()), at("lines.1.tax", Refusal::NotAChoice)),
            (with(&|l| l.product = Some(domain::ids::ProductId(Uuid::nil()))), at("lines.1.name", Refusal::NotThere)),
            (
                with(&|l| (l.quantity, l.unit_price) = (figure("9999999"), figure("999999999"))),
                at("lines", Refusal::AmountTooLarge),
            ),
            (
                vec![LineInput::Product(good.clone()), LineInput::Product(good.clone())],
                at("lines.1", Refusal::AlreadyTaken),
            ),
            (
                vec![LineInput::Section {
                    id: LineId(Uuid::now_v7()),
                    title: String::new(),
                    shape: Default::default(),
                }],
                at("lines.0.name", Refusal::Required),
            ),
        ];
        for (lines, refusal) in cases {
            let saved = house.edit(&anna, quote, |save| save.lines.clone_from(&lines)).await;
            assert_eq!(refused_at(saved), std::slice::from_ref(&refusal));
            let party = house.read(&anna, quote).await.party.id;
            let created = quotes::create(&anna, &app.cx, new_quote(party, lines)).await;
            assert_eq!(refused_at(created), [refusal]);
        }
        let many = (0..2_001).map(|_| LineInput::Note { id: LineId(Uuid::now_v7()), text: "x".into() }).collect();
        let saved = house.edit(&anna, quote, |save| save.lines = many).await;
        assert_eq!(refused_at(saved), [at("lines", Refusal::TooManyLines { most: 2_000 })]);

        // Everything that is wrong is told at once.
        let all = house
            .edit(&anna, quote, |save| {
                save.fields.title = "x".repeat(201);
                save.fields.terms = "x".repeat(10_001);
                save.lines = with(&|l| (l.quantity, l.name) = (figure("0"), String::new()));
            })
            .await;
        let fields: Vec<String> = refused_at(all).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["title", "terms", "lines.1.name", "lines.1.quantity"]);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}

#[test]
fn a_sending_that_cannot_go_is_refused_at_its_field() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let empty = house.draft(&anna, vec![]).await;
        let refused = quotes::send(&anna, &app.cx, sending(empty, 1)).await;
        assert_eq!(refused_at(refused), [at("lines", Refusal::NoLines)]);
        let note = vec![LineInput::Note { id: LineId(Uuid::now_v7()), text: "Vain sanoja".into() }];
        house.edit(&anna, empty, |save| save.lines = note).await.unwrap();
        assert_eq!(refused_at(quotes::send(&anna, &app.cx, sending(empty, 2)).await), [at("lines", Refusal::NoLines)]);

        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let yesterday = chrono::NaiveDate::from_ymd_opt(2026, 11, 22);
        house.edit(&anna, quote, |save| save.fields.valid_until = yesterday).await.unwrap();
        let before = app.snapshot().await;
        let refused = quotes::send(&anna, &app.cx, sending(quote, 2)).await;
        assert_eq!(refused_at(refused), [at("valid_until", Refusal::InThePast)]);
        let form = |change: &dyn Fn(&mut SendQuote)| {
            let mut form = sending(quote, 2);
            change(&mut form);
            form
        };
        let cases = [
            (form(&|c| c.recipients[0].email = "päivi@".into()), at("recipients.0.email", Refusal::EmailInvalid)),
            (
                form(&|c| c.recipients[0].email = "a@b.fi\nBcc: c@d.fi".into()),
                at("recipients.0.email", Refusal::EmailInvalid),
            ),
            (form(&|c| c.recipients.push(c.recipients[0].clone())), at("recipients.1.email", Refusal::RecipientTwice)),
            (form(&|c| c.recipients[0].role = RecipientRole::Reader), at("recipients", Refusal::NoSigner)),
            (form(&|c| c.recipients.clear()), at("recipients", Refusal::Required)),
            (form(&|c| c.subject = " ".into()), at("subject", Refusal::Required)),
            (
                form(&|c| c.message = "x".repeat(5_001)),
                at("message", Refusal::TooLong { longest: 5_000, length: 5_001 }),
            ),
        ];
        for (form, refusal) in cases {
            assert_eq!(refused_at(quotes::send(&anna, &app.cx, form).await), [refusal]);
        }
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}

#[test]
fn script_in_every_text_stays_text() {
    const SCRIPT: &str = "<script>alert('x')</script> {{7*7}} ' OR 1=1 -- %s \\ \"";
    testkit::on_both(async |app| {
        let house = app.house(SCRIPT).await;
        let anna = house.seller(SCRIPT).await;
        let party = house.party(&anna, SCRIPT).await;
        let line =
            ProductLineInput { description: SCRIPT.into(), unit: "<b>".into(), ..house.priced(SCRIPT, "1", "10") };
        let mut command = new_quote(party, vec![LineInput::Product(line)]);
        command.title = format!("  {SCRIPT}\u{0}\u{202e}\r\n");
        let quote = quotes::create(&anna, &app.cx, command).await.unwrap();
        house
            .edit(&anna, quote, |save| {
                let fields = &mut save.fields;
                for text in [
                    &mut fields.introduction,
                    &mut fields.contact_name,
                    &mut fields.customer_reference,
                    &mut fields.payment_terms,
                    &mut fields.terms,
                ] {
                    *text = SCRIPT.into();
                }
            })
            .await
            .unwrap();
        let sent = house.send(&anna, quote).await;
        let page = sent.page(&app.cx).await;
        let content = &page.content;
        for text in [
            &content.title,
            &content.introduction,
            &content.terms,
            &content.payment_terms,
            &content.buyer.name,
            &content.buyer.contact,
            &content.seller.name,
            &content.salesperson.name,
            &content.customer_reference,
        ] {
            assert_eq!(text, SCRIPT);
        }
        assert_eq!(content.lines[0].text(), SCRIPT);
        let visitor = sent.visitor(&app.cx).await;
        portal::comment(&visitor, &app.cx, testkit::comment(&page, SCRIPT)).await.unwrap();
        assert_eq!(sent.page(&app.cx).await.comments[0].body, SCRIPT);
        let mut form = testkit::acceptance(&page, SCRIPT);
        form.role = SCRIPT.into();
        portal::accept(&visitor, &app.cx, &Default::default(), Default::default(), form).await.unwrap();
        for work in usecases::outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            usecases::outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }
        assert!(portal::signed_pdf(&visitor, &app.cx).await.unwrap().bytes.starts_with(b"%PDF"));
        for search in [SCRIPT, "<script>", "' OR", "\"", "%", "__", "\\", "*"] {
            let query = wire::shared::ListQuery { search: search.into(), ..Default::default() };
            let found = quotes::list(&anna, &app.cx, query).await.unwrap().total;
            let meant = SCRIPT.contains(search) && search.len() >= 3 || SCRIPT.starts_with(search);
            assert_eq!(found, i64::from(meant), "{search}");
        }
    });
}
