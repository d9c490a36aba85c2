//! `tarjous serve`: answer browsers until told to stop, then finish what was begun.
use super::open;
use crate::{
    asked::{self, Links},
    config::Config,
    connections,
    router::{Site, router},
    workers,
};
use axum::serve::ListenerExt;
use post::Postman;
use std::time::Duration;
use tokio::{net::TcpListener, sync::watch};
use usecases::Cx;

/// Time for answers that were begun when the program was told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serves. An empty database gets a company (the demo's, if asked) and a link that signs the administrator in.
/// # Errors
/// A sentence for whoever started the program.
pub async fn serve(config: &Config, demo: bool) -> Result<(), String> {
    let listener = TcpListener::bind(config.listen).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => format!(
            "Port {} is taken by another program (perhaps Tarjous runs already).\n\
             Stop that one, or choose another with TARJOUS_LISTEN, for example TARJOUS_LISTEN={}:{}.",
            config.listen.port(),
            config.listen.ip(),
            config.listen.port().wrapping_add(1)
        ),
        _ => format!("Listening on {} is not possible: {error}", config.listen),
    })?;
    let heard =
        listener.local_addr().map_err(|error| format!("Listening on {} is not possible: {error}", config.listen))?;
    let config = &config.listening_on(heard);
    let cx = open::open(config).await?;
    super::demo::first_company(&cx, demo).await?;
    super::user::print_first_link(&cx).await?;
    let postman = match &config.smtp {
        Some(smtp) => Some(Postman::new(smtp).map_err(|error| format!("The mail server cannot be used: {error}"))?),
        None => None,
    };
    let (stop, stopping) = watch::channel(false);
    let outbox = tokio::spawn(workers::outbox(cx.clone(), postman, stopping.clone()));
    let imports = tokio::spawn(workers::imports(cx.clone(), stopping.clone()));
    let mailboxes = tokio::spawn(workers::mailboxes(cx.clone(), stopping.clone()));
    let minutely = tokio::spawn(workers::minutely(cx.clone(), stopping.clone()));
    let (links, queue) = Links::new();
    let asked = tokio::spawn(asked::work(cx.clone(), queue));
    let site = Site::new(cx.clone(), config, stopping.clone(), links);
    println!("Tarjous answers at {}", config.public_url);

    // Small answers must not wait for more to send.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let server = tokio::spawn(connections::answer(listener, router(site), connections::LONGEST_HEAD, stopping));
    told_to_stop().await;
    tracing::info!("stopping: finishing what was begun");
    let _ = stop.send(true);
    if tokio::time::timeout(LAST_ANSWERS, server).await.is_err() {
        tracing::warn!("some answers took too long and were given up");
    }
    let _ = tokio::time::timeout(LAST_ANSWERS, async {
        let _ = outbox.await;
        let _ = imports.await;
        let _ = mailboxes.await;
        let _ = minutely.await;
        // Ends by itself once nobody is answered any more.
        let _ = asked.await;
    })
    .await;
    close(&cx).await;
    Ok(())
}

async fn close(cx: &Cx) {
    cx.store.db().close().await;
}

/// Until SIGTERM or Ctrl-C.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupted.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}
