//! Taxes and fiscal positions: who may change them, what foreign customers get, how rates turn, and why.
use chrono::NaiveDate;
use domain::{
    fiscal::{detect::Because, finland::Supply},
    ids::{FiscalPositionId, LineId, PartyId, ProductId, TaxId},
    lang::Lang,
    parties::PartyKind,
    quotes::content::PostalAddress,
    refusal::Refusal,
    tax::{TaxRounding, notes::LegalNote},
};
use testkit::{House, TestApp, house::figure, key, on_both, refused_at};
use usecases::{Cx, Denied, Staff, fiscal, housekeeping, parties, products, quotes, taxes};
use wire::{
    fiscal::{
        AddUsualTaxes, CreateFiscalPosition, EditFiscalPosition, FiscalFields, ReplacementFields, TaxAsk, TaxLines,
        WhyTax,
    },
    parties::{CreateParty, PartyFields},
    products::{CreateProduct, ProductFacts, ProductFields, ProductKind},
    taxes::{CreateTax, DatedRateFields, EditTax, SetRounding, TaxFields, TaxKindCode},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn percent(name: &str, rate: &str) -> TaxFields {
    TaxFields {
        name: name.into(),
        kind: TaxKindCode::Percent,
        rate: figure(rate),
        rates: Vec::new(),
        included: false,
        affects_later: false,
        note: None,
        parts: Vec::new(),
        active: true,
    }
}

async fn administrator(house: &House) -> Staff {
    house.person("Aino", domain::actors::Role::Administrator, None).await
}

async fn made(cx: &Cx, by: &Staff, fields: TaxFields) -> Result<TaxId, Denied> {
    taxes::create(by, cx, CreateTax { key: key(), fields }).await
}

/// A house with what sales abroad need, a product of each kind, and who may set it up.
struct Abroad {
    house: House,
    aino: Staff,
    pump: ProductId,
    work: ProductId,
}

impl Abroad {
    async fn new(app: &TestApp) -> Abroad {
        let house = app.house("Salmela Oy").await;
        let aino = administrator(&house).await;
        let added = taxes::add_usual(&aino, &app.cx, AddUsualTaxes { key: key() }).await.unwrap();
        assert_eq!(added, 14, "two rates were there; seven taxes and seven positions come");
        let product = |name: &str, kind| ProductFields {
            name: name.into(),
            kind,
            unit: "kpl".into(),
            unit_price: figure("100"),
            tax: house.tax,
            active: true,
            code: String::new(),
            description: String::new(),
            cost: figure("0"),
            facts: ProductFacts::default(),
        };
        let create =
            async |fields| products::create(&aino, &app.cx, CreateProduct { key: key(), fields }).await.unwrap();
        let pump = create(product("Pumppu", ProductKind::Goods)).await;
        let work = create(product("Asennus", ProductKind::Service)).await;
        Abroad { house, aino, pump, work }
    }

    async fn customer(&self, cx: &Cx, kind: PartyKind, number: &str, (country, postcode): (&str, &str)) -> PartyId {
        let fields = PartyFields {
            kind,
            name: format!("Asiakas {country} {postcode}"),
            language: Lang::En,
            vat_number: number.into(),
            billing: PostalAddress {
                street: "Katu 1".into(),
                postcode: postcode.into(),
                city: "Kaupunki".into(),
                country: country.into(),
            },
            ..PartyFields::default()
        };
        parties::create(&self.aino, cx, CreateParty { key: key(), fields }).await.unwrap()
    }

    /// A quotation with one of each, taxed as the editor does it; its position's name, notes, and tax.
    async fn sold(&self, app: &TestApp, party: PartyId) -> (String, Vec<LegalNote>, String) {
        let cx = &app.cx;
        let create = wire::quotes::CreateQuote {
            key: key(),
            opportunity: None,
            party: Some(party),
            template: None,
            title: "Myynti".into(),
            lines: vec![],
        };
        let quote = quotes::create(&self.aino, cx, create).await.unwrap();
        let view = quotes::read(&self.aino, cx, quote).await.unwrap();
        let position = view.fields.fiscal_position;
        assert_eq!(position, view.fiscal.position.as_ref().map(|position| position.id));
        let mut lines = Vec::new();
        for product in [self.pump, self.work] {
            let line = LineId(uuid::Uuid::now_v7());
            let ask = TaxAsk { id: line, product: Some(product), tax: self.house.tax };
            let command = TaxLines { quote, from: None, to: position, lines: vec![ask] };
            let found = quotes::tax_lines(&self.aino, cx, command).await.unwrap().remove(0);
            assert!(!found.by_hand);
            let mut priced = self.house.priced("Rivi", "1", "100");
            (priced.id, priced.product, priced.tax) = (line, Some(product), found.tax.id);
            lines.push(domain::quotes::line::LineInput::Product(priced));
        }
        let saved = self.house.edit(&self.aino, quote, |save| save.lines.clone_from(&lines)).await.unwrap();
        let sent = self.house.send(&self.aino, quote).await;
        let content = sent.page(cx).await.content;
        assert_eq!(content.totals, saved.totals);
        let name = view.fiscal.position.map(|position| position.name).unwrap_or_default();
        (name, content.totals.notes(), content.totals.tax.normalize().to_string())
    }
}

#[test]
fn with_the_one_stop_shop_consumers_pay_the_tax_of_their_own_country() {
    on_both(async |app| {
        let abroad = Abroad::new(&app).await;
        let cx = &app.cx;
        let command = AddUsualTaxes { key: key() };
        assert_eq!(usecases::taxes::add_one_stop_shop(&abroad.aino, cx, command).await.unwrap(), 52);
        let again = AddUsualTaxes { key: key() };
        assert_eq!(
            usecases::taxes::add_one_stop_shop(&abroad.aino, cx, again).await.unwrap(),
            0,
            "what is there stays"
        );
        use PartyKind as K;
        for (kind, number, place, position, tax) in [
            // The pump at 25 % of Sweden, the work at home's 25.5 %.
            (K::Person, "", ("SE", "11120"), "Kuluttajat, Ruotsi (OSS)", "50.5"),
            (K::Person, "", ("EE", "10111"), "Kuluttajat, Viro (OSS)", "49.5"),
            (K::Company, "DE136695976", ("DE", "10115"), "EU-yritys", "0"),
            (K::Person, "", ("FI", "33100"), "Kotimaa", "51"),
        ] {
            let party = abroad.customer(cx, kind, number, place).await;
            let (found, _, sum) = abroad.sold(&app, party).await;
            assert_eq!((found.as_str(), sum.as_str()), (position, tax), "{place:?}");
        }
    });
}

#[test]
fn foreign_customers_get_the_right_taxes_and_texts() {
    on_both(async |app| {
        let abroad = Abroad::new(&app).await;
        let cx = &app.cx;
        use {LegalNote as N, PartyKind as K};
        for (kind, number, place, position, notes, tax) in [
            (K::Company, "", ("FI", "33100"), "Kotimaa", vec![], "51"),
            (K::Company, "FI01120389", ("FI", "33100"), "Kotimaa", vec![], "51"),
            (
                K::Company,
                "DE136695976",
                ("DE", "10115"),
                "EU-yritys",
                vec![N::ReverseCharge, N::IntraCommunitySupply],
                "0",
            ),
            (K::Person, "", ("DE", "10115"), "EU-kuluttaja", vec![], "51"),
            // Without a number a company abroad is taxed as a consumer is.
            (K::Company, "", ("SE", "11120"), "EU-kuluttaja", vec![], "51"),
            (K::Company, "", ("NO", "0150"), "EU:n ulkopuoli, yritys", vec![N::Export, N::OutsideScope], "0"),
            (K::Person, "", ("NO", "0150"), "EU:n ulkopuoli, kuluttaja", vec![N::Export], "25.5"),
            (K::Company, "", ("FI", "22100"), "Ahvenanmaa", vec![N::Export], "25.5"),
            (K::Person, "", ("AX", "22100"), "Ahvenanmaa", vec![N::Export], "25.5"),
        ] {
            let party = abroad.customer(cx, kind, number, place).await;
            app.later(1);
            let (found, said, amount) = abroad.sold(&app, party).await;
            let mut notes = notes;
            notes.sort_unstable();
            assert_eq!((found.as_str(), said, amount.as_str()), (position, notes, tax), "{kind:?} {number} {place:?}");
        }
    });
}

#[test]
fn a_rate_follows_the_expected_delivery_and_turns_by_itself() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = administrator(&house).await;
        let view = taxes::read(&aino, &app.cx).await.unwrap();
        let tax = view.taxes.into_iter().find(|tax| tax.id == house.low_tax).unwrap();
        let rate = |from: &str, rate: &str| DatedRateFields { from: day(from), rate: figure(rate) };
        let fields = TaxFields { rates: vec![rate("2020-01-01", "13.5"), rate("2027-01-01", "12")], ..tax.fields };
        let command = EditTax { id: tax.id, version: tax.version, fields };
        taxes::edit(&aino, &app.cx, command.clone()).await.unwrap();
        assert!(matches!(taxes::edit(&aino, &app.cx, command).await, Err(Denied::Stale { .. })));

        let quote = house.draft(&aino, vec![]).await;
        let mut line = house.priced("Kirja", "1", "100");
        line.tax = house.low_tax;
        let lines = vec![domain::quotes::line::LineInput::Product(line)];
        let now = house.edit(&aino, quote, |save| save.lines.clone_from(&lines)).await.unwrap();
        assert_eq!(now.totals.tax, figure("13.5"));
        let later = house.edit(&aino, quote, |save| save.fields.delivery_on = Some(day("2027-01-15"))).await.unwrap();
        assert_eq!(later.totals.tax, figure("12"));
        assert_eq!(later.book.find(house.low_tax).unwrap().since, Some(day("2027-01-01")));
        let read = house.read(&aino, quote).await;
        assert_eq!((read.totals.tax, read.fields.delivery_on), (figure("12"), Some(day("2027-01-15"))));

        assert_eq!(housekeeping::turn_tax_rates(&app.cx).await.unwrap(), 0);
        app.later(86_400 * 60);
        assert_eq!(housekeeping::turn_tax_rates(&app.cx).await.unwrap(), 1);
        let offered = products::taxes(&aino, &app.cx).await.unwrap();
        assert!(offered.iter().any(|tax| tax.id == house.low_tax && tax.percent == figure("12")));
    });
}

