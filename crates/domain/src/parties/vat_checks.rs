//! The check digits of VAT numbers, country by country. Each takes a number whose form is right, without prefix.
use super::business_id;

/// The figures of a text, in order.
fn figures(text: &str) -> impl Iterator<Item = i64> + '_ {
    text.chars().filter_map(|c| c.to_digit(10)).map(i64::from)
}

/// The figures, each times its weight, added up.
fn weighed(text: &str, weights: &[i64]) -> i64 {
    figures(text).zip(weights).map(|(figure, weight)| figure * weight).sum()
}

/// The text as a figure.
fn value(text: &str) -> i64 {
    figures(text).fold(0, |value, figure| value * 10 + figure)
}

/// The last figure.
fn last(text: &str) -> i64 {
    figures(text).last().unwrap_or(-1)
}

fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or("")
}

/// ISO 7064 modulus 11,10: Germany, Croatia.
pub(super) fn mod_11_10(number: &str) -> bool {
    let body = part(number, 0, number.len() - 1);
    let product = figures(body).fold(10, |product, figure| {
        let sum = (figure + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == last(number)
}

/// Luhn's: every second figure from the right doubled, its figures added up. Italy, and parts of others.
pub(super) fn luhn(number: &str) -> bool {
    let figures: Vec<i64> = figures(number).collect();
    let sum: i64 = figures
        .iter()
        .rev()
        .enumerate()
        .map(|(at, figure)| if at % 2 == 1 { figure * 2 / 10 + figure * 2 % 10 } else { *figure })
        .sum();
    sum % 10 == 0
}

pub(super) fn austria(number: &str) -> bool {
    let sum: i64 = figures(part(number, 1, 8))
        .enumerate()
        .map(|(at, figure)| if at % 2 == 1 { figure * 2 / 10 + figure * 2 % 10 } else { figure })
        .sum();
    (96 - sum) % 10 == last(number)
}

pub(super) fn belgium(number: &str) -> bool {
    97 - value(part(number, 0, 8)) % 97 == value(part(number, 8, 10))
}

/// Nine figures are a company's; ten are a person's or a foreigner's, of several kinds, and only their form is
/// looked at.
pub(super) fn bulgaria(number: &str) -> bool {
    if number.len() == 10 {
        return true;
    }
    let mut rest = weighed(number, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    if rest == 10 {
        rest = weighed(number, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10;
    }
    rest == last(number)
}

pub(super) fn cyprus(number: &str) -> bool {
    const ODD: [i64; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let sum: i64 = figures(part(number, 0, 8))
        .enumerate()
        .map(|(at, figure)| if at % 2 == 0 { ODD.get(figure as usize).copied().unwrap_or(0) } else { figure })
        .sum();
    number.bytes().last().is_some_and(|letter| i64::from(letter) - i64::from(b'A') == sum % 26)
}

/// Eight figures are a company's; nine and ten are a person's, and only their form is looked at.
pub(super) fn czechia(number: &str) -> bool {
    if number.len() != 8 {
        return true;
    }
    let check = (11 - weighed(number, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    (if check == 0 { 1 } else { check % 10 }) == last(number)
}

pub(super) fn denmark(number: &str) -> bool {
    weighed(number, &[2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
}

pub(super) fn estonia(number: &str) -> bool {
    weighed(number, &[3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0
}

pub(super) fn finland(number: &str) -> bool {
    business_id::check_digit(part(number, 0, 7)).is_some_and(|check| i64::from(check) == last(number))
}

/// The nine figures are the company's SIREN (Luhn; Monaco's begin with 000 and have none); a key of two figures
/// follows from them, one with a letter does not.
pub(super) fn france(number: &str) -> bool {
    let (key, siren) = (part(number, 0, 2), part(number, 2, 11));
    let siren_right = siren.starts_with("000") || luhn(siren);
    let numeric = key.bytes().all(|c| c.is_ascii_digit());
    let letters_right = !key.contains(['I', 'O']);
    siren_right && letters_right && (!numeric || (value(siren) * 100 + 12) % 97 == value(key))
}

pub(super) fn greece(number: &str) -> bool {
    weighed(number, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == last(number)
}

pub(super) fn hungary(number: &str) -> bool {
    (10 - weighed(number, &[9, 7, 3, 1, 9, 7, 3]) % 10) % 10 == last(number)
}

/// Both forms; the older one has its first figure last, and a letter in second place that does not count.
pub(super) fn ireland(number: &str) -> bool {
    let letter_value = |letter: u8| if letter == b'W' { 0 } else { i64::from(letter) - i64::from(b'A') + 1 };
    let bytes = number.as_bytes();
    let newer = part(number, 1, 2).bytes().all(|c| c.is_ascii_digit());
    let body =
        if newer { part(number, 0, 7).to_owned() } else { format!("0{}{}", part(number, 2, 7), part(number, 0, 1)) };
    let second = bytes.get(8).map_or(0, |letter| letter_value(*letter));
    let sum = weighed(&body, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    bytes.get(7).is_some_and(|letter| letter_value(*letter) == sum % 23)
}

pub(super) fn lithuania(number: &str) -> bool {
    let body = part(number, 0, number.len() - 1);
    let weighed_from =
        |first: i64| figures(body).enumerate().map(|(at, figure)| (1 + (at as i64 + first) % 9) * figure).sum::<i64>();
    let mut check = weighed_from(0) % 11;
    if check == 10 {
        check = weighed_from(2) % 11;
    }
    check % 10 == last(number)
}

pub(super) fn luxembourg(number: &str) -> bool {
    value(part(number, 0, 6)) % 89 == value(part(number, 6, 8))
}

/// Companies' begin with 4 to 9; persons' have no published rule.
pub(super) fn latvia(number: &str) -> bool {
    number.starts_with(['0', '1', '2', '3']) || weighed(number, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3
}

pub(super) fn malta(number: &str) -> bool {
    weighed(number, &[3, 4, 6, 7, 8, 9, 10, 1]) % 37 == 0
}

/// Companies' by modulus 11; sole traders' since 2020 by modulus 97 over the whole, letters as two figures.
pub(super) fn netherlands(number: &str) -> bool {
    let eleven = weighed(part(number, 0, 9), &[9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0;
    let whole = format!("NL{number}").chars().fold(0, |rest, c| {
        let worth = i64::from(c.to_digit(36).unwrap_or(0));
        (rest * if worth > 9 { 100 } else { 10 } + worth) % 97
    });
    eleven || whole == 1
}

pub(super) fn poland(number: &str) -> bool {
    weighed(number, &[6, 5, 7, 2, 3, 4, 5, 6, 7, -1]) % 11 == 0
}

pub(super) fn portugal(number: &str) -> bool {
    (11 - weighed(number, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == last(number)
}

pub(super) fn romania(number: &str) -> bool {
    let padded = format!("{number:0>10}");
    weighed(&padded, &[7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10 == last(number)
}

/// The organisation's ten figures (Luhn) and the number of its registration.
pub(super) fn sweden(number: &str) -> bool {
    luhn(part(number, 0, 10)) && (1..=94).contains(&value(part(number, 10, 12)))
}

pub(super) fn slovenia(number: &str) -> bool {
    let check = 11 - weighed(number, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    check != 11 && check % 10 == last(number)
}

pub(super) fn slovakia(number: &str) -> bool {
    value(number) % 11 == 0
}

/// A person's figure and letter, a foreigner's with X, Y or Z in front, or an organisation's with its letter.
pub(super) fn spain(number: &str) -> bool {
    let Some(first) = number.chars().next() else { return false };
    let Some(end) = number.chars().last() else { return false };
    let middle = part(number, 1, number.len() - 1);
    match first {
        'X' | 'Y' | 'Z' => person_letter(&format!("{}{middle}", first as u32 - 'X' as u32)) == Some(end),
        'K' | 'L' | 'M' => person_letter(middle) == Some(end),
        _ if first.is_ascii_digit() => person_letter(part(number, 0, number.len() - 1)) == Some(end),
        _ => organisation(first, middle, end),
    }
}

fn person_letter(figures: &str) -> Option<char> {
    let place = usize::try_from(value(figures) % 23).ok()?;
    "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(place)
}

fn organisation(kind: char, middle: &str, end: char) -> bool {
    let sum: i64 = figures(middle)
        .enumerate()
        .map(|(at, figure)| if at % 2 == 0 { figure * 2 / 10 + figure * 2 % 10 } else { figure })
        .sum();
    let check = (10 - sum % 10) % 10;
    let as_letter = usize::try_from(check).ok().and_then(|place| "JABCDEFGHI".chars().nth(place));
    "ABCDEFGHJNPQRSUVW".contains(kind) && (end.to_digit(10).map(i64::from) == Some(check) || Some(end) == as_letter)
}

/// Modulus 97, in its older and its newer way; government departments (GD) and health authorities (HA) have
/// ranges.
pub(super) fn britain(number: &str) -> bool {
    if number.starts_with("GD") {
        return value(number) < 500;
    }
    if number.starts_with("HA") {
        return value(number) >= 500;
    }
    matches!(weighed(part(number, 0, 9), &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97, 0 | 42)
}

pub(super) fn norway(number: &str) -> bool {
    weighed(number, &[3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
}

pub(super) fn switzerland(number: &str) -> bool {
    let figures = part(number, 1, 10);
    (11 - weighed(figures, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == last(figures)
}
