//! A draft for another customer: what came from the old one comes from the new one, what was written by hand stays.
use domain::{
    actors::Role,
    ids::{PartyId, PriceListId},
    lang::Lang,
    money::Currency,
    quotes::{
        content::PostalAddress,
        line::{LineInput, ProductLineInput},
    },
    refusal::Refusal,
};
use testkit::{House, house::figure, key, offers::new_quote, on_both, refused_at};
use usecases::{Cx, Denied, Staff, crm, currencies, parties, prices, quotes, taxes};
use uuid::Uuid;
use wire::{
    crm::CreateOpportunity,
    currencies::{CurrencyFields, RateFields, SaveCurrency},
    fiscal::AddUsualTaxes,
    parties::{CreateParty, PartyFields},
    prices::{CreatePriceList, PriceListFields, RuleFields, RulePrice},
    quotes::{ChangeParty, CopyQuote, CreateQuote},
    shared::ListQuery,
};

fn to(read: (domain::ids::QuoteId, i64), party: PartyId) -> ChangeParty {
    ChangeParty { key: key(), id: read.0, version: read.1, party }
}

async fn list(cx: &Cx, by: &Staff, name: &str, currency: Option<Currency>, rules: Vec<RuleFields>) -> PriceListId {
    let fields =
        PriceListFields { name: name.into(), active: true, for_all: false, currency, countries: String::new(), rules };
    prices::create(by, cx, CreatePriceList { key: key(), fields }).await.unwrap()
}

/// A customer in Oslo who reads Swedish, with terms, a delivery address and a list of its own.
async fn abroad(cx: &Cx, by: &Staff, name: &str, price_list: PriceListId) -> PartyId {
    let place = |street: &str, city: &str| PostalAddress {
        street: street.into(),
        postcode: "0150".into(),
        city: city.into(),
        country: "NO".into(),
    };
    let fields = PartyFields {
        name: name.into(),
        contact_name: "Karl Berg".into(),
        email: "karl@berg.test".into(),
        language: Lang::Sv,
        billing: place("Gata 1", "Oslo"),
        delivery: place("Kai 2", "Drammen"),
        payment_terms: "Kontant".into(),
        price_list: Some(price_list),
        ..PartyFields::default()
    };
    parties::create(by, cx, CreateParty { key: key(), fields }).await.unwrap()
}

async fn sold(house: &House, maija: &Staff) -> (ProductLineInput, RuleFields) {
    let product = house.product(maija, "Pumppu", "100").await.unwrap();
    let rule = RuleFields {
        product: Some(product),
        variant: None,
        category: None,
        min_quantity: figure("0"),
        from: None,
        until: None,
        price: RulePrice::Fixed { price: figure("80") },
    };
    (ProductLineInput { product: Some(product), ..house.priced("Pumppu", "1", "100") }, rule)
}

#[test]
fn fields_of_the_old_customer_are_filled_anew_and_no_price_or_tax_moves() {
    on_both(async |app| {
        let (house, cx) = (app.house("Salmela Oy").await, &app.cx);
        let maija = house.person("Aino", Role::Administrator, None).await;
        taxes::add_usual(&maija, cx, AddUsualTaxes { key: key() }).await.unwrap();
        let (line, rule) = sold(&house, &maija).await;
        let theirs = list(cx, &maija, "Norge", None, vec![rule]).await;
        let old = house.party(&maija, "Meriläinen Oy").await;
        let new = abroad(cx, &maija, "Berg Ab", theirs).await;
        let command = CreateOpportunity { party: Some(old), ..super::opportunities::opportunity("Katto") };
        let opportunity = crm::create_opportunity(&maija, cx, command).await.unwrap();
        let command = CreateQuote { opportunity: Some(opportunity), ..new_quote(old, vec![LineInput::Product(line)]) };
        let quote = quotes::create(&maija, cx, command).await.unwrap();
        house
            .edit(&maija, quote, |save| {
                save.fields.terms = "Sovittu suullisesti.".into();
                save.fields.customer_reference = "VIITE-9".into();
            })
            .await
            .unwrap();
        let before = house.read(&maija, quote).await;

        let command = to((quote, before.version), new);
        let changed = quotes::change_party(&maija, cx, command).await.unwrap();
        assert_eq!((changed.version, changed.other_currency), (before.version + 1, false));
        assert_eq!(quotes::change_party(&maija, cx, command).await.unwrap(), changed, "told twice, done once");
        let view = house.read(&maija, quote).await;
        assert_eq!((view.version, view.party.id, view.party.name.as_str()), (changed.version, new, "Berg Ab"));
        let fields = &view.fields;
        assert_eq!((fields.language, fields.contact_name.as_str()), (Lang::Sv, "Karl Berg"));
        assert_eq!((fields.payment_terms.as_str(), fields.price_list), ("Kontant", Some(theirs)));
        assert_eq!(fields.shipment.address.city, "Drammen");
        assert!(fields.fiscal_position.is_some() && fields.fiscal_position != before.fields.fiscal_position);
        assert_eq!(fields.fiscal_position, view.fiscal.position.as_ref().map(|position| position.id));
        assert_eq!((fields.terms.as_str(), fields.customer_reference.as_str()), ("Sovittu suullisesti.", "VIITE-9"));
        assert_eq!((&view.lines, &view.totals), (&before.lines, &before.totals));
        assert_eq!(view.opportunity.map(|one| one.id), Some(opportunity));
        let told = &view.timeline[0].changes[0];
        assert_eq!(
            (told.field.as_str(), told.old.as_str(), told.new.as_str()),
            ("party", "Meriläinen Oy", "Berg Ab"),
            "who it was for and who it is for"
        );
        let found = ListQuery { search: "berg".into(), ..ListQuery::default() };
        assert_eq!(quotes::list(&maija, cx, found).await.unwrap().rows.len(), 1, "found by its new customer");

        // The same customer again is nothing new, from whatever version.
        let again = quotes::change_party(&maija, cx, to((quote, 1), new)).await.unwrap();
        assert_eq!(again.version, changed.version);
        assert!(matches!(quotes::change_party(&maija, cx, to((quote, 1), old)).await, Err(Denied::Stale { .. })));

        // Back again: nothing of the one in between is left.
        quotes::change_party(&maija, cx, to((quote, changed.version), old)).await.unwrap();
        let back = house.read(&maija, quote).await;
        assert_eq!(back.fields, before.fields);
    });
}

