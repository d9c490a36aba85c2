//! Warehouses: kept by the settings, given to new quotations, frozen in what is sent, taken over by the order.
use domain::{
    actors::Role,
    lang::Lang,
    quotes::{
        content::PostalAddress,
        difference::{Difference, Fact},
    },
    refusal::Refusal,
};
use testkit::{acceptance, key, on_both, refused_at};
use usecases::{Denied, actors::Agent, portal, warehouses};
use wire::{
    quotes::Origin,
    warehouses::{SaveWarehouse, WarehouseFields},
};

fn named(name: &str, usual: bool) -> SaveWarehouse {
    let address = PostalAddress { street: "Varastotie 1".into(), ..PostalAddress::default() };
    let fields = WarehouseFields { name: name.into(), address, usual, active: true };
    SaveWarehouse { key: key(), id: None, version: 0, fields }
}

#[test]
fn a_warehouse_is_kept_once_and_one_of_them_is_the_usual_one() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let command = named("Vantaa", true);
        let first = warehouses::save(&aino, &app.cx, command.clone()).await.unwrap();
        assert_eq!(warehouses::save(&aino, &app.cx, command).await.unwrap(), first, "told again");
        let second = warehouses::save(&aino, &app.cx, named("Oulu", true)).await.unwrap();
        let rows = warehouses::list(&aino, &app.cx).await.unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.fields.name.as_str(), row.fields.usual, row.version)).collect();
        assert_eq!(told, [("Oulu", true, 1), ("Vantaa", false, 2)]);
        assert_eq!(rows[0].fields.address.country, "FI");

        let refused = refused_at(warehouses::save(&aino, &app.cx, named("Oulu", false)).await);
        assert_eq!(refused, [("name".to_owned(), Refusal::AlreadyTaken)]);
        let refused = refused_at(warehouses::save(&aino, &app.cx, named(" ", false)).await);
        assert_eq!(refused, [("name".to_owned(), Refusal::Required)]);
        let late = SaveWarehouse { id: Some(first.id), version: 1, ..named("Vantaa", false) };
        assert!(matches!(warehouses::save(&aino, &app.cx, late).await, Err(Denied::Stale { current: 2 })));
        let fields = WarehouseFields { active: false, ..named("Oulu", true).fields };
        let edit = SaveWarehouse { key: key(), id: Some(second.id), version: 1, fields };
        warehouses::save(&aino, &app.cx, edit).await.unwrap();
        let rows = warehouses::list(&aino, &app.cx).await.unwrap();
        assert!(rows.iter().all(|row| !row.fields.usual), "one out of use is not the usual one");

        let anna = house.seller("Anna").await;
        assert!(matches!(warehouses::list(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        let other = app.house("Toinen Oy").await;
        let stranger = other.person("Outi", Role::Administrator, None).await;
        assert!(warehouses::list(&stranger, &app.cx).await.unwrap().is_empty());
        let edit = SaveWarehouse { key: key(), id: Some(first.id), version: 2, ..named("Varas", false) };
        assert!(matches!(warehouses::save(&stranger, &app.cx, edit).await, Err(Denied::NotFound)));
    });
}

#[test]
fn an_order_goes_to_the_warehouse_of_the_version_that_was_accepted() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let before = house.draft(&aino, vec![house.line("Pumppu", "1", "10")]).await;
        assert!(house.read(&aino, before).await.warehouses.is_empty(), "nothing to choose where there is none");
        let vantaa = warehouses::save(&aino, &app.cx, named("Vantaa", true)).await.unwrap().id;
        let oulu = warehouses::save(&aino, &app.cx, named("Oulu", false)).await.unwrap().id;

        let quote = house.draft(&aino, vec![house.line("Pumppu", "1", "10")]).await;
        let view = house.read(&aino, quote).await;
        assert_eq!((view.fields.warehouse, view.warehouses.len()), (Some(vantaa), 2));
        let usual = view.usual.iter().find(|usual| usual.field == "warehouse").unwrap();
        assert_eq!((usual.value.clone(), usual.from), (vantaa.to_string(), Origin::Company));
        let first = house.send(&aino, quote).await.page(&app.cx).await.content;
        assert_eq!(first.warehouse.as_ref().unwrap().name, "Vantaa");

        house.edit(&aino, quote, |save| save.fields.warehouse = Some(oulu)).await.unwrap();
        let sent = house.send(&aino, quote).await;
        let page = sent.page(&app.cx).await;
        let difference = Difference::between(&first, &page.content);
        assert!(matches!(difference.facts.as_slice(), [Fact::Warehouse(_)]));
        assert_eq!(difference.apply(&first).warehouse, page.content.warehouse);
        // The draft goes on; what is accepted is what was sent.
        house.edit(&aino, quote, |save| save.fields.warehouse = None).await.unwrap();
        let visitor = sent.visitor(&app.cx).await;
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();
        let kept = app.texts("SELECT w.name FROM orders AS o JOIN warehouses AS w ON w.id = o.warehouse_id").await;
        assert_eq!(kept, ["Oulu"]);
    });
}

#[test]
fn a_warehouse_of_others_or_out_of_use_is_refused() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let other = app.house("Toinen Oy").await;
        let outi = other.person("Outi", Role::Administrator, None).await;
        let theirs = warehouses::save(&outi, &app.cx, named("Heidän", true)).await.unwrap().id;
        let quote = house.draft(&aino, vec![house.line("Pumppu", "1", "10")]).await;
        let refused = refused_at(house.edit(&aino, quote, |save| save.fields.warehouse = Some(theirs)).await);
        assert_eq!(refused, [("warehouse".to_owned(), Refusal::NotAChoice)]);
        let mut retired = named("Vanha", false);
        retired.fields.active = false;
        let retired = warehouses::save(&aino, &app.cx, retired).await.unwrap().id;
        let refused = refused_at(house.edit(&aino, quote, |save| save.fields.warehouse = Some(retired)).await);
        assert_eq!(refused, [("warehouse".to_owned(), Refusal::NotAChoice)]);
    });
}
