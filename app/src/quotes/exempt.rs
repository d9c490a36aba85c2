//! Why a consumer cannot withdraw: the reasons to choose from, on a quotation and on a template.
use domain::quotes::regret::Exempt;
use i18n::T;

/// The choices: first that there is the right.
pub fn exempt_options(t: T) -> Vec<(String, String)> {
    let reasons = Exempt::ALL.map(|reason| (reason.code().to_owned(), exempt_words(t, reason.code()).to_owned()));
    std::iter::once((String::new(), t.regret_exempt_none().to_owned())).chain(reasons).collect()
}

/// A choice in words.
pub fn exempt_words(t: T, code: &str) -> &'static str {
    match Exempt::parse(code) {
        None => t.regret_exempt_none(),
        Some(Exempt::MadeToOrder) => t.regret_exempt_made_to_order(),
        Some(Exempt::UrgentRepair) => t.regret_exempt_urgent_repair(),
        Some(Exempt::Perishable) => t.regret_exempt_perishable(),
        Some(Exempt::Sealed) => t.regret_exempt_sealed(),
        Some(Exempt::Mixed) => t.regret_exempt_mixed(),
        Some(Exempt::FixedDay) => t.regret_exempt_fixed_day(),
    }
}
