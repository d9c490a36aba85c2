//! The list of keys, opened by `?`, with the switch for those that are a single letter.
use crate::{
    i18n::use_t,
    ui::{Check, Dialog, Kbd, set_single_keys, single_keys},
};
use i18n::T;
use leptos::prelude::*;

/// Keys that do one thing, and what that is.
type Row = (&'static [&'static str], &'static str);

/// The list, and the switch.
#[component]
pub fn Shortcuts(
    /// Whether it is shown, in both directions.
    open: RwSignal<bool>,
) -> impl IntoView {
    let t = use_t();
    let single = RwSignal::new(true);
    Effect::new(move |_| {
        if open.get() {
            single.set(single_keys());
        }
    });
    let groups = move || {
        groups(t)
            .into_iter()
            .map(|(title, rows)| {
                view! {
                    <section>
                        <h3>{title}</h3>
                        <dl>{rows.into_iter().map(|(keys, what)| view! {
                            <div><dt>{keys.iter().map(|key| view! { <Kbd>{*key}</Kbd>" " }).collect_view()}</dt><dd>{what}</dd></div>
                        }).collect_view()}</dl>
                    </section>
                }
            })
            .collect_view()
    };
    view! {
        <Dialog id="keys" open title=t.palette_keys() broad=true>
            <div class="stack loose">
                <Check value=single switch=true on_change=set_single_keys>{t.palette_single_keys()}</Check>
                <p class="muted t-13">{t.palette_single_keys_what()}</p>
                <div class="keys">{groups}</div>
            </div>
        </Dialog>
    }
}

/// Where keys act, and which.
fn groups(t: T) -> Vec<(&'static str, Vec<Row>)> {
    vec![
        (
            t.palette_keys_everywhere(),
            vec![
                (&["Ctrl K"], t.palette_key_find()),
                (&["Alt Enter"], t.palette_key_peek_found()),
                (&["?"], t.palette_key_list()),
                (&["Ctrl Z"], t.palette_key_undo()),
                (&["Esc"], t.palette_key_close()),
            ],
        ),
        (t.palette_keys_today(), vec![(&["j", "k"], t.palette_key_rows()), (&["d"], t.palette_key_done())]),
        (t.palette_keys_record(), vec![(&["n"], t.palette_key_note()), (&["j", "k"], t.palette_key_beside())]),
        (
            t.palette_keys_list(),
            vec![
                (&["↑", "↓"], t.palette_key_rows()),
                (&["Space"], t.palette_key_choose()),
                (&["p"], t.palette_key_peek()),
                (&["j", "k"], t.palette_key_peek_walk()),
                (&["Enter"], t.palette_key_open()),
                (&["Esc"], t.palette_key_let_go()),
            ],
        ),
        (
            t.palette_keys_lines(),
            vec![
                (&["↑", "↓", "←", "→"], t.palette_key_cells()),
                (&["Enter", "F2"], t.palette_key_edit()),
                (&["Tab"], t.palette_key_next()),
                (&["/"], t.palette_key_product()),
                (&["t"], t.palette_key_delivery()),
                (&["%"], t.palette_key_discount()),
                (&["Shift Enter"], t.palette_key_line()),
                (&["Alt Enter"], t.palette_key_why()),
                (&["Alt ↑", "Alt ↓"], t.palette_key_move()),
                (&["Ctrl D"], t.palette_key_fill()),
                (&["Delete"], t.palette_key_delete()),
                (&["Ctrl Z"], t.palette_key_back()),
                (&["Esc"], t.palette_key_leave()),
            ],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::Lang;

    #[test]
    fn no_key_stands_for_two_things_in_one_place() {
        for lang in Lang::ALL {
            for (title, rows) in groups(T::new(lang)) {
                let mut keys: Vec<&str> = rows.iter().flat_map(|(keys, _)| keys.iter().copied()).collect();
                let all = keys.len();
                keys.sort_unstable();
                keys.dedup();
                assert_eq!(keys.len(), all, "{title}");
            }
        }
    }
}
