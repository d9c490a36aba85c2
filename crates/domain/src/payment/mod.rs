//! Paying by bank transfer: accounts, references, bar code and QR code, and a deposit demanded on acceptance.
pub mod code128;
pub mod demand;
pub mod deposit;
pub mod epc;
pub mod iban;
pub mod reference;
pub mod verdict;
pub mod virtual_bar;

#[cfg(test)]
mod tests;

/// The remainder by 97 of a number written in digits and letters, where A is 10 and Z is 35 (ISO 7064).
/// None for any other character.
pub(crate) fn mod_97(text: impl Iterator<Item = char>) -> Option<u32> {
    let mut rest = 0;
    for c in text {
        let value = c.to_digit(36).filter(|_| c.is_ascii_digit() || c.is_ascii_uppercase())?;
        rest = if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 };
    }
    Some(rest)
}

/// Without spaces, in capitals: how accounts and references are compared.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}
