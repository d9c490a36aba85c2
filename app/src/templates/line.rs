//! One line of a template while it is edited: its words in each language, its place, whether it stays.
use crate::ui::{IconButton, IconName, TextInput};
use domain::{
    formats,
    lang::Lang,
    money::Currency,
    quotes::{combo::block, role::LineRole, template::TemplateLine},
};
use i18n::T;
use leptos::prelude::*;

/// A line as it is typed.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// Tells it from the others.
    pub key: usize,
    line: StoredValue<TemplateLine>,
    /// The words by [`Lang::ALL`].
    words: [RwSignal<String>; 3],
}

impl Line {
    /// A stored line.
    pub fn of(key: usize, line: &TemplateLine) -> Line {
        let words = Lang::ALL.map(|lang| RwSignal::new(line.words().get(lang).to_owned()));
        Line { key, line: StoredValue::new(line.clone()), words }
    }

    /// What it is there for.
    fn role(self) -> LineRole {
        self.line.with_value(|line| match line {
            TemplateLine::Product(product) => product.combo.role(),
            _ => LineRole::Sold,
        })
    }

    /// The line with what was typed. Tracked.
    pub fn typed(self) -> TemplateLine {
        let mut line = self.line.get_value();
        for (lang, typed) in Lang::ALL.into_iter().zip(self.words) {
            typed.with(|typed| line.words_mut().set(lang, typed));
        }
        line
    }
}

/// The row of a line, in the language that is chosen.
#[component]
pub(super) fn LineRow(
    t: T,
    line: Line,
    /// The language that is written.
    lang: Memo<Lang>,
    /// The language the template was written in.
    written: Lang,
    currency: Currency,
    /// The lines in their order.
    lines: RwSignal<Vec<Line>>,
    /// Why what was typed here was refused.
    #[prop(into)]
    wrong: Signal<Option<String>>,
) -> impl IntoView {
    let figures = t.figures();
    let (kind, quantity, price) = line.line.with_value(|line| match line {
        TemplateLine::Section { .. } => (t.quotes_add_section(), String::new(), String::new()),
        TemplateLine::Note { .. } => (t.quotes_add_note(), String::new(), String::new()),
        TemplateLine::Product(product) => {
            let quantity = format!("{} {}", formats::quantity(figures, product.quantity), product.unit);
            let price = match product.price_by_hand {
                true => formats::unit_price(figures, product.unit_price, &currency),
                false => t.templates_price_of_list().to_owned(),
            };
            (t.quotes_add_product(), quantity, price)
        }
    });
    let place = move || lines.with(|lines| lines.iter().position(|other| other.key == line.key)).unwrap_or_default();
    let shift = move |down: bool| {
        lines.update(|lines| {
            let Some(at) = lines.iter().position(|other| other.key == line.key) else { return };
            // A combo goes with its items, past another with its items.
            let roles: Vec<LineRole> = lines.iter().map(|line| line.role()).collect();
            let own = block(&roles, at);
            let beside = if down { own.end } else { own.start.wrapping_sub(1) };
            if beside < lines.len() {
                let other = block(&roles, beside);
                let (from, to) = if down { (own.start, other.end) } else { (other.start, own.end) };
                if let Some(moved) = lines.get_mut(from..to) {
                    moved.rotate_left(if down { own.len() } else { other.len() });
                }
            }
        });
    };
    let remove = move |()| {
        lines.update(|lines| {
            let Some(at) = lines.iter().position(|other| other.key == line.key) else { return };
            let roles: Vec<LineRole> = lines.iter().map(|line| line.role()).collect();
            lines.drain(block(&roles, at));
        });
    };
    let first = Signal::derive(move || place() == 0);
    let last = Signal::derive(move || place() + 1 == lines.with(Vec::len));
    let typed = move || {
        let lang = lang.get();
        let [fi, sv, en] = line.words;
        let value = match lang {
            Lang::Fi => fi,
            Lang::Sv => sv,
            Lang::En => en,
        };
        // What stands there without a translation.
        let fallback = Signal::derive(move || Some(line.typed().words().pick(lang, written).to_owned()));
        view! {
            <span lang=lang.code()>
                <TextInput value label=format!("{kind} {}", place() + 1) placeholder=fallback/>
            </span>
        }
    };
    view! {
        <tr>
            <td class="faint">{kind}</td>
            <th scope="row">
                {typed}
                {move || wrong.get().map(|wrong| view! { <span class="error" role="alert">{wrong}</span> })}
            </th>
            <td class="num">{quantity}</td>
            <td class="num">{price}</td>
            <td class="num">
                <span class="row end">
                    <IconButton small=true icon=IconName::Up label=t.quotes_move_up() disabled=first on_press=move |()| shift(false)/>
                    <IconButton small=true icon=IconName::Down label=t.quotes_move_down() disabled=last on_press=move |()| shift(true)/>
                    <IconButton small=true icon=IconName::Trash label=t.quotes_delete_line() on_press=remove/>
                </span>
            </td>
        </tr>
    }
}
