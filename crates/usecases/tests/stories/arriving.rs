//! What comes in from outside: nobody who writes is refused, and what they write fills the teams' own fields.
use crate::{
    custom::{fact, field, keep},
    mail::Post,
};
use domain::{
    actors::Role,
    crm::custom::{Kind, YES},
    ids::{CustomFieldId, OpportunityId, StageId, TeamId},
    refusal::Refusal,
    webforms::{FormShape, Question},
};
use testkit::{House, key, on_both, refused_at};
use usecases::{
    Staff, crm,
    intake::{self, Raw, WebForm},
};
use wire::{
    crm::{MoveOpportunity, OpportunityView},
    custom::{CustomFields, SetCustomValue},
    intake::{ContactForm, MapField, PostVerdict, SaveSource, SourceFields},
};

fn source(team: Option<TeamId>, shape: FormShape) -> SourceFields {
    SourceFields { name: "Etusivu".into(), team, owner: None, source: String::new(), active: true, shape }
}

async fn admitted(house: &House, admin: &Staff) -> WebForm {
    let source = intake::sources(admin, &house.cx).await.unwrap().sources.remove(0);
    intake::admit(&house.cx, source.post_url.rsplit('/').next().unwrap()).await.unwrap()
}

async fn web_form(house: &House, admin: &Staff, team: TeamId, shape: FormShape) -> WebForm {
    let fields = source(Some(team), shape);
    let command = SaveSource { key: key(), id: None, version: 0, fields, renew: false };
    intake::save(admin, &house.cx, command).await.unwrap();
    admitted(house, admin).await
}

fn json(body: &str) -> Raw {
    Raw { content_type: "application/json".into(), body: Some(body.as_bytes().to_vec()), ..Raw::default() }
}

async fn newest(house: &House, by: &Staff) -> OpportunityView {
    let rows = crm::list_opportunities(by, &house.cx, Default::default(), None, 50).await.unwrap().rows;
    let id: OpportunityId = rows.iter().map(|row| row.id).max().unwrap();
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

fn told<'a>(view: &'a OpportunityView, what: &str) -> Vec<&'a str> {
    view.timeline.iter().filter(|entry| entry.what == what).map(|entry| entry.body.as_str()).collect()
}

async fn moves(house: &House, by: &Staff, view: &OpportunityView, stage: StageId) -> Result<i64, usecases::Denied> {
    let version = crm::read_opportunity(by, &house.cx, view.id).await.unwrap().version;
    crm::move_opportunity(by, &house.cx, MoveOpportunity { id: view.id, version, stage }).await
}

#[test]
fn a_lead_begins_in_the_first_stage_whatever_that_needs_and_is_asked_before_it_moves_on() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let roofs = house.team("Katot").await;
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let needed =
            |name: &str| CustomFields { required: Some(house.stages[0]), ..field(roofs, name, Kind::Whole, &[]) };
        let (area, floors) =
            (keep(&house, &admin, needed("Ala")).await, keep(&house, &admin, needed("Kerroksia")).await);
        let form = web_form(&house, &admin, roofs, FormShape::default()).await;
        let came = intake::receive(&form, &app.cx, json(r#"{"name":"Mika","email":"mika@rauta.example"}"#)).await;
        assert_eq!(came.unwrap().verdict, PostVerdict::Made);
        let view = newest(&house, &anna).await;
        assert_eq!(view.stage, house.stages[0]);
        assert!(fact(&view, area).needed && fact(&view, floors).needed);
        assert_eq!(told(&view, "opportunity.lacks"), ["Ala, Kerroksia"]);

        let missing = |names: &str| [("stage".to_owned(), Refusal::FillInFirst { names: names.into() })];
        assert_eq!(refused_at(moves(&house, &anna, &view, house.stages[1]).await), missing("Ala, Kerroksia"));
        for (at, field) in [area, floors].into_iter().enumerate() {
            let set = SetCustomValue { key: key(), id: view.id, field, seen: Vec::new(), value: vec!["12".into()] };
            crm::set_custom_value(&anna, &app.cx, set).await.unwrap();
            let moved = moves(&house, &anna, &view, house.stages[1]).await;
            if at == 0 {
                assert_eq!(refused_at(moved), missing("Kerroksia"));
            } else {
                moved.unwrap();
            }
        }
        // Where nothing is needed nothing is said.
        app.run("UPDATE custom_fields SET retired = 1").await.unwrap();
        let other = r#"{"name":"Olli","email":"olli@puu.example"}"#;
        intake::receive(&form, &app.cx, json(other)).await.unwrap();
        assert!(told(&newest(&house, &anna).await, "opportunity.lacks").is_empty());
    });
}

