//! The catalogue: categories with their price rules, the facts of a product, and what a search offers for a line.
use domain::{
    ids::{CategoryId, PriceListId, ProductId},
    lang::Lang,
    pricing::{PriceBase, Scope, why::WhyStep},
    refusal::Refusal,
};
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Cx, Denied, Staff, categories, prices, products, quotes};
use wire::{
    categories::{CategoryFields, DeleteCategory, SaveCategory},
    offers::{OfferProducts, Offered},
    prices::{CreatePriceList, PriceListFields, RuleFields, RulePrice},
    products::{EditProduct, ProductFacts, ProductText},
    shared::ListQuery,
};

async fn made(cx: &Cx, by: &Staff, name: &str, parent: Option<CategoryId>) -> Result<CategoryId, Denied> {
    let fields = CategoryFields { name: name.into(), parent };
    categories::save(by, cx, SaveCategory { key: key(), id: None, version: 0, fields }).await
}

async fn with_facts(
    house: &House,
    by: &Staff,
    id: ProductId,
    change: impl FnOnce(&mut ProductFacts),
) -> Result<i64, Denied> {
    let mut view = products::read(by, &house.cx, id).await.unwrap();
    change(&mut view.fields.facts);
    products::edit(by, &house.cx, EditProduct { id, version: view.version, fields: view.fields }).await
}

async fn list_off(cx: &Cx, by: &Staff, rules: &[(Option<CategoryId>, &str)]) -> PriceListId {
    let rule = |(category, percent): &(Option<CategoryId>, &str)| RuleFields {
        product: None,
        variant: None,
        category: *category,
        min_quantity: figure("0"),
        from: None,
        until: None,
        price: RulePrice::Percentage { percent: figure(percent), base: PriceBase::ListPrice },
    };
    let rules = rules.iter().map(rule).collect();
    let fields = PriceListFields {
        name: "B2B".into(),
        active: true,
        for_all: false,
        currency: None,
        countries: String::new(),
        rules,
    };
    prices::create(by, cx, CreatePriceList { key: key(), fields }).await.unwrap()
}

#[test]
fn categories_are_a_tree_that_products_are_found_by() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        assert!(matches!(made(&app.cx, &anna, "Pumput", None).await, Err(Denied::NotAllowed)));
        let pumps = made(&app.cx, &maija, "Pumput", None).await.unwrap();
        let air = made(&app.cx, &maija, "Ilma-vesi", Some(pumps)).await.unwrap();
        let taken = refused_at(made(&app.cx, &maija, "pumput", None).await);
        assert_eq!(taken, [("name".to_owned(), Refusal::AlreadyTaken)]);
        let save = |id, version, parent| SaveCategory {
            key: key(),
            id: Some(id),
            version,
            fields: CategoryFields { name: "Pumput".into(), parent },
        };
        let circle = refused_at(categories::save(&maija, &app.cx, save(pumps, 1, Some(air))).await);
        assert_eq!(circle, [("parent".to_owned(), Refusal::NotAChoice)]);
        let stale = categories::save(&maija, &app.cx, save(pumps, 7, None)).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 1 })));

        let product = house.product(&maija, "Havu 16", "100").await.unwrap();
        house.product(&maija, "Letku", "7").await.unwrap();
        with_facts(&house, &maija, product, |facts| facts.category = Some(air)).await.unwrap();
        let names = async |filter: String| {
            let page = products::list(&anna, &app.cx, ListQuery { filter, ..ListQuery::default() }).await.unwrap();
            (page.total, page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>())
        };
        assert_eq!(names(pumps.to_string()).await, (1, vec!["Havu 16".to_owned()]), "the parent counts");
        assert_eq!(names(format!("inactive,{pumps}")).await, (0, vec![]));
        let found = ListQuery { filter: air.to_string(), search: "havu".into(), ..ListQuery::default() };
        assert_eq!(products::list(&anna, &app.cx, found).await.unwrap().total, 1);
        assert_eq!(categories::choices(&anna, &app.cx).await.unwrap().path(air), "Pumput / Ilma-vesi");

        for (id, version) in [(pumps, 1), (air, 1)] {
            let kept = categories::delete(&maija, &app.cx, DeleteCategory { id, version }).await;
            assert_eq!(refused_at(kept), [(String::new(), Refusal::InUse)]);
        }
        with_facts(&house, &maija, product, |facts| facts.category = None).await.unwrap();
        categories::delete(&maija, &app.cx, DeleteCategory { id: air, version: 1 }).await.unwrap();
        let ola = other.manager("Ola").await;
        let strange = categories::delete(&ola, &app.cx, DeleteCategory { id: pumps, version: 1 }).await;
        assert!(matches!(strange, Err(Denied::NotFound)));
        let refused = with_facts(&house, &maija, product, |facts| facts.category = Some(air)).await;
        assert_eq!(refused_at(refused), [("category".to_owned(), Refusal::NotAChoice)]);
    });
}

