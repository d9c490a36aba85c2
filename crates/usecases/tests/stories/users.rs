//! People as an administrator changes them: name, role, team; switched off and on again; what is theirs handed on.
use super::{
    assignment::{post, web_form},
    opportunities::opportunity,
    teams::{made, member, team},
};
use chrono::Days;
use domain::{
    actors::Role,
    crm::{activities::ActivityKind, assign::rule::Rule},
    ids::UserId,
    refusal::Refusal,
};
use testkit::{House, TestApp, comment, key, on_both, refused_at};
use usecases::{
    Denied, Staff,
    account::{
        self,
        link::{self, Purpose},
    },
    actors::Agent,
    calendars, crm, portal, quotes, settings,
};
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    settings::UserRow,
    users::{HandOn, SaveUser, SwitchUser, UserFields},
};

async fn row(app: &TestApp, admin: &Staff, id: UserId) -> UserRow {
    settings::read(admin, &app.cx).await.unwrap().users.into_iter().find(|user| user.id == id).unwrap()
}

fn fields(row: &UserRow) -> UserFields {
    UserFields { name: row.name.clone(), role: row.role, team: row.team }
}

fn save(row: &UserRow, fields: UserFields) -> SaveUser {
    SaveUser { key: key(), id: row.id, version: row.version, fields }
}

fn switch(row: &UserRow, active: bool) -> SwitchUser {
    SwitchUser { key: key(), id: row.id, version: row.version, active }
}

/// Switches somebody off, or on again.
async fn switched(app: &TestApp, admin: &Staff, id: UserId, active: bool) {
    let row = row(app, admin, id).await;
    settings::switch_user(admin, &app.cx, switch(&row, active)).await.unwrap();
}

/// What the trail keeps of somebody: what happened, and the fields that changed.
async fn trail(app: &TestApp) -> Vec<String> {
    app.texts("SELECT what || ' ' || data FROM events WHERE what IN ('user.changed', 'user.switched_off', 'user.switched_on') ORDER BY seq")
        .await
}

/// A planned activity about an opportunity of one's own.
async fn planned(house: &House, by: &Staff, title: &str) {
    let deal = crm::create_opportunity(by, &house.cx, opportunity(title)).await.unwrap();
    let due_on = Some(by.zone().day(house.cx.clock.now()) + Days::new(3));
    let fields = ActivityFields {
        kind: ActivityKind::Call,
        type_id: None,
        summary: format!("Soita: {title}"),
        note: String::new(),
        due_on,
        user: None,
    };
    let plan = ScheduleActivity { key: key(), opportunity: deal, fields };
    crm::schedule_activity(by, &house.cx, plan).await.unwrap();
}

#[test]
fn name_role_and_team_are_changed_once_and_stand_on_the_trail_with_what_they_were() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let turku = house.team("Turku").await;
        let before = row(&app, &aino, anna.user()).await;
        let typed = UserFields { name: " Anna Aro ".into(), role: Role::TeamSeller, team: Some(turku) };
        let command = save(&before, typed.clone());
        let saved = settings::save_user(&aino, &app.cx, command.clone()).await.unwrap();
        assert_eq!(settings::save_user(&aino, &app.cx, command).await.unwrap(), saved, "told again");
        let after = row(&app, &aino, anna.user()).await;
        assert_eq!((after.name.as_str(), after.role, after.team), ("Anna Aro", Role::TeamSeller, Some(turku)));
        assert_eq!((after.version, saved.version), (before.version + 1, before.version + 1));
        let same = settings::save_user(&aino, &app.cx, save(&after, fields(&after))).await.unwrap();
        assert_eq!(same.version, after.version, "nothing changed");
        let told = trail(&app).await;
        assert_eq!(told.len(), 1);
        for part in ["user.changed", "Anna Aro", "\"seller\"", "\"team_seller\"", "Turku"] {
            assert!(told[0].contains(part), "{part}: {}", told[0]);
        }

        let late = save(&before, fields(&after));
        let late = settings::save_user(&aino, &app.cx, late).await;
        assert!(matches!(late, Err(Denied::Stale { current }) if current == after.version));
        for (wrong, at, refusal) in [
            (UserFields { name: " ".into(), ..typed.clone() }, "name", Refusal::Required),
            (UserFields { team: None, ..typed.clone() }, "team", Refusal::Required),
        ] {
            let refused = refused_at(settings::save_user(&aino, &app.cx, save(&after, wrong)).await);
            assert_eq!(refused, [(at.to_owned(), refusal)]);
        }
        let other = app.house("Toinen Oy").await;
        let theirs = UserFields { team: Some(other.team("Vieras").await), ..typed };
        let refused = refused_at(settings::save_user(&aino, &app.cx, save(&after, theirs)).await);
        assert_eq!(refused, [("team".to_owned(), Refusal::NotAChoice)]);
    });
}

