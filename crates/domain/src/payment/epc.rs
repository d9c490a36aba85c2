//! What the QR code of a European bank transfer says (EPC069-12).
use super::demand::Payee;
use super::reference::Reference;
use crate::money::Currency;
use rust_decimal::Decimal;

/// Longest name of a recipient, in characters.
pub const LONGEST_NAME: usize = 70;
/// Most bytes such a code may hold.
const MOST_BYTES: usize = 331;

/// The text of the code; none where no such transfer can be: another currency, no account, an amount out of bounds.
pub fn payload(payee: &Payee, amount: Decimal, currency: &Currency, reference: &Reference) -> Option<String> {
    let iban = payee.iban.as_ref()?;
    let (least, most) = (Decimal::new(1, 2), Decimal::new(99_999_999_999, 2));
    let amount = amount.round_dp(2);
    // A line end in a name would begin the next field.
    let name: String = payee.name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_NAME).collect();
    if *currency != Currency::EUR || amount < least || amount > most || name.trim().is_empty() {
        return None;
    }
    let lines = [
        "BCD",
        "002",
        "1",
        "SCT",
        &payee.bic,
        name.trim(),
        iban.as_str(),
        &format!("EUR{amount:.2}"),
        "",
        &reference.international(),
    ];
    Some(lines.join("\n")).filter(|text| text.len() <= MOST_BYTES)
}
