//! Saved views: an address of this program with a name.
use crate::refusal::Refusal;

/// Most views of one person.
pub const MOST: usize = 50;
/// The longest name, in characters.
pub const LONGEST: usize = 60;
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
}