#[test]
fn a_rule_for_a_category_is_for_what_is_under_it_and_the_nearer_one_first() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let pumps = made(&app.cx, &maija, "Pumput", None).await.unwrap();
        let air = made(&app.cx, &maija, "Ilma-vesi", Some(pumps)).await.unwrap();
        let ground = made(&app.cx, &maija, "Maalämpö", Some(pumps)).await.unwrap();
        let list = list_off(&app.cx, &maija, &[(Some(air), "5"), (Some(pumps), "10"), (None, "1")]).await;
        let mut costs = Vec::new();
        for category in [Some(air), Some(ground), None] {
            let product = house.product(&maija, "Laite", "100").await.unwrap();
            with_facts(&house, &maija, product, |facts| facts.category = category).await.unwrap();
            let answer = products::prices(&maija, &app.cx, product).await.unwrap();
            assert_eq!(answer.prices[0].list.id, list);
            costs.push(answer.prices[0].net);
            let scope = answer.prices[0].why.0.iter().find_map(|step| match step {
                WhyStep::Rule { scope, .. } => Some(*scope),
                _ => None,
            });
            let wanted = match category {
                Some(id) if id == air => (Some(Scope::Category(air)), vec![(air, "Pumput / Ilma-vesi".to_owned())]),
                Some(_) => (Some(Scope::Category(pumps)), vec![(pumps, "Pumput".to_owned())]),
                None => (Some(Scope::All), vec![]),
            };
            assert_eq!((scope, answer.categories), wanted);
        }
        assert_eq!(costs, [figure("95"), figure("90"), figure("99")]);
        let view = prices::read(&maija, &app.cx, list).await.unwrap();
        assert_eq!(view.fields.rules[1].category, Some(pumps), "it comes back as it was typed");
        let strange = RuleFields { category: Some(CategoryId(uuid::Uuid::now_v7())), ..view.fields.rules[0].clone() };
        let fields = PriceListFields { name: "Muu".into(), rules: vec![strange], ..view.fields };
        let refused = refused_at(prices::create(&maija, &app.cx, CreatePriceList { key: key(), fields }).await);
        assert_eq!(refused, [("rules.0.category".to_owned(), Refusal::NotThere)]);
    });
}

#[test]
fn the_facts_of_a_product_are_kept_and_what_is_wrong_with_them_is_said() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let pump = house.product(&maija, "Havu 16", "100").await.unwrap();
        let tank = house.product(&maija, "Puskurivaraaja", "50").await.unwrap();
        let facts = ProductFacts {
            category: None,
            weight: figure("184.5"),
            volume: figure("1.25"),
            lead_days: 12,
            texts: vec![ProductText { language: Lang::Sv, name: "Havu pump".into(), description: "Tre delar".into() }],
            optional: vec![tank],
            accessories: vec![],
            tags: vec!["Painava".into(), "ulkokäyttö".into()],
            attributes: vec![],
            combo: vec![],
        };
        let wanted = facts.clone();
        assert_eq!(with_facts(&house, &maija, pump, |typed| *typed = wanted).await.unwrap(), 2);
        let view = products::read(&maija, &app.cx, pump).await.unwrap();
        assert_eq!(view.fields.facts, facts);
        assert_eq!(view.beside[0].name, "Puskurivaraaja");
        assert_eq!(with_facts(&house, &maija, pump, |_| ()).await.unwrap(), 2, "nothing differs, nothing is written");
        let found = products::suggest(&maija, &app.cx, "havu pump".into()).await.unwrap();
        assert_eq!(found.len(), 1, "it is found by its Swedish name");

        let wrong = with_facts(&house, &maija, pump, |typed| {
            typed.weight = figure("-1");
            typed.lead_days = 4_000;
            typed.texts[0].name = "x".repeat(400);
            typed.optional = vec![pump];
            typed.tags = vec!["x".repeat(60)];
            typed.accessories = vec![ProductId(uuid::Uuid::now_v7())];
        });
        let fields: Vec<String> = refused_at(wrong.await).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["weight", "lead_days", "name_sv", "optional", "accessories", "tags"]);
    });
}

#[test]
fn a_search_offers_the_lists_price_and_the_documents_language_at_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let pump = house.product(&maija, "Lämpöpumppu", "100").await.unwrap();
        let tank = house.product(&maija, "Puskurivaraaja", "50").await.unwrap();
        let foot = house.product(&maija, "Jalusta", "10").await.unwrap();
        with_facts(&house, &maija, pump, |facts| {
            let text = ProductText { language: Lang::Sv, name: "Värmepump".into(), description: String::new() };
            facts.texts = vec![text];
            facts.optional = vec![tank];
            facts.accessories = vec![foot];
        })
        .await
        .unwrap();
        let list = list_off(&app.cx, &maija, &[(None, "10")]).await;
        let quote = house.draft(&anna, vec![]).await;
        let ask = |list, language, text: &str, beside| OfferProducts {
            quote,
            list,
            language,
            quantity: figure("1"),
            text: text.into(),
            beside,
            chosen: None,
            shelf: None,
        };
        let first = |found: Vec<Offered>| found.into_iter().next().unwrap();
        let found = first(quotes::offer(&anna, &app.cx, ask(Some(list), Lang::Sv, "pumppu", None)).await.unwrap());
        assert_eq!((found.product.name.as_str(), found.product.unit.as_str()), ("Värmepump", "st"));
        assert_eq!((found.unit_price, found.discount, found.net), (figure("100"), figure("10"), figure("90")));
        assert_eq!(found.product.cost, None, "sellers learn no cost");
        let public = first(quotes::offer(&anna, &app.cx, ask(None, Lang::Fi, "pumppu", None)).await.unwrap());
        assert_eq!((public.product.name.as_str(), public.net), ("Lämpöpumppu", figure("100")));

        let beside = quotes::offer(&anna, &app.cx, ask(Some(list), Lang::Fi, "", Some(pump))).await.unwrap();
        let beside: Vec<_> = beside.into_iter().map(|one| (one.product.name, one.net, one.accessory)).collect();
        let wanted = [("Jalusta", "9", true), ("Puskurivaraaja", "45", false)];
        assert_eq!(beside, wanted.map(|(name, net, accessory)| (name.to_owned(), figure(net), accessory)));
    });
}
