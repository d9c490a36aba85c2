//! A rule as it is typed: signals for each field, and the sentence it makes.
use crate::ui::Choice;
use chrono::NaiveDate;
use domain::{categories::Categories, formats, ids::PriceListId, money::Currency, pricing::PriceBase};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::prices::{PriceListRef, RuleFields, RulePrice};

/// Keys of the three kinds.
pub(super) const FIXED: &str = "fixed";
pub(super) const DISCOUNT: &str = "percentage";
pub(super) const FORMULA: &str = "formula";

/// Keys of what a rule is for.
pub(super) const ALL: &str = "all";
pub(super) const CATEGORY: &str = "category";
pub(super) const PRODUCT: &str = "product";

/// A rule on the page.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Tells it apart on this page.
    pub key: u32,
    /// What it is for: all, a category, a product.
    pub scope: RwSignal<String>,
    /// The product, where it is for one.
    pub product: RwSignal<Option<Choice>>,
    /// Only this variant of it; empty for all.
    pub variant: RwSignal<String>,
    /// The category, where it is for one.
    pub category: RwSignal<String>,
    /// From this quantity on.
    pub min_quantity: RwSignal<Option<Decimal>>,
    /// First day.
    pub from: RwSignal<Option<NaiveDate>>,
    /// Last day.
    pub until: RwSignal<Option<NaiveDate>>,
    /// How the price comes about.
    pub kind: RwSignal<String>,
    /// A fixed price.
    pub price: RwSignal<Option<Decimal>>,
    /// Where it starts: `list_price`, `cost`, or a list's id.
    pub base: RwSignal<String>,
    /// Percent off.
    pub percent: RwSignal<Option<Decimal>>,
    /// Rounded to a multiple.
    pub round_to: RwSignal<Option<Decimal>>,
    /// Added after rounding.
    pub surcharge: RwSignal<Option<Decimal>>,
    /// At least the base and this much.
    pub min_margin: RwSignal<Option<Decimal>>,
    /// At most the base and this much.
    pub max_margin: RwSignal<Option<Decimal>>,
}

impl Rule {
    /// A rule that takes nothing off yet.
    pub fn empty(key: u32) -> Rule {
        Rule {
            key,
            scope: RwSignal::new(ALL.to_owned()),
            product: RwSignal::new(None),
            variant: RwSignal::new(String::new()),
            category: RwSignal::new(String::new()),
            min_quantity: RwSignal::new(Some(Decimal::ONE)),
            from: RwSignal::new(None),
            until: RwSignal::new(None),
            kind: RwSignal::new(DISCOUNT.to_owned()),
            price: RwSignal::new(None),
            base: RwSignal::new("list_price".to_owned()),
            percent: RwSignal::new(None),
            round_to: RwSignal::new(None),
            surcharge: RwSignal::new(None),
            min_margin: RwSignal::new(None),
            max_margin: RwSignal::new(None),
        }
    }

    /// A rule that was read, with its product's name.
    pub fn of(key: u32, fields: &RuleFields, name: &str) -> Rule {
        let rule = Rule::empty(key);
        let scope = match (fields.product, fields.category) {
            (Some(_), _) => PRODUCT,
            (None, Some(_)) => CATEGORY,
            (None, None) => ALL,
        };
        rule.scope.set(scope.to_owned());
        rule.product.set(fields.product.map(|id| Choice::new(id.to_string(), name)));
        rule.variant.set(fields.variant.map(|id| id.to_string()).unwrap_or_default());
        rule.category.set(fields.category.map(|id| id.to_string()).unwrap_or_default());
        rule.min_quantity.set(Some(fields.min_quantity));
        rule.from.set(fields.from);
        rule.until.set(fields.until);
        match &fields.price {
            RulePrice::Fixed { price } => {
                rule.kind.set(FIXED.to_owned());
                rule.price.set(Some(*price));
            }
            RulePrice::Percentage { percent, base } => {
                rule.base.set(base_key(*base));
                rule.percent.set(Some(*percent));
            }
            RulePrice::Formula { base, discount, round_to, surcharge, min_margin, max_margin } => {
                rule.kind.set(FORMULA.to_owned());
                rule.base.set(base_key(*base));
                rule.percent.set(Some(*discount));
                rule.round_to.set(*round_to);
                rule.surcharge.set(Some(*surcharge).filter(|amount| !amount.is_zero()));
                rule.min_margin.set(*min_margin);
                rule.max_margin.set(*max_margin);
            }
        }
        rule
    }

