//! A quotation that is there already takes a template: what it would make of it is told and written nowhere, which one it
//! took is kept, and the template's words go with the mail that confirms the order.
use domain::{
    ids::TemplateId,
    lang::Lang,
    parties::PartyKind,
    payment::deposit::{AMOUNT, PERCENT, TypedDeposit},
    quotes::{
        line::{LineInput, ProductLineInput},
        quantity_from::QuantityFrom,
        regret::Exempt,
    },
    refusal::Refusal,
};
use testkit::{House, TestApp, acceptance, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, actors::Agent, outbox, parties, portal, products, quotes, templates};
use wire::{
    parties::{CreateParty, PartyFields},
    products::EditProduct,
    quotes::{CopyQuote, QuoteView, SetExempt},
    templates::{DeleteTemplate, EditTemplate, OfferTemplate, SaveAsTemplate, TemplateFields},
};

/// A template of a pump of the catalogue at 1,000 and of eight hours at a price set by hand.
async fn heating(house: &House, by: &Staff) -> (TemplateId, domain::ids::ProductId) {
    let pump = house.product(by, "Pumppu", "1000").await.unwrap();
    let lines = vec![
        LineInput::Product(ProductLineInput { product: Some(pump), ..house.priced("Pumppu", "2", "1000") }),
        house.line("Asennus", "8", "60"),
    ];
    let quote = house.draft(by, lines).await;
    let command = SaveAsTemplate { key: key(), quote, name: "Lämpöpumppu".into() };
    (templates::save_as(by, &house.cx, command).await.unwrap(), pump)
}

async fn changed(house: &House, by: &Staff, id: TemplateId, change: impl FnOnce(&mut TemplateFields)) {
    let view = templates::read(by, &house.cx, id).await.unwrap();
    let mut fields = view.fields;
    change(&mut fields);
    templates::edit(by, &house.cx, EditTemplate { id, version: view.version, fields }).await.unwrap();
}

fn asked(view: &QuoteView, template: TemplateId) -> OfferTemplate {
    OfferTemplate {
        quote: view.id,
        template,
        language: Lang::Sv,
        list: view.fields.price_list,
        position: view.fields.fiscal_position,
        own_list: true,
    }
}

#[test]
fn a_quantity_keeps_where_it_comes_from() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let (id, _) = heating(&house, &maija).await;
        let counted =
            ProductLineInput { quantity_from: QuantityFrom::Catalogue, ..house.priced("Suodatin", "3", "12") };
        let quote = house.draft(&anna, vec![LineInput::Product(counted), house.line("Purku", "1", "300")]).await;
        let view = house.read(&anna, quote).await;
        let offer = templates::offer(&anna, &app.cx, asked(&view, id)).await.unwrap();
        house.edit(&anna, quote, |save| save.lines.extend(offer.lines.clone())).await.unwrap();
        let from = async |quote| -> Vec<QuantityFrom> {
            let lines = house.read(&anna, quote).await.lines;
            let of = |line: &LineInput| match line {
                LineInput::Product(line) => Some(line.quantity_from),
                _ => None,
            };
            lines.iter().filter_map(of).collect()
        };
        let (counted, template) = (QuantityFrom::Catalogue, QuantityFrom::Template);
        assert_eq!(from(quote).await, [counted, QuantityFrom::Unknown, template, template]);
        // What somebody types over it is theirs, and nothing else of the quotation is written anew.
        house
            .edit(&anna, quote, |save| {
                for line in &mut save.lines {
                    if let LineInput::Product(line) = line
                        && line.name == "Asennus"
                    {
                        (line.quantity, line.quantity_from) = (figure("9"), QuantityFrom::Hand);
                    }
                }
            })
            .await
            .unwrap();
        assert_eq!(from(quote).await, [counted, QuantityFrom::Unknown, template, QuantityFrom::Hand]);
        let copy = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id: quote }).await.unwrap();
        assert_eq!(from(copy).await, from(quote).await);
    });
}

