//! What is looked at before sending: what must be mended, what one should look at, what is right.
use chrono::NaiveDate;
use domain::{
    ids::{LineId, ProductId},
    lang::Lang,
    parties::email::Email,
    quotes::blocks::{Block, Lack},
};
use rust_decimal::Decimal;
use wire::preflight::{Preflight, RateMove, UntoldTemplate};

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The rules forbid sending.
    Must,
    /// Worth a look; sending is possible.
    Should,
    /// Right.
    Passed,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// There is something to sell.
    SomethingToSell,
    /// There is nothing to sell.
    NothingToSell,
    /// Cells hold what cannot be read.
    FieldsToCorrect(usize),
    /// Lines at no price: their number and the first of them.
    FreeLines(usize, LineId),
    /// Every line has a price.
    EveryLinePriced,
    /// The last day of validity is over.
    ValidityOver(NaiveDate),
    /// The last day of validity, as the user set it; none for the company's usual one.
    ValidityRight(Option<NaiveDate>),
    /// The customer has no e-mail address.
    NoEmail,
    /// The customer can be reached.
    EmailKnown,
    /// Questions of the customer wait for an answer.
    OpenQuestions(usize),
    /// The delivery would cost something else now.
    DeliveryMoved,
    /// The delivery's price is of another address, and would be another at this one.
    DeliveryElsewhere,
    /// The delivery's method no longer fits.
    DeliveryUnfit,
    /// The discount on the whole would be another now.
    DiscountMoved,
    /// The law wants the company's VAT number on the document.
    NoSellerVatNumber,
    /// The law wants the customer's VAT number on the document.
    NoBuyerVatNumber,
    /// So many lines would have another price now.
    PricesMoved(usize),
    /// So many lines' products bear another tax now.
    TaxesMoved(usize),
    /// A tax has another rate on the day of delivery than today.
    RateMoves(RateMove),
    /// So many products have no words in the document's language; one of them.
    Wordless(usize, Lang, ProductId),
    /// The template has no text in the document's language.
    TemplateUntold(UntoldTemplate, Lang),
    /// None of the recipients is asked to sign and has an address.
    NobodySigns,
    /// So many pictures have no description in the document's language.
    Undescribed(usize, Lang),
    /// So many blocks above the lines have no text in the document's language.
    Untold(usize, Lang),
}

impl Finding {
    /// How grave it is.
    pub const fn weight(&self) -> Weight {
        match self {
            Finding::NothingToSell | Finding::FieldsToCorrect(_) | Finding::ValidityOver(_) => Weight::Must,
            Finding::NoSellerVatNumber | Finding::NoBuyerVatNumber => Weight::Should,
            Finding::Undescribed(..) | Finding::Untold(..) => Weight::Should,
            Finding::PricesMoved(_) | Finding::TaxesMoved(_) | Finding::RateMoves(_) => Weight::Should,
            Finding::Wordless(..) | Finding::TemplateUntold(..) | Finding::NobodySigns => Weight::Should,
            Finding::DeliveryMoved | Finding::DeliveryElsewhere => Weight::Should,
            Finding::DeliveryUnfit | Finding::DiscountMoved => Weight::Should,
            Finding::FreeLines(..) | Finding::NoEmail | Finding::OpenQuestions(_) => Weight::Should,
            Finding::SomethingToSell | Finding::EveryLinePriced | Finding::ValidityRight(_) | Finding::EmailKnown => {
                Weight::Passed
            }
        }
    }
}

/// What the check looks at.
#[derive(Clone, Debug)]
pub struct Looked<'a> {
    /// Every product line with its unit price.
    pub prices: &'a [(LineId, Decimal)],
    /// Cells that hold what cannot be read.
    pub wrong: usize,
    /// The last day of validity.
    pub valid_until: Option<NaiveDate>,
    /// The customer's e-mail address.
    pub email: &'a str,
    /// Questions without an answer.
    pub open_questions: usize,
    /// Whether both VAT numbers must be on the document.
    pub vat_numbers_needed: bool,
    /// The company's and the customer's VAT number.
    pub vat_numbers: (&'a str, &'a str),
    /// What stands above the lines.
    pub blocks: &'a [Block],
    /// The language of the document.
    pub language: Lang,
    /// What became of the delivery since it was chosen.
    pub delivery: Moved,
    /// Whether the lines have moved away under a discount on the whole.
    pub discount_moved: bool,
    /// What only the server knows.
    pub found: &'a Preflight,
    /// Today, by the company's clock.
    pub today: NaiveDate,
}