#[test]
fn only_an_administrator_of_the_same_company_changes_people() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let outi = app.house("Toinen Oy").await.person("Outi", Role::Administrator, None).await;
        let found = row(&app, &aino, anna.user()).await;
        let before = app.snapshot().await;
        let hand = HandOn { key: key(), from: anna.user(), to: maija.user(), after: None };
        for other in [&anna, &maija] {
            let cx = &app.cx;
            assert!(matches!(
                settings::save_user(other, cx, save(&found, fields(&found))).await,
                Err(Denied::NotAllowed)
            ));
            assert!(matches!(settings::switch_user(other, cx, switch(&found, false)).await, Err(Denied::NotAllowed)));
            assert!(matches!(settings::user_holds(other, cx, aino.user()).await, Err(Denied::NotAllowed)));
            assert!(matches!(settings::hand_on(other, cx, hand.clone()).await, Err(Denied::NotAllowed)));
        }
        assert!(matches!(
            settings::save_user(&outi, &app.cx, save(&found, fields(&found))).await,
            Err(Denied::NotFound)
        ));
        assert!(matches!(settings::switch_user(&outi, &app.cx, switch(&found, false)).await, Err(Denied::NotFound)));
        assert!(matches!(settings::user_holds(&outi, &app.cx, anna.user()).await, Err(Denied::NotFound)));
        assert!(matches!(settings::hand_on(&outi, &app.cx, hand).await, Err(Denied::NotFound)));
        assert!(app.snapshot().await.changed(&before).is_empty());
    });
}

#[test]
fn whoever_is_switched_off_is_signed_out_and_their_links_and_calendar_end() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let token = link::make(&app.cx, house.id, anna.user(), Purpose::Invite).await.unwrap();
        let session = account::open_one_time_link(&app.cx, &token, Agent::default()).await.unwrap().token;
        let unspent = link::make(&app.cx, house.id, anna.user(), Purpose::Invite).await.unwrap();
        let feed = calendars::make_calendar(&anna, &app.cx).await.unwrap().address;
        let feed = feed.rsplit_once("/calendar/").unwrap().1.strip_suffix(".ics").unwrap().to_owned();
        account::admit_staff(&app.cx, &session).await.unwrap();
        calendars::feed(&app.cx, &feed).await.unwrap();

        let found = row(&app, &aino, anna.user()).await;
        let command = switch(&found, false);
        let off = settings::switch_user(&aino, &app.cx, command.clone()).await.unwrap();
        assert_eq!(settings::switch_user(&aino, &app.cx, command).await.unwrap(), off, "told again");
        for when in ["off", "on again"] {
            assert!(matches!(account::admit_staff(&app.cx, &session).await, Err(Denied::SignedOut)), "{when}");
            assert!(matches!(calendars::feed(&app.cx, &feed).await, Err(Denied::NotFound)), "{when}");
            let opened = account::open_one_time_link(&app.cx, &unspent, Agent::default()).await;
            assert!(opened.is_err(), "{when}");
            if when == "off" {
                account::request_reset(&app.cx, &found.email, &Agent::default()).await.unwrap();
                assert!(app.texts("SELECT body FROM outbox").await.is_empty(), "no mail goes to them");
                switched(&app, &aino, anna.user(), true).await;
            }
        }
        // Who never set a password is invited anew, and comes in by that.
        let mails = app.texts("SELECT body FROM outbox").await;
        let fresh = mails[0].split("token=").nth(1).unwrap().split('"').next().unwrap();
        let again = account::open_one_time_link(&app.cx, fresh, Agent::default()).await.unwrap();
        account::admit_staff(&app.cx, &again.token).await.unwrap();
        let told = trail(&app).await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("user.switched_off") && told[0].contains("active"), "{told:?}");
        assert!(told[1].starts_with("user.switched_on"), "{told:?}");
    });
}

#[test]
fn an_administrator_who_may_sign_in_is_always_left() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let last =
            |answer: Vec<(String, Refusal)>| assert_eq!(answer, [("administrator".to_owned(), Refusal::Required)]);
        let own = row(&app, &aino, aino.user()).await;
        let lesser = UserFields { role: Role::Manager, ..fields(&own) };
        last(refused_at(settings::save_user(&aino, &app.cx, save(&own, lesser.clone())).await));
        let refused = refused_at(settings::switch_user(&aino, &app.cx, switch(&own, false)).await);
        assert_eq!(refused, [("yourself".to_owned(), Refusal::NotAChoice)]);
        last(refused_at(settings::switch_user_by_email(&app.cx, house.id, &own.email, false).await));

        // An administrator who is off does not count.
        let eeva = house.person("Eeva", Role::Administrator, None).await;
        switched(&app, &aino, eeva.user(), false).await;
        last(refused_at(settings::save_user(&aino, &app.cx, save(&own, lesser.clone())).await));
        switched(&app, &aino, eeva.user(), true).await;
        settings::save_user(&aino, &app.cx, save(&own, lesser)).await.unwrap();
        // Aino was let in as an administrator a moment ago, and is none any more.
        let others = row(&app, &eeva, eeva.user()).await;
        let answer = settings::switch_user(&aino, &app.cx, switch(&others, false)).await;
        assert!(matches!(answer, Err(Denied::NotAllowed)));
    });
}

