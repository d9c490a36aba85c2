//! Reading the facts, in the browser: by hand and without a word about what is wrong, for only our own page is read.
use super::{BETWEEN, Facts, NONE, number};
use crate::{
    delivery::{Comparison, DeliveryKind, DeliveryMethod, DeliveryRule, Limits, Measure},
    figures::exact,
    ids::{DeliveryMethodId, PaymentTermsId, TagId, TaxId},
    money::Currency,
    quotes::{
        chosen::Choosable,
        content::ContentLine,
        delivery::{FrozenDelivery, FrozenGoods},
        group::{Grouping, Offer, Shape},
        role::{LineMark, Wish},
    },
    tax::{
        Tax, TaxKind, TaxRounding,
        book::{BookedTax, TaxBook},
        notes::LegalNote,
    },
    terms::{
        Instalment, Part, PaymentTerms,
        due::Due,
        early::{EarlyDiscount, EarlyTaxes},
    },
};
use rust_decimal::Decimal;
use uuid::Uuid;

/// What is left to read.
struct Text<'a>(&'a str);

impl<'a> Text<'a> {
    fn word(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let end = self.0.bytes().position(|byte| byte == BETWEEN as u8).unwrap_or(self.0.len());
        let word = self.0.get(..end)?;
        self.0 = self.0.get(end + 1..).unwrap_or_default();
        Some(word)
    }

    fn figure(&mut self) -> Option<Decimal> {
        figure(self.word()?)
    }

    fn maybe(&mut self) -> Option<Option<Decimal>> {
        match self.word()? {
            NONE => Some(None),
            word => figure(word).map(Some),
        }
    }

    fn count(&mut self) -> Option<usize> {
        let figure = self.figure()?;
        let count = figure.mantissa() as usize;
        (figure.scale() == 0 && count <= crate::quotes::line::MOST_LINES * 2).then_some(count)
    }

    fn id(&mut self) -> Option<Uuid> {
        let mut id = 0_u128;
        for digit in self.word()?.bytes() {
            id = id << 4 | u128::from(char::from(digit).to_digit(16)?);
        }
        Some(Uuid::from_u128(id))
    }
}

fn figure(word: &str) -> Option<Decimal> {
    let (negative, word) = word.strip_prefix('-').map_or((false, word), |rest| (true, rest));
    let decimals = word.bytes().rev().position(|byte| byte == b'.').unwrap_or_default();
    let value = exact(word.bytes().filter(u8::is_ascii_digit), decimals)?;
    Some(if negative { -value } else { value })
}

impl Facts {
    /// Reads the text of [`Choosable::facts`]; nothing where it is none.
    pub fn read(text: &str) -> Option<Facts> {
        let mut text = Text(text);
        let currency = Currency::parse(text.word()?)?;
        let rounding = if text.word()? == "1" { TaxRounding::PerLine } else { TaxRounding::PerDocument };
        let mut book = TaxBook { taxes: Vec::new(), rounding };
        for _ in 0..text.count()? {
            let name = text.word()?.to_owned();
            let note = match text.maybe()? {
                Some(at) => Some(*LegalNote::ALL.get(at.mantissa() as usize)?),
                None => None,
            };
            book.taxes.push(BookedTax { name, tax: tax(&mut text, 0)?, note, since: None, offered: true });
        }
        let (mut lines, mut ids) = (Vec::new(), Vec::new());
        for at in 0..text.count()? {
            let (line, id) = line(&mut text, at)?;
            lines.push(line);
            ids.push(id.to_owned());
        }
        let plan = plan(&mut text)?;
        let delivery = delivery(&mut text)?;
        text.0.is_empty().then_some(Facts { choosable: Choosable { currency, lines, book, plan, delivery }, ids })
    }
}

fn tax(text: &mut Text<'_>, depth: usize) -> Option<Tax> {
    let id = TaxId(text.id()?);
    let flags = text.count()?;
    let sequence = i32::try_from(text.figure()?.mantissa()).ok()?;
    let kind = match text.word()? {
        "p" => TaxKind::Percent(text.figure()?),
        "d" => TaxKind::Division(text.figure()?),
        "f" => TaxKind::Fixed(text.figure()?),
        "g" if depth < 8 => {
            let mut taxes = Vec::new();
            for _ in 0..text.count()? {
                taxes.push(tax(text, depth + 1)?);
            }
            TaxKind::Group(taxes)
        }
        _ => return None,
    };
    Some(Tax {
        price_included: flags & 1 != 0,
        affects_later: flags & 2 != 0,
        affected_by_earlier: flags & 4 != 0,
        reverse_charge: flags & 8 != 0,
        sequence,
        ..Tax::new(id, kind)
    })
}

