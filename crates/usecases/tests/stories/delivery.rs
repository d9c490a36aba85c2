//! Delivery: who may change the methods, what may stand in a rule, which fit a quotation and at what price, and the line
//! that comes of it.
use domain::{
    actors::Role,
    delivery::{Comparison, DeliveryRule, Limits, Measure, availability::Unavailable, rate::DeliveryStep},
    fiscal::place::Country,
    ids::{DeliveryMethodId, LineId, ProductId, QuoteId, TagId},
    lang::Lang,
    quotes::{
        line::{LineInput, ProductLineInput},
        role::LineRole,
        template::Words,
    },
    refusal::Refusal,
};
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, categories, delivery, parties, products, quotes, settings};
use uuid::Uuid;
use wire::{
    categories::{CategoryFields, SaveCategory},
    delivery::{AddUsualMethods, CreateMethod, DeliverQuote, Deliveries, EditMethod, Fit, MethodFields},
    parties::{CreateParty, PartyFields},
    products::EditProduct,
    quotes::ChangeParty,
    shared::ListQuery,
};

fn rule(operator: Comparison, weight: &str, base: &str, each: &str) -> DeliveryRule {
    DeliveryRule {
        variable: Measure::Weight,
        operator,
        value: figure(weight),
        base_price: figure(base),
        factor_price: figure(each),
        factor: Measure::Weight,
    }
}

fn freight(house: &House) -> MethodFields {
    MethodFields {
        names: Words::one(Lang::Fi, "Rahti"),
        by_rules: true,
        rules: vec![rule(Comparison::AtMost, "100", "120", "0"), rule(Comparison::Above, "100", "100", "0.5")],
        limits: Limits {
            countries: vec![Country::FI],
            postcode_prefixes: vec!["33".into()],
            max_weight: Some(figure("1000")),
            ..Limits::default()
        },
        ..MethodFields::empty(house.tax)
    }
}

async fn made(house: &House, by: &Staff, fields: MethodFields) -> Result<DeliveryMethodId, Denied> {
    delivery::create(by, &house.cx, CreateMethod { key: key(), fields }).await
}

/// A product that weighs so many kilograms.
async fn heavy(house: &House, by: &Staff, kilograms: &str) -> ProductId {
    let product = house.product(by, "Pumppu", "1000").await.unwrap();
    let mut view = products::read(by, &house.cx, product).await.unwrap();
    view.fields.facts.weight = figure(kilograms);
    view.fields.facts.volume = figure("0.5");
    products::edit(by, &house.cx, EditProduct { id: product, version: view.version, fields: view.fields })
        .await
        .unwrap();
    product
}

fn sold(house: &House, product: ProductId, quantity: &str) -> LineInput {
    LineInput::Product(ProductLineInput { product: Some(product), ..house.priced("Pumppu", quantity, "1000") })
}

async fn asked(house: &House, by: &Staff, quote: QuoteId, lines: Vec<LineInput>) -> Deliveries {
    let command = DeliverQuote { quote, list: None, language: Lang::Sv, lines };
    delivery::deliveries(by, &house.cx, command).await.unwrap()
}

fn price(found: &Deliveries, id: DeliveryMethodId) -> Option<rust_decimal::Decimal> {
    match &found.of(id)?.fit {
        Fit::Fits { price, .. } => Some(*price),
        Fit::Not { .. } => None,
    }
}

