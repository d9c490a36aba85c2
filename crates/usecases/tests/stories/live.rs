//! Of whose changes open pages are told, and for how long.
use domain::{actors::Role, ids::CompanyId};
use store::live::Topic;
use testkit::{TestApp, on_both};
use usecases::{Denied, Staff, account, live::may_hear};
use uuid::Uuid;

async fn hears(app: &TestApp, by: &Staff, kind: &str, id: Uuid) -> bool {
    let topic = Topic { company: by.company(), kind: kind.to_owned(), id };
    may_hear(by, &app.cx, &topic).await.unwrap()
}

#[test]
fn nobody_is_told_the_ids_of_what_is_beyond_their_reach() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let team = house.team("Pohjoinen").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let mate = house.person("Matti", Role::TeamSeller, Some(team)).await;
        let paavo = house.person("Paavo", Role::TeamSeller, Some(team)).await;
        let annas = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await.0;
        let paavos = house.draft(&paavo, vec![house.line("Huolto", "2", "120")]).await.0;
        for kind in ["quote", "presence"] {
            assert!(hears(&app, &anna, kind, annas).await && !hears(&app, &anna, kind, paavos).await, "{kind}");
            assert!(hears(&app, &mate, kind, paavos).await && !hears(&app, &mate, kind, annas).await, "{kind}");
            assert!(hears(&app, &maija, kind, annas).await && hears(&app, &maija, kind, paavos).await, "{kind}");
        }
        for (kind, told) in
            [("party", true), ("product", true), ("order", false), ("opportunity", false), ("intake", false)]
        {
            assert_eq!(hears(&app, &anna, kind, Uuid::now_v7()).await, told, "{kind}");
            assert!(hears(&app, &maija, kind, Uuid::now_v7()).await, "{kind}");
        }
        let elsewhere = Topic { company: CompanyId(Uuid::now_v7()), kind: "party".into(), id: annas };
        assert!(!may_hear(&maija, &app.cx, &elsewhere).await.unwrap());
    });
}

#[test]
fn who_listens_is_looked_up_again_and_listening_keeps_no_session_alive() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await.0;

        // Another role counts at once.
        app.run("UPDATE users SET role = 'seller' WHERE name = 'Maija'").await.unwrap();
        assert!(hears(&app, &maija, "quote", quote).await, "as she was");
        let now = account::still_admitted(&maija, &app.cx).await.unwrap();
        assert!(!hears(&app, &now, "quote", quote).await, "as she is");

        app.later(7 * 3_600);
        account::still_admitted(&anna, &app.cx).await.unwrap();
        app.later(3_600);
        assert!(matches!(account::still_admitted(&anna, &app.cx).await, Err(Denied::SignedOut)), "eight hours idle");

        let paavo = house.seller("Paavo").await;
        account::sign_out(&paavo, &app.cx).await.unwrap();
        assert!(matches!(account::still_admitted(&paavo, &app.cx).await, Err(Denied::SignedOut)));
        let liisa = house.seller("Liisa").await;
        app.run("UPDATE users SET active = 0 WHERE name = 'Liisa'").await.unwrap();
        assert!(matches!(account::still_admitted(&liisa, &app.cx).await, Err(Denied::SignedOut)));
    });
}
