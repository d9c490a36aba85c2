//! Tags as they stand on cards, in lists and on the record.
use crate::{
    i18n::use_t,
    ui::{Icon, IconName},
};
use domain::{crm::tags::Tint, ids::OpportunityTagId};
use i18n::T;
use leptos::prelude::*;
use wire::tags::TagRef;

/// Tags in a row; nothing where there are none.
#[component]
pub(in crate::crm) fn Tags(
    /// Which.
    tags: Vec<TagRef>,
    /// Most that are shown; the others are counted.
    #[prop(default = usize::MAX)]
    most: usize,
    /// Told when one is taken off; without it they stay.
    #[prop(optional, into)]
    on_remove: Option<Callback<OpportunityTagId>>,
) -> impl IntoView {
    let t = use_t();
    if tags.is_empty() {
        return None;
    }
    let more = tags.len().saturating_sub(most);
    let names = tags.iter().skip(most).map(|tag| tag.name.clone()).collect::<Vec<_>>().join(", ");
    let item = |tag: TagRef| {
        let id = tag.id;
        let off = on_remove.map(|on_remove| {
            let label = t.tags_take(&tag.name);
            view! {
                <button type="button" aria-label=label on:click=move |_| on_remove.run(id)><Icon name=IconName::Cross/></button>
            }
        });
        view! { <li class=format!("tag {}", tag.tint.code())><span>{tag.name}</span>{off}</li> }
    };
    Some(view! {
        <ul class="tags" aria-label=t.tags_title()>
            {tags.into_iter().take(most).map(item).collect_view()}
            {(more > 0).then(|| view! {
                <li class="tag stone"><span aria-hidden="true">{format!("+{more}")}</span><span class="sr">{names}</span></li>
            })}
        </ul>
    })
}

/// What a tint is called.
pub(crate) fn tint_name(t: T, tint: Tint) -> &'static str {
    match tint {
        Tint::Moss => t.tags_tint_moss(),
        Tint::Straw => t.tags_tint_straw(),
        Tint::Clay => t.tags_tint_clay(),
        Tint::Spruce => t.tags_tint_spruce(),
        Tint::Stone => t.tags_tint_stone(),
    }
}
