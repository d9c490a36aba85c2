//! The words of a template that go with the mail which confirms the order.
use super::fields;
use crate::Denied;
use domain::{
    ids::{CompanyId, QuoteId},
    lang::Lang,
    quotes::template::Words,
};
use store::{Conn, columns, quotes::templates as stored};

/// What the template of a quotation says to whoever has accepted it, in a language, else in the one it was written in; empty
/// where it says nothing. A template that was deleted since still speaks for what was made from it.
/// # Errors
/// [`Denied`].
pub(crate) async fn said(conn: &mut Conn, company: CompanyId, quote: QuoteId, lang: Lang) -> Result<String, Denied> {
    let Some(id) = stored::used(conn, quote).await? else { return Ok(String::new()) };
    let row = stored::load(conn, company, id).await?;
    Ok(fields::content(&row)?.confirmation.pick(lang, columns::lang(&row.language)?).to_owned())
}

/// The words in every language, for another template that is made of such a quotation.
/// # Errors
/// [`Denied`].
pub(super) async fn of(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<Words, Denied> {
    match stored::used(conn, quote).await? {
        Some(id) => Ok(fields::content(&stored::load(conn, company, id).await?)?.confirmation),
        None => Ok(Words::default()),
    }
}
