//! Posts of each plugin are understood; any bytes have a verdict.
#![allow(clippy::unwrap_used, clippy::panic)]
use intake::forms::{self, Adapter, Judged, Lead, Mapping, Role, Unreadable, Verdict};
use proptest::prelude::*;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json; charset=utf-8";

fn judge(content_type: &str, bytes: &[u8]) -> Judged {
    forms::judge(content_type, bytes, &Mapping::default())
}

fn lead(judged: Judged) -> Lead {
    match judged.verdict {
        Verdict::Lead(lead) => *lead,
        other => panic!("{other:?}"),
    }
}

#[test]
fn elementor_is_read() {
    let judged = judge(FORM, include_bytes!("../../../testdata/intake/elementor.form"));
    assert_eq!(judged.adapter, Some(Adapter::Elementor));
    let lead = lead(judged);
    assert_eq!((lead.name.as_str(), lead.email.as_str()), ("Päivi Mäkelä", "paivi@makelanpuutyo.example"));
    assert_eq!(lead.message, "Tarvitsen kaksi ilmalämpöpumppua.\nMahdollisimman pian.");
    assert!(lead.description().ends_with("\n\nTalon koko: 140 m2"), "{}", lead.description());
    assert_eq!((lead.source.as_str(), lead.medium.as_str(), lead.campaign.as_str()), ("google", "cpc", "syksy"));
}

#[test]
fn contact_form_7_is_read() {
    let judged = judge(FORM, include_bytes!("../../../testdata/intake/contact_form_7.form"));
    assert_eq!(judged.adapter, Some(Adapter::ContactForm7));
    let lead = lead(judged);
    assert_eq!((lead.name.as_str(), lead.phone.as_str()), ("Tuomas Aro", "040 123 4567"));
    assert_eq!((lead.subject.as_str(), lead.rest.len()), ("Tarjouspyyntö", 0));
}

#[test]
fn gravity_forms_is_read_by_what_stands_in_its_numbers() {
    let judged = judge(JSON, include_bytes!("../../../testdata/intake/gravity_forms.json"));
    assert_eq!((judged.adapter, judged.entry.as_str()), (Some(Adapter::GravityForms), "gravity_forms/4/812"));
    let lead = lead(judged);
    assert_eq!((lead.name.as_str(), lead.phone.as_str()), ("Aino Lehtonen", "+358 40 555 0117"));
    assert_eq!(lead.email, "aino.lehtonen@koylio.example");
    assert!(lead.message.starts_with("Kasvihuoneeseen"));
    assert_eq!(lead.rest, [("5".to_owned(), "Eura".to_owned())]);
}

#[test]
fn wpforms_is_read() {
    let judged = judge(JSON, include_bytes!("../../../testdata/intake/wpforms.json"));
    assert_eq!((judged.adapter, judged.entry.as_str()), (Some(Adapter::WpForms), "wpforms/77/4501"));
    let lead = lead(judged);
    assert_eq!((lead.name.as_str(), lead.company.as_str()), ("Erik Lindholm", "Lindholm Ab"));
    assert_eq!(lead.email, "erik@lindholm.example");
}

#[test]
fn any_json_object_is_read() {
    let judged = judge("text/plain", include_bytes!("../../../testdata/intake/plain.json"));
    assert_eq!(judged.adapter, Some(Adapter::Json));
    let lead = lead(judged);
    assert_eq!((lead.name.as_str(), lead.business_id.as_str()), ("Mika Aro", "0112038-9"));
    assert_eq!((lead.source.as_str(), lead.campaign.as_str()), ("newsletter", "marraskuu"));
    assert!(lead.description().contains("options: a, b"), "{}", lead.description());
}

#[test]
fn any_form_is_read_whatever_its_charset() {
    let lead = lead(judge(FORM, include_bytes!("../../../testdata/intake/plain.form")));
    assert_eq!((lead.name.as_str(), lead.phone.as_str()), ("Mika Aro", "0401234567"));
    assert_eq!(lead.rest, [("väri".to_owned(), "sininen".to_owned())]);
}

#[test]
fn parts_are_read_and_files_are_only_named() {
    let body = "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@b.example\r\n--x\r\n\
        Content-Disposition: form-data; name=\"plan\"; filename=\"plan.pdf\"\r\n\r\n%PDF\r\n--x--\r\n";
    let lead = lead(judge("multipart/form-data; boundary=x", body.as_bytes()));
    assert_eq!((lead.email.as_str(), lead.rest), ("a@b.example", vec![("plan".to_owned(), "plan.pdf".to_owned())]));
}

