//! Teams: made, changed with their members, taken out of use and back.
use domain::{
    actors::Role,
    crm::assign::{
        rule::Rule,
        turn::{Turn, Wish},
    },
    ids::{TeamId, UserId},
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, crm, intake, teams};
use wire::{
    crm::CreateOpportunity,
    intake::{SaveSource, SourceFields},
    teams::{MemberFields, RetireTeam, SaveTeam, TeamFields, TeamForm},
};

/// A member who takes what the team takes.
pub fn member(user: UserId, capacity: u32) -> MemberFields {
    MemberFields {
        user,
        own: false,
        capacity,
        paused: false,
        away_from: None,
        away_to: None,
        wish: Wish::Any,
        rule: Rule::default(),
    }
}

/// A team that takes what a rule says.
pub fn team(name: &str, position: u32, rule: Rule, members: Vec<MemberFields>) -> TeamFields {
    TeamFields { name: name.into(), position, assigns: true, turn: Turn::Rotation, rule, members }
}

/// Keeps a new team.
pub async fn made(house: &House, admin: &Staff, fields: TeamFields) -> TeamId {
    let command = SaveTeam { key: key(), id: None, version: 0, fields };
    teams::save(admin, &house.cx, command).await.unwrap().id
}

async fn shown(house: &House, admin: &Staff, id: TeamId) -> TeamForm {
    let view = teams::list(admin, &house.cx).await.unwrap();
    view.teams.into_iter().find(|team| team.id == id).unwrap()
}

fn change(form: &TeamForm, fields: TeamFields) -> SaveTeam {
    SaveTeam { key: key(), id: Some(form.id), version: form.version, fields }
}

#[test]
fn a_team_keeps_its_rule_and_its_members_in_their_order() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        let rule = Rule { countries: vec!["se".into()], least: Some(Decimal::from(1_000)), ..Rule::default() };
        let fields = team("Turku", 2, rule, vec![member(mika.user(), 45), member(anna.user(), 30)]);
        let id = made(&house, &admin, fields.clone()).await;
        let form = shown(&house, &admin, id).await;
        assert_eq!((form.version, form.names.clone()), (1, vec!["Mika".to_owned(), "Anna".to_owned()]));
        assert_eq!(form.fields.rule.countries, ["SE"]);

        // The same form again writes nothing; another one does, once.
        let same = teams::save(&admin, &app.cx, change(&form, form.fields.clone())).await.unwrap();
        assert_eq!(same.version, 1);
        let mut fields = form.fields.clone();
        fields.members.reverse();
        fields.members[0].paused = true;
        fields.turn = Turn::Order;
        assert_eq!(teams::save(&admin, &app.cx, change(&form, fields.clone())).await.unwrap().version, 2);
        let late = teams::save(&admin, &app.cx, change(&form, fields)).await;
        assert!(matches!(late, Err(Denied::Stale { current: 2 })));
        let form = shown(&house, &admin, id).await;
        assert_eq!(form.names, ["Anna", "Mika"]);
        assert!(form.fields.members[0].paused && form.fields.turn == Turn::Order);
        assert_eq!(app.texts("SELECT what FROM events WHERE subject_kind = 'team' ORDER BY seq").await.len(), 2);

        // Whoever is taken out is gone.
        let fields = TeamFields { members: vec![member(mika.user(), 30)], ..form.fields.clone() };
        teams::save(&admin, &app.cx, change(&form, fields)).await.unwrap();
        assert_eq!(shown(&house, &admin, id).await.names, ["Mika"]);

        // A name is one team's, and nobody but an administrator sees any of it.
        let twice = SaveTeam { key: key(), id: None, version: 0, fields: team("Turku", 0, Rule::default(), vec![]) };
        assert_eq!(
            refused_at(teams::save(&admin, &app.cx, twice.clone()).await),
            [("name".to_owned(), Refusal::AlreadyTaken)]
        );
        for other in [anna, house.manager("Maija").await] {
            assert!(matches!(teams::list(&other, &app.cx).await, Err(Denied::NotAllowed)));
            assert!(matches!(teams::save(&other, &app.cx, twice.clone()).await, Err(Denied::NotAllowed)));
        }
        let elsewhere = app.house("Toinen Oy").await;
        let stranger = elsewhere.person("Ville", Role::Administrator, None).await;
        let foreign = change(&shown(&house, &admin, id).await, team("Oma", 0, Rule::default(), vec![]));
        assert!(matches!(teams::save(&stranger, &app.cx, foreign).await, Err(Denied::NotFound)));
        let theirs = SaveTeam {
            key: key(),
            id: None,
            version: 0,
            fields: team("Oma", 0, Rule::default(), vec![member(mika.user(), 1)]),
        };
        assert_eq!(
            refused_at(teams::save(&stranger, &app.cx, theirs).await),
            [("members.0.user".to_owned(), Refusal::NotAChoice)]
        );
    });
}

