//! What the frame has of the palette: the key and the signal that open it. The rest is fetched on first use.
use crate::ui::{listen, on_key};
use leptos::prelude::*;

/// Whether the palette is shown, and whether the list of keys is. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Opener {
    /// The palette.
    pub palette: RwSignal<bool>,
    /// The list of keys.
    pub keys: RwSignal<bool>,
}

impl Opener {
    /// The frame's one.
    pub fn here() -> Opener {
        use_context().unwrap_or_else(Opener::closed)
    }

    fn closed() -> Opener {
        Opener { palette: RwSignal::new(false), keys: RwSignal::new(false) }
    }

    /// Shows the palette, unless a dialog waits for an answer.
    pub fn show(self) {
        if document().query_selector("dialog:modal").ok().flatten().is_none() {
            self.palette.set(true);
        }
    }
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
    });
    on_key("?", move || opener.keys.set(true));
    opener
}
