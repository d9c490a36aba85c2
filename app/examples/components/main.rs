//! Every part of the design system in its states, as one page to look at.
//!
//! `cargo run -p app --example components --features ssr -- light > components.html`, then open the file from the
//! top of the repository, where it finds `style/staff.css`. The argument is `light`, `dark` or nothing.
mod fields;
mod floating;
mod lists;
mod sheet;
mod states;
mod talk;

use leptos::prelude::*;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let theme = std::env::args().nth(1);
    let body = Owner::new().with(|| {
        let t = i18n::T::new(i18n::Lang::En);
        provide_context(t);
        view! { <sheet::Sheet/> }.to_html()
    });
    let theme = theme.map_or_else(String::new, |theme| format!(" data-theme=\"{theme}\""));
    write!(
        std::io::stdout(),
        "<!doctype html>\n<html lang=\"en\"{theme}><head><meta charset=\"utf-8\"><title>Parts</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"style/staff.css\"><style>.parts {{ display: grid; gap: 0 48px; \
         grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)) }} .page {{ max-inline-size: none }}</style></head><body>{body}</body></html>\n"
    )
}
