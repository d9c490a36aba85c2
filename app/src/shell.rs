//! The HTML around every page: head, scripts, and what the server decides before anything is drawn.
use crate::{App, i18n::page_lang, parts::Part};
use i18n::Lang;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// Addresses of the built files, each with the hash of its content.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The styles.
    pub css: String,
    /// The script that loads the program.
    pub js: String,
    /// The program.
    pub wasm: String,
    /// The program's other parts, by name.
    pub parts: Vec<(String, String)>,
    /// Texts of the first part, in the order of [`Lang::ALL`].
    pub lang: [String; 3],
    /// Texts of the other parts, in the same order.
    pub later: [String; 3],
}

impl Assets {
    /// Asks `href` for the address of each file by its name; `names` are those of all files.
    pub fn new(href: impl Fn(&str) -> String, names: &[String]) -> Assets {
        Assets {
            css: href("tarjous.css"),
            js: href("tarjous.js"),
            wasm: href("tarjous_bg.wasm"),
            parts: names
                .iter()
                .filter(|name| parts_in(name).is_some())
                .map(|name| (name.clone(), href(name)))
                .collect(),
            lang: Lang::ALL.map(|lang| href(&format!("lang-{}.txt", lang.code()))),
            later: Lang::ALL.map(|lang| href(&format!("lang-{}-later.txt", lang.code()))),
        }
    }

    /// Addresses of the files that a part of the program consists of.
    #[cfg_attr(not(feature = "ssr"), allow(dead_code))]
    fn files(&self, part: Part) -> Vec<String> {
        let needed = |name: &str| parts_in(name).is_some_and(|mut parts| parts.any(|named| named == part.name()));
        self.parts.iter().filter(|(name, _)| needed(name)).map(|(_, href)| href.clone()).collect()
    }

    /// Texts of the first part and of the others.
    fn texts(&self, lang: Lang) -> (String, String) {
        let at = Lang::ALL.iter().position(|known| *known == lang).unwrap_or_default();
        let of = |texts: &[String; 3]| texts.get(at).cloned().unwrap_or_default();
        (of(&self.lang), of(&self.later))
    }
}

/// The parts that need a file, by its name: `tarjous.editor-records.wasm`. None if it is no part at all.
fn parts_in(name: &str) -> Option<impl Iterator<Item = &str>> {
    Some(name.strip_prefix("tarjous.")?.strip_suffix(".wasm")?.split('-'))
}

/// Light, dark, or as the device has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All, in the order they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// As the cookie and `data-theme` have it.
    pub const fn code(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// One pair of a cookie header, when it is ours.
    pub fn from_cookie(pair: &str) -> Option<Theme> {
        let value = pair.trim().strip_prefix("theme=")?;
        Theme::ALL.into_iter().find(|theme| theme.code() == value)
    }

    /// The value of `data-theme`; none leaves it to the device.
    pub fn forced(self) -> Option<&'static str> {
        (self != Theme::System).then(|| self.code())
    }
}

/// The document. Also sets the answer's content security policy, because only here the nonce is known.
pub fn shell() -> impl IntoView {
    let lang = page_lang();
    let assets = use_context::<Assets>().unwrap_or_default();
    let nonce = use_nonce();
    #[cfg(feature = "ssr")]
    let theme = {
        let nonce = nonce.as_ref().map(ToString::to_string).unwrap_or_default();
        crate::admit::answer_header(http::header::CONTENT_SECURITY_POLICY, &policy(&nonce));
        crate::admit::request_theme()
    };
    #[cfg(not(feature = "ssr"))]
    let theme = Theme::System;
    let (texts, later) = assets.texts(lang);
    // Side by side with the first part, which asks for them only when it runs.
    #[cfg(feature = "ssr")]
    let parts = match Part::of(&crate::admit::request_path()) {
        Some(part) => assets.files(part).into_iter().chain([later.clone()]).collect(),
        None => Vec::new(),
    };
    #[cfg(not(feature = "ssr"))]
    let parts = Vec::<String>::new();
    view! {
        <!DOCTYPE html>
        <html lang=lang.code() data-theme=theme.forced() data-texts=later>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="referrer" content="same-origin"/>
                <link rel="stylesheet" href=assets.css/>
                <link rel="icon" href=ICON/>
                <link rel="modulepreload" href=assets.js.clone() nonce=nonce.clone()/>
                <link rel="preload" href=assets.wasm.clone() r#as="fetch" crossorigin="anonymous"/>
                {parts.into_iter().map(|part| view! {
                    <link rel="preload" href=part r#as="fetch" crossorigin="anonymous"/>
                }).collect_view()}
                <link rel="preload" href=texts.clone() r#as="fetch" crossorigin="anonymous"/>
                <script type="module" nonce=nonce inner_html=start(&assets.js, &assets.wasm, &texts)></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The mark, as browsers show it on a tab.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Crect width='20' height='20' rx='5' fill='%231b4a3a'/%3E%3Cpath d='M5 6.3h10M10 6.3v5.2c0 2.6 2.6 2.9 4.6 1.6' fill='none' stroke='%23fff' stroke-width='1.9' stroke-linecap='round'/%3E%3C/svg%3E";

/// Fetches program and texts side by side, then hands the texts to the program.
fn start(js: &str, wasm: &str, texts: &str) -> String {
    // Addresses are names of built files with a hash; quoting them as JSON text keeps them data whatever they hold.
    let [js, wasm, texts] = [js, wasm, texts].map(quoted);
    format!(
        "import init,{{start}} from {js};\
         const texts=fetch({texts}).then(r=>r.ok?r.text():Promise.reject(r.status));\
         await init({{module_or_path:{wasm}}});start(await texts);"
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('<', "\\u003c"))
}

/// What a staff page may load and do.
#[cfg_attr(not(feature = "ssr"), allow(dead_code))]
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_is_read_from_its_own_cookie_only() {
        assert_eq!(Theme::from_cookie(" theme=dark"), Some(Theme::Dark));
        assert_eq!(Theme::from_cookie("theme=purple"), None);
        assert_eq!(Theme::from_cookie("mytheme=dark"), None);
        assert_eq!(Theme::System.forced(), None);
    }

    #[test]
    fn a_part_brings_the_files_that_carry_its_name() {
        let names = ["tarjous_bg.wasm", "tarjous.css", "tarjous.editor.wasm", "tarjous.editor-records.wasm"];
        let assets = Assets::new(|name| format!("/pkg/{name}"), &names.map(str::to_owned));
        assert_eq!(assets.files(Part::Records), ["/pkg/tarjous.editor-records.wasm"]);
        assert_eq!(assets.files(Part::Editor).len(), 2);
        assert!(assets.files(Part::Home).is_empty());
    }

    #[test]
    fn an_address_cannot_end_the_script() {
        let script = start("/a.js", "/b\"</script>", "/c.txt");
        assert!(!script.contains("</script>"));
        assert!(script.contains("/b\\\"\\u003c/script>"));
    }

    #[test]
    fn no_page_may_run_what_it_did_not_bring() {
        let policy = policy("abc");
        assert!(policy.contains("'nonce-abc'"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
}
