//! Files of the quotation, and its order.
use super::desk::Desk;
use crate::ui::{Icon, IconName};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use wire::shared::AttachmentView;

/// The panel of files; nothing while there are none.
#[component]
pub fn Files() -> impl IntoView {
    let desk = Desk::here();
    let files = Memo::new(move |_| desk.view.with(|view| view.files.clone()));
    view! {
        <Show when=move || files.with(|files| !files.is_empty())>
            <section class="panel">
                <header><h2>{desk.t.quotes_files()}</h2></header>
                {move || view! { <FileList t=desk.t files=files.get()/> }}
            </section>
        </Show>
    }
}

/// Files to download.
#[component]
pub fn FileList(
    /// The reader's texts.
    t: T,
    /// The files.
    files: Vec<AttachmentView>,
) -> impl IntoView {
    view! {
        <ul class="rel">
            {files.into_iter().map(|file| {
                let size = formats::size(t.figures(), file.size);
                view! {
                    <li class="row">
                        <Icon name=IconName::Document/>
                        <a class="cut" href=format!("/files/{}", file.id) download=file.name.clone()>{file.name.clone()}</a>
                        <span class="push faint t-12 nowrap">{size}</span>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}
