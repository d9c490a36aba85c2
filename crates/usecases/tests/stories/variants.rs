//! Variants: made ahead, on demand or never; extras of values, own prices, price rules on one, what a line keeps.
use domain::{
    ids::{AttributeId, LineId, ProductId, ValueId},
    lang::Lang,
    pricing::variants::{Attribute, Creates, Value},
    quotes::line::{LineInput, ProductLineInput},
    refusal::Refusal,
};
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, prices, products, quotes};
use uuid::Uuid;
use wire::{
    offers::OfferProducts,
    prices::{CreatePriceList, PriceAsk, PriceLines, PriceListFields, RuleFields, RulePrice},
    products::{EditProduct, EditVariant, VariantRow},
};

fn attribute(name: &str, creates: Creates, values: &[(&str, &str)]) -> Attribute {
    let value = |(name, extra): &(&str, &str)| Value {
        id: ValueId(Uuid::now_v7()),
        name: (*name).into(),
        extra: figure(extra),
        words: Default::default(),
    };
    Attribute {
        id: AttributeId(Uuid::now_v7()),
        name: name.into(),
        creates,
        values: values.iter().map(value).collect(),
    }
}

async fn put(house: &House, by: &Staff, id: ProductId, attributes: &[Attribute]) -> Result<i64, Denied> {
    let mut view = products::read(by, &house.cx, id).await.unwrap();
    view.fields.facts.attributes = attributes.to_vec();
    products::edit(by, &house.cx, EditProduct { id, version: view.version, fields: view.fields }).await
}

fn edit(row: &VariantRow) -> EditVariant {
    EditVariant {
        id: row.id,
        version: row.version,
        code: row.code.clone(),
        unit_price: row.unit_price,
        cost: row.cost,
        active: row.active,
    }
}

#[test]
fn variants_come_ahead_or_on_demand_and_go_with_their_values() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let coat = house.product(&maija, "Takki", "100").await.unwrap();
        let mut all = vec![
            attribute("Väri", Creates::Always, &[("punainen", "0"), ("sininen", "5")]),
            attribute("Koko", Creates::Always, &[("M", "0"), ("XL", "8")]),
            attribute("Painatus", Creates::Never, &[("ei", "0"), ("logo", "3")]),
        ];
        assert_eq!(put(&house, &maija, coat, &all).await.unwrap(), 2);
        let view = products::read(&maija, &app.cx, coat).await.unwrap();
        assert_eq!(view.fields.facts.attributes, all, "they come back as they were typed");
        let names: Vec<_> = view.variants.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["punainen, M", "punainen, XL", "sininen, M", "sininen, XL"]);
        assert_eq!(put(&house, &maija, coat, &all).await.unwrap(), 2, "nothing differs, nothing is written");
        assert!(products::read(&anna, &app.cx, coat).await.unwrap().variants.is_empty(), "sellers learn no cost");
        assert_eq!(products::attributes(&anna, &app.cx, coat).await.unwrap().len(), 3);

        let row = view.variants[3].clone();
        let own = EditVariant { code: "T-SXL".into(), unit_price: Some(figure("150")), ..edit(&row) };
        assert!(matches!(products::edit_variant(&anna, &app.cx, own.clone()).await, Err(Denied::NotAllowed)));
        assert_eq!(products::edit_variant(&maija, &app.cx, own.clone()).await.unwrap(), 2);
        let stale = products::edit_variant(&maija, &app.cx, EditVariant { code: "X".into(), ..own.clone() }).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 2 })));
        let below = EditVariant { version: 2, cost: Some(figure("-1")), ..own.clone() };
        let refused = refused_at(products::edit_variant(&maija, &app.cx, below).await);
        assert_eq!(refused, [("cost".to_owned(), Refusal::TooSmall { least: figure("0") })]);
        let ola = other.manager("Ola").await;
        assert!(matches!(products::edit_variant(&ola, &app.cx, own).await, Err(Denied::NotFound)));
        assert!(matches!(products::attributes(&ola, &app.cx, coat).await, Err(Denied::NotFound)));

        all[0].values.remove(0);
        all[1].creates = Creates::OnDemand;
        put(&house, &maija, coat, &all).await.unwrap();
        let left = products::read(&maija, &app.cx, coat).await.unwrap().variants;
        let left: Vec<_> = left.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(left, ["sininen, M", "sininen, XL"]);

        // One that is put aside comes back with what makes it.
        let more = attribute("Malli", Creates::Always, &[("A", "0")]);
        put(&house, &maija, coat, &[all[0].clone(), all[1].clone(), more]).await.unwrap();
        assert!(products::read(&maija, &app.cx, coat).await.unwrap().variants.is_empty());
        put(&house, &maija, coat, &all).await.unwrap();
        let back = products::read(&maija, &app.cx, coat).await.unwrap().variants;
        assert_eq!(back.iter().find(|row| row.name == "sininen, XL").map(|row| row.code.as_str()), Some("T-SXL"));

        let taken = attribute("väri", Creates::Never, &[("a", "0"), ("A ", "0")]);
        let empty = attribute("Muu", Creates::Never, &[]);
        let refused = put(&house, &maija, coat, &[all[0].clone(), taken, empty]).await;
        let at = |refusal| ("attributes".to_owned(), refusal);
        let wanted = [at(Refusal::AlreadyTaken), at(Refusal::AlreadyTaken), at(Refusal::Required)];
        assert_eq!(refused_at(refused), wanted);
    });
}

