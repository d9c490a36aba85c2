//! Pages learn that something changed: names over one event stream, data by reading again.
use leptos::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// What changed: the words of `/live`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", allow(dead_code))]
struct Changed {
    kind: String,
    id: Uuid,
}

/// Counts of changes heard; pages watch one of them.
#[derive(Clone, Copy)]
pub struct Live {
    /// By kind and record.
    heard: StoredValue<HashMap<(String, Option<Uuid>), ArcRwSignal<u32>>>,
    /// Whether the stream stands.
    connected: RwSignal<bool>,
}

/// Makes [`Live`] for the whole app, and opens the stream once the page is alive (signed in only).
pub fn provide_live(signed_in: bool) -> Live {
    let live = Live { heard: StoredValue::new(HashMap::new()), connected: RwSignal::new(true) };
    provide_context(live);
    if signed_in {
        stream::open(live);
    }
    live
}

/// Counts up whenever the record changes elsewhere (any record of the kind without an id) and after a break in the
/// stream. Read it in an `Effect` that reads the page's data again.
///
/// Kinds: `quote`, `opportunity`, `order`, `party`, `product`, `outbox`, `settings`, `import`, `template`, `tax`,
/// `fiscal_position`, `currency`, `presence`.
///
/// ```ignore
/// let changed = use_live("quote", Some(id.0));
/// let view = Resource::new(move || (id, changed.get()), |(id, _)| read_quote(id));
/// ```
pub fn use_live(kind: &'static str, id: Option<Uuid>) -> Signal<u32> {
    match use_context::<Live>() {
        Some(live) => RwSignal::from(live.counter(kind, id)).into(),
        None => Signal::derive(|| 0),
    }
}

/// Runs `read` whenever [`use_live`] counts up; never for the first count.
pub fn on_change(kind: &'static str, id: Option<Uuid>, read: impl Fn() + 'static) {
    let changed = use_live(kind, id);
    Effect::new(move |before: Option<u32>| {
        let now = changed.get();
        if before.is_some_and(|before| before != now) {
            read();
        }
        now
    });
}

/// Whether the event stream stands; true until it breaks.
pub fn use_connected() -> Signal<bool> {
    use_context::<Live>().map_or_else(|| Signal::derive(|| true), |live| live.connected.into())
}

impl Live {
    fn counter(self, kind: &str, id: Option<Uuid>) -> ArcRwSignal<u32> {
        let key = (kind.to_owned(), id);
        let known = self.heard.with_value(|heard| heard.get(&key).cloned());
        known.unwrap_or_else(|| {
            // Belongs to no page: the next page may ask for the same record.
            let counter = ArcRwSignal::new(0);
            self.heard.update_value(|heard| {
                heard.insert(key, counter.clone());
            });
            counter
        })
    }

    #[cfg_attr(feature = "ssr", allow(dead_code))]
    fn changed(self, changed: &Changed) {
        for id in [Some(changed.id), None] {
            let key = (changed.kind.clone(), id);
            if let Some(counter) = self.heard.with_value(|heard| heard.get(&key).cloned()) {
                counter.update(|count| *count = count.wrapping_add(1));
            }
        }
    }

    #[cfg_attr(feature = "ssr", allow(dead_code))]
    fn resync(self) {
        let all: Vec<ArcRwSignal<u32>> = self.heard.with_value(|heard| heard.values().cloned().collect());
        for counter in all {
            counter.update(|count| *count = count.wrapping_add(1));
        }
    }
}

#[cfg(feature = "ssr")]
mod stream {
    pub(super) fn open(_: super::Live) {}
}

#[cfg(not(feature = "ssr"))]
mod stream {
    //! The browser's side: one stream, closed while nobody looks.
    use super::{Changed, Live};
    use leptos::{ev, prelude::*};
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{Event, EventSource, MessageEvent};

    pub(super) fn open(live: Live) {
        let source = StoredValue::new_local(None::<EventSource>);
        let missed = StoredValue::new(false);
        Effect::new(move |_| {
            connect(live, source, missed);
            let hide = move || {
                let held = source.try_update_value(Option::take).flatten();
                if let Some(held) = held {
                    held.close();
                    missed.set_value(true);
                }
            };
            let leaving = window_event_listener(ev::Custom::<Event>::new("pagehide"), move |_: Event| hide());
            let looking = window_event_listener(ev::Custom::<Event>::new("visibilitychange"), move |_: Event| {
                if document().hidden() {
                    hide();
                } else {
                    connect(live, source, missed);
                }
            });
            let back = window_event_listener(ev::Custom::<Event>::new("pageshow"), move |_: Event| {
                connect(live, source, missed);
            });
            on_cleanup(move || {
                hide();
                leaving.remove();
                looking.remove();
                back.remove();
            });
        });
    }

    fn connect(live: Live, source: StoredValue<Option<EventSource>, LocalStorage>, missed: StoredValue<bool>) {
        if source.with_value(Option::is_some) {
            return;
        }
        let Ok(opened) = EventSource::new("/live") else { return };
        hear(&opened, "changed", move |event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
            if let Some(changed) = data.and_then(|data| read(&data)) {
                live.changed(&changed);
            }
        });
        hear(&opened, "resync", move |_| live.resync());
        hear(&opened, "open", move |_| {
            live.connected.set(true);
            if missed.get_value() {
                missed.set_value(false);
                live.resync();
            }
        });
        hear(&opened, "error", move |_| {
            live.connected.set(false);
            missed.set_value(true);
        });
        source.set_value(Some(opened));
    }

    /// A name that cannot be read (of a newer server) is nobody's.
    fn read(data: &str) -> Option<Changed> {
        let value = js_sys::JSON::parse(data).ok()?;
        let text = |key: &str| js_sys::Reflect::get(&value, &key.into()).ok()?.as_string();
        Some(Changed { kind: text("kind")?, id: text("id")?.parse().ok()? })
    }

    fn hear(source: &EventSource, name: &str, act: impl Fn(Event) + 'static) {
        let heard = Closure::<dyn Fn(Event)>::new(act);
        let _ = source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        // Lives as long as the page; a closed stream calls it no more.
        heard.forget();
    }
}
