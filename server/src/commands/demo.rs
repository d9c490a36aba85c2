//! `tarjous demo`: fill an empty database with the demo company.
use super::open;
use crate::config::Config;
use usecases::Cx;

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
