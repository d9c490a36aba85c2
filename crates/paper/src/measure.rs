//! The sheet: A4, the letter grid of the Finnish document standard, inks and type sizes.
//!
//! All lengths are PDF points, measured from the upper left corner.

/// One millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// Width and height of an A4 sheet.
pub const SHEET: (f32, f32) = (210.0 * MM, 297.0 * MM);
/// First stop of the letter grid: addresses, side headings.
pub const STOP_1: f32 = 20.0 * MM;
/// Second stop: text.
pub const STOP_2: f32 = 43.0 * MM;
/// Third stop: what kind of document, and facts about it.
pub const STOP_3: f32 = 112.0 * MM;
/// Where everything ends on the right.
pub const RIGHT: f32 = 195.0 * MM;
/// Where the head begins.
pub const TOP: f32 = 14.0 * MM;
/// Where the body ends.
pub const BODY_END: f32 = 271.0 * MM;
/// Where the rule above the foot lies.
pub const FOOT: f32 = 280.0 * MM;
/// The longest text line that reads well.
pub const TEXT_WIDTH: f32 = 132.0 * MM;

/// Sizes of type.
pub mod size {
    /// Name of the seller in the head.
    pub const SELLER: f32 = 15.0;
    /// Title of the quotation.
    pub const TITLE: f32 = 17.0;
    /// Kind of document; the amount to pay.
    pub const LARGE: f32 = 12.0;
    /// Running text.
    pub const TEXT: f32 = 9.5;
    /// Tables.
    pub const TABLE: f32 = 9.0;
    /// Hashes, which are wide.
    pub const HASH: f32 = 8.5;
    /// Table heads and what belongs to the line above.
    pub const SMALL: f32 = 8.0;
    /// The foot.
    pub const FOOT: f32 = 7.5;
    /// A typed signature, at most.
    pub const SIGNATURE: f32 = 24.0;
}

/// The inks of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    #[default]
    Text,
    /// Text of the second rank.
    Soft,
    /// Labels.
    Faint,
    /// Hairlines between rows.
    Hair,
    /// A signature.
    Pen,
}

impl Ink {
    /// Red, green, blue.
    pub const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Ink::Text => (0x19, 0x1d, 0x1a),
            Ink::Soft => (0x47, 0x4d, 0x48),
            Ink::Faint => (0x61, 0x67, 0x5f),
            Ink::Hair => (0xc9, 0xc7, 0xbe),
            Ink::Pen => (0x1b, 0x2f, 0x52),
        }
    }
}
