//! Where a customer takes electronic invoices: an address and the operator who delivers it there.
//!
//! Finnish addresses are an OVT code (ISO 6523: `0037`, the business id without its hyphen, up to five characters of
//! one's own) or an account number (IBAN), and name an operator by its id, which is such a code itself, a bank code, or a
//! short code. A Peppol participant id (`0216:003707375462`) names no operator: the network finds it.
use super::business_id::check_digit;
use crate::{
    payment::{compact, iban::Iban},
    refusal::{Fields, Refusal},
};
use serde::{Deserialize, Serialize};

/// Most characters of an address as it is typed.
pub const LONGEST_ADDRESS: usize = 60;
/// Most characters of an operator's id as it is typed.
pub const LONGEST_OPERATOR: usize = 30;

/// What of an e-invoice address is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EInvoiceFault {
    /// It is neither an OVT code nor an account number nor a Peppol participant id.
    Unknown,
    /// It begins as an OVT code, but its length or the business id in it is wrong.
    Ovt,
    /// It has the form of a Peppol participant id, but its scheme or value is wrong.
    Participant,
    /// The operator's id is missing, which this address needs.
    NoOperator,
    /// The operator's id cannot be right.
    Operator,
}

/// An e-invoice address whose form and check digits are right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EInvoice {
    /// OVT code, account number or Peppol participant id, without spaces.
    pub address: String,
    /// Id of the operator; may be empty beside a participant id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub operator: String,
}

impl EInvoice {
    /// Reads what was typed; none where nothing was. Faults are noted at `e_invoice` and `e_invoice_operator`.
    pub fn check(fields: &mut Fields, address: &str, operator: &str) -> Option<EInvoice> {
        let (address, operator) = (compact(address), compact(operator));
        if address.is_empty() && operator.is_empty() {
            return None;
        }
        let found = fields.take(ADDRESS, read_address(&address));
        let needs = !matches!(found, Some(Kind::Participant) | None);
        let named = match operator.is_empty() {
            true if needs => Err(fault(EInvoiceFault::NoOperator)),
            true => Ok(()),
            false => read_operator(&operator),
        };
        let named = fields.take(OPERATOR, named);
        let address = match found? {
            // Without the register's name; ids of this register do not tell capitals apart.
            Kind::Participant => {
                participant(&address).map_or(address.clone(), |(scheme, value)| [scheme, value].join(":"))
            }
            Kind::Ovt | Kind::Iban => address,
        };
        named.map(|()| EInvoice { address, operator })
    }

    /// Reads what is kept; none where it is empty.
    pub fn kept(address: &str, operator: &str) -> Option<EInvoice> {
        (!address.is_empty()).then(|| EInvoice { address: address.to_owned(), operator: operator.to_owned() })
    }

    /// Address and operator in one line.
    pub fn told(&self) -> String {
        let parts = [self.address.as_str(), self.operator.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ")
    }
}

/// Where a fault of the address is noted.
pub const ADDRESS: &str = "e_invoice";
/// Where a fault of the operator is noted.
pub const OPERATOR: &str = "e_invoice_operator";

enum Kind {
    Ovt,
    Iban,
    Participant,
}

fn fault(fault: EInvoiceFault) -> Refusal {
    Refusal::EInvoiceInvalid { fault }
}

fn read_address(address: &str) -> Result<Kind, Refusal> {
    if address.is_empty() {
        return Err(Refusal::Required);
    }
    if let Some(typed) = participant(address) {
        return if is_participant(typed) { Ok(Kind::Participant) } else { Err(fault(EInvoiceFault::Participant)) };
    }
    if address.starts_with("0037") {
        return if is_ovt(address) { Ok(Kind::Ovt) } else { Err(fault(EInvoiceFault::Ovt)) };
    }
    let account = address.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && address.bytes().skip(2).take(2).all(|b| b.is_ascii_digit())
        && address.len() > 4;
    if account { Iban::parse(address).map(|_| Kind::Iban) } else { Err(fault(EInvoiceFault::Unknown)) }
}

/// Scheme and value of what is written as a participant id, with or without the name of the register before it.
fn participant(address: &str) -> Option<(&str, &str)> {
    let bare = address.strip_prefix("ISO6523-ACTORID-UPIS::").unwrap_or(address);
    bare.split_once(':')
}

fn is_participant((scheme, value): (&str, &str)) -> bool {
    let known =
        scheme.len() == 4 && scheme.bytes().all(|b| b.is_ascii_digit()) && matches!(scheme.get(..1), Some("0" | "9"));
    let plain = (1..=50).contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b':' | b'/'));
    known
        && plain
        && match scheme {
            // Finnish organisations, by their OVT code and by their VAT number; places of the world by GLN.
            "0037" | "0216" => is_ovt(value),
            "0213" => value.strip_prefix("FI").is_some_and(is_business_id),
            "0088" => is_gln(value),
            _ => true,
        }
}

/// `0037`, eight digits of a business id, up to five characters.
fn is_ovt(text: &str) -> bool {
    let (Some(id), Some(own)) = (text.get(4..12), text.get(12..)) else { return false };
    text.starts_with("0037") && is_business_id(id) && own.len() <= 5 && own.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The eight digits of a business id, without its hyphen.
fn is_business_id(text: &str) -> bool {
    let Some((digits, check)) = text.split_at_checked(7) else { return false };
    text.len() == 8
        && text.bytes().all(|b| b.is_ascii_digit())
        && check_digit(digits).is_some_and(|expected| check.bytes().eq([b'0' + expected]))
}

/// Thirteen digits whose last makes the sum, weighted 1 and 3 from the left, a multiple of ten (GS1).
fn is_gln(text: &str) -> bool {
    let weighted =
        text.bytes().zip([1_u32, 3].into_iter().cycle()).map(|(b, weight)| u32::from(b.wrapping_sub(b'0')) * weight);
    text.len() == 13 && text.bytes().all(|b| b.is_ascii_digit()) && weighted.sum::<u32>() % 10 == 0
}

/// An operator names itself by an OVT code, a bank code, or a short code of capitals and digits.
fn read_operator(id: &str) -> Result<(), Refusal> {
    let plain = (5..=17).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let right = if id.starts_with("0037") { is_ovt(id) } else { plain && id.bytes().any(|b| b.is_ascii_uppercase()) };
    if right { Ok(()) } else { Err(fault(EInvoiceFault::Operator)) }
}

#[cfg(test)]
#[path = "e_invoice_tests.rs"]
mod tests;
