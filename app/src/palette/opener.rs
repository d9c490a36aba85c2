//! What the frame has of the palette: the key and the signal that open it. The rest is fetched on first use.
use crate::ui::listen;
use leptos::prelude::*;

/// Whether the palette is shown. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Opener(pub RwSignal<bool>);

impl Opener {
    /// The frame's one.
    pub fn here() -> Opener {
        use_context().unwrap_or_else(|| Opener(RwSignal::new(false)))
    }

    /// Shows the palette, unless a dialog waits for an answer.
    pub fn show(self) {
        if document().query_selector("dialog:modal").ok().flatten().is_none() {
            self.0.set(true);
        }
    }
}

/// Keeps the signal for what stands in the frame, and listens for Ctrl K and ⌘ K. Once, in the frame.
pub(crate) fn provide_opener() -> Opener {
    let opener = Opener(RwSignal::new(false));
    provide_context(opener);
    listen(move |event| {
        let chord = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if chord && event.key().eq_ignore_ascii_case("k") && !event.is_composing() {
            event.prevent_default();
            if opener.0.get_untracked() { opener.0.set(false) } else { opener.show() }
        }
    });
    opener
}