fn line<'a>(text: &mut Text<'a>, at: usize) -> Option<(ContentLine, &'a str)> {
    let id = number(at);
    let mark = match text.word()? {
        "n" => return Some((ContentLine::Note { id, text: String::new() }, "")),
        "s" => {
            let own = text.word()?;
            let subsection = text.word()? == "1";
            let grouping = *Grouping::ALL.get(text.count()?)?;
            let shape = Shape { subsection, grouping, ..Shape::default() };
            return Some((ContentLine::Section { id, title: String::new(), net: Decimal::ZERO, shape }, own));
        }
        "p" => LineMark::Sold,
        "d" => LineMark::Delivery,
        "o" => LineMark::Discount,
        "c" => LineMark::Combo,
        "i" => LineMark::ComboItem,
        _ => return None,
    };
    let own = text.word()?;
    let (quantity, unit_price) = (text.figure()?, text.figure()?);
    let (discount, tax_percent) = (text.figure()?, text.figure()?);
    let tax = Some(TaxId(text.id()?));
    let flags = text.count()?;
    let (least, most) = (text.maybe()?, text.maybe()?);
    let wish = if mark == LineMark::Discount {
        match (text.word()?, text.maybe()?) {
            ("p", Some(value)) => Some(Wish::Percent(value)),
            ("a", Some(value)) => Some(Wish::Amount(value)),
            ("t", Some(value)) => Some(Wish::Total(value)),
            _ => None,
        }
    } else {
        None
    };
    let line = ContentLine::Product {
        id,
        number: 0,
        name: String::new(),
        description: String::new(),
        quantity,
        unit: String::new(),
        unit_price,
        discount,
        tax_percent,
        tax_included: false,
        mark,
        net: Decimal::ZERO,
        tax,
        offer: Offer { left_out: flags & 1 != 0, recommended: flags & 2 != 0, least, most },
        wish,
    };
    Some((line, own))
}

/// When instalments are due changes no figure, and is not told.
const SOME_DAY: Due = Due::DaysAfter { days: 0 };

fn plan(text: &mut Text<'_>) -> Option<Option<PaymentTerms>> {
    let count = text.count()?;
    if count == 0 {
        return Some(None);
    }
    let mut instalments = Vec::new();
    for _ in 0..count {
        let part = match text.word()? {
            "p" => Part::Percent(text.figure()?),
            _ => Part::Fixed(text.figure()?),
        };
        instalments.push(Instalment { part, due: SOME_DAY });
    }
    let percent = text.maybe()?;
    let taxes = match text.word()? {
        "k" => EarlyTaxes::Kept,
        "a" => EarlyTaxes::AlwaysReduced,
        _ => EarlyTaxes::Reduced,
    };
    let early = percent.map(|percent| EarlyDiscount { percent, days: 0, taxes });
    Some(Some(PaymentTerms { id: PaymentTermsId(Uuid::nil()), instalments, early }))
}

fn delivery(text: &mut Text<'_>) -> Option<Option<FrozenDelivery>> {
    let mut fixed = Decimal::ZERO;
    let kind = match text.word()? {
        "f" => {
            fixed = text.figure()?;
            DeliveryKind::Fixed
        }
        "r" => {
            let mut rules = Vec::new();
            for _ in 0..text.count()? {
                rules.push(DeliveryRule {
                    variable: measure(text)?,
                    operator: Comparison::parse(text.word()?)?,
                    value: text.figure()?,
                    base_price: text.figure()?,
                    factor_price: text.figure()?,
                    factor: measure(text)?,
                });
            }
            DeliveryKind::Rules { rules }
        }
        _ => return Some(None),
    };
    let free_from = text.maybe()?;
    let (max_weight, max_volume) = (text.maybe()?, text.maybe()?);
    let (must_have_tags, excluded_tags) = (tags(text)?, tags(text)?);
    let limits = Limits { max_weight, max_volume, must_have_tags, excluded_tags, ..Limits::default() };
    let mut goods = Vec::new();
    for _ in 0..text.count()? {
        let line = number(text.count()?.wrapping_sub(1));
        let service = text.word()? == "1";
        let ratios = text.maybe()?.zip(text.maybe()?);
        goods.push(FrozenGoods {
            line,
            service,
            ratios,
            weight: text.figure()?,
            volume: text.figure()?,
            tags: tags(text)?,
        });
    }
    let method = DeliveryMethod {
        id: DeliveryMethodId(Uuid::nil()),
        kind,
        margin: Decimal::ZERO,
        fixed_margin: Decimal::ZERO,
        free_from,
        limits,
    };
    Some(Some(FrozenDelivery { method, fixed, goods }))
}

fn measure(text: &mut Text<'_>) -> Option<Measure> {
    Some(match text.word()? {
        "w" => Measure::Weight,
        "v" => Measure::Volume,
        "x" => Measure::WeightVolume,
        "p" => Measure::Price,
        "q" => Measure::Quantity,
        _ => return None,
    })
}

fn tags(text: &mut Text<'_>) -> Option<Vec<TagId>> {
    let mut tags = Vec::new();
    for _ in 0..text.count()? {
        tags.push(TagId(text.id()?));
    }
    Some(tags)
}