struct Fields {
    area: CustomFieldId,
    cover: CustomFieldId,
    seen: CustomFieldId,
    depth: CustomFieldId,
}

async fn fields(house: &House, admin: &Staff, (roofs, pools): (TeamId, TeamId)) -> Fields {
    Fields {
        area: keep(house, admin, field(roofs, "Ala", Kind::Figure, &[])).await,
        cover: keep(house, admin, field(roofs, "Kate", Kind::One, &["Tiili", "Pelti"])).await,
        seen: keep(house, admin, field(roofs, "Käyty", Kind::YesNo, &[])).await,
        depth: keep(house, admin, field(pools, "Syvyys", Kind::Figure, &[])).await,
    }
}

#[test]
fn fields_of_forms_fill_the_teams_own_and_what_does_not_suit_stands_in_the_message() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let Fields { area, cover, seen, depth } = fields(&house, &admin, (roofs, pools)).await;
        let form = web_form(&house, &admin, roofs, FormShape::default()).await;
        let body = |area: &str| {
            format!(
                r#"{{"name":"Mika","email":"mika@rauta.example","ala":"{area}","kate":"tiili","kayty":"Kyllä","syvyys":"3"}}"#
            )
        };
        let first = intake::receive(&form, &app.cx, json(&body("120,5"))).await.unwrap();
        let shown = intake::read(&admin, &app.cx, first.id).await.unwrap();
        let names: Vec<String> = shown.own.iter().map(|own| own.called()).collect();
        assert_eq!(names, ["Katot · Ala", "Katot · Kate", "Katot · Käyty"], "those of the form's team");
        let map = |label: &str, role: String| MapField { key: key(), post: first.id, label: label.into(), role };
        for (label, field) in [("ala", area), ("kate", cover), ("kayty", seen), ("syvyys", depth)] {
            intake::map_field(&admin, &app.cx, map(label, format!("own:{field}"))).await.unwrap();
        }
        let shown = intake::read(&admin, &app.cx, first.id).await.unwrap();
        let known = shown.fields.iter().find(|field| field.label == "kate").unwrap();
        assert!(known.told && known.role == format!("own:{cover}"));
        let nobodys = CustomFieldId(uuid::Uuid::now_v7());
        for role in [format!("own:{nobodys}"), "own:x".to_owned()] {
            let refused = refused_at(intake::map_field(&admin, &app.cx, map("ala", role)).await);
            assert_eq!(refused, [("role".to_owned(), Refusal::NotAChoice)]);
        }

        let form = admitted(&house, &admin).await;
        intake::receive(&form, &app.cx, json(&body("99"))).await.unwrap();
        let view = newest(&house, &anna).await;
        assert_eq!(fact(&view, area).value, ["99"]);
        assert_eq!(
            (fact(&view, cover).value.len(), fact(&view, seen).value.as_slice()),
            (1, [YES.to_owned()].as_slice())
        );
        let came = view.timeline.iter().find(|entry| entry.what == "opportunity.came_in").unwrap();
        assert_eq!((came.changes.len(), came.body.as_str()), (3, "syvyys: 3"), "another team's field is not filled");
        assert_eq!(told(&view, "opportunity.unread"), ["syvyys: 3"]);

        // What cannot be read is kept as it was written, and so is what is hostile.
        for odd in ["noin 120 neliötä", "=2+2", "<b>1</b>"] {
            intake::receive(&form, &app.cx, json(&body(odd))).await.unwrap();
            let view = newest(&house, &anna).await;
            assert!(fact(&view, area).value.is_empty(), "{odd}");
            assert_eq!(told(&view, "opportunity.came_in"), [format!("ala: {odd}\nsyvyys: 3")]);
            assert_eq!(told(&view, "opportunity.unread"), [format!("ala: {odd}; syvyys: 3")]);
        }
    });
}

