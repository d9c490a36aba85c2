//! What is looked at before a quotation is sent and only the server knows: prices, taxes and rates that moved, words that
//! are missing in the document's language, nobody to sign.
use super::{
    price::{Asked, price_all},
    working,
};
use crate::{
    Cx, Denied, Staff, fiscal, taxes,
    templates::{apply, used},
};
use domain::{
    actors::Permission,
    fiscal::replace::replaced,
    ids::{CompanyId, FiscalPositionId, PriceListId, ProductId, QuoteId, TaxId},
    lang::Lang,
    parties::email::Email,
    quotes::{
        line::{LineInput, ProductLineInput},
        recipient::RecipientRole,
    },
    tax::{book::TaxBook, dated::rate_day},
};
use std::collections::BTreeMap;
use store::{
    Conn, StoreError, columns,
    products::{
        facts,
        record::{self as products, ProductRecord},
    },
    quotes::{
        lines::{self, LineRecord},
        recipients,
        record::{self, QuoteRecord},
        sources,
    },
};
use wire::{
    fiscal::LineTax,
    preflight::{Preflight, RateMove, UntoldTemplate},
    prices::PriceAsk,
    products::{ProductName, TaxView},
};

/// The products of a draft's lines.
type Products = BTreeMap<ProductId, ProductRecord>;

/// Looks at the draft as it is stored. Nothing is written.
/// # Errors
/// [`Denied::NotFound`].
pub async fn preflight(by: &Staff, cx: &Cx, id: QuoteId) -> Result<Preflight, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, id).await?;
    let lines: Vec<ProductLineInput> = lines::list(&mut conn, id)
        .await?
        .into_iter()
        .map(LineRecord::input)
        .filter_map(|line| match line {
            LineInput::Product(line) => Some(line),
            _ => None,
        })
        .collect();
    let mut known = Products::new();
    for product in lines.iter().filter_map(|line| line.product) {
        if known.contains_key(&product) {
            continue;
        }
        match products::load(&mut conn, company, product).await {
            Ok(found) => known.insert(product, found),
            Err(StoreError::NotFound) => continue,
            Err(other) => return Err(other.into()),
        };
    }
    let today = by.zone().day(cx.clock.now());
    let book = working::book(&mut conn, &quote, today).await?;
    let asked = Asked {
        list: quote.price_list_id.map(PriceListId),
        purse: working::purse(&quote)?,
        at: by.zone().local(cx.clock.now()),
        may_see: false,
    };
    let day = rate_day(columns::optional_day(quote.delivery_on.clone())?, today);
    let rates = if day == today {
        Vec::new()
    } else {
        let now = taxes::book::load(&mut conn, company, today).await?;
        rates(&lines, &now, &book).map(|(name, today, then)| RateMove { name, today, then, day }).collect()
    };
    Ok(Preflight {
        prices: moved(&mut conn, &quote, &asked, &lines, &known).await?,
        taxes: retaxed(&mut conn, &quote, &book, &lines, &known).await?,
        rates,
        untold: untold(&mut conn, &quote, &lines, &known).await?,
        template: template(&mut conn, &quote).await?,
        nobody_signs: nobody_signs(&mut conn, company, id).await?,
    })
}

/// Whether a product was changed after the draft was made.
fn since(quote: &QuoteRecord, product: &ProductRecord) -> bool {
    product.updated_at > quote.created_at
}

/// Lines at another price than the list gives now; without a list, than a product that was changed since gives.
async fn moved(
    conn: &mut Conn,
    quote: &QuoteRecord,
    asked: &Asked,
    lines: &[ProductLineInput],
    known: &Products,
) -> Result<usize, Denied> {
    let looked_at = |line: &&ProductLineInput| {
        let product = line.product.and_then(|product| known.get(&product));
        let follows = product.is_some_and(|product| asked.list.is_some() || since(quote, product));
        follows && !line.price_by_hand && line.role.is_sold()
    };
    let ask = |line: &ProductLineInput| {
        Some(PriceAsk {
            id: line.id,
            product: line.product?,
            quantity: line.quantity,
            unit: line.unit.clone(),
            choices: line.choices.clone(),
            unit_price: line.unit_price,
            discount: line.discount,
        })
    };
    let asks: Vec<PriceAsk> = lines.iter().filter(looked_at).filter_map(ask).collect();
    match price_all(conn, CompanyId(quote.company_id), asked, &asks).await {
        Ok((_, priced)) => Ok(priced.iter().filter(|price| price.differs).count()),
        // A list that cannot be asked any more has moved nothing.
        Err(Denied::Refused(_)) => Ok(0),
        Err(other) => Err(other),
    }
}

