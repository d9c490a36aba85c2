//! Live updates: an event stream of names, for the pages of one company, as long as the session stands.
use crate::router::Site;
use axum::{
    Extension,
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::StreamExt;
use std::{
    collections::{HashMap, VecDeque},
    convert::Infallible,
    sync::{Arc, Mutex},
    time::Duration,
};
use store::live::{Heard, Topic};
use tokio::{
    sync::{
        broadcast::{
            Receiver,
            error::{RecvError, TryRecvError},
        },
        oneshot,
    },
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};
use usecases::{Cx, Denied, Staff, account, live::may_hear};
use uuid::Uuid;

/// Seconds between signs of life; a dead connection is noticed only by writing to it.
const ALIVE: Duration = Duration::from_secs(20);
/// How often the session is looked up while nothing happens; whatever is told is told after another look.
const LOOK: Duration = Duration::from_secs(15);
/// Streams of one session: pages that nobody looks at have none, so that more are hardly pages.
const MOST: usize = 16;
/// Changes at once that are judged one by one; of more a page reads all it shows again.
const MOST_JUDGED: usize = 32;
/// When a page whose stream was the oldest of too many comes back.
const COME_BACK: Duration = Duration::from_secs(60);

/// `GET /live`: `changed` with `{"kind":…,"id":…}`, and `resync` when something may have been missed. The id is that of
/// nothing (all zeros) where the record is beyond the reader's reach.
pub async fn stream(State(site): State<Site>, Extension(by): Extension<Staff>) -> Response {
    let (place, replaced) = Streams::enter(&site.streams, by.session());
    let mut look = interval_at(Instant::now() + LOOK, LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let bus = site.cx.store.bus().listen();
    let page = Page { cx: site.cx, by, bus, look, replaced, told: VecDeque::new(), missed: false, over: false, place };
    let heard = futures::stream::unfold(page, |mut page| async move {
        let event = page.next().await?;
        Some((Ok::<Event, Infallible>(event), page))
    });
    let mut stopping = site.stopping.clone();
    let until = async move {
        let _ = stopping.wait_for(|stopping| *stopping).await;
    };
    let mut answer = Sse::new(heard.take_until(Box::pin(until)))
        .keep_alive(KeepAlive::new().interval(ALIVE).text("alive"))
        .into_response();
    // A proxy in between must not gather events up.
    answer.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    answer
}

/// One page that listens.
struct Page {
    cx: Cx,
    by: Staff,
    bus: Receiver<Heard>,
    look: Interval,
    /// Ends when a newer stream takes this one's place.
    replaced: oneshot::Receiver<Infallible>,
    /// What is to be said next.
    told: VecDeque<Event>,
    /// Whether something was heard that could not be judged.
    missed: bool,
    /// Whether what is to be said next is the last.
    over: bool,
    /// Its place among the streams of the session.
    #[allow(dead_code)] // Given up when the stream ends.
    place: Place,
}

impl Page {
    /// The next thing to say; nothing when the stream is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.told.pop_front() {
                return Some(event);
            }
            if self.over {
                return None;
            }
            let mut topics = Vec::new();
            let looked = tokio::select! {
                heard = self.bus.recv() => {
                    match heard {
                        Ok(heard) => self.hear(heard, &mut topics),
                        Err(RecvError::Lagged(_)) => self.missed = true,
                        Err(RecvError::Closed) => return None,
                    }
                    false
                }
                _ = self.look.tick() => true,
                _ = &mut self.replaced => {
                    self.over = true;
                    self.told.push_back(Event::default().retry(COME_BACK));
                    continue;
                }
            };
            // What was announced together is judged together.
            loop {
                match self.bus.try_recv() {
                    Ok(heard) => self.hear(heard, &mut topics),
                    Err(TryRecvError::Lagged(_)) => self.missed = true,
                    Err(TryRecvError::Empty | TryRecvError::Closed) => break,
                }
            }
            if !looked && !self.missed && topics.is_empty() {
                continue;
            }
            match account::still_admitted(&self.by, &self.cx).await {
                Ok(by) => self.by = by,
                Err(Denied::SignedOut) => return None,
                // While the database is away nothing is told; afterwards all of it at once.
                Err(_) => {
                    self.missed |= !topics.is_empty();
                    continue;
                }
            }
            self.tell(topics).await;
        }
    }

    fn hear(&mut self, heard: Heard, topics: &mut Vec<Topic>) {
        match heard {
            Heard::Changed(topic) if topic.company == self.by.company() => topics.push(topic),
            Heard::Changed(_) => {}
            Heard::Resync => self.missed = true,
        }
    }

    /// Makes what is to be said of changes.
    async fn tell(&mut self, topics: Vec<Topic>) {
        let many = topics.len() > MOST_JUDGED && !self.by.reaches_all();
        if std::mem::take(&mut self.missed) || many {
            self.told.push_back(Event::default().event("resync").data("{}"));
            return;
        }
        let mut of_others: Vec<String> = Vec::new();
        for topic in topics {
            let id = match may_hear(&self.by, &self.cx, &topic).await {
                Ok(true) => topic.id,
                Ok(false) if of_others.contains(&topic.kind) => continue,
                Ok(false) => {
                    of_others.push(topic.kind.clone());
                    Uuid::nil()
                }
                Err(_) => {
                    self.missed = true;
                    return;
                }
            };
            let data = serde_json::json!({ "kind": topic.kind, "id": id });
            self.told.push_back(Event::default().event("changed").data(data.to_string()));
        }
    }
}

