//! How calls and answers travel: JSON, read the way the data in a page is read.
//!
//! The browser's program would otherwise hold two readers of each type: one for text, that pages bring their data in,
//! and one for bytes.
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};
use std::str::from_utf8;

/// Arguments and answers in the bodies of a `POST`.
pub type Json = Post<JsonText>;

/// JSON that is text before it is read.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<V: Serialize> Encodes<V> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &V) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<V: DeserializeOwned> Decodes<V> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<V, Self::Error> {
        // What is no text is no JSON either: reading nothing says so.
        serde_json::from_str(from_utf8(&bytes).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_is_no_text_is_refused() {
        let bytes = <JsonText as Encodes<Vec<String>>>::encode(&vec!["€ \"ä\"".to_owned()]).unwrap();
        assert_eq!(<JsonText as Decodes<Vec<String>>>::decode(bytes).unwrap(), ["€ \"ä\""]);
        assert!(<JsonText as Decodes<Vec<String>>>::decode(Bytes::from_static(b"[\"\xff\"]")).is_err());
        assert!(<JsonText as Decodes<u8>>::decode(Bytes::from_static(b"7 8")).is_err());
    }
}
