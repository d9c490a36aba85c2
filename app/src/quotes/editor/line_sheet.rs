//! One whole line in a drawer: every field, its order among the others, its neighbours. On a phone the way to edit.
use super::{
    combo_rows::Place,
    delivery_day::LeadTime,
    desk::{Desk, Row, Undo},
    heading_sheet::HeadingFields,
    keyboard::Keyboard,
    keys::{Column, Kind},
    line::column_name,
    margin::margin_words,
    range::Range,
    row_data::RowData,
    taken::Taken,
    unit_select::{UnitField, choices},
    why::WhyInSheet,
    why_figure::{Figure, account_of, net_of},
    why_quantity,
    why_tax::WhyTaxInSheet,
};
use crate::{
    quotes::account::{AnswerBelow, AskBelow},
    ui::{Button, Drawer, Field, IconButton, IconName, Look, Select, TextArea, TextInput},
};
use domain::{
    formats,
    ids::LineId,
    quotes::role::{LineMark, LineRole},
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

/// The drawer; empty until a line is opened.
#[component]
pub fn LineSheet(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let open = RwSignal::new(false);
    let last = StoredValue::new(None::<Row>);
    Effect::new(move |_| {
        let row = desk.open_row.get();
        if let Some(row) = row {
            last.set_value(Some(row));
        }
        open.set(row.is_some());
    });
    let title = Signal::derive(move || match desk.open_row.get() {
        Some(row) if row.kind == Kind::Product => t.quotes_line_title(row.number.get()),
        Some(row) => column_name(t, row.kind, Column::Name).to_owned(),
        None => String::new(),
    });
    let closed = move |()| {
        desk.open_row.set(None);
        // The grid may have been drawn anew meanwhile: the focus goes back to the line that was open.
        if let Some(row) = last.get_value() {
            keyboard.focus_soon(row, Column::Name);
        }
    };
    view! {
        <Drawer id="line-sheet" open title on_close=closed>
            {move || desk.open_row.get().map(|row| view! { <Sheet row keyboard/> })}
        </Drawer>
    }
}

#[component]
fn Sheet(row: Row, keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let closed = desk.closed.get_untracked();
    let before = StoredValue::new(row.data.get_untracked());
    on_cleanup(move || {
        let before = before.get_value();
        if row.data.try_with_untracked(|now| *now != before) == Some(true) {
            desk.remember(Undo::Changed(vec![(row, before)]));
            desk.left();
        }
    });
    let (is_combo, is_item) = row.data.with_untracked(|data| (data.role.is_combo(), data.role.is_combo_item()));
    let fields = match row.kind {
        Kind::Product if is_combo || is_item => view! {
            <CellField row column=Column::Name desk/>
            <Description row desk/>
            {is_combo.then(|| view! {
                <Quantity row desk/>
                <Taken row desk/>
                <CellField row column=Column::Discount desk/>
                <Range row desk/>
                <p class="hint">{t.combos_own_figures()}</p>
            })}
            {is_item.then(|| view! {
                <p class="hint">{t.combos_item_figures()}</p>
                <Tax row desk/>
            })}
            <Role row keyboard/>
            <WhyInSheet row desk/>
        }
        .into_any(),
        Kind::Product => view! {
            <CellField row column=Column::Name desk/>
            <Description row desk/>
            <Quantity row desk/>
            <Taken row desk/>
            <div class="cols-2">
                {match choices(desk, row) {
                    Some(units) => view! { <UnitField row desk units/> }.into_any(),
                    None => view! { <CellField row column=Column::Unit desk/> }.into_any(),
                }}
                <CellField row column=Column::Price desk/>
            </div>
            <div class="cols-2">
                <CellField row column=Column::Discount desk/>
                <Tax row desk/>
            </div>
            {row.data.with_untracked(|data| data.role.is_sold()).then(|| view! { <Range row desk/> })}
            <Role row keyboard/>
            <WhyInSheet row desk/>
            <WhyTaxInSheet row desk/>
            <Show when=move || row.data.with(|data| !data.choices.is_empty())>
                <div><Button small=true on_press=move |()| {
                    if let Some(product) = row.data.with_untracked(|data| data.product) {
                        desk.open_row.set(None);
                        keyboard.picker.ask(keyboard, row, product);
                    }
                }>{t.quotes_choose_anew()}</Button></div>
            </Show>
        }
        .into_any(),
        Kind::Section => view! {
            <CellField row column=Column::Name desk/>
            <HeadingFields row desk/>
        }
        .into_any(),
        Kind::Note => view! { <CellField row column=Column::Name desk/> }.into_any(),
    };
    let net = Signal::derive(move || formats::money(lang, net_of(desk, row), &currency));
    let quantity = Signal::derive(move || why_quantity::shown(desk, row));
    let margin = Signal::derive(move || margin_words(desk, row));
    let gross = Signal::derive(move || formats::money(lang, desk.sums.with(|sums| sums.totals.gross), &currency));
    let asked = RwSignal::new(None::<Figure>);
    view! {
        <fieldset class="stack" disabled=closed>{fields}</fieldset>
        <div class="kv gap">
            {(row.kind == Kind::Product).then(|| view! {
                <span>{t.quotes_line_quantity()}</span>
                <span><AskBelow place="sheet-account" which=Figure::Quantity(row) words=quantity open=asked/></span>
                <span class="sum">{t.quotes_line_net()}</span>
                <span class="sum"><AskBelow place="sheet-account" which=Figure::LineNet(row) words=net open=asked/></span>
            })}
            {(row.kind == Kind::Product && desk.margins.allowed).then(|| view! {
                <span>{t.quotes_margin()}</span><span><AskBelow place="sheet-account" which=Figure::LineMargin(row) words=margin open=asked/></span>
            })}
            {(row.kind == Kind::Product).then(|| view! { <LeadTime row/> })}
            <span>{t.quotes_to_pay()}</span><span><AskBelow place="sheet-account" which=Figure::Gross words=gross open=asked/></span>
        </div>
        <AnswerBelow id="sheet-account" open=asked account=Callback::new(move |figure| account_of(desk, figure))/>
        <Neighbours row desk/>
        {(!closed).then(|| view! { <Acts row keyboard/> })}
    }
}

/// The way back to how a delivery or a discount was made.
#[component]
fn Role(row: Row, keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let open = move |show: RwSignal<bool>| {
        desk.open_row.set(None);
        show.set(true);
    };
    move || {
        match row.data.with(|data| data.role.mark()) {
        LineMark::Sold => None,
        LineMark::Combo | LineMark::ComboItem => Some(view! {
            <div><Button small=true icon=IconName::Box on_press=move |()| {
                if let Some((combo, _)) = desk.combo_of(row)
                    && let Some(product) = combo.data.with_untracked(|data| data.product)
                {
                    desk.open_row.set(None);
                    keyboard.combos.ask(keyboard, Place::On(combo), product);
                }
            }>{t.combos_choose_anew()}</Button></div>
        }.into_any()),
        LineMark::Delivery => Some(view! {
            <div><Button small=true icon=IconName::Truck on_press=move |()| open(desk.delivering.choosing)>{t.delivery_choose_other()}</Button></div>
        }.into_any()),
        LineMark::Discount => Some(view! {
            <div><Button small=true icon=IconName::Percent on_press=move |()| open(desk.discounting.asking)>{t.discount_command()}</Button></div>
        }.into_any()),
    }
    }
}

/// Goes to the line before or after without closing.
#[component]
fn Neighbours(row: Row, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let neighbour = move |by: isize| {
        let at = desk.place(row.id)?.checked_add_signed(by)?;
        desk.rows.with_untracked(|rows| rows.get(at).copied())
    };
    let go = move |by: isize| {
        if let Some(row) = neighbour(by) {
            desk.open_row.set(Some(row));
        }
    };
    let none = move |by: isize| {
        Signal::derive(move || {
            desk.rows.track();
            neighbour(by).is_none()
        })
    };
    view! {
        <div class="row gap">
            <Button icon=IconName::Up disabled=none(-1) on_press=move |()| go(-1)>{t.quotes_previous_line()}</Button>
            <Button icon=IconName::Down disabled=none(1) on_press=move |()| go(1)>{t.quotes_next_line()}</Button>
        </div>
    }
}

/// Moves, doubles or deletes the line.
#[component]
fn Acts(row: Row, keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let place = move || desk.rows.with(|rows| (rows.iter().position(|other| other.id == row.id), rows.len()));
    let first = Signal::derive(move || place().0 == Some(0));
    let last = Signal::derive(move || {
        let (at, count) = place();
        at.is_none_or(|at| at + 1 == count)
    });
    let double = move |()| {
        if row.data.with_untracked(|data| data.role.is_combo() || data.role.is_combo_item()) {
            if let Some(row) = desk.double_combo(row) {
                desk.open_row.set(Some(row));
            }
            return;
        }
        let mut data = RowData { id: LineId(Uuid::new_v4()), ..row.data.get_untracked() };
        // There is one delivery and one discount on the whole; their twin is a line like any other.
        data.role = LineRole::Sold;
        let at = desk.place(row.id).map_or(usize::MAX, |at| at + 1);
        if let Some(row) = desk.insert(at, vec![data]).first() {
            desk.open_row.set(Some(*row));
        }
    };
    let delete = move |()| {
        desk.open_row.set(None);
        keyboard.delete(row);
    };
    view! {
        <div class="row wrap gap">
            <Button small=true disabled=first on_press=move |()| desk.shift(row, false)>{t.quotes_move_up()}</Button>
            <Button small=true disabled=last on_press=move |()| desk.shift(row, true)>{t.quotes_move_down()}</Button>
            <Button small=true icon=IconName::Copy on_press=double>{t.quotes_duplicate()}</Button>
            <Button small=true icon=IconName::Trash look=Look::Danger on_press=delete>{t.quotes_delete_line()}</Button>
        </div>
    }
}

/// A field of the line that takes what is typed as the grid's cell does.
#[component]
fn CellField(row: Row, column: Column, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let text = typed(row, column, desk);
    let error = Signal::derive(move || {
        row.data.with(|data| data.wrong_at(column).map(|wrong| i18n::problem::refusal_sentence(t, &wrong.why)))
    });
    let id = format!("sheet-{}", column.field());
    let label = column_name(t, row.kind, column);
    if row.kind == Kind::Note {
        view! { <Field id label error><TextArea value=text rows=4/></Field> }.into_any()
    } else {
        view! { <Field id label error><TextInput value=text on_leave=move |_| desk.left()/></Field> }.into_any()
    }
}

/// The quantity, with steps of one for fingers.
#[component]
fn Quantity(row: Row, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let text = typed(row, Column::Quantity, desk);
    let error = Signal::derive(move || {
        row.data
            .with(|data| data.wrong_at(Column::Quantity).map(|wrong| i18n::problem::refusal_sentence(t, &wrong.why)))
    });
    let step = move |by: i64| {
        let to = row.data.with_untracked(|data| data.quantity.get()) + Decimal::from(by);
        if to > Decimal::ZERO {
            text.set(formats::quantity(domain::lang::Lang::Fi, to));
        }
    };
    view! {
        <Field id="sheet-quantity" label=t.quotes_line_quantity() error>
            <div class="row">
                <IconButton look=Look::Normal icon=IconName::Minus label=t.quotes_one_less() on_press=move |()| step(-1)/>
                <TextInput value=text on_leave=move |_| desk.left()/>
                <IconButton look=Look::Normal icon=IconName::Plus label=t.quotes_one_more() on_press=move |()| step(1)/>
            </div>
        </Field>
    }
}

#[component]
fn Tax(row: Row, desk: Desk) -> impl IntoView {
    let chosen = RwSignal::new(row.data.with_untracked(|data| data.tax.to_string()));
    let options = desk.taxes.with_value(|taxes| {
        taxes.iter().map(|tax| (tax.id.to_string(), tax.name.clone())).collect::<Vec<(String, String)>>()
    });
    let choose = move |key: String| {
        let tax = desk.taxes.with_value(|taxes| taxes.iter().find(|tax| tax.id.to_string() == key).cloned());
        if let Some(tax) = tax {
            desk.write(row, |data| data.take_tax(&tax));
        }
    };
    view! {
        <Field id="sheet-tax" label=desk.t.quotes_line_tax()>
            <Select value=chosen options=Signal::stored(options) on_choose=choose/>
        </Field>
    }
}

#[component]
fn Description(row: Row, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let text = RwSignal::new(row.data.with_untracked(|data| data.description.clone()));
    let error = RwSignal::new(None::<String>);
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| before != now) {
            desk.write(row, |data| {
                error.set(data.take_description(&now).err().map(|why| i18n::problem::refusal_sentence(t, &why)));
            });
        }
        now
    });
    view! {
        <Field id="sheet-description" label=t.quotes_line_description() error>
            <TextArea value=text rows=2/>
        </Field>
    }
}

/// What stands in a cell, as text that writes back what is typed.
fn typed(row: Row, column: Column, desk: Desk) -> RwSignal<String> {
    let text = RwSignal::new(row.data.with_untracked(|data| data.typed(desk.t.figures(), column)));
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| before != now) {
            desk.write(row, |data| data.take(column, &now));
        }
        now
    });
    text
}
