//! A quotation that demands no signature: as the company has it, as a template has it, accepted by name alone.
use domain::{
    actors::Role,
    lang::Lang,
    quotes::{
        content::Content,
        difference::{Difference, Fact},
        signature::Signature,
    },
    refusal::Refusal,
};
use testkit::{acceptance, key, on_both, refused_at};
use usecases::{actors::Agent, portal, settings, templates};
use wire::{
    portal::{AcceptByVisitor, PortalStanding},
    quotes::{CreateQuote, Origin},
    settings::{CompanyFields, EditCompany},
    templates::{EditTemplate, SaveAsTemplate},
};

#[test]
fn without_a_demand_for_a_signature_a_name_and_consent_are_enough() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let signed = house.send(&anna, quote).await.page(&app.cx).await.content;
        assert!(!signed.canonical().contains("unsigned"), "a version that demands a signature is as it always was");
        house.edit(&anna, quote, |save| save.fields.unsigned = true).await.unwrap();
        assert!(house.read(&anna, quote).await.fields.unsigned);
        let sent = house.send(&anna, quote).await;
        let page = sent.page(&app.cx).await;
        assert_eq!(Content::from_canonical(&page.content.canonical()).unwrap(), page.content);
        let difference = Difference::between(&signed, &page.content);
        assert!(matches!(difference.facts.as_slice(), [Fact::Unsigned(_)]));
        assert!(difference.apply(&signed).unsigned);

        let visitor = sent.visitor(&app.cx).await;
        let form = AcceptByVisitor {
            method: "unsigned".into(),
            typed: String::new(),
            strokes: String::new(),
            ..acceptance(&page, "Päivi Mäkelä")
        };
        let without = AcceptByVisitor { consent: String::new(), key: key().0.to_string(), ..form.clone() };
        let refused = refused_at(portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, without).await);
        assert_eq!(refused, [("consent".to_owned(), Refusal::ConsentNeeded)]);
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let page = sent.page(&app.cx).await;
        let PortalStanding::Accepted { facts } = &page.standing else { panic!("accepted") };
        assert_eq!((facts.name.as_str(), &facts.signature), ("Päivi Mäkelä", &Signature::Unsigned));
    });
}

#[test]
fn a_version_that_demands_a_signature_is_not_accepted_without_one() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let sent = house.send(&anna, quote).await;
        let page = sent.page(&app.cx).await;
        let form = AcceptByVisitor { method: "unsigned".into(), typed: String::new(), ..acceptance(&page, "Päivi") };
        let visitor = sent.visitor(&app.cx).await;
        let refused = refused_at(portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await);
        assert_eq!(refused, [("typed".to_owned(), Refusal::SignatureEmpty)]);
    });
}

#[test]
fn a_new_quotation_demands_what_its_company_or_its_template_demands() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let first = house.draft(&aino, vec![house.line("Pumppu", "1", "10")]).await;
        let view = settings::read(&aino, &app.cx).await.unwrap();
        let fields = CompanyFields { unsigned: true, ..view.company };
        settings::edit_company(&aino, &app.cx, EditCompany { version: view.version, fields }).await.unwrap();

        let first = house.read(&aino, first).await;
        assert!(!first.fields.unsigned, "what is there stays as it was");
        let usual = first.usual.iter().find(|usual| usual.field == "unsigned").unwrap();
        assert_eq!((usual.value.as_str(), usual.from), ("true", Origin::Company));

        let save = SaveAsTemplate { key: key(), quote: first.id, name: "Malli".into() };
        let template = templates::save_as(&aino, &app.cx, save).await.unwrap();
        let kept = templates::read(&aino, &app.cx, template).await.unwrap();
        assert_eq!(kept.fields.content.unsigned, Some(false), "it differs from the company's");
        let made = async |template| {
            let command = CreateQuote {
                key: key(),
                opportunity: None,
                party: Some(first.party.id),
                title: "Uusi".into(),
                lines: Vec::new(),
                template,
            };
            let id = usecases::quotes::create(&aino, &app.cx, command).await.unwrap();
            house.read(&aino, id).await.fields.unsigned
        };
        assert!(made(None).await, "as the company has it");
        assert!(!made(Some(template)).await, "as the template has it");
        let mut fields = kept.fields;
        fields.content.unsigned = None;
        let edit = EditTemplate { id: template, version: kept.version, fields };
        templates::edit(&aino, &app.cx, edit).await.unwrap();
        assert!(made(Some(template)).await, "a template that says nothing leaves it to the company");
    });
}
