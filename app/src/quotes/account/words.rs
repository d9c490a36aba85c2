//! The sums behind figures, in words: the same for a quotation that is edited and for an order that stands.
use super::Account;
use crate::terms::sentence_case;
use domain::{
    formats,
    margin::Margin,
    money::{self, Currency, rates::FrozenRate, step::Step},
    payment::deposit::Deposit,
    quotes::totals::{TaxTotal, Totals},
    tax::TaxRounding,
    terms::{Part, PaymentTerms, early::EarlyTaxes, schedule::Schedule},
};
use i18n::{
    T,
    terms::{deposit_due, sentence, when},
};
use rust_decimal::Decimal;

/// Whose words, and which currency.
#[derive(Clone, Copy)]
pub struct Words {
    /// The reader's texts.
    pub t: T,
    /// The currency of the amounts.
    pub currency: Currency,
}

/// A line as its sum is told.
pub struct LineSum {
    /// How much.
    pub quantity: Decimal,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// Discount in percent.
    pub discount: Decimal,
    /// Whether the price contains the tax.
    pub included: bool,
    /// What it comes to without tax.
    pub net: Decimal,
}

impl Words {
    /// An amount with its currency.
    pub fn money(self, value: Decimal) -> String {
        formats::money(self.t.figures(), value, &self.currency)
    }

    /// A price of one with its currency, as finely as it is kept.
    pub fn price(self, value: Decimal) -> String {
        if value.normalize().scale() <= self.currency.decimals() {
            return self.money(value);
        }
        let price = formats::unit_price(self.t.figures(), value, &self.currency);
        format!("{price}\u{a0}{}", self.currency.symbol())
    }

    fn exact(self, value: Decimal) -> String {
        formats::quantity(self.t.figures(), value)
    }

    /// Named amounts that add up.
    pub fn parts(self, parts: impl IntoIterator<Item = (String, Decimal)>, note: Option<&str>) -> Account {
        let rows = parts.into_iter().map(|(name, value)| (name, self.money(value))).collect();
        (rows, note.map(str::to_owned))
    }

    /// The lines before discounts.
    pub fn before(self, totals: &Totals, count: usize) -> Account {
        (vec![(self.t.quotes_why_lines(count), self.money(totals.before_discounts))], None)
    }

    /// What discounts take off; `whole` is what that on the whole does.
    pub fn discounts(self, totals: &Totals, whole: Decimal) -> Account {
        let of_lines = self.t.quotes_why_line_discounts().to_owned();
        self.parts([(of_lines, -(totals.discounts + whole)), (self.t.discount_whole().to_owned(), whole)], None)
    }

    /// The net, with the sums of sections.
    pub fn net(self, totals: &Totals, sections: Vec<(String, Decimal)>) -> Account {
        let mut rows = Vec::new();
        if !totals.discounts.is_zero() {
            rows.push((self.t.quotes_before_discounts().to_owned(), totals.before_discounts));
            rows.push((self.t.quotes_discounts().to_owned(), -totals.discounts));
        }
        rows.extend(sections);
        self.parts(rows, Some(self.t.quotes_why_net()))
    }

    /// A tax, and how it is rounded where that is known.
    pub fn tax(self, tax: &TaxTotal, rounding: Option<TaxRounding>) -> Account {
        let t = self.t;
        let mut rows = vec![(t.quotes_why_base().to_owned(), self.money(tax.base))];
        if tax.name.is_empty() {
            let exact = (tax.base * tax.percent / Decimal::ONE_HUNDRED).normalize();
            let rate = formats::percent(t.figures(), tax.percent);
            rows.push((t.quotes_why_times(rate), self.exact(exact)));
            let off = tax.tax - exact;
            if !off.is_zero() {
                rows.push((t.quotes_why_rounded().to_owned(), self.exact(off.normalize())));
            }
        }
        let note = rounding.map(|rounding| match rounding {
            TaxRounding::PerLine => t.quotes_why_per_line(),
            TaxRounding::PerDocument => t.quotes_why_once(),
        });
        (rows, note.map(str::to_owned))
    }

    /// All taxes together.
    pub fn taxes(self, totals: &Totals) -> Account {
        let rows = totals.taxes.iter().map(|tax| {
            let rate = match tax.name.is_empty() {
                true => formats::percent(self.t.figures(), tax.percent),
                false => tax.name.clone(),
            };
            (self.t.quotes_why_vat(rate), tax.tax)
        });
        self.parts(rows, None)
    }

