//! What the frame has of the palette: the key and the signal that open it. The rest is fetched on first use.
use crate::ui::{listen, on_key};
use domain::ids::OpportunityId;
use leptos::prelude::*;

/// Whether the palette is shown, and whether the list of keys is. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Opener {
    /// The palette.
    pub palette: RwSignal<bool>,
    /// The list of keys.
    pub keys: RwSignal<bool>,
    /// The form of saved views.
    pub views: RwSignal<bool>,
    /// The opportunity that is shown beside the page.
    pub peek: RwSignal<Option<OpportunityId>>,
}

impl Opener {
    /// The frame's one.
    pub fn here() -> Opener {
        use_context().unwrap_or_else(Opener::closed)
    }

    /// Shows an opportunity beside the page; the one that is shown already is put away.
    pub fn peek_at(self, id: Option<OpportunityId>) {
        if let Some(id) = id {
            self.peek.update(|shown| *shown = (*shown != Some(id)).then_some(id));
        }
    }

    fn closed() -> Opener {
        Opener {
            palette: RwSignal::new(false),
            keys: RwSignal::new(false),
            views: RwSignal::new(false),
            peek: RwSignal::new(None),
        }
    }

    /// Shows the palette, unless a dialog waits for an answer.
    pub fn show(self) {
        if document().query_selector("dialog:modal").ok().flatten().is_none() {
            self.palette.set(true);
        }
    }
}

/// The opportunity of the row or card that has the focus.
fn focused() -> Option<OpportunityId> {
    let row = document().active_element()?.closest("[data-peek]").ok().flatten()?;
    row.get_attribute("data-peek")?.parse().ok()
}

/// Keeps the signals for what stands in the frame, and listens for Ctrl K, ⌘ K and `?`. Once, in the frame.
pub(crate) fn provide_opener() -> Opener {
    let opener = Opener::closed();
    provide_context(opener);
    listen(move |event| {
        let chord = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if chord && event.key().eq_ignore_ascii_case("k") && !event.is_composing() {
            event.prevent_default();
            if opener.palette.get_untracked() { opener.palette.set(false) } else { opener.show() }
        }
        // On a link in a row or card; elsewhere the space bar presses, chooses or scrolls.
        let link = || document().active_element().is_some_and(|active| active.tag_name() == "A");
        if event.key() == " " && !event.default_prevented() && link() && focused().is_some() {
            event.prevent_default();
            opener.peek_at(focused());
        }
    });
    on_key("?", move || opener.keys.set(true));
    on_key("p", move || opener.peek_at(focused()));
    opener
}