/// Lines whose product bears another tax since it was changed. A tax chosen by hand on a product that is as it was stays.
async fn retaxed(
    conn: &mut Conn,
    quote: &QuoteRecord,
    book: &TaxBook,
    lines: &[ProductLineInput],
    known: &Products,
) -> Result<Vec<LineTax>, Denied> {
    let positions = fiscal::find::load(conn, CompanyId(quote.company_id)).await?;
    let replacements = positions.replacements(quote.fiscal_position_id.map(FiscalPositionId));
    let moved = lines.iter().filter(|line| !line.role.is_combo()).filter_map(|line| {
        let product = known.get(&line.product?).filter(|product| since(quote, product))?;
        let to = replaced(&replacements, TaxId(product.tax_id), fiscal::find::supply_of(&product.kind));
        let booked = book.find(to).filter(|_| to != line.tax)?;
        let tax = TaxView { id: to, name: booked.name.clone(), percent: booked.percent().get() };
        Some(LineTax { id: line.id, tax, by_hand: false })
    });
    Ok(moved.collect())
}

/// Taxes of lines by name, with their rates by one book and by another where those differ.
fn rates<'a>(
    lines: &[ProductLineInput],
    now: &'a TaxBook,
    then: &'a TaxBook,
) -> impl Iterator<Item = (String, rust_decimal::Decimal, rust_decimal::Decimal)> {
    let mut used: Vec<TaxId> = lines.iter().map(|line| line.tax).collect();
    used.sort_unstable();
    used.dedup();
    used.into_iter().filter_map(|tax| {
        let (now, then) = (now.find(tax)?, then.find(tax)?);
        let (before, after) = (now.percent().get(), then.percent().get());
        (before != after).then(|| (then.name.clone(), before, after))
    })
}

/// Products that stand there in the company's words because they have none in the document's language.
async fn untold(
    conn: &mut Conn,
    quote: &QuoteRecord,
    lines: &[ProductLineInput],
    known: &Products,
) -> Result<Vec<ProductName>, Denied> {
    let lang = columns::lang(&quote.language)?;
    let own: Lang = columns::lang(&sources::company(conn, CompanyId(quote.company_id)).await?.language)?;
    let mut untold = Vec::new();
    if lang == own {
        return Ok(untold);
    }
    for (id, product) in known {
        let texts = facts::texts(conn, *id).await?;
        let told = texts.iter().find(|text| text.language == lang.code());
        let no_name = told.is_none_or(|text| text.name.is_empty());
        let no_more = !product.description.is_empty() && told.is_none_or(|text| text.description.is_empty());
        // What somebody wrote on the line is in their words, whatever the product lacks.
        let lacks = lines.iter().filter(|line| line.product == Some(*id)).any(|line| {
            (no_name && line.name.starts_with(&product.name)) || (no_more && line.description == product.description)
        });
        if lacks {
            untold.push(ProductName { id: *id, code: product.code.clone(), name: product.name.clone() });
        }
    }
    Ok(untold)
}

/// The quotation's template, where a text of it stands there in another language because it lacks the document's.
async fn template(conn: &mut Conn, quote: &QuoteRecord) -> Result<Option<UntoldTemplate>, Denied> {
    let Some(id) = used::of(conn, QuoteId(quote.id)).await? else { return Ok(None) };
    let lang = columns::lang(&quote.language)?;
    let (name, lacking) = match apply::lacking(conn, CompanyId(quote.company_id), id, lang).await {
        Ok(found) => found,
        Err(Denied::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let stands = |text: &String| [&quote.title, &quote.introduction, &quote.terms].contains(&text);
    Ok(lacking.iter().any(stands).then_some(UntoldTemplate { id, name }))
}

/// Whether nobody among those it goes to can sign: before anybody is named, the customer's own address is looked at.
async fn nobody_signs(conn: &mut Conn, company: CompanyId, quote: QuoteId) -> Result<bool, Denied> {
    let mut named = recipients::list(conn, company, quote).await?;
    named.retain(|one| one.left_out_at.is_none());
    let signs = |one: &recipients::RecipientRecord| {
        RecipientRole::parse(&one.role) == Some(RecipientRole::Signer) && Email::parse(&one.email).is_ok()
    };
    Ok(!named.is_empty() && !named.iter().any(signs))
}
