//! Make a mail text, or change one.
use super::words;
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    ids::{CompanyId, MailTextId},
    quotes::letter::{self, LONGEST_MESSAGE, LONGEST_SUBJECT, Occasion},
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Unit,
    events::{By, Change},
    quotes::mail_texts::{self as stored, MailTextRecord},
};
use uuid::Uuid;
use wire::letters::{Letter, MailTextFields, SaveMailText, SavedMailText};

/// What it is called on the trail.
const KIND: &str = "mail_text";

/// Keeps a text. Mails that wait keep the words they were put together with. A form without a change writes nothing; one
/// that is out of use is not the usual one.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals by field (`name`, `fi.subject`,
/// `sv.message`); `already_taken` at `name` when another has it.
pub async fn save(by: &Staff, cx: &Cx, command: SaveMailText) -> Result<SavedMailText, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveMailText) -> Result<SavedMailText, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => Some(stored::find(&mut unit.conn, company, id).await?.ok_or(Denied::NotFound)?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let mut row = before.clone().unwrap_or_else(|| blank(company));
    take(&command.fields, &mut row)?;
    let id = MailTextId(row.id);
    let Some(before) = before else {
        stored::insert(unit, &row).await.map_err(kept::name_taken)?;
        kept::tell(unit, company, (KIND, row.id), ("mail_text.created", who), (row.name, Vec::new()));
        return Ok(SavedMailText { id, version: 1 });
    };
    if before == row {
        return Ok(SavedMailText { id, version: before.version });
    }
    let changes = changes(&before, &row)?;
    let version = stored::update(unit, &row).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, (KIND, row.id), ("mail_text.changed", who), (row.name, changes));
    Ok(SavedMailText { id, version })
}

fn take(typed: &MailTextFields, row: &mut MailTextRecord) -> Result<(), Denied> {
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 100)).unwrap_or_default();
    row.occasion = typed.occasion.code().to_owned();
    row.active = i64::from(typed.active);
    row.usual = i64::from(typed.usual && typed.active);
    let mut letters: Vec<Letter> = Vec::new();
    for one in &typed.letters {
        let said = checked(one, &mut fields);
        if letters.iter().any(|other| other.language == one.language) {
            fields.refuse(one.language.code(), Refusal::NotAChoice);
        }
        letters.extend(said);
    }
    letters.sort_by_key(|letter| letter.language);
    let silent = |one: &Letter| one.subject.trim().is_empty() && one.message.trim().is_empty();
    if typed.letters.iter().all(silent) {
        let first = typed.letters.first().map(|one| one.language).unwrap_or_default();
        fields.refuse(format!("{}.subject", first.code()), Refusal::Required);
    }
    row.texts = serde_json::to_string(&letters).map_err(Denied::fault)?;
    denied::all_right(fields)
}

/// A letter without a word is none; half a letter is refused.
fn checked(typed: &Letter, fields: &mut Fields) -> Option<Letter> {
    let at = |field: &str| format!("{}.{field}", typed.language.code());
    let subject = fields.take(at("subject"), text::optional_line(&typed.subject, LONGEST_SUBJECT))?;
    let message = fields.take(at("message"), text::optional_text(&typed.message, LONGEST_MESSAGE))?;
    if subject.is_empty() && message.is_empty() {
        return None;
    }
    if subject.is_empty() {
        fields.refuse(at("subject"), Refusal::Required);
    }
    if message.is_empty() {
        fields.refuse(at("message"), Refusal::Required);
    }
    fields.take(at("subject"), letter::check_subject(&subject));
    fields.take(at("message"), letter::check_message(&message));
    Some(Letter { language: typed.language, subject, message })
}

fn changes(before: &MailTextRecord, after: &MailTextRecord) -> Result<Vec<Change>, Denied> {
    let told = |row: &MailTextRecord| -> Result<String, Denied> {
        let letters = words::letters(row)?;
        Ok(letters.into_iter().map(|one| format!("{}\n{}", one.subject, one.message)).collect::<Vec<_>>().join("\n\n"))
    };
    let occasion = |row: &MailTextRecord| Occasion::parse(&row.occasion).map(Occasion::code).unwrap_or_default();
    let found = [
        Change::of("name", &before.name, &after.name),
        Change::of("occasion", occasion(before), occasion(after)),
        Change::of("usual", before.usual == 1, after.usual == 1),
        Change::of("active", before.active == 1, after.active == 1),
        Change::of("texts", told(before)?, told(after)?),
    ];
    Ok(found.into_iter().flatten().collect())
}

fn blank(company: CompanyId) -> MailTextRecord {
    MailTextRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        name: String::new(),
        occasion: Occasion::First.code().to_owned(),
        usual: 0,
        active: 1,
        texts: String::new(),
    }
}
