//! Avatar: initials on one of three earth tints; people round, companies square.
use leptos::prelude::*;

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 20 px.
    Xs,
    /// 24 px.
    #[default]
    Sm,
    /// 28 px.
    Md,
    /// 40 px.
    Lg,
    /// 64 px.
    Xl,
}

/// Initials of a name; the name itself is its title unless it stands beside it (`silent`).
///
/// ```ignore
/// view! { <Avatar name="Aino Lehtonen"/> <Avatar name="Härmän Konepaja Oy" org=true silent=true/> }
/// ```
#[component]
pub fn Avatar(
    /// Whose.
    #[prop(into)]
    name: String,
    /// A company.
    #[prop(optional)]
    org: bool,
    /// The name stands beside it.
    #[prop(optional)]
    silent: bool,
    /// How large.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let tint = ["", " b", " c"][tint(&name)];
    let size = match size {
        Size::Xs => " xs",
        Size::Sm => "",
        Size::Md => " md",
        Size::Lg => " lg",
        Size::Xl => " xl",
    };
    let class = format!("avatar{tint}{size}{}", if org { " org" } else { "" });
    let letters = initials(&name);
    if silent {
        view! { <span class=class aria-hidden="true">{letters}</span> }.into_any()
    } else {
        view! { <span class=class role="img" aria-label=name.clone() title=name>{letters}</span> }.into_any()
    }
}

/// First letters of the first and the last word that begins with a letter; company forms do not count.
pub fn initials(name: &str) -> String {
    const FORMS: [&str; 9] = ["oy", "ab", "oyj", "abp", "ky", "ay", "ry", "tmi", "as"];
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| {
            let word = word.to_lowercase();
            word.starts_with(char::is_alphabetic) && !FORMS.contains(&word.as_str())
        })
        .collect();
    let first = |word: &&str| word.chars().next().map(|c| c.to_uppercase().to_string());
    let mut letters: String = words.first().and_then(first).unwrap_or_default();
    if words.len() > 1 {
        letters.extend(words.last().and_then(first));
    }
    letters
}

/// The same name has the same tint everywhere.
fn tint(name: &str) -> usize {
    let sum = name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (sum % 3) as usize
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_leave_company_forms_and_signs_out() {
        assert_eq!(initials("Aino Lehtonen"), "AL");
        assert_eq!(initials("Härmän Konepaja Oy"), "HK");
        assert_eq!(initials("As Oy Tampereen Näsijärvenrinne"), "TN");
        assert_eq!(initials("Kärkkäinen & Pojat Ky"), "KP");
        assert_eq!(initials("åland"), "Å");
        assert_eq!(initials("  "), "");
    }
}