#[test]
fn what_a_template_would_make_of_a_draft_is_told_and_nothing_is_written() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let (id, pump) = heating(&house, &maija).await;
        changed(&house, &maija, id, |fields| {
            fields.valid_days = 10;
            fields.content.title.set(Lang::Sv, "Värmepump");
            fields.content.deposit = TypedDeposit { kind: PERCENT.into(), value: "30".into(), days: "7".into() };
        })
        .await;
        let form = products::read(&maija, &app.cx, pump).await.unwrap();
        let dearer = wire::products::ProductFields { unit_price: figure("1100"), cost: figure("700"), ..form.fields };
        products::edit(&maija, &app.cx, EditProduct { id: pump, version: form.version, fields: dearer }).await.unwrap();

        let quote = house.draft(&anna, vec![house.line("Purku", "1", "300")]).await;
        let view = house.read(&anna, quote).await;
        let before = app.snapshot().await;
        let offer = templates::offer(&anna, &app.cx, asked(&view, id)).await.unwrap();
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        assert_eq!(offer.title, "Värmepump");
        assert_eq!((offer.valid_until.unwrap() - view.saved.local.date()).num_days(), 10);
        assert_eq!(offer.deposit.kind, PERCENT);
        let prices: Vec<_> = offer
            .lines
            .iter()
            .filter_map(|line| match line {
                LineInput::Product(line) => Some((line.unit_price, line.price_by_hand)),
                _ => None,
            })
            .collect();
        assert_eq!(prices, [(figure("1100"), false), (figure("60"), true)], "today's price, and the one set by hand");
        assert_eq!(offer.costs, None, "sellers see no costs");
        let seen = templates::offer(&maija, &app.cx, asked(&view, id)).await.unwrap().costs.unwrap();
        assert_eq!(seen.iter().map(|(_, cost)| *cost).collect::<Vec<_>>(), [figure("700")]);

        // What is taken of it is saved as any change; the history names the template.
        let lines = offer.lines.clone();
        house
            .edit(&anna, quote, |save| {
                save.fields.template = Some(id);
                save.fields.title = offer.title.clone();
                save.lines.extend(lines);
            })
            .await
            .unwrap();
        let taken = house.read(&anna, quote).await;
        assert_eq!((taken.fields.template, taken.totals.net), (Some(id), figure("2980")));
        let told = &taken.timeline[0].changes;
        assert!(told.iter().any(|change| change.field == "template" && change.new == "Lämpöpumppu"), "{told:?}");
        let copy = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id: quote }).await.unwrap();
        assert_eq!(house.read(&anna, copy).await.fields.template, Some(id));

        // Only what can be chosen, and only at home.
        let ola = other.manager("Ola").await;
        assert!(matches!(templates::offer(&ola, &app.cx, asked(&view, id)).await, Err(Denied::NotFound)));
        let theirs = other.draft(&ola, vec![]).await;
        let there = [("template".to_owned(), Refusal::NotThere)];
        let strange = OfferTemplate { quote: theirs, ..asked(&view, id) };
        assert_eq!(refused_at(templates::offer(&ola, &app.cx, strange).await), there);
        assert_eq!(refused_at(other.edit(&ola, theirs, |save| save.fields.template = Some(id)).await), there);
        let version = templates::read(&maija, &app.cx, id).await.unwrap().version;
        templates::delete(&maija, &app.cx, DeleteTemplate { id, version, deleted: true }).await.unwrap();
        assert_eq!(refused_at(templates::offer(&anna, &app.cx, asked(&view, id)).await), there);
        house.edit(&anna, quote, |save| save.fields.title = "Muu".into()).await.unwrap();
        assert_eq!(house.read(&anna, quote).await.fields.template, Some(id), "what it has stays right");
        house.edit(&anna, quote, |save| save.fields.template = None).await.unwrap();
        assert_eq!(house.read(&anna, quote).await.fields.template, None, "undo takes it away");
    });
}

#[test]
fn a_sum_that_a_template_demands_is_what_it_says_in_the_companys_currency() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (id, _) = heating(&house, &maija).await;
        let sum = TypedDeposit { kind: AMOUNT.into(), value: "500".into(), days: "7".into() };
        changed(&house, &maija, id, |fields| fields.content.deposit = sum.clone()).await;
        let quote = house.draft(&maija, vec![]).await;
        let view = house.read(&maija, quote).await;
        let offer = templates::offer(&maija, &app.cx, asked(&view, id)).await.unwrap();
        assert_eq!((offer.deposit, offer.price_list, offer.other_currency), (sum, None, None));
    });
}

