//! Saved views: kept under a name, shared, changed by those who may, and still opened when what they name is gone.
use crate::opportunities::opportunity;
use domain::{
    actors::{Permission, Role},
    crm::saved_views::MOST,
    ids::SavedViewId,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use store::crm::list as stored;
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, account, crm};
use uuid::Uuid;
use wire::{
    saved_views::{RemoveView, SaveView, SavedView},
    stages::RetireStage,
};

fn new(name: &str, address: &str) -> SaveView {
    SaveView {
        key: key(),
        id: None,
        version: 0,
        name: name.into(),
        address: address.into(),
        shared: false,
        usual: false,
    }
}

fn of(view: &SavedView) -> SaveView {
    SaveView {
        id: Some(view.id),
        version: view.version,
        shared: view.shared,
        usual: view.usual,
        ..new(&view.name, &view.address)
    }
}

async fn save(house: &House, by: &Staff, command: SaveView) -> Result<SavedViewId, Denied> {
    crm::save_view(by, &house.cx, command).await
}

async fn list(house: &House, by: &Staff) -> Vec<SavedView> {
    crm::list_views(by, &house.cx).await.unwrap()
}

#[test]
fn a_view_is_a_link_with_a_name_of_its_owner_until_it_is_shared() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let command = new("  Ilman   askelta ", "/pipeline?step=none");
        let id = save(&house, &anna, command.clone()).await.unwrap();
        assert_eq!(save(&house, &anna, command).await.unwrap(), id, "told twice it is one");
        let mine = list(&house, &anna).await;
        assert_eq!(
            (mine.len(), mine[0].name.as_str(), mine[0].address.as_str()),
            (1, "Ilman askelta", "/pipeline?step=none")
        );
        assert!(list(&house, &paavo).await.is_empty());
        assert!(matches!(save(&house, &paavo, of(&mine[0])).await, Err(Denied::NotFound)), "nobody else's to see");

        save(&house, &anna, SaveView { shared: true, ..of(&mine[0]) }).await.unwrap();
        let theirs = list(&house, &paavo).await;
        assert_eq!((theirs[0].owner.as_str(), theirs[0].may), ("Anna", false));
        let renamed = SaveView { name: "Omani".into(), ..of(&theirs[0]) };
        assert!(matches!(save(&house, &paavo, renamed).await, Err(Denied::NotAllowed)));
        let remove = |view: &SavedView| RemoveView { key: key(), id: view.id, version: view.version };
        assert!(matches!(crm::remove_view(&paavo, &app.cx, remove(&theirs[0])).await, Err(Denied::NotAllowed)));

        // Anybody's pipeline may open with it, which changes nothing of the view.
        save(&house, &paavo, SaveView { usual: true, ..of(&theirs[0]) }).await.unwrap();
        assert_eq!(list(&house, &paavo).await[0].version, theirs[0].version);
        let opens = async |by: &Staff| account::me(by, &app.cx).await.unwrap().pipeline;
        assert_eq!(opens(&paavo).await.as_deref(), Some("/pipeline?step=none"));
        assert_eq!(opens(&anna).await, None);

        let admin = house.person("Ylläpito", Role::Administrator, None).await;
        let seen = list(&house, &admin).await;
        save(&house, &admin, SaveView { name: "Ilman".into(), ..of(&seen[0]) }).await.unwrap();
        assert!(matches!(save(&house, &anna, of(&seen[0])).await, Err(Denied::Stale { .. })), "changed meanwhile");
        // No longer shared, it is nobody else's, and opens nobody else's pipeline.
        let now = list(&house, &anna).await;
        save(&house, &anna, SaveView { shared: false, ..of(&now[0]) }).await.unwrap();
        assert!(list(&house, &paavo).await.is_empty());
        assert_eq!(opens(&paavo).await, None);
        let last = list(&house, &anna).await;
        crm::remove_view(&anna, &app.cx, remove(&last[0])).await.unwrap();
        assert!(list(&house, &anna).await.is_empty());
    });
}

#[test]
fn what_cannot_be_kept_is_refused_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let refused = async |command: SaveView| refused_at(save(&house, &anna, command).await);
        assert_eq!(refused(new(" ", "/pipeline")).await, [("name".to_owned(), Refusal::Required)]);
        for address in ["https://evil.example", "//evil.example", "javascript:alert(1)", "/pipeline?a=\"<script>"] {
            assert_eq!(refused(new("A", address)).await, [("address".to_owned(), Refusal::NotAChoice)], "{address}");
        }
        save(&house, &anna, new("Talvi", "/pipeline")).await.unwrap();
        assert_eq!(refused(new("TALVI", "/opportunities")).await, [("name".to_owned(), Refusal::AlreadyTaken)]);
        for number in 1..MOST {
            save(&house, &anna, new(&format!("Näkymä {number}"), "/pipeline")).await.unwrap();
        }
        let most = Refusal::TooLarge { most: Decimal::from(MOST) };
        assert_eq!(refused(new("Vielä", "/pipeline")).await, [("name".to_owned(), most)]);
        // Another person's names are their own.
        let paavo = house.seller("Paavo").await;
        save(&house, &paavo, new("Talvi", "/pipeline")).await.unwrap();
    });
}