/// What became of the delivery since it was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moved {
    /// Nothing, or there is none.
    #[default]
    Not,
    /// It would cost something else now.
    Price,
    /// Its price is of another address, and would be another at this one.
    Address,
    /// Its method no longer fits.
    Unfit,
}

/// All findings, the gravest first.
pub fn look(at: &Looked<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.push(if at.prices.is_empty() { Finding::NothingToSell } else { Finding::SomethingToSell });
    if at.wrong > 0 {
        found.push(Finding::FieldsToCorrect(at.wrong));
    }
    let mut free = at.prices.iter().filter(|(_, price)| price.is_zero()).map(|(id, _)| *id);
    match free.next() {
        Some(first) => found.push(Finding::FreeLines(1 + free.count(), first)),
        None if !at.prices.is_empty() => found.push(Finding::EveryLinePriced),
        None => {}
    }
    found.push(match at.valid_until {
        Some(day) if day < at.today => Finding::ValidityOver(day),
        day => Finding::ValidityRight(day),
    });
    found.push(if Email::parse(at.email).is_ok() { Finding::EmailKnown } else { Finding::NoEmail });
    if at.open_questions > 0 {
        found.push(Finding::OpenQuestions(at.open_questions));
    }
    if at.vat_numbers_needed {
        let (seller, buyer) = at.vat_numbers;
        found.extend(seller.trim().is_empty().then_some(Finding::NoSellerVatNumber));
        found.extend(buyer.trim().is_empty().then_some(Finding::NoBuyerVatNumber));
    }
    let lacking = |lack| at.blocks.iter().filter(|block| block.lacks(at.language) == Some(lack)).count();
    let (undescribed, untold) = (lacking(Lack::Description), lacking(Lack::Text));
    found.extend((undescribed > 0).then_some(Finding::Undescribed(undescribed, at.language)));
    found.extend((untold > 0).then_some(Finding::Untold(untold, at.language)));
    found.extend(match at.delivery {
        Moved::Not => None,
        Moved::Price => Some(Finding::DeliveryMoved),
        Moved::Address => Some(Finding::DeliveryElsewhere),
        Moved::Unfit => Some(Finding::DeliveryUnfit),
    });
    found.extend(at.discount_moved.then_some(Finding::DiscountMoved));
    found.extend(of_server(at.found, at.language));
    found.sort_by_key(Finding::weight);
    found
}

/// What the server found.
fn of_server(found: &Preflight, language: Lang) -> Vec<Finding> {
    let mut all = Vec::new();
    all.extend((found.prices > 0).then_some(Finding::PricesMoved(found.prices)));
    all.extend((!found.taxes.is_empty()).then_some(Finding::TaxesMoved(found.taxes.len())));
    all.extend(found.rates.iter().cloned().map(Finding::RateMoves));
    let wordless = found.untold.first();
    all.extend(wordless.map(|first| Finding::Wordless(found.untold.len(), language, first.id)));
    all.extend(found.template.clone().map(|template| Finding::TemplateUntold(template, language)));
    all.extend(found.nobody_signs.then_some(Finding::NobodySigns));
    all
}

