//! The settings of payment terms: a table of what they say, and the terms that are edited in a drawer.
use super::{api::list_terms, form::TermsForm};
use crate::i18n::use_t;
use crate::ui::{Badge, Banner, Button, Drawer, IconName, Skeleton, Table, Tone};
use domain::{ids::PaymentTermsId, money::Currency, terms::PaymentTerms};
use i18n::{T, terms::sentence};
use leptos::prelude::*;
use leptos_meta::Title;
use wire::terms::{TermsFields, TermsForm as Stored, TermsView};

/// The page.
#[component]
pub fn TermsPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| list_terms());
    crate::live::on_change("payment_terms", None, move || found.refetch());
    // The drawer belongs to the page: what is typed in it stays when somebody else's change draws the table anew.
    let open = RwSignal::new(false);
    let edited = RwSignal::new(None::<Stored>);
    let edit = Callback::new(move |terms| {
        edited.set(terms);
        open.set(true);
    });
    let currency = StoredValue::new(crate::frame::currency());
    let title = Signal::derive(move || {
        edited.with(|terms| {
            let says = |terms: &Stored| says(t, terms.id, &terms.fields, currency.get_value());
            terms.as_ref().map_or_else(|| t.terms_new().to_owned(), says)
        })
    });
    view! {
        <Title text=t.terms_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
            <h1>{t.terms_title()}</h1>
            <span class="push"></span>
        </header>
        <div class="setview one">
            <div class="rules">
                <Transition fallback=move || view! { <Skeleton rows=6/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok(view) => view! { <Rows t view on_edit=edit/> }.into_any(),
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
        <Drawer id="terms-form" open=open title>
            <TermsForm t stored=edited.get_untracked() currency=currency.get_value() open/>
        </Drawer>
    }
}

/// The sentence of terms as they are typed.
pub(super) fn says(t: T, id: PaymentTermsId, fields: &TermsFields, currency: Currency) -> String {
    let terms = PaymentTerms { id, instalments: fields.instalments.clone(), early: fields.early };
    sentence(t, &terms, currency)
}

#[component]
fn Rows(t: T, view: TermsView, on_edit: Callback<Option<Stored>>) -> impl IntoView {
    let currency = view.currency;
    let head = move || {
        view! {
            <th scope="col">{t.terms_column_terms()}</th>
            <th scope="col" class="num">{t.terms_column_parts()}</th>
            <th scope="col">{t.terms_column_state()}</th>
        }
    };
    let row = move |terms: Stored| {
        let active = terms.fields.active;
        let (tone, state) = if active { (Tone::Positive, t.terms_in_use()) } else { (Tone::Plain, t.terms_retired()) };
        let (sentence, count) = (says(t, terms.id, &terms.fields, currency), terms.fields.instalments.len());
        view! {
            <tr class=(!active).then_some("dim")>
                <th scope="row"><button type="button" class="link" on:click=move |_| on_edit.run(Some(terms.clone()))>{sentence}</button></th>
                <td class="num">{count}</td>
                <td><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let rows = view.terms.into_iter().map(row).collect_view();
    view! {
        <section id="payment-terms">
            <div class="row"><p class="muted t-13 prose">{t.terms_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(None)>{t.terms_new()}</Button>
            </div>
            <div class="card gap"><Table label=t.terms_title() head>{rows}</Table></div>
        </section>
    }
}
