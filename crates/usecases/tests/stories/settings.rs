//! The company and its users.
use domain::{actors::Role, refusal::Refusal};
use testkit::{key, on_both, refused_at};
use usecases::{Denied, account, actors::Agent, settings};
use wire::{
    account::SetPassword,
    settings::{AddUser, CompanyFields, EditCompany},
};

#[test]
fn settings_are_the_administrators() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        for other in [house.seller("Anna").await, house.manager("Maija").await] {
            assert!(matches!(settings::read(&other, &app.cx).await, Err(Denied::NotAllowed)));
            let add = AddUser {
                key: key(),
                name: "Uusi".into(),
                email: "uusi@talo.test".into(),
                role: Role::Administrator,
                team: None,
            };
            assert!(matches!(settings::add_user(&other, &app.cx, add).await, Err(Denied::NotAllowed)));
        }
        let view = settings::read(&aino, &app.cx).await.unwrap();
        assert_eq!((view.users.len(), view.stages.len(), view.taxes.len(), view.mail_ready), (3, 3, 2, true));
    });
}

#[test]
fn stale_save_returns_current() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let view = settings::read(&aino, &app.cx).await.unwrap();
        let fields = CompanyFields {
            business_id: "0737546-2".into(),
            vat_number: String::new(),
            valid_days: 30,
            ..view.company
        };
        let edit = EditCompany { version: view.version, fields: fields.clone() };
        assert_eq!(settings::edit_company(&aino, &app.cx, edit.clone()).await.unwrap(), 2);
        let late = EditCompany { version: 1, fields: CompanyFields { phone: "1".into(), ..fields.clone() } };
        assert!(matches!(settings::edit_company(&aino, &app.cx, late).await, Err(Denied::Stale { current: 2 })));
        let wrong = EditCompany {
            version: 2,
            fields: CompanyFields { name: String::new(), valid_days: 0, email: "x".into(), ..fields },
        };
        let refused = refused_at(settings::edit_company(&aino, &app.cx, wrong).await);
        let places: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(places, ["name", "email", "valid_days"]);
    });
}

#[test]
fn a_new_user_sets_a_password_by_the_mailed_link() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let add = AddUser {
            key: key(),
            name: "Uusi Myyjä".into(),
            email: "Uusi@talo.test".into(),
            role: Role::Seller,
            team: None,
        };
        let id = settings::add_user(&aino, &app.cx, add.clone()).await.unwrap();
        assert_eq!(settings::add_user(&aino, &app.cx, add.clone()).await.unwrap(), id);
        let mails = app.texts("SELECT body FROM outbox").await;
        assert_eq!(mails.len(), 1, "one user, one mail");
        let token = mails[0].split("token=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        app.later(6 * 86_400);
        let command = SetPassword { token, present: String::new(), password: "kolme kuivaa koivuhalkoa".into() };
        let signed_in = account::reset_password(&app.cx, command, Agent::default()).await.unwrap();
        assert_eq!((signed_in.me.id, signed_in.me.role), (id, Role::Seller));

        let twin = AddUser { key: key(), email: "UUSI@TALO.TEST".into(), ..add.clone() };
        let refused = refused_at(settings::add_user(&aino, &app.cx, twin).await);
        assert_eq!(refused, [("email".to_owned(), Refusal::AlreadyTaken)]);
        let other = app.house("Toinen Oy").await.team("Vieras tiimi").await;
        let lent = AddUser { key: key(), email: "a@talo.test".into(), team: Some(other), ..add.clone() };
        let refused = refused_at(settings::add_user(&aino, &app.cx, lent).await);
        assert_eq!(refused, [("team".to_owned(), Refusal::NotAChoice)]);
        let alone = AddUser { key: key(), email: "a@talo.test".into(), role: Role::TeamSeller, ..add };
        let refused = refused_at(settings::add_user(&aino, &app.cx, alone).await);
        assert_eq!(refused, [("team".to_owned(), Refusal::Required)]);
    });
}
