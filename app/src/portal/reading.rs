//! Whether the seller may see how long each part is read: asked quietly at the page's end, no by itself, and taken back
//! as easily as it was given.
use super::{field, view::View};
use leptos::prelude::*;

/// The question, or what was agreed to. The question is out of sight until the script shows it: without scripts nothing
/// is measured, so there is nothing to ask. A box must be ticked for it: pressing every button agrees to nothing.
pub(super) fn section(view: &View<'_>) -> Option<AnyView> {
    let (t, shares) = (view.t, view.page.shares_reading);
    if !view.open() && !shares {
        return None;
    }
    let (inner, press) = match shares {
        true => (view! { <input type="hidden" name="share" value="no" /> }.into_any(), t.reading_take_back()),
        false => (
            view! {
                <label class="check">
                    <input type="checkbox" id="f-share" name="share" value="yes" required />
                    <span>{t.reading_share()}</span>
                </label>
            }
            .into_any(),
            t.reading_save(),
        ),
    };
    let said = if shares { t.reading_shared() } else { t.reading_ask() };
    Some(
        view! {
            <section class="hang" id="reading" hidden=!shares>
                <h2>{t.reading_title()}</h2>
                <form class="act" method="post" action=view.path("/share-reading")>
                    <p class="muted">{said}</p>
                    {inner}
                    {field::submit("btn", None, press, t.portal_sending())}
                </form>
            </section>
        }
        .into_any(),
    )
}
