//! The built files under `/pkg`: scripts, WASM, styles, language tables.
//!
//! The build leaves a manifest that names each file with the hash of its content. An address from [`href`]
//! carries that hash, so a browser may keep the answer for good; without it the browser asks again each time.
//! A release holds the files inside the program (feature `embed`); otherwise they are read from disk.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::{borrow::Cow, sync::Arc};

#[cfg(not(feature = "embed"))]
use disk::source;
#[cfg(feature = "embed")]
use embedded::source;

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// Serves `/pkg/…`. The answers are packed already: no compression layer belongs over them.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(
        "/pkg/{*path}",
        get(async |Path(path): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap| {
            answer(&source(), &path, query.as_deref(), &headers)
        }),
    )
}

/// The address of a built file, with its hash: `/pkg/portal.css?v=…`.
pub fn href(name: &str) -> String {
    match source().hash(name) {
        Some(hash) => format!("/pkg/{name}?v={hash}"),
        None => {
            tracing::error!(file = name, "not among the built files; build the site first");
            format!("/pkg/{name}")
        }
    }
}

/// A style that stands in the page itself.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// The rules; empty where they cannot stand in a page.
    pub text: Arc<str>,
    /// How a Content-Security-Policy names just these rules: `'sha256-…'`.
    pub source: Arc<str>,
}

/// A built style as it stands in a page; as it was when the program started.
pub fn style(name: &str) -> Style {
    let bytes = source().load(name).unwrap_or_default();
    match std::str::from_utf8(&bytes) {
        // An end tag within would end the style too early.
        Ok(text) if !text.is_empty() && !text.contains("</") => {
            let source = format!("'sha256-{}'", STANDARD.encode(vault::digest::sha256(text.as_bytes())));
            Style { text: text.into(), source: source.into() }
        }
        _ => Style { text: "".into(), source: "".into() },
    }
}

/// The names of all built files.
pub fn names() -> Vec<String> {
    lines(&source().manifest()).map(|(_, name)| name.to_owned()).collect()
}

/// Where built files come from.
trait Source {
    /// What names each file with its hash.
    fn manifest(&self) -> Cow<'static, str>;
    /// The hash of a file's content; `None` for whatever the manifest does not name.
    fn hash(&self, name: &str) -> Option<String> {
        find(&self.manifest(), name).map(str::to_owned)
    }
    /// A file's bytes, or those of its packed form (`name.br`, `name.gz`).
    fn load(&self, name: &str) -> Option<Bytes>;
}

fn answer(source: &impl Source, path: &str, query: Option<&str>, headers: &HeaderMap) -> Response<Body> {
    // Only what the manifest names is ever looked up, so a path cannot lead elsewhere.
    let Some(hash) = source.hash(path) else { return not_found() };
    let asked = query.into_iter().flat_map(|query| query.split('&')).find_map(|pair| pair.strip_prefix("v="));
    let exact = asked == Some(&hash);
    // Parts of two builds do not fit together; the page that is told so loads anew.
    if asked.is_some() && !exact && path.ends_with(".wasm") {
        return not_found();
    }
    let packed = encodings(headers).into_iter().find_map(|encoding| {
        let bytes = source.load(&format!("{path}.{}", encoding.ending()))?;
        Some((encoding, bytes))
    });
    let (encoding, bytes) = match packed {
        Some((encoding, bytes)) => (Some(encoding), bytes),
        None => match source.load(path) {
            Some(bytes) => (None, bytes),
            None => return not_found(),
        },
    };
    let tag = format!("\"{hash}{}\"", encoding.map_or("", Encoding::suffix));
    let same = holds(headers, &tag);
    let mut response = Response::new(if same { Body::empty() } else { Body::from(bytes) });
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(if exact { FOR_GOOD } else { ASK_AGAIN }));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    if same {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    response
}

fn not_found() -> Response<Body> {
    let mut response = Response::new(Body::from("Not found\n"));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    out.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Whether the browser says it holds exactly this content.
fn holds(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|held| held == "*" || held.trim_start_matches("W/") == tag)
}

/// A form in which a file may lie packed beside itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gz",
        }
    }

    /// Different bytes need a different tag.
    fn suffix(self) -> &'static str {
        match self {
            Encoding::Brotli => "-br",
            Encoding::Gzip => "-gz",
        }
    }
}

/// What the browser takes, the smallest first.
fn encodings(headers: &HeaderMap) -> Vec<Encoding> {
    let offers: Vec<&str> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .filter(|encoding| offers.iter().any(|offer| takes(offer, *encoding)))
        .collect()
}

/// One offer, such as `br` or `gzip;q=0.5`; `q=0` is a refusal.
fn takes(offer: &str, encoding: Encoding) -> bool {
    let mut parts = offer.split(';').map(str::trim);
    let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding.name()));
    let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|q| q.chars().all(|c| c == '0' || c == '.'));
    named && !refused
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The hash of a name in a manifest of lines `hash name`.
fn find<'m>(manifest: &'m str, name: &str) -> Option<&'m str> {
    lines(manifest).find(|(_, named)| *named == name).map(|(hash, _)| hash)
}

fn lines(manifest: &str) -> impl Iterator<Item = (&str, &str)> {
    manifest.lines().filter_map(|line| line.split_once(' '))
}

#[cfg(any(test, not(feature = "embed")))]
mod disk {
    //! For development: read anew each time, so that a rebuilt style shows at the next reload.
    use super::{Bytes, Cow, Source};
    use std::path::PathBuf;

    pub(super) struct Disk {
        pub(super) folder: PathBuf,
    }

    /// The folder `TARJOUS_SITE`, or where the build for development leaves it.
    #[cfg(not(feature = "embed"))]
    pub(super) fn source() -> Disk {
        let built = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site");
        Disk { folder: std::env::var_os("TARJOUS_SITE").map_or_else(|| built.into(), PathBuf::from) }
    }

    impl Source for Disk {
        fn manifest(&self) -> Cow<'static, str> {
            std::fs::read_to_string(self.folder.join("manifest")).unwrap_or_default().into()
        }

        fn load(&self, name: &str) -> Option<Bytes> {
            std::fs::read(self.folder.join("pkg").join(name)).ok().map(Bytes::from)
        }
    }
}

#[cfg(feature = "embed")]
mod embedded {
    //! For release: the built site inside the program.
    use super::{Bytes, Cow, Source};
    use rust_embed::RustEmbed;

    #[derive(RustEmbed)]
    #[folder = "../target/site-release"]
    pub(super) struct Embedded;

    pub(super) fn source() -> Embedded {
        Embedded
    }

    impl Source for Embedded {
        fn manifest(&self) -> Cow<'static, str> {
            match Embedded::get("manifest").map(|file| file.data) {
                Some(Cow::Borrowed(bytes)) => String::from_utf8_lossy(bytes),
                Some(Cow::Owned(bytes)) => String::from_utf8_lossy(&bytes).into_owned().into(),
                None => Cow::default(),
            }
        }

        fn load(&self, name: &str) -> Option<Bytes> {
            Some(match Embedded::get(&format!("pkg/{name}"))?.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::from(bytes),
            })
        }
    }
}

#[cfg(test)]
#[path = "site_tests.rs"]
mod tests;
