//! A cell of the grid: text at rest, a control while it is edited.
use super::{
    desk::{Edit, Row},
    keyboard::Keyboard,
    keys::{Column, Kind},
    line::column_name,
    product_search::ProductSearch,
    unit_select::{UnitSelect, choices},
    why_figure::Figure,
};
use crate::{
    quotes::heading::{grouping_words, printing_words},
    ui::{
        Badge,
        icon::{Icon, IconName},
    },
};
use domain::{
    formats,
    quotes::group::{Grouping, Printing},
};
use leptos::{html, prelude::*};
use web_sys::HtmlInputElement;

/// A cell one can type into.
#[component]
pub fn Cell(
    /// The line.
    row: Row,
    /// The column.
    column: Column,
    /// The keyboard of the grid.
    keyboard: Keyboard,
    /// Columns it takes.
    #[prop(default = 1)]
    span: u32,
) -> impl IntoView {
    let desk = keyboard.desk;
    let (lang, currency) = (desk.t.figures(), desk.currency);
    // A cell is drawn anew when its own edit begins or ends, not when another cell's does: a press on a link in it
    // while another cell is edited would else find the link gone.
    let edit = Memo::new(move |_| row.edited.get().filter(|edit| edit.column == column));
    let edited = move || edit.get();
    let wrong = move || row.data.with(|data| data.wrong_at(column).is_some());
    let base = match column {
        Column::Name => "p cell",
        Column::Quantity => "num qty cell",
        Column::Unit => "unit cell",
        Column::Price => "num price cell",
        Column::Discount => "num disc cell",
        Column::Tax | Column::Menu => "num vat cell",
    };
    let class = move || {
        let zero = column == Column::Discount && row.data.with(|data| data.discount.get().is_zero());
        let edit = if edited().is_some() { " edit" } else { "" };
        format!("{base}{edit}{}{}", if wrong() { " bad" } else { "" }, if zero { " zero" } else { "" })
    };
    // Tab enters the grid at its first cell; from then on at the one that had the focus last.
    let first =
        desk.rows.with_untracked(|rows| rows.first().is_none_or(|first| first.id == row.id)) && column == Column::Name;
    view! {
        <td
            class=class
            role="gridcell"
            data-col=column.field()
            colspan=(span > 1).then_some(span)
            tabindex=if first { "0" } else { "-1" }
            aria-invalid=move || wrong().then_some("true")
            aria-describedby=move || wrong().then(|| format!("wrong-{}", row.id))
        >
            {move || match edited() {
                Some(edit) => view! { <span class="c"><Control row edit keyboard/></span> }.into_any(),
                None if column == Column::Name && row.kind == Kind::Product => view! {
                    <span class="c">
                        {move || row.data.with(|data| data.shown(lang, &currency, column))}
                        {move || row.data.with(|data| {
                            (!data.description.is_empty()).then(|| view! { <small>{data.description.clone()}</small> })
                        })}
                    </span>
                }.into_any(),
                None if column == Column::Price && row.kind == Kind::Product => view! { <Price row keyboard/> }.into_any(),
                None if column == Column::Tax && row.kind == Kind::Product => view! { <Tax row keyboard/> }.into_any(),
                None => view! {
                    <span class="c" id=(column == Column::Quantity).then(|| Figure::Quantity(row).anchor())>
                        {move || row.data.with(|data| data.shown(lang, &currency, column))}
                        {move || {
                            let shape = row.data.with(|data| data.shape);
                            let words = match shape.grouping {
                                Grouping::Plain => (shape.printing != Printing::All).then(|| printing_words(desk.t, shape.printing)),
                                grouping => Some(grouping_words(desk.t, grouping)),
                            };
                            words.map(|words| view! { <Badge>{words}</Badge> })
                        }}
                    </span>
                }.into_any(),
            }}
        </td>
    }
}

/// The price at rest: a way to its account where a list makes it, marked where a person set it.
#[component]
fn Price(row: Row, keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    // A combo shows what its items cost together.
    let shown = move || match row.data.with(|data| data.role.is_combo()) {
        true => formats::unit_price(lang, desk.combo_sums(row).0, &currency),
        false => row.data.with(|data| data.shown(lang, &currency, Column::Price)),
    };
    let of_list = Memo::new(move |_| {
        let (role, by_hand) = row.data.with(|data| (data.role, data.price_by_hand));
        if row.data.with(|data| data.wrong_at(Column::Price).is_some()) {
            return None;
        }
        if !role.is_sold() {
            return Some(by_hand && role.is_delivery());
        }
        let free = row.data.with(|data| data.product.is_none());
        (!free && desk.price_list().is_some()).then_some(by_hand)
    });
    move || {
        match of_list.get() {
        None => view! { <span class="c">{shown}</span> }.into_any(),
        Some(by_hand) => view! {
            <span class="c">
                {by_hand.then(|| view! { <span class="byhand" title=t.prices_by_hand()><Icon name=IconName::Edit/><span class="sr">{t.prices_by_hand()}</span></span> })}
                <button type="button" class="link" tabindex="-1" data-why="" aria-haspopup="dialog" title=t.prices_why_ask()>{shown}</button>
            </span>
        }.into_any(),
    }
    }
}

