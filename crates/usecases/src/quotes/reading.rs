//! What is known of the customer's reading, for whoever sells.
use crate::{Denied, clock::Zone};
use chrono::NaiveDate;
use domain::{
    ids::QuoteId,
    quotes::reading::{Part, Step, longest},
};
use store::{
    Conn, columns,
    quotes::{reading, record::QuoteRecord},
};
use wire::quotes::ReadingNote;

/// How the version that was sent was read; nothing before it is sent.
pub(super) async fn note(
    conn: &mut Conn,
    quote: &QuoteRecord,
    today: NaiveDate,
    zone: Zone,
) -> Result<ReadingNote, Denied> {
    let Some(sent) = quote.sent_version else { return Ok(ReadingNote::default()) };
    let id = QuoteId(quote.id);
    let (times, last) = reading::visits(conn, id, sent).await?;
    let told: Vec<(Part, Step)> = reading::times(conn, id, sent)
        .await?
        .into_iter()
        .filter_map(|(part, step)| Some((Part::parse(&part)?, Step::ranked(step)?)))
        .collect();
    Ok(ReadingNote {
        times: columns::count(times)?,
        last: last.map(|at| zone.stamp_micros(at)),
        today: Some(today),
        longest: longest(&told),
    })
}
