//! A template's fields, checked: its own, and its lines in every language as a quotation would have them.
use crate::{Denied, content::blocks, denied, prices, quotes::check_lines, taxes};
use domain::{
    ids::{CompanyId, LineId},
    lang::Lang,
    quotes::{
        letter::{self, Occasion},
        template::{TemplateContent, Words},
    },
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Unit, columns,
    quotes::{mail_texts, sources, templates::TemplateRecord},
};
use uuid::Uuid;
use wire::templates::TemplateFields;

/// Longest name, in characters.
pub(super) const LONGEST_NAME: usize = 100;
/// Longest title, opening text and terms of a quotation, in characters.
const LONGEST: (usize, usize) = (200, 10_000);
/// Longest terms of payment, in characters.
const LONGEST_PAYMENT_TERMS: usize = 200;
/// Longest validity, in days.
const MOST_VALID_DAYS: u32 = 365;

/// What a stored template says.
/// # Errors
/// A fault when it cannot be read.
pub(super) fn content(row: &TemplateRecord) -> Result<TemplateContent, Denied> {
    serde_json::from_str(&row.content).map_err(Denied::fault)
}

/// Takes the typed fields into the row.
/// # Errors
/// Refusals by field: `name`, `valid_days`, `terms.sv`, `lines.3.name`.
pub(super) async fn take(unit: &mut Unit, typed: &TemplateFields, row: &mut TemplateRecord) -> Result<(), Denied> {
    let company = CompanyId(row.company_id);
    let written = columns::lang(&row.language)?;
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, LONGEST_NAME)).unwrap_or_default();
    if typed.valid_days > MOST_VALID_DAYS {
        fields.refuse("valid_days", Refusal::TooLarge { most: Decimal::from(MOST_VALID_DAYS) });
    }
    row.valid_days = i64::from(typed.valid_days);
    row.active = i64::from(typed.active);
    // One that cannot be chosen cannot be the one that is chosen already.
    row.usual = i64::from(typed.usual && typed.active);
    let payment = fields.take("payment_terms", text::optional_line(&typed.payment_terms, LONGEST_PAYMENT_TERMS));
    row.payment_terms = payment.unwrap_or_default();
    prices::read::choose_from(&mut unit.conn, company, typed.price_list, row.price_list_id, &mut fields).await?;
    row.price_list_id = typed.price_list.map(|list| list.0);
    let mut content = typed.content.clone();
    words(&mut content.title, "title", &mut fields, |typed| text::optional_line(typed, LONGEST.0));
    words(&mut content.introduction, "introduction", &mut fields, |typed| text::optional_text(typed, LONGEST.1));
    words(&mut content.confirmation, "confirmation", &mut fields, |typed| {
        let typed = text::optional_text(typed, LONGEST.1)?;
        letter::check_message(&typed).map(|()| typed)
    });
    words(&mut content.terms, "terms", &mut fields, |typed| text::optional_text(typed, LONGEST.1));
    blocks::check(&mut unit.conn, company, &mut content.blocks, &mut fields).await?;
    let home = sources::company(&mut unit.conn, company).await?;
    let before = (!row.content.is_empty()).then(|| self::content(row)).transpose()?;
    // One that went out of use since stays until somebody chooses anew.
    let other_text =
        content.mail_text.filter(|text| before.as_ref().and_then(|before| before.mail_text) != Some(*text));
    if let Some(text) = other_text {
        let found = mail_texts::find(&mut unit.conn, company, text).await?;
        if found.is_none_or(|found| found.active != 1 || found.occasion == Occasion::Reminder.code()) {
            fields.refuse("mail_text", Refusal::NotAChoice);
        }
    }
    content.deposit = content.deposit.trimmed();
    if content.deposit.check(&mut fields).is_some() && home.iban.is_empty() {
        fields.refuse("deposit.kind", Refusal::NoBankAccount);
    }
    denied::all_right(fields)?;
    let currency = columns::currency(&home.currency)?;
    // Whether the taxes are there is asked; at which rate does not matter to a template.
    let taxes = taxes::book::load(&mut unit.conn, company, unit.now.utc().date()).await?;
    // A combo that changed since stays in the template until somebody chooses anew.
    for lang in Lang::ALL {
        let lines = content.lines(lang, written, || LineId(Uuid::now_v7()));
        let known = before.as_ref().map(|before| before.lines(lang, written, || LineId(Uuid::now_v7())));
        check_lines(unit, company, (&currency, &taxes), &lines, (&[], &known.unwrap_or_default()), Fields::new())
            .await?;
    }
    row.products = i64::try_from(content.products()).map_err(Denied::fault)?;
    row.content = serde_json::to_string(&content).map_err(Denied::fault)?;
    row.changed_at = unit.now.0;
    Ok(())
}

/// Checks a text in each language; refusals are named `terms.sv`.
fn words(words: &mut Words, field: &str, fields: &mut Fields, check: impl Fn(&str) -> Result<String, Refusal>) {
    for lang in Lang::ALL {
        if let Some(text) = fields.take(format!("{field}.{}", lang.code()), check(words.get(lang))) {
            words.set(lang, &text);
        }
    }
}
