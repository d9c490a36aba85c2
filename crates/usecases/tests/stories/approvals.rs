//! Approval: what a seller may not give alone is held back, asked for, decided, and holds until it gets worse.
use crate::combos;
use domain::{
    actors::Role,
    ids::{LineId, QuoteId},
    quotes::{
        group::{Grouping, Shape},
        line::{LineInput, ProductLineInput},
        role::{LineRole, Wish},
    },
    refusal::Refusal,
};
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Cx, Denied, Staff, approvals, prices, products, quotes};
use uuid::Uuid;
use wire::{
    approvals::{AskApproval, DecideApproval, LimitFields, ReasonKind, ReasonView, RequestState},
    prices::{CreatePriceList, PriceListFields},
    products::{CreateProduct, ProductFacts, ProductFields, ProductKind},
    quotes::{ChangeParty, Recipient, SendQuote},
    shared::ListQuery,
};

fn limits() -> LimitFields {
    LimitFields { line_discount: Some(figure("10")), line_margin: Some(figure("20")), ..LimitFields::default() }
}

async fn send(cx: &Cx, by: &Staff, id: QuoteId) -> Result<(), Denied> {
    let version = quotes::read(by, cx, id).await?.version;
    let command = SendQuote {
        key: key(),
        id,
        version,
        recipients: vec![Recipient::signer("Päivi", "")],
        signing: Default::default(),
        subject: String::new(),
        message: String::new(),
        others: Vec::new(),
        attach_pdf: false,
    };
    quotes::send(by, cx, command).await.map(drop)
}

async fn decide(cx: &Cx, by: &Staff, quote: QuoteId, approve: bool, answer: &str) -> Result<(), Denied> {
    let version = quotes::read(by, cx, quote).await?.version;
    approvals::decide(by, cx, DecideApproval { key: key(), quote, version, approve, answer: answer.into() }).await
}

async fn pump(cx: &Cx, by: &Staff, house: &House) -> domain::ids::ProductId {
    let fields = ProductFields {
        code: String::new(),
        name: "Pumppu".into(),
        description: String::new(),
        kind: ProductKind::Goods,
        unit: "kpl".into(),
        unit_price: figure("100"),
        cost: figure("70"),
        tax: house.tax,
        active: true,
        facts: ProductFacts::default(),
    };
    products::create(by, cx, CreateProduct { key: key(), fields }).await.unwrap()
}

