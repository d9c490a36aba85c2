//! Reading price rules: as objects, or as `percentage rule 10%`.
use crate::{
    checks::figure as plain_figure,
    form::Form,
    texts::{UnitBook, percentage, price},
};
use chrono::NaiveDateTime;
use domain::{
    ids::{CategoryId, PriceListId, PriceRuleId, ProductId},
    money::{Currency, rates::Rates, step::Step},
    pricing::{
        Formula, Item, PriceBase, PriceList, PriceRule, RuleKind, Scope,
        price::{PriceBook, Priced, Wanted},
    },
    units::Unit,
};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Names and what they stand for.
#[derive(Default)]
pub struct Names(BTreeMap<String, u128>);

impl Names {
    pub fn uuid(&mut self, name: &str) -> Uuid {
        let next = self.0.len() as u128 + 1;
        Uuid::from_u128(*self.0.entry(name.to_owned()).or_insert(next))
    }
}

/// Products, categories and lists of a case.
pub struct Shop {
    pub names: Names,
    pub units: UnitBook,
    pub lists: Vec<PriceList>,
    pub rates: Rates,
    pub show_discounts: bool,
    rules: u128,
}

impl Shop {
    pub fn new() -> Shop {
        Shop {
            names: Names::default(),
            units: UnitBook::new(),
            lists: Vec::new(),
            rates: Rates::none(Currency::EUR),
            show_discounts: true,
            rules: 0,
        }
    }

    pub fn unit(&mut self) -> Unit {
        self.units.unit("unit").expect("a unit is known")
    }

    pub fn item(&mut self, product: &str, list_price: Decimal) -> Item {
        Item {
            product: ProductId(self.names.uuid(product)),
            variant: None,
            categories: Vec::new(),
            unit: self.unit(),
            list_price,
            extras: Decimal::ZERO,
            currency: self.rates.base,
            cost: Decimal::ZERO,
            cost_currency: self.rates.base,
        }
    }

    /// Puts a list into the shop; its id is that of its name.
    pub fn add_list(&mut self, name: &str, rules: Vec<PriceRule>) -> PriceListId {
        let id = PriceListId(self.names.uuid(&format!("list {name}")));
        let currency = self.rates.base;
        self.lists.retain(|list| list.id != id);
        self.lists.push(PriceList { id, sequence: 0, currency, active: true, country_groups: Vec::new(), rules });
        id
    }

    pub fn rule(&mut self, scope: Scope, min_quantity: Decimal, kind: RuleKind) -> PriceRule {
        self.rules += 1;
        let id = PriceRuleId(Uuid::from_u128(self.rules));
        PriceRule { id, scope, min_quantity, from: None, until: None, kind }
    }

    pub fn ask(
        &self,
        list: Option<PriceListId>,
        item: &Item,
        quantity: Decimal,
        unit: Unit,
        currency: Currency,
        at: NaiveDateTime,
    ) -> Result<Priced, String> {
        let book = PriceBook { lists: &self.lists, rates: &self.rates, show_discounts: self.show_discounts };
        let wanted = Wanted { quantity, unit, currency, at };
        domain::pricing::price::price(&book, list, item, &wanted).map_err(|refusal| refusal.to_string())
    }

    /// The price of some of a product in its own unit, today.
    pub fn simply(&self, list: Option<PriceListId>, item: &Item, quantity: Decimal) -> Result<Priced, String> {
        self.ask(list, item, quantity, item.unit, self.rates.base, today())
    }

    /// Reads a rule; `any` is what a rule is for that does not say, or says a kind of thing instead of a name.
    pub fn read(&mut self, form: &Form<'_>, any: Scope, item_unit: Unit) -> Result<PriceRule, String> {
        form.text(&["id"])?;
        let scope = form.text(&["applies_to"])?.map_or(Ok(any), |text| self.scope(text, any))?;
        let base = self.base(form)?;
        let kind = match form.need_text(&["kind"])? {
            "fixed" => RuleKind::Fixed { price: form.need_figure(&["fixed_price", "price"])? },
            "percentage" => RuleKind::Percentage { percent: form.need_figure(&["percent"])?, base },
            "formula" => RuleKind::Formula(self.formula(form, base, item_unit)?),
            other => return Err(format!("no kind of rule: {other:?}")),
        };
        let mut rule = self.rule(scope, form.figure(&["min_quantity"])?.unwrap_or_default(), kind);
        rule.from = form.text(&["valid_from"])?.map(instant).transpose()?;
        rule.until = form.text(&["valid_to", "valid_until"])?.map(instant).transpose()?;
        form.finish()?;
        rule.check().map_err(|refusal| refusal.to_string())?;
        Ok(rule)
    }

