//! The chance of an opportunity: what it is learned from is kept as opportunities end, and it follows what changes.
mod relearn;
mod set;

pub use relearn::relearn_chances;
pub use set::set_chance;

use super::fields;
use crate::Denied;
use domain::{
    crm::{
        evidence::{self, Case, Evidence, FEWEST_ENDED, Tally},
        scoring::{Ended, Frequencies, ScoredStage, Seen, Sign},
    },
    ids::{CompanyId, OpportunityId, StageId, TeamId},
    money::Currency,
};
use rust_decimal::prelude::ToPrimitive;
use store::{
    Conn, StoreError, Unit, columns, company,
    crm::chance::{self as stored, CountRow, ScoredRow},
};
use wire::crm::ChanceView;

/// What chances are computed from.
struct Book {
    counts: Frequencies,
    stages: Vec<ScoredStage>,
}

impl Book {
    async fn read(conn: &mut Conn, company: CompanyId) -> Result<Book, Denied> {
        let mut counts = Frequencies::default();
        for row in stored::counts(conn, company).await? {
            let team = match row.team.as_str() {
                "" => None,
                team => Some(team.parse::<TeamId>().map_err(Denied::fault)?),
            };
            counts.put_cases(team, columns::code(&row.sign, Sign::parse)?, row.value, row.won, row.lost);
        }
        Ok(Book { counts, stages: stages(conn, company).await? })
    }

    /// What the counts say of an open one.
    fn evidence(&self, row: &ScoredRow) -> Option<Evidence> {
        evidence::evidence(&self.counts, &seen(row), &self.stages)
    }
}

/// The stages in their order, also those out of use, for what ended in them goes on being counted. What stands in none of
/// them is won by that alone.
async fn stages(conn: &mut Conn, company: CompanyId) -> Result<Vec<ScoredStage>, Denied> {
    let stages = company::stages(conn, company).await?;
    let scored = |(sequence, stage): (i64, company::StageRecord)| ScoredStage {
        id: StageId(stage.id),
        sequence,
        is_won: false,
        teams: stage.team_id.map(TeamId).into_iter().collect(),
    };
    Ok((1..).zip(stages).map(scored).collect())
}

/// An opportunity by its signs.
fn seen(row: &ScoredRow) -> Seen {
    let country = row.country.as_deref().filter(|country| !country.is_empty());
    let full =
        |sign: Sign, value: Option<&str>| value.filter(|value| !value.is_empty()).map(|value| (sign, value.to_owned()));
    let signs = [
        full(Sign::Country, country),
        full(Sign::Email, Some(evidence::email_value(&row.email))),
        full(Sign::Phone, Some(evidence::phone_value(&row.phone, country.unwrap_or(&row.home)))),
        full(Sign::Source, Some(row.source.trim())),
        full(Sign::Language, row.language.as_deref()),
    ];
    Seen {
        team: row.team_id.map(TeamId),
        stage: Some(StageId(row.stage_id)),
        signs: signs.into_iter().flatten().collect(),
    }
}

/// Brings the chance of an opportunity, and what others learn from it, in line with its row as the unit has written it:
/// whatever makes, changes, moves, ends, reopens or merges one calls this afterwards.
pub(crate) async fn follow(unit: &mut Unit, company: CompanyId, id: OpportunityId) -> Result<(), Denied> {
    let row = stored::unscoped_one(&mut unit.conn, company, id).await?;
    let mut tally = Tally::default();
    let stages = stages(&mut unit.conn, company).await?;
    count(unit, &row, &stages, &mut tally).await?;
    add(unit, company, &tally).await?;
    if row.state != "open" {
        return Ok(());
    }
    let said = match row.chance_by_hand {
        Some(_) => None,
        None => Book::read(&mut unit.conn, company).await?.evidence(&row),
    };
    settle(unit, company, &row, said).await
}

/// Notes what is to be added so that the counts know of one what it is now: how it ended, or nothing.
async fn count(unit: &mut Unit, row: &ScoredRow, stages: &[ScoredStage], tally: &mut Tally) -> Result<(), Denied> {
    let ended = match row.state.as_str() {
        "won" => Some(Ended::Won),
        "lost" => Some(Ended::Lost),
        _ => None,
    };
    let case = ended.map(|ended| Case::of(&seen(row), ended, stages));
    let before = stored::case(&mut unit.conn, row.id).await?;
    let before: Option<Case> = before.map(|text| serde_json::from_str(&text)).transpose().map_err(Denied::fault)?;
    if before != case {
        tally.replace(before.as_ref(), case.as_ref());
        let text = case.map(|case| serde_json::to_string(&case)).transpose().map_err(Denied::fault)?;
        stored::put_case(unit, row.id, text.as_deref()).await?;
    }
    Ok(())
}

async fn add(unit: &mut Unit, company: CompanyId, tally: &Tally) -> Result<(), StoreError> {
    for ((team, sign, value), (won, lost)) in tally.added() {
        let team = team.map(|team| team.to_string()).unwrap_or_default();
        let row = CountRow { team, sign: sign.code().to_owned(), value: value.clone(), won, lost };
        stored::add(unit, company, &row).await?;
    }
    Ok(())
}

/// Writes the chance of an open one: set by hand, else as it is computed, else as it stands.
async fn settle(unit: &mut Unit, company: CompanyId, row: &ScoredRow, said: Option<Evidence>) -> Result<(), Denied> {
    let chance = row.chance_by_hand.or_else(|| said.map(|said| i64::from(said.percent))).unwrap_or(row.chance);
    if chance != row.chance {
        write(unit, company, row, chance).await?;
    }
    Ok(())
}

async fn write(unit: &mut Unit, company: CompanyId, row: &ScoredRow, chance: i64) -> Result<(), Denied> {
    let currency = Currency::parse(&row.currency).unwrap_or(Currency::EUR);
    let weighted = fields::weighted(row.expected, chance, &currency);
    let monthly = fields::weighted(row.monthly, chance, &currency);
    Ok(stored::set(unit, company, row.id, chance, (weighted, monthly)).await?)
}

/// The chance with what it rests on, of an open one that was loaded through its scope; nothing of one that ended.
pub(super) async fn view(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<Option<ChanceView>, Denied> {
    let row = stored::unscoped_one(conn, company, id).await?;
    if row.state != "open" {
        return Ok(None);
    }
    let book = Book::read(conn, company).await?;
    let (_, ended) = evidence::ended(&book.counts, None, &book.stages);
    Ok(Some(ChanceView {
        by_hand: row.chance_by_hand.and_then(|chance| chance.to_u8()),
        evidence: book.evidence(&row),
        ended,
        needed: FEWEST_ENDED,
    }))
}
