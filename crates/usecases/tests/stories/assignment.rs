//! Opportunities that rules give to members of teams: on arrival, all that wait at once, and what would have been.
use super::teams::{made, member, team};
use domain::{
    actors::Role,
    crm::assign::{
        reason::Reason,
        rule::Rule,
        turn::{Passed, Turn, Wish},
    },
    ids::{OpportunityId, TeamId},
};
use testkit::{House, TestApp, key, on_both, refused_at};
use usecases::{
    Denied, Staff, assignment, crm,
    intake::{self, Raw, WebForm},
    today,
};
use wire::{
    assignment::{AssignNow, AssignPlan, Placed, TakeBackAssigned},
    crm::{EditOpportunity, OpportunityView},
    intake::{PostVerdict, SaveSource, SourceFields},
    teams::{MemberFields, TeamFields},
};

/// A web form that names nobody, or a team, or a salesperson.
pub async fn web_form(
    house: &House,
    admin: &Staff,
    name: &str,
    team: Option<TeamId>,
    owner: Option<&Staff>,
) -> WebForm {
    let owner = owner.map(Staff::user);
    let fields =
        SourceFields { name: name.into(), team, owner, source: name.into(), active: true, shape: Default::default() };
    let command = SaveSource { key: key(), id: None, version: 0, fields, renew: false };
    let id = intake::save(admin, &house.cx, command).await.unwrap();
    let view = intake::sources(admin, &house.cx).await.unwrap();
    let source = view.sources.into_iter().find(|source| source.id == id).unwrap();
    intake::admit(&house.cx, source.post_url.rsplit('/').next().unwrap()).await.unwrap()
}

pub async fn post(house: &House, form: &WebForm, subject: &str) {
    let email = subject.replace(' ', ".").to_lowercase();
    let body = format!(r#"{{"email":"{email}@asiakas.example","name":"{subject}","subject":"{subject}"}}"#);
    let raw = Raw { content_type: "application/json".into(), body: Some(body.into_bytes()), ..Raw::default() };
    assert_eq!(intake::receive(form, &house.cx, raw).await.unwrap().verdict, PostVerdict::Made);
}

/// Who owns the opportunity of a title, or `nobody`.
async fn owners(app: &TestApp) -> Vec<String> {
    app.texts(
        "SELECT o.title || ': ' || COALESCE(u.name, 'nobody') || ' in ' || COALESCE(t.name, 'no team') FROM opportunities AS o \
         LEFT JOIN users AS u ON u.id = o.owner_id LEFT JOIN teams AS t ON t.id = o.team_id ORDER BY o.created_at, o.id",
    )
    .await
}

async fn view(app: &TestApp, by: &Staff, title: &str) -> OpportunityView {
    let page = crm::list_opportunities(by, &app.cx, Default::default(), None, 50).await.unwrap();
    let id = page.rows.iter().find(|row| row.title == title).unwrap().id;
    crm::read_opportunity(by, &app.cx, id).await.unwrap()
}

async fn reason(app: &TestApp, by: &Staff, title: &str) -> Option<Reason> {
    view(app, by, title).await.assigned.map(|note| note.reason)
}

fn words(words: &[&str]) -> Rule {
    Rule { words: words.iter().map(|word| (*word).to_owned()).collect(), ..Rule::default() }
}

pub fn shown(plan: &AssignPlan) -> Vec<Placed> {
    plan.rows.iter().map(|row| row.at).collect()
}

#[test]
fn on_arrival_the_first_team_that_takes_it_gives_it_to_whose_turn_it_is() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        let form = web_form(&house, &admin, "Etusivu", None, None).await;
        // No team uses rules yet: as ever.
        post(&house, &form, "Ensin").await;
        let people = vec![member(mika.user(), 60), member(anna.user(), 60)];
        made(&house, &admin, team("Lammitys", 1, words(&["pumppu"]), people)).await;
        made(&house, &admin, team("Muut", 2, words(&["kattila"]), vec![member(admin.user(), 30)])).await;
        for title in ["Pumppu yksi", "Kattila", "Pumppu kaksi", "Pumppu kolme", "Aurinko"] {
            app.later(60);
            post(&house, &form, title).await;
        }
        assert_eq!(
            owners(&app).await,
            [
                "Ensin: nobody in no team",
                "Pumppu yksi: Anna in Lammitys",
                "Kattila: Aino in Muut",
                "Pumppu kaksi: Mika in Lammitys",
                "Pumppu kolme: Anna in Lammitys",
                "Aurinko: nobody in no team",
            ]
        );
        let why = reason(&app, &admin, "Pumppu kolme").await.unwrap();
        let member = why.member.unwrap();
        assert_eq!((member.name.as_str(), member.number, member.capacity), ("Anna", 2, 60));
        assert_eq!(why.team.unwrap().rule, Some(words(&["pumppu"])));
        assert_eq!(reason(&app, &admin, "Aurinko").await, Some(Reason::no_team()));
        assert_eq!(reason(&app, &admin, "Ensin").await, None);
        // Whoever is given it sees it, is told by mail, and has the new customer too.
        let seen = view(&app, &anna, "Pumppu yksi").await;
        assert!(seen.timeline.iter().any(|entry| entry.what == "opportunity.assigned" && entry.body == "Anna"));
        assert_eq!(app.texts("SELECT body FROM outbox WHERE body LIKE '%Pumppu yksi%'").await.len(), 1);
        let customers = "SELECT u.name FROM parties AS p JOIN users AS u ON u.id = p.owner_id ORDER BY u.name";
        assert_eq!(app.texts(customers).await, ["Aino", "Anna", "Anna", "Mika"]);

        // Once somebody decides by hand, the rule is no reason any more.
        crm::edit_opportunity(&admin, &app.cx, edit(&seen, None)).await.unwrap();
        assert_eq!(reason(&app, &admin, "Pumppu yksi").await, None);
    });
}

