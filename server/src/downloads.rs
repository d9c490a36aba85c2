//! Files and PDFs that staff fetch.
use crate::{gate, router::Site};
use axum::{
    Extension,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::ids::{AttachmentId, OrderId, QuoteId};
use serde::Deserialize;
use std::collections::HashMap;
use usecases::{Denied, Staff, files::Download};
use wire::pivot::PivotQuery;

/// Which version of a quotation.
#[derive(Deserialize)]
pub struct Version {
    /// Its number; the working version when missing.
    pub version: Option<u32>,
}

/// `GET /files/<id>`.
pub async fn file(State(site): State<Site>, Extension(by): Extension<Staff>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<AttachmentId>() else { return gate::problem(Denied::NotFound) };
    answer(usecases::files::download(&by, &site.cx, id).await, true)
}

/// `GET /quotations/<id>/pdf?version=n`.
pub async fn quote_pdf(
    State(site): State<Site>,
    Extension(by): Extension<Staff>,
    Path(id): Path<String>,
    version: Result<Query<Version>, QueryRejection>,
) -> Response {
    let Ok(id) = id.parse::<QuoteId>() else { return gate::problem(Denied::NotFound) };
    let version = version.ok().and_then(|Query(asked)| asked.version);
    answer(usecases::quotes::pdf(&by, &site.cx, id, version).await, false)
}

/// `GET /files/pivot?rows=…`: opportunities in groups, as their page shows them.
pub async fn pivot(
    State(site): State<Site>,
    Extension(by): Extension<Staff>,
    asked: Result<Query<HashMap<String, String>>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let query = PivotQuery::read(|key| asked.get(key).cloned());
    answer(usecases::crm::export_pivot(&by, &site.cx, query).await, true)
}

/// `GET /orders/<id>/evidence`: what was sealed of its acceptance.
pub async fn evidence(State(site): State<Site>, Extension(by): Extension<Staff>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<OrderId>() else { return gate::problem(Denied::NotFound) };
    answer(usecases::seals::evidence_for_staff(&by, &site.cx, id).await, true)
}

/// A file as an answer: kept by its name, never run.
pub fn answer(download: Result<Download, Denied>, keep: bool) -> Response {
    let Download { name, media_type, bytes } = match download {
        Ok(download) => download,
        Err(denied) => return gate::problem(denied),
    };
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    let text = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, text(&media_type));
    headers.insert(header::CONTENT_DISPOSITION, text(&disposition(&name, keep)));
    // A PDF viewer of the browser needs no more than its own styles; nothing in a file may run.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"),
    );
    if media_type == "application/pdf" {
        // Browsers refuse to show a sandboxed PDF; it is a document of our own making.
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
            ),
        );
    }
    answer
}

/// `Content-Disposition` by RFC 6266: an ASCII name for old programs, the true one encoded.
fn disposition(name: &str, keep: bool) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let kind = if keep { "attachment" } else { "inline" };
    let encoded = gate::encode(name).replace('/', "%2F");
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;
    use crate::corpora;

    #[test]
    fn no_name_of_a_file_adds_to_the_header_it_stands_in() {
        for name in [corpora::header(), corpora::html(), corpora::unicode()].concat() {
            let told = disposition(&name, true);
            let plain =
                told.strip_prefix("attachment; filename=\"").and_then(|rest| rest.split_once("\"; filename*=UTF-8''"));
            let (plain, encoded) = plain.unwrap_or_else(|| panic!("{told}"));
            assert!(!plain.contains(['"', '\\', '/', ';', '%']), "{told}");
            assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)), "{told}");
            assert!(HeaderValue::from_str(&told).is_ok(), "{told}");
        }
    }

    #[test]
    fn a_file_name_stays_a_name() {
        assert_eq!(
            disposition("a\"b\r\n/ä.pdf", true),
            "attachment; filename=\"a_b____.pdf\"; filename*=UTF-8''a%22b%0D%0A%2F%C3%A4.pdf"
        );
    }
}
