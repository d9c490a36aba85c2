//! Currencies: who takes one in, lists in it and for countries, a quotation that changes to it with everything on it.
use chrono::NaiveDate;
use domain::{
    ids::{AttributeId, CurrencyId, LineId, PriceListId, ProductId, ValueId},
    money::Currency,
    pricing::{
        variants::{Attribute, Creates, Value},
        why::Adds,
    },
    quotes::line::{LineInput, ProductLineInput},
    refusal::Refusal,
};
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Cx, Denied, Staff, currencies, parties, prices, quotes};
use uuid::Uuid;
use wire::{
    currencies::{ChangeCurrency, CurrencyFields, RateFields, SaveCurrency, SavedCurrency},
    parties::EditParty,
    prices::{ArrangePriceLists, CreatePriceList, PriceAsk, PriceLines, PriceListFields, RuleFields, RulePrice},
    products::{EditProduct, EditVariant},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rate(from: &str, per_base: &str) -> RateFields {
    RateFields { from: day(from), per_base: figure(per_base) }
}

async fn keep(
    cx: &Cx,
    by: &Staff,
    known: Option<(CurrencyId, i64)>,
    (code, rates): (&str, Vec<RateFields>),
) -> Result<SavedCurrency, Denied> {
    let fields = CurrencyFields { code: code.into(), active: true, rates };
    let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
    currencies::save(by, cx, SaveCurrency { key: key(), id, version, fields }).await
}

fn fixed(product: ProductId, price: &str) -> RuleFields {
    RuleFields {
        product: Some(product),
        variant: None,
        category: None,
        min_quantity: figure("0"),
        from: None,
        until: None,
        price: RulePrice::Fixed { price: figure(price) },
    }
}

async fn list(cx: &Cx, by: &Staff, fields: PriceListFields) -> Result<PriceListId, Denied> {
    prices::create(by, cx, CreatePriceList { key: key(), fields }).await
}

fn named(name: &str, currency: Option<&str>, countries: &str, rules: Vec<RuleFields>) -> PriceListFields {
    let currency = currency.map(|code| Currency::parse(code).unwrap());
    PriceListFields { name: name.into(), active: true, for_all: false, currency, countries: countries.into(), rules }
}

/// Nets of the product lines, in order.
async fn nets(house: &House, by: &Staff, quote: domain::ids::QuoteId) -> Vec<String> {
    let view = house.read(by, quote).await;
    let prices = view.lines.iter().filter_map(|line| match line {
        LineInput::Product(line) => Some(line.unit_price.normalize().to_string()),
        _ => None,
    });
    prices.collect()
}

#[test]
fn a_rate_is_above_nothing_of_one_day_each_and_known_to_whoever_saves() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let denied = keep(&app.cx, &anna, None, ("SEK", vec![rate("2026-01-01", "11")])).await;
        assert!(matches!(denied, Err(Denied::NotAllowed)));
        for (code, why) in [("EUR", Refusal::AlreadyTaken), ("kr", Refusal::NotAChoice), ("", Refusal::NotAChoice)] {
            let refused = refused_at(keep(&app.cx, &maija, None, (code, vec![rate("2026-01-01", "1")])).await);
            assert_eq!(refused, [("code".to_owned(), why)]);
        }
        assert_eq!(
            refused_at(keep(&app.cx, &maija, None, ("SEK", vec![])).await),
            [("rates".to_owned(), Refusal::Required)]
        );
        let twice = vec![rate("2026-01-01", "0"), rate("2026-01-01", "11.1234567")];
        let refused = refused_at(keep(&app.cx, &maija, None, ("SEK", twice)).await);
        let fields: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["rates.0.per_base", "rates.1.from", "rates.1.per_base"]);

        let saved = keep(&app.cx, &maija, None, ("sek", vec![rate("2026-01-01", "11.25")])).await.unwrap();
        assert_eq!(
            refused_at(keep(&app.cx, &maija, None, ("SEK", vec![rate("2026-01-01", "11")])).await),
            [("code".to_owned(), Refusal::AlreadyTaken)]
        );
        let known = Some((saved.id, saved.version));
        let rates = vec![rate("2026-01-01", "11.25"), rate("2026-06-01", "11.5")];
        let again = keep(&app.cx, &maija, known, ("SEK", rates.clone())).await.unwrap();
        assert_eq!(again.version, 2);
        let stale = keep(&app.cx, &maija, known, ("SEK", vec![rate("2026-01-01", "1")])).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 2 })));
        let unchanged = keep(&app.cx, &maija, Some((saved.id, 2)), ("SEK", rates)).await.unwrap();
        assert_eq!(unchanged.version, 2, "what does not change writes nothing");
        let rows = currencies::read(&maija, &app.cx).await.unwrap().rows;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].fields.rates.first().map(|rate| rate.from), Some(day("2026-06-01")), "the latest first");
        let other = app.house("Toinen Oy").await;
        let ola = other.manager("Ola").await;
        assert!(matches!(
            keep(&app.cx, &ola, Some((saved.id, 2)), ("SEK", vec![rate("2026-01-01", "1")])).await,
            Err(Denied::NotFound)
        ));
    });
}

