//! Bringing a file to be imported: what kind of file, and the place for it.
use super::drop::FileDrop;
use crate::{
    i18n::use_t,
    ui::{Icon, IconName, Segment, Segmented},
};
use domain::imports::ImportKind;
use i18n::T;
use leptos::prelude::*;

/// What a kind is called.
pub(super) fn kind_name(t: T, kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Products => t.products_products(),
        ImportKind::Customers => t.parties_customers(),
        ImportKind::Prices => t.imports_prices(),
    }
}

/// The kind, the place for the file, and a sample to begin from. The page of the import opens by itself.
#[component]
pub(super) fn Upload() -> impl IntoView {
    let t = use_t();
    let kind = RwSignal::new(ImportKind::Products.code().to_owned());
    let options: Vec<Segment> =
        ImportKind::ALL.into_iter().map(|kind| Segment::new(kind.code(), kind_name(t, kind))).collect();
    let address = move |name: String| {
        let (key, kind) = (uuid::Uuid::new_v4(), kind.get_untracked());
        format!("/api/imports/bring?key={key}&kind={kind}&name={name}")
    };
    view! {
        <section class="bring" aria-label=t.imports_kind()>
            <Segmented id="import-kind" label=t.imports_kind() value=kind options/>
            <FileDrop id="import-file" accept=".csv,.tsv,.txt,.xlsx,text/csv" limits=t.imports_limits() address page="/settings/import"/>
            <p>
                <a class="btn sm" download href=move || format!("/files/sample/{}", kind.get())>
                    <Icon name=IconName::Download/>{t.imports_sample()}
                </a>
            </p>
        </section>
    }
}