#[test]
fn two_administrators_who_switch_each_other_off_at_once_do_not_both_succeed() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let eeva = house.person("Eeva", Role::Administrator, None).await;
        for round in 0..8 {
            let (one, other) = (row(&app, &aino, aino.user()).await, row(&app, &aino, eeva.user()).await);
            let (first, second) = tokio::join!(
                settings::switch_user(&aino, &app.cx, switch(&other, false)),
                settings::switch_user(&eeva, &app.cx, switch(&one, false)),
            );
            assert!(first.is_ok() != second.is_ok(), "{round}: {first:?} {second:?}");
            let lost = if first.is_ok() { second } else { first };
            assert!(matches!(lost, Err(Denied::NotAllowed)), "{round}: {lost:?}");
            let left = app.texts("SELECT name FROM users WHERE active = 1").await;
            assert_eq!(left.len(), 1, "{round}");
            let (by, off) = if left[0] == "Aino" { (&aino, eeva.user()) } else { (&eeva, aino.user()) };
            switched(&app, by, off, true).await;
        }
    });
}

#[test]
fn nothing_new_goes_to_somebody_who_is_off_and_what_is_theirs_stays() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        planned(&house, &anna, "Katto").await;
        let sent = house.sent(&anna, vec![house.line("Pumppu", "1", "10")]).await;
        let own = web_form(&house, &aino, "Oma", None, Some(&anna)).await;
        let by_rules = web_form(&house, &aino, "Etusivu", None, None).await;
        made(&house, &aino, team("Muut", 1, Rule::default(), vec![member(anna.user(), 60), member(mika.user(), 90)]))
            .await;
        switched(&app, &aino, anna.user(), false).await;
        app.run("DELETE FROM outbox").await.unwrap();

        let mut shown = crm::board(&aino, &app.cx, Default::default()).await.unwrap().owners;
        shown.extend(settings::user_holds(&aino, &app.cx, mika.user()).await.unwrap().others);
        assert!(shown.iter().all(|person| person.id != anna.user()), "not offered");
        for (form, title) in [(&by_rules, "Yksi"), (&by_rules, "Kaksi"), (&own, "Kolme")] {
            app.later(60);
            post(&house, form, title).await;
        }
        let owners = "SELECT o.title || ': ' || COALESCE(u.name, 'nobody') FROM opportunities AS o \
            LEFT JOIN users AS u ON u.id = o.owner_id ORDER BY o.created_at, o.id";
        assert_eq!(app.texts(owners).await, ["Katto: Anna", "Yksi: Mika", "Kaksi: Mika", "Kolme: Mika"]);
        let to = |mails: Vec<String>, address: &str| mails.iter().filter(|mail| mail.contains(address)).count();
        let address = row(&app, &aino, anna.user()).await.email;
        assert_eq!(to(app.texts("SELECT body FROM outbox").await, &address), 0);
        // What a customer says of their quotation reaches the company itself.
        app.run("DELETE FROM outbox").await.unwrap();
        let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
        portal::comment(&visitor, &app.cx, comment(&page, "Milloin ehditte?")).await.unwrap();
        let mails = app.texts("SELECT body FROM outbox").await;
        assert_eq!((to(mails.clone(), &address), to(mails, "myynti@talo.test")), (0, 1));
        let view = house.read(&aino, sent.quote).await;
        assert_eq!(view.owner.unwrap().name, "Anna", "the name stays");
        let holds = settings::user_holds(&aino, &app.cx, anna.user()).await.unwrap();
        assert_eq!((holds.opportunities, holds.quotations, holds.activities), (1, 1, 1));

        // On again, they are offered and given to as before.
        switched(&app, &aino, anna.user(), true).await;
        app.later(60);
        post(&house, &own, "Viides").await;
        assert_eq!(app.texts(owners).await[4], "Viides: Anna");
    });
}

