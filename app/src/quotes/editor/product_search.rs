//! The name of a product line while it is edited: free text, with products offered as one types.
use super::{
    cell::{begin_typing, begins_with, cell_label},
    combo_rows::Place,
    desk::{Edit, Row},
    keyboard::Keyboard,
    keys::Column,
    suggestions::{Suggestions, Taken},
    why_offered::WhyOffered,
};
use crate::{
    quotes::account::AnswerBelow,
    ui::{Icon, IconName},
};
use domain::{formats, ids::ProductId};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use wire::offers::Offered;

/// The input and the products under it.
#[component]
pub fn ProductSearch(
    /// The line.
    row: Row,
    /// The edit.
    edit: Edit,
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let input = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Div>::new();
    let begin = begins_with(row, edit, t.figures());
    // A new line most often becomes a product: Enter takes the first one offered.
    let fresh = row.data.with_untracked(|data| data.name.is_empty());
    if edit.first.is_some() {
        desk.write(row, |data| data.take(Column::Name, &begin));
    }
    let suggestions = Suggestions::new(fresh, desk, row);
    if fresh {
        suggestions.ask(if edit.first.is_some() { begin.clone() } else { String::new() });
    }
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            begin_typing(&input, edit);
        }
    });
    Effect::new(move |_| {
        let any = suggestions.found.with(|found| !found.is_empty()) || suggestions.new_name().is_some();
        let shown = suggestions.open.get() && any;
        let (Some(input), Some(list)) = (input.get(), list.get()) else { return };
        if shown {
            let _ = list.show_popover();
            under(&input, &list);
        } else {
            let _ = list.hide_popover();
        }
    });
    let pick = move |offered: Offered| {
        if offered.product.choosy {
            // Esc in the dialog leaves what was typed.
            keyboard.take();
            keyboard.picker.ask(keyboard, row, offered.product.id);
            return;
        }
        if offered.product.combo {
            keyboard.take();
            keyboard.combos.ask(keyboard, Place::On(row), offered.product.id);
            return;
        }
        let tax = desk.tax_of(&offered.product);
        desk.write(row, |data| data.take_offered(&offered, &tax));
        desk.pricing.settled(row);
        keyboard.take();
        keyboard.beside.ask(keyboard, row, offered.product.id, offered.product.name.clone());
        keyboard.focus(row, Column::Quantity);
        keyboard.edit(row, Column::Quantity, None);
    };
    let make = move |typed: String| {
        // Esc in the dialog leaves what was typed.
        keyboard.take();
        keyboard.new_product.ask(keyboard, row, &typed);
    };
    // The price of what is offered is asked as one of the grid is: Alt Enter, or a press with Alt held.
    let asked = RwSignal::new(None::<ProductId>);
    let why = move |product: ProductId| asked.update(|asked| *asked = (*asked != Some(product)).then_some(product));
    // It is closed when another one is chosen, and stays when the server's answer holds the same one.
    Effect::new(move |_| {
        let active = suggestions.active.get();
        let chosen =
            suggestions.found.with(|found| active.and_then(|at| found.get(at)).map(|offered| offered.product.id));
        if asked.get_untracked() != chosen {
            asked.set(None);
        }
    });
    let filled = Callback::new(move |()| {
        request_animation_frame(move || {
            // The edit may be over by now.
            if let (Some(Some(input)), Some(Some(list))) = (input.try_get_untracked(), list.try_get_untracked()) {
                under(&input, &list);
            }
        });
    });
    let account = Callback::new(move |product| {
        let quantity = row.data.with_untracked(|data| data.quantity.get());
        view! { <WhyOffered desk product quantity on_filled=filled/> }.into_any()
    });
    let key = move |event: &KeyboardEvent| {
        let handled = match event.key().as_str() {
            "Enter" if event.alt_key() => match suggestions.chosen() {
                Some(Taken::Product(offered)) => {
                    why(offered.product.id);
                    true
                }
                Some(Taken::New(_)) | None => false,
            },
            "Escape" if asked.with_untracked(Option::is_some) => {
                asked.set(None);
                true
            }
            "ArrowDown" => suggestions.step(1),
            "ArrowUp" => suggestions.step(-1),
            "Enter" => match suggestions.chosen() {
                Some(Taken::Product(product)) => {
                    pick(*product);
                    true
                }
                Some(Taken::New(typed)) => {
                    make(typed);
                    true
                }
                None => false,
            },
            "Escape" if suggestions.open.get_untracked() && !fresh => suggestions.close(),
            _ => false,
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let option_id = move |at: usize| format!("product-{at}");
    view! {
        <input
            node_ref=input
            value=begin
            role="combobox"
            aria-label=cell_label(keyboard, row, Column::Name)
            aria-autocomplete="list"
            aria-controls="product-list"
            aria-expanded=move || if suggestions.open.get() { "true" } else { "false" }
            aria-activedescendant=move || suggestions.active.get().map(option_id)
            aria-invalid=move || row.data.with(|data| data.wrong_at(Column::Name).is_some()).then_some("true")
            placeholder=t.quotes_search_product()
            autocomplete="off"
            on:input=move |event| {
                let text = event_target_value(&event);
                desk.write(row, |data| {
                    data.take(Column::Name, &text);
                });
                suggestions.ask(text);
            }
            on:keydown=move |event| key(&event)
        />
        // A press on what stands below the products leaves the pen where it is: without it the list would close.
        <div node_ref=list class="menu" popover="manual" on:mousedown=|event| event.prevent_default()>
        <div id="product-list" role="listbox" aria-label=t.quotes_products()>
            {move || {
                let found = suggestions.found.get();
                let typed = suggestions.asked.get();
                found.into_iter().enumerate().map(|(at, offered)| {
                    let chosen = offered.clone();
                    let Offered { product, net, .. } = offered;
                    let price = formats::money(t.figures(), net, &desk.currency);
                    let price = if product.unit.is_empty() { price } else { t.quotes_price_per(price, &product.unit) };
                    view! {
                        <div
                            role="option"
                            id=option_id(at)
                            class:on=move || suggestions.active.get() == Some(at)
                            aria-selected=move || if suggestions.active.get() == Some(at) { "true" } else { "false" }
                            on:mousedown=move |event| {
                                event.prevent_default();
                                match event.alt_key() {
                                    true => why(chosen.product.id),
                                    false => pick(chosen.clone()),
                                }
                            }
                        >
                            <span class="words">
                                {marked(&product.name, &typed)}
                                {(!product.code.is_empty()).then(|| view! { <small>{product.code.clone()}</small> })}
                            </span>
                            <span class="push">{price}</span>
                        </div>
                    }
                }).collect_view()
            }}
            {move || suggestions.new_name().map(|typed| {
                let at = suggestions.found.with(Vec::len);
                let words = t.quotes_create_product(&typed);
                view! {
                    <div
                        role="option"
                        id=option_id(at)
                        class:on=move || suggestions.active.get() == Some(at)
                        aria-selected=move || if suggestions.active.get() == Some(at) { "true" } else { "false" }
                        on:mousedown=move |event| {
                            event.prevent_default();
                            make(typed.clone());
                        }
                    >
                        <Icon name=IconName::Plus/>
                        <span class="words">{words}</span>
                    </div>
                }
            })}
        </div>
        <AnswerBelow id="why-offered" open=asked account/>
        {move || suggestions.found.with(|found| !found.is_empty()).then(|| view! { <p class="cap">{t.quotes_search_why()}</p> })}
        </div>
        <span class="sr" role="status">
            {move || suggestions.open.get().then(|| t.quotes_products_found(suggestions.found.with(Vec::len)))}
        </span>
    }
}

/// A name with what was typed in bold.
fn marked(name: &str, typed: &str) -> impl IntoView + use<> {
    let at = if typed.is_empty() { None } else { name.to_lowercase().find(&typed.to_lowercase()) };
    let parts = at.and_then(|at| {
        let end = at + typed.len();
        Some((name.get(..at)?.to_owned(), name.get(at..end)?.to_owned(), name.get(end..)?.to_owned()))
    });
    match parts {
        Some((before, hit, after)) => view! { <span>{before}<mark>{hit}</mark>{after}</span> },
        None => view! { <span>{name.to_owned()}<mark>{String::new()}</mark>{String::new()}</span> },
    }
}

/// Puts the list under the cell, or above it where there is more room.
#[allow(clippy::float_arithmetic, reason = "places on the screen, no money")]
fn under(input: &HtmlElement, list: &HtmlElement) {
    let Some(cell) = input.closest("td").ok().flatten() else { return };
    let at = cell.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let size = list.get_bounding_client_rect();
    let below = at.bottom() + size.height() < height || at.top() < height - at.bottom();
    let top = if below { at.bottom() } else { (at.top() - size.height()).max(0.0) };
    let Ok(list) = list.clone().dyn_into::<HtmlElement>() else { return };
    let style = list.style();
    let set = |name: &str, value: f64| {
        let _ = style.set_property(name, &format!("{value}px"));
    };
    set("left", at.left());
    set("top", top);
    set("min-width", at.width());
}
