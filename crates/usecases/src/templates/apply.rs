//! What a template gives a new quotation.
use super::fields;
use crate::{
    Denied, combos,
    prices::pricer::Purse,
    quotes::price::{self, Asked},
};
use chrono::NaiveDateTime;
use domain::{
    ids::{CompanyId, LineId, MailTextId, PriceListId, TemplateId},
    lang::Lang,
    money,
    payment::deposit::TypedDeposit,
    quotes::{blocks::Block, demands::Demands, line::LineInput, regret::Exempt},
    refusal::Refusal,
};
use store::{Conn, StoreError, columns, quotes::templates as stored};
use uuid::Uuid;
use wire::prices::PriceAsk;

/// A template in a customer's language.
pub(crate) struct Applied {
    /// What the quotation is about; may be empty.
    pub title: String,
    /// The opening text; may be empty.
    pub introduction: String,
    /// Other terms; empty for the company's own.
    pub terms: String,
    /// Terms of payment, in any language; empty for the customer's.
    pub payment_terms: String,
    /// The price list; none for the customer's.
    pub price_list: Option<PriceListId>,
    /// Days it is valid; 0 for the company's usual ones.
    pub valid_days: u32,
    /// What is demanded on acceptance, in the company's currency.
    pub deposit: TypedDeposit,
    /// Whether it is accepted by name alone, where the template says so.
    pub unsigned: Option<bool>,
    /// What must be told besides the name by whoever accepts.
    pub demands: Demands,
    /// Why consumers cannot withdraw, where they cannot.
    pub exempt: Option<Exempt>,
    /// The mail text that it is first sent with; none for the company's usual one.
    pub mail_text: Option<MailTextId>,
    /// What stands above the lines, in every language.
    pub blocks: Vec<Block>,
    /// The lines, at today's prices.
    pub lines: Vec<LineInput>,
}

/// Reads a template that can be chosen, in a language.
/// # Errors
/// `not_there` at `template`.
pub(crate) async fn apply(conn: &mut Conn, company: CompanyId, id: TemplateId, lang: Lang) -> Result<Applied, Denied> {
    let row = match stored::load(conn, company, id).await {
        Ok(row) if row.active == 1 && row.deleted_at.is_none() => row,
        Ok(_) | Err(StoreError::NotFound) => return Err(Denied::at("template", Refusal::NotThere)),
        Err(error) => return Err(error.into()),
    };
    applied(&row, lang)
}

/// A template's name, and what it gives in a language, whether it can still be chosen or not.
/// # Errors
/// [`Denied::NotFound`].
pub(crate) async fn told(
    conn: &mut Conn,
    company: CompanyId,
    id: TemplateId,
    lang: Lang,
) -> Result<(String, Applied), Denied> {
    let row = stored::load(conn, company, id).await?;
    let applied = applied(&row, lang)?;
    Ok((row.name, applied))
}

/// A template's name, and those of its texts that it does not have in a language, as they are written instead.
/// # Errors
/// [`Denied::NotFound`].
pub(crate) async fn lacking(
    conn: &mut Conn,
    company: CompanyId,
    id: TemplateId,
    lang: Lang,
) -> Result<(String, Vec<String>), Denied> {
    let row = stored::load(conn, company, id).await?;
    let written = columns::lang(&row.language)?;
    let content = fields::content(&row)?;
    let texts = [&content.title, &content.introduction, &content.terms];
    let lacking = texts.into_iter().filter(|text| text.get(lang).is_empty()).map(|text| text.pick(lang, written));
    let lacking = lacking.filter(|text| !text.is_empty()).map(str::to_owned).collect();
    Ok((row.name, lacking))
}

fn applied(row: &stored::TemplateRecord, lang: Lang) -> Result<Applied, Denied> {
    let written = columns::lang(&row.language)?;
    let content = fields::content(row)?;
    Ok(Applied {
        title: content.title.pick(lang, written).to_owned(),
        introduction: content.introduction.pick(lang, written).to_owned(),
        terms: content.terms.pick(lang, written).to_owned(),
        valid_days: columns::count(row.valid_days)?,
        payment_terms: row.payment_terms.clone(),
        price_list: row.price_list_id.map(PriceListId),
        deposit: content.deposit.clone(),
        unsigned: content.unsigned,
        demands: content.demands,
        exempt: content.exempt,
        mail_text: content.mail_text,
        blocks: content.blocks.clone(),
        lines: content.lines(lang, written, || LineId(Uuid::now_v7())),
    })
}

/// Gives lines whose price nobody set by hand the price of the list, or the product's own without one. Other prices are
/// the company's, and are converted for a quotation in another currency.
/// # Errors
/// [`Denied`].
pub(crate) async fn reprice(
    conn: &mut Conn,
    company: CompanyId,
    (list, purse, at): (Option<PriceListId>, Purse, NaiveDateTime),
    lines: &mut [LineInput],
) -> Result<(), Denied> {
    let asks: Vec<PriceAsk> = lines.iter().filter_map(ask).collect();
    let asked = Asked { list, purse, at, may_see: false };
    let (_, priced) = price::price_all(conn, company, &asked, &asks).await?;
    let combos = combos::price::reprice(conn, company, &asked, lines).await?;
    for line in lines.iter_mut() {
        let LineInput::Product(line) = line else { continue };
        if let Some(price) = priced.iter().find(|price| price.id == line.id) {
            (line.unit_price, line.discount) = (price.unit_price, price.discount);
        } else if combos.contains(&line.id) {
            // Priced as a whole.
        } else if let Some(rate) = &purse.rate {
            let exact = rate.converted(line.unit_price).map_err(|_| Refusal::AmountTooLarge)?;
            line.unit_price = money::round(exact, purse.currency.decimals());
        }
    }
    Ok(())
}

fn ask(line: &LineInput) -> Option<PriceAsk> {
    let LineInput::Product(line) = line else { return None };
    Some(PriceAsk {
        id: line.id,
        product: line.product.filter(|_| !line.price_by_hand && line.role.is_sold())?,
        quantity: line.quantity,
        unit: line.unit.clone(),
        choices: line.choices.clone(),
        unit_price: line.unit_price,
        discount: line.discount,
    })
}
