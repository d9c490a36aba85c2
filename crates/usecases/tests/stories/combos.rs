//! Combos: kept with the product, put on a quotation as a whole, priced by the list, sent, chosen and ordered to the
//! cent; what is not whole is refused.
use domain::{
    combos::{Choice, Item},
    ids::{ComboChoiceId, LineId, PriceListId, ProductId, QuoteId},
    lang::Lang,
    money::step::Step,
    quotes::{
        combo,
        content::ContentLine,
        group::{Grouping, Offer, Shape},
        line::{LineInput, ProductLineInput},
        role::{LineMark, LineRole},
        template::Words,
    },
    refusal::Refusal,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use testkit::{House, acceptance, house::figure, key, offers::new_quote, on_both, refused_at};
use usecases::{Denied, Staff, actors::Agent, combos, orders, portal, prices, products, quotes, templates};
use uuid::Uuid;
use wire::{
    combos::{ComboAsk, ComboOffer, OfferCombos},
    prices::{CreatePriceList, PriceListFields, RuleFields, RulePrice},
    products::EditProduct,
    quotes::{CopyQuote, CreateQuote},
    templates::{EditTemplate, SaveAsTemplate},
};

fn choice(name: &str, items: &[(ProductId, &str)]) -> Choice {
    let item = |(product, extra): &(ProductId, &str)| Item { product: *product, extra: figure(extra) };
    let items = items.iter().map(item).collect();
    Choice { id: ComboChoiceId(Uuid::now_v7()), name: Words::one(Lang::Fi, name), items }
}

async fn put(house: &House, by: &Staff, id: ProductId, choices: &[Choice]) -> Result<i64, Denied> {
    let mut view = products::read(by, &house.cx, id).await.unwrap();
    view.fields.facts.combo = choices.to_vec();
    products::edit(by, &house.cx, EditProduct { id, version: view.version, fields: view.fields }).await
}

pub async fn offer(
    house: &House,
    by: &Staff,
    (quote, list): (QuoteId, Option<PriceListId>),
    product: ProductId,
) -> Option<ComboOffer> {
    let combos = vec![ComboAsk { id: LineId(Uuid::now_v7()), product, quantity: figure("1") }];
    let ask = OfferCombos { quote, list, language: Lang::Fi, combos };
    combos::offer(by, &house.cx, ask).await.unwrap().combos.into_iter().next()
}

type Pick = (ComboChoiceId, ProductId);

/// The lines the editor makes of an offer.
pub fn lines(house: &House, offer: &ComboOffer, picks: &[Pick], quantity: &str) -> Vec<LineInput> {
    let own = ProductLineInput {
        product: Some(offer.product.id),
        discount: offer.discount,
        role: LineRole::Combo,
        ..house.priced(&offer.product.name, quantity, "0")
    };
    let mut made = vec![LineInput::Product(own.clone())];
    for share in offer.priced.shares(picks, Step::CENT).unwrap() {
        let item = offer.item(share.product).unwrap();
        made.push(LineInput::Product(ProductLineInput {
            product: Some(item.id),
            unit_price: share.unit_price,
            discount: offer.discount,
            tax: item.tax.id,
            role: LineRole::ComboItem { combo: own.id, choice: share.choice },
            ..house.priced(&item.name, quantity, "0")
        }));
    }
    made
}

fn figures(lines: &[LineInput]) -> Vec<(Decimal, Decimal, Decimal)> {
    let figures = |line: &LineInput| match line {
        LineInput::Product(line) => {
            Some((line.quantity.normalize(), line.unit_price.normalize(), line.discount.normalize()))
        }
        _ => None,
    };
    lines.iter().filter_map(figures).collect()
}

/// A lunch for ten: coffee or tea, and a bun or a cake for one more.
pub struct Lunch {
    pub combo: ProductId,
    pub drinks: (ProductId, ProductId),
    pub sweets: (ProductId, ProductId),
    choices: Vec<Choice>,
}

pub async fn lunch(house: &House, by: &Staff) -> Lunch {
    let product = async |name: &str, price: &str| house.product(by, name, price).await.unwrap();
    let combo = product("Lounas", "10").await;
    let drinks = (product("Kahvi", "100").await, product("Tee", "120").await);
    let sweets = (product("Pulla", "100").await, product("Kakku", "150").await);
    let choices =
        vec![choice("Juoma", &[(drinks.0, "0"), (drinks.1, "0")]), choice("", &[(sweets.0, "0"), (sweets.1, "1")])];
    put(house, by, combo, &choices).await.unwrap();
    Lunch { combo, drinks, sweets, choices }
}

impl Lunch {
    pub fn picks(&self, drink: ProductId, sweet: ProductId) -> Vec<Pick> {
        vec![(self.choices[0].id, drink), (self.choices[1].id, sweet)]
    }
}

async fn ten_off(house: &House, by: &Staff, product: ProductId) -> PriceListId {
    let price = RulePrice::Percentage { percent: figure("10"), base: domain::pricing::PriceBase::ListPrice };
    let rule = RuleFields {
        product: Some(product),
        variant: None,
        category: None,
        min_quantity: figure("0"),
        from: None,
        until: None,
        price,
    };
    let fields =
        PriceListFields { name: "Alennus".into(), active: true, rules: vec![rule], ..PriceListFields::default() };
    prices::create(by, &house.cx, CreatePriceList { key: key(), fields }).await.unwrap()
}

#[test]
fn a_combo_is_kept_with_its_product_and_what_cannot_be_in_it_is_refused() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, maija, ola) = (house.seller("Anna").await, house.manager("Maija").await, other.manager("Ola").await);
        let set = lunch(&house, &maija).await;
        let view = products::read(&anna, &app.cx, set.combo).await.unwrap();
        assert_eq!(view.fields.facts.combo, set.choices, "it comes back as it was typed");
        assert_eq!(view.beside.len(), 4, "with the names of what is in it");
        assert_eq!(put(&house, &maija, set.combo, &set.choices).await.unwrap(), view.version, "nothing differs");
        assert!(matches!(put(&house, &anna, set.combo, &[]).await, Err(Denied::NotAllowed)));
        let found = products::suggest(&anna, &app.cx, "Lounas".into()).await.unwrap().remove(0);
        assert!(found.combo && !found.choosy);

        let refused = async |choices: &[Choice]| {
            let refused = refused_at(put(&house, &maija, set.combo, choices).await);
            assert!(refused.iter().all(|(field, _)| field == "combo"), "{refused:?}");
            refused.into_iter().map(|(_, refusal)| refusal).collect::<Vec<_>>()
        };
        let coffee = set.drinks.0;
        assert_eq!(refused(&[choice("Tyhjä", &[])]).await, [Refusal::ComboIncomplete]);
        assert_eq!(refused(&[choice("", &[(coffee, "0"), (coffee, "1")])]).await, [Refusal::ComboDoubled]);
        let twice = [set.choices[0].clone(), set.choices[0].clone()];
        assert_eq!(refused(&twice).await, [Refusal::ComboDoubled]);
        let theirs = other.product(&ola, "Vieras", "1").await.unwrap();
        assert_eq!(refused(&[choice("", &[(theirs, "0")])]).await, [Refusal::NotThere]);
        assert_eq!(refused(&[choice("", &[(set.combo, "0")])]).await, [Refusal::ComboNested], "itself");
        let below = choice("", &[(coffee, "-1")]);
        assert_eq!(refused(&[below]).await, [Refusal::TooSmall { least: figure("0") }]);
        let many: Vec<Choice> = (0..11).map(|_| choice("", &[(coffee, "0")])).collect();
        assert_eq!(refused(&many).await, [Refusal::TooLarge { most: figure("10") }]);
        let long = choice(&"x".repeat(61), &[(coffee, "0")]);
        assert!(matches!(refused(&[long]).await.as_slice(), [Refusal::TooLong { .. }]));

        // Nested either way round, and out of use.
        let big = house.product(&maija, "Iso paketti", "50").await.unwrap();
        let nested = refused_at(put(&house, &maija, big, &[choice("", &[(set.combo, "0")])]).await);
        assert_eq!(nested, [("combo".to_owned(), Refusal::ComboNested)]);
        let around = refused_at(put(&house, &maija, coffee, &[choice("", &[(set.sweets.0, "0")])]).await);
        assert_eq!(around, [("combo".to_owned(), Refusal::ComboNested)]);
        let mut tea = products::read(&maija, &app.cx, set.drinks.1).await.unwrap();
        tea.fields.active = false;
        let retire = EditProduct { id: tea.id, version: tea.version, fields: tea.fields };
        products::edit(&maija, &app.cx, retire).await.unwrap();
        let gone = refused_at(put(&house, &maija, big, &[choice("", &[(set.drinks.1, "0")])]).await);
        assert_eq!(gone, [("combo".to_owned(), Refusal::OutOfUse)]);
        let mut renamed = set.choices.clone();
        renamed[0].name.set(Lang::Sv, "Dryck");
        put(&house, &maija, set.combo, &renamed).await.unwrap();
        assert_eq!(products::read(&anna, &app.cx, set.combo).await.unwrap().fields.facts.combo, renamed);

        // No combo any more, and again.
        put(&house, &maija, set.combo, &[]).await.unwrap();
        let plain = products::read(&anna, &app.cx, set.combo).await.unwrap();
        assert!(plain.fields.facts.combo.is_empty() && plain.beside.is_empty());
    });
}

