//! The passwords anybody would try first, among those long enough to be accepted.

/// Whether a password is one of them: a known one, a single character or short piece repeated, or a run along
/// the keyboard, the alphabet or the figures. Case, spaces and figures tacked on at the end do not help.
pub fn is_common(password: &str) -> bool {
    let lower: String = password.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let core = lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '!' | '.' | '?' | '-' | '_' | '#'));
    KNOWN.contains(&lower.as_str()) || WORDS.contains(&core) || repeats(&lower) || runs(&lower)
}

/// `aaaaaaaaaaaa`, `abcabcabcabc`: a piece of at most four characters, over and over.
fn repeats(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=4).any(|piece| chars.iter().zip(chars.iter().skip(piece)).all(|(a, b)| a == b))
}

/// `123456789012`, `qwertyuiopas`: a stretch of a well-known row, possibly going round.
fn runs(text: &str) -> bool {
    ROWS.iter().any(|row| {
        let twice = format!("{row}{row}{row}");
        let back: String = twice.chars().rev().collect();
        twice.contains(text) || back.contains(text)
    })
}

const ROWS: [&str; 6] = [
    "1234567890",
    "0123456789",
    "abcdefghijklmnopqrstuvwxyzåäö",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiopåasdfghjklöäzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// Whole passwords found again and again in published leaks.
const KNOWN: [&str; 28] = [
    "qwerty123456",
    "qwertyuiop123",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "1q2w3e4r5t6y",
    "qazwsxedcrfv",
    "zaq12wsxcde3",
    "123qweasdzxc",
    "qweasdzxc123",
    "123456qwerty",
    "q1w2e3r4t5y6",
    "passwordpassword",
    "password123password",
    "iloveyou1234",
    "abc123abc123",
    "a1b2c3d4e5f6",
    "aa1234567890",
    "asdfghjkl123",
    "letmeinletmein",
    "trustno1trustno1",
    "correcthorsebatterystaple",
    "p@ssw0rd1234",
    "p@ssw0rdp@ssw0rd",
    "pa$$w0rd1234",
    "changeme1234",
    "testtest1234",
    "adminadmin12",
    "salasanasalasana",
];

/// Words that stay the first guess whatever figures follow them.
const WORDS: [&str; 50] = [
    "password",
    "passwords",
    "passwort",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "mypassword",
    "yourpassword",
    "thisismypassword",
    "password123abc",
    "salasana",
    "salasanani",
    "uusisalasana",
    "huonosalasana",
    "lösenord",
    "losenord",
    "mittlösenord",
    "nyttlösenord",
    "administrator",
    "administrators",
    "administraattori",
    "admin",
    "adminadmin",
    "root",
    "welcome",
    "welcome1welcome",
    "tervetuloa",
    "välkommen",
    "valkommen",
    "iloveyou",
    "iloveyouforever",
    "minärakastansinua",
    "letmein",
    "letmeinplease",
    "changeme",
    "changemenow",
    "default",
    "defaultpassword",
    "secret",
    "topsecret",
    "supersecret",
    "qwerty",
    "qwertyuiop",
    "qwertyqwerty",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "tarjous",
    "tarjoustarjous",
];
