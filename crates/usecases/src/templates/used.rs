//! Which template a quotation was made from, or took later.
use super::fields;
use crate::Denied;
use domain::{
    ids::{CompanyId, QuoteId, TemplateId},
    lang::Lang,
    quotes::template::TemplateContent,
    refusal::{Fields, Refusal},
};
use store::{
    Conn, StoreError, Unit, columns,
    events::Change,
    quotes::{mail_texts, templates as stored},
};

/// The template of a quotation that was read.
/// # Errors
/// [`Denied`].
pub(crate) async fn of(conn: &mut Conn, quote: QuoteId) -> Result<Option<TemplateId>, Denied> {
    Ok(stored::used(conn, quote).await?)
}

/// What the template of a quotation that was read says, with the language it was written in, whether it can still be
/// chosen or not.
/// # Errors
/// [`Denied`].
pub(crate) async fn written(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
) -> Result<Option<(Lang, TemplateContent)>, Denied> {
    let Some(id) = stored::used(conn, quote).await? else { return Ok(None) };
    let row = stored::load(conn, company, id).await?;
    Ok(Some((columns::lang(&row.language)?, fields::content(&row)?)))
}

/// Notes a refusal when a quotation takes a template that cannot be chosen; the one it has stays right.
/// # Errors
/// [`Denied`].
pub(crate) async fn choose_from(
    unit: &mut Unit,
    company: CompanyId,
    (wanted, before): (Option<TemplateId>, Option<TemplateId>),
    fields: &mut Fields,
) -> Result<(), Denied> {
    let Some(wanted) = wanted.filter(|wanted| Some(*wanted) != before) else { return Ok(()) };
    match stored::load(&mut unit.conn, company, wanted).await {
        Ok(row) if row.active == 1 && row.deleted_at.is_none() => {}
        Ok(_) | Err(StoreError::NotFound) => fields.refuse("template", Refusal::NotThere),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Notes the template that a locked quotation has taken, or that it has left; the text of its first mail is its template's.
/// # Errors
/// [`Denied`].
pub(crate) async fn put(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    template: Option<TemplateId>,
) -> Result<(), Denied> {
    stored::put_used(unit, company, quote, template).await?;
    mail_texts::forget_of_quote(unit, quote).await?;
    let Some(template) = template else { return Ok(()) };
    let row = stored::load(&mut unit.conn, company, template).await?;
    // A text that is gone since is as good as none.
    if let Some(text) = fields::content(&row)?.mail_text
        && mail_texts::find(&mut unit.conn, company, text).await?.is_some()
    {
        mail_texts::set_of_quote(unit, quote, text).await?;
    }
    Ok(())
}

/// What the history tells of another template: the names.
/// # Errors
/// [`Denied`].
pub(crate) async fn change(
    unit: &mut Unit,
    company: CompanyId,
    (before, after): (Option<TemplateId>, Option<TemplateId>),
) -> Result<Option<Change>, Denied> {
    if before == after {
        return Ok(None);
    }
    let (old, new) = (name(unit, company, before).await?, name(unit, company, after).await?);
    Ok(Change::of("template", old, new))
}

async fn name(unit: &mut Unit, company: CompanyId, id: Option<TemplateId>) -> Result<String, Denied> {
    let Some(id) = id else { return Ok(String::new()) };
    match stored::load(&mut unit.conn, company, id).await {
        Ok(row) => Ok(row.name),
        // It was refused already.
        Err(StoreError::NotFound) => Ok(String::new()),
        Err(error) => Err(error.into()),
    }
}
