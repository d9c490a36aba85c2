//! Price lists: who may change them, what may stand in a rule, whom they are for, what they make of a line and why.
use domain::{
    ids::{LineId, PartyId, PriceListId, ProductId, QuoteId},
    pricing::{PriceBase, why::WhyStep},
    quotes::line::LineInput,
    refusal::Refusal,
};
use testkit::{house::figure, key, on_both, refused_at};
use usecases::{Cx, Denied, Staff, parties, prices, quotes};
use wire::{
    parties::EditParty,
    prices::{
        CreatePriceList, EditPriceList, LinePrices, PriceAsk, PriceLines, PriceListFields, RuleFields, RulePrice,
    },
};

fn rule(product: Option<ProductId>, from: &str, price: RulePrice) -> RuleFields {
    RuleFields { product, variant: None, category: None, min_quantity: figure(from), from: None, until: None, price }
}

fn off(percent: &str, base: PriceBase) -> RulePrice {
    RulePrice::Percentage { percent: figure(percent), base }
}

fn list(name: &str, rules: Vec<RuleFields>) -> PriceListFields {
    PriceListFields { name: name.into(), active: true, for_all: false, currency: None, countries: String::new(), rules }
}

async fn made(cx: &Cx, by: &Staff, fields: PriceListFields) -> Result<PriceListId, Denied> {
    prices::create(by, cx, CreatePriceList { key: key(), fields }).await
}

async fn give(cx: &Cx, by: &Staff, party: PartyId, list: Option<PriceListId>) -> Result<i64, Denied> {
    let mut view = parties::read(by, cx, party).await?;
    view.fields.price_list = list;
    parties::edit(by, cx, EditParty { id: party, version: view.version, fields: view.fields }).await
}

async fn ask(
    cx: &Cx,
    by: &Staff,
    (quote, list): (QuoteId, Option<PriceListId>),
    (product, quantity): (ProductId, &str),
) -> Result<LinePrices, Denied> {
    let id = LineId(uuid::Uuid::now_v7());
    let (unit_price, discount) = (figure("100"), figure("0"));
    let lines = vec![PriceAsk {
        id,
        product,
        quantity: figure(quantity),
        unit: String::new(),
        choices: vec![],
        unit_price,
        discount,
    }];
    quotes::price_lines(by, cx, PriceLines { quote, list, lines }).await
}

#[test]
fn managers_make_lists_and_two_who_save_one_find_out() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let product = house.product(&maija, "Pumppu", "100").await.unwrap();
        let fields = list("B2B", vec![rule(Some(product), "3", RulePrice::Fixed { price: figure("90.5") })]);
        let command = CreatePriceList { key: key(), fields: fields.clone() };
        assert!(matches!(prices::create(&anna, &app.cx, command.clone()).await, Err(Denied::NotAllowed)));
        let id = prices::create(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(prices::create(&maija, &app.cx, command).await.unwrap(), id, "a retry makes no second one");
        let taken = refused_at(made(&app.cx, &maija, fields.clone()).await);
        assert_eq!(taken, [("name".to_owned(), Refusal::AlreadyTaken)]);
        let view = prices::read(&maija, &app.cx, id).await.unwrap();
        assert_eq!(view.fields, fields, "it comes back as it was typed");
        assert_eq!(view.products, [(product, "Pumppu".to_owned())]);
        assert!(matches!(prices::read(&anna, &app.cx, id).await, Err(Denied::NotAllowed)));

        let same = EditPriceList { id, version: 1, fields: fields.clone() };
        assert_eq!(prices::edit(&maija, &app.cx, same).await.unwrap(), 1, "nothing differs, nothing is written");
        let edit =
            EditPriceList { id, version: 1, fields: list("B2B", vec![rule(None, "0", off("8", PriceBase::Cost))]) };
        assert!(matches!(prices::edit(&anna, &app.cx, edit.clone()).await, Err(Denied::NotAllowed)));
        assert_eq!(prices::edit(&maija, &app.cx, edit.clone()).await.unwrap(), 2);
        assert!(matches!(prices::edit(&maija, &app.cx, edit).await, Err(Denied::Stale { current: 2 })));
        let rows = prices::list(&maija, &app.cx).await.unwrap();
        assert_eq!((rows.len(), rows[0].rules, rows[0].customers), (1, 1, 0));
    });
}

