//! How saving shows on a page: a word in its head, and a table where two people changed the same.
use super::Keeper;
use super::keeper::Kept;
use super::merge::Clash;
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Icon, IconName, Tone};
use leptos::prelude::*;

/// "Saved", "1 field to correct, rest saved", "Saving…", or why not; in the head of the page.
#[component]
pub fn KeptState(
    /// Of this record.
    keeper: Keeper,
) -> impl IntoView {
    let t = use_t();
    let state = move || {
        let wrong = keeper.sheet.wrong_count();
        match keeper.state.get() {
            Kept::Failed(why) => ("saved bad", Some(IconName::Alert), why),
            Kept::Saving => ("saved", None, t.sheet_saving().to_owned()),
            _ if wrong > 0 => ("saved bad", Some(IconName::Alert), t.sheet_to_correct(wrong)),
            Kept::Saved => ("saved", Some(IconName::Check), t.sheet_saved().to_owned()),
            Kept::Untouched => ("saved", None, String::new()),
        }
    };
    view! {
        <span role="status">
            {move || {
                let (class, icon, words) = state();
                view! { <span class=class>{icon.map(|name| view! { <Icon name/> })}<span>{words}</span></span> }
            }}
        </span>
    }
}

/// Fields somebody else changed at the same time: both values, theirs taken, one press for mine.
#[component]
pub fn Clashes(
    /// Of this record.
    keeper: Keeper,
    /// The name of a field, by its code.
    #[prop(into)]
    label: Callback<&'static str, String>,
) -> impl IntoView {
    let t = use_t();
    let row = move |clash: Clash| {
        let clash = StoredValue::new(clash);
        view! {
            <tr>
                <th scope="row">{label.run(clash.with_value(|clash| clash.code))}</th>
                <td class="wraps">{clash.with_value(|clash| clash.theirs.clone())}</td>
                <td class="wraps">{clash.with_value(|clash| clash.mine.clone())}</td>
                <td class="num">
                    <div class="row end">
                        <Button small=true on_press=move |()| keeper.settle(&clash.get_value(), false)>
                            {t.sheet_take_theirs()}
                        </Button>
                        <Button small=true on_press=move |()| keeper.settle(&clash.get_value(), true)>
                            {t.sheet_keep_mine()}
                        </Button>
                    </div>
                </td>
            </tr>
        }
    };
    view! {
        <Show when=move || keeper.clashes.with(|clashes| !clashes.is_empty())>
            <Banner tone=Tone::Amber icon=IconName::Merge page=true urgent=true>
                <b>{t.sheet_clash()}</b>
                " "
                {t.sheet_clash_what()}
                <table class="table gap-s">
                    <caption class="sr">{t.sheet_clash()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.sheet_clash_field()}</th>
                            <th scope="col">{t.sheet_clash_theirs()}</th>
                            <th scope="col">{t.sheet_clash_mine()}</th>
                            <th scope="col"><span class="sr">{t.sheet_clash_choice()}</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || keeper.clashes.get() key=|clash| clash.code let:clash>{row(clash)}</For>
                    </tbody>
                </table>
            </Banner>
        </Show>
    }
}