fn edit(view: &OpportunityView, owner: Option<&Staff>) -> EditOpportunity {
    EditOpportunity {
        id: view.id,
        version: view.version,
        title: view.title.clone(),
        party: view.party.as_ref().map(|party| party.id),
        contact_name: view.contact_name.clone(),
        email: view.email.clone(),
        phone: view.phone.clone(),
        expected: view.expected.value,
        recurring: (&view.recurring).into(),
        expected_close: view.expected_close,
        priority: view.priority,
        source: view.source.clone(),
        owner: owner.map(Staff::user),
    }
}

#[test]
fn whom_a_way_in_names_the_rules_are_not_asked_about() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        let by_hand = house.team("Kasin").await;
        let first = made(&house, &admin, team("Eka", 0, Rule::default(), vec![member(anna.user(), 30)])).await;
        let second = made(&house, &admin, team("Toka", 1, words(&["x"]), vec![member(anna.user(), 30)])).await;
        let named = web_form(&house, &admin, "Nimetty", Some(second), Some(&admin)).await;
        let of_team = web_form(&house, &admin, "Tiimi", Some(second), None).await;
        let hand = web_form(&house, &admin, "Kasi", Some(by_hand), None).await;
        post(&house, &named, "Yksi").await;
        app.later(60);
        post(&house, &of_team, "Kaksi").await;
        app.later(60);
        post(&house, &hand, "Kolme").await;
        let told = ["Yksi: Aino in Toka", "Kaksi: Anna in Toka", "Kolme: nobody in Kasin"];
        assert_eq!(owners(&app).await, told);
        let why = reason(&app, &admin, "Kaksi").await.unwrap();
        assert_eq!(why.team.unwrap().rule, None, "the web form named the team");
        assert_eq!(reason(&app, &admin, "Kolme").await, None);
        assert_ne!(first, second);
    });
}

#[test]
fn who_is_full_or_away_is_passed_over_and_a_wish_comes_first() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika, olli) = (house.seller("Anna").await, house.seller("Mika").await, house.seller("Olli").await);
        let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day);
        // The clock stands on 23 November.
        let away = MemberFields { away_from: day(20), away_to: day(23), ..member(olli.user(), 60) };
        let wishes = MemberFields { wish: Wish::Prefer, rule: words(&["huolto"]), ..member(mika.user(), 30) };
        let fields = TeamFields {
            turn: Turn::Order,
            ..team("Tiimi", 0, Rule::default(), vec![away, member(anna.user(), 30), wishes])
        };
        made(&house, &admin, fields).await;
        let form = web_form(&house, &admin, "Etusivu", None, None).await;
        for title in ["Huolto yksi", "Pumppu", "Kattila"] {
            post(&house, &form, title).await;
            app.later(60);
        }
        let told = ["Huolto yksi: Mika in Tiimi", "Pumppu: Anna in Tiimi", "Kattila: nobody in Tiimi"];
        assert_eq!(owners(&app).await, told);
        let wished = reason(&app, &admin, "Huolto yksi").await.unwrap().member.unwrap();
        assert_eq!(wished.wished, Some(words(&["huolto"])));
        let nobody = reason(&app, &admin, "Kattila").await.unwrap();
        let passed: Vec<(String, Passed)> = nobody.passed.into_iter().map(|one| (one.name, one.why)).collect();
        let full = Passed::DayFull { most: 1 };
        assert_eq!(
            passed,
            [("Olli".into(), Passed::Away { until: day(23) }), ("Anna".into(), full.clone()), ("Mika".into(), full)]
        );
        // Olli is back the next day, and the others have room again after 24 hours.
        app.later(24 * 3_600);
        post(&house, &form, "Seuraava").await;
        assert_eq!(owners(&app).await[3], "Seuraava: Olli in Tiimi");
    });
}

