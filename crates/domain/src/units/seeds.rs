//! The units a new company begins with. The migration that brought units gives companies from before the same ones.
use super::{Unit, written::NamedUnit};
use crate::{
    ids::{UnitCategoryId, UnitId},
    lang::Texts,
    money::step::Step,
};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A unit: symbols and names in Finnish, Swedish and English, what it is counted in, how many of that in millionths,
/// its smallest quantity in millionths, other spellings.
pub struct Seed {
    /// Symbols: fi, sv, en.
    pub symbol: [&'static str; 3],
    /// Names: fi, sv, en.
    pub name: [&'static str; 3],
    /// The Finnish symbol of the unit it is counted in; none for one that others are counted in.
    pub base: Option<&'static str>,
    /// How many of that, in millionths.
    pub ratio: i64,
    /// The smallest quantity, in millionths.
    pub rounding: i64,
    /// Other spellings, parted by commas.
    pub also: &'static str,
}

const fn base(symbol: [&'static str; 3], name: [&'static str; 3], also: &'static str) -> Seed {
    Seed { symbol, name, base: None, ratio: 1_000_000, rounding: 10_000, also }
}

const fn of(
    base: &'static str,
    ratio: i64,
    symbol: [&'static str; 3],
    name: [&'static str; 3],
    also: &'static str,
) -> Seed {
    Seed { symbol, name, base: Some(base), ratio, rounding: 10_000, also }
}

/// The units, each after the one it is counted in. A working day is eight hours; a company sets its own.
pub const SEEDS: [Seed; 19] = [
    base(["kpl", "st", "pcs"], ["kappale", "stycke", "piece"], "pc,kappaletta"),
    of("kpl", 12_000_000, ["tus", "duss", "doz"], ["tusina", "dussin", "dozen"], ""),
    of("kpl", 2_000_000, ["pari", "par", "pair"], ["pari", "par", "pair"], "pr"),
    base(["h", "h", "h"], ["tunti", "timme", "hour"], "tim,hrs"),
    of("h", 8_000_000, ["pv", "dag", "day"], ["päivä", "arbetsdag", "working day"], "htp,d"),
    of("h", 40_000_000, ["vko", "vecka", "wk"], ["viikko", "arbetsvecka", "working week"], ""),
    base(["kk", "mån", "mo"], ["kuukausi", "månad", "month"], ""),
    of("kk", 12_000_000, ["v", "år", "yr"], ["vuosi", "kalenderår", "year"], "vsi"),
    base(["m", "m", "m"], ["metri", "meter", "metre"], "jm"),
    of("m", 10_000, ["cm", "cm", "cm"], ["senttimetri", "centimeter", "centimetre"], ""),
    of("m", 1_000_000_000, ["km", "km", "km"], ["kilometri", "kilometer", "kilometre"], ""),
    base(["m²", "m²", "m²"], ["neliömetri", "kvadratmeter", "square metre"], "m2,neliö,kvm"),
    base(["m³", "m³", "m³"], ["kuutiometri", "kubikmeter", "cubic metre"], "m3,kuutio,kbm"),
    of("m³", 1_000, ["l", "l", "l"], ["litra", "liter", "litre"], "ltr"),
    base(["kg", "kg", "kg"], ["kilogramma", "kilogram", "kilogramme"], "kilo"),
    of("kg", 1_000, ["g", "g", "g"], ["gramma", "gram", "gramme"], ""),
    of("kg", 1_000_000_000, ["t", "t", "t"], ["tonni", "ton", "tonne"], "tn"),
    base(["erä", "parti", "lot"], ["toimituserä", "leveransparti", "batch"], ""),
    base(["sarja", "sats", "set"], ["sarjaa", "satser", "kit"], "srj"),
];

fn texts([fi, sv, en]: [&str; 3]) -> Texts {
    Texts { en: en.into(), fi: fi.into(), sv: sv.into() }
}

/// The units with ids made by place.
pub fn named(id: impl Fn(usize) -> Uuid) -> Vec<NamedUnit> {
    let place = |symbol: &str| SEEDS.iter().position(|seed| seed.symbol[0] == symbol);
    let unit = |(at, seed): (usize, &Seed)| NamedUnit {
        unit: Unit {
            id: UnitId(id(at)),
            category: UnitCategoryId(id(seed.base.and_then(place).unwrap_or(at))),
            ratio: Decimal::new(seed.ratio, 6).normalize(),
            rounding: Step::new(Decimal::new(seed.rounding, 6)).unwrap_or(Step::CENT),
        },
        symbol: texts(seed.symbol),
        name: texts(seed.name),
        also: seed.also.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        active: true,
    };
    SEEDS.iter().enumerate().map(unit).collect()
}