#[test]
fn a_tax_chosen_by_hand_stays_and_the_account_says_why() {
    on_both(async |app| {
        let abroad = Abroad::new(&app).await;
        let (cx, aino, house) = (&app.cx, &abroad.aino, &abroad.house);
        let party = abroad.customer(cx, PartyKind::Company, "DE136695976", ("DE", "10115")).await;
        let create = wire::quotes::CreateQuote {
            key: key(),
            opportunity: None,
            party: Some(party),
            template: None,
            title: "X".into(),
            lines: vec![],
        };
        let quote = quotes::create(aino, cx, create).await.unwrap();
        let position = quotes::read(aino, cx, quote).await.unwrap().fields.fiscal_position;
        let ask = |tax, product| TaxAsk { id: LineId(uuid::Uuid::now_v7()), product, tax };
        let lines =
            vec![ask(house.low_tax, Some(abroad.pump)), ask(house.tax, Some(abroad.work)), ask(house.tax, None)];
        let command = TaxLines { quote, from: None, to: position, lines };
        let found = quotes::tax_lines(aino, cx, command).await.unwrap();
        assert_eq!(found.iter().map(|line| line.by_hand).collect::<Vec<_>>(), [true, false, false]);
        assert!(found[2].tax.name.contains("tavarat"), "a line without a product counts as goods");

        let why = WhyTax { quote, product: Some(abroad.work), position, delivery_on: None };
        let account = quotes::why_tax(aino, cx, why).await.unwrap();
        assert_eq!(account.own.map(|(tax, supply)| (tax.id, supply)), Some((house.tax, Supply::Service)));
        assert_eq!(account.expected.map(|tax| tax.percent), Some(figure("0")));
        assert_eq!((account.found.because, account.found.vat_number.as_str()), (Because::Automatic, "DE136695976"));
        assert_eq!(account.found.considered.len(), 3, "Åland and Finland did not fit");

        // Set on the customer it is not looked for.
        let own = fiscal::read(aino, cx).await.unwrap().positions.pop().unwrap();
        let mut view = parties::read(aino, cx, party).await.unwrap();
        view.fields.fiscal_position = Some(own.id);
        let edit = wire::parties::EditParty { id: party, version: view.version, fields: view.fields };
        parties::edit(aino, cx, edit).await.unwrap();
        let now = quotes::read(aino, cx, quote).await.unwrap().fiscal;
        assert_eq!((now.because, now.position.map(|position| position.id)), (Because::SetOnCustomer, Some(own.id)));
    });
}

