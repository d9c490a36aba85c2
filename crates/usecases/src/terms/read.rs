//! Payment terms as pages show them, and as quotations recognize them.
use super::fields;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, PaymentTermsId},
    money::Currency,
    terms::PaymentTerms,
};
use store::{Conn, columns, quotes::sources, terms as stored};
use wire::terms::{TermsChoice, TermsFields, TermsForm, TermsView};

/// All payment terms of the company, those no longer in use too.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list(by: &Staff, cx: &Cx) -> Result<TermsView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company).await?;
    let instalments = stored::instalments(&mut conn, company).await?;
    let form = |row| {
        let PaymentTerms { id, instalments, early } = fields::terms(row, &instalments)?;
        let fields = TermsFields { instalments, early, active: row.active == 1 };
        Ok(TermsForm { id, version: row.version, fields })
    };
    let terms = rows.iter().map(form).collect::<Result<_, Denied>>()?;
    let currency = columns::currency(&sources::company(&mut conn, company).await?.currency)?;
    Ok(TermsView { terms, currency })
}

/// The payment terms that forms offer and recognize.
/// # Errors
/// [`Denied`].
pub async fn choices(by: &Staff, cx: &Cx) -> Result<Vec<TermsChoice>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    let currency = columns::currency(&sources::company(&mut conn, company).await?.currency)?;
    known(&mut conn, company, currency).await
}

/// The company's payment terms with their sentences for a document in a currency.
/// # Errors
/// [`Denied`].
pub(crate) async fn known(conn: &mut Conn, company: CompanyId, currency: Currency) -> Result<Vec<TermsChoice>, Denied> {
    let rows = stored::list(conn, company).await?;
    let instalments = stored::instalments(conn, company).await?;
    let choice = |row: &stored::TermsRecord| {
        let terms = fields::terms(row, &instalments)?;
        let sentence = i18n::terms::sentences(&terms, currency);
        Ok(TermsChoice { terms, sentence, active: row.active == 1 })
    };
    rows.iter().map(choice).collect()
}

/// The payment terms whose sentence a document says; nothing where a person wrote something else.
/// # Errors
/// [`Denied`].
pub(crate) async fn said(
    conn: &mut Conn,
    company: CompanyId,
    says: &str,
    currency: Currency,
) -> Result<Option<PaymentTerms>, Denied> {
    let choices = known(conn, company, currency).await?;
    Ok(TermsChoice::find(&choices, says).map(|choice| choice.terms.clone()))
}

/// The sentence in the language of a document, where a text is that of payment terms in any language.
/// # Errors
/// [`Denied`].
pub(crate) async fn in_language(
    conn: &mut Conn,
    company: CompanyId,
    says: String,
    lang: domain::lang::Lang,
    currency: Currency,
) -> Result<String, Denied> {
    let choices = known(conn, company, currency).await?;
    Ok(TermsChoice::find(&choices, &says).map_or(says, |choice| choice.sentence.of(lang).to_owned()))
}

/// Which terms a row is about.
pub(super) fn id_of(row: &stored::TermsRecord) -> PaymentTermsId {
    PaymentTermsId(row.id)
}
