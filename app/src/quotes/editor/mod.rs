//! The editor of one quotation: head, facts, lines, totals, checks, sending, links, comments, timeline.
mod acceptance;
mod approval;
mod autosave;
mod banners;
mod before_sending;
mod beside;
mod cancel;
mod catalogue;
mod cell;
mod change_currency;
mod change_party;
mod combo_picker;
mod combo_prices;
mod combo_rows;
mod comments;
mod copy;
mod customer_choice;
mod deliver_dialog;
mod delivering;
mod delivery_day;
mod deposit;
mod desk;
mod discount_dialog;
mod discounting;
mod drag;
mod exempt;
mod extras;
mod files;
mod fold;
mod give_time;
mod grid;
mod hand_over;
mod handling;
mod head;
mod head_fields;
mod heading_sheet;
mod keyboard;
mod keys;
mod letter;
mod letter_words;
mod line;
mod line_sheet;
mod links;
mod load_panel;
mod mail_preview;
mod margin;
mod merge;
mod new_product;
mod origin;
mod paste;
mod picker;
mod preflight;
mod presence;
mod pricing;
mod product_search;
mod proposal;
mod range;
mod reading;
mod recipients;
mod role_notes;
mod row_data;
mod row_figures;
mod saver;
mod scheduled;
mod send_dialog;
mod sending_time;
mod shipment;
mod suggestions;
mod sums;
mod taken;
mod taking;
mod taxing;
mod template_dialog;
mod templating;
mod top;
mod totals;
mod undo;
mod unit_select;
mod update_prices;
mod update_taxes;
mod why;
mod why_combo;
mod why_conflict;
mod why_figure;
mod why_offered;
mod why_payment;
mod why_pop;
mod why_quantity;
mod why_role;
mod why_tax;
mod why_value;

pub use files::FileList;
pub use totals::Sums;
pub use why_figure::Figure;

use super::api::read_quote;
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    messages::{NoteComposer, Timeline},
    ui::{Skeleton, lasting},
    wire::AppError,
};
use autosave::Event;
use desk::Desk;
use domain::ids::QuoteId;
use keyboard::Keyboard;
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wire::{messages::Subject, problem::Problem, quotes::QuoteView};

/// The page of one quotation.
#[component]
pub fn EditorPage() -> impl IntoView {
    let parameters = use_params_map();
    let id = Memo::new(move |_| parameters.with(|parameters| parameters.get("id")?.parse::<QuoteId>().ok()));
    let quote = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => read_quote(id).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    view! {
        <Suspense fallback=move || view! { <Skeleton rows=8/> }>
            {move || quote.get().map(|answer| match answer {
                Ok(view) => view! { <Editor quote=view/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Suspense>
    }
}

#[component]
fn Editor(quote: QuoteView) -> impl IntoView {
    let t = use_t();
    let desk = Desk::new(quote, t);
    provide_context(desk);
    provide_context(suggestions::Remembered::new());
    let keyboard = Keyboard::new(desk);
    let findings = before_sending::findings(desk);
    let sending = RwSignal::new(false);
    keep(desk);
    desk.follow_goods();
    let refresh = move || {
        spawn_local(async move {
            match read_quote(desk.id).await {
                // Somebody changed the currency: every figure on the page is another.
                Ok(view) if view.currency != desk.currency => change_currency::lay_out_anew(),
                Ok(view) => desk.take_in(view),
                Err(_) => {}
            }
        });
    };
    on_change("quote", Some(desk.id.0), refresh);
    let timeline = Signal::derive(move || desk.view.with(|view| view.timeline.clone()));
    let title = lasting(move || desk.view.try_with(|view| format!("{} {}", view.number, view.party.name)));
    view! {
        <Title text=title/>
        <top::Top/>
        <banners::Banners/>
        <div class="editor">
            <div class="work">
                <head::Facts/>
                <grid::Grid keyboard/>
                <head::Texts/>
            </div>
            <aside aria-label=t.quotes_aside()>
                <totals::TotalsPanel/>
                <approval::Approval/>
                <margin::MarginPanel/>
                <load_panel::LoadPanel/>
                <before_sending::BeforeSending keyboard findings sending/>
                <links::Links/>
                <reading::ReadingPanel/>
                <files::Files/>
            </aside>
            // After the sums and the sending, which stand between the two where there is one column.
            <div class="work talk">
                <comments::Comments/>
                <section class="gap-l" aria-labelledby="timeline">
                    <h2 class="t-16" id="timeline">{t.quotes_timeline()}</h2>
                    <reading::ReadingLine/>
                    <div class="gap"><NoteComposer subject=Signal::stored(Subject::Quote(desk.id)) on_saved=move |()| refresh()/></div>
                    <Timeline entries=timeline/>
                </section>
            </div>
        </div>
        <line_sheet::LineSheet keyboard/>
        <why::WhyPopover keyboard/>
        <why_tax::WhyTaxPopover keyboard/>
        <why_figure::WhyFigure/>
        <picker::VariantPicker keyboard/>
        <combo_picker::ComboDialog keyboard/>
        <new_product::NewProductDialog keyboard/>
        <deliver_dialog::DeliverDialog keyboard/>
        <discount_dialog::DiscountDialog/>
        <update_prices::UpdatePrices/>
        <change_currency::ChangeCurrencyDialog/>
        <update_taxes::UpdateTaxes/>
        <send_dialog::SendDialog open=sending findings/>
    }
}

/// Saves what the head's fields say, tries again when the connection is back, and lets nobody leave unsaved.
fn keep(desk: Desk) {
    Effect::new(move |before: Option<()>| {
        let typed = desk.head.typed();
        let stored = desk.saver.stored.with_value(|stored| stored.fields == typed);
        if before.is_some() && !stored {
            desk.edited();
        }
    });
    Effect::new(move |_| {
        let online = window_event_listener(ev::online, move |_| desk.tell(Event::Retry));
        let leaving = window_event_listener(ev::beforeunload, move |event| {
            if desk.saver.unsaved() {
                desk.left();
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            online.remove();
            leaving.remove();
        });
    });
    on_cleanup(move || {
        if cfg!(feature = "hydrate") {
            desk.leave();
        }
    });
}
