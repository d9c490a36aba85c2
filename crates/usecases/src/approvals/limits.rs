//! What sellers may give without asking.
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use store::{
    columns,
    events::{Change, EventData, NewEvent},
    quotes::approvals::{self as stored, FiguresRecord},
};
use wire::approvals::LimitFields;

/// What sellers may give without asking: percentages, empty for no limit.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read_limits(by: &Staff, cx: &Cx) -> Result<LimitFields, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    Ok(typed(&stored::limits(&mut conn, company).await?))
}

/// Sets the limits; they hold from the next sending on.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; refusals by field.
pub async fn set_limits(by: &Staff, cx: &Cx, command: LimitFields) -> Result<(), Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let who = by.by();
    let after = checked(&command)?;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let who = who.clone();
            Box::pin(async move {
                let before = stored::limits(&mut unit.conn, company).await?;
                let changes = changes(&before, &after);
                if changes.is_empty() {
                    return Ok(());
                }
                stored::set_limits(unit, company, &after).await?;
                let data = EventData { changes, ..EventData::default() };
                unit.event(NewEvent::new(company, "company", company.0, "company.changed", who).with(data));
                unit.announce(company, "settings", company.0);
                Ok::<_, Denied>(())
            })
        })
        .await
}

/// Discounts are kept in percent, margins as parts of the net.
fn typed(figures: &FiguresRecord) -> LimitFields {
    let percent = |figure: Option<i64>| figure.map(|figure| columns::decimal(figure).normalize());
    let part = |figure: Option<i64>| figure.map(|figure| (columns::decimal(figure) * Decimal::ONE_HUNDRED).normalize());
    LimitFields {
        line_discount: percent(figures.line_discount),
        total_discount: percent(figures.total_discount),
        line_margin: part(figures.line_margin),
        total_margin: part(figures.total_margin),
    }
}

fn checked(typed: &LimitFields) -> Result<FiguresRecord, Denied> {
    let mut fields = Fields::new();
    let mut percent = |field: &str, figure: Option<Decimal>, least: Decimal| {
        let figure = figure?;
        let most = Decimal::ONE_HUNDRED;
        if figure < least {
            fields.refuse(field, Refusal::TooSmall { least });
        } else if figure > most {
            fields.refuse(field, Refusal::TooLarge { most });
        } else if figure.normalize().scale() > 2 {
            fields.refuse(field, Refusal::TooManyDecimals { decimals: 2 });
        }
        Some(figure)
    };
    let line_discount = percent("line_discount", typed.line_discount, Decimal::ZERO);
    let total_discount = percent("total_discount", typed.total_discount, Decimal::ZERO);
    let line_margin = percent("line_margin", typed.line_margin, -Decimal::ONE_HUNDRED);
    let total_margin = percent("total_margin", typed.total_margin, -Decimal::ONE_HUNDRED);
    denied::all_right(fields)?;
    let kept = |figure: Option<Decimal>| figure.map(columns::millionths).transpose();
    let part = |figure: Option<Decimal>| kept(figure.map(|figure| figure / Decimal::ONE_HUNDRED));
    Ok(FiguresRecord {
        line_discount: kept(line_discount)?,
        total_discount: kept(total_discount)?,
        line_margin: part(line_margin)?,
        total_margin: part(total_margin)?,
    })
}

fn changes(before: &FiguresRecord, after: &FiguresRecord) -> Vec<Change> {
    let (old, new) = (typed(before), typed(after));
    let text = |figure: Option<Decimal>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    [
        Change::of("limit_line_discount", text(old.line_discount), text(new.line_discount)),
        Change::of("limit_total_discount", text(old.total_discount), text(new.total_discount)),
        Change::of("limit_line_margin", text(old.line_margin), text(new.line_margin)),
        Change::of("limit_total_margin", text(old.total_margin), text(new.total_margin)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
