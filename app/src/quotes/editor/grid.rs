//! The line grid: a table that works like a spreadsheet, with its tools above.
use super::{
    beside::BesideRow,
    catalogue::Catalogue,
    drag::Drag,
    keyboard::Keyboard,
    keys::{Column, Kind},
    line::Line,
    margin::MarginSwitch,
    paste,
    row_data::RowData,
};
use crate::ui::{
    button::Button,
    icon::IconName,
    keys::{Kbd, on_key},
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent};

/// Tools and lines.
#[component]
pub fn Grid(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    on_key("/", move || keyboard.add(Kind::Product, None));
    let open = move || !desk.closed.get();
    let drag = Drag::new(keyboard);
    let catalogue = RwSignal::new(false);
    let when_open = move |show: RwSignal<bool>| {
        if !desk.closed.get_untracked() {
            keyboard.take();
            show.set(true);
        }
    };
    on_key("t", move || when_open(desk.delivering.choosing));
    on_key("%", move || when_open(desk.discounting.asking));
    view! {
        <Show when=open>
            <div class="gridtools" id="grid-tools" role="toolbar" aria-label=t.quotes_tools()>
                <Button small=true icon=IconName::Plus on_press=move |()| keyboard.add(Kind::Product, None)>
                    {t.quotes_add_product()} <span class="wide">" "<Kbd>"/"</Kbd></span>
                </Button>
                <Button small=true icon=IconName::Heading on_press=move |()| keyboard.add(Kind::Section, None)>{t.quotes_add_section()}</Button>
                <Button small=true icon=IconName::Note on_press=move |()| keyboard.add(Kind::Note, None)>{t.quotes_add_note()}</Button>
                <Button small=true icon=IconName::Box on_press=move |()| catalogue.set(true)>{t.quotes_catalogue()}</Button>
                <Button small=true icon=IconName::Truck on_press=move |()| when_open(desk.delivering.choosing)>
                    {t.delivery_command()} <span class="wide">" "<Kbd>"T"</Kbd></span>
                </Button>
                <span id="tool-discount">
                    <Button small=true icon=IconName::Percent on_press=move |()| when_open(desk.discounting.asking)>
                        {t.discount_command()} <span class="wide">" "<Kbd>"%"</Kbd></span>
                    </Button>
                </span>
                <span class="push faint t-12 wide" id="grid-keys">{t.quotes_grid_keys()}</span>
                <MarginSwitch/>
            </div>
        </Show>
        <div class="scroll-x">
            <table
                class=move || desk.margins.class()
                role="grid"
                node_ref=keyboard.table
                aria-label=t.quotes_lines()
                aria-describedby=move || open().then_some("grid-keys")
                aria-readonly=move || if open() { "false" } else { "true" }
                on:keydown=move |event| keyboard.key(&event)
                on:focusin=move |event: FocusEvent| keyboard.focused(&event)
                on:focusout=move |event: FocusEvent| left(keyboard, &event)
                on:click=move |event| pressed(keyboard, &event)
                on:paste=move |event| pasted(keyboard, &event)
                on:pointerdown=move |event| drag.down(&event)
                on:pointermove=move |event| drag.moved(&event)
                on:pointerup=move |event| drag.up(&event, true)
                on:pointercancel=move |event| drag.up(&event, false)
            >
                <thead>
                    <tr role="row">
                        <th scope="col" role="columnheader" class="nr">"#"</th>
                        <th scope="col" role="columnheader" class="p">{t.quotes_column_product()}</th>
                        <th scope="col" role="columnheader" class="num">{t.quotes_column_quantity()}</th>
                        <th scope="col" role="columnheader">{t.quotes_column_unit()}</th>
                        <th scope="col" role="columnheader" class="num">{t.quotes_column_price()}</th>
                        <th scope="col" role="columnheader" class="num">{t.quotes_column_discount()}</th>
                        <th scope="col" role="columnheader" class="num">{t.quotes_column_tax()}</th>
                        <th scope="col" role="columnheader" class="num">{t.quotes_column_net(desk.currency.symbol())}</th>
                        {desk.margins.allowed.then(|| view! { <th scope="col" role="columnheader" class="num mar">{t.quotes_margin()}</th> })}
                        <th scope="col" role="columnheader"><span class="sr">{t.quotes_column_open()}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || desk.rows.get() key=|row| row.id children=move |row| view! { <Line row keyboard/> }/>
                </tbody>
            </table>
        </div>
        <Catalogue keyboard open=catalogue/>
        <BesideRow keyboard/>
        <Show when=move || desk.rows.with(Vec::is_empty)>
            <p class="faint t-13 gap">{move || if open() { t.quotes_no_lines_yet() } else { t.quotes_no_lines() }}</p>
        </Show>
    }
}

/// A press on a cell edits it; on a phone it opens the whole line.
fn pressed(keyboard: Keyboard, event: &ev::MouseEvent) {
    let Some((row, column)) = keyboard.cell_of(event) else { return };
    if row.edited.get_untracked().is_some_and(|edit| edit.column == column) {
        return;
    }
    let narrow = window().match_media("(max-width: 767px)").ok().flatten().is_some_and(|media| media.matches());
    let why = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let why = why.is_some_and(|target| target.closest("[data-why]").ok().flatten().is_some());
    if event.alt_key() && !narrow {
        keyboard.take();
        keyboard.ask(row, column);
    } else if why && !narrow {
        keyboard.take();
        match column {
            Column::Tax => keyboard.desk.taxing.why.set(Some(row)),
            _ => keyboard.desk.pricing.why.set(Some(row)),
        }
    } else if narrow || column == Column::Menu {
        keyboard.take();
        keyboard.desk.open_row.set(Some(row));
    } else {
        keyboard.edit(row, column, None);
    }
}

/// The focus left a cell that was edited: what was typed is taken.
fn left(keyboard: Keyboard, event: &FocusEvent) {
    let Some((row, _)) = keyboard.cell_of(event) else { return };
    if row.edited.get_untracked().is_none() {
        return;
    }
    let cell = |event: Option<web_sys::EventTarget>| -> Option<Element> {
        event?.dyn_into::<Element>().ok()?.closest("[data-col]").ok()?
    };
    let stays = match (cell(event.target()), cell(event.related_target())) {
        (Some(from), Some(to)) => from.is_same_node(Some(&to)),
        _ => false,
    };
    if !stays {
        keyboard.take();
    }
}

/// A block of a spreadsheet becomes lines; a few words go where the caret is.
fn pasted(keyboard: Keyboard, event: &Event) {
    let desk = keyboard.desk;
    let Some(text) = clipboard_text(event).filter(|text| paste::is_block(text)) else { return };
    if desk.closed.get_untracked() {
        return;
    }
    let Some((row, _)) = keyboard.cell_of(event) else { return };
    event.prevent_default();
    keyboard.take();
    // An empty line where it was pasted gives way to the pasted ones.
    let empty = row.data.with_untracked(RowData::is_blank);
    let at = desk.place(row.id).map_or(usize::MAX, |at| at + 1);
    let added = desk.paste(at, paste::read(&text));
    if empty {
        // Nothing of its own to take back: undo takes back the pasting alone.
        desk.discard(row);
    }
    if let Some(last) = added.last().copied() {
        keyboard.focus_soon(last, Column::Name);
    }
}

/// The text on the clipboard of a paste event.
fn clipboard_text(event: &Event) -> Option<String> {
    let data = js_sys::Reflect::get(event, &"clipboardData".into()).ok()?;
    let read = js_sys::Reflect::get(&data, &"getData".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    read.call1(&data, &"text/plain".into()).ok()?.as_string()
}
