//! Payment terms: who may change them, what no two may say, and what a quotation makes of them.
use domain::{
    actors::Role,
    lang::Lang,
    quotes::content::Content,
    refusal::Refusal,
    terms::{
        Instalment, Part,
        due::Due,
        early::{EarlyDiscount, EarlyTaxes},
        schedule::{EarlyPayment, Scheduled},
    },
};
use rust_decimal::Decimal;
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, parties, quotes, terms};
use wire::{
    parties::EditParty,
    terms::{SaveTerms, TermsFields},
};

async fn administrator(house: &House) -> Staff {
    house.person("Aino", Role::Administrator, None).await
}

fn part(percent: i64, days: u32) -> Instalment {
    Instalment { part: Part::Percent(Decimal::from(percent)), due: Due::DaysAfter { days } }
}

fn made(instalments: Vec<Instalment>, early: Option<EarlyDiscount>) -> SaveTerms {
    SaveTerms { key: key(), id: None, version: 0, fields: TermsFields { instalments, early, active: true } }
}

#[test]
fn a_company_begins_with_payment_terms_and_changes_them() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, chief) = (house.seller("Anna").await, administrator(&house).await);
        let seeds = terms::choices(&anna, &app.cx).await.unwrap();
        let said: Vec<&str> = seeds.iter().map(|choice| choice.sentence.written(Lang::Fi)).collect();
        assert_eq!(
            said.iter().map(|words| words.replace('\u{a0}', " ")).collect::<Vec<_>>(),
            [
                "14 pv netto",
                "7 pv netto",
                "30 pv netto",
                "30 % heti, loput 14 päivän kuluessa",
                "Maksu seuraavan kuukauden lopussa",
                "14 pv netto, kassa-alennus 2 % 7 päivän kuluessa",
            ]
        );
        assert!(matches!(terms::list(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        let thirds = made(vec![part(50, 0), part(25, 30), part(25, 60)], None);
        assert!(matches!(terms::save(&anna, &app.cx, thirds.clone()).await, Err(Denied::NotAllowed)));
        let saved = terms::save(&chief, &app.cx, thirds.clone()).await.unwrap();
        assert_eq!(terms::save(&chief, &app.cx, thirds.clone()).await.unwrap(), saved, "told twice, made once");
        let same = refused_at(terms::save(&chief, &app.cx, SaveTerms { key: key(), ..thirds.clone() }).await);
        assert_eq!(same, [("instalments".to_owned(), Refusal::AlreadyTaken)]);

        let fields = TermsFields { active: false, ..thirds.fields.clone() };
        let edit = SaveTerms { key: key(), id: Some(saved.id), version: 1, fields };
        assert_eq!(terms::save(&chief, &app.cx, edit.clone()).await.unwrap().version, 2);
        let unchanged = SaveTerms { key: key(), version: 2, ..edit.clone() };
        assert_eq!(terms::save(&chief, &app.cx, unchanged).await.unwrap().version, 2, "nothing changed");
        let stale = SaveTerms { key: key(), ..edit.clone() };
        assert!(matches!(terms::save(&chief, &app.cx, stale).await, Err(Denied::Stale { current: 2 })));
        let stranger = administrator(&other).await;
        assert!(matches!(
            terms::save(&stranger, &app.cx, SaveTerms { key: key(), ..edit }).await,
            Err(Denied::NotFound)
        ));
        let view = terms::list(&chief, &app.cx).await.unwrap();
        let row = view.terms.iter().find(|row| row.id == saved.id).unwrap();
        assert_eq!((row.version, row.fields.active, &row.fields.instalments), (2, false, &thirds.fields.instalments));
    });
}

#[test]
fn what_is_wrong_with_payment_terms_stands_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let chief = administrator(&house).await;
        let refused = async |command: SaveTerms| refused_at(terms::save(&chief, &app.cx, command).await);
        let early = EarlyDiscount { percent: Decimal::ZERO, days: 0, taxes: EarlyTaxes::AlwaysReduced };
        let at = |field: &str, refusal: Refusal| (field.to_owned(), refusal);
        assert_eq!(refused(made(vec![], None)).await, [at("instalments", Refusal::Required)]);
        let sum = Decimal::from(80);
        let whole = at("instalments", Refusal::InstalmentsNotWhole { sum });
        assert_eq!(refused(made(vec![part(30, 0), part(50, 9)], None)).await, [whole]);
        let over = refused(made(vec![part(60, 0), part(70, 0), part(-30, 14)], None)).await;
        assert_eq!(over, [at("instalments", Refusal::InstalmentsNotWhole { sum: Decimal::from(130) })]);
        let far = Instalment { part: Part::Fixed(figure("0")), due: Due::OnDayOfNextMonth { days: 9_999, day: 32 } };
        let found = refused(made(vec![far, part(100, 0)], None)).await;
        let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["instalments.0.value", "instalments.0.days", "instalments.0.day"]);
        let found = refused(made(vec![part(100, 14)], Some(early))).await;
        let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["early.percent", "early.days", "early.taxes"]);
        let early = EarlyDiscount { percent: Decimal::TWO, days: 7, taxes: EarlyTaxes::Reduced };
        let several = refused(made(vec![part(30, 0), part(70, 14)], Some(early))).await;
        assert_eq!(several, [at("early.percent", Refusal::NeedsOneInstalment)]);
    });
}

#[test]
fn a_quotation_says_its_terms_in_its_language_and_freezes_what_is_due() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let party = house.party(&anna, "Köpare Ab").await;
        let mut view = parties::read(&anna, &app.cx, party).await.unwrap();
        view.fields.language = Lang::Sv;
        let edit = EditParty { id: party, version: view.version, fields: view.fields };
        parties::edit(&anna, &app.cx, edit).await.unwrap();

        // The company's own terms are written in Finnish; the document is Swedish.
        let quote = house.draft_for(&anna, party, vec![house.line("Pump", "1", "1000")]).await;
        let view = house.read(&anna, quote).await;
        assert_eq!(view.fields.payment_terms.replace('\u{a0}', " "), "14 dagar netto");
        let sent = house.send(&anna, quote).await;
        assert_eq!(sent.page(&app.cx).await.content.schedule, None, "one instalment needs no list");

        let choice = |at: usize| view.payment_terms[at].sentence.written(Lang::Sv).to_owned();
        house.edit(&anna, quote, |save| save.fields.payment_terms = choice(3)).await.unwrap();
        let page = house.send(&anna, quote).await.page(&app.cx).await;
        let gross = page.content.totals.gross;
        let advance = figure("0.3") * gross;
        let due = |amount, days| Scheduled { amount, due: Due::DaysAfter { days } };
        let schedule = page.content.schedule.clone().unwrap();
        assert_eq!(schedule.parts, [due(advance, 0), due(gross - advance, 14)]);
        assert_eq!(Content::from_canonical(&page.content.canonical()).unwrap(), page.content);
        quotes::pdf(&anna, &app.cx, quote, None).await.unwrap();

        house.edit(&anna, quote, |save| save.fields.payment_terms = choice(5)).await.unwrap();
        let page = house.send(&anna, quote).await.page(&app.cx).await;
        let early = page.content.schedule.unwrap().early;
        assert_eq!(early, Some(EarlyPayment { amount: figure("0.98") * gross, days: 7 }));

        house.edit(&anna, quote, |save| save.fields.payment_terms = "Enligt avtal".into()).await.unwrap();
        assert_eq!(house.send(&anna, quote).await.page(&app.cx).await.content.schedule, None, "own words are words");
    });
}