#[test]
fn what_a_seller_may_not_give_alone_waits_for_approval() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let aino = house.person("Aino", Role::Administrator, None).await;
        let cx = &app.cx;
        assert!(matches!(approvals::set_limits(&maija, cx, limits()).await, Err(Denied::NotAllowed)));
        let wrong = LimitFields { line_discount: Some(figure("101")), ..limits() };
        assert_eq!(
            refused_at(approvals::set_limits(&aino, cx, wrong).await),
            [("line_discount".to_owned(), Refusal::TooLarge { most: figure("100") })]
        );
        approvals::set_limits(&aino, cx, limits()).await.unwrap();
        assert_eq!(approvals::read_limits(&aino, cx).await.unwrap(), limits());

        let product = pump(cx, &maija, &house).await;
        let mut line = house.priced("Pumppu", "1", "100");
        line.product = Some(product);
        let lines = |discount: &str| {
            let mut line = line.clone();
            line.discount = figure(discount);
            vec![LineInput::Product(line)]
        };
        let quote = house.draft(&anna, vec![]).await;
        let fine = house.edit(&anna, quote, |save| save.lines = lines("10")).await.unwrap();
        assert!(fine.approval.reasons.is_empty(), "10 % off is within, and 22 % margin too");
        let ask = || AskApproval { key: key(), quote, words: "Vanha asiakas".into() };
        assert!(matches!(approvals::ask(&anna, cx, ask()).await, Err(Denied::Refused(_))), "nothing to ask for");

        // 15 % off leaves 17.6 %: two reasons, and the seller is not told the margin.
        let beyond = house.edit(&anna, quote, |save| save.lines = lines("15")).await.unwrap();
        let told = |reason: &ReasonView| (reason.kind, reason.given, reason.limit);
        let kinds: Vec<_> = beyond.approval.reasons.iter().map(told).collect();
        let discount = (ReasonKind::Discount, Some(figure("15")), Some(figure("10")));
        assert_eq!(kinds, [discount, (ReasonKind::Margin, None, None)]);
        let seen = house.read(&maija, quote).await.approval;
        assert_eq!((seen.may_approve, seen.reasons[1].given), (true, Some(figure("17.65"))));
        assert_eq!(refused_at(send(cx, &anna, quote).await), [(String::new(), Refusal::NeedsApproval)]);

        approvals::ask(&anna, cx, ask()).await.unwrap();
        assert!(approvals::ask(&anna, cx, ask()).await.is_err(), "one request at a time");
        let waiting = ListQuery { filter: "approval".into(), ..ListQuery::default() };
        assert_eq!(quotes::list(&maija, cx, waiting.clone()).await.unwrap().total, 1);
        let mine = ListQuery { filter: "mine".into(), ..ListQuery::default() };
        let of_anna = quotes::list(&anna, cx, mine.clone()).await.unwrap();
        assert!(of_anna.total == 1 && of_anna.rows[0].owner.as_ref().is_some_and(|owner| owner.id == anna.user()));
        assert_eq!(quotes::list(&maija, cx, mine).await.unwrap().total, 0, "she may see it, but it is not hers");
        assert!(matches!(decide(cx, &anna, quote, true, "").await, Err(Denied::NotAllowed)));
        assert_eq!(refused_at(decide(cx, &maija, quote, false, " ").await), [("answer".to_owned(), Refusal::Required)]);
        let version = house.read(&maija, quote).await.version;
        let stale = DecideApproval { key: key(), quote, version: version - 1, approve: true, answer: String::new() };
        assert!(matches!(approvals::decide(&maija, cx, stale).await, Err(Denied::Stale { .. })));
        decide(cx, &maija, quote, false, "Ei näin paljon").await.unwrap();
        assert_eq!(quotes::list(&maija, cx, waiting).await.unwrap().total, 0);
        assert!(send(cx, &anna, quote).await.is_err());

        app.later(1);
        approvals::ask(&anna, cx, ask()).await.unwrap();
        decide(cx, &maija, quote, true, "").await.unwrap();
        let view = house.read(&anna, quote).await;
        assert_eq!(view.approval.last.map(|last| last.state), Some(RequestState::Approved));
        assert!(view.approval.reasons.is_empty());

        // What gets better needs nobody; what gets worse does.
        house.edit(&anna, quote, |save| save.lines = lines("12")).await.unwrap();
        send(cx, &anna, quote).await.unwrap();
        house.edit(&anna, quote, |save| save.lines = lines("16")).await.unwrap();
        assert_eq!(refused_at(send(cx, &anna, quote).await), [(String::new(), Refusal::NeedsApproval)]);
        send(cx, &maija, quote).await.unwrap();

        let mails = app.texts("SELECT topic FROM outbox WHERE topic = 'mail' AND subject_kind = 'quote'").await;
        assert_eq!(mails.len(), 2 * 2 + 2, "two requests to two who may approve, two decisions");
    });
}