#[test]
fn a_combo_is_sold_for_its_price_shared_over_what_is_in_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let set = lunch(&house, &maija).await;
        let list = ten_off(&house, &maija, set.combo).await;
        let quote = house.draft(&anna, vec![house.line("Sali", "1", "200")]).await;
        let found = offer(&house, &anna, (quote, Some(list)), set.combo).await.unwrap();
        assert_eq!((found.priced.price, found.discount, found.net), (figure("10"), figure("10"), figure("9")));
        assert_eq!(found.names[0].1, "Juoma");
        assert!(offer(&house, &anna, (quote, None), set.drinks.0).await.is_none(), "coffee is no combo");
        let plain = offer(&house, &anna, (quote, None), set.combo).await.unwrap();
        assert_eq!((plain.priced.price, plain.discount), (figure("10"), figure("0")));

        // Two combos of ten with a cake: a euro more for each.
        let picks = set.picks(set.drinks.0, set.sweets.1);
        let made = lines(&house, &found, &picks, "2");
        let of = |price: &str| (figure("2"), figure(price), figure("10"));
        assert_eq!(figures(&made), [of("0"), of("5"), of("6")]);
        let saved = house.edit(&anna, quote, |save| save.lines.extend(made.clone())).await.unwrap();
        assert_eq!(saved.totals.net, figure("219.80"), "200 and 2 × 11 less 10 %");
        let stored = house.read(&anna, quote).await.lines;
        assert_eq!(combo::taken(&stored)[0].picks(), picks, "it comes back whole");

        // Sent, seen and ordered.
        let sent = house.send(&anna, quote).await;
        let page = sent.page(&app.cx).await;
        let marks: Vec<LineMark> = page
            .content
            .lines
            .iter()
            .filter_map(|line| match line {
                ContentLine::Product { mark, .. } => Some(*mark),
                _ => None,
            })
            .collect();
        assert_eq!(marks, [LineMark::Sold, LineMark::Combo, LineMark::ComboItem, LineMark::ComboItem]);
        assert_eq!(combo::sums(&page.content.lines).values().copied().collect::<Vec<_>>(), [figure("19.80")]);
        let pdf = quotes::pdf(&anna, &app.cx, quote, Some(sent.number)).await.unwrap();
        assert!(pdf.bytes.starts_with(b"%PDF"));
        let visitor = sent.visitor(&app.cx).await;
        let form = acceptance(&page, "Päivi");
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let order = house.read(&anna, quote).await.order.unwrap();
        let order = orders::read(&anna, &app.cx, order.id).await.unwrap();
        assert_eq!(order.content.totals, page.content.totals);
        let kinds = app.texts("SELECT kind FROM order_lines ORDER BY position").await;
        assert_eq!(kinds, ["product", "combo", "product", "product"]);

        // A copy and a template keep it together, under identities of their own; so does a product that changed.
        put(&house, &maija, set.combo, &set.choices[..1]).await.unwrap();
        let copied = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id: quote }).await.unwrap();
        let copied = house.read(&anna, copied).await;
        assert_eq!((copied.totals.net, combo::taken(&copied.lines)[0].picks()), (figure("219.80"), picks.clone()));
        assert!(copied.lines.iter().all(|line| stored.iter().all(|old| old.id() != line.id())));
    });
}

