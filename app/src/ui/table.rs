//! Table: heads that sort, a foot that pages, and cards on a phone.
use super::button::{IconButton, Look};
use super::icon::{Icon, IconName};
use super::words::words;
use domain::formats::figure;
use leptos::prelude::*;

/// Which column orders the rows, and which way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    /// Key of the column.
    pub column: String,
    /// From the largest or last.
    pub descending: bool,
}

impl Sorting {
    /// Ascending by a column.
    pub fn by(column: impl Into<String>) -> Sorting {
        Sorting { column: column.into(), descending: false }
    }

    /// What a press on the head of `column` asks for: the other way, or this column from the start.
    #[must_use]
    pub fn pressed(&self, column: &str) -> Sorting {
        Sorting { column: column.to_owned(), descending: self.column == column && !self.descending }
    }
}

/// A table in a region that scrolls sideways where it must. `head` holds the `<th>` cells, children the rows.
///
/// On a phone rows become two-line cards when `cards` is set; a cell says its place by class:
/// `c-title` and `c-end` above, `c-sub` and `c-note` below, `c-pick` for the check mark. Others step back.
///
/// ```ignore
/// view! {
///     <Table label=t.quotations() cards=true head=move || view! {
///         <SortHead column="number" sorting on_sort=move |by| sorting.set(by)>{t.number()}</SortHead>
///         <th scope="col">{t.customer()}</th>
///         <SortHead column="net" figures=true sorting on_sort=move |by| sorting.set(by)>{t.net()}</SortHead>
///     }>
///         <tr><th scope="row" class="c-title"><a href="…">"T-2026-0417"</a></th><td class="cut c-sub">…</td><td class="num c-end">…</td></tr>
///     </Table>
///     <Pager page per=80 total/>
/// }
/// ```
#[component]
pub fn Table(
    /// What it lists; spoken, and the region's name.
    #[prop(into)]
    label: Signal<String>,
    /// Cells of the head.
    #[prop(into)]
    head: ViewFn,
    /// Rows of the foot.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// Two-line cards on a phone.
    #[prop(optional)]
    cards: bool,
    /// Busy with other rows: says so, keeps showing the old ones.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let class = if cards { "table cards" } else { "table" };
    view! {
        <div class="scroll-x" role="region" tabindex="0" aria-label=label aria-busy=move || busy.get().then_some("true")>
            <table class=class>
                <caption class="sr">{label}</caption>
                <thead><tr>{head.run()}</tr></thead>
                <tbody>{children()}</tbody>
                {foot.map(|foot| view! { <tfoot>{foot.run()}</tfoot> })}
            </table>
        </div>
    }
}

/// The head of a column that can order the rows.
#[component]
pub fn SortHead(
    /// Key of the column.
    #[prop(into)]
    column: String,
    /// The order now.
    #[prop(into)]
    sorting: Signal<Sorting>,
    /// Told which order is wanted.
    #[prop(into)]
    on_sort: Callback<Sorting>,
    /// A column of figures: aligned at the end.
    #[prop(optional)]
    figures: bool,
    /// More classes: `wide`.
    #[prop(optional, into)]
    class: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let column = StoredValue::new(column);
    let order = move || {
        let sorting = sorting.get();
        column.with_value(|column| match sorting.column == *column {
            false => "none",
            true if sorting.descending => "descending",
            true => "ascending",
        })
    };
    let class = format!("{} {}", if figures { "num" } else { "" }, class.unwrap_or_default());
    view! {
        <th scope="col" class=class.trim().to_owned() aria-sort=order>
            <button type="button" on:click=move |_| on_sort.run(column.with_value(|column| sorting.get_untracked().pressed(column)))>
                {children()}
                {move || (order() != "none").then(|| view! { <Icon name=IconName::Down/> })}
            </button>
        </th>
    }
}

/// The foot of a list: which rows are shown, of how many, and the pages beside.
///
/// ```ignore
/// view! { <Pager page per=80 total=Signal::derive(move || list.get().total) on_page=move |page| go(page)/> }
/// ```
#[component]
pub fn Pager(
    /// The page shown, from 1.
    #[prop(into)]
    page: Signal<u64>,
    /// Rows on a page.
    per: u64,
    /// Rows in all.
    #[prop(into)]
    total: Signal<u64>,
    /// There are more than were counted; the last of `total` stands for them.
    #[prop(optional)]
    more: bool,
    /// Told which page is wanted.
    #[prop(into)]
    on_page: Callback<u64>,
    /// At the left: a sum, a count of chosen rows.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
) -> impl IntoView {
    let t = words();
    let pages = move || total.get().div_ceil(per.max(1)).max(1);
    let shown = move || {
        let (first, last) = span(page.get(), per, total.get());
        let write = |n: u64| figure(t.figures(), n.into(), 0);
        let all = if more { format!("{}+", write(total.get().saturating_sub(1))) } else { write(total.get()) };
        t.ui_rows_of(write(first), write(last), all)
    };
    view! {
        <nav class="tablefoot" aria-label=t.ui_pages()>
            {aside.map(|aside| aside.run())}
            <span class="push" role="status">{shown}</span>
            <IconButton look=Look::Normal small=true icon=IconName::Left label=t.ui_previous_page()
                disabled=Signal::derive(move || page.get() <= 1)
                on_press=move || on_page.run(page.get_untracked().saturating_sub(1).max(1))/>
            <IconButton look=Look::Normal small=true icon=IconName::Right label=t.ui_next_page()
                disabled=Signal::derive(move || page.get() >= pages())
                on_press=move || on_page.run(page.get_untracked() + 1)/>
        </nav>
    }
}

/// First and last row of a page; nothing is 0 to 0.
fn span(page: u64, per: u64, total: u64) -> (u64, u64) {
    let first = page.saturating_sub(1).saturating_mul(per);
    let last = first.saturating_add(per).min(total);
    (if total > first { first + 1 } else { last }, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_on_a_head_turns_the_order() {
        let start = Sorting::by("number");
        let turned = start.pressed("number");
        assert!(turned.descending);
        assert!(!turned.pressed("number").descending);
        assert_eq!(turned.pressed("net"), Sorting::by("net"));
    }

    #[test]
    fn the_foot_counts_the_rows_shown() {
        assert_eq!(span(1, 80, 8_800), (1, 80));
        assert_eq!(span(110, 80, 8_800), (8_721, 8_800));
        assert_eq!(span(2, 80, 81), (81, 81));
        assert_eq!(span(1, 80, 0), (0, 0));
    }
}
