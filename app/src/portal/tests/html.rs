//! Reads a page as a browser does, just enough to find what is wrong with it.

/// Elements that have no end.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "img"];

/// A tag: its name, and whether it begins or ends an element.
pub struct Tag<'a> {
    pub name: &'a str,
    pub end: bool,
    /// Written with a slash at its end, as within a drawing.
    pub alone: bool,
    /// Names and values of its attributes.
    pub attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// Every tag outside of comments and scripts.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").unwrap().1;
            continue;
        }
        let mut quoted = false;
        let close = after.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let (inside, next) = after.split_at(close.unwrap());
        rest = &next[1..];
        let (end, alone) = (inside.starts_with('/'), inside.ends_with('/'));
        let inside = inside.trim_start_matches('/').trim_end_matches('/');
        let (name, words) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        if name.starts_with('!') {
            continue;
        }
        if name == "script" && !end {
            rest = rest.split_once("</script>").unwrap().1;
        }
        let end = end || name == "script";
        tags.push(Tag { name, end, alone: alone || name == "script", attributes: attributes(words) });
    }
    tags
}

fn attributes(words: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let length = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(after) => after.split_once('"').unwrap(),
            None => {
                let after = after.strip_prefix('=').unwrap_or(after);
                after.split_at(after.find(char::is_whitespace).unwrap_or(after.len()))
            }
        };
        out.push((name, value));
        rest = after.trim_start();
    }
    out
}

/// Elements end in the order they began, and no id stands twice.
pub fn check_well_formed(name: &str, html: &str) {
    assert!(html.starts_with("<!DOCTYPE html>"), "{name}");
    let (mut open, mut ids) = (Vec::new(), Vec::new());
    for tag in tags(html) {
        ids.extend(tag.attribute("id"));
        if tag.alone || VOID.contains(&tag.name) {
            continue;
        }
        if tag.end {
            assert_eq!(open.pop(), Some(tag.name), "{name}: an end without a beginning");
        } else {
            open.push(tag.name);
        }
    }
    assert!(open.is_empty(), "{name}: {open:?} left open");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{name}: an id stands twice");
}

/// What a strict Content-Security-Policy would stop.
pub fn check_policy(name: &str, html: &str, nonce: &str) {
    for tag in tags(html) {
        assert!(!["style", "iframe", "object", "base"].contains(&tag.name), "{name}: <{}>", tag.name);
        let ours = tag.name != "img" || tag.attribute("src").is_some_and(|address| address.starts_with("/q/"));
        assert!(ours, "{name}: a picture from elsewhere");
        for (attribute, value) in &tag.attributes {
            assert!(!attribute.starts_with("on") && *attribute != "style", "{name}: {attribute} in <{}>", tag.name);
            let address = ["href", "src", "action", "formaction"].contains(attribute);
            assert!(!address || !value.trim_start().to_lowercase().starts_with("javascript:"), "{name}: {value}");
        }
        if tag.name == "script" {
            assert_eq!(tag.attribute("nonce"), Some(nonce), "{name}");
        }
    }
}
