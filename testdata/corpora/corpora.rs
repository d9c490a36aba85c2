//! The corpora beside this file, read: one case a line, escapes undone. Tests of any crate name it by its path.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "each test uses some of it")]

/// Text that tries to be markup.
pub fn html() -> Vec<String> {
    cases(include_str!("html.txt"))
}

/// Text that a spreadsheet would run.
pub fn formula() -> Vec<String> {
    cases(include_str!("formula.txt"))
}

/// Text that would begin another header, recipient or file.
pub fn header() -> Vec<String> {
    cases(include_str!("header.txt"))
}

/// Text of odd characters.
pub fn unicode() -> Vec<String> {
    cases(include_str!("unicode.txt"))
}

/// Addresses of one kind: `link`, `open`, `path`, `mail`.
pub fn url(kind: &str) -> Vec<String> {
    of_kind(include_str!("url.txt")).into_iter().filter(|(of, _)| of == kind).map(|(_, text)| text).collect()
}

/// What each case of XML and archives is, and its content.
pub fn xml() -> Vec<(String, String)> {
    of_kind(include_str!("xml.txt"))
}

fn of_kind(text: &str) -> Vec<(String, String)> {
    let split = |case: String| case.split_once(' ').map(|(kind, rest)| (kind.to_owned(), rest.to_owned()));
    cases(text).into_iter().map(|case| split(case).expect("a kind")).collect()
}

fn cases(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("#: "));
    lines.map(|line| plain(&mut line.chars().peekable(), false)).collect()
}

/// Undoes the escapes, to the end or to the brace that closes what is repeated.
fn plain(signs: &mut std::iter::Peekable<std::str::Chars<'_>>, braced: bool) -> String {
    let mut out = String::new();
    while let Some(sign) = signs.next() {
        match sign {
            '}' if braced => return out,
            '\\' => match signs.next().expect("an escape") {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                '\\' => out.push('\\'),
                'u' => {
                    let code = u32::from_str_radix(&word(signs), 16).expect("a hexadecimal number");
                    out.push(char::from_u32(code).expect("a character"));
                }
                'r' if signs.peek() == Some(&'e') => {
                    assert_eq!(signs.by_ref().take(5).collect::<String>(), "epeat");
                    let times = word(signs).parse().expect("how often");
                    assert_eq!(signs.next(), Some('{'));
                    out.push_str(&plain(signs, true).repeat(times));
                }
                'r' => out.push('\r'),
                other => out.extend(['\\', other]),
            },
            sign => out.push(sign),
        }
    }
    assert!(!braced, "a repetition without its end");
    out
}

/// What stands in braces.
fn word(signs: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    assert_eq!(signs.next(), Some('{'));
    signs.by_ref().take_while(|sign| *sign != '}').collect()
}
