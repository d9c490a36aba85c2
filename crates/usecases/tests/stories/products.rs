//! Products: who may change them, what they may cost, how they are found.
use domain::{ids::TaxId, refusal::Refusal};
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Denied, products};
use wire::{
    products::{CreateProduct, EditProduct, ProductFacts, ProductFields, ProductKind},
    shared::ListQuery,
};

fn fields(house: &House, name: &str, price: &str) -> ProductFields {
    ProductFields {
        code: "LP-10".into(),
        name: name.into(),
        description: String::new(),
        kind: ProductKind::Goods,
        unit: "kpl".into(),
        unit_price: figure(price),
        cost: figure("0"),
        tax: house.tax,
        active: true,
        facts: ProductFacts::default(),
    }
}

#[test]
fn sellers_choose_products_and_managers_change_them() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let command = CreateProduct { key: key(), fields: fields(&house, "Lämpöpumppu", "4350.1234") };
        assert!(matches!(products::create(&anna, &app.cx, command.clone()).await, Err(Denied::NotAllowed)));
        let id = products::create(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(products::create(&maija, &app.cx, command).await.unwrap(), id, "a retry makes no second one");
        let view = products::read(&anna, &app.cx, id).await.unwrap();
        assert_eq!(view.fields.unit_price.to_string(), "4350.1234");
        let edit = EditProduct { id, version: 1, fields: fields(&house, "Lämpöpumppu 10", "4400") };
        assert!(matches!(products::edit(&anna, &app.cx, edit.clone()).await, Err(Denied::NotAllowed)));
        assert_eq!(products::edit(&maija, &app.cx, edit.clone()).await.unwrap(), 2);
        assert!(matches!(products::edit(&maija, &app.cx, edit).await, Err(Denied::Stale { current: 2 })));
        assert_eq!(products::taxes(&anna, &app.cx).await.unwrap()[0].percent.to_string(), "25.5");
    });
}

#[test]
fn an_absurd_price_or_a_strange_tax_is_refused() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let maija = house.manager("Maija").await;
        for (price, refusal) in [
            ("-1", Refusal::TooSmall { least: figure("0") }),
            ("1000000000", Refusal::TooLarge { most: figure("999999999") }),
            ("0.0000001", Refusal::TooManyDecimals { decimals: 6 }),
        ] {
            let command = CreateProduct { key: key(), fields: fields(&house, "Laite", price) };
            assert_eq!(
                refused_at(products::create(&maija, &app.cx, command).await),
                [("unit_price".to_owned(), refusal)]
            );
        }
        for tax in [other.tax, TaxId(uuid::Uuid::now_v7())] {
            let command = CreateProduct { key: key(), fields: ProductFields { tax, ..fields(&house, "Laite", "1") } };
            let refused = refused_at(products::create(&maija, &app.cx, command).await);
            assert_eq!(refused, [("tax".to_owned(), Refusal::NotAChoice)]);
        }
    });
}

#[test]
fn a_retired_product_is_listed_apart_and_offered_to_nobody() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let id = house.product(&maija, "Öljykattila", "100").await.unwrap();
        house.product(&maija, "Lämpöpumppu", "300").await.unwrap();
        house.product(&maija, "Pumppukaivo", "200").await.unwrap();
        let names = async |query: ListQuery| {
            let page = products::list(&maija, &app.cx, query).await.unwrap();
            page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        let by_price = ListQuery { sort: "unit_price".into(), ..ListQuery::default() };
        assert_eq!(names(by_price).await, ["Öljykattila", "Pumppukaivo", "Lämpöpumppu"]);
        let offered = products::suggest(&maija, &app.cx, "PUMPPU".into()).await.unwrap();
        let offered: Vec<_> = offered.into_iter().map(|row| row.name).collect();
        assert_eq!(offered, ["Pumppukaivo", "Lämpöpumppu"], "those that begin with it first");

        let view = products::read(&maija, &app.cx, id).await.unwrap();
        let retired = ProductFields { active: false, ..view.fields };
        products::edit(&maija, &app.cx, EditProduct { id, version: 1, fields: retired }).await.unwrap();
        assert_eq!(names(ListQuery::default()).await, ["Lämpöpumppu", "Pumppukaivo"]);
        let inactive = ListQuery { filter: "inactive".into(), ..ListQuery::default() };
        assert_eq!(names(inactive).await, ["Öljykattila"]);
        assert!(products::suggest(&maija, &app.cx, "öljy".into()).await.unwrap().is_empty());
    });
}
