//! The public CRM data set: customers, products, sellers with their teams, opportunities with their history.
//!
//! Every record keeps its key from the data set, so a second run makes nothing twice and an interrupted one goes
//! on where it stopped. Sellers are there to own what they sold: they cannot sign in, and nobody is mailed.
mod base;
mod deals;
mod people;

use super::report::{Kind, Report};
use crate::{Cx, Denied, account, demo};
use domain::actors::Permission;
use intake::crm_sales::DataSet;
use std::sync::Arc;
use store::events::{EventData, NewEvent};

/// What every key from this data set begins with.
const PREFIX: &str = "crm-sales:";

/// Loads the set into the installation's company, in batches, each a unit of work.
/// # Errors
/// [`Denied`]; what was made until then stays.
pub async fn crm_sales(cx: &Cx, set: DataSet) -> Result<Report, Denied> {
    let by = account::operator(cx, demo::only_company(cx).await?).await?;
    let company = by.scope(Permission::Settings)?.company;
    let mut report = Report {
        kinds: Vec::new(),
        skipped: set.skipped.iter().map(ToString::to_string).collect(),
        respelt: set.respelt.iter().map(ToString::to_string).collect(),
    };
    let set = Arc::new(set);
    let (sellers, kinds) = people::load(cx, &by, &set).await?;
    report.kinds.extend(kinds);
    let (base, kinds) = base::load(cx, &by, &set).await?;
    report.kinds.extend(kinds);
    report.kinds.push(deals::load(cx, &by, &set, &sellers, &base).await?);
    let (who, body) = (by.by(), summary(&report));
    if report.made() > 0 {
        cx.store
            .unit(cx.clock.now(), move |unit| {
                let (who, body) = (who.clone(), body.clone());
                Box::pin(async move {
                    let data = EventData { body, ..EventData::default() };
                    unit.event(NewEvent::new(company, "company", company.0, "import.made", who).with(data));
                    unit.announce(company, "opportunity", company.0);
                    unit.announce(company, "party", company.0);
                    Ok::<_, Denied>(())
                })
            })
            .await?;
    }
    Ok(report)
}

fn summary(report: &Report) -> String {
    let made: Vec<String> = report.kinds.iter().map(|Kind { name, made, .. }| format!("{name}: {made}")).collect();
    format!("CRM Sales Opportunities ({})", made.join(", "))
}
