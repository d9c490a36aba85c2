//! One line of the grid: its cells, and under it what is wrong with them.
use super::{
    cell::Cell,
    desk::{Desk, Row},
    keyboard::Keyboard,
    keys::{Column, Kind},
    margin::MarginCell,
    role_notes::RoleNote,
    why_figure::{Askable, Figure, net_of},
};
use crate::ui::icon::{Icon, IconName};
use domain::{formats, quotes::role::LineMark};
use leptos::prelude::*;

/// One line.
#[component]
pub fn Line(
    /// Which.
    row: Row,
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let id = row.id.to_string();
    let net = Signal::derive(move || formats::figure(lang, net_of(desk, row), currency.decimals()));
    let section_net = Signal::derive(move || {
        let net = desk.sums.with(|sums| sums.sections.get(&row.id).copied());
        net.map(|net| formats::figure(lang, net, currency.decimals())).unwrap_or_default()
    });
    let number = move || (row.number.get() > 0).then(|| row.number.get().to_string());
    let class = move || if row.data.with(|data| data.shape.subsection) { "sec within" } else { "sec" };
    let left_out = move || {
        let left = desk.sums.with(|sums| sums.left_out.contains(&row.id));
        let own = row.data.with(|data| match data.role.mark() {
            LineMark::Combo => "combo",
            LineMark::ComboItem => "child",
            _ => "",
        });
        match (left, own) {
            (false, "") => None,
            (true, own) => Some(format!("left {own}")),
            (false, own) => Some(own.to_owned()),
        }
    };
    let mark = move || {
        let icon = match row.data.with(|data| data.role.mark()) {
            LineMark::Sold | LineMark::ComboItem => return None,
            LineMark::Combo => IconName::Box,
            LineMark::Delivery => IconName::Truck,
            LineMark::Discount => IconName::Percent,
        };
        Some(view! { <span class="rolemark"><Icon name=icon/></span> })
    };
    let cells = match row.kind {
        Kind::Section => view! {
            <tr class=class role="row" data-line=id>
                <Handle desk/>
                <Cell row column=Column::Name keyboard span=6/>
                <td class="num net" role="gridcell">
                    <span class="c"><Askable figure=Figure::Section(row) words=section_net/></span>
                </td>
                <MarginCell row/>
                <Open row keyboard/>
            </tr>
        }
        .into_any(),
        Kind::Note => view! {
            <tr class="noteline" role="row" data-line=id>
                <Handle desk/>
                <Cell row column=Column::Name keyboard span=7/>
                <MarginCell row/>
                <Open row keyboard/>
            </tr>
        }
        .into_any(),
        Kind::Product => view! {
            <tr class=left_out role="row" data-line=id>
                <Handle desk>{mark}{number}</Handle>
                <Cell row column=Column::Name keyboard/>
                <Cell row column=Column::Quantity keyboard/>
                <Cell row column=Column::Unit keyboard/>
                <Cell row column=Column::Price keyboard/>
                <Cell row column=Column::Discount keyboard/>
                <Cell row column=Column::Tax keyboard/>
                <td class="num net" role="gridcell"><span class="c"><Askable figure=Figure::LineNet(row) words=net/></span></td>
                <MarginCell row/>
                <Open row keyboard/>
            </tr>
        }
        .into_any(),
    };
    let wrong = Memo::new(move |_| row.data.with(|data| (data.wrong.clone(), data.lacks_name())));
    let problems = move || {
        let (wrong, lacks_name) = wrong.get();
        let mut sentences: Vec<String> = wrong
            .iter()
            .map(|wrong| {
                t.quotes_cell_wrong(
                    column_name(t, row.kind, wrong.column),
                    i18n::problem::refusal_sentence(t, &wrong.why),
                )
            })
            .collect();
        if lacks_name {
            sentences.push(t.quotes_line_needs_name().to_owned());
        }
        (!sentences.is_empty()).then(|| {
            view! {
                <tr class="problem" role="row">
                    <td colspan="9" role="gridcell" id=format!("wrong-{}", row.id)>{sentences.join(" ")}</td>
                </tr>
            }
        })
    };
    let note = (row.kind == Kind::Product).then(|| view! { <RoleNote row desk/> });
    view! { {cells} {problems} {note} }
}

/// The line's number, by which a pointer drags it; from the keyboard it is moved with Alt and the arrows.
#[component]
fn Handle(desk: Desk, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let grip = move || (!desk.closed.get()).then(|| view! { <span class="grip"><Icon name=IconName::Grip/></span> });
    view! {
        <td class="nr" role="gridcell" title=move || (!desk.closed.get()).then(|| desk.t.quotes_drag_hint())>
            <span class="c">{children.map(|children| children())}{grip}</span>
        </td>
    }
}

/// The button that opens the whole line.
#[component]
fn Open(row: Row, keyboard: Keyboard) -> impl IntoView {
    let t = keyboard.desk.t;
    let label = move || match row.number.get() {
        0 => t.quotes_open_words().to_owned(),
        number => t.quotes_open_line(number),
    };
    view! {
        <td class="act" role="gridcell">
            <button type="button" class="btn ghost icon sm" tabindex="-1" data-col=Column::Menu.field() aria-label=label>
                <Icon name=IconName::More/>
            </button>
        </td>
    }
}

/// What a column is called in a sentence.
pub fn column_name(t: i18n::T, kind: Kind, column: Column) -> &'static str {
    match (column, kind) {
        (Column::Name, Kind::Section) => t.quotes_section_title(),
        (Column::Name, Kind::Note) => t.quotes_note_text(),
        (Column::Name, Kind::Product) => t.quotes_line_name(),
        (Column::Quantity, _) => t.quotes_line_quantity(),
        (Column::Unit, _) => t.quotes_line_unit(),
        (Column::Price, _) => t.quotes_line_price(),
        (Column::Discount, _) => t.quotes_line_discount(),
        (Column::Tax, _) => t.quotes_line_tax(),
        (Column::Menu, _) => t.quotes_column_open(),
    }
}
