//! An address of a web form, to be copied.
use crate::{
    i18n::use_t,
    quotes::write_clipboard,
    ui::{Button, IconName},
};
use leptos::{html, prelude::*};

/// The address, and a button that copies it.
#[component]
pub(super) fn Address(
    /// Id, once per page.
    id: &'static str,
    /// What it is for.
    label: &'static str,
    /// The address.
    url: String,
) -> impl IntoView {
    let t = use_t();
    let node = NodeRef::<html::Input>::new();
    let done = RwSignal::new(None::<bool>);
    let address = StoredValue::new(url.clone());
    let select = move || {
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
            input.select();
        }
    };
    let copy = move |()| {
        select();
        address.with_value(|address| write_clipboard(address, move |copied| done.set(Some(copied))));
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="row">
                <input node_ref=node id=id class="input mono" readonly value=url/>
                <Button icon=IconName::Copy on_press=copy>{t.intake_copy()}</Button>
            </div>
            <span class="hint" role="status">
                {move || done.get().map(|copied| if copied { t.intake_copied() } else { t.intake_copy_by_hand() })}
            </span>
        </div>
    }
}
