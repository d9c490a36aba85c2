//! Bars: shares of a whole, drawn as SVG so that lengths are attributes.
use leptos::prelude::*;

/// What a part of a bar means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// An amount.
    #[default]
    Amount,
    /// The one that matters.
    Ink,
    /// Somebody waits.
    Amber,
    /// Overdue or missing.
    Danger,
    /// Done.
    Positive,
}

/// One bar of parts, each in thousandths of its length; what they leave free is track.
///
/// ```ignore
/// view! { <Bar label="5 planned, 2 today, 1 overdue, 1 none" parts=vec![(556, Fill::Amount), (222, Fill::Amber), (111, Fill::Danger)]/> }
/// ```
#[component]
pub fn Bar(
    /// In words; silent when the figures stand beside it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Thousandths and meaning, from the start.
    #[prop(into)]
    parts: Signal<Vec<(u32, Fill)>>,
    /// More classes: `tall`, `small`.
    #[prop(optional, into)]
    class: Option<String>,
) -> impl IntoView {
    let class = class.map_or_else(|| "bar".to_owned(), |more| format!("bar {more}"));
    let silent = label.is_none().then_some("true");
    let role = label.is_some().then_some("img");
    let drawn = move || {
        laid_out(&parts.get())
            .into_iter()
            .map(|(from, long, fill)| {
                let class = match fill {
                    Fill::Amount => "",
                    Fill::Ink => "ink",
                    Fill::Amber => "amber",
                    Fill::Danger => "danger",
                    Fill::Positive => "positive",
                };
                view! {
                    <rect class=class x=percent(from) width=percent(long) height="100%"></rect>
                    {(from > 0).then(|| view! { <rect class="gap" x=percent(from) width="1" height="100%"></rect> })}
                }
            })
            .collect_view()
    };
    view! { <svg class=class role=role aria-label=label aria-hidden=silent>{drawn}</svg> }
}

/// Start, length and meaning of each part that has a length, never beyond the end.
fn laid_out(parts: &[(u32, Fill)]) -> Vec<(u32, u32, Fill)> {
    let mut from = 0_u32;
    let mut out = Vec::with_capacity(parts.len());
    for (long, fill) in parts {
        let long = (*long).min(1000 - from);
        if long > 0 {
            out.push((from, long, *fill));
        }
        from += long;
    }
    out
}

fn percent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_and_never_leave_the_bar() {
        let parts = [(700, Fill::Amount), (0, Fill::Amber), (500, Fill::Danger)];
        assert_eq!(laid_out(&parts), [(0, 700, Fill::Amount), (700, 300, Fill::Danger)]);
        assert_eq!(percent(625), "62.5%");
    }
}