#[test]
fn what_may_not_be_kept_is_refused_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, aino) = (house.seller("Anna").await, administrator(&house).await);
        let cx = &app.cx;
        assert!(matches!(made(cx, &anna, percent("X", "1")).await, Err(Denied::NotAllowed)));
        assert!(matches!(taxes::read(&anna, cx).await, Err(Denied::NotAllowed)));
        assert!(matches!(fiscal::read(&anna, cx).await, Err(Denied::NotAllowed)));
        assert_eq!(
            refused_at(made(cx, &aino, percent("25,5 %", "1")).await),
            [("name".to_owned(), Refusal::AlreadyTaken)]
        );
        let twice = DatedRateFields { from: day("2026-01-01"), rate: figure("101") };
        let fields = TaxFields { rates: vec![twice.clone(), twice], note: Some(LegalNote::Export), ..percent("", "5") };
        let fields: Vec<String> =
            refused_at(made(cx, &aino, fields).await).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "rates.0.rate", "rates.1.from", "rates.1.rate"]);
        let noted = TaxFields { note: Some(LegalNote::Export), ..percent("Vienti", "5") };
        assert_eq!(refused_at(made(cx, &aino, noted).await), [("note".to_owned(), Refusal::NotAChoice)]);
        let group = TaxFields { kind: TaxKindCode::Group, ..percent("Ryhmä", "0") };
        assert_eq!(refused_at(made(cx, &aino, group.clone()).await), [("parts".to_owned(), Refusal::Required)]);
        let group = made(cx, &aino, TaxFields { parts: vec![house.tax, house.low_tax], ..group }).await.unwrap();
        // What is part of a group cannot become one itself.
        let mine = taxes::read(&aino, cx).await.unwrap().taxes.into_iter().find(|tax| tax.id == house.tax).unwrap();
        let fields = TaxFields { kind: TaxKindCode::Group, parts: vec![house.low_tax], ..mine.fields.clone() };
        let edit = EditTax { id: mine.id, version: mine.version, fields };
        assert_eq!(refused_at(taxes::edit(&aino, cx, edit).await), [("kind".to_owned(), Refusal::NotAChoice)]);
        let absurd = NaiveDate::MAX;
        let fields =
            TaxFields { rates: vec![DatedRateFields { from: absurd, rate: figure("1") }], ..percent("Y", "1") };
        assert_eq!(refused_at(made(cx, &aino, fields).await), [("rates.0.from".to_owned(), Refusal::NotADay)]);
        let nested = TaxFields { kind: TaxKindCode::Group, parts: vec![group], ..percent("Sisäkkäin", "0") };
        assert!(refused_at(made(cx, &aino, nested).await).contains(&("parts".to_owned(), Refusal::NotAChoice)));

        let strange = FiscalPositionId(uuid::Uuid::now_v7());
        let fields = FiscalFields {
            name: "X".into(),
            postcode_from: "9".into(),
            replacements: vec![ReplacementFields { from: TaxId(strange.0), supply: None, to: house.tax }],
            ..FiscalFields::default()
        };
        let create = |fields| CreateFiscalPosition { key: key(), fields };
        let refused = refused_at(fiscal::create(&aino, cx, create(fields)).await);
        assert_eq!(
            refused,
            [("postcode_to".to_owned(), Refusal::Required), ("replacements.0.from".to_owned(), Refusal::NotAChoice),]
        );
        let position = |name: &str| FiscalFields { name: name.into(), active: true, ..FiscalFields::default() };
        let first = fiscal::create(&aino, cx, create(position("A"))).await.unwrap();
        fiscal::create(&aino, cx, create(position("B"))).await.unwrap();
        let last = fiscal::create(&aino, cx, create(position("C"))).await.unwrap();
        let move_up = EditFiscalPosition { id: last, version: 1, fields: position("C"), place: Some(1) };
        fiscal::edit(&aino, cx, move_up).await.unwrap();
        let order: Vec<_> =
            fiscal::read(&aino, cx).await.unwrap().positions.into_iter().map(|form| form.fields.name).collect();
        assert_eq!(order, ["C", "A", "B"]);

        let quote = house.draft(&aino, vec![]).await;
        let refused = house.edit(&aino, quote, |save| save.fields.fiscal_position = Some(strange)).await;
        assert_eq!(refused_at(refused), [("fiscal_position".to_owned(), Refusal::NotAChoice)]);
        let refused = house.edit(&aino, quote, |save| save.fields.delivery_on = Some(NaiveDate::MIN)).await;
        assert_eq!(refused_at(refused), [("delivery_on".to_owned(), Refusal::NotADay)]);
        house.edit(&aino, quote, |save| save.fields.fiscal_position = Some(first)).await.unwrap();
    });
}

