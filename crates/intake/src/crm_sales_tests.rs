//! The data set as it is published, and broken in every way a file can be.
#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;
use crate::table::{LARGEST_FILE, LONGEST_FIELD};

const ACCOUNT: &[u8] =
    b"account,sector,year_established,revenue,employees,office_location,subsidiary_of\nAcme,retail,1999,1.5,7,Kenya,\n";
const PRODUCT: &[u8] = b"product,series,sales_price\nGTX Pro,GTX,4821\n";
const SELLER: &[u8] = b"sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n";
const HEADER: &str = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n";

fn with_deals(deals: &[u8]) -> Result<DataSet, FileFault> {
    parse(Files { accounts: ACCOUNT, products: PRODUCT, sellers: SELLER, deals })
}

fn rows(rows: &str) -> DataSet {
    with_deals(format!("{HEADER}{rows}").as_bytes()).unwrap()
}

#[test]
fn the_published_set_is_read_whole() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/crm-sales");
    let set = read_dir(&dir).unwrap();
    assert_eq!((set.accounts.len(), set.products.len(), set.sellers.len(), set.deals.len()), (85, 7, 35, 8_800));
    assert_eq!(set.rows, 85 + 7 + 35 + 8_800);
    assert!(set.skipped.is_empty(), "{:?}", set.skipped);
    let [misspelt] = set.respelt.as_slice() else { panic!("{:?}", set.respelt) };
    assert_eq!((misspelt.written.as_str(), misspelt.meant.as_str(), misspelt.rows), ("GTXPro", "GTX Pro", 1_480));
    assert_eq!(misspelt.first, 3);
    assert_eq!(set.deals.iter().filter(|deal| deal.stage == DealStage::Won).count(), 4_238);
    assert_eq!(set.deals.iter().filter(|deal| deal.account.is_none()).count(), 1_425);
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_line_and_reason() {
    let set = rows(
        "A1,Anna Snelling,GTX Pro,Acme,Won,2017-01-01,2017-02-01,100\n\
         A2,Anna Snelling,GTX Pro,Acme,Won,2017-01-01,2017-02-30,100\n\
         A3,Anna Snelling,GTX Pro,Acme,Won,2017-01-01,2017-02-01,\"1,000\"\n\
         A4,Anna Snelling,GTX Pro,Acme,Won\n\
         A5,Nobody,GTX Pro,Acme,Engaging,2017-01-01,,\n\
         A6,Anna Snelling,GTX Max,Acme,Engaging,2017-01-01,,\n\
         A1,Anna Snelling,GTX Pro,Acme,Engaging,2017-01-01,,\n\
         A7,Anna Snelling,GTX Pro,Acme,Maybe,2017-01-01,,\n\
         A8,Anna Snelling,GTX Pro,Acme,Lost,2017-03-01,2017-02-01,0\n\
         A9,Anna Snelling,GTX Pro,Acme,Won,2017-01-01,,\n\
         ,Anna Snelling,GTX Pro,Acme,Engaging,,,\n\
         B1,Anna Snelling,gtx-pro,,Prospecting,,,\n",
    );
    assert_eq!(set.deals.iter().map(|deal| deal.key.as_str()).collect::<Vec<_>>(), ["A1", "B1"]);
    let sentences: Vec<String> = set.skipped.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "sales_pipeline.csv, line 3: close_date is \"2017-02-30\", not a day like 2017-03-01",
            "sales_pipeline.csv, line 4: close_value is \"1,000\", not a figure like 1054 or 1054.50",
            "sales_pipeline.csv, line 5: 5 fields where the header has 8",
            "sales_pipeline.csv, line 6: sales_agent is \"Nobody\", which sales_teams.csv does not have",
            "sales_pipeline.csv, line 7: product is \"GTX Max\", which products.csv does not have",
            "sales_pipeline.csv, line 8: opportunity_id \"A1\" stands on line 2 already",
            "sales_pipeline.csv, line 9: deal_stage is \"Maybe\", which must be one of Prospecting, Engaging, Won, Lost",
            "sales_pipeline.csv, line 10: close_date is before engage_date",
            "sales_pipeline.csv, line 11: close_date is empty",
            "sales_pipeline.csv, line 12: opportunity_id is empty",
        ]
    );
    assert_eq!(set.respelt.len(), 1);
    assert_eq!(set.deals[1].product, "GTX Pro");
}

#[test]
fn figures_are_plain_and_bounded() {
    for bad in ["-1", "1e9", "1 000", "0.001", "1000000001", "99999999999999999999999999999999", "NaN", "."] {
        let set = rows(&format!("A1,Anna Snelling,GTX Pro,Acme,Won,,2017-02-01,{bad}\n"));
        assert!(matches!(set.skipped[0].fault, RowFault::NotAFigure { .. }), "{bad}: {:?}", set.skipped);
    }
}

#[test]
fn a_huge_field_and_an_open_quotation_mark_are_named() {
    let long = "x".repeat(LONGEST_FIELD + 1);
    let set = rows(&format!("A1,{long},GTX Pro,Acme,Engaging,,,\nA2,Anna Snelling,GTX Pro,Acme,Engaging,,,\n"));
    assert_eq!((set.deals.len(), set.skipped[0].line), (1, 2));
    let rest = "A2,Anna Snelling,GTX Pro,Acme,Engaging,,,\n".repeat(50);
    let set = rows(&format!("A1,\"Anna Snelling,GTX Pro,Acme,Engaging,,,\n{rest}"));
    assert!(set.skipped[0].to_string().contains("is a quotation mark left open?"), "{}", set.skipped[0]);
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let mut deals = HEADER.as_bytes().to_vec();
    deals.extend(b"A1,Anna \xff,GTX Pro,Acme,Engaging,,,\n");
    let set = with_deals(&deals).unwrap();
    assert_eq!(set.skipped[0].fault, RowFault::NotUtf8 { column: "sales_agent" });
}

#[test]
fn a_file_that_is_no_such_table_is_refused_with_what_it_should_be() {
    assert!(matches!(with_deals(b""), Err(FileFault::Empty { .. })));
    assert!(matches!(with_deals(b"\xef\xbb\xbf"), Err(FileFault::Empty { .. })));
    let error = with_deals(b"id;agent;product\n1;2;3\n").unwrap_err().to_string();
    assert!(error.starts_with("sales_pipeline.csv, line 1: the columns must be opportunity_id,"), "{error}");
    assert!(matches!(with_deals(&vec![b'a'; LARGEST_FILE + 1]), Err(FileFault::TooLarge { .. })));
    let gone = read_dir(Path::new("/nowhere/at/all")).unwrap_err().to_string();
    assert!(gone.starts_with("/nowhere/at/all/accounts.csv cannot be opened:"), "{gone}");
}

#[test]
fn spreadsheet_marks_and_line_ends_do_no_harm() {
    let deals = format!("\u{feff}{HEADER}A1,Anna Snelling,GTX Pro,Acme,Engaging,,,\nA2,Nobody,GTX Pro,,Engaging,,,\n");
    let set = with_deals(deals.replace('\n', "\r\n").as_bytes()).unwrap();
    assert_eq!((set.deals.len(), set.skipped[0].line), (1, 3));
}
