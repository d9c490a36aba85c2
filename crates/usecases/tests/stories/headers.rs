//! The head of a quotation: whose it is, where its invoice goes, what brought it in; and where each field comes from.
use domain::{
    actors::Role,
    ids::{TeamId, UserId},
    payment::deposit::{PERCENT, TypedDeposit},
    quotes::{content::PostalAddress, handling::Handling},
    refusal::Refusal,
};
use testkit::{key, offers::new_quote, on_both, refused_at};
use usecases::{Denied, Staff, crm, prices, quotes, templates};
use uuid::Uuid;
use wire::{
    crm::{CreateOpportunity, EditOpportunity},
    prices::{CreatePriceList, PriceListFields},
    quotes::{CreateQuote, HandOver, Origin, QuoteView},
    templates::{EditTemplate, SaveAsTemplate, TemplateFields},
};

fn origin(view: &QuoteView, field: &str) -> Vec<(String, Origin)> {
    view.usual.iter().filter(|one| one.field == field).map(|one| (one.value.clone(), one.from)).collect()
}

#[test]
fn a_quotation_is_given_to_a_colleague_and_goes_to_their_team() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (south, north) = (house.team("Etelä").await, house.team("Pohjoinen").await);
        let maija = house.manager("Maija").await;
        let anna = house.person("Anna", Role::TeamSeller, Some(south)).await;
        let quote = house.draft(&maija, vec![house.line("Huolto", "1", "100")]).await;
        let give = async |by: &Staff, owner: Option<UserId>, team: Option<TeamId>| {
            let version = house.read(&maija, quote).await.version;
            quotes::hand_over(by, &app.cx, HandOver { id: quote, version, owner, team }).await
        };
        let before = house.read(&maija, quote).await;
        let given = give(&maija, Some(anna.user()), before.team.map(|team| team.id)).await.unwrap();
        assert!(given.seen);
        let view = house.read(&maija, quote).await;
        assert_eq!((view.owner.unwrap().id, view.team.unwrap().id), (anna.user(), south));
        let told = &view.timeline[0].changes;
        assert_eq!(told.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["owner", "team"]);
        let stale = HandOver { id: quote, version: 1, owner: None, team: None };
        assert!(matches!(quotes::hand_over(&maija, &app.cx, stale).await, Err(Denied::Stale { .. })));
        let again = HandOver { id: quote, version: 1, owner: Some(anna.user()), team: Some(south) };
        assert_eq!(quotes::hand_over(&maija, &app.cx, again).await.unwrap().version, view.version, "told again");

        // Her team's: she sees it. Given to another team and to nobody, she does not, and is told so.
        assert_eq!(house.read(&anna, quote).await.number, view.number);
        assert!(!give(&anna, None, Some(north)).await.unwrap().seen);
        assert!(matches!(quotes::read(&anna, &app.cx, quote).await, Err(Denied::NotFound)));

        let nobody = give(&maija, Some(UserId(Uuid::now_v7())), Some(north)).await;
        assert_eq!(refused_at(nobody), [("owner".to_owned(), Refusal::NotAChoice)]);
        let strange = app.house("Toinen Oy").await.team("Muu").await;
        for team in [strange, TeamId(Uuid::now_v7())] {
            assert_eq!(refused_at(give(&maija, None, Some(team)).await), [("team".to_owned(), Refusal::NotAChoice)]);
        }
    });
}

#[test]
fn the_invoice_goes_where_the_quotation_says() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "1", "100")]).await;
        let sent = house.send(&anna, quote).await;
        assert_eq!(sent.page(&app.cx).await.content.buyer.address.city, "Tampere");
        let handling = Handling {
            invoice: PostalAddress {
                street: "PL 100".into(),
                postcode: "00026".into(),
                city: "Basware".into(),
                country: String::new(),
            },
            tags: vec!["Huolto".into(), "huolto".into(), "Avain".into()],
            analytic: "KP-100".into(),
            ..Handling::default()
        };
        house.edit(&anna, quote, |save| save.fields.handling = handling.clone()).await.unwrap();
        let view = house.read(&anna, quote).await;
        assert_eq!(view.fields.handling.tags, ["Huolto", "Avain"], "said once in whatever case");
        let sent = house.send(&anna, quote).await;
        let address = sent.page(&app.cx).await.content.buyer.address;
        assert_eq!((address.street.as_str(), address.country.as_str()), ("PL 100", "FI"));
        let copy = quotes::copy(&anna, &app.cx, wire::quotes::CopyQuote { key: key(), id: quote }).await.unwrap();
        assert_eq!(house.read(&anna, copy).await.fields.handling, view.fields.handling);
        let long = house.edit(&anna, quote, |save| save.fields.handling.source = "x".repeat(300)).await;
        assert_eq!(refused_at(long)[0].0, "handling.source");
    });
}