#[test]
fn customers_get_the_first_list_of_their_country_in_its_currency() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        assert_eq!(
            refused_at(list(&app.cx, &maija, named("Sverige", Some("SEK"), "SE", vec![])).await),
            [("currency".to_owned(), Refusal::NotAChoice)],
            "a list needs rates"
        );
        keep(&app.cx, &maija, None, ("SEK", vec![rate("2020-01-01", "11.25")])).await.unwrap();
        assert_eq!(
            refused_at(list(&app.cx, &maija, named("Sverige", None, "Sweden", vec![])).await),
            [("countries".to_owned(), Refusal::NotAChoice)]
        );
        let pump = house.product(&maija, "Pumppu", "100").await.unwrap();
        let union = list(&app.cx, &maija, named("Union", None, "EU", vec![])).await.unwrap();
        let sweden =
            list(&app.cx, &maija, named("Sverige", Some("SEK"), "se", vec![fixed(pump, "990")])).await.unwrap();
        let party = house.party(&maija, "Sundsvall AB").await;
        let mut view = parties::read(&maija, &app.cx, party).await.unwrap();
        view.fields.billing.country = "SE".into();
        let edit = EditParty { id: party, version: view.version, fields: view.fields };
        parties::edit(&maija, &app.cx, edit).await.unwrap();
        let drafted = async || house.read(&maija, house.draft_for(&maija, party, vec![]).await).await;
        assert_eq!(drafted().await.fields.price_list, Some(union), "the first of two that fit");
        let order = vec![sweden, union];
        prices::arrange(&maija, &app.cx, ArrangePriceLists { key: key(), order: order.clone() }).await.unwrap();
        let view = drafted().await;
        assert_eq!((view.fields.price_list, view.currency.code()), (Some(sweden), "SEK"));
        assert_eq!(view.rate.map(|rate| rate.per_base), Some(figure("11.25")));
        let short = ArrangePriceLists { key: key(), order: vec![sweden] };
        assert_eq!(
            refused_at(prices::arrange(&maija, &app.cx, short).await),
            [("order".to_owned(), Refusal::NotAChoice)]
        );
        let at_home = house.party(&maija, "Meriläinen Oy").await;
        let home = house.read(&maija, house.draft_for(&maija, at_home, vec![]).await).await;
        assert_eq!((home.fields.price_list, home.currency.code()), (Some(union), "EUR"), "Finland is in the Union");
    });
}

#[test]
fn a_quotation_changes_its_currency_with_prices_costs_and_what_was_set_by_hand() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let sek = keep(&app.cx, &maija, None, ("SEK", vec![rate("2020-01-01", "10")])).await.unwrap();
        let (pump, valve) = (
            house.product(&maija, "Pumppu", "100").await.unwrap(),
            house.product(&maija, "Venttiili", "12.34").await.unwrap(),
        );
        let mut product = usecases::products::read(&maija, &app.cx, pump).await.unwrap();
        product.fields.cost = figure("60");
        let edit = EditProduct { id: pump, version: product.version, fields: product.fields };
        usecases::products::edit(&maija, &app.cx, edit).await.unwrap();
        let sweden = list(&app.cx, &maija, named("Sverige", Some("SEK"), "", vec![fixed(pump, "990")])).await.unwrap();
        let line = |name: &str, product, price: &str, by_hand| {
            LineInput::Product(ProductLineInput { product, price_by_hand: by_hand, ..house.priced(name, "1", price) })
        };
        let lines = vec![
            line("Pumppu", Some(pump), "100", false),
            line("Venttiili", Some(valve), "12.34", false),
            line("Työ", None, "55.5", true),
        ];
        let quote = house.draft(&maija, lines).await;
        let before = house.read(&maija, quote).await;
        let refused = refused_at(house.edit(&maija, quote, |save| save.fields.price_list = Some(sweden)).await);
        assert_eq!(refused, [("price_list".to_owned(), Refusal::NotAChoice)], "never a list alone");

        let command = ChangeCurrency { key: key(), id: quote, version: before.version, list: Some(sweden) };
        let asked = quotes::ask_currency(&maija, &app.cx, command).await.unwrap();
        assert_eq!((asked.priced, asked.converted), (2, 1));
        assert_eq!(house.read(&maija, quote).await.version, before.version, "asking changes nothing");
        let changed = quotes::change_currency(&maija, &app.cx, command).await.unwrap();
        assert_eq!(changed.after, asked.after);
        assert_eq!(nets(&house, &maija, quote).await, ["990", "123.4", "555"]);
        let after = house.read(&maija, quote).await;
        assert_eq!((after.currency.code(), after.totals.net), ("SEK", figure("1668.4")));
        assert_eq!(after.costs.unwrap()[0].1, figure("600"), "what it cost is in kronor too");
        let again = quotes::change_currency(&maija, &app.cx, command).await.unwrap();
        assert_eq!(again, changed, "a retry gets the first answer");

        // A new line is priced and costed in kronor; the rate of the first day stays when the company's moves.
        let rates = vec![rate("2020-01-01", "10"), rate("2020-06-01", "20")];
        keep(&app.cx, &maija, Some((sek.id, sek.version)), ("SEK", rates)).await.unwrap();
        house.edit(&maija, quote, |save| save.lines.push(line("Pumppu 2", Some(pump), "990", false))).await.unwrap();
        let view = house.read(&maija, quote).await;
        assert_eq!(view.costs.unwrap()[1].1, figure("600"));
        assert_eq!(view.rate.map(|rate| rate.per_base), Some(figure("10")));

        // Back again: prices from the products, what was set by hand as it was.
        let back = ChangeCurrency { key: key(), id: quote, version: view.version, list: None };
        let stale = ChangeCurrency { key: key(), version: 1, ..back };
        assert!(matches!(quotes::change_currency(&maija, &app.cx, stale).await, Err(Denied::Stale { .. })));
        quotes::change_currency(&maija, &app.cx, back).await.unwrap();
        assert_eq!(nets(&house, &maija, quote).await, ["100", "12.34", "55.5", "100"]);
        assert_eq!(house.read(&maija, quote).await.rate, None);
    });
}