/// The tax at rest: a way to its account where there are fiscal positions; one with a reason for none is marked.
#[component]
fn Tax(row: Row, keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let rate = move || formats::percent(t.figures(), row.data.with(|data| data.tax_percent.get()));
    let name = move || desk.tax_name(row);
    let asked = desk.view.with_untracked(|view| !view.positions.is_empty());
    move || {
        if asked {
            view! {
                <span class="c">
                    <button type="button" class="link" tabindex="-1" data-why="" aria-haspopup="dialog" title=move || format!("{}. {}", name(), t.taxes_why_ask())>{rate}</button>
                </span>
            }
            .into_any()
        } else {
            view! { <span class="c" title=name>{rate}</span> }.into_any()
        }
    }
}

/// The control of the cell that is edited.
#[component]
fn Control(row: Row, edit: Edit, keyboard: Keyboard) -> impl IntoView {
    match (edit.column, row.kind) {
        // A combo is chosen in its own dialog; here it is called something else.
        (Column::Name, Kind::Product)
            if row.data.with_untracked(|data| data.role.is_combo() || data.role.is_combo_item()) =>
        {
            view! { <TextCell row edit keyboard/> }.into_any()
        }
        (Column::Name, Kind::Product) => view! { <ProductSearch row edit keyboard/> }.into_any(),
        (Column::Unit, Kind::Product) if choices(keyboard.desk, row).is_some() => {
            let units = choices(keyboard.desk, row).unwrap_or_default();
            view! { <UnitSelect row keyboard units/> }.into_any()
        }
        (Column::Tax, _) => view! { <TaxSelect row keyboard/> }.into_any(),
        _ => view! { <TextCell row edit keyboard/> }.into_any(),
    }
}

/// Spoken name of a cell's control.
pub fn cell_label(keyboard: Keyboard, row: Row, column: Column) -> String {
    let t = keyboard.desk.t;
    let name = column_name(t, row.kind, column);
    match row.number.get_untracked() {
        0 => name.to_owned(),
        number => t.quotes_cell_label(name, number),
    }
}

#[component]
fn TextCell(row: Row, edit: Edit, keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let column = edit.column;
    let node = NodeRef::<html::Input>::new();
    let begin = begins_with(row, edit, desk.t.figures());
    if edit.first.is_some() {
        desk.write(row, |data| data.take(column, &begin));
    }
    let figure = matches!(column, Column::Quantity | Column::Price | Column::Discount);
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            begin_typing(&input, edit);
        }
    });
    view! {
        <input
            node_ref=node
            value=begin
            aria-label=cell_label(keyboard, row, column)
            aria-invalid=move || row.data.with(|data| data.wrong_at(column).is_some()).then_some("true")
            autocomplete="off"
            inputmode=figure.then_some("decimal")
            on:input=move |event| desk.write(row, |data| data.take(column, &event_target_value(&event)))
        />
    }
}

#[component]
fn TaxSelect(row: Row, keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let node = NodeRef::<html::Select>::new();
    let chosen = row.data.with_untracked(|data| data.tax);
    Effect::new(move |_| {
        if let Some(select) = node.get() {
            let _ = select.focus();
        }
    });
    let choose = move |key: String| {
        let tax = desk.taxes.with_value(|taxes| taxes.iter().find(|tax| tax.id.to_string() == key).cloned());
        if let Some(tax) = tax {
            desk.write(row, |data| data.take_tax(&tax));
        }
    };
    view! {
        <select
            node_ref=node
            aria-label=cell_label(keyboard, row, Column::Tax)
            on:change=move |event| choose(event_target_value(&event))
        >
            {desk.taxes.get_value().into_iter().map(|tax| view! {
                <option value=tax.id.to_string() selected={tax.id == chosen}>{tax.name}</option>
            }).collect_view()}
        </select>
    }
}

/// Puts the caret into a control: what stood there is selected, a first key is typed on.
pub fn begin_typing(input: &HtmlInputElement, edit: Edit) {
    let _ = input.focus();
    if edit.first.is_none() {
        input.select();
    } else {
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or_default();
        let _ = input.set_selection_range(end, end);
    }
}

/// What the control begins with: the key that began the edit, or what stands there.
pub fn begins_with(row: Row, edit: Edit, lang: domain::lang::Lang) -> String {
    match edit.first {
        Some(first) => first.to_string(),
        None => row.data.with_untracked(|data| data.typed(lang, edit.column)),
    }
}
