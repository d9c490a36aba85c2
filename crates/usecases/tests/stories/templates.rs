//! Templates: kept from a quotation, changed, and what a new quotation takes from one.
use domain::{
    ids::TemplateId,
    lang::Lang,
    payment::deposit::{PERCENT, TypedDeposit},
    quotes::{
        line::{LineInput, ProductLineInput},
        template::TemplateLine,
    },
    refusal::Refusal,
};
use testkit::{House, house::figure, key, offers::new_quote, on_both, refused_at};
use usecases::{Denied, Staff, parties, products, quotes, templates};
use wire::{
    parties::EditParty,
    products::EditProduct,
    quotes::{CreateQuote, QuoteView},
    templates::{DeleteTemplate, DuplicateTemplate, EditTemplate, SaveAsTemplate, TemplateFields},
};

async fn begun(house: &House, by: &Staff, language: Lang, template: TemplateId) -> QuoteView {
    let party = house.party(by, "Ostaja Oy").await;
    let mut view = parties::read(by, &house.cx, party).await.unwrap();
    view.fields.language = language;
    parties::edit(by, &house.cx, EditParty { id: party, version: view.version, fields: view.fields }).await.unwrap();
    let command = CreateQuote { title: String::new(), template: Some(template), ..new_quote(party, vec![]) };
    let id = quotes::create(by, &house.cx, command).await.unwrap();
    house.read(by, id).await
}

fn prices(view: &QuoteView) -> Vec<(String, rust_decimal::Decimal)> {
    let product = |line: &LineInput| match line {
        LineInput::Product(line) => Some((line.name.clone(), line.unit_price)),
        _ => None,
    };
    view.lines.iter().filter_map(product).collect()
}

#[test]
fn a_quotation_becomes_a_template_and_begins_others_in_the_customers_language() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let pump = house.product(&maija, "Pumppu", "1000").await.unwrap();
        let lines = vec![
            LineInput::Section {
                id: domain::ids::LineId(uuid::Uuid::now_v7()),
                title: "Laitteet".into(),
                shape: Default::default(),
            },
            LineInput::Product(ProductLineInput { product: Some(pump), ..house.priced("Pumppu", "2", "1000") }),
            house.line("Asennus", "8", "60"),
        ];
        let quote = house.draft(&maija, lines).await;
        let share = TypedDeposit { kind: PERCENT.into(), value: "30".into(), days: "7".into() };
        house
            .edit(&maija, quote, |save| {
                save.fields.introduction = "Kiitos.".into();
                save.fields.deposit = share.clone();
            })
            .await
            .unwrap();

        let command = SaveAsTemplate { key: key(), quote, name: " ".into() };
        assert!(matches!(templates::save_as(&anna, &app.cx, command.clone()).await, Err(Denied::NotAllowed)));
        let refused = refused_at(templates::save_as(&maija, &app.cx, command.clone()).await);
        assert_eq!(refused, [("name".to_owned(), Refusal::Required)]);
        let command = SaveAsTemplate { key: key(), name: "Lämpöpumppu".into(), ..command };
        let id = templates::save_as(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(templates::save_as(&maija, &app.cx, command.clone()).await.unwrap(), id, "told twice, made once");
        let again = SaveAsTemplate { key: key(), ..command };
        let taken = refused_at(templates::save_as(&maija, &app.cx, again).await);
        assert_eq!(taken, [("name".to_owned(), Refusal::AlreadyTaken)]);

        // Swedish words for some of it, and the product has become dearer.
        let view = templates::read(&maija, &app.cx, id).await.unwrap();
        assert_eq!((view.language, view.fields.content.terms.get(Lang::Fi)), (Lang::Fi, ""));
        let mut fields = TemplateFields { valid_days: 10, usual: true, ..view.fields };
        fields.content.introduction.set(Lang::Sv, "Tack.");
        fields.content.lines[0].words_mut().set(Lang::Sv, "Utrustning");
        assert_eq!(
            templates::edit(&maija, &app.cx, EditTemplate { id, version: 1, fields: fields.clone() }).await.unwrap(),
            2
        );
        let form = products::read(&maija, &app.cx, pump).await.unwrap();
        let dearer = wire::products::ProductFields { unit_price: figure("1100"), ..form.fields };
        products::edit(&maija, &app.cx, EditProduct { id: pump, version: form.version, fields: dearer }).await.unwrap();

        let made = begun(&house, &anna, Lang::Sv, id).await;
        assert_eq!((made.fields.title.as_str(), made.fields.introduction.as_str()), ("Toimistokalusteet", "Tack."));
        assert_eq!(made.fields.terms, "Toimitus kuukauden kuluessa.", "the company's own terms");
        assert!(matches!(&made.lines[0], LineInput::Section { title, .. } if title == "Utrustning"));
        assert_eq!(prices(&made), [("Pumppu".into(), figure("1100")), ("Asennus".into(), figure("60"))]);
        assert_eq!(made.totals.net, figure("2680"));
        assert_eq!(made.fields.deposit, share);
        let days = made.fields.valid_until.unwrap() - made.saved.local.date();
        assert_eq!(days.num_days(), 10);
        let english = begun(&house, &anna, Lang::En, id).await;
        assert_eq!(english.fields.introduction, "Kiitos.", "what has no translation stands as it was written");

        // Only what can be chosen begins a quotation, and only at home.
        let out = TemplateFields { active: false, ..fields };
        templates::edit(&maija, &app.cx, EditTemplate { id, version: 2, fields: out }).await.unwrap();
        let rows = templates::list(&anna, &app.cx).await.unwrap();
        assert_eq!((rows.len(), rows[0].active, rows[0].usual, rows[0].products), (1, false, false, 2));
        let party = house.party(&anna, "Toinen").await;
        let late = CreateQuote { template: Some(id), ..new_quote(party, vec![]) };
        let refused = refused_at(quotes::create(&anna, &app.cx, late).await);
        assert_eq!(refused, [("template".to_owned(), Refusal::NotThere)]);
    });
}