#[test]
fn a_template_begins_a_quotation_with_the_combo_at_the_list_s_price() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let set = lunch(&house, &maija).await;
        let quote = house.draft(&maija, vec![]).await;
        let found = offer(&house, &maija, (quote, None), set.combo).await.unwrap();
        let made = lines(&house, &found, &set.picks(set.drinks.1, set.sweets.0), "3");
        house.edit(&maija, quote, |save| save.lines = made).await.unwrap();
        let template = SaveAsTemplate { key: key(), quote, name: "Lounas".into() };
        let template = templates::save_as(&maija, &app.cx, template).await.unwrap();
        // Dearer meanwhile.
        let mut view = products::read(&maija, &app.cx, set.combo).await.unwrap();
        view.fields.unit_price = figure("12");
        let dearer = EditProduct { id: set.combo, version: view.version, fields: view.fields };
        products::edit(&maija, &app.cx, dearer).await.unwrap();
        let party = house.party(&maija, "Ostaja Oy").await;
        let command = CreateQuote { template: Some(template), ..new_quote(party, vec![]) };
        let begun = quotes::create(&maija, &app.cx, command).await.unwrap();
        let view = house.read(&maija, begun).await;
        let of = |price: &str| (figure("3"), figure(price), figure("0"));
        assert_eq!(figures(&view.lines), [of("0"), of("6"), of("6")]);
        assert_eq!(view.totals.net, figure("36"));

        // Another drink to choose from: the template keeps what it has, can be renamed, and still begins quotations.
        let other = [choice("Juoma", &[(set.drinks.0, "0")]), set.choices[1].clone()];
        put(&house, &maija, set.combo, &other).await.unwrap();
        let mut form = templates::read(&maija, &app.cx, template).await.unwrap();
        form.fields.name = "Lounas kolmelle".into();
        let renamed = EditTemplate { id: template, version: form.version, fields: form.fields };
        templates::edit(&maija, &app.cx, renamed).await.unwrap();
        let command = CreateQuote { template: Some(template), ..new_quote(view.party.id, vec![]) };
        let begun = quotes::create(&maija, &app.cx, command).await.unwrap();
        assert_eq!(house.read(&maija, begun).await.lines.len(), 3);
        let again = SaveAsTemplate { key: key(), quote: begun, name: "Lounas taas".into() };
        templates::save_as(&maija, &app.cx, again).await.unwrap();
    });
}