#[test]
fn what_is_somebodys_to_do_is_handed_to_a_colleague_in_batches() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        for title in ["Katto", "Seinä"] {
            planned(&house, &anna, title).await;
        }
        let (draft, sent) = (
            house.draft(&anna, vec![house.line("Pumppu", "1", "10")]).await,
            house.sent(&anna, vec![house.line("Pumppu", "1", "10")]).await,
        );
        // About what is Aino’s own, and so not seen by Mika: it cannot become his.
        planned(&house, &aino, "Lattia").await;
        let to_anna = "UPDATE activities SET user_id = (SELECT id FROM users WHERE name = 'Anna') WHERE summary = 'Soita: Lattia'";
        app.run(to_anna).await.unwrap();
        switched(&app, &aino, anna.user(), false).await;
        let command = HandOn { key: key(), from: anna.user(), to: mika.user(), after: None };
        let done = settings::hand_on(&aino, &app.cx, command.clone()).await.unwrap();
        assert_eq!((done.opportunities, done.quotations, done.activities, done.stayed), (2, 2, 2, 1));
        assert_eq!(done.next, None);
        assert_eq!(settings::hand_on(&aino, &app.cx, command.clone()).await.unwrap(), done, "told again");
        let holds = settings::user_holds(&aino, &app.cx, anna.user()).await.unwrap();
        assert_eq!((holds.opportunities, holds.quotations, holds.activities), (0, 0, 1), "what was refused stays");
        let view = quotes::read(&mika, &app.cx, draft).await.unwrap();
        assert_eq!(view.owner.unwrap().id, mika.user());
        assert!(view.timeline.iter().any(|entry| entry.what == "quote.changed"));
        assert_eq!(house.read(&mika, sent.quote).await.owner.unwrap().id, mika.user());
        assert_eq!(usecases::today::read(&mika, &app.cx).await.unwrap().activities.len(), 2);

        for wrong in [anna.user(), mika.user()] {
            // To somebody who is off, and to themselves.
            let command = HandOn { key: key(), from: mika.user(), to: wrong, after: None };
            let refused = refused_at(settings::hand_on(&aino, &app.cx, command).await);
            assert_eq!(refused, [("to".to_owned(), Refusal::NotAChoice)]);
        }
    });
}

#[test]
fn many_things_are_handed_on_batch_by_batch_and_activities_behind_their_opportunities() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        let most = wire::users::MOST_HANDED;
        for at in 0..=most {
            if at == most {
                planned(&house, &anna, "Viimeinen").await;
            } else {
                crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
            }
        }
        let mut command = HandOn { key: key(), from: anna.user(), to: mika.user(), after: None };
        let first = settings::hand_on(&aino, &app.cx, command.clone()).await.unwrap();
        assert_eq!((first.opportunities, first.activities, first.stayed), (most, 0, 0));
        command = HandOn { key: key(), after: first.next, ..command };
        let second = settings::hand_on(&aino, &app.cx, command).await.unwrap();
        assert_eq!((second.opportunities, second.activities, second.stayed, second.next), (1, 1, 0, None));
    });
}

#[test]
fn somebody_who_needs_a_team_comes_back_only_with_one_in_use() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let turku = made(&house, &aino, team("Turku", 1, Rule::default(), Vec::new())).await;
        let anna = house.person("Anna", Role::TeamSeller, Some(turku)).await;
        switched(&app, &aino, anna.user(), false).await;
        let retire = wire::teams::RetireTeam { id: turku, version: 1, retired: true };
        usecases::teams::retire(&aino, &app.cx, retire).await.unwrap();
        let found = row(&app, &aino, anna.user()).await;
        let refused = refused_at(settings::switch_user(&aino, &app.cx, switch(&found, true)).await);
        assert_eq!(refused, [("team".to_owned(), Refusal::NotAChoice)]);
        let alone = UserFields { role: Role::Seller, team: None, ..fields(&found) };
        settings::save_user(&aino, &app.cx, save(&found, alone)).await.unwrap();
        switched(&app, &aino, anna.user(), true).await;
    });
}

#[test]
fn whoever_owns_the_machine_switches_people_by_their_address() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let address = row(&app, &aino, anna.user()).await.email;
        let shouted = format!(" {} ", address.to_uppercase());
        let cx = &app.cx;
        assert_eq!(settings::switch_user_by_email(cx, house.id, &shouted, false).await.unwrap(), "Anna");
        assert_eq!(settings::switch_user_by_email(cx, house.id, &address, false).await.unwrap(), "Anna", "told again");
        assert!(!row(&app, &aino, anna.user()).await.active);
        assert_eq!(settings::switch_user_by_email(cx, house.id, &address, true).await.unwrap(), "Anna");
        assert!(row(&app, &aino, anna.user()).await.active);
        assert_eq!(trail(&app).await.len(), 2);
        let unknown = settings::switch_user_by_email(cx, house.id, "kukaan@talo.test", false).await;
        assert!(matches!(unknown, Err(Denied::NotFound)));
        let other = app.house("Toinen Oy").await;
        assert!(matches!(settings::switch_user_by_email(cx, other.id, &address, false).await, Err(Denied::NotFound)));
    });
}