#[test]
fn what_was_written_by_hand_stays_and_a_list_in_another_currency_is_only_offered() {
    on_both(async |app| {
        let (house, cx) = (app.house("Salmela Oy").await, &app.cx);
        let maija = house.manager("Maija").await;
        let crown = Currency::parse("SEK").unwrap();
        let rates = vec![RateFields { from: "2020-01-01".parse().unwrap(), per_base: figure("11.25") }];
        let fields = CurrencyFields { code: "SEK".into(), active: true, rates };
        currencies::save(&maija, cx, SaveCurrency { key: key(), id: None, version: 0, fields }).await.unwrap();
        let sweden = list(cx, &maija, "Sverige", Some(crown), Vec::new()).await;
        let new = abroad(cx, &maija, "Berg Ab", sweden).await;
        let quote = house.draft(&maija, vec![house.line("Huolto", "1", "100")]).await;
        house
            .edit(&maija, quote, |save| {
                save.fields.language = Lang::En;
                save.fields.contact_name = "Oma Valinta".into();
                save.fields.payment_terms = "Puolet heti".into();
                save.fields.shipment.address.street = "Työmaa 3".into();
            })
            .await
            .unwrap();
        let before = house.read(&maija, quote).await;
        let changed = quotes::change_party(&maija, cx, to((quote, before.version), new)).await.unwrap();
        assert_eq!((changed.other_currency, changed.list), (true, Some(sweden)));
        let view = house.read(&maija, quote).await;
        assert_eq!((view.party.id, view.currency, &view.totals), (new, before.currency, &before.totals));
        assert_eq!(view.fields, before.fields, "written by hand, all of it");
    });
}

#[test]
fn nobody_changes_the_customer_of_what_was_sent_or_is_not_theirs() {
    on_both(async |app| {
        let (house, cx) = (app.house("Salmela Oy").await, &app.cx);
        let (anna, otto) = (house.seller("Anna").await, house.seller("Otto").await);
        let other = house.party(&anna, "Toinen Oy").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "1", "100")]).await;
        let version = house.read(&anna, quote).await.version;
        let theirs = quotes::change_party(&otto, cx, to((quote, version), other)).await;
        assert!(matches!(theirs, Err(Denied::NotFound)), "not within reach");
        let strange = app.house("Muu Oy").await;
        let stranger = strange.seller("Kaisa").await;
        let not_ours = strange.party(&stranger, "Heidän Oy").await;
        for party in [not_ours, PartyId(Uuid::now_v7())] {
            let refused = refused_at(quotes::change_party(&anna, cx, to((quote, version), party)).await);
            assert_eq!(refused, [("party".to_owned(), Refusal::NotThere)]);
        }

        let sent = house.send(&anna, quote).await;
        let refused = || async { refused_at(quotes::change_party(&anna, cx, to((quote, sent.version), other)).await) };
        assert_eq!(refused().await, [("party".to_owned(), Refusal::CustomerHasIt)]);
        let page = sent.page(cx).await;
        assert_eq!(page.content.buyer.name, "Meriläinen Oy");
        // A copy is nobody's yet.
        let copy = quotes::copy(&anna, cx, CopyQuote { key: key(), id: quote }).await.unwrap();
        quotes::change_party(&anna, cx, to((copy, 1), other)).await.unwrap();
        assert_eq!(house.read(&anna, copy).await.party.id, other);
    });
}
