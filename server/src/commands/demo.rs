//! `tarjous demo`: fill an empty database with the demo company.
use super::open;
use crate::config::Config;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use usecases::Cx;

/// How often it is said how far it is.
const SECONDS: Duration = Duration::from_secs(2);

/// Fills it and says what to do next.
/// # Errors
/// A sentence for whoever asked.
pub async fn demo(config: &Config) -> Result<(), String> {
    let cx = open::open(config).await?;
    if usecases::demo::has_company(&cx).await.map_err(said)? {
        return Err("The database is not empty: the demo company goes into an empty one only. \
            Name an empty data directory with --data."
            .to_owned());
    }
    first_company(&cx, true).await?;
    super::user::print_first_link(&cx).await?;
    cx.store.db().close().await;
    Ok(())
}

/// Adds a pipeline of so many opportunities, to the demo company where there is none yet, and prints how it goes.
/// # Errors
/// A sentence for whoever asked.
pub async fn many(config: &Config, count: u32) -> Result<(), String> {
    let cx = open::open(config).await?;
    first_company(&cx, true).await?;
    let begun = Instant::now();
    let told = Mutex::new(begun);
    let progress = move |made: u32| {
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        if made == count || told.elapsed() >= SECONDS {
            *told = Instant::now();
            println!("{made} of {count} opportunities, {} s", begun.elapsed().as_secs());
        }
        if made == count {
            println!("Building the indexes");
        }
    };
    usecases::demo::many(&cx, count, Arc::new(progress)).await.map_err(|denied| match denied {
        usecases::Denied::Refused(_) => "They are there already: a database takes them once.".to_owned(),
        other => format!("They could not be made, and nothing was changed: {other}"),
    })?;
    println!("Done in {} s", begun.elapsed().as_secs());
    cx.store.db().close().await;
    Ok(())
}

/// Makes the first company of an empty database.
pub async fn first_company(cx: &Cx, demo: bool) -> Result<(), String> {
    if usecases::demo::has_company(cx).await.map_err(said)? {
        return Ok(());
    }
    if demo {
        let made = usecases::demo::seed(cx).await.map_err(said)?;
        println!("Demo company: {made}");
    } else {
        usecases::demo::company(cx).await.map_err(said)?;
    }
    Ok(())
}

fn said(denied: usecases::Denied) -> String {
    format!("The company could not be made: {denied}")
}
