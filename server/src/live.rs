//! Live updates: an event stream of names, for the pages of one company.
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
use std::{convert::Infallible, time::Duration};
use store::live::Heard;
use tokio_stream::wrappers::{BroadcastStream, errors::BroadcastStreamRecvError};
use usecases::Staff;

/// Seconds between signs of life; a dead connection is noticed only by writing to it.
const ALIVE: Duration = Duration::from_secs(20);

/// `GET /live`: `changed` with `{"kind":…,"id":…}`, and `resync` when something may have been missed.
pub async fn stream(State(site): State<Site>, Extension(by): Extension<Staff>) -> Response {
    let company = by.company();
    let heard = BroadcastStream::new(site.cx.store.bus().listen()).filter_map(move |heard| {
        let event = match heard {
            Ok(Heard::Changed(topic)) if topic.company == company => {
                let data = serde_json::json!({ "kind": topic.kind, "id": topic.id });
                Some(Event::default().event("changed").data(data.to_string()))
            }
            Ok(Heard::Changed(_)) => None,
            Ok(Heard::Resync) | Err(BroadcastStreamRecvError::Lagged(_)) => {
                Some(Event::default().event("resync").data("{}"))
            }
        };
        futures::future::ready(event.map(Ok::<Event, Infallible>))
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