#[test]
fn each_field_says_where_it_comes_from() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let party = house.party(&anna, "Meriläinen Oy").await;
        let command = CreateOpportunity {
            party: Some(party),
            contact_name: "Outi Ora".into(),
            ..super::opportunities::opportunity("Katto")
        };
        let id = crm::create_opportunity(&anna, &app.cx, command).await.unwrap();
        let view = crm::read_opportunity(&anna, &app.cx, id).await.unwrap();
        let form = EditOpportunity { source: "Messut".into(), ..super::opportunities::form(&view) };
        crm::edit_opportunity(&anna, &app.cx, form).await.unwrap();
        let command = CreateQuote { opportunity: Some(id), ..new_quote(party, Vec::new()) };
        let quote = quotes::create(&anna, &app.cx, command).await.unwrap();
        let view = house.read(&anna, quote).await;
        assert_eq!(view.fields.handling.source, "Messut");
        let contact = [("Outi Ora".to_owned(), Origin::Opportunity), ("Päivi Mäkelä".to_owned(), Origin::Customer)];
        assert_eq!(origin(&view, "contact_name"), contact);
        assert_eq!(view.fields.contact_name, "Outi Ora");
        assert_eq!(origin(&view, "language"), [("fi".to_owned(), Origin::Customer)]);
        assert!(origin(&view, "payment_terms").contains(&(view.fields.payment_terms.clone(), Origin::Company)));
        assert_eq!(origin(&view, "terms"), [(view.fields.terms.clone(), Origin::Company)]);
        assert!(origin(&view, "owner").contains(&(anna.user().to_string(), Origin::Opportunity)));
        assert!(view.people.iter().any(|one| one.id == anna.user()));
    });
}

#[test]
fn a_customers_salesperson_gets_the_quotation_where_the_maker_still_sees_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, ville, maija) =
            (house.seller("Anna").await, house.seller("Ville").await, house.manager("Maija").await);
        let party = house.party(&anna, "Meriläinen Oy").await;
        let by_manager = quotes::create(&maija, &app.cx, new_quote(party, Vec::new())).await.unwrap();
        assert_eq!(house.read(&maija, by_manager).await.owner.unwrap().id, anna.user());
        let by_colleague = quotes::create(&ville, &app.cx, new_quote(party, Vec::new())).await.unwrap();
        assert_eq!(house.read(&ville, by_colleague).await.owner.unwrap().id, ville.user());
    });
}

#[test]
fn what_a_template_gave_is_told_by_its_name_and_never_as_the_customers() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let fields = PriceListFields {
            name: "Sopimus".into(),
            active: true,
            for_all: false,
            currency: None,
            countries: String::new(),
            rules: Vec::new(),
        };
        let list = prices::create(&maija, &app.cx, CreatePriceList { key: key(), fields }).await.unwrap();
        let quote = house.draft(&maija, vec![house.line("Huolto", "1", "100")]).await;
        let share = TypedDeposit { kind: PERCENT.into(), value: "30".into(), days: "7".into() };
        house
            .edit(&maija, quote, |save| {
                save.fields.introduction = "Kiitos kiinnostuksesta.".into();
                save.fields.deposit = share.clone();
            })
            .await
            .unwrap();
        let command = SaveAsTemplate { key: key(), quote, name: "Lämpöpumppu".into() };
        let template = templates::save_as(&maija, &app.cx, command).await.unwrap();
        let view = templates::read(&maija, &app.cx, template).await.unwrap();
        let fields = TemplateFields { valid_days: 10, price_list: Some(list), ..view.fields };
        templates::edit(&maija, &app.cx, EditTemplate { id: template, version: view.version, fields }).await.unwrap();

        let party = house.party(&maija, "Meriläinen Oy").await;
        let command = CreateQuote { template: Some(template), ..new_quote(party, Vec::new()) };
        let quote = quotes::create(&maija, &app.cx, command).await.unwrap();
        let view = house.read(&maija, quote).await;
        let named = |field: &str, value: &str| {
            let found = view.usual.iter().find(|one| one.field == field && one.value == value);
            found.map(|one| (one.from, one.name.as_str()))
        };
        let template = Some((Origin::Template, "Lämpöpumppu"));
        assert_eq!(named("introduction", "Kiitos kiinnostuksesta."), template);
        assert_eq!(named("valid_until", &view.fields.valid_until.unwrap().to_string()), template);
        assert_eq!(named("price_list", &list.to_string()), template, "the list is not told as the customer's");
        assert_eq!(named("deposit.kind", &view.fields.deposit.told()), template);
        assert_eq!(named("valid_until", ""), Some((Origin::Company, "14")), "nothing written means the company's days");
        assert_eq!(named("handling.street", "").map(|(from, _)| from), Some(Origin::Customer));

        // One without a template names none.
        let plain = quotes::create(&maija, &app.cx, new_quote(party, Vec::new())).await.unwrap();
        let plain = house.read(&maija, plain).await;
        assert!(plain.usual.iter().all(|one| one.from != Origin::Template));
    });
}