#[test]
fn an_answer_to_a_question_of_ones_own_fills_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let Fields { area, .. } = fields(&house, &admin, (roofs, pools)).await;
        let question = Question { words: "Pinta-ala, m²".into(), field: Some(area), ..Question::default() };
        let shape = FormShape { questions: vec![question.clone()], ..FormShape::default() };
        let form = web_form(&house, &admin, roofs, shape).await;
        let typed = |answer: &str| ContactForm {
            name: "Mika".into(),
            email: "mika@rauta.example".into(),
            message: "Katto vuotaa".into(),
            answers: [("q0".to_owned(), answer.to_owned())].into(),
            ..ContactForm::default()
        };
        intake::contact(&form, &app.cx, typed("1 200,5"), String::new()).await.unwrap();
        let view = newest(&house, &anna).await;
        assert_eq!(fact(&view, area).value, ["1200.5"]);
        assert_eq!(told(&view, "opportunity.came_in"), ["Katto vuotaa"]);
        intake::contact(&form, &app.cx, typed("iso"), String::new()).await.unwrap();
        let view = newest(&house, &anna).await;
        assert!(fact(&view, area).value.is_empty());
        assert_eq!(told(&view, "opportunity.came_in"), ["Katto vuotaa\n\nPinta-ala, m²: iso"]);

        let stranger = Question { field: Some(CustomFieldId(uuid::Uuid::now_v7())), ..question };
        let fields = source(None, FormShape { questions: vec![stranger], ..FormShape::default() });
        let fields = SourceFields { name: "Toinen".into(), ..fields };
        let command = SaveSource { key: key(), id: None, version: 0, fields, renew: false };
        let refused = refused_at(intake::save(&admin, &app.cx, command).await);
        assert_eq!(refused, [("question-0".to_owned(), Refusal::NotAChoice)]);
    });
}

#[test]
fn lines_of_a_mailed_form_fill_fields_and_stay_in_the_message() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        let (house, admin) = (&post.house, &post.admin);
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let Fields { area, cover, .. } = fields(house, admin, (roofs, pools)).await;
        app.run("UPDATE intake_sources SET team_id = (SELECT id FROM teams WHERE name = 'Katot')").await.unwrap();
        let mail = |id: &str, area: &str| {
            format!(
                "From: Mika Aro <mika{id}@rauta.example>\r\nSubject: Lomake {id}\r\nMessage-ID: <{id}@rauta.example>\r\n\r\n\
                 Ala: {area}\r\nKate: Pelti\r\nhttps://rauta.example\r\n"
            )
        };
        assert_eq!(post.came(mail("yksi", "80")).await.0, PostVerdict::Made);
        let first = post.newest().await.id;
        let shown = intake::read(admin, &app.cx, first).await.unwrap();
        let labels: Vec<&str> = shown.fields.iter().map(|field| field.label.as_str()).collect();
        assert_eq!(labels, ["Ala", "Kate"]);
        let map = |label: &str, role: String| MapField { key: key(), post: first, label: label.into(), role };
        for (label, field) in [("Ala", area), ("Kate", cover)] {
            intake::map_field(admin, &app.cx, map(label, format!("own:{field}"))).await.unwrap();
        }
        // Who wrote, and about what, the mail's head says.
        let refused = refused_at(intake::map_field(admin, &app.cx, map("Ala", "email".into())).await);
        assert_eq!(refused, [("role".to_owned(), Refusal::NotAChoice)]);

        post.came(mail("kaksi", "95")).await;
        let view = newest(house, admin).await;
        assert_eq!(
            (fact(&view, area).value.as_slice(), fact(&view, cover).value.len()),
            (["95".to_owned()].as_slice(), 1)
        );
        assert!(told(&view, "mail.received")[0].contains("Ala: 95"), "nothing is taken out of a mail");
        post.came(mail("kolme", "iso")).await;
        let view = newest(house, admin).await;
        assert!(fact(&view, area).value.is_empty());
        assert_eq!(told(&view, "opportunity.unread"), ["Ala: iso"]);
        assert_eq!(told(&view, "mail.received")[0].matches("Ala: iso").count(), 1);
    });
}
