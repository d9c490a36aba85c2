//! What one list says, and the lists it is based on.
use super::{
    Formula, Item, PriceBase, PriceList, RuleKind,
    price::{PriceBook, Wanted},
    select::select,
    why::{Why, WhyStep},
};
use crate::{
    ids::PriceListId,
    money::{
        Currency,
        checked::{Exact, plus, without_percent},
    },
    refusal::pricing::PricingRefusal,
    units::Unit,
};
use rust_decimal::Decimal;

/// How many lists may be based on each other.
const DEEPEST: usize = 12;

/// A price in the list's currency, for one of the wanted unit.
pub(super) struct Evaluated {
    pub price: Decimal,
    /// The price before the percentages that may be shown as a discount.
    pub before: Decimal,
    /// Whether the rule that applies is a percentage.
    pub percentage: bool,
}

impl Evaluated {
    const fn plain(price: Decimal) -> Evaluated {
        Evaluated { price, before: price, percentage: false }
    }
}

/// A question put to the lists.
pub(super) struct Question<'a> {
    pub book: &'a PriceBook<'a>,
    pub item: &'a Item,
    pub wanted: &'a Wanted,
    pub why: Why,
}

impl Question<'_> {
    /// What a list makes of the item, and the currency of that figure (section 6 of the behaviour map).
    /// # Errors
    /// [`PricingRefusal::ListMissing`], [`PricingRefusal::ListCycle`] beyond a depth that no list needs, and what its
    /// figures are refused for.
    pub fn list(&mut self, id: PriceListId, depth: usize) -> Result<(Evaluated, Currency), PricingRefusal> {
        if depth > DEEPEST {
            return Err(PricingRefusal::ListCycle { list: id });
        }
        let lists = self.book.lists;
        let list = lists.iter().find(|list| list.id == id).ok_or(PricingRefusal::ListMissing { list: id })?;
        // A quantity of nothing is priced as one.
        let quantity = if self.wanted.quantity.is_zero() { Decimal::ONE } else { self.wanted.quantity };
        let quantity = self.wanted.unit.quantity(quantity, &self.item.unit, self.item.unit.up())?;
        let Some(rule) = select(list, self.item, quantity, self.wanted.at) else {
            self.why.add(WhyStep::NoRule { list: id });
            return Ok((Evaluated::plain(self.base(PriceBase::ListPrice, list, depth)?.price), list.currency));
        };
        let named = WhyStep::Rule { list: id, rule: rule.id, scope: rule.scope, min_quantity: rule.min_quantity };
        let evaluated = match &rule.kind {
            RuleKind::Fixed { price } => {
                self.why.add(named);
                let price = self.in_wanted_unit(*price)?;
                self.why.add(WhyStep::Fixed { price });
                Evaluated::plain(price)
            }
            RuleKind::Percentage { percent, base } => {
                let base = self.base(*base, list, depth)?;
                self.why.add(named);
                let price = without_percent(base.price, *percent)?;
                self.why.add(WhyStep::Percentage { percent: *percent, price });
                let before = if base.percentage { base.before } else { base.price };
                Evaluated { price, before, percentage: true }
            }
            RuleKind::Formula(formula) => {
                let base = self.base(formula.base, list, depth)?.price;
                self.why.add(named);
                Evaluated::plain(self.formula(formula, base)?)
            }
        };
        Ok((evaluated, list.currency))
    }

    /// What a rule starts from, in its list's currency and the wanted unit.
    fn base(&mut self, base: PriceBase, list: &PriceList, depth: usize) -> Result<Evaluated, PricingRefusal> {
        match base {
            PriceBase::ListPrice => self.list_price(list.currency).map(Evaluated::plain),
            PriceBase::Cost => {
                let (price, currency) = (self.item.cost, self.item.cost_currency);
                self.why.add(WhyStep::Cost { price, currency });
                let price = self.unit_step(price)?;
                self.currency_step(price, currency, list.currency).map(Evaluated::plain)
            }
            PriceBase::List(other) => {
                let (found, currency) = self.list(other, depth + 1)?;
                let price = self.currency_step(found.price, currency, list.currency)?;
                let day = self.wanted.at.date();
                let before = self.book.rates.convert(found.before, currency, list.currency, day)?;
                Ok(Evaluated { price, before, percentage: found.percentage })
            }
        }
    }

    /// The product's own price in a currency and the wanted unit.
    pub fn list_price(&mut self, to: Currency) -> Exact {
        let (mut price, currency) = (self.item.list_price, self.item.currency);
        self.why.add(WhyStep::ListPrice { price, currency });
        if !self.item.extras.is_zero() {
            price = plus(price, self.item.extras)?;
            self.why.add(WhyStep::Extras { amount: self.item.extras, price });
        }
        let price = self.unit_step(price)?;
        self.currency_step(price, currency, to)
    }

    /// The steps of a formula (section 6.3 of the behaviour map).
    fn formula(&mut self, formula: &Formula, base: Decimal) -> Exact {
        let mut price = base;
        if !formula.discount.is_zero() {
            price = without_percent(base, formula.discount)?;
            self.why.add(WhyStep::Percentage { percent: formula.discount, price });
        }
        if let Some(step) = formula.round_to {
            price = step.round(price);
            self.why.add(WhyStep::Rounded { to: step.get(), price });
        }
        if !formula.surcharge.is_zero() {
            let amount = self.in_wanted_unit(formula.surcharge)?;
            price = plus(price, amount)?;
            self.why.add(WhyStep::Surcharge { amount, price });
        }
        if let Some(margin) = formula.min_margin {
            let margin = self.in_wanted_unit(margin)?;
            let least = plus(base, margin)?;
            if price < least {
                price = least;
                self.why.add(WhyStep::MinMargin { margin, price });
            }
        }
        if let Some(margin) = formula.max_margin {
            let margin = self.in_wanted_unit(margin)?;
            let most = plus(base, margin)?;
            if price > most {
                price = most;
                self.why.add(WhyStep::MaxMargin { margin, price });
            }
        }
        Ok(price)
    }

    fn in_wanted_unit(&self, price: Decimal) -> Exact {
        self.item.unit.price(price, &self.wanted.unit)
    }

    fn unit_step(&mut self, price: Decimal) -> Exact {
        let (from, to): (Unit, Unit) = (self.item.unit, self.wanted.unit);
        let converted = self.in_wanted_unit(price)?;
        if from.id != to.id {
            self.why.add(WhyStep::Unit { from: from.id, to: to.id, price: converted });
        }
        Ok(converted)
    }

    /// A price in another currency, at the rate of the day that is asked about; the step is kept for the account.
    /// # Errors
    /// Where that day has no rate, or the amount grows too large.
    pub fn currency_step(&mut self, price: Decimal, from: Currency, to: Currency) -> Exact {
        if from == to {
            return Ok(price);
        }
        let day = self.wanted.at.date();
        let rate = self.book.rates.between(from, to, day)?;
        let price = self.book.rates.convert(price, from, to, day)?;
        self.why.add(WhyStep::Currency { from, to, rate, price });
        Ok(price)
    }
}