    /// The fields as they are typed. Tracked.
    pub fn fields(self) -> RuleFields {
        let base = base_of(&self.base.get());
        let price = match self.kind.get().as_str() {
            FIXED => RulePrice::Fixed { price: self.price.get().unwrap_or_default() },
            FORMULA => RulePrice::Formula {
                base,
                discount: self.percent.get().unwrap_or_default(),
                round_to: self.round_to.get(),
                surcharge: self.surcharge.get().unwrap_or_default(),
                min_margin: self.min_margin.get(),
                max_margin: self.max_margin.get(),
            },
            _ => RulePrice::Percentage { percent: self.percent.get().unwrap_or_default(), base },
        };
        let scope = self.scope.get();
        let product = self.product.with(|chosen| chosen.as_ref().and_then(|chosen| chosen.key.parse().ok()));
        let category = self.category.with(|category| category.parse().ok());
        let variant = self.variant.with(|variant| variant.parse().ok());
        RuleFields {
            variant: variant.filter(|_| scope == PRODUCT && product.is_some()),
            product: product.filter(|_| scope == PRODUCT),
            category: category.filter(|_| scope == CATEGORY),
            min_quantity: self.min_quantity.get().unwrap_or_default(),
            from: self.from.get(),
            until: self.until.get(),
            price,
        }
    }

    /// What it is for, in words. Tracked.
    pub fn subject(self, t: T, categories: &Categories) -> String {
        let named = match self.scope.get().as_str() {
            PRODUCT => self.product.with(|chosen| chosen.as_ref().map(|chosen| chosen.words.clone())),
            CATEGORY => self.category.with(|id| id.parse().ok()).map(|id| t.prices_category(categories.path(id))),
            _ => None,
        };
        named.unwrap_or_else(|| t.prices_all_products().to_owned())
    }

    /// Whether it says what it is for. Tracked.
    pub fn is_for_something(self) -> bool {
        match self.scope.get().as_str() {
            PRODUCT => self.product.with(Option::is_some),
            CATEGORY => self.category.with(|category| !category.is_empty()),
            _ => true,
        }
    }
}

fn base_key(base: PriceBase) -> String {
    match base {
        PriceBase::ListPrice => "list_price".to_owned(),
        PriceBase::Cost => "cost".to_owned(),
        PriceBase::List(list) => list.to_string(),
    }
}

fn base_of(key: &str) -> PriceBase {
    match (key, key.parse::<PriceListId>()) {
        ("cost", _) => PriceBase::Cost,
        (_, Ok(list)) => PriceBase::List(list),
        _ => PriceBase::ListPrice,
    }
}

/// When a rule holds, in words.
pub(super) fn when(t: T, rule: &RuleFields) -> String {
    let day = |day: NaiveDate| formats::date(t.figures(), day);
    match (rule.from, rule.until) {
        (None, None) => t.prices_always().to_owned(),
        (Some(from), None) => t.prices_since(day(from)),
        (None, Some(until)) => t.prices_until_day(day(until)),
        (Some(from), Some(until)) => format!("{}–{}", day(from), day(until)),
    }
}

/// The price a rule makes, in words.
pub(super) fn says(t: T, rule: &RuleFields, others: &[PriceListRef], currency: &Currency) -> String {
    let lang = t.figures();
    let figure = |value: Decimal| formats::unit_price(lang, value, currency);
    let start = |base: PriceBase| match base {
        PriceBase::ListPrice => t.prices_base_public().to_owned(),
        PriceBase::Cost => t.prices_base_cost().to_owned(),
        PriceBase::List(id) => {
            others.iter().find(|list| list.id == id).map(|list| list.name.clone()).unwrap_or_default()
        }
    };
    let off = |base: PriceBase, percent: Decimal| match percent {
        none if none.is_zero() => start(base),
        percent if percent < Decimal::ZERO => t.prices_says_on(start(base), formats::percent(lang, -percent)),
        percent => t.prices_says_off(start(base), formats::percent(lang, percent)),
    };
    match &rule.price {
        RulePrice::Fixed { price } => t.prices_says_fixed(figure(*price)),
        RulePrice::Percentage { percent, base } => off(*base, *percent),
        RulePrice::Formula { base, discount, round_to, surcharge, .. } => {
            let mut said = vec![off(*base, *discount)];
            said.extend(round_to.map(|step| t.prices_says_round(figure(step))));
            if !surcharge.is_zero() {
                let sign = if *surcharge > Decimal::ZERO { "+" } else { "" };
                said.push(format!("{sign}{}", figure(*surcharge)));
            }
            said.join(", ")
        }
    }
}
