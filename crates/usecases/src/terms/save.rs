//! Make payment terms, or change them.
use super::fields;
use crate::{Cx, Denied, Staff, settings::kept};
use domain::{
    ids::{CompanyId, PaymentTermsId},
    lang::Lang,
    refusal::Refusal,
};
use i18n::T;
use store::{
    Unit, columns,
    events::{By, Change},
    quotes::sources,
    terms::{self as stored, InstalmentRecord, TermsRecord},
};
use uuid::Uuid;
use wire::terms::{SaveTerms, SavedTerms};

/// What they are called on the trail.
const KIND: &str = "payment_terms";

/// Keeps payment terms. Quotations keep the sentence they have. A form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field; `already_taken` at
/// `instalments` when other terms say the same.
pub async fn save(by: &Staff, cx: &Cx, command: SaveTerms) -> Result<SavedTerms, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveTerms) -> Result<SavedTerms, Denied> {
    let all = stored::list(&mut unit.conn, company).await?;
    let known = stored::instalments(&mut unit.conn, company).await?;
    let before = match command.id {
        None => None,
        Some(id) => Some(all.iter().find(|row| row.id == id.0).cloned().ok_or(Denied::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let last = all.last().map_or(0, |row| row.position);
    let mut row = before.clone().unwrap_or_else(|| blank(company, last + 1));
    let instalments = fields::take(&command.fields, &mut row)?;
    let currency = columns::currency(&sources::company(&mut unit.conn, company).await?.currency)?;
    let says = |row: &TermsRecord, instalments: &[InstalmentRecord]| {
        Ok::<_, Denied>(i18n::terms::sentence(T::new(Lang::Fi), &fields::terms(row, instalments)?, currency))
    };
    let sentence = says(&row, &instalments)?;
    for other in all.iter().filter(|other| other.id != row.id) {
        if says(other, &known)? == sentence {
            return Err(Denied::at("instalments", Refusal::AlreadyTaken));
        }
    }
    let id = PaymentTermsId(row.id);
    let Some(before) = before else {
        stored::insert(unit, &row, &instalments).await?;
        kept::tell(unit, company, (KIND, row.id), ("payment_terms.created", who), (sentence, Vec::new()));
        return Ok(SavedTerms { id, version: 1 });
    };
    let mine: Vec<InstalmentRecord> = known.iter().filter(|one| one.payment_terms_id == row.id).cloned().collect();
    if before == row && mine == instalments {
        return Ok(SavedTerms { id, version: before.version });
    }
    let changes = [
        Change::of("terms", says(&before, &known)?, sentence.clone()),
        Change::of("active", before.active == 1, row.active == 1),
    ];
    let version = stored::update(unit, &row, &instalments).await?;
    let changes = changes.into_iter().flatten().collect();
    kept::tell(unit, company, (KIND, row.id), ("payment_terms.changed", who), (sentence, changes));
    Ok(SavedTerms { id, version })
}

/// A row to be filled.
pub(super) fn blank(company: CompanyId, position: i64) -> TermsRecord {
    TermsRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        position,
        active: 1,
        early_percent: 0,
        early_days: 0,
        early_taxes: "reduced".into(),
    }
}