    fn formula(&mut self, form: &Form<'_>, base: PriceBase, item_unit: Unit) -> Result<Formula, String> {
        let surcharge = match form.get("surcharge") {
            None => Decimal::ZERO,
            Some(Value::String(text)) => {
                let read = price(text)?;
                match read.unit {
                    Some(unit) => {
                        let unit = self.units.unit(unit)?;
                        unit.price(read.amount, &item_unit).map_err(|refusal| refusal.to_string())?
                    }
                    None => read.amount,
                }
            }
            Some(other) => plain_figure("surcharge", other)?,
        };
        let step = form.figure(&["price_round", "rounding", "round_to"])?;
        let markup = form.figure(&["markup_percent"])?.unwrap_or_default();
        let none = |margin: Option<Decimal>| margin.filter(|margin| !margin.is_zero());
        Ok(Formula {
            base,
            discount: form.figure(&["discount_percent"])?.unwrap_or_default() - markup,
            round_to: none(step).map(Step::new).transpose().map_err(|refusal| refusal.to_string())?,
            surcharge,
            min_margin: none(form.figure(&["min_margin"])?),
            max_margin: none(form.figure(&["max_margin"])?),
        })
    }

    /// A list by the name a rule gives it; one that is not there yet is empty.
    fn base(&mut self, form: &Form<'_>) -> Result<PriceBase, String> {
        match form.text(&["base"])?.unwrap_or("sales_price") {
            "sales_price" | "list_price" => Ok(PriceBase::ListPrice),
            "cost" | "standard_price" => Ok(PriceBase::Cost),
            "other_pricelist" | "pricelist" => {
                let name = form.text(&["base_pricelist"])?.unwrap_or("base");
                let id = PriceListId(self.names.uuid(&format!("list {name}")));
                if !self.lists.iter().any(|list| list.id == id) {
                    if !name.contains("no rules") {
                        return Err(format!("no list {name:?}"));
                    }
                    self.add_list(name, Vec::new());
                }
                Ok(PriceBase::List(id))
            }
            other => Err(format!("no base of a price: {other:?}")),
        }
    }

    fn scope(&mut self, text: &str, any: Scope) -> Result<Scope, String> {
        // `category:Name (and children)`
        let (text, _) = crate::texts::brackets(text);
        match text.split_once(':') {
            Some(("product", name)) => Ok(Scope::Product(ProductId(self.names.uuid(name.trim())))),
            Some(("category", name)) => Ok(Scope::Category(CategoryId(self.names.uuid(name.trim())))),
            None if matches!(text, "all" | "global") => Ok(Scope::All),
            None if matches!(text, "variant" | "product" | "combo product") => Ok(any),
            _ => Err(format!("no scope of a rule: {text:?}")),
        }
    }

    /// Reads `percentage rule 10%`, `formula rule 10%`, `percentage 10% based on list with percentage 10%`,
    /// `newer global formula rule discount 5%`.
    pub fn spoken(&mut self, text: &str, scope: Scope) -> Result<PriceRule, String> {
        let (text, based_on) = match text.split_once(" based on list with ") {
            Some((text, base)) => (text, Some(base)),
            None => (text, None),
        };
        let base = match based_on {
            None => PriceBase::ListPrice,
            Some(spoken) => {
                let rule = self.spoken(spoken, Scope::All)?;
                PriceBase::List(self.add_list(spoken, vec![rule]))
            }
        };
        let unknown = || format!("no rule: {text:?}");
        let fillers = ["a", "new", "newer", "global", "rule", "discount"];
        let mut words = text.split_whitespace().filter(|word| !fillers.contains(word));
        let kind = words.next().ok_or_else(unknown)?;
        let amount = words.collect::<Vec<_>>().join(" ");
        let kind = match kind {
            "percentage" => RuleKind::Percentage { percent: percentage(&amount)?, base },
            "formula" => RuleKind::Formula(Formula { base, discount: percentage(&amount)?, ..Formula::default() }),
            "fixed" if based_on.is_none() => RuleKind::Fixed { price: percentage(&amount)? },
            _ => return Err(unknown()),
        };
        Ok(self.rule(scope, Decimal::ZERO, kind))
    }
}

/// The day a case without a date is priced on.
pub fn today() -> NaiveDateTime {
    instant("2026-01-01 00:00:00").expect("a date")
}

pub fn instant(text: &str) -> Result<NaiveDateTime, String> {
    let day = || text.parse::<chrono::NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0));
    let read = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok().or_else(day);
    read.ok_or_else(|| format!("no date: {text:?}"))
}