#[test]
fn what_is_wrong_with_a_template_stands_at_its_field() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (maija, ola) = (house.manager("Maija").await, other.manager("Ola").await);
        let quote = house.draft(&maija, vec![house.line("Asennus", "8", "60")]).await;
        let named = |name: &str| SaveAsTemplate { key: key(), quote, name: name.into() };
        let id = templates::save_as(&maija, &app.cx, named("A")).await.unwrap();
        let second = templates::save_as(&maija, &app.cx, named("B")).await.unwrap();
        assert!(matches!(templates::save_as(&ola, &app.cx, named("C")).await, Err(Denied::NotFound)));
        assert!(matches!(templates::read(&ola, &app.cx, id).await, Err(Denied::NotFound)));
        let fields = templates::read(&maija, &app.cx, id).await.unwrap().fields;
        let edit = async |version, change: &dyn Fn(&mut TemplateFields)| {
            let mut fields = fields.clone();
            change(&mut fields);
            templates::edit(&maija, &app.cx, EditTemplate { id, version, fields }).await
        };
        let most = Refusal::TooLarge { most: figure("365") };
        assert_eq!(refused_at(edit(1, &|f| f.valid_days = 400).await), [("valid_days".to_owned(), most)]);
        let heavy = edit(1, &|f| f.content.deposit = TypedDeposit { kind: PERCENT.into(), ..Default::default() }).await;
        let none = ["deposit.value", "deposit.days"].map(|field| (field.to_owned(), Refusal::Required));
        assert_eq!(refused_at(heavy), none);
        assert_eq!(refused_at(edit(1, &|f| f.name = "B".into()).await), [("name".to_owned(), Refusal::AlreadyTaken)]);
        let nameless = edit(1, &|f| f.content.lines[0].words_mut().set(Lang::Fi, "")).await;
        assert_eq!(refused_at(nameless), [("lines.0.name".to_owned(), Refusal::Required)]);
        let strange = edit(1, &|f| {
            if let TemplateLine::Product(line) = &mut f.content.lines[0] {
                line.tax = other.tax;
            }
        })
        .await;
        assert_eq!(refused_at(strange), [("lines.0.tax".to_owned(), Refusal::NotAChoice)]);

        // One usual template at most: the other gives way.
        assert_eq!(edit(1, &|f| f.usual = true).await.unwrap(), 2);
        assert!(matches!(edit(1, &|f| f.usual = true).await, Err(Denied::Stale { current: 2 })));
        let fields = templates::read(&maija, &app.cx, second).await.unwrap().fields;
        let fields = TemplateFields { usual: true, ..fields };
        templates::edit(&maija, &app.cx, EditTemplate { id: second, version: 1, fields }).await.unwrap();
        let rows = templates::list(&maija, &app.cx).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.usual).collect::<Vec<_>>(), [false, true]);
    });
}

