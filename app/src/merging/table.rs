//! The table of a merge: every field with both values, and which of them wins.
use super::desk::{Desk, Merging, Side};
use crate::{
    i18n::use_t,
    ui::{Icon, IconName},
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use wire::merge::MergeField;

/// The two records side by side.
pub(super) fn choices<V: Merging>(desk: Desk<V>) -> impl IntoView {
    let Desk { t, view, taken, .. } = desk;
    let all = move |of_merged: bool| {
        let codes = view.with_untracked(|view| view.fields().iter().map(|field| field.code.clone()).collect());
        taken.set(if of_merged { codes } else { BTreeSet::new() });
    };
    let head = move |side: Side<V::Id>, what: &'static str, of_merged: bool| {
        let label = t.merge_take_all_of(&side.name);
        view! {
            <th scope="col">
                <span class="faint">{what}</span>
                <a href=V::page(side.id)><b>{side.name}</b></a>
                <span class="muted">{side.about}</span>
                <button type="button" class="link" aria-label=label on:click=move |_| all(of_merged)>{t.merge_take_all()}</button>
            </th>
        }
    };
    let row = move |field: MergeField| {
        let [name, stays, goes] = V::words(t, &field);
        let same = field.stays == field.goes;
        // What neither knows is nothing to choose.
        let said = !V::QUIET || !stays.is_empty() || !goes.is_empty();
        said.then(|| view! { <ChoiceRow code=field.code name stays goes same taken/> })
    };
    view! {
        <table class="table merging">
            <thead>
                <tr>
                    <th scope="col"><span class="sr">{t.merge_field()}</span></th>
                    {move || {
                        let [stays, goes] = view.with(|view| view.sides(t));
                        (head(stays, t.merge_stays(), false), head(goes, t.merge_goes(), true))
                    }}
                </tr>
            </thead>
            <tbody>{move || view.with(|view| view.fields().to_vec()).into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A field with both values, one of which is chosen; a line where they are the same.
#[component]
fn ChoiceRow(
    /// The field, by code.
    code: String,
    /// What it is called.
    name: String,
    /// What stands in the one that stays; empty for nothing.
    stays: String,
    /// What stands in the one that is merged.
    goes: String,
    /// Whether the two are the same.
    same: bool,
    /// Fields taken from the one that is merged, by code.
    taken: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let t = use_t();
    if same {
        let same = if stays.is_empty() {
            view! { <span class="faint">{t.merge_empty()}</span> }.into_any()
        } else {
            view! { <Icon name=IconName::Check/>" "{t.merge_same(stays)} }.into_any()
        };
        return view! { <tr><th scope="row">{name}</th><td colspan="2" class="wraps">{same}</td></tr> }.into_any();
    }
    let cell = |value: String, of_merged: bool| {
        let group = format!("merge-{code}");
        let code = StoredValue::new(code.clone());
        let label = format!("{name}: {}", if value.is_empty() { t.merge_empty() } else { &value });
        let chosen = move || code.with_value(|code| taken.with(|taken| taken.contains(code))) == of_merged;
        let words = if value.is_empty() {
            view! { <span class="faint">{t.merge_empty()}</span> }.into_any()
        } else {
            view! { <span>{value}</span> }.into_any()
        };
        let choose = move |_| {
            taken.update(|taken| {
                if of_merged {
                    taken.insert(code.get_value());
                } else {
                    code.with_value(|code| taken.remove(code));
                }
            });
        };
        view! {
            <td class="wraps" class:muted=move || !chosen()>
                <label class="check">
                    <input type="radio" name=group aria-label=label checked=chosen() prop:checked=chosen on:change=choose/>
                    {words}
                </label>
            </td>
        }
    };
    let cells = (cell(stays, false), cell(goes, true));
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }.into_any()
}
