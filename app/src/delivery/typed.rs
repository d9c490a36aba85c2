//! The fields of a delivery method's form as signals.
use super::rule::Rule;
use crate::ui::Choice;
use domain::{
    delivery::Limits,
    fiscal::place::Country,
    ids::{TagId, TaxId},
    lang::Lang,
    quotes::template::Words,
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::delivery::{MethodFields, MethodView};

/// Keys of how the price comes about.
pub(super) const FIXED: &str = "fixed";
pub(super) const RULES: &str = "rules";

/// The form's fields as signals.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    /// What documents call it.
    pub names: [(Lang, RwSignal<String>); 3],
    /// Its place among the others.
    pub position: RwSignal<Option<Decimal>>,
    /// Whether it can be chosen.
    pub active: RwSignal<bool>,
    /// The product of its line.
    pub product: RwSignal<Option<Choice>>,
    /// The tax of its line.
    pub tax: RwSignal<String>,
    /// Fixed, or by rules.
    pub kind: RwSignal<String>,
    /// A fixed price.
    pub price: RwSignal<Option<Decimal>>,
    /// The rules.
    pub rules: RwSignal<Vec<Rule>>,
    /// Percent on top.
    pub margin: RwSignal<Option<Decimal>>,
    /// An amount on top.
    pub fixed_margin: RwSignal<Option<Decimal>>,
    /// Free from this total.
    pub free: RwSignal<Option<Decimal>>,
    /// Codes of countries.
    pub countries: RwSignal<String>,
    /// Beginnings of postcodes.
    pub postcodes: RwSignal<String>,
    /// Most weight.
    pub most_weight: RwSignal<Option<Decimal>>,
    /// Most volume.
    pub most_volume: RwSignal<Option<Decimal>>,
    /// Only with goods of these tags or categories.
    pub only: RwSignal<Vec<TagId>>,
    /// Never with goods of these tags or categories.
    pub not: RwSignal<Vec<TagId>>,
}

impl Typed {
    /// The fields that were read.
    pub fn of(view: &MethodView) -> Typed {
        let fields = &view.fields;
        let some = |value: Decimal| RwSignal::new(Some(value).filter(|value| !value.is_zero()));
        let name = |lang: Lang| (lang, RwSignal::new(fields.names.get(lang).to_owned()));
        let limits = &fields.limits;
        let countries: Vec<&str> = limits.countries.iter().map(Country::code).collect();
        Typed {
            names: [name(Lang::Fi), name(Lang::Sv), name(Lang::En)],
            position: RwSignal::new(Some(Decimal::from(fields.position)).filter(|place| !place.is_zero())),
            active: RwSignal::new(fields.active),
            product: RwSignal::new(fields.product.map(|id| Choice::new(id.to_string(), &view.product_name))),
            tax: RwSignal::new(fields.tax.to_string()),
            kind: RwSignal::new(if fields.by_rules { RULES } else { FIXED }.to_owned()),
            price: RwSignal::new(Some(fields.price)),
            rules: RwSignal::new((0_u32..).zip(&fields.rules).map(|(key, rule)| Rule::of(key, rule)).collect()),
            margin: some(fields.margin),
            fixed_margin: some(fields.fixed_margin),
            free: RwSignal::new(fields.free_from),
            countries: RwSignal::new(countries.join(", ")),
            postcodes: RwSignal::new(limits.postcode_prefixes.join(", ")),
            most_weight: RwSignal::new(limits.max_weight),
            most_volume: RwSignal::new(limits.max_volume),
            only: RwSignal::new(limits.must_have_tags.clone()),
            not: RwSignal::new(limits.excluded_tags.clone()),
        }
    }

    /// The fields as they are typed. Tracked.
    pub fn fields(self) -> MethodFields {
        let mut names = Words::default();
        self.names.iter().for_each(|(lang, name)| name.with(|name| names.set(*lang, name)));
        let place = self.position.get().unwrap_or_default();
        MethodFields {
            names,
            position: i64::try_from(place).unwrap_or_default(),
            active: self.active.get(),
            product: self.product.with(|chosen| chosen.as_ref().and_then(|chosen| chosen.key.parse().ok())),
            tax: self.tax.with(|tax| tax.parse().ok()).unwrap_or(TaxId(Uuid::nil())),
            price: self.price.get().unwrap_or_default(),
            rules: self.rules.get().into_iter().map(Rule::rule).collect(),
            by_rules: self.kind.with(|kind| kind == RULES),
            margin: self.margin.get().unwrap_or_default(),
            fixed_margin: self.fixed_margin.get().unwrap_or_default(),
            free_from: self.free.get(),
            limits: Limits {
                countries: self.words(self.countries).iter().filter_map(|code| Country::parse(code)).collect(),
                regions: Vec::new(),
                postcode_prefixes: self.words(self.postcodes),
                max_weight: self.most_weight.get(),
                max_volume: self.most_volume.get(),
                must_have_tags: self.only.get(),
                excluded_tags: self.not.get(),
            },
        }
    }

    fn words(self, text: RwSignal<String>) -> Vec<String> {
        let apart = |text: &String| text.split([',', ';', ' ']).map(str::trim).map(str::to_owned).collect::<Vec<_>>();
        text.with(apart).into_iter().filter(|word| !word.is_empty()).collect()
    }

    /// Whether some country cannot be read. Tracked.
    pub fn strange_country(self) -> bool {
        self.words(self.countries).iter().any(|code| Country::parse(code).is_none())
    }
}