#[test]
fn a_view_that_names_what_is_no_more_says_so() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let stage = house.stages[0];
        save(&house, &anna, new("On", &format!("/pipeline?stage={stage}&owner={}", anna.user()))).await.unwrap();
        save(&house, &anna, new("Ei", &format!("/pipeline?stage={}", Uuid::from_u128(9)))).await.unwrap();
        let found = list(&house, &anna).await;
        assert_eq!(
            found.iter().map(|view| (view.name.as_str(), view.missing)).collect::<Vec<_>>(),
            [("On", false), ("Ei", true)]
        );
    });
}

#[test]
fn a_view_opens_without_what_is_out_of_use_and_its_own_address_is_kept() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let stage = house.stages[0];
        let address = format!("/pipeline?mine=1&stage={stage}");
        save(&house, &anna, SaveView { usual: true, ..new("Alku", &address) }).await.unwrap();
        let lost = format!("/opportunities?state=lost&stage={stage}");
        save(&house, &anna, new("Hävityt", &lost)).await.unwrap();
        let opens = async || account::me(&anna, &app.cx).await.unwrap().pipeline.unwrap();
        assert_eq!(opens().await, address);

        let known = crm::list_stages(&admin, &app.cx).await.unwrap();
        let known = known.stages.into_iter().find(|one| one.id == stage).unwrap();
        let retire =
            RetireStage { key: key(), id: stage, version: known.version, retired: true, to: Some(house.stages[1]) };
        crm::retire_stage(&admin, &app.cx, retire).await.unwrap();
        let found = list(&house, &anna).await;
        assert_eq!((found[0].missing, found[0].address.as_str()), (true, address.as_str()));
        assert_eq!(found[0].opens, "/pipeline?mine=1&gone=1");
        assert_eq!(opens().await, "/pipeline?mine=1&gone=1");
        // What was lost in that stage is still found by it.
        assert_eq!((found[1].missing, found[1].opens.as_str()), (false, lost.as_str()));
    });
}

#[test]
fn a_view_is_told_how_many_it_finds_and_nobody_counts_beyond_a_hundred() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        for (by, title) in [(&anna, "Mäkelän katto"), (&anna, "Sauna"), (&paavo, "Mäkelän sauna")] {
            crm::create_opportunity(by, &app.cx, opportunity(title)).await.unwrap();
        }
        for (name, address) in [
            ("Haku", "/opportunities?search=m%C3%A4kel%C3%A4n"),
            ("Hävityt", "/opportunities?state=lost"),
            ("Taulu", "/pipeline?state=lost"),
            ("Luvut", "/pivot?rows=tag"),
            ("Omat", "/opportunities?mine=1"),
        ] {
            save(&house, &anna, SaveView { shared: true, ..new(name, address) }).await.unwrap();
        }
        let counts = async |by: &Staff| list(&house, by).await.into_iter().map(|view| view.count).collect::<Vec<_>>();
        // The board has open ones only.
        assert_eq!(counts(&anna).await, [Some(1), Some(0), Some(2), None, Some(2)]);
        assert_eq!(counts(&paavo).await, [Some(1), Some(0), Some(1), None, Some(1)], "within each one's own reach");
        for number in 0..120 {
            crm::create_opportunity(&anna, &app.cx, opportunity(&format!("Katto {number}"))).await.unwrap();
        }
        assert_eq!(counts(&anna).await[2], Some(wire::shared::COUNTED));
    });
}

#[test]
fn words_of_a_view_are_looked_for_in_three_of_them_and_no_further_than_tells() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        for number in 0..4 {
            crm::create_opportunity(&paavo, &app.cx, opportunity(&format!("Katto {number}"))).await.unwrap();
        }
        crm::create_opportunity(&anna, &app.cx, opportunity("Anna 100 % \"katto\"")).await.unwrap();
        for (name, address) in [
            ("Lyhyt", "/opportunities?search=ka"),
            ("Katot", "/pipeline?search=KATTO"),
            ("Merkit", "/opportunities?search=100%20%25%20%22k"),
            ("Ei ole", "/opportunities?search=sauna&mine=1"),
            ("Neljas", "/opportunities?search=katto"),
            ("Kaikki", "/opportunities"),
        ] {
            save(&house, &anna, SaveView { shared: true, ..new(name, address) }).await.unwrap();
        }
        let counts = async |by: &Staff| list(&house, by).await.into_iter().map(|view| view.count).collect::<Vec<_>>();
        assert_eq!(counts(&anna).await, [None, Some(1), Some(1), Some(0), None, Some(1)]);
        assert_eq!(
            counts(&paavo).await,
            [None, Some(4), Some(0), Some(0), None, Some(4)],
            "within each one's own reach"
        );

        // Of five with the word one is Anna's: that is known once all five were looked at, and not before.
        let filter = stored::Filter { state: "open".into(), search: "katto".into(), ..stored::Filter::default() };
        let maija = house.manager("Maija").await;
        let scope = anna.scope(Permission::Sell).unwrap();
        let mut conn = app.cx.store.reader().await.unwrap();
        let mut told = async |most, looked_at| {
            stored::searched::count(&mut conn, scope, &filter, (most, looked_at)).await.unwrap()
        };
        assert_eq!((told(100, 6).await, told(100, 5).await, told(100, 2).await), (Some(1), None, None));
        let owned = stored::Filter { owner: Some(paavo.user().0), ..filter.clone() };
        let all = maija.scope(Permission::Sell).unwrap();
        let found = stored::searched::count(&mut conn, all, &owned, (2, 4)).await.unwrap();
        assert_eq!(found, Some(2), "enough is enough");
    });
}
