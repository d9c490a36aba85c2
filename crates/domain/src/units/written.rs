//! Units as people write them: found by symbol, name or another spelling in any language.
use super::Unit;
use crate::lang::{Lang, Texts};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A unit with what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedUnit {
    /// The unit.
    pub unit: Unit,
    /// Its symbol in each language: `kpl`, `st`, `pcs`.
    pub symbol: Texts,
    /// Its name in each language: `kappale`, `stycke`, `piece`.
    pub name: Texts,
    /// Other spellings that mean it, former symbols among them.
    pub also: Vec<String>,
    /// Whether it is offered.
    pub active: bool,
}

impl NamedUnit {
    /// Every way it is written, in no order.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let words = Lang::ALL.into_iter().flat_map(|lang| [self.symbol.written(lang), self.name.written(lang)]);
        words.chain(self.also.iter().map(String::as_str)).filter(|word| !word.is_empty())
    }

    /// Whether a text on a line or a product means this unit.
    pub fn is_written(&self, text: &str) -> bool {
        let wanted = key(text);
        !wanted.is_empty() && self.spellings().any(|word| key(word) == wanted)
    }
}

/// What tells two spellings apart: neither case nor a full stop at the end.
pub fn key(text: &str) -> String {
    text.trim().trim_end_matches('.').to_lowercase()
}

/// The unit that a text means; a symbol before a name, a unit in use before one that is not.
///
/// ```
/// use domain::{lang::Lang, units::{seeds, written::find}};
/// let units = seeds::named(|at| uuid::Uuid::from_u128(at as u128));
/// let piece = find(&units, "Kpl.").unwrap();
/// assert_eq!(piece.symbol.of(Lang::Sv), "st");
/// assert_eq!(find(&units, "pcs").map(|unit| unit.unit.id), Some(piece.unit.id));
/// assert!(find(&units, "laatikko").is_none());
/// ```
pub fn find<'a>(units: &'a [NamedUnit], text: &str) -> Option<&'a NamedUnit> {
    let wanted = key(text);
    let by_symbol = |unit: &NamedUnit| Lang::ALL.into_iter().any(|lang| key(unit.symbol.written(lang)) == wanted);
    let found = units.iter().filter(|unit| unit.is_written(text));
    found.min_by_key(|unit| (!unit.active, !by_symbol(unit)))
}

/// How a price for one of `from` reads for one of `to`; none where they do not convert, or are the same.
pub fn converted(units: &[NamedUnit], price: Decimal, from: &str, to: &str) -> Option<Decimal> {
    let (from, to) = (find(units, from)?, find(units, to)?);
    let differ = from.unit.id != to.unit.id;
    let price = if differ { from.unit.price(price, &to.unit).ok()? } else { return None };
    Some(crate::money::round(price, 6).normalize())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::units::seeds;
    use uuid::Uuid;

    fn units() -> Vec<NamedUnit> {
        seeds::named(|at| Uuid::from_u128(at as u128))
    }

    #[test]
    fn a_former_symbol_still_means_the_unit() {
        let mut units = units();
        let piece = units.iter_mut().find(|unit| unit.symbol.fi == "kpl").unwrap();
        piece.symbol.fi = "kappaletta".into();
        piece.also.push("kpl".into());
        assert_eq!(find(&units, "kpl").unwrap().symbol.fi, "kappaletta");
    }

    #[test]
    fn a_price_moves_with_the_unit_only_within_its_kind() {
        let units = units();
        let price = Decimal::new(1250, 2);
        assert_eq!(converted(&units, price, "kg", "t"), Some(Decimal::from(12_500)));
        assert_eq!(converted(&units, price, "kg", "g"), Some(Decimal::new(125, 4)));
        assert_eq!(converted(&units, price, "kg", "h"), None);
        assert_eq!(converted(&units, price, "kpl", "pcs"), None, "the same unit in another language");
        assert_eq!(converted(&units, price, "laatikko", "kpl"), None);
    }

    #[test]
    fn no_two_seeds_are_written_alike() {
        let units = units();
        for unit in &units {
            for word in unit.spellings() {
                let meant = units.iter().filter(|other| other.is_written(word)).count();
                assert_eq!(meant, 1, "{word}");
            }
            assert!(unit.unit.check().is_ok());
        }
    }
}
