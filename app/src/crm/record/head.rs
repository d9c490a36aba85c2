//! The head of the record: where it is found, what it is, and the acts that end it.
use super::{acts::Acts, beside::Beside};
use crate::{
    i18n::use_t,
    sheet::KeptState,
    ui::{Button, Icon, IconName, Look, Menu, MenuItem},
};
use domain::crm::OpportunityState;
use leptos::prelude::*;

/// The head; on a phone the acts are in a menu.
#[component]
pub(super) fn Head(
    acts: Acts,
    /// The button that makes a quotation.
    #[prop(into)]
    offer: ViewFn,
) -> impl IntoView {
    let t = use_t();
    let view = acts.view;
    let title = Memo::new(move |_| view.with(|view| view.title.clone()));
    let priority = Memo::new(move |_| view.with(|view| view.priority));
    let open = Memo::new(move |_| view.with(|view| view.state == OpportunityState::Open));
    let won = move |()| acts.close(OpportunityState::Won, String::new());
    let lost = move |()| acts.asking.set(true);
    let again = move |()| acts.close(OpportunityState::Open, String::new());
    let offer = StoredValue::new(offer);
    view! {
        <header class="top">
            <nav class="crumb wide" aria-label=t.crm_breadcrumb()>
                <a href="/pipeline">{t.crm_pipeline()}</a>
                <span>"/"</span>
            </nav>
            <a class="btn ghost icon narrow" href="/pipeline" aria-label=t.crm_back()><Icon name=IconName::Left/></a>
            <h1>{title}</h1>
            {move || (priority.get() > 0).then(|| view! {
                <span class="stars wide t-amber" role="img" aria-label=t.crm_stars(priority.get())>
                    {(0..3).map(|at| view! { <Icon name=IconName::Star class=if at < priority.get() { "full" } else { "" }/> }).collect_view()}
                </span>
            })}
            <span class="push"></span>
            <Beside acts/>
            <span class="wide"><KeptState keeper=acts.keeper/></span>
            <Show
                when=move || open.get()
                fallback=move || view! { <Button on_press=again>{t.crm_reopen()}</Button> }
            >
                <span class="row wide">
                    <Button on_press=lost>{t.crm_mark_lost()}</Button>
                    <Button icon=IconName::Flag on_press=won>{t.crm_mark_won()}</Button>
                    {offer.with_value(ViewFn::run)}
                </span>
                <span class="narrow">
                    <Menu id="acts" label=t.frame_more() look=Look::Normal>
                        <MenuItem icon=IconName::Flag on_press=won>{t.crm_won()}</MenuItem>
                        <MenuItem icon=IconName::Cross danger=true on_press=lost>{t.crm_lost_give_reason()}</MenuItem>
                    </Menu>
                </span>
            </Show>
        </header>
    }
}
