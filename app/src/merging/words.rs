//! Why two are taken for the same, in words.
use domain::crm::duplicates::Reason;
use i18n::T;

/// Why two are taken for the same, in one line.
pub(crate) fn reasons(t: T, reasons: &[Reason]) -> String {
    let word = |reason: &Reason| match reason {
        Reason::Email => t.merge_reason_email(),
        Reason::Phone => t.merge_reason_phone(),
        Reason::BusinessId => t.merge_reason_business_id(),
        Reason::VatNumber => t.merge_reason_vat_number(),
        Reason::Customer => t.merge_reason_customer(),
        Reason::Name => t.merge_reason_name(),
        Reason::Domain => t.merge_reason_domain(),
    };
    t.merge_because(reasons.iter().map(word).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn every_reason_has_words_of_its_own() {
        let all = [
            Reason::Email,
            Reason::Phone,
            Reason::BusinessId,
            Reason::VatNumber,
            Reason::Customer,
            Reason::Name,
            Reason::Domain,
        ];
        for lang in Lang::ALL {
            let t = T::new(lang);
            let mut said: Vec<String> = all.iter().map(|reason| reasons(t, &[*reason])).collect();
            said.sort();
            said.dedup();
            assert_eq!(said.len(), all.len());
        }
    }
}
