//! E-invoice addresses: what is right, and that one wrong digit is found.
#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn check(address: &str, operator: &str) -> Result<Option<EInvoice>, Vec<(String, Refusal)>> {
    let mut fields = Fields::new();
    let found = EInvoice::check(&mut fields, address, operator);
    let refusals: Vec<_> = fields.into_refusals().into_iter().map(|one| (one.field, one.refusal)).collect();
    if refusals.is_empty() { Ok(found) } else { Err(refusals) }
}

fn wrong(field: &str, why: EInvoiceFault) -> Result<Option<EInvoice>, Vec<(String, Refusal)>> {
    Err(vec![(field.to_owned(), fault(why))])
}

#[test]
fn finnish_addresses_need_their_operator_and_participants_none() {
    let told = |address: &str, operator: &str| check(address, operator).unwrap().unwrap().told();
    assert_eq!(told("0037 0737546 2", "e204503"), "003707375462 / E204503");
    assert_eq!(told("003707375462OSTO1", "003707375462"), "003707375462OSTO1 / 003707375462");
    assert_eq!(told("fi37 1590 3000 0007 76", "ndeafihh"), "FI3715903000000776 / NDEAFIHH");
    assert_eq!(told("0216:003707375462", ""), "0216:003707375462");
    assert_eq!(told("iso6523-actorid-upis::0213:FI07375462", ""), "0213:FI07375462");
    assert_eq!(told("0088:7300010000001", ""), "0088:7300010000001");
    assert_eq!(check(" ", "\u{a0}"), Ok(None), "nothing typed is nothing wrong");
    assert_eq!(check("003707375462", ""), wrong(OPERATOR, EInvoiceFault::NoOperator));
    assert_eq!(check("FI3715903000000776", ""), wrong(OPERATOR, EInvoiceFault::NoOperator));
}

#[test]
fn each_fault_is_told_at_its_own_field() {
    assert_eq!(check("003707375463", "E204503"), wrong(ADDRESS, EInvoiceFault::Ovt));
    assert_eq!(check("0037073754621234567", "E204503"), wrong(ADDRESS, EInvoiceFault::Ovt));
    assert_eq!(check("0216:003707375463", ""), wrong(ADDRESS, EInvoiceFault::Participant));
    assert_eq!(check("0088:7300010000002", ""), wrong(ADDRESS, EInvoiceFault::Participant));
    assert_eq!(check("216:003707375462", ""), wrong(ADDRESS, EInvoiceFault::Participant));
    assert_eq!(check("laskut@asiakas.test", "E204503"), wrong(ADDRESS, EInvoiceFault::Unknown));
    assert_eq!(check("FI3715903000000777", "NDEAFIHH"), Err(vec![(ADDRESS.into(), Refusal::IbanInvalid)]));
    assert_eq!(check("", "E204503"), Err(vec![(ADDRESS.into(), Refusal::Required)]));
    assert_eq!(check("003707375462", "maventa oy!"), wrong(OPERATOR, EInvoiceFault::Operator));
    assert_eq!(check("003707375462", "003707375463"), wrong(OPERATOR, EInvoiceFault::Operator));
    let both = check("<script>", "?").unwrap_err();
    assert_eq!(both.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), [ADDRESS, OPERATOR]);
}

proptest! {
    /// One digit typed wrong is always found: the business id in the code has a check digit.
    #[test]
    fn one_wrong_digit_of_an_ovt_code_is_found(at in 4_usize..12, other in 0_u8..10) {
        let mut typed = "003707375462".to_owned().into_bytes();
        prop_assume!(typed[at] != b'0' + other);
        typed[at] = b'0' + other;
        let typed = String::from_utf8(typed).unwrap();
        prop_assert_eq!(check(&typed, "E204503"), wrong(ADDRESS, EInvoiceFault::Ovt));
        prop_assert_eq!(check(&format!("0216:{typed}"), ""), wrong(ADDRESS, EInvoiceFault::Participant));
    }

    /// Whatever is typed gets an answer, and what is right is right again as it is kept.
    #[test]
    fn what_is_kept_is_right_again(address in ".{0,40}|0037[0-9]{8}[a-z0-9]{0,6}|[0-9]{4}:[A-Za-z0-9:.-]{1,20}", operator in ".{0,20}|[A-Z0-9]{5,12}") {
        if let Ok(Some(found)) = check(&address, &operator) {
            prop_assert_eq!(check(&found.address, &found.operator), Ok(Some(found.clone())));
            prop_assert_eq!(EInvoice::kept(&found.address, &found.operator), Some(found));
        }
    }
}
