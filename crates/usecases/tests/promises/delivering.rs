//! The delivery's price follows what the customer takes, by the rules as they were when the version was sent: on the page,
//! in what is signed and in the order.
use domain::{
    delivery::{Comparison, DeliveryRule, Limits, Measure, availability::Unavailable},
    ids::{DeliveryMethodId, LineId, ProductId},
    lang::Lang,
    quotes::{
        content::ContentLine,
        group::{Grouping, Offer, Shape},
        line::{LineInput, ProductLineInput},
        picks::{self, Picks},
        role::LineRole,
        template::Words,
    },
};
use rust_decimal::Decimal;
use testkit::{House, Sent, TestApp, acceptance, choose, figure, key, on_both, picks as ticked};
use usecases::{Staff, actors::Agent, delivery, orders, portal, products};
use wire::{
    delivery::{CreateMethod, EditMethod, MethodFields},
    portal::PortalPage,
    products::EditProduct,
};

/// Up to 100 kg for 50, above that 20 and 0.50 for each kilogram; ten percent on top, and never more than a ton.
fn freight(house: &House) -> MethodFields {
    let rule = |operator, base: &str, each: &str| DeliveryRule {
        variable: Measure::Weight,
        operator,
        value: figure("100"),
        base_price: figure(base),
        factor_price: figure(each),
        factor: Measure::Weight,
    };
    MethodFields {
        names: Words::one(Lang::Fi, "Rahti"),
        by_rules: true,
        rules: vec![rule(Comparison::AtMost, "50", "0"), rule(Comparison::Above, "20", "0.5")],
        margin: figure("10"),
        limits: Limits { max_weight: Some(figure("1000")), ..Limits::default() },
        ..MethodFields::empty(house.tax)
    }
}

async fn heavy(house: &House, by: &Staff, name: &str, kilograms: &str) -> ProductId {
    let product = house.product(by, name, "100").await.unwrap();
    let mut view = products::read(by, &house.cx, product).await.unwrap();
    view.fields.facts.weight = figure(kilograms);
    let edit = EditProduct { id: product, version: view.version, fields: view.fields };
    products::edit(by, &house.cx, edit).await.unwrap();
    product
}

/// A pump of 80 kg in any case; a tank of 120 kg (optional, not ticked), sacks of 10 kg (1 to 100, 2 of them).
struct Offered {
    lines: Vec<LineInput>,
    method: DeliveryMethodId,
    tank: ProductId,
}

async fn offered(house: &House, by: &Staff, price: &str, by_hand: bool) -> Offered {
    let pump = heavy(house, by, "Pumppu", "80").await;
    let tank = heavy(house, by, "Varaaja", "120").await;
    let sack = heavy(house, by, "Säkki", "10").await;
    let command = CreateMethod { key: key(), fields: freight(house) };
    let method = delivery::create(by, &house.cx, command).await.unwrap();
    let line = |product, name: &str, quantity: &str, offer| {
        LineInput::Product(ProductLineInput { product: Some(product), offer, ..house.priced(name, quantity, "100") })
    };
    let shape = Shape { grouping: Grouping::Optional, ..Shape::default() };
    let ranged = Offer { least: Some(figure("1")), most: Some(figure("100")), ..Offer::default() };
    let lines = vec![
        line(pump, "Pumppu", "1", Offer::default()),
        line(sack, "Säkki", "2", ranged),
        LineInput::Section { id: LineId(uuid::Uuid::now_v7()), title: "Lisät".into(), shape },
        line(tank, "Varaaja", "1", Offer { left_out: true, ..Offer::default() }),
        LineInput::Product(ProductLineInput {
            role: LineRole::Delivery { method },
            price_by_hand: by_hand,
            unit: String::new(),
            ..house.priced("Rahti", "1", price)
        }),
    ];
    Offered { lines, method, tank }
}

fn id(page: &PortalPage, name: &str) -> LineId {
    page.content.lines.iter().find(|line| line.text() == name).map(ContentLine::id).expect("the line")
}

fn carriage(page: &PortalPage) -> Decimal {
    let net = |line: &ContentLine| match line {
        ContentLine::Product { name, net, .. } if name == "Rahti" => Some(*net),
        _ => None,
    };
    page.content.lines.iter().find_map(net).expect("the delivery")
}

/// The boxes with the tank ticked or not, and so many sacks.
fn boxes(page: &PortalPage, tank: bool, sacks: &str) -> Picks {
    let mut picks = ticked(page);
    if tank {
        picks.0.insert(picks::take(id(page, "Varaaja")), "1".into());
    }
    picks.0.insert(picks::much(id(page, "Säkki")), sacks.into());
    picks
}