    /// What there is to pay.
    pub fn gross(self, totals: &Totals) -> Account {
        let (mut rows, note) = self.taxes(totals);
        rows.insert(0, (self.t.quotes_net().to_owned(), self.money(totals.net)));
        (rows, note)
    }

    /// What a line comes to.
    pub fn line(self, line: &LineSum) -> Account {
        let t = self.t;
        let amount = money::round(line.quantity * line.unit_price, self.currency.decimals());
        let price = formats::unit_price(t.figures(), line.unit_price, &self.currency);
        let mut rows = vec![(format!("{} × {price}", self.exact(line.quantity)), self.money(amount))];
        if !line.discount.is_zero() {
            let words = t.quotes_why_less(formats::percent(t.figures(), line.discount));
            rows.push((words, if line.included { String::new() } else { self.money(line.net - amount) }));
        }
        if line.included {
            rows.push((t.quotes_why_without_tax().to_owned(), String::new()));
        }
        (rows, None)
    }

    /// What is earned.
    pub fn margin(self, margin: &Margin) -> Account {
        let t = self.t;
        let rows = [
            (t.quotes_net().to_owned(), margin.net),
            (t.quotes_why_cost().to_owned(), margin.margin - margin.net),
            (t.quotes_margin().to_owned(), margin.margin),
        ];
        self.parts(rows, None)
    }

    /// The rate that goes with a document.
    pub fn rate(self, rate: &FrozenRate) -> Account {
        let lang = self.t.figures();
        let of = (
            format!("1 {}", rate.base.code()),
            format!("{} {}", formats::quantity(lang, rate.per_base), rate.currency.code()),
        );
        (vec![of], Some(self.t.quotes_why_rate(formats::date(lang, rate.on))))
    }

    /// A share of a sum: the sum, the share of it, and what rounding does.
    fn share(self, (of, whole): (&str, Decimal), percent: Decimal) -> Vec<(String, String)> {
        let t = self.t;
        let exact = (whole * percent / Decimal::ONE_HUNDRED).normalize();
        let off = money::round(exact, self.currency.decimals()) - exact;
        let mut rows = vec![
            (of.to_owned(), self.money(whole)),
            (t.quotes_why_times(formats::percent(t.figures(), percent)), self.exact(exact)),
        ];
        if !off.is_zero() {
            rows.push((t.quotes_why_rounded().to_owned(), self.exact(off.normalize())));
        }
        rows
    }

    /// An instalment by the terms it follows.
    pub fn instalment(self, terms: &PaymentTerms, gross: Decimal, at: usize) -> Option<Account> {
        let t = self.t;
        let own = terms.instalments.get(at)?;
        let due = sentence_case(&when(t, own.due));
        let rows = match own.part {
            // The last one takes the balance, whatever it says.
            _ if at + 1 == terms.instalments.len() => {
                let amounts = terms.amounts_of(gross, Step::of(self.currency)).unwrap_or_default();
                self.balance(gross, amounts.into_iter().take(at))
            }
            Part::Percent(percent) => self.share((t.quotes_to_pay(), gross), percent),
            Part::Fixed(sum) => vec![(t.quotes_why_fixed().to_owned(), self.money(sum))],
        };
        let last = (at > 0 && at + 1 == terms.instalments.len()).then(|| t.terms_last_what().to_owned());
        let rule = t.quotes_why_terms(sentence(t, terms, self.currency));
        let words = [Some(rule), last, Some(format!("{due}. {}", t.terms_of_invoice()))];
        Some((rows, Some(words.into_iter().flatten().collect::<Vec<_>>().join(" "))))
    }

    /// What there is to pay, less instalments before.
    fn balance(self, gross: Decimal, before: impl Iterator<Item = Decimal>) -> Vec<(String, String)> {
        let before = before.enumerate().map(|(at, amount)| (self.t.quotes_why_instalment(at + 1), self.money(-amount)));
        std::iter::once((self.t.quotes_to_pay().to_owned(), self.money(gross))).chain(before).collect()
    }

    /// An instalment of a document whose terms stand on it as a sentence: what the others leave of what there is to pay.
    pub fn scheduled(self, schedule: &Schedule, gross: Decimal, at: usize, terms: &str) -> Account {
        let t = self.t;
        let others = schedule.parts.iter().enumerate().filter(|(other, _)| *other != at);
        let others = others.map(|(other, part)| (t.quotes_why_instalment(other + 1), self.money(-part.amount)));
        let rows = std::iter::once((t.quotes_to_pay().to_owned(), self.money(gross))).chain(others).collect();
        (rows, Some(self.by_sentence(terms)))
    }

