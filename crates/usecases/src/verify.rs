//! Is everything as it was written? Trail, versions, files, numbers, the database's own pages.
use crate::{Cx, Denied, seals::EVIDENCE};
use domain::ids::CompanyId;
use std::collections::BTreeSet;
use store::{
    Conn, checks,
    events::{self, Verdict},
    files,
};
use wire::seals::SealStatement;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The audit trail of a company.
    TrailBroken {
        /// Whose.
        company: CompanyId,
        /// The first entry that is wrong.
        seq: i64,
    },
    /// A sent version: its hash is not that of its content, or not the one the trail tells of.
    VersionAltered {
        /// The quotation's number.
        number: String,
        /// The version's.
        version: i64,
    },
    /// A seal: its signature, what it is on, or its key, which the trail does not tell of.
    SealBroken {
        /// The quotation's number.
        number: String,
        /// The version's.
        version: i64,
    },
    /// A kept file.
    FileAltered {
        /// The hash it should have.
        sha256: String,
    },
    /// A gap in a number series.
    NumberMissing {
        /// The series.
        series: String,
        /// The number.
        missing: String,
    },
    /// Sums that a board shows and that are not what its cards add up to.
    FiguresWrong {
        /// How many of them.
        count: i64,
    },
    /// The database's own word.
    Database {
        /// What it said.
        said: String,
    },
}

/// What was looked at, and what was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Companies.
    pub companies: usize,
    /// Entries of audit trails.
    pub entries: i64,
    /// Sent versions.
    pub versions: usize,
    /// Seals.
    pub seals: usize,
    /// Numbered orders.
    pub orders: usize,
    /// Kept files.
    pub files: usize,
    /// What was wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

/// Reads everything once.
/// # Errors
/// [`Denied`] when the database cannot be read.
pub async fn verify(cx: &Cx) -> Result<Report, Denied> {
    let mut conn = cx.store.reader().await?;
    let mut report = Report::default();
    for said in checks::integrity(&mut conn).await? {
        report.findings.push(Finding::Database { said });
    }
    for company in events::unscoped_companies(&mut conn).await? {
        report.companies += 1;
        match events::verify(&mut conn, cx.store.key(), company).await? {
            Verdict::Whole { entries } => {
                report.entries += entries;
                // Whoever cuts off the end of a trail and sets its head back leaves orders it does not tell of.
                if checks::unrecorded_orders(&mut conn, company).await? > 0 {
                    report.findings.push(Finding::TrailBroken { company, seq: entries + 1 });
                }
            }
            Verdict::Broken { seq } => report.findings.push(Finding::TrailBroken { company, seq }),
        }
        let count = checks::wrong_figures(&mut conn, company).await?;
        if count > 0 {
            report.findings.push(Finding::FiguresWrong { count });
        }
        versions(&mut conn, company, &mut report).await?;
        seals(&mut conn, company, &mut report).await?;
        numbers(&mut conn, company, &mut report).await?;
    }
    for sha256 in files::unscoped_hashes(&mut conn).await? {
        report.files += 1;
        let bytes = files::bytes(&mut conn, &sha256).await?;
        if vault::digest::sha256_hex(&bytes) != sha256 {
            report.findings.push(Finding::FileAltered { sha256 });
        }
    }
    Ok(report)
}

async fn versions(conn: &mut Conn, company: CompanyId, report: &mut Report) -> Result<(), Denied> {
    let mut seen = BTreeSet::new();
    let mut after = String::new();
    loop {
        let rows = checks::versions(conn, company, &after).await?;
        let fresh = rows.iter().filter(|row| seen.insert((row.number.clone(), row.version))).count();
        if fresh == 0 {
            return Ok(());
        }
        report.versions += fresh;
        for row in &rows {
            let altered = vault::digest::sha256_hex(row.content.as_bytes()) != row.sha256 || row.recorded == 0;
            let finding = Finding::VersionAltered { number: row.number.clone(), version: row.version };
            if altered && !report.findings.contains(&finding) {
                report.findings.push(finding);
            }
        }
        // The last quotation may have been cut off by the page: read it again, whole.
        let numbers: Vec<&String> = rows.iter().map(|row| &row.number).collect();
        let last = numbers.last().map(|last| (*last).clone()).unwrap_or_default();
        after = numbers.iter().rev().find(|number| ***number != last).map_or(last, |number| (*number).clone());
    }
}

async fn seals(conn: &mut Conn, company: CompanyId, report: &mut Report) -> Result<(), Denied> {
    let mut after = String::new();
    loop {
        let rows = checks::seals(conn, company, &after).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after.clone_from(&last.sha256);
        report.seals += rows.len();
        for row in rows {
            let says = serde_json::from_str::<SealStatement>(&row.statement)
                .is_ok_and(|said| said.sha256 == row.sha256 && said.kind == row.kind && said.document == row.number);
            let same = row.kind != EVIDENCE || vault::digest::sha256_hex(row.body.as_bytes()) == row.sha256;
            let holds = vault::signing::holds(&row.public_key, &row.statement, &row.signature);
            if !(says && same && holds && row.recorded == 1) {
                report.findings.push(Finding::SealBroken { number: row.number, version: row.quote_version });
            }
        }
    }
}

async fn numbers(conn: &mut Conn, company: CompanyId, report: &mut Report) -> Result<(), Denied> {
    let given: BTreeSet<String> = checks::numbers(conn, company).await?.into_iter().collect();
    report.orders += given.iter().filter(|number| number.starts_with('O')).count();
    for (series, year, last) in checks::counters(conn, company).await? {
        let prefix = match series.as_str() {
            "order" => "O",
            "quote" => "T",
            // Others are no numbers of documents: a reference that is missing is nobody's gap.
            _ => continue,
        };
        for value in 1..=last {
            let number = format!("{prefix}-{year}-{value:04}");
            if !given.contains(&number) {
                report.findings.push(Finding::NumberMissing { series: series.clone(), missing: number });
            }
        }
    }
    Ok(())
}