#[test]
fn managers_make_methods_and_what_is_wrong_stands_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let fields = freight(&house);
        assert!(matches!(made(&house, &anna, fields.clone()).await, Err(Denied::NotAllowed)));
        let command = CreateMethod { key: key(), fields: fields.clone() };
        let id = delivery::create(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(delivery::create(&maija, &app.cx, command).await.unwrap(), id, "a retry makes no second one");
        let view = delivery::read(&maija, &app.cx, id).await.unwrap();
        assert_eq!(view.fields, MethodFields { position: 1, ..fields.clone() }, "it comes back as it was typed");

        let edit = |version, fields| EditMethod { id, version, fields };
        let same = delivery::edit(&maija, &app.cx, edit(1, view.fields.clone())).await.unwrap();
        assert_eq!(same, 1, "nothing differs, nothing is written");
        let free = MethodFields { free_from: Some(figure("500")), ..view.fields.clone() };
        assert_eq!(delivery::edit(&maija, &app.cx, edit(1, free.clone())).await.unwrap(), 2);
        assert!(matches!(delivery::edit(&maija, &app.cx, edit(1, free)).await, Err(Denied::Stale { current: 2 })));

        let least = Refusal::TooSmall { least: figure("0") };
        for (wrong, field, refusal) in [
            (MethodFields { names: Words::one(Lang::En, "Freight"), ..fields.clone() }, "name_fi", Refusal::Required),
            (MethodFields { rules: Vec::new(), ..fields.clone() }, "rules", Refusal::Required),
            (
                MethodFields { rules: vec![rule(Comparison::AtMost, "100", "-1", "0")], ..fields.clone() },
                "rules.0.base_price",
                least.clone(),
            ),
            (
                MethodFields { margin: figure("-101"), ..fields.clone() },
                "margin",
                Refusal::TooSmall { least: figure("-100") },
            ),
            (MethodFields { free_from: Some(figure("-1")), ..fields.clone() }, "free_from", least.clone()),
            (MethodFields { product: Some(ProductId(Uuid::now_v7())), ..fields.clone() }, "product", Refusal::NotThere),
        ] {
            assert_eq!(refused_at(made(&house, &maija, wrong).await), [(field.to_owned(), refusal)]);
        }
        let other = app.house("Toinen Oy").await;
        let ola = other.manager("Ola").await;
        assert!(matches!(delivery::read(&ola, &app.cx, id).await, Err(Denied::NotFound)), "another company's");
    });
}

#[test]
fn a_quotation_is_offered_what_fits_its_goods_and_address() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let near = made(&house, &maija, freight(&house)).await.unwrap();
        let far = MethodFields {
            limits: Limits { postcode_prefixes: vec!["9".into()], ..Limits::default() },
            ..freight(&house)
        };
        let far = made(&house, &maija, far).await.unwrap();
        let product = heavy(&house, &maija, "92").await;
        let quote = house.draft(&anna, vec![sold(&house, product, "2")]).await;

        let found = asked(&house, &anna, quote, vec![sold(&house, product, "1")]).await;
        assert_eq!(
            (found.postcode.as_str(), found.load.weight, found.load.volume),
            ("33100", figure("92"), figure("0.5"))
        );
        assert_eq!(price(&found, near), Some(figure("120")));
        assert_eq!(found.of(far).unwrap().fit, Fit::Not { why: Unavailable::Postcode });
        assert_eq!(found.of(near).unwrap().name, "Rahti", "without a Swedish name the company's own stands");

        let found = asked(&house, &anna, quote, vec![sold(&house, product, "2"), house.line("Työ", "3", "60")]).await;
        assert_eq!(found.load.weight, figure("184"));
        assert_eq!(price(&found, near), Some(figure("192")), "100 and 0.5 for each of 184 kg");
        match &found.of(near).unwrap().fit {
            Fit::Fits { steps, .. } => {
                assert!(matches!(steps[0], DeliveryStep::Rule { at: 1, measured, .. } if measured == figure("184")));
            }
            Fit::Not { .. } => unreachable!(),
        }
        let found = asked(&house, &anna, quote, vec![sold(&house, product, "11")]).await;
        assert_eq!(found.of(near).unwrap().fit, Fit::Not { why: Unavailable::Weight { most: figure("1000") } });

        // Goods without a weight are named instead of weighing nothing in silence.
        let light = house.product(&maija, "Tarvike", "5").await.unwrap();
        let found = asked(&house, &anna, quote, vec![sold(&house, product, "1"), sold(&house, light, "1")]).await;
        assert_eq!((found.load.unweighed.len(), found.load.goods), (1, 2));

        let other = house.seller("Olli").await;
        let command = DeliverQuote { quote, list: None, language: Lang::Fi, lines: Vec::new() };
        assert!(matches!(delivery::deliveries(&other, &app.cx, command).await, Err(Denied::NotFound)), "not his");
    });
}

