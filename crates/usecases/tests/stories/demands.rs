//! What the seller demands of whoever accepts: role, purchase order number, e-invoice address.
use domain::{
    actors::Role,
    lang::Lang,
    parties::e_invoice::{EInvoice, EInvoiceFault},
    quotes::{
        content::Content,
        demands::Demands,
        difference::{Difference, Fact},
    },
    refusal::Refusal,
};
use testkit::{acceptance, key, on_both, refused_at, refused_whole};
use usecases::{actors::Agent, orders, parties, portal, quotes, templates};
use wire::{
    orders::TakeEInvoice,
    parties::EditParty,
    portal::{AcceptByVisitor, PortalStanding},
    quotes::CreateQuote,
    templates::{EditTemplate, SaveAsTemplate},
};

const ALL: Demands = Demands { role: true, purchase_order: true, e_invoice: true };

#[test]
fn what_is_demanded_must_be_told_and_goes_with_the_order() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let plain = house.send(&anna, quote).await.page(&app.cx).await.content;
        assert!(!plain.canonical().contains("demands"), "a version that demands nothing is as it always was");
        house.edit(&anna, quote, |save| save.fields.demands = ALL).await.unwrap();
        assert_eq!(house.read(&anna, quote).await.fields.demands, ALL);
        let sent = house.send(&anna, quote).await;
        let page = sent.page(&app.cx).await;
        assert_eq!(Content::from_canonical(&page.content.canonical()).unwrap(), page.content);
        let difference = Difference::between(&plain, &page.content);
        assert!(matches!(difference.facts.as_slice(), [Fact::Demands(_)]));
        assert_eq!(difference.apply(&plain).demands, ALL);

        let visitor = sent.visitor(&app.cx).await;
        let try_with = async |change: &dyn Fn(&mut AcceptByVisitor)| {
            let mut form = acceptance(&page, "Päivi Mäkelä");
            change(&mut form);
            portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await
        };
        let needed = |field: &str| (field.to_owned(), Refusal::Required);
        // Nothing told, and the consent forgotten: everything that is missing is told at once.
        let nothing = |form: &mut AcceptByVisitor| {
            (form.role, form.purchase_order, form.consent) = (" ".into(), String::new(), String::new());
        };
        assert_eq!(
            refused_at(try_with(&nothing).await),
            [
                ("consent".to_owned(), Refusal::ConsentNeeded),
                needed("role"),
                needed("purchase_order"),
                needed("e_invoice")
            ]
        );
        assert_eq!(refused_at(try_with(&|_| ()).await), [needed("e_invoice")]);
        let wrong = |form: &mut AcceptByVisitor| form.e_invoice = "003707375463".into();
        let fault = |fault| Refusal::EInvoiceInvalid { fault };
        assert_eq!(refused_at(try_with(&wrong).await), [("e_invoice".to_owned(), fault(EInvoiceFault::Ovt))]);
        let alone = |form: &mut AcceptByVisitor| form.e_invoice = "003707375462".into();
        let told = [("e_invoice_operator".to_owned(), fault(EInvoiceFault::NoOperator))];
        assert_eq!(refused_at(try_with(&alone).await), told);
        assert_eq!(app.snapshot().await.rows("orders"), 0);

        let right = |form: &mut AcceptByVisitor| {
            (form.e_invoice, form.e_invoice_operator) = ("0037 0737 5462".into(), "e204503".into());
        };
        try_with(&right).await.unwrap();
        let kept = EInvoice { address: "003707375462".into(), operator: "E204503".into() };
        let PortalStanding::Accepted { facts } = sent.page(&app.cx).await.standing else { panic!("accepted") };
        assert_eq!(facts.e_invoice, Some(kept.clone()));
        let id = house.read(&anna, quote).await.order.unwrap().id;
        let order = orders::read(&anna, &app.cx, id).await.unwrap();
        assert_eq!((order.e_invoice.as_ref(), order.e_invoice_is_new), (Some(&kept), true));

        // It goes into the customer's record when somebody says so, and never over another one.
        orders::take_e_invoice(&anna, &app.cx, TakeEInvoice { order: id }).await.unwrap();
        orders::take_e_invoice(&anna, &app.cx, TakeEInvoice { order: id }).await.unwrap();
        let party = parties::read(&anna, &app.cx, order.party.id).await.unwrap();
        assert_eq!(
            (party.fields.e_invoice.as_str(), party.fields.e_invoice_operator.as_str()),
            ("003707375462", "E204503")
        );
        assert_eq!(party.timeline.iter().filter(|entry| entry.what == "party.changed").count(), 1);
        assert!(!orders::read(&anna, &app.cx, id).await.unwrap().e_invoice_is_new);
        let mut fields = party.fields;
        (fields.e_invoice, fields.e_invoice_operator) = ("0216:003707375462".into(), String::new());
        let edit = EditParty { id: order.party.id, version: party.version, fields };
        parties::edit(&anna, &app.cx, edit).await.unwrap();
        let again = orders::take_e_invoice(&anna, &app.cx, TakeEInvoice { order: id }).await;
        assert_eq!(refused_whole(again), Refusal::AlreadyTaken);
        let party = parties::read(&anna, &app.cx, order.party.id).await.unwrap();
        assert_eq!(party.fields.e_invoice, "0216:003707375462");
    });
}

#[test]
fn a_new_quotation_demands_what_its_template_demands() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let first = house.draft(&aino, vec![house.line("Pumppu", "1", "10")]).await;
        house.edit(&aino, first, |save| save.fields.demands = ALL).await.unwrap();
        let save = SaveAsTemplate { key: key(), quote: first, name: "Malli".into() };
        let template = templates::save_as(&aino, &app.cx, save).await.unwrap();
        let kept = templates::read(&aino, &app.cx, template).await.unwrap();
        assert_eq!(kept.fields.content.demands, ALL);
        let party = house.read(&aino, first).await.party.id;
        let made = async |template| {
            let command = CreateQuote {
                key: key(),
                opportunity: None,
                party: Some(party),
                title: "Uusi".into(),
                lines: Vec::new(),
                template,
            };
            let id = quotes::create(&aino, &app.cx, command).await.unwrap();
            house.read(&aino, id).await.fields.demands
        };
        assert_eq!(made(Some(template)).await, ALL);
        assert_eq!(made(None).await, Demands::default());
        let mut fields = kept.fields;
        fields.content.demands = Demands { role: true, ..Demands::default() };
        templates::edit(&aino, &app.cx, EditTemplate { id: template, version: kept.version, fields }).await.unwrap();
        assert_eq!(made(Some(template)).await, Demands { role: true, ..Demands::default() });
    });
}
