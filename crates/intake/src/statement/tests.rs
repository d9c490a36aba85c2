//! Statements as banks write them, in pieces, and files that are none.
#![allow(clippy::unwrap_used)]
use super::*;

fn file(entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
        <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>\
        <Stmt><Id>S1</Id><Acct><Id><IBAN>FI37 1590 3000 0007 76</IBAN></Id><Ownr><Nm>Salmela Oy</Nm></Ownr></Acct>\
        <Bal><Amt Ccy=\"EUR\">999.00</Amt></Bal>{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn entry(inside: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">372.30</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>\
        <BookgDt><Dt>2026-11-27</Dt></BookgDt><AcctSvcrRef>A1</AcctSvcrRef>{inside}</Ntry>"
    )
}

const ONE: &str = "<NtryDtls><TxDtls><Refs><AcctSvcrRef>A1-1</AcctSvcrRef></Refs>\
    <AmtDtls><TxAmt><Amt Ccy=\"EUR\">372.30</Amt></TxAmt></AmtDtls>\
    <RltdPties><Dbtr><Nm>M&#228;kel&#xE4; &amp; Pojat</Nm></Dbtr><DbtrAcct><Id><IBAN>FI2112345600000785</IBAN></Id></DbtrAcct></RltdPties>\
    <RmtInf><Strd><CdtrRefInf><Ref>RF332026 0017</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>";

#[test]
fn a_payment_is_read_with_its_reference_and_payer() {
    let found = read(file(&entry(ONE)).as_bytes()).unwrap();
    let expected = Entry {
        account: "FI3715903000000776".into(),
        key: "A1-1".into(),
        booked_on: "2026-11-27".parse().unwrap(),
        amount: "372.30".parse().unwrap(),
        currency: "EUR".into(),
        incoming: true,
        reversal: false,
        reference: "RF332026 0017".into(),
        payer: "Mäkelä & Pojat".into(),
        message: String::new(),
    };
    assert_eq!(found, [expected]);
}

#[test]
fn a_bundle_is_taken_apart_and_what_is_pending_left_out() {
    let part = |amount: &str, reference: &str| {
        format!(
            "<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
            <RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
        )
    };
    let bundle = entry(&format!("<NtryDtls>{}{}</NtryDtls>", part("100.00", "1232"), part("272.30", "13")));
    let pending = entry("").replace("BOOK<", "PDNG<");
    let newer = entry("").replace("<Sts>BOOK</Sts>", "<Sts><Cd>PDNG</Cd></Sts>");
    let found = read(file(&format!("{bundle}{pending}{newer}")).as_bytes()).unwrap();
    let told: Vec<_> =
        found.iter().map(|one| (one.amount.to_string(), one.reference.as_str(), one.key.as_str())).collect();
    assert_eq!(told, [("100.00".into(), "1232", "A1"), ("272.30".into(), "13", "A1 #2")]);
}

#[test]
fn what_goes_out_says_so_and_so_does_what_takes_another_back() {
    let out = entry("").replace("CRDT", "DBIT");
    let back = entry("").replace("<Sts>", "<RvslInd>true</RvslInd><Sts>");
    let found = read(file(&format!("{out}{back}")).as_bytes()).unwrap();
    assert_eq!(
        found.iter().map(|one| (one.incoming, one.reversal)).collect::<Vec<_>>(),
        [(false, false), (true, true)]
    );
}

#[test]
fn what_was_instructed_in_another_currency_is_not_what_was_booked() {
    let abroad = "<AmtDtls><TxAmt><Amt Ccy=\"USD\">400.00</Amt></TxAmt></AmtDtls>";
    let found = read(file(&entry(abroad)).as_bytes()).unwrap();
    assert_eq!((found[0].amount.to_string().as_str(), found[0].currency.as_str()), ("372.30", "EUR"));
}

#[test]
fn other_letters_are_read_as_they_were_written() {
    let latin = file(&entry(ONE)).replace("M&#228;kel&#xE4;", "Mäkelä").replace("UTF-8", "ISO-8859-1");
    let bytes: Vec<u8> = latin.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert_eq!(read(&bytes).unwrap()[0].payer, "Mäkelä & Pojat");
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(file(&entry(ONE)).encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&wide).unwrap().len(), 1);
}

#[test]
fn hostile_files_are_refused_in_time() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>".to_owned() + &file(&entry(""));
    assert_eq!(read(laughs.as_bytes()), Err(StatementError::OwnDefinitions));
    assert_eq!(read(file(&entry("&unknown;")).as_bytes()), Err(StatementError::OwnDefinitions));
    assert_eq!(read("<a>".repeat(100_000).as_bytes()), Err(StatementError::NotAStatement));
    assert_eq!(read(file(&"<a>".repeat(100)).as_bytes()), Err(StatementError::NotXml));
    assert_eq!(read(&vec![b' '; LARGEST + 1]), Err(StatementError::TooLarge));
    assert_eq!(read(file(&entry("").repeat(MOST + 1)).as_bytes()), Err(StatementError::TooMany));
    assert_eq!(read(b"reference;amount\n1232;10"), Err(StatementError::NotAStatement));
    assert_eq!(read(b"<Document><Stmt></Stmt>"), Err(StatementError::NotXml));
    assert_eq!(read(b"<Document></Document>"), Err(StatementError::NotAStatement));
    assert_eq!(read(b"\0\xff\xfe"), Err(StatementError::NotAStatement));
}

#[test]
fn an_entry_that_cannot_be_read_is_named() {
    let wrong = [
        ("372.30", "much"),
        ("372.30", "-1"),
        ("372.30", "1_000"),
        ("372.30", "1e10"),
        ("2026-11-27", "27.11."),
        ("Ccy=\"EUR\">372", "Ccy=\"\">372"),
    ];
    for (right, wrong) in wrong {
        let file = file(&format!("{}{}", entry(""), entry("").replace(right, wrong)));
        assert_eq!(read(file.as_bytes()), Err(StatementError::Entry(2)), "{wrong}");
    }
}