#[test]
fn a_template_is_duplicated_deleted_and_brought_back() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, maija, ola) = (house.seller("Anna").await, house.manager("Maija").await, other.manager("Ola").await);
        let quote = house.draft(&maija, vec![house.line("Asennus", "8", "60")]).await;
        let command = SaveAsTemplate { key: key(), quote, name: "Asennus".into() };
        let id = templates::save_as(&maija, &app.cx, command).await.unwrap();
        let fields = templates::read(&maija, &app.cx, id).await.unwrap().fields;
        assert_eq!((fields.payment_terms.as_str(), fields.price_list), ("", None), "the usual terms may change");
        let fields = TemplateFields { usual: true, payment_terms: "Käteinen".into(), ..fields };
        templates::edit(&maija, &app.cx, EditTemplate { id, version: 1, fields: fields.clone() }).await.unwrap();

        let copy = DuplicateTemplate { key: key(), id, name: "Asennus".into() };
        assert!(matches!(templates::duplicate(&anna, &app.cx, copy.clone()).await, Err(Denied::NotAllowed)));
        assert!(matches!(templates::duplicate(&ola, &app.cx, copy.clone()).await, Err(Denied::NotFound)));
        let second = templates::duplicate(&maija, &app.cx, copy.clone()).await.unwrap();
        assert_eq!(templates::duplicate(&maija, &app.cx, copy).await.unwrap(), second, "told twice, made once");
        let copied = templates::read(&maija, &app.cx, second).await.unwrap();
        let expected = TemplateFields { name: "Asennus 2".into(), usual: false, ..fields.clone() };
        assert_eq!(copied.fields, expected, "everything but the name and the choice");

        let delete = |version, deleted| DeleteTemplate { id, version, deleted };
        assert!(matches!(templates::delete(&anna, &app.cx, delete(2, true)).await, Err(Denied::NotAllowed)));
        assert!(matches!(templates::delete(&ola, &app.cx, delete(2, true)).await, Err(Denied::NotFound)));
        assert!(matches!(templates::delete(&maija, &app.cx, delete(1, true)).await, Err(Denied::Stale { current: 2 })));
        assert_eq!(templates::delete(&maija, &app.cx, delete(2, true)).await.unwrap(), 3);
        assert_eq!(templates::delete(&maija, &app.cx, delete(2, true)).await.unwrap(), 3, "asked twice");
        let rows = templates::list(&anna, &app.cx).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [second]);
        assert!(matches!(templates::deleted(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        let gone = templates::deleted(&maija, &app.cx).await.unwrap();
        assert_eq!(gone.iter().map(|row| (row.id, row.version)).collect::<Vec<_>>(), [(id, 3)]);
        assert!(matches!(templates::read(&maija, &app.cx, id).await, Err(Denied::NotFound)));
        let late = EditTemplate { id, version: 3, fields: fields.clone() };
        assert!(matches!(templates::edit(&maija, &app.cx, late).await, Err(Denied::NotFound)));
        let party = house.party(&anna, "Ostaja Oy").await;
        let late = CreateQuote { template: Some(id), ..new_quote(party, vec![]) };
        let refused = refused_at(quotes::create(&anna, &app.cx, late.clone()).await);
        assert_eq!(refused, [("template".to_owned(), Refusal::NotThere)]);

        assert_eq!(templates::delete(&maija, &app.cx, delete(3, false)).await.unwrap(), 4);
        let back = templates::read(&maija, &app.cx, id).await.unwrap();
        assert_eq!(back.fields, TemplateFields { usual: false, ..fields }, "as it was, but not the usual one");
        assert!(templates::deleted(&maija, &app.cx).await.unwrap().is_empty());
        let made = quotes::create(&anna, &app.cx, CreateQuote { key: key(), ..late }).await.unwrap();
        assert_eq!(house.read(&anna, made).await.fields.payment_terms, "Käteinen");
    });
}