#[test]
fn an_approval_is_of_the_customer_and_the_price_list_it_was_given_for() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let aino = house.person("Aino", Role::Administrator, None).await;
        let cx = &app.cx;
        approvals::set_limits(&aino, cx, limits()).await.unwrap();
        let mut line = house.priced("Huolto", "1", "100");
        line.discount = figure("30");
        let quote = house.draft(&anna, vec![LineInput::Product(line)]).await;
        let ask = || AskApproval { key: key(), quote, words: String::new() };
        let state = async || house.read(&anna, quote).await.approval.last.map(|last| last.state);
        approvals::ask(&anna, cx, ask()).await.unwrap();
        decide(cx, &maija, quote, true, "").await.unwrap();
        assert!(house.read(&anna, quote).await.approval.reasons.is_empty());

        let other = house.party(&anna, "Toinen Oy").await;
        let version = house.read(&anna, quote).await.version;
        quotes::change_party(&anna, cx, ChangeParty { key: key(), id: quote, version, party: other }).await.unwrap();
        assert_eq!(state().await, Some(RequestState::Fallen));
        assert_eq!(house.read(&anna, quote).await.approval.reasons.len(), 1);
        assert_eq!(refused_at(send(cx, &anna, quote).await), [(String::new(), Refusal::NeedsApproval)]);

        // Asked anew for this customer; another list makes it fall again, a change of words does not.
        app.later(1);
        approvals::ask(&anna, cx, ask()).await.unwrap();
        decide(cx, &maija, quote, true, "").await.unwrap();
        house.edit(&anna, quote, |save| save.fields.title = "Uusi".into()).await.unwrap();
        assert_eq!(state().await, Some(RequestState::Approved));
        let fields = PriceListFields {
            name: "Tukku".into(),
            active: true,
            for_all: false,
            currency: None,
            countries: String::new(),
            rules: Vec::new(),
        };
        let list = prices::create(&aino, cx, CreatePriceList { key: key(), fields }).await.unwrap();
        let saved = house.edit(&anna, quote, |save| save.fields.price_list = Some(list)).await.unwrap();
        assert_eq!(saved.approval.last.map(|last| last.state), Some(RequestState::Fallen));
        assert!(send(cx, &anna, quote).await.is_err());
    });
}

#[test]
fn a_giveaway_in_an_option_that_is_not_ticked_waits_for_approval_too() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, aino) = (house.seller("Anna").await, house.person("Aino", Role::Administrator, None).await);
        let cx = &app.cx;
        approvals::set_limits(&aino, cx, limits()).await.unwrap();
        let mut given = house.priced("Huolto", "1", "100");
        given.discount = figure("40");
        given.offer.left_out = true;
        let shape = Shape { grouping: Grouping::Optional, ..Shape::default() };
        let heading = LineInput::Section { id: LineId(Uuid::new_v4()), title: "Lisät".into(), shape };
        let lines = vec![house.line("Pumppu", "1", "1000"), heading, LineInput::Product(given)];
        let quote = house.draft(&anna, lines).await;
        let reasons = house.read(&anna, quote).await.approval.reasons;
        let told: Vec<_> = reasons.iter().map(|reason| (reason.kind, reason.given)).collect();
        assert_eq!(told, [(ReasonKind::Discount, Some(figure("40")))], "the customer may take it");
        assert_eq!(refused_at(send(cx, &anna, quote).await), [(String::new(), Refusal::NeedsApproval)]);
    });
}