#[test]
fn what_is_not_whole_is_refused_by_line() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, maija, ola) = (house.seller("Anna").await, house.manager("Maija").await, other.manager("Ola").await);
        let (set, strange) = (lunch(&house, &maija).await, lunch(&other, &ola).await);
        let quote = house.draft(&anna, vec![]).await;
        let found = offer(&house, &anna, (quote, None), set.combo).await.unwrap();
        let whole = lines(&house, &found, &set.picks(set.drinks.0, set.sweets.0), "1");
        let refused =
            async |lines: Vec<LineInput>| refused_at(house.edit(&anna, quote, |save| save.lines = lines).await);
        let changed = |at: usize, change: &dyn Fn(&mut ProductLineInput)| {
            let mut lines = whole.clone();
            if let LineInput::Product(line) = &mut lines[at] {
                change(line);
            }
            lines
        };
        let at = |at: &str, refusal| vec![(at.to_owned(), refusal)];
        let LineInput::Product(own) = &whole[0] else { panic!("a combo") };
        let of = |choice| LineRole::ComboItem { combo: own.id, choice };

        assert_eq!(
            refused(whole[..2].to_vec()).await,
            at("lines.0.name", Refusal::ComboIncomplete),
            "a choice is missing"
        );
        assert_eq!(refused(whole[..1].to_vec()).await.len(), 2, "both rules say so");
        let cake = changed(1, &|line| line.product = Some(set.sweets.1));
        assert_eq!(refused(cake).await, at("lines.1.name", Refusal::NotAChoice), "cake is no drink");
        let theirs = changed(1, &|line| line.role = of(strange.choices[0].id));
        let answer = refused(theirs).await;
        assert!(answer.contains(&("lines.1.name".to_owned(), Refusal::NotAChoice)), "{answer:?}");
        let foreign = changed(0, &|line| line.product = Some(strange.combo));
        let answer = refused(foreign).await;
        assert!(answer.contains(&("lines.0.name".to_owned(), Refusal::NotThere)), "{answer:?}");
        let coffee = changed(0, &|line| line.product = Some(set.drinks.0));
        assert_eq!(refused(coffee).await, at("lines.0.name", Refusal::NotAChoice), "no combo");
        let none = changed(0, &|line| line.product = None);
        assert_eq!(refused(none).await, at("lines.0.name", Refusal::NotAChoice));
        let alone = changed(0, &|line| line.role = LineRole::Sold)[..1].to_vec();
        assert_eq!(refused(alone).await, at("lines.0.name", Refusal::ComboIncomplete), "a combo without its items");
        let dear = changed(0, &|line| line.unit_price = figure("1"));
        assert_eq!(refused(dear).await, at("lines.0.unit_price", Refusal::FollowsCombo));
        let more = changed(2, &|line| line.quantity = figure("9"));
        assert_eq!(refused(more).await, at("lines.2.quantity", Refusal::FollowsCombo));
        let less = changed(2, &|line| line.discount = figure("50"));
        assert_eq!(refused(less).await, at("lines.2.discount", Refusal::FollowsCombo));
        let mut torn = whole.clone();
        torn.insert(1, house.line("Välissä", "1", "1"));
        let answer = refused(torn).await;
        assert!(answer.contains(&("lines.2.name".to_owned(), Refusal::ComboApart)), "{answer:?}");

        // What stands there stays right, whatever becomes of the product.
        house.edit(&anna, quote, |save| save.lines = whole.clone()).await.unwrap();
        put(&house, &maija, set.combo, &[]).await.unwrap();
        house.edit(&anna, quote, |save| save.fields.title = "Uusi otsikko".into()).await.unwrap();
        assert!(offer(&house, &anna, (quote, None), set.combo).await.is_none());
    });
}