async fn chosen(app: &TestApp, sent: &Sent, tank: bool, sacks: &str) -> PortalPage {
    let page = sent.page(&app.cx).await;
    let visitor = sent.visitor(&app.cx).await;
    // Without scripts the form comes back added up; the same is kept and read again.
    let shown = portal::read_with(&visitor, &app.cx, None, None, Some(&boxes(&page, tank, sacks))).await.unwrap();
    portal::choose(&visitor, &app.cx, choose(&page, boxes(&page, tank, sacks))).await.unwrap();
    let kept = sent.page(&app.cx).await;
    assert_eq!(kept.content, shown.content);
    kept
}

#[test]
fn what_the_delivery_costs_follows_the_choice_and_is_ordered_to_the_cent() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.manager("Anna Salo").await;
        let Offered { lines, method, tank } = offered(&house, &anna, "55", false).await;
        let sent = house.sent(&anna, lines).await;
        let page = sent.page(&app.cx).await;
        assert_eq!((carriage(&page), page.delivery_kept), (figure("55"), None), "100 kg, as the seller saw it");

        // What becomes of the method and of the products later does not matter to what was sent.
        let dearer = MethodFields { margin: figure("300"), ..freight(&house) };
        let version = delivery::read(&anna, &app.cx, method).await.unwrap().version;
        delivery::edit(&anna, &app.cx, EditMethod { id: method, version, fields: dearer }).await.unwrap();
        let mut view = products::read(&anna, &app.cx, tank).await.unwrap();
        view.fields.facts.weight = figure("900");
        let edit = EditProduct { id: tank, version: view.version, fields: view.fields };
        products::edit(&anna, &app.cx, edit).await.unwrap();

        assert_eq!(carriage(&chosen(&app, &sent, false, "3").await), figure("82.5"), "110 kg");
        let page = chosen(&app, &sent, true, "3").await;
        assert_eq!(carriage(&page), figure("148.5"), "230 kg");
        assert_eq!(page.content.totals.net, figure("648.5"));
        let view = house.read(&anna, sent.quote).await;
        let seen = view.chosen.expect("the seller sees the choice");
        assert_eq!((&seen.totals, seen.delivery_kept), (&page.content.totals, None));

        let form = acceptance(&page, "Päivi");
        portal::accept(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let order = house.read(&anna, sent.quote).await.order.unwrap();
        let order = orders::read(&anna, &app.cx, order.id).await.unwrap();
        assert_eq!(order.content.totals, page.content.totals, "to the cent");
        let rows = app.texts("SELECT name FROM order_lines WHERE net = 148500000").await;
        assert_eq!(rows, ["Rahti"]);
        let done = sent.page(&app.cx).await;
        assert_eq!((carriage(&done), done.content.totals), (figure("148.5"), page.content.totals));
    });
}

#[test]
fn what_the_method_does_not_carry_keeps_the_price_and_both_sides_are_told_why() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.manager("Anna Salo").await;
        let Offered { lines, .. } = offered(&house, &anna, "55", false).await;
        let sent = house.sent(&anna, lines).await;
        let page = chosen(&app, &sent, false, "100").await;
        let why = Some(Unavailable::Weight { most: figure("1000") });
        assert_eq!((carriage(&page), page.delivery_kept), (figure("55"), why), "1,080 kg");
        assert_eq!(house.read(&anna, sent.quote).await.chosen.unwrap().delivery_kept, why);
        let page = chosen(&app, &sent, false, "92").await;
        assert_eq!((carriage(&page), page.delivery_kept), (figure("572"), None), "a ton");
    });
}

#[test]
fn a_price_that_the_seller_set_or_left_stays_whatever_is_chosen() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.manager("Anna Salo").await;
        for (price, by_hand) in [("55", true), ("40", true), ("40", false)] {
            let Offered { lines, .. } = offered(&house, &anna, price, by_hand).await;
            let sent = house.sent(&anna, lines).await;
            assert_eq!(sent.page(&app.cx).await.content.delivery, None, "{price} {by_hand}");
            let page = chosen(&app, &sent, true, "50").await;
            assert_eq!((carriage(&page), page.delivery_kept), (figure(price), None));
        }
    });
}

#[test]
fn a_line_in_another_unit_weighs_what_it_holds() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.manager("Anna Salo").await;
        let Offered { mut lines, .. } = offered(&house, &anna, "55", false).await;
        // One dozen of sacks and the pump: 200 kg.
        if let LineInput::Product(sacks) = &mut lines[1] {
            (sacks.quantity, sacks.unit) = (figure("1"), "tus".into());
        }
        if let Some(LineInput::Product(carried)) = lines.last_mut() {
            carried.unit_price = figure("132");
        }
        let sent = house.sent(&anna, lines).await;
        assert_eq!(carriage(&chosen(&app, &sent, false, "2").await), figure("198"), "two dozen: 320 kg");
    });
}