/// How many findings want mending or looking at.
pub fn to_mend(found: &[Finding]) -> usize {
    found.iter().filter(|finding| finding.weight() != Weight::Passed).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        ids::BlockId,
        quotes::{blocks::Shows, template::Words},
    };
    use uuid::Uuid;

    fn line(n: u128, price: i64) -> (LineId, Decimal) {
        (LineId(Uuid::from_u128(n)), Decimal::from(price))
    }

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    static NOTHING: Preflight = Preflight {
        prices: 0,
        taxes: Vec::new(),
        rates: Vec::new(),
        untold: Vec::new(),
        template: None,
        nobody_signs: false,
    };

    fn right(prices: &[(LineId, Decimal)]) -> Looked<'_> {
        let valid_until = Some(day(23));
        Looked {
            prices,
            wrong: 0,
            valid_until,
            email: "paivi@makela.example",
            open_questions: 0,
            vat_numbers_needed: false,
            vat_numbers: ("FI76543212", ""),
            blocks: &[],
            language: Lang::Fi,
            delivery: Moved::Not,
            discount_moved: false,
            found: &NOTHING,
            today: day(23),
        }
    }

    #[test]
    fn a_quotation_in_order_has_nothing_to_mend() {
        let prices = [line(1, 10)];
        assert_eq!(to_mend(&look(&right(&prices))), 0);
    }

    #[test]
    fn each_fault_is_found_and_the_gravest_stands_first() {
        let prices = [line(1, 10), line(2, 0), line(3, 0)];
        let looked = Looked { valid_until: Some(day(22)), email: " ", wrong: 2, open_questions: 1, ..right(&prices) };
        let found = look(&looked);
        assert_eq!(
            found,
            [
                Finding::FieldsToCorrect(2),
                Finding::ValidityOver(day(22)),
                Finding::FreeLines(2, LineId(Uuid::from_u128(2))),
                Finding::NoEmail,
                Finding::OpenQuestions(1),
                Finding::SomethingToSell,
            ]
        );
        assert_eq!(to_mend(&found), 5);
    }

    #[test]
    fn where_the_buyer_owes_the_tax_both_vat_numbers_are_looked_for() {
        let prices = [line(1, 10)];
        let reverse = Looked { vat_numbers_needed: true, ..right(&prices) };
        assert_eq!(look(&reverse).first(), Some(&Finding::NoBuyerVatNumber));
        let both = Looked { vat_numbers: ("FI76543212", "DE136695976"), ..reverse };
        assert_eq!(to_mend(&look(&both)), 0);
    }

    #[test]
    fn what_a_block_lacks_in_the_documents_language_is_told() {
        let shows = Shows::Text { heading: Words::default(), text: Words::one(Lang::Sv, "Hej") };
        let blocks = [Block { id: BlockId(Uuid::from_u128(1)), shows }];
        let prices = [line(1, 10)];
        let looked = Looked { blocks: &blocks, ..right(&prices) };
        assert_eq!(look(&looked).first(), Some(&Finding::Untold(1, Lang::Fi)));
        assert_eq!(to_mend(&look(&Looked { language: Lang::Sv, ..looked })), 0);
    }

    #[test]
    fn a_delivery_or_discount_that_no_longer_fits_is_told() {
        let prices = [line(1, 10)];
        let moved = Looked { delivery: Moved::Unfit, discount_moved: true, ..right(&prices) };
        assert_eq!(look(&moved)[..2], [Finding::DeliveryUnfit, Finding::DiscountMoved]);
        assert_eq!(look(&Looked { delivery: Moved::Address, ..right(&prices) })[0], Finding::DeliveryElsewhere);
        assert_eq!(to_mend(&look(&Looked { delivery: Moved::Price, ..right(&prices) })), 1);
    }

    #[test]
    fn what_moved_since_the_draft_was_priced_is_told() {
        let rate =
            RateMove { name: "25,5 %".into(), today: Decimal::from(24), then: Decimal::new(255, 1), day: day(30) };
        let found = Preflight { prices: 2, rates: vec![rate.clone()], nobody_signs: true, ..NOTHING.clone() };
        let prices = [line(1, 10)];
        let told = look(&Looked { found: &found, ..right(&prices) });
        assert_eq!(told[..3], [Finding::PricesMoved(2), Finding::RateMoves(rate), Finding::NobodySigns]);
        assert_eq!(to_mend(&told), 3);
    }

    #[test]
    fn nothing_to_sell_must_be_mended() {
        assert_eq!(look(&right(&[])).first(), Some(&Finding::NothingToSell));
    }
}
