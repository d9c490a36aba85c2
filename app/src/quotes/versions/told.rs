//! A difference in one or two sentences.
use domain::{formats, quotes::difference::LineChange};
use i18n::T;
use rust_decimal::Decimal;
use wire::quotes::VersionsView;

/// What it costs more or less, what came, went and changed, and how much is as it was.
pub(super) fn told(t: T, view: &VersionsView) -> String {
    if view.versions.len() == 1 {
        return t.versions_only().to_owned();
    }
    let difference = &view.difference;
    if difference.is_empty() {
        return t.versions_none().to_owned();
    }
    let by = difference.after.net - difference.before.net;
    let amount = formats::money(t.figures(), by.abs(), &view.currency);
    let cost = match by.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => t.versions_less(view.to, amount),
        std::cmp::Ordering::Greater => t.versions_more(view.to, amount),
        std::cmp::Ordering::Equal => t.versions_same(view.to),
    };
    let count = |wanted: fn(&LineChange) -> bool| difference.lines.iter().filter(|change| wanted(change)).count();
    let added = count(|change| matches!(change, LineChange::Added { .. }));
    let removed = count(|change| matches!(change, LineChange::Removed { .. }));
    let changed = count(|change| matches!(change, LineChange::Changed { .. }));
    let mut sentences = vec![cost];
    let mut say = |count: usize, words: String| {
        if count > 0 {
            sentences.push(words);
        }
    };
    say(added, t.versions_added_count(added));
    say(removed, t.versions_removed_count(removed));
    say(changed, t.versions_changed_count(changed));
    say(difference.unchanged, t.versions_unchanged(difference.unchanged));
    sentences.join(" ")
}