#[test]
fn what_is_wrong_with_a_rule_stands_at_its_field() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (maija, ola) = (house.manager("Maija").await, other.manager("Ola").await);
        let strange = other.product(&ola, "Vieras", "1").await.unwrap();
        let theirs = made(&app.cx, &ola, list("Deras", vec![])).await.unwrap();
        let formula = |round_to: &str, min: &str, max: &str| RulePrice::Formula {
            base: PriceBase::ListPrice,
            discount: figure("5"),
            round_to: Some(figure(round_to)),
            surcharge: figure("0"),
            min_margin: Some(figure(min)),
            max_margin: Some(figure(max)),
        };
        let period = RuleFields {
            from: Some("2026-02-01".parse().unwrap()),
            until: Some("2026-01-31".parse().unwrap()),
            ..rule(None, "0", off("5", PriceBase::ListPrice))
        };
        let most = Refusal::TooLarge { most: figure("100") };
        for (wrong, field, refusal) in [
            (rule(None, "0", off("101", PriceBase::ListPrice)), "percent", most),
            (
                rule(None, "-1", off("1", PriceBase::ListPrice)),
                "min_quantity",
                Refusal::TooSmall { least: figure("0.0001") },
            ),
            (
                rule(None, "0", RulePrice::Fixed { price: figure("-1") }),
                "price",
                Refusal::TooSmall { least: figure("0") },
            ),
            (rule(None, "0", formula("0", "1", "2")), "round_to", Refusal::TooSmall { least: figure("0.01") }),
            (rule(None, "0", formula("1", "2", "1")), "max_margin", Refusal::LeastAboveMost),
            (rule(Some(strange), "0", off("1", PriceBase::ListPrice)), "product", Refusal::NotThere),
            (rule(None, "0", off("1", PriceBase::List(theirs))), "base", Refusal::NotAChoice),
            (period, "until", Refusal::EndsBeforeStart),
        ] {
            let good = rule(None, "0", off("1", PriceBase::ListPrice));
            let refused = refused_at(made(&app.cx, &maija, list("B2B", vec![good, wrong])).await);
            assert_eq!(refused, [(format!("rules.1.{field}"), refusal)]);
        }
        let empty = refused_at(made(&app.cx, &maija, list(" ", vec![])).await);
        assert_eq!(empty, [("name".to_owned(), Refusal::Required)]);
    });
}

#[test]
fn no_list_is_based_on_itself_not_even_through_another() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let on = |id| list("A", vec![rule(None, "0", off("1", PriceBase::List(id)))]);
        let base = made(&app.cx, &maija, list("Base", vec![])).await.unwrap();
        let a = made(&app.cx, &maija, on(base)).await.unwrap();
        for (id, fields) in [(a, on(a)), (base, PriceListFields { name: "Base".into(), ..on(a) })] {
            let refused = refused_at(prices::edit(&maija, &app.cx, EditPriceList { id, version: 1, fields }).await);
            assert_eq!(refused, [("rules.0.base".to_owned(), Refusal::BasedOnItself)]);
        }
    });
}

#[test]
fn a_line_is_priced_by_quantity_with_its_account() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let product = house.product(&maija, "Pumppu", "100").await.unwrap();
        let free = house.product(&maija, "Letku", "7").await.unwrap();
        let rules = vec![
            rule(Some(product), "0", off("8", PriceBase::ListPrice)),
            rule(Some(product), "3", RulePrice::Fixed { price: figure("90.5") }),
        ];
        let id = made(&app.cx, &maija, list("B2B", rules)).await.unwrap();
        let quote = house.draft(&anna, vec![]).await;
        let one = ask(&app.cx, &anna, (quote, Some(id)), (product, "1")).await.unwrap();
        let line = &one.lines[0];
        assert_eq!((line.unit_price, line.discount, line.net), (figure("100"), figure("8"), figure("92")));
        assert!(line.differs);
        assert_eq!(one.lists[0].name, "B2B");
        assert!(line.why.0.iter().any(|step| matches!(step, WhyStep::Rule { list, .. } if *list == id)));
        let three = ask(&app.cx, &anna, (quote, Some(id)), (product, "3")).await.unwrap();
        assert_eq!((three.lines[0].unit_price, three.lines[0].discount), (figure("90.5"), figure("0")));
        let other = ask(&app.cx, &anna, (quote, Some(id)), (free, "1")).await.unwrap();
        assert_eq!(other.lines[0].unit_price, figure("7"));
        let public = ask(&app.cx, &anna, (quote, None), (product, "3")).await.unwrap();
        assert_eq!((public.lines[0].unit_price, public.lines[0].differs), (figure("100"), false));
    });
}