#[test]
fn a_delivery_keeps_its_price_and_is_judged_anew_when_the_goods_go_somewhere_else() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let method = made(&house, &maija, freight(&house)).await.unwrap();
        let product = heavy(&house, &maija, "92").await;
        let role = LineRole::Delivery { method };
        let line = LineInput::Product(ProductLineInput { role, ..house.priced("Rahti", "1", "120") });
        let quote = house.draft(&anna, vec![sold(&house, product, "1"), line]).await;
        let before = house.read(&anna, quote).await;
        assert_eq!(price(&asked(&house, &anna, quote, before.lines.clone()).await, method), Some(figure("120")));

        house.edit(&anna, quote, |save| save.fields.shipment.address.postcode = "96100".into()).await.unwrap();
        let found = asked(&house, &anna, quote, before.lines.clone()).await;
        assert_eq!(found.postcode, "96100", "where it is asked about is told");
        assert_eq!(found.of(method).unwrap().fit, Fit::Not { why: Unavailable::Postcode });
        assert_eq!(house.read(&anna, quote).await.lines, before.lines, "no price moves by itself");

        house.edit(&anna, quote, |save| save.fields.shipment = before.fields.shipment.clone()).await.unwrap();
        let fields = PartyFields { name: "Muualla Oy".into(), ..PartyFields::default() };
        let other = parties::create(&anna, &app.cx, CreateParty { key: key(), fields }).await.unwrap();
        let version = house.read(&anna, quote).await.version;
        let command = ChangeParty { key: key(), id: quote, version, party: other };
        quotes::change_party(&anna, &app.cx, command).await.unwrap();
        let found = asked(&house, &anna, quote, before.lines.clone()).await;
        assert!(price(&found, method).is_none(), "the customer's address is another");
        assert_eq!(house.read(&anna, quote).await.lines, before.lines);
    });
}

#[test]
fn the_delivery_is_a_line_that_stays_one_through_everything() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let method = made(&house, &maija, freight(&house)).await.unwrap();
        let product = heavy(&house, &maija, "92").await;
        let quote = house.draft(&anna, vec![sold(&house, product, "2")]).await;
        let delivered = |id: DeliveryMethodId| {
            LineInput::Product(ProductLineInput {
                id: LineId(Uuid::now_v7()),
                role: LineRole::Delivery { method: id },
                ..house.priced("Rahti", "1", "192")
            })
        };
        house.edit(&anna, quote, |command| command.lines.push(delivered(method))).await.unwrap();
        let roles = |lines: &[LineInput]| -> Vec<LineRole> {
            let role = |line: &LineInput| match line {
                LineInput::Product(line) => Some(line.role),
                _ => None,
            };
            lines.iter().filter_map(role).filter(|role| !role.is_sold()).collect()
        };
        let view = house.read(&anna, quote).await;
        assert_eq!(roles(&view.lines), [LineRole::Delivery { method }]);
        // Its own price does not move its rules.
        let found = asked(&house, &anna, quote, view.lines.clone()).await;
        assert_eq!((price(&found, method), found.load.price), (Some(figure("192")), figure("2510")));

        let twice = house.edit(&anna, quote, |command| command.lines.push(delivered(method))).await;
        assert_eq!(refused_at(twice), [("lines.2".to_owned(), Refusal::AlreadyTaken)]);
        let strange = DeliveryMethodId(Uuid::now_v7());
        let wrong = house.edit(&anna, quote, |command| {
            command.lines.pop();
            command.lines.push(delivered(strange));
        });
        assert_eq!(refused_at(wrong.await), [("lines.1.name".to_owned(), Refusal::NotThere)]);

        let copy = quotes::copy(&anna, &app.cx, wire::quotes::CopyQuote { key: key(), id: quote }).await.unwrap();
        assert_eq!(roles(&house.read(&anna, copy).await.lines), [LineRole::Delivery { method }]);

        // A retired method stays readable where it is in use, and is offered nowhere else.
        let form = delivery::read(&maija, &app.cx, method).await.unwrap();
        let retired = MethodFields { active: false, ..form.fields };
        delivery::edit(&maija, &app.cx, EditMethod { id: method, version: form.version, fields: retired })
            .await
            .unwrap();
        assert!(asked(&house, &anna, quote, view.lines.clone()).await.of(method).is_some_and(|offer| !offer.active));
        assert!(asked(&house, &anna, quote, Vec::new()).await.methods.is_empty());
    });
}