#[test]
fn what_a_value_adds_is_brought_over_at_the_rate_of_the_quotation_and_says_where_it_does_not_count() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let sek = keep(&app.cx, &maija, None, ("SEK", vec![rate("2020-01-01", "10")])).await.unwrap();
        let coat = house.product(&maija, "Takki", "100").await.unwrap();
        let value = |name: &str, extra| Value {
            id: ValueId(Uuid::now_v7()),
            name: name.into(),
            extra: figure(extra),
            words: Default::default(),
        };
        let values = vec![value("M", "0"), value("XL", "8")];
        let (small, large) = (values[0].id, values[1].id);
        let size = Attribute { id: AttributeId(Uuid::now_v7()), name: "Koko".into(), creates: Creates::Always, values };
        let mut product = usecases::products::read(&maija, &app.cx, coat).await.unwrap();
        product.fields.facts.attributes = vec![size];
        let edit = EditProduct { id: coat, version: product.version, fields: product.fields };
        usecases::products::edit(&maija, &app.cx, edit).await.unwrap();
        let sweden = list(&app.cx, &maija, named("Sverige", Some("SEK"), "", vec![])).await.unwrap();
        let fixed_list = list(&app.cx, &maija, named("Fast", Some("SEK"), "", vec![fixed(coat, "990")])).await.unwrap();
        let quote = house.draft(&maija, vec![]).await;
        let version = house.read(&maija, quote).await.version;
        let command = ChangeCurrency { key: key(), id: quote, version, list: Some(sweden) };
        quotes::change_currency(&maija, &app.cx, command).await.unwrap();
        // The company's rate moves on; the quotation keeps its own.
        let rates = vec![rate("2020-01-01", "10"), rate("2020-06-01", "20")];
        keep(&app.cx, &maija, Some((sek.id, sek.version)), ("SEK", rates)).await.unwrap();
        let kept = house.read(&maija, quote).await.rate.unwrap();

        let price = async |list, choice| {
            let ask = PriceAsk {
                id: LineId(Uuid::now_v7()),
                product: coat,
                quantity: figure("1"),
                unit: String::new(),
                choices: vec![choice],
                unit_price: figure("0"),
                discount: figure("0"),
            };
            let lines = PriceLines { quote, list: Some(list), lines: vec![ask] };
            quotes::price_lines(&maija, &app.cx, lines).await.unwrap().lines.remove(0)
        };
        let (plain, dear) = (price(sweden, small).await, price(sweden, large).await);
        assert_eq!(dear.net - plain.net, kept.converted(figure("8")).unwrap());
        assert_eq!(dear.why.adds(true, figure("8")), Adds::Yes);
        assert_eq!(price(fixed_list, large).await.why.adds(true, figure("8")), Adds::Ruled);

        let variants = usecases::products::read(&maija, &app.cx, coat).await.unwrap().variants;
        let row = variants.iter().find(|row| row.name == "XL").unwrap();
        let own = EditVariant {
            id: row.id,
            version: row.version,
            code: row.code.clone(),
            unit_price: Some(figure("150")),
            cost: row.cost,
            active: row.active,
        };
        usecases::products::edit_variant(&maija, &app.cx, own).await.unwrap();
        let dear = price(sweden, large).await;
        assert_eq!((dear.net, dear.why.adds(true, figure("8"))), (figure("1500"), Adds::OwnPrice));
    });
}
