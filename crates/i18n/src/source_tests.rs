//! What the reader of the text files promises.
#![allow(clippy::unwrap_used)]

use crate::source::check::{Message, check};
use crate::source::generate::{keys_hash, methods, table, texts};

fn one(content: &str) -> Result<Vec<Message>, Vec<String>> {
    check(&[("quotes".to_owned(), content.to_owned())])
}

fn refused(content: &str, with: &str) {
    let wrong = one(content).unwrap_err();
    assert!(wrong.iter().any(|line| line.contains(with)), "expected \"{with}\" among {wrong:?}");
}

#[test]
fn a_good_file_gives_messages_with_numbered_arguments() {
    let messages = one(
        "[quotes_sent]\nen = '{who} sent {number} to {who}'\nfi = '{number}: lähetti {who}'\nsv = '{number}: {who}'\n\
         [quotes_count]\nen.one = 'One quotation of {party}'\nen.other = '{count} quotations of {party}'\n\
         fi.one = 'Asiakas {party}: yksi tarjous'\nfi.other = 'Asiakas {party}: {count} tarjousta'\n\
         sv.one = '{party}: en offert'\nsv.other = '{party}: {count} offerter'",
    )
    .unwrap();
    assert_eq!(messages[0].key, "quotes_count");
    assert_eq!(messages[0].params, ["count", "party"]);
    assert_eq!(messages[0].texts[1], ["Asiakas {1}: yksi tarjous", "Asiakas {1}: {0} tarjousta"]);
    assert_eq!(messages[1].params, ["who", "number"]);
    assert_eq!(messages[1].texts[0], ["{0} sent {1} to {0}"]);
}

#[test]
fn a_missing_language_is_refused() {
    refused("[quotes_a]\nen = 'a'\nfi = 'a'", "[quotes_a] sv is missing");
    refused("[quotes_a]\nfi = 'a'\nsv = 'a'", "[quotes_a] en is missing");
    refused("[quotes_a]\nen = 'a'\nfi = 'a'\nsv = 'a'\nse = 'a'", "\"se\", which is not a language");
}

#[test]
fn differing_placeholders_are_refused() {
    refused("[quotes_a]\nen = '{x}'\nfi = 'a'\nsv = '{x}'", "fi: {x} is missing");
    refused("[quotes_a]\nen = 'a'\nfi = 'a'\nsv = '{y}'", "sv: {y} is not in the English text");
    let plural =
        "[quotes_a]\nen = {one='{x}',other='{x} {count}'}\nfi = {one='a',other='{x}'}\nsv = {one='{x}',other='{x}'}";
    refused(plural, "fi: {x} is missing in \"a\"");
}

#[test]
fn a_missing_or_foreign_plural_form_is_refused() {
    let rest = "\nfi = {one='a',other='a'}\nsv = {one='a',other='a'}";
    refused(&format!("[quotes_a]\nen = {{one='a'}}{rest}"), "en.other is missing");
    refused(&format!("[quotes_a]\nen = {{one='a',other='a',few='a'}}{rest}"), "en.few: there are only");
    refused(
        "[quotes_a]\nen = {one='a',other='a'}\nfi = 'a'\nsv = {one='a',other='a'}",
        "fi needs the forms one and other",
    );
    refused(&format!("[quotes_a]\nen = 'a'{rest}"), "fi has forms, but en is one sentence");
}

#[test]
fn stray_braces_and_odd_names_are_refused() {
    for (text, why) in [("a {", "stray {"), ("a } b", "stray }"), ("{a{b}", "stray {"), ("{}", "{} is not a name")] {
        refused(&format!("[quotes_a]\nen = '{text}'\nfi = 'a'\nsv = 'a'"), why);
    }
    refused("[quotes_a]\nen = '{Name}'\nfi = 'a'\nsv = 'a'", "{Name} is not a name");
    refused("[quotes_a]\nen = '{type}'\nfi = 'a'\nsv = 'a'", "{type} is not a name");
}

