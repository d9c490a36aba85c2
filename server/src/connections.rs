//! Connections: each is answered until it is closed, and has so long to say what it asks; told to stop, what was begun
//! is finished.
use axum::{Router, body::Body, extract::ConnectInfo, serve::Listener};
use http::Request;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{net::SocketAddr, pin::pin, time::Duration};
use tokio::{sync::watch, task::JoinSet};
use tower::ServiceExt;

/// Longest time for the head of a request, and for a connection to be idle between two. Longer than proxies usually keep
/// their idle connections to us, so that it is they who close them.
pub const LONGEST_HEAD: Duration = Duration::from_secs(65);

/// Answers until the program stops, and then what was begun; a connection whose head takes longer than `head` is closed.
pub async fn answer<L>(mut listener: L, app: Router, head: Duration, mut stopping: watch::Receiver<bool>)
where
    L: Listener<Addr = SocketAddr>,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head);
    let mut open = JoinSet::new();
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = open.join_next() => continue,
            _ = stopping.wait_for(|stopping| *stopping) => break,
        };
        let app = app.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(address));
            app.clone().oneshot(request.map(Body::new))
        });
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let mut stopping = stopping.clone();
        open.spawn(async move {
            let mut connection = pin!(connection);
            tokio::select! {
                // What breaks a connection is its client's affair.
                _ = connection.as_mut() => return,
                _ = stopping.wait_for(|stopping| *stopping) => {}
            }
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        });
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
        task::JoinHandle,
        time::timeout,
    };

    /// Long enough for any machine; a test that fails waits so long.
    const PATIENCE: Duration = Duration::from_secs(20);

    async fn begun(head: Duration) -> (SocketAddr, watch::Sender<bool>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            "slow"
        };
        let who = |ConnectInfo(address): ConnectInfo<SocketAddr>| async move { address.to_string() };
        let app = Router::new().route("/slow", get(slow)).route("/who", get(who));
        let (stop, stopping) = watch::channel(false);
        (at, stop, tokio::spawn(answer(listener, app, head, stopping)))
    }

    /// All that comes until the connection is closed.
    async fn rest(stream: &mut TcpStream) -> String {
        let mut heard = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut heard)).await.expect("the connection stays open").unwrap();
        String::from_utf8(heard).unwrap()
    }

    #[tokio::test]
    async fn who_does_not_say_what_it_asks_is_cut_off() {
        let (at, _stop, _) = begun(Duration::from_millis(100)).await;
        for said in ["", "GET /who HTTP/1.1\r\nhost: here\r\nx-slow: "] {
            let mut stream = TcpStream::connect(at).await.unwrap();
            stream.write_all(said.as_bytes()).await.unwrap();
            assert!(!rest(&mut stream).await.contains("200 OK"));
        }
    }

    #[tokio::test]
    async fn the_answer_may_take_longer_than_the_head_and_knows_the_client() {
        let (at, _stop, _) = begun(Duration::from_millis(100)).await;
        let mut stream = TcpStream::connect(at).await.unwrap();
        stream.write_all(b"GET /slow HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n").await.unwrap();
        assert!(rest(&mut stream).await.ends_with("slow"));
        let mut stream = TcpStream::connect(at).await.unwrap();
        stream.write_all(b"GET /who HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n").await.unwrap();
        let own = stream.local_addr().unwrap().to_string();
        assert!(rest(&mut stream).await.ends_with(&own));
    }

    #[tokio::test]
    async fn told_to_stop_it_finishes_what_was_begun_and_no_more() {
        let (at, stop, ended) = begun(PATIENCE * 2).await;
        let (mut idle, mut busy) = (TcpStream::connect(at).await.unwrap(), TcpStream::connect(at).await.unwrap());
        for stream in [&mut idle, &mut busy] {
            stream.write_all(b"GET /who HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
            assert!(stream.read(&mut [0; 4096]).await.unwrap() > 0);
        }
        busy.write_all(b"GET /slow HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
        // Begun is what was read.
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.send(true).unwrap();
        assert!(rest(&mut busy).await.ends_with("slow"));
        assert_eq!(rest(&mut idle).await, "");
        timeout(PATIENCE, ended).await.expect("it ends").unwrap();
        assert!(TcpStream::connect(at).await.is_err(), "the door is closed");
    }
}