#[test]
fn what_is_wrong_has_its_verdict() {
    let verdict = |kind: &str, body: &str| judge(kind, body.as_bytes()).verdict;
    assert_eq!(verdict(FORM, " \n"), Verdict::Unreadable(Unreadable::Empty));
    assert_eq!(verdict(JSON, "[1,2]"), Verdict::Unreadable(Unreadable::NotJson));
    assert_eq!(verdict(JSON, &format!("{{\"a\":{}", "[".repeat(5_000))), Verdict::Unreadable(Unreadable::NotJson));
    assert_eq!(verdict(FORM, "hello there"), Verdict::Unreadable(Unreadable::NoFields));
    assert_eq!(verdict(FORM, &"a=1&".repeat(600)), Verdict::Unreadable(Unreadable::TooManyFields));
    assert_eq!(verdict(FORM, "email=a@b.example&_gotcha=x"), Verdict::Spam);
    assert!(matches!(verdict(FORM, "name=Mika&email=nobody"), Verdict::Incomplete(_)));
}

#[test]
fn a_repeated_field_is_kept_and_the_first_is_believed() {
    let lead = lead(judge(FORM, b"email=a@b.example&email=c@d.example&name=Mika"));
    assert_eq!((lead.email.as_str(), lead.rest), ("a@b.example", vec![("email".to_owned(), "c@d.example".to_owned())]));
}

proptest! {
    #[test]
    fn any_bytes_have_a_verdict(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), kind in 0usize..4) {
        let kind = [FORM, JSON, "multipart/form-data; boundary=x", ""][kind];
        let judged = judge(kind, &bytes);
        if let Verdict::Lead(lead) | Verdict::Incomplete(lead) = judged.verdict {
            prop_assert!(!lead.description().contains('\0'));
        }
    }

    #[test]
    fn nearly_right_bytes_have_a_verdict(text in "[-a-z\\[\\]{}\"=&%:,@. \\r\\n]{0,300}", kind in 0usize..4) {
        let kind = [FORM, JSON, "multipart/form-data; boundary=a", "text/plain; charset=utf-16le"][kind];
        judge(kind, text.as_bytes());
    }
}

#[test]
fn what_somebody_said_of_a_field_goes_before_its_name_and_content() {
    let body =
        r#"{"field_7":"Rauta ja Puu Oy","kontakti":"Liisa","info":"liisa@rauta.example","name":"kattoremontti"}"#;
    let said = Mapping(vec![
        ("field_7".into(), Role::Company),
        ("kontakti".into(), Role::Name),
        ("name".into(), Role::Subject),
        ("nowhere".into(), Role::Phone),
    ]);
    let judged = forms::judge(JSON, body.as_bytes(), &said);
    let lead = lead(judged);
    assert_eq!(
        (lead.company.as_str(), lead.name.as_str(), lead.subject.as_str()),
        ("Rauta ja Puu Oy", "Liisa", "kattoremontti")
    );
    assert_eq!(lead.email, "liisa@rauta.example");
    // What is said to be of no use is no part of the text either.
    let said = Mapping(vec![("field_7".into(), Role::Aside)]);
    assert!(!forms::judge(JSON, body.as_bytes(), &said).verdict_text().contains("Rauta"));
}

trait Text {
    fn verdict_text(&self) -> String;
}

impl Text for Judged {
    fn verdict_text(&self) -> String {
        match &self.verdict {
            Verdict::Lead(lead) => lead.description(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_choice_of_a_field_is_read_back() {
    for role in Role::CHOICES {
        assert_eq!(Role::parse(&role.code()), Some(role));
    }
    let own = Role::parse("own:00000000-0000-0000-0000-000000000007").unwrap();
    assert_eq!(Role::parse(&own.code()), Some(own));
    for nonsense in ["trap", "own:", "own:1", "own"] {
        assert_eq!(Role::parse(nonsense), None, "{nonsense}");
    }
}

#[test]
fn fields_are_shown_as_they_are_read() {
    let seen = |said: &Mapping| {
        let body = r#"{"Sähköposti":"a@b.example","xy":"5","_token":"secret","empty":" "}"#;
        forms::seen(JSON, body.as_bytes(), said).into_iter().map(|seen| (seen.label, seen.role)).collect::<Vec<_>>()
    };
    let plain = [("Sähköposti".to_owned(), Some(Role::Email)), ("xy".to_owned(), None)];
    assert_eq!(seen(&Mapping::default()), plain);
    let said = Mapping(vec![("xy".into(), Role::Phone)]);
    assert_eq!(seen(&said).last(), Some(&("xy".to_owned(), Some(Role::Phone))));
}