#[test]
fn many_at_one_moment_never_exceed_a_capacity() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        let people = vec![member(anna.user(), 60), member(mika.user(), 30)];
        made(&house, &admin, team("Tiimi", 0, Rule::default(), people)).await;
        // Web forms of their own: nothing but the team holds two arrivals apart.
        let mut forms = Vec::new();
        for number in 0..6 {
            forms.push(web_form(&house, &admin, &format!("Lomake {number}"), None, None).await);
        }
        let posts = forms.iter().enumerate().map(|(number, form)| {
            let (house, subject) = (&house, format!("Yhta aikaa {number}"));
            async move { post(house, form, &subject).await }
        });
        futures::future::join_all(posts).await;
        let counted = "SELECT COALESCE(u.name, 'nobody') || ' ' || COUNT(*) FROM opportunities AS o \
             LEFT JOIN users AS u ON u.id = o.owner_id GROUP BY u.name ORDER BY 1";
        assert_eq!(app.texts(counted).await, ["Anna 2", "Mika 1", "nobody 3"]);
        let numbers = "SELECT COUNT(*) || '' FROM assignments WHERE user_id IS NOT NULL";
        assert_eq!(app.texts(numbers).await, ["3"]);
    });
}

#[test]
fn those_that_wait_are_given_as_they_were_shown_and_taken_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let maija = house.manager("Maija").await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        let form = web_form(&house, &admin, "Etusivu", None, None).await;
        for title in ["Pumppu yksi", "Pumppu kaksi", "Pumppu kolme", "Kattila"] {
            post(&house, &form, title).await;
            app.later(60);
        }
        let unruled = assignment::plan(&maija, &app.cx).await.unwrap();
        assert_eq!((unruled.used, unruled.rows.len()), (false, 4), "those that wait are told without any rule");
        assert!(unruled.rows.iter().all(|row| row.owner.is_none()));
        let seen = today::read(&maija, &app.cx).await.unwrap();
        let said: Vec<&str> = seen.unowned.iter().map(|one| one.title.as_str()).collect();
        assert_eq!((said.len(), seen.unowned_more), (4, false), "and on the home page of whoever sees them: {said:?}");
        assert!(today::read(&anna, &app.cx).await.unwrap().unowned.is_empty(), "a seller sees own rows only");
        let people = vec![member(anna.user(), 30), member(mika.user(), 30)];
        made(&house, &admin, team("Tiimi", 0, words(&["pumppu"]), people)).await;
        let before = app.snapshot().await;
        let plan = assignment::plan(&maija, &app.cx).await.unwrap();
        assert!(app.snapshot().await.changed(&before).is_empty(), "a plan changes nothing");
        let told: Vec<_> = plan.rows.iter().map(|row| row.owner.as_ref().map(|owner| owner.name.as_str())).collect();
        assert_eq!(told, [Some("Anna"), Some("Mika"), None, None]);
        let third = plan.rows[2].reason.clone();
        assert_eq!((third.passed.len(), third.member), (2, None));

        // One was worked on since it was shown: the others are given, it waits on.
        let first = view(&app, &maija, "Pumppu yksi").await;
        let edit = EditOpportunity { priority: 2, ..edit(&first, None) };
        crm::edit_opportunity(&maija, &app.cx, edit).await.unwrap();
        let command = AssignNow { key: key(), rows: shown(&plan) };
        let done = assignment::assign_now(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!((done.given, done.left), (1, 1));
        let again = assignment::assign_now(&maija, &app.cx, command).await.unwrap();
        assert_eq!(again, done, "the same key is one press");
        let given = owners(&app).await;
        assert_eq!(given[0], "Pumppu yksi: nobody in no team");
        assert_eq!(given[1], "Pumppu kaksi: Mika in Tiimi");
        assert!(reason(&app, &maija, "Pumppu kaksi").await.is_some());
        assert_eq!(app.texts("SELECT body FROM outbox WHERE body LIKE '%Pumppu kaksi%'").await.len(), 1);

        // A second person with the old page gives nothing that is not as it was shown.
        let late = AssignNow { key: key(), rows: shown(&plan) };
        assert_eq!(assignment::assign_now(&admin, &app.cx, late).await.unwrap().given, 0);

        let batch = done.batch.unwrap();
        let back = assignment::take_back(&maija, &app.cx, TakeBackAssigned { batch }).await.unwrap();
        assert_eq!((back.back, back.kept), (1, 0));
        let back = assignment::take_back(&maija, &app.cx, TakeBackAssigned { batch }).await.unwrap();
        assert_eq!((back.back, back.kept), (0, 0), "a second time does nothing");
        assert_eq!(owners(&app).await[1], "Pumppu kaksi: nobody in no team");
        assert_eq!(reason(&app, &maija, "Pumppu kaksi").await, None);

        // Taken back, it counts for nobody: both have room again.
        let plan = assignment::plan(&maija, &app.cx).await.unwrap();
        let done = assignment::assign_now(&maija, &app.cx, AssignNow { key: key(), rows: shown(&plan) }).await.unwrap();
        assert_eq!(done.given, 2);
        let worked_on = view(&app, &maija, "Pumppu kaksi").await;
        let owner = worked_on.owner.as_ref().map(|owner| owner.id);
        let edit = EditOpportunity { priority: 1, owner, ..self::edit(&worked_on, None) };
        crm::edit_opportunity(&maija, &app.cx, edit).await.unwrap();
        let batch = done.batch.unwrap();
        let back = assignment::take_back(&maija, &app.cx, TakeBackAssigned { batch }).await.unwrap();
        assert_eq!((back.back, back.kept), (1, 1), "what somebody works on stays with them");
    });
}

