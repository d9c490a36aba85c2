//! What a document must say about its taxes: EN 16931 categories, exemption codes, the law.
use serde::{Deserialize, Serialize};

/// The VAT category of a line (EN 16931 BT-151, UNCL 5305).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VatCategory {
    /// Standard or reduced rate.
    #[default]
    S,
    /// Zero-rated.
    Z,
    /// Exempt; a reason is required.
    E,
    /// Reverse charge: the buyer owes the tax.
    AE,
    /// Intra-Community supply of goods.
    K,
    /// Export outside the European Union.
    G,
    /// Outside the scope of VAT.
    O,
}

/// Why a line bears no tax. The sentence is made elsewhere, in the reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalNote {
    /// A service to a business in another member state: the buyer owes the tax.
    /// Directive 2006/112/EC articles 44, 196, 226 (11a); AVL 65 §.
    ReverseCharge,
    /// Goods to a business in another member state. Directive article 138; AVL 72 a §.
    IntraCommunitySupply,
    /// Goods leaving the European Union's VAT area. Directive article 146; AVL 70 §.
    Export,
    /// A construction service in Finland: the buyer owes the tax. AVL 8 c §.
    ConstructionReverseCharge,
    /// Exempt for a reason that stands on the document. Directive article 132 and others.
    Exempt,
    /// Outside the scope of VAT.
    OutsideScope,
}

impl LegalNote {
    /// All reasons why a sale bears no Finnish tax.
    pub const ALL: [LegalNote; 6] = [
        LegalNote::IntraCommunitySupply,
        LegalNote::ReverseCharge,
        LegalNote::Export,
        LegalNote::OutsideScope,
        LegalNote::ConstructionReverseCharge,
        LegalNote::Exempt,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            LegalNote::ReverseCharge => "reverse_charge",
            LegalNote::IntraCommunitySupply => "intra_community_supply",
            LegalNote::Export => "export",
            LegalNote::ConstructionReverseCharge => "construction_reverse_charge",
            LegalNote::Exempt => "exempt",
            LegalNote::OutsideScope => "outside_scope",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<LegalNote> {
        LegalNote::ALL.into_iter().find(|note| note.code() == code)
    }

    /// The EN 16931 category.
    pub const fn category(self) -> VatCategory {
        match self {
            LegalNote::ReverseCharge | LegalNote::ConstructionReverseCharge => VatCategory::AE,
            LegalNote::IntraCommunitySupply => VatCategory::K,
            LegalNote::Export => VatCategory::G,
            LegalNote::Exempt => VatCategory::E,
            LegalNote::OutsideScope => VatCategory::O,
        }
    }

    /// The exemption reason code of the CEF VATEX list (EN 16931 BT-121), where there is one for all its cases.
    pub const fn vatex(self) -> Option<&'static str> {
        match self {
            LegalNote::ReverseCharge | LegalNote::ConstructionReverseCharge => Some("VATEX-EU-AE"),
            LegalNote::IntraCommunitySupply => Some("VATEX-EU-IC"),
            LegalNote::Export => Some("VATEX-EU-G"),
            LegalNote::OutsideScope => Some("VATEX-EU-O"),
            LegalNote::Exempt => None,
        }
    }

    /// The paragraph of the Finnish VAT Act (arvonlisäverolaki, AVL) to print.
    pub const fn finnish_law(self) -> Option<&'static str> {
        match self {
            LegalNote::ReverseCharge => Some("AVL 65 §"),
            LegalNote::IntraCommunitySupply => Some("AVL 72 a §"),
            LegalNote::Export => Some("AVL 70 §"),
            LegalNote::ConstructionReverseCharge => Some("AVL 8 c §"),
            LegalNote::Exempt | LegalNote::OutsideScope => None,
        }
    }

    /// Whether the VAT numbers of both sides must be on the document.
    pub const fn needs_both_vat_numbers(self) -> bool {
        matches!(
            self,
            LegalNote::ReverseCharge | LegalNote::IntraCommunitySupply | LegalNote::ConstructionReverseCharge
        )
    }
}
