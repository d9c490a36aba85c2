//! Figures: comma, dot, spaces and small sums (`3*12,5`) are read; the canonical form is shown on leaving.
use super::bind::{bind_text, event_text};
use super::field::FieldLink;
use super::words::words;
use domain::figures::{FigureError, parse_amount};
use domain::formats::{figure, quantity};
use i18n::{Lang, T};
use leptos::{html, prelude::*};
use rust_decimal::Decimal;
use web_sys::KeyboardEvent;

/// A figure, right-aligned, with its unit inside at the end. `value` follows each key that leaves a readable
/// figure; `on_leave` is told once, when the focus leaves and the figure has changed.
///
/// ```ignore
/// let price = RwSignal::new(Some(dec("9840")));
/// view! {
///     <Field id="price" label=t.unit_price()><NumberInput value=price decimals=2 unit="€ / kpl"/></Field>
///     <NumberInput value=quantity bare=true label=t.quantity() on_key=move |event| grid_key(event)/>
/// }
/// ```
#[component]
pub fn NumberInput(
    /// The figure; none while empty.
    value: RwSignal<Option<Decimal>>,
    /// So many decimals always; as many as there are without it.
    #[prop(optional)]
    decimals: Option<u32>,
    /// After the figure: `%`, `€`.
    #[prop(optional, into)]
    unit: Option<String>,
    /// Name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id, when no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Spoken label, when no field gives one.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example; never a label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Without frame, for the cell of a grid.
    #[prop(optional)]
    bare: bool,
    /// Takes the focus and selects its figure as soon as it is there, for the cell of a grid.
    #[prop(optional)]
    autofocus: bool,
    /// Shown, not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Told when the focus leaves and the figure has changed.
    #[prop(optional, into)]
    on_leave: Option<Callback<Option<Decimal>>>,
    /// Told of each key first; what it prevents, the input leaves alone.
    #[prop(optional, into)]
    on_key: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    let t = words();
    let link = FieldLink::here(id);
    let node = NodeRef::<html::Input>::new();
    let shown = move |value: Option<Decimal>| canonical(t.figures(), value, decimals);
    let text = RwSignal::new(shown(value.get_untracked()));
    let before = StoredValue::new(value.get_untracked());
    let hear = move |typed: String| {
        // Half a sum is no mistake yet; leaving says so if it stays.
        if let Ok(read) = read(&typed) {
            link.problem.set(None);
            if value.get_untracked() != read {
                value.set(read);
            }
        }
        text.set(typed);
    };
    bind_text(move || node.get(), text.into(), hear);
    // A figure set from elsewhere replaces the text, unless the text already says it.
    Effect::new(move |_| {
        let value = value.get();
        if read(&text.get_untracked()).ok() != Some(value) {
            link.problem.set(None);
            text.set(shown(value));
        }
    });
    if autofocus {
        Effect::new(move |_| {
            if let Some(input) = node.get() {
                let _ = input.focus();
                input.select();
            }
        });
    }
    let leave = move || {
        // A field taken off the page loses the focus when its signals are gone already.
        let Some(typed) = text.try_get_untracked() else { return };
        match read(&typed) {
            Ok(read) => text.set(shown(read)),
            Err(error) => link.problem.set(Some(sentence(t, error))),
        }
        let now = value.get_untracked();
        if before.get_value() != now {
            before.set_value(now);
            if let Some(on_leave) = on_leave {
                on_leave.run(now);
            }
        }
    };
    let input = view! {
        <input
            node_ref=node
            type="text"
            inputmode="decimal"
            autocomplete="off"
            id=link.id()
            name=name
            value=text.get_untracked()
            placeholder=placeholder
            readonly=read_only
            aria-label=label
            aria-describedby=link.described_by
            aria-invalid=move || link.invalid.get().then_some("true")
            on:input=move |event| hear(event_text(&event))
            on:focus=move |_| before.set_value(value.get_untracked())
            on:blur=move |_| leave()
            on:keydown=move |event| {
                if let Some(on_key) = on_key {
                    on_key.run(event);
                }
            }
        />
    };
    if bare {
        return input.into_any();
    }
    view! {
        <span class="input money">
            {input}
            {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
        </span>
    }
    .into_any()
}

/// An empty text is no figure, which is not wrong.
fn read(text: &str) -> Result<Option<Decimal>, FigureError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_amount(text).map(Some)
}

fn canonical(lang: Lang, value: Option<Decimal>, decimals: Option<u32>) -> String {
    let written = value.map_or_else(String::new, |value| match decimals {
        // More decimals than the usual are somebody's intent: never hide them.
        Some(decimals) if value.normalize().scale() <= decimals => figure(lang, value, decimals),
        _ => quantity(lang, value),
    });
    // A comma that groups would be read as the decimal sign when the text is edited.
    match lang {
        Lang::En => written.replace(',', ""),
        Lang::Fi | Lang::Sv => written,
    }
}

fn sentence(t: T, error: FigureError) -> String {
    match error {
        FigureError::TooLarge => t.ui_figure_too_large(),
        FigureError::DivisionByZero => t.ui_figure_division(),
        _ => t.ui_figure_wrong(),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_typed_comes_back_in_canonical_form() {
        let back = |text: &str, decimals| canonical(Lang::Fi, read(text).unwrap(), decimals);
        assert_eq!(back("1 234,5", Some(2)), "1\u{a0}234,50");
        assert_eq!(back("1234.5", Some(2)), "1\u{a0}234,50");
        assert_eq!(back("3*12,5", None), "37,5");
        assert_eq!(back("0,12345", Some(2)), "0,12345");
        assert_eq!(back("  ", Some(2)), "");
        assert!(read("twelve").is_err());
    }

    #[test]
    fn the_canonical_form_reads_back_as_the_same_figure() {
        for lang in Lang::ALL {
            for text in ["1234567,89", "-4", "0", "0,5", "12", "1234"] {
                let value = read(text).unwrap();
                for decimals in [None, Some(2)] {
                    let shown = canonical(lang, value, decimals);
                    assert_eq!(read(&shown).unwrap(), value, "{shown} {lang:?}");
                }
            }
        }
    }
}