#[test]
fn a_customer_takes_the_combo_as_a_whole_and_more_of_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let set = lunch(&house, &maija).await;
        let quote = house.draft(&anna, vec![house.line("Sali", "1", "200")]).await;
        let found = offer(&house, &anna, (quote, None), set.combo).await.unwrap();
        let mut made = lines(&house, &found, &set.picks(set.drinks.0, set.sweets.1), "2");
        let LineInput::Product(own) = &mut made[0] else { panic!("a combo") };
        let id = own.id;
        own.offer = Offer { left_out: true, recommended: false, least: Some(figure("1")), most: Some(figure("20")) };
        let shape = Shape { grouping: Grouping::Optional, ..Shape::default() };
        let heading = LineInput::Section { id: LineId(Uuid::now_v7()), title: "Lisäksi".into(), shape };
        house
            .edit(&anna, quote, |save| {
                save.lines.push(heading);
                save.lines.extend(made);
            })
            .await
            .unwrap();
        let sent = house.send(&anna, quote).await;
        let page = sent.page(&app.cx).await;
        assert_eq!(page.content.totals.net, figure("200"), "left out with its items");
        let wanted = BTreeMap::from([(id, figure("5"))]);
        let choice = domain::quotes::choice::Choice::read(&page.content.parts(), &wanted).unwrap();
        let taken = page.content.with(&choice).unwrap();
        assert_eq!(taken.totals.net, figure("255"), "five of each item");
        assert_eq!(taken.settled().lines.len(), page.content.lines.len());
    });
}

#[test]
fn a_combo_whose_price_moved_is_told_before_sending() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let set = lunch(&house, &maija).await;
        let quote = house.draft(&anna, vec![house.line("Sali", "1", "200")]).await;
        let found = offer(&house, &anna, (quote, None), set.combo).await.unwrap();
        let made = lines(&house, &found, &set.picks(set.drinks.0, set.sweets.0), "2");
        house.edit(&anna, quote, |save| save.lines.extend(made)).await.unwrap();
        let moved = async || quotes::preflight(&anna, &app.cx, quote).await.unwrap().prices;
        assert_eq!(moved().await, 0);
        app.later(60);
        let mut view = products::read(&maija, &app.cx, set.combo).await.unwrap();
        view.fields.unit_price = figure("12");
        let edit = EditProduct { id: set.combo, version: view.version, fields: view.fields };
        products::edit(&maija, &app.cx, edit).await.unwrap();
        assert_eq!(moved().await, 1, "the combo as a whole");
    });
}