    /// What is paid early of such a document.
    pub fn scheduled_early(self, schedule: &Schedule, gross: Decimal, terms: &str) -> Account {
        let t = self.t;
        let amount = schedule.early.as_ref().map_or(gross, |early| early.amount);
        let rows = [(t.quotes_to_pay().to_owned(), gross), (t.quotes_why_off().to_owned(), amount - gross)];
        self.parts(rows, Some(&self.by_sentence(terms)))
    }

    fn by_sentence(self, terms: &str) -> String {
        format!("{} {}", self.t.quotes_why_terms(terms.trim_end_matches('.')), self.t.terms_of_invoice())
    }

    /// What is paid when the discount for paying early is taken.
    pub fn early(self, terms: &PaymentTerms, (net, gross): (Decimal, Decimal)) -> Option<Account> {
        let t = self.t;
        let early = terms.early.as_ref()?;
        let amount = early.to_pay(net, gross, Step::of(self.currency)).ok()?;
        let of_gross = early.taxes == EarlyTaxes::Reduced;
        let whole = if of_gross { (t.quotes_to_pay(), gross) } else { (t.quotes_net(), net) };
        let mut rows = self.share(whole, early.percent);
        if !of_gross {
            rows.insert(0, (t.quotes_to_pay().to_owned(), self.money(gross)));
        }
        rows.push((t.quotes_why_off().to_owned(), self.money(amount - gross)));
        let rule = if of_gross { t.quotes_why_early_gross() } else { t.quotes_why_early_net() };
        Some((rows, Some(format!("{}: {rule} {}", t.terms_paid_early(early.days), t.terms_of_invoice()))))
    }

    /// What is demanded on acceptance.
    pub fn deposit(self, demanded: &Deposit, gross: Decimal) -> Account {
        let t = self.t;
        let fixed = t.quotes_why_fixed().to_owned();
        let rows = match demanded.part {
            Part::Percent(percent) => self.share((t.quotes_to_pay(), gross), percent),
            Part::Fixed(sum) if sum > gross => {
                vec![(fixed, self.money(sum)), (t.quotes_to_pay().to_owned(), self.money(gross))]
            }
            Part::Fixed(sum) => vec![(fixed, self.money(sum))],
        };
        (rows, Some(format!("{} {}.", t.quotes_why_deposit(), sentence_case(&deposit_due(t, demanded.days)))))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        lang::Lang,
        terms::{due::Due, schedule::Scheduled},
    };

    fn words() -> Words {
        Words { t: T::new(Lang::En), currency: Currency::EUR }
    }

    fn totals() -> Totals {
        let tax = TaxTotal {
            percent: Decimal::new(255, 1),
            base: Decimal::new(1001, 2),
            tax: Decimal::new(255, 2),
            name: String::new(),
            note: None,
        };
        Totals {
            before_discounts: Decimal::new(1001, 2),
            net: Decimal::new(1001, 2),
            tax: tax.tax,
            gross: Decimal::new(1256, 2),
            taxes: vec![tax],
            ..Totals::default()
        }
    }

    #[test]
    fn a_tax_tells_its_base_its_share_and_what_rounding_did() {
        let totals = totals();
        let (rows, note) = words().tax(totals.taxes.first().unwrap(), Some(TaxRounding::PerDocument));
        let figures: Vec<&str> = rows.iter().map(|(_, figure)| figure.as_str()).collect();
        // 10.01 × 25.5 % = 2.55255, and 0.00255 goes with rounding.
        assert_eq!(
            figures.iter().map(|figure| figure.contains("2.55255")).filter(|hit| *hit).count(),
            1,
            "{figures:?}"
        );
        assert!(figures.last().unwrap().contains("0.00255"), "{figures:?}");
        assert_eq!(note.as_deref(), Some(T::new(Lang::En).quotes_why_once()));
    }

    #[test]
    fn what_there_is_to_pay_is_the_net_and_each_tax() {
        let (rows, _) = words().gross(&totals());
        assert_eq!(rows.len(), 2);
        assert!(rows[0].1.contains("10.01") && rows[1].1.contains("2.55"), "{rows:?}");
    }

    #[test]
    fn an_instalment_is_what_the_others_leave() {
        let part = |cents| Scheduled { amount: Decimal::new(cents, 2), due: Due::DaysAfter { days: 14 } };
        let schedule = Schedule { parts: vec![part(400), part(856)], early: None };
        let (rows, note) = words().scheduled(&schedule, Decimal::new(1256, 2), 0, "Two parts.");
        assert!(rows[0].1.contains("12.56") && rows[1].1.contains("8.56"), "{rows:?}");
        assert!(note.unwrap().contains("Two parts."), "no full stop twice");
    }
}
