//! What a document must say about a tax that is none.
use crate::T;
use domain::tax::notes::LegalNote;

/// The reason in words, in the reader's language.
///
/// ```
/// use domain::tax::notes::LegalNote;
/// use i18n::{Lang, T, legal::{legal_note, legal_sentence}};
/// let t = T::new(Lang::Fi);
/// assert_eq!(legal_note(t, LegalNote::ReverseCharge), "Käännetty verovelvollisuus");
/// assert_eq!(legal_sentence(t, LegalNote::ReverseCharge), "Käännetty verovelvollisuus (AVL 65 §, VATEX-EU-AE)");
/// ```
pub fn legal_note(t: T, note: LegalNote) -> &'static str {
    match note {
        LegalNote::ReverseCharge => t.legal_reverse_charge(),
        LegalNote::IntraCommunitySupply => t.legal_intra_community_supply(),
        LegalNote::Export => t.legal_export(),
        LegalNote::ConstructionReverseCharge => t.legal_construction(),
        LegalNote::Exempt => t.legal_exempt(),
        LegalNote::OutsideScope => t.legal_outside_scope(),
    }
}

/// The reason with the paragraph of the law and the code of EN 16931.
pub fn legal_sentence(t: T, note: LegalNote) -> String {
    let sources: Vec<&str> = note.finnish_law().into_iter().chain(note.vatex()).collect();
    let words = legal_note(t, note);
    if sources.is_empty() { words.to_owned() } else { format!("{words} ({})", sources.join(", ")) }
}

/// All a document must say: each reason, and both VAT numbers where the law wants them.
pub fn legal_lines(t: T, notes: &[LegalNote], seller_vat_number: &str, buyer_vat_number: &str) -> Vec<String> {
    let mut lines: Vec<String> = notes.iter().map(|note| legal_sentence(t, *note)).collect();
    let wanted = notes.iter().any(|note| note.needs_both_vat_numbers());
    if wanted && !seller_vat_number.is_empty() && !buyer_vat_number.is_empty() {
        lines.push(t.legal_vat_numbers(seller_vat_number, buyer_vat_number));
    }
    lines
}
