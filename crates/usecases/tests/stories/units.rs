//! Units of measure: who may change them, what no two may share, and what they make of a line.
use domain::{
    ids::{LineId, UnitId},
    lang::Lang,
    quotes::line::{LineInput, ProductLineInput},
    refusal::Refusal,
};
use testkit::{house::figure, key, on_both, refused_at};
use usecases::{Denied, prices, quotes, units};
use uuid::Uuid;
use wire::{
    prices::{CreatePriceList, PriceAsk, PriceLines, PriceListFields, RuleFields, RulePrice},
    units::{SaveUnit, UnitFields, UnitRow},
};

fn of<'a>(rows: &'a [UnitRow], symbol: &str) -> &'a UnitRow {
    rows.iter().find(|row| row.fields.symbol.fi == symbol).unwrap()
}

fn edit(row: &UnitRow, change: impl FnOnce(&mut UnitFields)) -> SaveUnit {
    let mut fields = row.fields.clone();
    change(&mut fields);
    SaveUnit { key: key(), id: Some(row.id), version: row.version, fields }
}

#[test]
fn a_company_begins_with_units_and_changes_them() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let rows = units::list(&maija, &app.cx).await.unwrap();
        let piece = of(&rows, "kpl");
        assert_eq!(of(&rows, "tus").fields.base, Some(piece.id));
        assert!(matches!(units::list(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        assert_eq!(units::choices(&anna, &app.cx).await.unwrap().len(), rows.len());

        let renamed = edit(piece, |fields| fields.symbol.fi = "kappaletta-".into());
        assert!(matches!(units::save(&anna, &app.cx, renamed.clone()).await, Err(Denied::NotAllowed)));
        let saved = units::save(&maija, &app.cx, renamed.clone()).await.unwrap();
        assert_eq!(saved.version, 2);
        assert_eq!(units::save(&maija, &app.cx, renamed.clone()).await.unwrap(), saved, "a retry saves once");
        let stale = SaveUnit { key: key(), ..renamed };
        assert!(matches!(units::save(&maija, &app.cx, stale).await, Err(Denied::Stale { current: 2 })));
        let known = units::choices(&anna, &app.cx).await.unwrap();
        let meant = domain::units::written::find(&known, "kpl").unwrap();
        assert_eq!(meant.unit.id, piece.id, "what was written before still means it");

        let ola = other.manager("Ola").await;
        let theirs = edit(of(&rows, "h"), |_| ());
        assert!(matches!(units::save(&ola, &app.cx, theirs).await, Err(Denied::NotFound)));
    });
}

#[test]
fn what_is_wrong_with_a_unit_stands_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let rows = units::list(&maija, &app.cx).await.unwrap();
        let (piece, dozen, hour) = (of(&rows, "kpl"), of(&rows, "tus"), of(&rows, "h"));
        let least = figure("0.000001");
        for (command, field, refusal) in [
            (edit(hour, |fields| fields.symbol.sv = "ST.".into()), "symbol_sv", Refusal::AlreadyTaken),
            (edit(hour, |fields| fields.also = "tunnit, pcs".into()), "also", Refusal::AlreadyTaken),
            (edit(piece, |fields| fields.base = Some(hour.id)), "base", Refusal::InUse),
            (edit(dozen, |fields| fields.base = Some(dozen.id)), "base", Refusal::NotAChoice),
            (edit(dozen, |fields| fields.base = Some(UnitId(Uuid::now_v7()))), "base", Refusal::NotAChoice),
            (edit(dozen, |fields| fields.ratio = figure("0")), "ratio", Refusal::TooSmall { least }),
            (edit(dozen, |fields| fields.rounding = figure("-1")), "rounding", Refusal::TooSmall { least }),
            (edit(dozen, |fields| fields.symbol = Default::default()), "symbol_fi", Refusal::Required),
        ] {
            assert_eq!(refused_at(units::save(&maija, &app.cx, command).await), [(field.to_owned(), refusal)]);
        }
    });
}

#[test]
fn a_line_in_another_unit_has_its_price_rule_and_cost() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let product = house.product(&maija, "Pultti", "10").await.unwrap();
        let mut view = usecases::products::read(&maija, &app.cx, product).await.unwrap();
        view.fields.cost = figure("4");
        let version = view.version;
        let command = wire::products::EditProduct { id: product, version, fields: view.fields };
        usecases::products::edit(&maija, &app.cx, command).await.unwrap();
        let rule = |from: &str, price: &str| RuleFields {
            product: Some(product),
            variant: None,
            category: None,
            min_quantity: figure(from),
            from: None,
            until: None,
            price: RulePrice::Fixed { price: figure(price) },
        };
        let fields = PriceListFields {
            name: "B2B".into(),
            active: true,
            for_all: false,
            currency: None,
            countries: String::new(),
            rules: vec![rule("0", "9"), rule("24", "8")],
        };
        let list = prices::create(&maija, &app.cx, CreatePriceList { key: key(), fields }).await.unwrap();
        let quote = house.draft(&maija, vec![]).await;
        let price = async |list, quantity: &str, unit: &str| {
            let ask = PriceAsk {
                id: LineId(Uuid::now_v7()),
                product,
                quantity: figure(quantity),
                unit: unit.into(),
                choices: Vec::new(),
                unit_price: figure("0"),
                discount: figure("0"),
            };
            let asked = PriceLines { quote, list, lines: vec![ask] };
            quotes::price_lines(&maija, &app.cx, asked).await.unwrap().lines[0].unit_price
        };
        assert_eq!(price(None, "1", "tus").await, figure("120"));
        assert_eq!(price(Some(list), "1", "doz").await, figure("108"), "a dozen is fewer than 24 pieces");
        assert_eq!(price(Some(list), "2", "tus").await, figure("96"), "two dozen are 24 pieces");
        assert_eq!(price(Some(list), "24", "").await, figure("8"));
        assert_eq!(price(Some(list), "2", "laatikko").await, figure("9"), "a word nobody knows is the product's own");

        let line = |unit: &str| {
            let line = house.priced("Pultti", "1", "120");
            LineInput::Product(ProductLineInput { product: Some(product), unit: unit.into(), ..line })
        };
        let quote = house.draft(&maija, vec![line("tus")]).await;
        let costs = async || app.texts("SELECT CAST(cost AS TEXT) FROM quote_lines WHERE cost > 0").await;
        assert_eq!(costs().await, ["48000000"], "what a dozen costs");
        let change = |save: &mut wire::quotes::SaveQuote| {
            if let LineInput::Product(line) = &mut save.lines[0] {
                line.unit = "kpl".into();
            }
        };
        house.edit(&maija, quote, change).await.unwrap();
        assert_eq!(costs().await, ["4000000"], "it follows the line's unit");
        let symbol = house.read(&maija, quote).await.units[0].symbol.of(Lang::Sv).to_owned();
        assert_eq!(symbol, "st");
    });
}
