//! Saved views: an address of this program with a name.
use crate::refusal::Refusal;

/// Most views of one person.
pub const MOST: usize = 50;
/// The longest name, in characters.
pub const LONGEST: usize = 60;
/// The key of an address that says: something that was asked for is no more, and is left out.
pub const GONE: &str = "gone";
/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 2000;

/// The page of an address and what it is asked for, apart: `/pipeline?mine=1` is `/pipeline` and `mine=1`.
///
/// # Errors
/// [`Refusal::TooLong`], and [`Refusal::NotAChoice`] for anything that is no page of this program, or has characters an
/// address must write otherwise: what is kept is put into pages as a link.
pub fn address(written: &str) -> Result<(&str, &str), Refusal> {
    if written.len() > LONGEST_ADDRESS {
        return Err(Refusal::TooLong {
            longest: LONGEST_ADDRESS as u32,
            length: u32::try_from(written.len()).unwrap_or(u32::MAX),
        });
    }
    let (path, query) = written.split_once('?').unwrap_or((written, ""));
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let page = path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(word));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%=&+,:".contains(&byte);
    if page && query.bytes().all(plain) { Ok((path, query)) } else { Err(Refusal::NotAChoice) }
}

/// Keys and values of what an address is asked for, as they are meant.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (meant(key), meant(value)))
        .collect()
}

/// `m%C3%A4k+oy` is `mäk oy`; what is no such writing stays as it is.
fn meant(written: &str) -> String {
    let all = written.as_bytes();
    let digit = |at: usize| all.get(at).and_then(|digit| char::from(*digit).to_digit(16));
    let mut bytes = Vec::with_capacity(all.len());
    let mut at = 0;
    while let Some(byte) = all.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 2;
            }
            (b'+', ..) => bytes.push(b' '),
            (other, ..) => bytes.push(*other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_program_is_kept_as_it_is() {
        for (written, parts) in [
            ("/pipeline", ("/pipeline", "")),
            ("/opportunities?state=lost&search=m%C3%A4k%20%26", ("/opportunities", "state=lost&search=m%C3%A4k%20%26")),
            ("/reports/pivot?rows=stage,owner", ("/reports/pivot", "rows=stage,owner")),
        ] {
            assert_eq!(address(written), Ok(parts));
        }
    }

    #[test]
    fn nothing_that_leads_elsewhere_is_kept() {
        for written in [
            "",
            "/",
            "//evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\\evil.example",
            "/pipeline/../admin",
            "/pipeline?a=<script>",
            "/pipeline?a=\"onclick",
            "/pipeline#part",
            "/pipeline?a=ä",
            "/pipeline?a=b\r\nSet-Cookie: a=b",
            "pipeline",
        ] {
            assert_eq!(address(written), Err(Refusal::NotAChoice), "{written}");
        }
        assert!(matches!(address(&format!("/pipeline?a={}", "a".repeat(3000))), Err(Refusal::TooLong { .. })));
    }

    #[test]
    fn what_an_address_asks_for_is_read_as_it_is_meant() {
        let read = |query: &str| pairs(query);
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(read("search=m%C3%A4k+%26%20oy&mine=1"), [pair("search", "mäk & oy"), pair("mine", "1")]);
        assert_eq!(read("new&a=b=c&&=x"), [pair("new", ""), pair("a", "b=c"), pair("", "x")]);
        for odd in ["%", "%2", "%zz", "%+1"] {
            assert_eq!(read(&format!("a={odd}"))[0].1, odd.replace('+', " "));
        }
        assert_eq!(read("a=%FF")[0].1, "\u{fffd}");
        assert_eq!(read(""), []);
    }
}