#[test]
fn what_cannot_be_kept_is_refused_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 12, day);
        let wrong = MemberFields { away_from: day(9), away_to: day(8), wish: Wish::Only, ..member(anna.user(), 4_000) };
        let half = MemberFields { away_to: day(8), ..member(admin.user(), 30) };
        let rule = Rule { sources: vec!["x".repeat(101)], least: Some(Decimal::NEGATIVE_ONE), ..Rule::default() };
        let fields = team(" ", 9_999, rule, vec![wrong, half, member(anna.user(), 30)]);
        let command = SaveTeam { key: key(), id: None, version: 0, fields };
        let before = app.snapshot().await;
        let told: Vec<String> =
            refused_at(teams::save(&admin, &app.cx, command).await).into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            told,
            [
                "name",
                "position",
                "rule.sources",
                "rule.least",
                "members.0.capacity",
                "members.0.away_to",
                "members.0.wish",
                "members.1.away_from",
                "members.2.user"
            ]
        );
        assert!(app.snapshot().await.changed(&before).is_empty());
    });
}

#[test]
fn ones_own_team_is_what_one_sees_and_a_role_that_needs_one_keeps_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let old = house.team("Tampere").await;
        let olli = house.person("Olli", Role::TeamSeller, Some(old)).await;
        // People of a team stand in its form, and take no part until somebody says so.
        let form = shown(&house, &admin, old).await;
        assert_eq!(form.fields.members.len(), 1);
        assert!(form.fields.members[0].own && form.fields.members[0].paused && !form.fields.assigns);
        let without = TeamFields { members: vec![], ..form.fields.clone() };
        assert_eq!(
            refused_at(teams::save(&admin, &app.cx, change(&form, without)).await),
            [("members".to_owned(), Refusal::InUse)]
        );
        let unowned = MemberFields { own: false, ..form.fields.members[0].clone() };
        let unowned = TeamFields { members: vec![unowned], ..form.fields.clone() };
        assert_eq!(
            refused_at(teams::save(&admin, &app.cx, change(&form, unowned)).await),
            [("members.0.own".to_owned(), Refusal::InUse)]
        );
        let new = team("Turku", 0, Rule::default(), vec![MemberFields { own: true, ..member(olli.user(), 30) }]);
        let new = made(&house, &admin, new).await;
        let own = app.texts("SELECT name FROM teams WHERE id = (SELECT team_id FROM users WHERE name = 'Olli')").await;
        assert_eq!(own, ["Turku"]);
        // Members of a team that is not their own see what they own there, and nothing else.
        assert!(shown(&house, &admin, old).await.fields.members.is_empty());
        assert!(shown(&house, &admin, new).await.fields.members[0].own);
        assert_eq!(
            app.texts("SELECT what FROM events WHERE subject_kind = 'user' AND what = 'user.changed'").await.len(),
            1
        );
    });
}

#[test]
fn a_team_goes_out_of_use_only_when_nothing_hangs_on_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let id = house.team("Tampere").await;
        let olli = house.person("Olli", Role::TeamSeller, Some(id)).await;
        let create = CreateOpportunity {
            key: key(),
            title: "Kattila".into(),
            party: None,
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            expected: Decimal::ZERO,
            recurring: Default::default(),
            expected_close: None,
            stage: None,
        };
        crm::create_opportunity(&olli, &app.cx, create).await.unwrap();
        let source = SourceFields {
            name: "Web".into(),
            team: Some(id),
            owner: None,
            source: String::new(),
            active: true,
            shape: Default::default(),
        };
        let source = SaveSource { key: key(), id: None, version: 0, fields: source, renew: false };
        intake::save(&admin, &app.cx, source).await.unwrap();
        let retire = |version, retired| RetireTeam { id, version, retired };
        let told = refused_at(teams::retire(&admin, &app.cx, retire(1, true)).await);
        let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["people", "opportunities", "sources"]);

        let empty = made(&house, &admin, team("Oulu", 0, Rule::default(), vec![])).await;
        let gone = teams::retire(&admin, &app.cx, RetireTeam { id: empty, version: 1, retired: true }).await.unwrap();
        assert_eq!(gone.version, 2);
        let offered = intake::sources(&admin, &app.cx).await.unwrap().teams;
        assert!(offered.iter().all(|team| team.id != empty));
        assert!(shown(&house, &admin, empty).await.retired);
        let stale = teams::retire(&admin, &app.cx, RetireTeam { id: empty, version: 1, retired: false }).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 2 })));
        teams::retire(&admin, &app.cx, RetireTeam { id: empty, version: 2, retired: false }).await.unwrap();
        assert!(!shown(&house, &admin, empty).await.retired);
    });
}