#[test]
fn the_usual_methods_are_added_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.person("Maija", Role::Administrator, None).await;
        let add = async || delivery::add_usual(&maija, &app.cx, AddUsualMethods { key: key() }).await.unwrap();
        assert_eq!((add().await, add().await), (4, 0));
        let product = heavy(&house, &maija, "184").await;
        let quote = house.draft(&maija, vec![sold(&house, product, "1")]).await;
        let found = asked(&house, &maija, quote, vec![sold(&house, product, "1")]).await;
        let prices: Vec<_> = found.methods.iter().map(|offer| price(&found, offer.id)).collect();
        assert_eq!(prices, [Some(figure("0")), None, Some(figure("120")), None], "Tampere lies in the first zone");
        assert_eq!(found.methods[2].name, "Frakt, zon 1");
    });
}

#[test]
fn the_slowest_product_that_is_taken_and_the_companys_days_suggest_the_day() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let slow = async |name: &str, days: u32| {
            let product = house.product(&maija, name, "1000").await.unwrap();
            let mut view = products::read(&maija, &app.cx, product).await.unwrap();
            view.fields.facts.lead_days = days;
            let edit = EditProduct { id: product, version: view.version, fields: view.fields };
            products::edit(&maija, &app.cx, edit).await.unwrap();
            product
        };
        let (pump, tank) = (slow("Pumppu", 12).await, slow("Varaaja", 3).await);
        let lines = vec![sold(&house, tank, "1"), sold(&house, pump, "2"), house.line("Asennus", "8", "60")];
        let quote = house.draft(&maija, lines.clone()).await;
        let found = asked(&house, &maija, quote, lines.clone()).await;
        let today = house.read(&maija, quote).await.saved.local.date();
        let expected = found.expected.unwrap();
        assert_eq!((expected.on - today).num_days(), 12);
        assert_eq!(expected.slowest, Some(lines[1].id()));
        assert_eq!(found.load.leads, [(lines[0].id(), 3), (lines[1].id(), 12)]);

        let view = settings::read(&aino, &app.cx).await.unwrap();
        let with = |days| wire::settings::CompanyFields { delivery_days: days, ..view.company.clone() };
        let edit = |version, days| wire::settings::EditCompany { version, fields: with(days) };
        let refused = refused_at(settings::edit_company(&aino, &app.cx, edit(view.version, 366)).await);
        assert_eq!(refused, [("delivery_days".to_owned(), Refusal::TooLarge { most: figure("365") })]);
        let version = settings::edit_company(&aino, &app.cx, edit(view.version, 2)).await.unwrap();
        assert_eq!(version, view.version + 1);
        assert_eq!(settings::edit_company(&aino, &app.cx, edit(version, 2)).await.unwrap(), version, "the same again");
        assert_eq!(settings::read(&aino, &app.cx).await.unwrap().company.delivery_days, 2);

        // The browser sends only what is taken: without the pump the tank is the slowest.
        let found = asked(&house, &maija, quote, vec![lines[0].clone(), lines[2].clone()]).await;
        assert_eq!((found.expected.unwrap().on - today).num_days(), 5);
        let none = asked(&house, &maija, quote, Vec::new()).await;
        assert_eq!(none.expected, None);
    });
}

/// Gives a product tags.
async fn tagged(house: &House, by: &Staff, product: ProductId, tags: &[&str]) {
    let mut view = products::read(by, &house.cx, product).await.unwrap();
    view.fields.facts.tags = tags.iter().map(ToString::to_string).collect();
    let command = EditProduct { id: product, version: view.version, fields: view.fields };
    products::edit(by, &house.cx, command).await.unwrap();
}