#[test]
fn sellers_learn_no_cost_from_the_account() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let product = house.product(&maija, "Pumppu", "100").await.unwrap();
        let rules = vec![rule(None, "0", off("-50", PriceBase::Cost))];
        let id = made(&app.cx, &maija, list("Cost plus", rules)).await.unwrap();
        let quote = house.draft(&anna, vec![]).await;
        let costs = |answer: &LinePrices| answer.lines[0].why.0.iter().any(|s| matches!(s, WhyStep::Cost { .. }));
        let seen = ask(&app.cx, &maija, (quote, Some(id)), (product, "1")).await.unwrap();
        assert!(costs(&seen));
        let hidden = ask(&app.cx, &anna, (quote, Some(id)), (product, "1")).await.unwrap();
        assert!(!costs(&hidden));
        assert_eq!(hidden.lines[0].unit_price, seen.lines[0].unit_price);
    });
}

#[test]
fn a_new_quotation_takes_the_customers_list_else_the_one_for_all() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let party = house.party(&anna, "Meriläinen Oy").await;
        let own = made(&app.cx, &maija, list("B2B", vec![])).await.unwrap();
        let chosen = async || {
            let quote = house.draft_for(&anna, party, vec![]).await;
            house.read(&anna, quote).await.fields.price_list
        };
        assert_eq!(chosen().await, None, "a list that is nobody's is not everybody's");
        let usual = made(
            &app.cx,
            &maija,
            PriceListFields { for_all: true, currency: None, countries: String::new(), ..list("Usual", vec![]) },
        )
        .await
        .unwrap();
        assert_eq!(chosen().await, Some(usual));
        give(&app.cx, &anna, party, Some(own)).await.unwrap();
        assert_eq!(chosen().await, Some(own));
        let retired = PriceListFields { active: false, ..list("B2B", vec![]) };
        prices::edit(&maija, &app.cx, EditPriceList { id: own, version: 1, fields: retired }).await.unwrap();
        assert_eq!(chosen().await, Some(usual), "one that is retired is chosen for nobody");
    });
}

#[test]
fn another_companys_list_is_not_there() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (maija, ola) = (house.manager("Maija").await, other.manager("Ola").await);
        let theirs = made(&app.cx, &ola, list("Deras", vec![])).await.unwrap();
        assert!(matches!(prices::read(&maija, &app.cx, theirs).await, Err(Denied::NotFound)));
        let edit = EditPriceList { id: theirs, version: 1, fields: list("Mine", vec![]) };
        assert!(matches!(prices::edit(&maija, &app.cx, edit).await, Err(Denied::NotFound)));
        assert!(prices::list(&maija, &app.cx).await.unwrap().is_empty());
        let party = house.party(&maija, "Meriläinen Oy").await;
        let refused = refused_at(give(&app.cx, &maija, party, Some(theirs)).await);
        assert_eq!(refused, [("price_list".to_owned(), Refusal::NotAChoice)]);
        let quote = house.draft_for(&maija, party, vec![]).await;
        let refused = refused_at(house.edit(&maija, quote, |save| save.fields.price_list = Some(theirs)).await);
        assert_eq!(refused, [("price_list".to_owned(), Refusal::NotAChoice)]);
        let product = house.product(&maija, "Pumppu", "100").await.unwrap();
        let refused = refused_at(ask(&app.cx, &maija, (quote, Some(theirs)), (product, "1")).await);
        assert_eq!(refused, [("list".to_owned(), Refusal::NotAChoice)]);
        let strange = other.draft(&ola, vec![]).await;
        let asked = ask(&app.cx, &maija, (strange, None), (product, "1")).await;
        assert!(matches!(asked, Err(Denied::NotFound)));
    });
}

#[test]
fn a_quotation_keeps_its_list_and_which_prices_were_set_by_hand() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let id =
            made(&app.cx, &maija, list("B2B", vec![rule(None, "0", off("8", PriceBase::ListPrice))])).await.unwrap();
        let product = house.product(&maija, "Pumppu", "100").await.unwrap();
        let line = |by_hand| {
            let line = house.priced("Pumppu", "2", "100");
            LineInput::Product(domain::quotes::line::ProductLineInput {
                product: Some(product),
                price_by_hand: by_hand,
                ..line
            })
        };
        let quote = house.draft(&maija, vec![line(true), line(false)]).await;
        let before = house.read(&maija, quote).await;
        let saved = house.edit(&maija, quote, |save| save.fields.price_list = Some(id)).await.unwrap();
        let view = house.read(&maija, quote).await;
        assert_eq!((view.version, view.fields.price_list), (saved.version, Some(id)));
        assert_eq!(view.lines, before.lines, "another list alone changes no price");
        let marks: Vec<bool> =
            view.lines.iter().map(|line| matches!(line, LineInput::Product(line) if line.price_by_hand)).collect();
        assert_eq!(marks, [true, false]);
    });
}
