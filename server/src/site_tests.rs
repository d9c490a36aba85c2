//! What a browser may rely on under `/pkg`.
#![allow(clippy::unwrap_used)]

use super::disk::Disk;
use super::*;
use std::fs;

/// A site of one script with both packed forms, and a secret beside it.
struct Built(Disk);

impl Built {
    fn new(name: &str) -> Built {
        let folder = std::env::temp_dir().join(format!("tarjous-site-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("pkg")).unwrap();
        for (file, content) in [
            ("pkg/a.js", "plain"),
            ("pkg/a.js.br", "brotli"),
            ("pkg/a.js.gz", "gzip"),
            ("pkg/a.wasm", "program"),
            ("secret", "secret"),
        ] {
            fs::write(folder.join(file), content).unwrap();
        }
        fs::write(folder.join("manifest"), "0123456789abcdef a.js\nfedcba9876543210 a.wasm\n").unwrap();
        Built(Disk { folder })
    }

    fn ask(&self, path: &str, query: Option<&str>, headers: &[(header::HeaderName, &str)]) -> Response<Body> {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        answer(&self.0, path, query, &headers)
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0.folder);
    }
}

fn said(response: &Response<Body>, name: header::HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

async fn body(response: Response<Body>) -> Bytes {
    axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap()
}

#[tokio::test]
async fn the_smallest_form_the_browser_takes_is_sent() {
    let built = Built::new("forms");
    for (offer, encoding, content) in [
        ("gzip, deflate, br, zstd", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", "gzip"),
        ("br;q=0.0, identity", "", "plain"),
        ("zstd", "", "plain"),
        ("", "", "plain"),
    ] {
        let response = built.ask("a.js", None, &[(header::ACCEPT_ENCODING, offer)]);
        assert_eq!(said(&response, header::CONTENT_ENCODING), encoding, "{offer}");
        assert_eq!(said(&response, header::VARY), "accept-encoding");
        assert_eq!(said(&response, header::CONTENT_TYPE), "text/javascript; charset=utf-8");
        assert_eq!(said(&response, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(body(response).await, content, "{offer}");
    }
}

#[tokio::test]
async fn only_the_address_with_the_right_hash_is_kept_for_good() {
    let built = Built::new("cache");
    let cache = |query| said(&built.ask("a.js", query, &[]), header::CACHE_CONTROL).to_owned();
    assert_eq!(cache(Some("v=0123456789abcdef")), FOR_GOOD);
    assert_eq!(cache(Some("v=of-an-older-build")), ASK_AGAIN);
    assert_eq!(cache(None), ASK_AGAIN);
}

#[tokio::test]
async fn a_part_of_another_build_is_not_handed_out_as_if_it_fitted() {
    let built = Built::new("parts");
    let status = |query| built.ask("a.wasm", query, &[]).status();
    assert_eq!(status(Some("v=fedcba9876543210")), StatusCode::OK);
    assert_eq!(status(None), StatusCode::OK);
    assert_eq!(status(Some("v=of-an-older-build")), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_the_browser_holds_is_not_sent_again() {
    let built = Built::new("tag");
    let first = built.ask("a.js", None, &[(header::ACCEPT_ENCODING, "br")]);
    let tag = said(&first, header::ETAG).to_owned();
    let again = built.ask(
        "a.js",
        None,
        &[(header::ACCEPT_ENCODING, "br"), (header::IF_NONE_MATCH, &format!("\"x\", W/{tag}"))],
    );
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(said(&again, header::ETAG), tag);
    assert!(body(again).await.is_empty());
    let other_form = built.ask("a.js", None, &[(header::IF_NONE_MATCH, &tag)]);
    assert_eq!(other_form.status(), StatusCode::OK);
}

#[tokio::test]
async fn nothing_outside_the_manifest_is_served() {
    let built = Built::new("paths");
    for path in ["../secret", "..%2Fsecret", "a.js.br", "manifest", "", "b.js", "/etc/passwd"] {
        let response = built.ask(path, None, &[]);
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(said(&response, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    }
}

#[test]
fn an_address_carries_the_hash_of_the_manifest() {
    assert_eq!(find("aa a.js\nbb portal.css\n", "portal.css"), Some("bb"));
    assert_eq!(find("aa a.js\nbb portal.css\n", "css"), None);
    assert_eq!(href("never-built.css"), "/pkg/never-built.css");
}
