//! Turns checked messages into Rust: one method per key, and the texts of each language.

use super::check::{LANGS, Message};
use std::fmt::Write;

/// The key list, its arguments and forms as one number: two builds with the same one can share a table.
pub fn keys_hash(messages: &[Message]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for message in messages {
        let kind = if message.plural { '#' } else { ' ' };
        for byte in format!("{}{kind}{}\n", message.key, message.params.join(",")).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// Methods of `T`, the hash and the length: what both server and browser need.
pub fn methods(messages: &[Message]) -> String {
    let mut out = String::new();
    let length: usize = messages.iter().map(|message| message.texts[0].len()).sum();
    let _ = writeln!(
        out,
        "/// Names the list of keys of this build; a table of another list is refused.\npub const KEYS_HASH: &str = \"{}\";\nconst LENGTH: usize = {length};\nimpl T {{",
        keys_hash(messages)
    );
    let mut at = 0;
    for message in messages {
        method(&mut out, message, at);
        at += message.texts[0].len();
    }
    out.push_str("}\n");
    out
}

fn method(out: &mut String, message: &Message, at: usize) {
    let english = message.params.iter().enumerate().fold(message.texts[0].join("\" / \""), |text, (i, name)| {
        text.replace(&format!("{{{i}}}"), &format!("{{{name}}}"))
    });
    let _ = writeln!(out, "    #[doc = {:?}]", format!("\"{english}\"").replace('[', "\\[").replace('<', "\\<"));
    let key = &message.key;
    if message.params.is_empty() {
        let _ = writeln!(out, "    pub fn {key}(self) -> &'static str {{ self.text({at}) }}");
        return;
    }
    let args: Vec<String> = message
        .params
        .iter()
        .map(|name| match (message.plural, name.as_str()) {
            (true, "count") => "count: impl Count".to_owned(),
            _ => format!("{name}: impl ::core::fmt::Display"),
        })
        .collect();
    let names: Vec<String> = message
        .params
        .iter()
        .map(
            |name| {
                if message.plural && name == "count" { "&self.figure(count)".to_owned() } else { format!("&{name}") }
            },
        )
        .collect();
    let (before, index) = if message.plural {
        ("let count = count.count(); ", format!("self.form({at}, count)"))
    } else {
        ("", at.to_string())
    };
    let _ = writeln!(
        out,
        "    pub fn {key}(self, {}) -> String {{ {before}self.fill({index}, &[{}]) }}",
        args.join(", "),
        names.join(", ")
    );
}

/// The texts of all languages, in the order of [`LANGS`]. The browser's build leaves this out.
pub fn texts(messages: &[Message]) -> String {
    let mut out = String::from("pub(crate) static TEXTS: [&[&str]; 3] = [\n");
    for lang in 0..LANGS.len() {
        out.push_str("    &[\n");
        for text in messages.iter().flat_map(|message| &message.texts[lang]) {
            let _ = writeln!(out, "        {text:?},");
        }
        out.push_str("    ],\n");
    }
    out.push_str("];\n");
    out
}

/// The table of one language as a browser gets it: the hash and the language, then one text per line.
pub fn table(messages: &[Message], lang: usize) -> String {
    let mut out = format!("{} {}", keys_hash(messages), LANGS[lang]);
    for text in messages.iter().flat_map(|message| &message.texts[lang]) {
        out.push('\n');
        out.push_str(text);
    }
    out
}
