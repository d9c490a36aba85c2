//! What things cost and what is earned: told to managers, and to sellers only where the company says so.
use domain::{
    actors::Role,
    ids::{ProductId, QuoteId},
    quotes::line::{LineInput, ProductLineInput},
};
use testkit::{House, house::figure, key, on_both};
use usecases::{
    Staff,
    account::{admit_staff, link, link::Purpose, open_one_time_link},
    actors::Agent,
    products, quotes, settings,
};
use wire::{
    prices::{PriceAsk, PriceLines},
    products::{CreateProduct, ProductFields, ProductKind},
    settings::EditCompany,
};

async fn bought(house: &House, by: &Staff, price: &str, cost: &str) -> ProductId {
    let fields = ProductFields {
        code: String::new(),
        name: "Pumppu".into(),
        description: String::new(),
        kind: ProductKind::Goods,
        unit: "kpl".into(),
        unit_price: figure(price),
        cost: figure(cost),
        tax: house.tax,
        active: true,
        facts: wire::products::ProductFacts::default(),
    };
    products::create(by, &house.cx, CreateProduct { key: key(), fields }).await.unwrap()
}

/// The same person through the gate once more.
async fn again(house: &House, who: &Staff) -> Staff {
    let token = link::make(&house.cx, house.id, who.user(), Purpose::Invite).await.unwrap();
    let signed_in = open_one_time_link(&house.cx, &token, Agent::default()).await.unwrap();
    admit_staff(&house.cx, &signed_in.token).await.unwrap()
}

/// Whether any answer of the editor tells a cost.
async fn told(house: &House, by: &Staff, quote: QuoteId, product: ProductId) -> [bool; 4] {
    let view = quotes::read(by, &house.cx, quote).await.unwrap();
    let line = view.lines.iter().find_map(|line| match line {
        LineInput::Product(line) if line.product.is_some() => Some(line.id),
        _ => None,
    });
    let offered = products::suggest(by, &house.cx, "pum".into()).await.unwrap();
    let form = products::read(by, &house.cx, product).await.unwrap();
    let ask = PriceAsk {
        unit: String::new(),
        choices: Vec::new(),
        id: line.unwrap(),
        product,
        quantity: figure("1"),
        unit_price: figure("100"),
        discount: figure("0"),
    };
    let asked = PriceLines { quote, list: None, lines: vec![ask] };
    let priced = quotes::price_lines(by, &house.cx, asked).await.unwrap();
    let costs = view.costs.is_some_and(|costs| costs == [(line.unwrap(), figure("61.5"))]);
    let why = serde_json::to_string(&priced).unwrap().contains("61.5");
    [costs, offered[0].cost.is_some(), form.fields.cost == figure("61.5"), why]
}

#[test]
fn whoever_may_not_see_costs_is_told_none() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let boss = house.person("Pekka", Role::Administrator, None).await;
        let product = bought(&house, &maija, "100", "61.5").await;
        let line = ProductLineInput { product: Some(product), ..house.priced("Pumppu", "2", "100") };
        let quote = house.draft(&anna, vec![LineInput::Product(line), house.line("Työ", "1", "50")]).await;

        assert_eq!(told(&house, &anna, quote, product).await, [false; 4]);
        let seen = [true, true, true, false];
        assert_eq!(told(&house, &maija, quote, product).await, seen);
        assert_eq!(told(&house, &boss, quote, product).await, seen);

        let view = settings::read(&boss, &house.cx).await.unwrap();
        let mut fields = view.company;
        fields.sellers_see_margin = true;
        settings::edit_company(&boss, &house.cx, EditCompany { version: view.version, fields }).await.unwrap();
        let anna = again(&house, &anna).await;
        assert_eq!(told(&house, &anna, quote, product).await, seen, "the company shows them to its sellers");

        // The cost of a line is what the product cost when it came onto it.
        let form = products::read(&maija, &house.cx, product).await.unwrap();
        let fields = ProductFields { cost: figure("80"), ..form.fields };
        let edit = wire::products::EditProduct { id: product, version: form.version, fields };
        products::edit(&maija, &house.cx, edit).await.unwrap();
        house.edit(&anna, quote, |command| command.fields.title = "Toinen".into()).await.unwrap();
        let costs = house.read(&anna, quote).await.costs.unwrap();
        assert_eq!(costs.iter().map(|(_, cost)| *cost).collect::<Vec<_>>(), [figure("61.5")]);
    });
}
