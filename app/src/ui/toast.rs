//! Toasts: what just happened, with its way back; ten seconds, paused while pointed at or focused.
use super::button::{Button, IconButton};
use super::icon::{Icon, IconName};
use super::keys::listen;
use super::words::words;
use leptos::prelude::*;
use std::{sync::Arc, time::Duration};

/// How long a toast stays, in seconds.
const STAYS: u32 = 10;
/// More than this many at once is noise; the oldest goes.
const MOST: usize = 3;

/// A way back. A toast outlives the page it was made on, and so nothing of it belongs to that page.
type Back = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u32,
    words: String,
    icon: IconName,
    back: Option<(String, Back)>,
    /// Outlives the part of the page that said it.
    left: ArcRwSignal<u32>,
}

/// Says things to the person; one per page, by context.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Makes [`Toasts`] and gives them to the whole page. Once, in the app's root, before [`ToastHost`].
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

/// The page's toasts. Where none were provided (a part shown alone), they go nowhere.
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(|| Toasts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) })
}

impl Toasts {
    /// Says that something was done.
    pub fn say(self, words: impl Into<String>) {
        self.add(words.into(), IconName::Check, None);
    }

    /// Says that something went wrong, beside the place where it did.
    pub fn warn(self, words: impl Into<String>) {
        self.add(words.into(), IconName::Alert, None);
    }

    /// Says what was done, with a way back for ten seconds (and Ctrl Z).
    pub fn undo(self, words: impl Into<String>, back: impl Fn() + Send + Sync + 'static) {
        let label = super::words::words().ui_undo().to_owned();
        self.add(words.into(), IconName::Check, Some((label, Arc::new(back))));
    }

    /// The same with another word on the button: "Do not send".
    pub fn act(self, words: impl Into<String>, label: impl Into<String>, back: impl Fn() + Send + Sync + 'static) {
        self.add(words.into(), IconName::Send, Some((label.into(), Arc::new(back))));
    }

    fn add(self, words: String, icon: IconName, back: Option<(String, Back)>) {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let Some(id) = id else { return };
        let toast = Toast { id, words, icon, back, left: ArcRwSignal::new(STAYS) };
        self.shown.update(|shown| {
            shown.push(toast);
            if shown.len() > MOST {
                shown.remove(0);
            }
        });
    }

    fn remove(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }

    /// Runs the newest way back.
    fn back(self) -> bool {
        let newest = self.shown.with_untracked(|shown| {
            shown.iter().rev().find_map(|toast| toast.back.as_ref().map(|(_, back)| (toast.id, back.clone())))
        });
        let Some((id, back)) = newest else {
            return false;
        };
        self.remove(id);
        back();
        true
    }
}

/// Where toasts appear. Once, at the end of the page.
///
/// ```ignore
/// provide_toasts();
/// view! { <Routes/> <ToastHost/> }
/// // anywhere below:
/// use_toasts().undo(t.moved_to(&stage), move || move_back());
/// ```
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = use_toasts();
    let t = words();
    let paused = RwSignal::new(false);
    Effect::new(move |_| {
        let beat = set_interval_with_handle(
            move || {
                if paused.get_untracked() {
                    return;
                }
                for toast in toasts.shown.get_untracked() {
                    let left = toast.left.get_untracked().saturating_sub(1);
                    toast.left.set(left);
                    if left == 0 {
                        toasts.remove(toast.id);
                    }
                }
            },
            Duration::from_secs(1),
        );
        on_cleanup(move || {
            if let Ok(beat) = beat {
                beat.clear();
            }
        });
    });
    listen(move |event| {
        let plain_z = event.key() == "z" && (event.ctrl_key() || event.meta_key()) && !event.shift_key();
        // In a text, Ctrl Z belongs to the text.
        if plain_z && !super::keys::in_text(event) && toasts.back() {
            event.prevent_default();
        }
    });
    view! {
        <section
            class="toasts"
            role="status"
            aria-label=t.ui_notices()
            on:pointerenter=move |_| paused.set(true)
            on:pointerleave=move |_| paused.set(false)
            on:focusin=move |_| paused.set(true)
            on:focusout=move |_| paused.set(false)
        >
            <For each=move || toasts.shown.get() key=|toast| toast.id let(toast)>
                {
                    let id = toast.id;
                    let left = toast.left.clone();
                    view! {
                        <div class="toast">
                            <Icon name=toast.icon/>
                            <span class="grow">{toast.words.clone()}</span>
                            {toast.back.map(|(label, back)| view! {
                                <Button small=true icon=IconName::Undo on_press=move || { toasts.remove(id); paused.set(false); back(); }>{label}</Button>
                            })}
                            <span class="time" aria-hidden="true">{move || t.ui_seconds_left(left.get())}</span>
                            <IconButton small=true icon=IconName::Cross label=t.ui_dismiss() on_press=move || { toasts.remove(id); paused.set(false); }/>
                        </div>
                    }
                }
            </For>
        </section>
    }
}