/// A stream of a session: its number, and what ends it when it is dropped.
type Held = (u64, oneshot::Sender<Infallible>);

/// The streams that are open, by session.
#[derive(Default)]
pub struct Streams(Mutex<(u64, HashMap<Vec<u8>, VecDeque<Held>>)>);

/// A stream's place among those of its session, given up when dropped.
struct Place {
    streams: Arc<Streams>,
    session: Vec<u8>,
    number: u64,
}

impl Streams {
    /// Another stream of a session; of too many the oldest is told that it is over.
    fn enter(streams: &Arc<Streams>, session: &[u8]) -> (Place, oneshot::Receiver<Infallible>) {
        let (sender, replaced) = oneshot::channel();
        let mut place = Place { streams: streams.clone(), session: session.to_owned(), number: 0 };
        if let Ok(mut open) = streams.0.lock() {
            open.0 += 1;
            place.number = open.0;
            let held = open.1.entry(place.session.clone()).or_default();
            held.push_back((place.number, sender));
            if held.len() > MOST {
                held.pop_front();
            }
        }
        (place, replaced)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Ok(mut open) = self.streams.0.lock() else { return };
        if let Some(held) = open.1.get_mut(&self.session) {
            held.retain(|(number, _)| *number != self.number);
            if held.is_empty() {
                open.1.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use tokio::sync::oneshot::error::TryRecvError;

    #[test]
    fn of_too_many_streams_of_a_session_the_oldest_ends() {
        let streams: Arc<Streams> = Arc::default();
        let stands = |one: &mut oneshot::Receiver<Infallible>| one.try_recv() == Err(TryRecvError::Empty);
        let (place, mut elsewhere) = Streams::enter(&streams, b"another");
        let mut open: Vec<_> = (0..MOST).map(|_| Streams::enter(&streams, b"one")).collect();
        assert!(open.iter_mut().all(|(_, one)| stands(one)));
        // One that was closed makes room.
        open.remove(3);
        open.push(Streams::enter(&streams, b"one"));
        assert!(open.iter_mut().all(|(_, one)| stands(one)));
        open.push(Streams::enter(&streams, b"one"));
        assert!(!stands(&mut open[0].1), "the oldest is over");
        assert!(open.iter_mut().skip(1).all(|(_, one)| stands(one)) && stands(&mut elsewhere));
        drop((open, place));
        assert!(streams.0.lock().unwrap().1.is_empty(), "nothing is kept of streams that are gone");
    }
}