#[test]
fn a_choice_has_its_price_its_rule_and_its_variant() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let coat = house.product(&maija, "Takki", "100").await.unwrap();
        let all = [
            attribute("Koko", Creates::OnDemand, &[("M", "0"), ("XL", "8")]),
            attribute("Painatus", Creates::Never, &[("ei", "0"), ("logo", "3")]),
        ];
        put(&house, &maija, coat, &all).await.unwrap();
        let pick = |size: usize, print: usize| vec![all[0].values[size].id, all[1].values[print].id];
        let quote = house.draft(&anna, vec![]).await;
        let offer = async |list, choices| {
            let ask = OfferProducts {
                quote,
                list,
                language: Lang::Fi,
                quantity: figure("1"),
                text: String::new(),
                beside: None,
                chosen: Some((coat, choices)),
                shelf: None,
            };
            quotes::offer(&anna, &app.cx, ask).await
        };
        let found = offer(None, pick(1, 1)).await.unwrap().remove(0);
        assert_eq!((found.product.name.as_str(), found.net), ("Takki (XL, logo)", figure("111")));
        let half = offer(None, vec![all[0].values[0].id]).await;
        assert_eq!(refused_at(half), [("chosen".to_owned(), Refusal::NotAChoice)]);

        // The variant is made when it comes onto a line.
        let variants = async || products::read(&maija, &app.cx, coat).await.unwrap().variants;
        assert!(variants().await.is_empty());
        let line = LineInput::Product(ProductLineInput {
            product: Some(coat),
            choices: pick(1, 1),
            ..house.priced("Takki (XL, logo)", "1", "111")
        });
        let quote = house.draft(&anna, vec![line]).await;
        let made = variants().await;
        assert_eq!(made.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["XL"]);
        let LineInput::Product(stored) = house.read(&anna, quote).await.lines.remove(0) else { panic!("a product") };
        assert_eq!(stored.choices, pick(1, 1), "the line keeps what was chosen");

        // A price of its own takes the place of the product's with what makes it, not of what is said besides.
        let own = EditVariant { unit_price: Some(figure("90")), ..edit(&made[0]) };
        products::edit_variant(&maija, &app.cx, own).await.unwrap();
        assert_eq!(offer(None, pick(1, 1)).await.unwrap()[0].net, figure("93"));
        assert_eq!(offer(None, pick(0, 0)).await.unwrap()[0].net, figure("100"));

        let rule = |variant, price: &str| RuleFields {
            product: Some(coat),
            variant,
            category: None,
            min_quantity: figure("0"),
            from: None,
            until: None,
            price: RulePrice::Fixed { price: figure(price) },
        };
        let fields = |rules| PriceListFields {
            name: "B2B".into(),
            active: true,
            for_all: false,
            currency: None,
            countries: String::new(),
            rules,
        };
        let command = |rules| CreatePriceList { key: key(), fields: fields(rules) };
        let rules = vec![rule(Some(made[0].id), "70"), rule(None, "80")];
        let list = prices::create(&maija, &app.cx, command(rules)).await.unwrap();
        let view = prices::read(&maija, &app.cx, list).await.unwrap();
        assert_eq!(view.fields.rules[0].variant, Some(made[0].id));
        assert_eq!(offer(Some(list), pick(1, 0)).await.unwrap()[0].net, figure("70"), "the variant's rule first");
        assert_eq!(offer(Some(list), pick(0, 0)).await.unwrap()[0].net, figure("80"));
        let tube = house.product(&maija, "Putki", "1").await.unwrap();
        let strange = RuleFields { product: Some(tube), ..rule(Some(made[0].id), "1") };
        let refused = refused_at(prices::create(&maija, &app.cx, command(vec![strange])).await);
        assert_eq!(refused, [("rules.0.variant".to_owned(), Refusal::NotThere)]);

        // A line whose choice is gone is left as it is; one without a choice has the product's price.
        let ask = |choices| PriceAsk {
            id: LineId(Uuid::now_v7()),
            product: coat,
            quantity: figure("1"),
            unit: String::new(),
            choices,
            unit_price: figure("1"),
            discount: figure("0"),
        };
        let lines = vec![ask(vec![ValueId(Uuid::now_v7())]), ask(vec![]), ask(pick(1, 1))];
        let answer = quotes::price_lines(&anna, &app.cx, PriceLines { quote, list: None, lines }).await.unwrap();
        let prices: Vec<_> = answer.lines.into_iter().map(|line| line.unit_price).collect();
        assert_eq!(prices, [figure("100"), figure("93")]);
    });
}