#[test]
fn giving_is_for_managers_and_within_limits() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna").await;
        made(&house, &admin, team("Tiimi", 0, Rule::default(), vec![member(anna.user(), 30)])).await;
        let nothing = AssignNow { key: key(), rows: Vec::new() };
        assert!(matches!(assignment::plan(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        assert!(matches!(assignment::assign_now(&anna, &app.cx, nothing).await, Err(Denied::NotAllowed)));
        assert!(matches!(assignment::simulate(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        let batch = TakeBackAssigned { batch: uuid::Uuid::now_v7() };
        assert!(matches!(assignment::take_back(&admin, &app.cx, batch).await, Err(Denied::NotFound)));
        let strange = Placed { id: OpportunityId(uuid::Uuid::now_v7()), version: 1, team: None, to: Some(anna.user()) };
        let command = AssignNow { key: key(), rows: vec![strange] };
        let done = assignment::assign_now(&admin, &app.cx, command).await.unwrap();
        assert_eq!((done.batch, done.given, done.left), (None, 0, 1));
        let command = AssignNow { key: key(), rows: vec![strange; 201] };
        assert_eq!(refused_at(assignment::assign_now(&admin, &app.cx, command).await)[0].0, "rows");

        // Another company's press is not there.
        let elsewhere = app.house("Toinen Oy").await;
        let stranger = elsewhere.person("Ville", Role::Administrator, None).await;
        let form = web_form(&house, &admin, "Etusivu", None, None).await;
        post(&house, &form, "Pumppu").await;
        let plan = assignment::plan(&stranger, &app.cx).await.unwrap();
        assert!(!plan.used && plan.rows.is_empty());
    });
}

#[test]
fn the_rules_of_today_are_tried_on_the_last_days_without_writing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, mika) = (house.seller("Anna").await, house.seller("Mika").await);
        let form = web_form(&house, &admin, "Etusivu", None, Some(&admin)).await;
        let empty = assignment::simulate(&admin, &app.cx).await.unwrap();
        assert_eq!((empty.looked_at, empty.teams.len()), (0, 0));
        post(&house, &form, "Vanha pumppu").await;
        app.later(100 * 86_400);
        for title in ["Pumppu yksi", "Pumppu kaksi", "Pumppu kolme", "Kattila"] {
            post(&house, &form, title).await;
            app.later(60);
        }
        app.later(2 * 86_400);
        post(&house, &form, "Pumppu nelja").await;
        let wishes = MemberFields { wish: Wish::Prefer, rule: words(&["nelja"]), ..member(mika.user(), 30) };
        made(&house, &admin, team("Tiimi", 0, words(&["pumppu"]), vec![member(anna.user(), 30), wishes])).await;
        let before = app.snapshot().await;
        let told = assignment::simulate(&admin, &app.cx).await.unwrap();
        assert!(app.snapshot().await.changed(&before).is_empty());
        assert_eq!((told.looked_at, told.more, told.no_team), (5, false, 1));
        let team = &told.teams[0];
        assert_eq!((team.taken, team.nobody), (4, 1));
        let members: Vec<_> =
            team.members.iter().map(|one| (one.user.name.as_str(), one.given, one.wished, one.has)).collect();
        assert_eq!(members, [("Anna", 1, 0, 0), ("Mika", 2, 1, 0)]);
    });
}
