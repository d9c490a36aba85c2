//! What a web form asks for, and what the fields of other people's forms are.
use domain::{
    actors::Role,
    refusal::Refusal,
    webforms::{FormShape, Need, Question},
};
use testkit::{House, key, on_both, refused_at};
use usecases::{
    Denied, Staff,
    intake::{self, Raw, WebForm},
};
use wire::intake::{ContactForm, InboxQuery, MapField, PostVerdict, SaveSource, SourceFields, SourceForm};

async fn web_form(house: &House, admin: &Staff, shape: FormShape) -> (SourceForm, WebForm) {
    let fields =
        SourceFields { name: "Etusivu".into(), team: None, owner: None, source: String::new(), active: true, shape };
    let command = SaveSource { key: key(), id: None, version: 0, fields, renew: false };
    intake::save(admin, &house.cx, command).await.unwrap();
    let source = intake::sources(admin, &house.cx).await.unwrap().sources.remove(0);
    let form = intake::admit(&house.cx, source.post_url.rsplit('/').next().unwrap()).await.unwrap();
    (source, form)
}

#[test]
fn the_page_asks_what_the_company_wants_to_know_and_keeps_each_answer() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let question = |words: &str, must| Question { words: words.into(), must, ..Question::default() };
        let shape = FormShape {
            company: Need::Demanded,
            email: Need::Off,
            message: Need::Off,
            questions: vec![question("Pinta-ala, m²", true), question("Rakennusvuosi", false)],
            ..FormShape::default()
        };
        let (source, form) = web_form(&house, &admin, shape.clone()).await;
        assert_eq!((&source.fields.shape, form.shape()), (&shape, &shape));
        let send = |typed: ContactForm| intake::contact(&form, &house.cx, typed, String::new());
        let answers = |all: &[(&str, &str)]| all.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();

        // Asked at the field that is there, not at the one that is not.
        let refused = refused_at(send(ContactForm { name: "Mika".into(), ..ContactForm::default() }).await);
        let places: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(places, ["company", "phone", "q0"]);
        let whole = ContactForm {
            name: "Mika".into(),
            company: "Rauta Oy".into(),
            phone: "040 123 4567".into(),
            message: "nobody asked".into(),
            answers: answers(&[("q0", "120"), ("q1", " "), ("q9", "nobody asked"), ("extra", "nobody asked")]),
            ..ContactForm::default()
        };
        // Nobody is reached by a field that is not there.
        let slipped = ContactForm { phone: String::new(), email: "mika@rauta.fi".into(), ..whole.clone() };
        assert_eq!(refused_at(send(slipped).await), [("phone".to_owned(), Refusal::Required)]);
        let long = ContactForm { answers: answers(&[("q0", &"9".repeat(501))]), ..whole.clone() };
        assert_eq!(refused_at(send(long).await), [("q0".to_owned(), Refusal::TooLong { longest: 500, length: 501 })]);
        assert_eq!(send(whole).await.unwrap().verdict, PostVerdict::Made);
        let kept = app.texts("SELECT description FROM opportunities").await;
        assert_eq!(kept, ["Pinta-ala, m²: 120"]);

        let nobody = FormShape { phone: Need::Off, ..shape };
        let fields = SourceFields { shape: nobody, ..source.fields.clone() };
        let command = SaveSource { key: key(), id: Some(source.id), version: source.version, fields, renew: false };
        let refused = refused_at(intake::save(&admin, &house.cx, command).await);
        assert_eq!(refused, [("email".to_owned(), Refusal::Required)]);
    });
}

#[test]
fn a_field_that_is_told_once_is_known_in_every_post_of_its_form() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (_, form) = web_form(&house, &admin, FormShape::default()).await;
        let post = |body: &str| {
            let raw =
                Raw { content_type: "application/json".into(), body: Some(body.as_bytes().to_vec()), ..Raw::default() };
            intake::receive(&form, &house.cx, raw)
        };
        // A number alone is no number of a telephone where nobody says so.
        let first = post(r#"{"kontakti":"Liisa","f12":"0401234567","yht":"Rauta Oy"}"#).await.unwrap();
        assert_eq!(first.verdict, PostVerdict::Incomplete);
        let fields = async || intake::read(&admin, &house.cx, first.id).await.unwrap().fields;
        let roles = |fields: Vec<wire::intake::FieldView>| {
            fields.into_iter().map(|field| (field.label, field.role, field.told)).collect::<Vec<_>>()
        };
        assert!(fields().await.iter().all(|field| field.role.is_empty() && !field.told));

        let told =
            |label: &str, role: &str| MapField { key: key(), post: first.id, label: label.into(), role: role.into() };
        for (label, role) in [("f12", "phone"), ("kontakti", "name"), ("yht", "company")] {
            intake::map_field(&admin, &house.cx, told(label, role)).await.unwrap();
        }
        let wanted = [("kontakti", "name"), ("f12", "phone"), ("yht", "company")];
        assert_eq!(roles(fields().await).len(), 3);
        for (label, role, told) in roles(fields().await) {
            assert!(told && wanted.contains(&(label.as_str(), role.as_str())), "{label} {role}");
        }
        // This one is judged again, the next is known at once.
        assert_eq!(intake::replay(&admin, &house.cx, first.id).await.unwrap(), PostVerdict::Made);
        let source = intake::sources(&admin, &house.cx).await.unwrap().sources.remove(0);
        let form = intake::admit(&house.cx, source.post_url.rsplit('/').next().unwrap()).await.unwrap();
        let body = r#"{"kontakti":"Olli","f12":"0407654321","yht":"Puu Oy"}"#;
        let raw = Raw { content_type: "application/json".into(), body: Some(body.into()), ..Raw::default() };
        assert_eq!(intake::receive(&form, &house.cx, raw).await.unwrap().verdict, PostVerdict::Made);
        let kept = app.texts("SELECT contact_name || '/' || phone FROM opportunities ORDER BY contact_name").await;
        assert_eq!(kept, ["Liisa/0401234567", "Olli/0407654321"]);

        // Left to itself again; what is not there, or cannot be, is refused; only administrators say.
        intake::map_field(&admin, &house.cx, told("f12", "")).await.unwrap();
        assert!(fields().await.iter().any(|field| field.label == "f12" && !field.told));
        let wrong = intake::map_field(&admin, &house.cx, told("f99", "phone")).await;
        assert_eq!(refused_at(wrong), [("label".to_owned(), Refusal::NotAChoice)]);
        let wrong = intake::map_field(&admin, &house.cx, told("f12", "trap")).await;
        assert_eq!(refused_at(wrong), [("role".to_owned(), Refusal::NotAChoice)]);
        let manager = house.manager("Mia").await;
        let asked = intake::map_field(&manager, &house.cx, told("f12", "phone")).await;
        assert!(matches!(asked, Err(Denied::NotAllowed)));
        assert_eq!(intake::list(&admin, &house.cx, InboxQuery::default()).await.unwrap().rows.len(), 2);
    });
}
