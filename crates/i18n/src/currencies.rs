//! Exchange rates in words.
use crate::T;
use domain::{formats, lang::Lang, money::rates::FrozenRate};

/// "1 EUR = 11.2345 SEK, 1.12.2026", with figures in the reader's form.
pub fn rate_of(t: T, lang: Lang, rate: &FrozenRate) -> String {
    let per_base = formats::quantity(lang, rate.per_base);
    t.currencies_rate_of(rate.base.code(), per_base, rate.currency.code(), formats::date(lang, rate.on))
}