#[test]
fn a_method_asks_for_tags_of_the_goods_and_still_for_their_categories() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let (long, glass) = (heavy(&house, &maija, "5").await, heavy(&house, &maija, "6").await);
        tagged(&house, &maija, long, &["Pitkä tavara"]).await;
        tagged(&house, &maija, glass, &["särkyvä", "PITKA TAVARA", ""]).await;
        let read = products::read(&maija, &app.cx, glass).await.unwrap().fields.facts.tags;
        assert_eq!(read, ["Pitkä tavara", "särkyvä"], "the same word in another case is the same tag");
        let tags = products::tags(&anna, &app.cx).await.unwrap();
        assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["Pitkä tavara", "särkyvä"]);
        let (far, fragile) = (tags[0].id, tags[1].id);
        let with = |filter: String| ListQuery { filter, ..ListQuery::default() };
        let found = products::list(&anna, &app.cx, with(format!("tag:{fragile}"))).await.unwrap();
        assert_eq!((found.total, found.rows[0].id, found.rows[0].tags.len()), (1, glass, 2));
        assert_eq!(products::list(&anna, &app.cx, with(format!("tag:{far}"))).await.unwrap().total, 2);

        let fields = CategoryFields { name: "Ikkunat".into(), parent: None };
        let command = SaveCategory { key: key(), id: None, version: 0, fields };
        let windows = categories::save(&maija, &app.cx, command).await.unwrap();
        let limited = |must: Vec<TagId>, excluded: Vec<TagId>| MethodFields {
            limits: Limits { must_have_tags: must, excluded_tags: excluded, ..Limits::default() },
            ..freight(&house)
        };
        let only = made(&house, &maija, limited(vec![far], vec![fragile])).await.unwrap();
        let shelf = made(&house, &maija, limited(vec![TagId(windows.0), fragile], Vec::new())).await.unwrap();
        let strange = made(&house, &maija, limited(vec![TagId(Uuid::now_v7())], Vec::new())).await;
        assert_eq!(refused_at(strange), [("only".to_owned(), Refusal::NotThere)]);

        let plain = house.product(&maija, "Tarvike", "5").await.unwrap();
        let quote = house.draft(&anna, vec![sold(&house, plain, "1")]).await;
        let fit = async |goods: &[ProductId]| {
            let lines = goods.iter().map(|product| sold(&house, *product, "1")).collect();
            let found = asked(&house, &anna, quote, lines).await;
            [only, shelf].map(|id| match &found.of(id).unwrap().fit {
                Fit::Fits { .. } => None,
                Fit::Not { why } => Some(*why),
            })
        };
        let missing = Some(Unavailable::TagMissing);
        assert_eq!(fit(&[plain]).await, [missing, missing]);
        assert_eq!(fit(&[plain, long]).await, [None, missing], "one of the goods is enough");
        assert_eq!(fit(&[long, glass]).await, [Some(Unavailable::TagExcluded { tag: fragile }), None]);
        let mut view = products::read(&maija, &app.cx, plain).await.unwrap();
        view.fields.facts.category = Some(windows);
        let command = EditProduct { id: plain, version: view.version, fields: view.fields };
        products::edit(&maija, &app.cx, command).await.unwrap();
        assert_eq!(fit(&[plain]).await, [missing, None], "a limit on a category holds beside those on tags");

        tagged(&house, &maija, glass, &[]).await;
        tagged(&house, &maija, long, &[]).await;
        assert!(products::tags(&anna, &app.cx).await.unwrap().is_empty(), "what no product has is not offered");
        let choices = delivery::read(&maija, &app.cx, only).await.unwrap().choices;
        assert_eq!(choices.tags.len(), 2, "a method's form still knows them");
        let other = app.house("Toinen Oy").await;
        let ola = other.manager("Ola").await;
        assert!(delivery::choices(&ola, &app.cx).await.unwrap().tags.is_empty(), "another company's");
    });
}