#[test]
fn a_line_feed_or_an_empty_text_is_refused() {
    refused("[quotes_a]\nen = \"a\\nb\"\nfi = 'a'\nsv = 'a'", "en holds a line feed");
    refused("[quotes_a]\nen = \"a\\tb\"\nfi = 'a'\nsv = 'a'", "en holds a control character");
    refused("[quotes_a]\nen = 'a'\nfi = ' '\nsv = 'a'", "fi is empty");
}

#[test]
fn a_key_outside_its_area_is_refused() {
    refused("[orders_a]\nen = 'a'\nfi = 'a'\nsv = 'a'", "must start with \"quotes_\"");
    refused("[quotes_]\nen = 'a'\nfi = 'a'\nsv = 'a'", "must start with \"quotes_\"");
    refused("[quotes_Title]\nen = 'a'\nfi = 'a'\nsv = 'a'", "only a-z");
    refused("quotes_a = 'a'", "must be a table");
}

#[test]
fn duplicate_keys_are_refused_within_and_across_files() {
    let text = "[quotes_list_a]\nen = 'a'\nfi = 'a'\nsv = 'a'\n";
    refused(&text.repeat(2), "quotes.toml:");
    let two = [("quotes".to_owned(), text.to_owned()), ("quotes_list".to_owned(), text.to_owned())];
    assert_eq!(check(&two).unwrap_err(), ["quotes_list.toml: [quotes_list_a] is already in quotes.toml"]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let wrong = one("[quotes_a]\nen = 'a'\n[quotes_b]\nen = '{'\nfi = 'b'\nsv = 'b'").unwrap_err();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}

fn messages(content: &str) -> Vec<Message> {
    check(&[("a".to_owned(), content.to_owned())]).unwrap()
}

#[test]
fn hash_follows_keys_and_arguments_but_not_wording() {
    let hash = |content: &str| keys_hash(&messages(content));
    let first = hash("[a_x]\nen='Hi {name}'\nfi='Hei {name}'\nsv='Hej {name}'");
    assert_eq!(first, hash("[a_x]\nen='Hello {name}'\nfi='Moi {name}'\nsv='Hej {name}'"));
    assert_ne!(first, hash("[a_y]\nen='Hi {name}'\nfi='Hei {name}'\nsv='Hej {name}'"));
    assert_ne!(first, hash("[a_x]\nen='Hi {who}'\nfi='Hei {who}'\nsv='Hej {who}'"));
}

#[test]
fn plural_takes_two_places_in_the_table() {
    let rust = methods(&messages(
        "[a_b]\nen={one='one',other='{count}'}\nfi={one='yksi',other='{count}'}\nsv={one='en',other='{count}'}\n\
         [a_c]\nen='c'\nfi='c'\nsv='c'",
    ));
    assert!(rust.contains("self.fill(self.form(0, count), &[&self.figure(count)])"), "{rust}");
    assert!(rust.contains("pub fn a_c(self) -> &'static str { self.text(2) }"), "{rust}");
    assert!(rust.contains("const LENGTH: usize = 3;"), "{rust}");
}

#[test]
fn each_language_lists_its_texts_in_the_order_of_the_methods() {
    let rust = texts(&messages("[a_b]\nen='\"b\"'\nfi='bee'\nsv='be'\n[a_a]\nen='a'\nfi='aa'\nsv='å'"));
    let lines: Vec<&str> = rust.lines().map(str::trim).filter(|line| line.starts_with('"')).collect();
    assert_eq!(lines, [r#""a","#, r#""\"b\"","#, r#""aa","#, r#""bee","#, r#""å","#, r#""be","#]);
}

#[test]
fn the_table_made_from_the_files_is_the_one_compiled_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("text");
    let messages = crate::source::read(&folder).unwrap();
    for (at, code) in crate::source::check::LANGS.iter().enumerate() {
        let lang = crate::Lang::parse(code).unwrap();
        assert_eq!(table(&messages, at).trim_end(), crate::table_text(lang).trim_end());
    }
}