async fn confirmed(app: &TestApp, house: &House, by: &Staff, template: Option<TemplateId>, lang: Lang) -> String {
    let quote = house.draft(by, vec![house.line("Purku", "1", "300")]).await;
    house.edit(by, quote, |save| save.fields.template = template).await.unwrap();
    let sent = house.send(by, quote).await;
    let page = sent.page(&app.cx).await;
    let visitor = sent.visitor(&app.cx).await;
    portal::accept(&visitor, &app.cx, &Agent::default(), lang, acceptance(&page, "Päivi Mäkelä")).await.unwrap();
    for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
        outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
    }
    let number = house.read(by, quote).await.order.unwrap().number;
    let bodies = app.texts("SELECT body FROM outbox WHERE topic = 'mail'").await;
    let to = |body: &&String| body.contains("paivi@asiakas.test") && body.contains(&number);
    let body = bodies.iter().find(to).expect("the customer's copy").clone();
    serde_json::from_str::<serde_json::Value>(&body).unwrap()["text"].as_str().unwrap().to_owned()
}

#[test]
fn the_templates_words_stand_first_in_the_mail_with_the_signed_copy() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (id, _) = heating(&house, &maija).await;
        let usual = confirmed(&app, &house, &maija, Some(id), Lang::Fi).await;
        assert!(!usual.contains("Hei"), "{usual}");
        changed(&house, &maija, id, |fields| {
            fields.content.confirmation.set(Lang::Fi, "Hei {name}!\n\nSovimme asennuksesta pian.");
            fields.content.confirmation.set(Lang::Sv, "Hej {name}!");
        })
        .await;
        let finnish = confirmed(&app, &house, &maija, Some(id), Lang::Fi).await;
        assert!(finnish.starts_with("Hei Päivi!\n\nSovimme asennuksesta pian.\n\n"), "{finnish}");
        assert!(confirmed(&app, &house, &maija, Some(id), Lang::Sv).await.starts_with("Hej Päivi!\n\n"));
        let english = confirmed(&app, &house, &maija, Some(id), Lang::En).await;
        assert!(english.starts_with("Hei Päivi!"), "without a translation as it was written: {english}");
        assert!(!confirmed(&app, &house, &maija, None, Lang::Fi).await.contains("Sovimme"));

        // A template kept from such a quotation says the same.
        let quote = house.draft(&maija, vec![house.line("Purku", "1", "300")]).await;
        house.edit(&maija, quote, |save| save.fields.template = Some(id)).await.unwrap();
        let command = SaveAsTemplate { key: key(), quote, name: "Toinen".into() };
        let second = templates::save_as(&maija, &app.cx, command).await.unwrap();
        let words = templates::read(&maija, &app.cx, second).await.unwrap().fields.content.confirmation;
        assert_eq!(words.get(Lang::Sv), "Hej {name}!");
        let long = "x".repeat(10_001);
        let view = templates::read(&maija, &app.cx, id).await.unwrap();
        let mut fields = view.fields;
        fields.content.confirmation.set(Lang::En, &long);
        let command = EditTemplate { id, version: view.version, fields };
        let refused = refused_at(templates::edit(&maija, &app.cx, command).await);
        assert_eq!(refused.first().map(|(field, _)| field.as_str()), Some("confirmation.en"));
    });
}

#[test]
fn what_a_template_says_of_withdrawing_is_offered_for_consumers_alone() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (id, _) = heating(&house, &maija).await;
        changed(&house, &maija, id, |fields| fields.content.exempt = Some(Exempt::MadeToOrder)).await;
        let fields = PartyFields { kind: PartyKind::Person, name: "Pehr".into(), ..PartyFields::default() };
        let person = parties::create(&maija, &app.cx, CreateParty { key: key(), fields }).await.unwrap();
        let consumer = house.draft_for(&maija, person, vec![]).await;
        let offered = async |quote| {
            let view = house.read(&maija, quote).await;
            templates::offer(&maija, &app.cx, asked(&view, id)).await.unwrap().exempt
        };
        assert_eq!(offered(consumer).await.as_deref(), Some(Exempt::MadeToOrder.code()));
        let exempt = Exempt::MadeToOrder.code().to_owned();
        let command = SetExempt { key: key(), id: consumer, before: String::new(), exempt };
        quotes::set_exempt(&maija, &app.cx, command).await.unwrap();
        assert_eq!(offered(consumer).await, None, "it says so already");
        assert_eq!(offered(house.draft(&maija, vec![]).await).await, None, "companies have no such right");
    });
}
