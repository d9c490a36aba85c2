//! Before a quotation is sent it is told what moved since it was written: prices, taxes and rates, and whose words are
//! missing in the document's language.
use domain::{
    ids::ProductId,
    lang::Lang,
    quotes::line::{LineInput, ProductLineInput},
};
use testkit::{House, house::figure, key, on_both};
use usecases::{Denied, Staff, products, quotes, taxes, templates};
use wire::{
    preflight::Preflight,
    products::{EditProduct, ProductFields, ProductText},
    quotes::SaveQuote,
    taxes::{DatedRateFields, EditTax, TaxFields},
    templates::{EditTemplate, SaveAsTemplate},
};

fn of(house: &House, product: ProductId) -> ProductLineInput {
    ProductLineInput { product: Some(product), ..house.priced("Pumppu", "2", "1000") }
}

async fn changed(house: &House, by: &Staff, id: ProductId, change: impl FnOnce(&mut ProductFields)) {
    let view = products::read(by, &house.cx, id).await.unwrap();
    let mut fields = view.fields;
    change(&mut fields);
    products::edit(by, &house.cx, EditProduct { id, version: view.version, fields }).await.unwrap();
}

#[test]
fn what_moved_since_the_draft_was_written_is_told_and_what_a_person_set_is_not() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let pump = house.product(&maija, "Pumppu", "1000").await.unwrap();
        let by_hand = ProductLineInput { price_by_hand: true, ..of(&house, pump) };
        let lines = vec![LineInput::Product(of(&house, pump)), LineInput::Product(by_hand)];
        let quote = house.draft(&anna, lines).await;
        let looked = async || quotes::preflight(&anna, &app.cx, quote).await.unwrap();
        assert_eq!(looked().await, Preflight::default(), "nothing moved");

        app.later(60);
        // A tax that a person chose stays, whatever else of the product is changed.
        let low = |save: &mut SaveQuote| {
            if let Some(LineInput::Product(line)) = save.lines.first_mut() {
                line.tax = house.low_tax;
            }
        };
        house.edit(&anna, quote, low).await.unwrap();
        changed(&house, &maija, pump, |fields| fields.facts.tags = vec!["Painava".into()]).await;
        assert_eq!(looked().await, Preflight::default(), "a tag moves nothing");
        let usual = |save: &mut SaveQuote| {
            if let Some(LineInput::Product(line)) = save.lines.first_mut() {
                line.tax = house.tax;
            }
        };
        house.edit(&anna, quote, usual).await.unwrap();
        changed(&house, &maija, pump, |fields| fields.unit_price = figure("1100")).await;
        let found = looked().await;
        assert_eq!((found.prices, found.taxes.len()), (1, 0), "the price set by hand stays");
        changed(&house, &maija, pump, |fields| fields.tax = house.low_tax).await;
        let found = looked().await;
        assert_eq!(found.taxes.len(), 2);
        assert!(found.taxes.iter().all(|line| line.tax.id == house.low_tax));

        let other = app.house("Toinen Oy").await;
        let ola = other.seller("Ola").await;
        assert!(matches!(quotes::preflight(&ola, &app.cx, quote).await, Err(Denied::NotFound)), "another company's");
    });
}

#[test]
fn a_rate_that_turns_before_the_delivery_is_told_with_both_rates() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", domain::actors::Role::Administrator, None).await;
        let view = taxes::read(&aino, &app.cx).await.unwrap();
        let tax = view.taxes.into_iter().find(|tax| tax.id == house.low_tax).unwrap();
        let rate = |from: &str, rate: &str| DatedRateFields { from: from.parse().unwrap(), rate: figure(rate) };
        let fields = TaxFields { rates: vec![rate("2020-01-01", "13.5"), rate("2027-01-01", "12")], ..tax.fields };
        taxes::edit(&aino, &app.cx, EditTax { id: tax.id, version: tax.version, fields }).await.unwrap();
        let mut line = house.priced("Kirja", "1", "100");
        line.tax = house.low_tax;
        let quote = house.draft(&aino, vec![LineInput::Product(line)]).await;
        assert!(quotes::preflight(&aino, &app.cx, quote).await.unwrap().rates.is_empty());
        let then = Some("2027-01-15".parse().unwrap());
        house.edit(&aino, quote, |save| save.fields.delivery_on = then).await.unwrap();
        let rates = quotes::preflight(&aino, &app.cx, quote).await.unwrap().rates;
        assert_eq!(rates.len(), 1);
        assert_eq!((rates[0].today, rates[0].then, Some(rates[0].day)), (figure("13.5"), figure("12"), then));
    });
}

#[test]
fn words_that_are_missing_in_the_documents_language_are_told_where_they_stand_in_another() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let pump = house.product(&maija, "Pumppu", "1000").await.unwrap();
        let first = house.draft(&anna, vec![LineInput::Product(of(&house, pump))]).await;
        house.edit(&anna, first, |save| save.fields.introduction = "Kiitos kyselystä.".into()).await.unwrap();
        let command = SaveAsTemplate { key: key(), quote: first, name: "Lämpöpumppu".into() };
        let template = templates::save_as(&maija, &app.cx, command).await.unwrap();

        let quote = house.draft(&anna, vec![LineInput::Product(of(&house, pump))]).await;
        let swedish = |save: &mut SaveQuote| {
            save.fields.language = Lang::Sv;
            save.fields.template = Some(template);
            save.fields.introduction = "Kiitos kyselystä.".into();
        };
        house.edit(&anna, quote, swedish).await.unwrap();
        let looked = async || quotes::preflight(&anna, &app.cx, quote).await.unwrap();
        let found = looked().await;
        assert_eq!(found.untold.iter().map(|one| one.id).collect::<Vec<_>>(), [pump]);
        assert_eq!(found.template.map(|template| template.name).as_deref(), Some("Lämpöpumppu"));

        let text = ProductText { language: Lang::Sv, name: "Pump".into(), description: String::new() };
        changed(&house, &maija, pump, |fields| fields.facts.texts = vec![text]).await;
        let view = templates::read(&maija, &app.cx, template).await.unwrap();
        let mut fields = view.fields;
        // The title and the terms of the template stand on the quotation too.
        fields.content.title.set(Lang::Sv, "Värmepump");
        fields.content.introduction.set(Lang::Sv, "Tack för förfrågan.");
        fields.content.terms.set(Lang::Sv, "Våra villkor gäller.");
        let command = EditTemplate { id: template, version: view.version, fields };
        templates::edit(&maija, &app.cx, command).await.unwrap();
        let found = looked().await;
        assert!(found.untold.is_empty() && found.template.is_none(), "both have their words now");
    });
}