#[test]
fn prices_with_tax_amounts_per_unit_and_groups_come_to_the_same_everywhere() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = administrator(&house).await;
        let cx = &app.cx;
        let included = made(cx, &aino, TaxFields { included: true, ..percent("25,5 % sis.", "25.5") }).await.unwrap();
        let fixed = TaxFields { kind: TaxKindCode::Fixed, ..percent("Pantti", "0.4") };
        let fixed = made(cx, &aino, fixed).await.unwrap();
        let group = TaxFields { kind: TaxKindCode::Group, parts: vec![fixed, house.tax], ..percent("Pullo", "0") };
        let group = made(cx, &aino, group).await.unwrap();
        let quote = house.draft(&aino, vec![]).await;
        let line = |name: &str, quantity: &str, price: &str, tax| {
            domain::quotes::line::LineInput::Product(domain::quotes::line::ProductLineInput {
                tax,
                ..house.priced(name, quantity, price)
            })
        };
        let lines = vec![line("Tuoli", "3", "10", included), line("Juoma", "24", "1", group)];
        let saved = house.edit(&aino, quote, |save| save.lines.clone_from(&lines)).await.unwrap();
        // 30.00 with tax is 23.90; 24.00 with 6.12 of tax and 9.60 of deposits.
        assert_eq!((saved.totals.net, saved.totals.gross), (figure("47.90"), figure("69.72")));
        let sent = house.send(&aino, quote).await;
        assert_eq!(sent.page(cx).await.content.totals, saved.totals);
        taxes::set_rounding(&aino, cx, SetRounding { rounding: TaxRounding::PerLine }).await.unwrap();
        assert_eq!(taxes::read(&aino, cx).await.unwrap().rounding, TaxRounding::PerLine);
        assert_eq!(house.read(&aino, quote).await.book.rounding, TaxRounding::PerLine);
    });
}
