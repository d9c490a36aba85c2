//! Places in mail texts: filled in once, refused where nobody knows them, and never made of what a customer is called.
use super::*;
use proptest::prelude::*;

fn facts(contact: &str, title: &str) -> Facts {
    Facts {
        contact: contact.into(),
        customer: "Mäkelän Puutyö Oy".into(),
        number: "T-2026-0417".into(),
        version: "4".into(),
        title: title.into(),
        total: "17\u{a0}318,00\u{a0}€ ilman alv".into(),
        valid_until: "11.12.2026".into(),
        seller: "Aino Lehtonen".into(),
        company: "Havulämpö Oy".into(),
    }
}

#[test]
fn a_text_is_filled_in_for_its_reader() {
    let told = facts("Päivi Mäkelä", "Lämpöpumppu");
    let filled = message("Hei {etunimi},\n\n{Title}: {total}, voimassa {valid_until} asti.\n{seller}", &told);
    let total = "17\u{a0}318,00\u{a0}€ ilman alv";
    assert_eq!(filled.before, format!("Hei Päivi,\n\nLämpöpumppu: {total}, voimassa 11.12.2026 asti.\nAino Lehtonen"));
    assert_eq!(filled.after, None);
    assert_eq!(subject("Tarjous {number}, versio {versio}", &told), "Tarjous T-2026-0417, versio 4");
}

#[test]
fn nobody_is_greeted_by_no_name() {
    assert_eq!(message("Hei {name},", &facts("Päivi Mäkelä", "")).before, "Hei Päivi,");
    assert_eq!(message("Hei {name},", &facts(" ", "")).before, "Hei,");
}

#[test]
fn the_link_stands_where_the_writer_put_it_and_only_there() {
    let filled = message("Lue: {linkki}\nTerveisin {link}{seller}", &facts("Päivi", ""));
    assert_eq!((filled.before.as_str(), filled.after.as_deref()), ("Lue: ", Some("\nTerveisin Aino Lehtonen")));
    assert_eq!(check_subject("Tarjous {link}"), Err(Refusal::LinkInSubject));
}

#[test]
fn a_place_nobody_knows_is_named_and_braces_that_are_none_stay() {
    let unknown = |place: &str| Err(Refusal::UnknownPlace { place: place.into() });
    assert_eq!(check_message("Hei {etunmi},"), unknown("etunmi"));
    assert_eq!(check_message("{ nothing known }"), unknown(" nothing known "));
    for plain in ["{", "{}", "{ }", "{12}", "{a;b}", "} {", "{{", "{\nname\n}", &format!("{{{}}}", "x".repeat(31))] {
        assert_eq!(check_message(plain), Ok(()), "{plain}");
        assert_eq!(message(plain, &facts("Päivi", "")).before, plain);
    }
    assert_eq!(message("{{name}}", &facts("Päivi", "")).before, "{Päivi}");
}

#[test]
fn every_place_is_known_in_every_language() {
    for place in Place::ALL {
        for lang in Lang::ALL {
            assert_eq!(Place::parse(place.word(lang)), Some(place));
            assert_eq!(check_message(&place.written(lang)), Ok(()));
        }
    }
}

#[test]
fn the_occasion_follows_the_version() {
    assert_eq!(Occasion::of(false, 1), Occasion::First);
    assert_eq!(Occasion::of(false, 2), Occasion::Update);
    assert_eq!(Occasion::of(true, 1), Occasion::Again);
}

proptest! {
    /// Whatever a customer or a quotation is called, it is not read as a place.
    #[test]
    fn what_is_filled_in_is_never_read_again(name in "[a-z{}]{1,12}", title in "\\PC{0,40}") {
        let told = facts(&name, &format!("{{seller}}{{link}}{title}"));
        let filled = message("{name}|{title}", &told);
        prop_assert_eq!(&filled.after, &None);
        let expected = format!("{}|{}", name, text::clean_line(&format!("{{seller}}{{link}}{title}")));
        prop_assert_eq!(filled.before, expected);
    }

    /// No line break and no control character reaches a subject, and it is never longer than it may be.
    #[test]
    fn a_subject_is_one_short_line(text in "(\\PC|\r|\n|\t|\u{0}|\\{title\\}|\\{name\\}){0,80}", value in "(\\PC|\r|\n|\u{0}){0,400}") {
        let made = subject(&text, &facts(&value, &value));
        prop_assert!(!made.chars().any(char::is_control));
        prop_assert!(made.chars().count() <= LONGEST_SUBJECT);
    }

    #[test]
    fn no_text_is_lost_or_made_up(text in "[a-zåäö{} \n]{0,60}") {
        let rebuilt: String = parts(&text).into_iter().map(|part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Unknown(word) => format!("{{{word}}}"),
            Part::Place(_) => String::from("\u{0}"),
        }).collect();
        if !rebuilt.contains('\u{0}') {
            prop_assert_eq!(rebuilt, text);
        }
    }
}