#[test]
fn a_price_typed_below_the_list_is_judged_as_the_discount_it_is() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let aino = house.person("Aino", Role::Administrator, None).await;
        let cx = &app.cx;
        let limits = LimitFields {
            line_discount: Some(figure("10")),
            total_discount: Some(figure("15")),
            ..LimitFields::default()
        };
        approvals::set_limits(&aino, cx, limits).await.unwrap();
        let product = Some(pump(cx, &maija, &house).await);
        // Whether the price is by hand is what a page says of itself: it changes nothing.
        let at = |price: &str, discount: &str, by_hand: bool| {
            let line = house.priced("Pumppu", "2", price);
            let line = ProductLineInput { product, discount: figure(discount), price_by_hand: by_hand, ..line };
            vec![LineInput::Product(line), house.line("Vapaa rivi", "1", "0.01")]
        };
        let quote = house.draft(&anna, at("90", "0", true)).await;
        let told = async || {
            let reasons = house.read(&anna, quote).await.approval.reasons;
            reasons.into_iter().map(|one| (one.line.is_some(), one.given, one.list_price)).collect::<Vec<_>>()
        };
        assert_eq!(told().await, [], "just the limit");
        let (listed, twenty) = (Some(figure("100")), Some(figure("20")));
        for by_hand in [true, false] {
            house.edit(&anna, quote, |save| save.lines = at("80", "0", by_hand)).await.unwrap();
            assert_eq!(told().await, [(true, twenty, listed), (false, twenty, None)], "by hand: {by_hand}");
            assert_eq!(refused_at(send(cx, &anna, quote).await), [(String::new(), Refusal::NeedsApproval)]);
        }
        let discount = |given| (true, Some(figure(given)), None);
        house.edit(&anna, quote, |save| save.lines = at("100", "12", true)).await.unwrap();
        assert_eq!(told().await, [discount("12")], "a discount alone is told as ever");
        house.edit(&anna, quote, |save| save.lines = at("120", "12", true)).await.unwrap();
        assert_eq!(told().await, [discount("12")]);

        // Approved it stands, until the price falls further.
        house.edit(&anna, quote, |save| save.lines = at("90", "10", true)).await.unwrap();
        assert_eq!(told().await[0], (true, Some(figure("19")), listed));
        approvals::ask(&anna, cx, AskApproval { key: key(), quote, words: String::new() }).await.unwrap();
        decide(cx, &maija, quote, true, "").await.unwrap();
        assert_eq!(told().await, []);
        house.edit(&anna, quote, |save| save.lines = at("80", "0", true)).await.unwrap();
        assert_eq!(told().await[0], (true, twenty, listed));
        assert_eq!(refused_at(send(cx, &anna, quote).await), [(String::new(), Refusal::NeedsApproval)]);
        house.edit(&anna, quote, |save| save.lines = at("82", "0", true)).await.unwrap();
        send(cx, &anna, quote).await.unwrap();
    });
}

#[test]
fn goods_that_a_line_calls_a_discount_are_judged_as_goods() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let aino = house.person("Aino", Role::Administrator, None).await;
        approvals::set_limits(&aino, &app.cx, limits()).await.unwrap();
        let product = Some(pump(&app.cx, &maija, &house).await);
        let role = LineRole::Discount { wish: Wish::Amount(figure("1")) };
        let line = ProductLineInput { product, role, ..house.priced("Pumppu", "1", "50") };
        let quote = house.draft(&anna, vec![LineInput::Product(line)]).await;
        let reasons = house.read(&anna, quote).await.approval.reasons;
        assert_eq!(reasons[0].given, Some(figure("50")));
    });
}

#[test]
fn a_combo_is_judged_by_what_it_comes_to_however_its_items_share_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let aino = house.person("Aino", Role::Administrator, None).await;
        let set = combos::lunch(&house, &maija).await;
        let quote = house.draft(&anna, vec![]).await;
        let offer = combos::offer(&house, &anna, (quote, None), set.combo).await.unwrap();
        let lines = combos::lines(&house, &offer, &set.picks(set.drinks.0, set.sweets.0), "3");
        let limits = LimitFields { line_discount: Some(figure("10")), ..LimitFields::default() };
        approvals::set_limits(&aino, &app.cx, limits).await.unwrap();
        // What is added to the first item and to the second, which cost 5 each.
        let told = async |first: &str, second: &str| {
            let mut added = [first, second].into_iter().map(figure);
            let mut lines = lines.clone();
            for line in &mut lines {
                if let LineInput::Product(line) = line
                    && line.role.is_combo_item()
                {
                    line.unit_price += added.next().unwrap();
                }
            }
            let saved = house.edit(&anna, quote, |save| save.lines = lines.clone()).await.unwrap();
            saved.approval.reasons.into_iter().map(|reason| reason.given.unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(told("0", "0").await, []);
        assert_eq!(told("-2", "2").await, [], "shared in another way");
        assert_eq!(told("-0.5", "-0.5").await, [], "just the limit");
        assert_eq!(told("-2", "0").await, [figure("20"), figure("20")]);
        assert_eq!(told("-5", "-5").await, [figure("100"), figure("100")]);
    });
}
