//! What is looked at before a quotation is sent and only the server knows: prices, taxes and rates that moved, words that
//! are missing in the document's language, nobody to sign.
use super::{
    price::{Asked, price_all},
    working,
};
use crate::{
    Cx, Denied, Staff, combos, fiscal, taxes,
    templates::{apply, used},
};
use domain::{
    actors::Permission,
    fiscal::replace::replaced,
    ids::{CompanyId, FiscalPositionId, PriceListId, ProductId, QuoteId, TaxId},
    lang::Lang,
    money::step::Step,
    parties::email::Email,
    pricing::manual::by_hand,
    quotes::{
        combo,
        line::{LineInput, ProductLineInput},
        recipient::RecipientRole,
    },
    tax::{book::TaxBook, dated::rate_day},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Conn, StoreError, columns, events,
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
/// What of products was changed after the draft was made: fields by code, as their trail names them.
type Changed = BTreeMap<ProductId, BTreeSet<String>>;

/// Events of a product that are looked through.
const EVENTS: i64 = 500;
/// What of a product makes another price.
const PRICE: [&str; 4] = ["unit_price", "unit", "attributes", "combo"];

/// Looks at the draft as it is stored. Nothing is written.
/// # Errors
/// [`Denied::NotFound`].
pub async fn preflight(by: &Staff, cx: &Cx, id: QuoteId) -> Result<Preflight, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, id).await?;
    let inputs: Vec<LineInput> = lines::list(&mut conn, id).await?.into_iter().map(LineRecord::input).collect();
    let product = |line: &LineInput| match line {
        LineInput::Product(line) => Some(line.clone()),
        _ => None,
    };
    let lines: Vec<ProductLineInput> = inputs.iter().filter_map(product).collect();
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
    let changed = changed(&mut conn, &quote, &known).await?;
    let combos = moved_combos(&mut conn, company, &asked, &inputs, &changed).await?;
    Ok(Preflight {
        prices: combos + moved(&mut conn, &quote, &asked, &lines, &changed).await?,
        taxes: retaxed(&mut conn, &quote, &book, &lines, (&known, &changed)).await?,
        rates,
        untold: untold(&mut conn, &quote, &lines, &known).await?,
        template: template(&mut conn, &quote).await?,
        nobody_signs: nobody_signs(&mut conn, company, id).await?,
    })
}

/// What of the products was changed since. A picture, a text or a tag sets their row's moment too.
async fn changed(conn: &mut Conn, quote: &QuoteRecord, known: &Products) -> Result<Changed, Denied> {
    let mut changed = Changed::new();
    for (id, product) in known {
        if product.updated_at <= quote.created_at {
            continue;
        }
        let rows = events::timeline(conn, CompanyId(quote.company_id), id.0, EVENTS).await?;
        let since = rows.iter().filter(|row| row.at > quote.created_at);
        let fields = since.flat_map(|row| row.read().changes).map(|change| change.field).collect();
        changed.insert(*id, fields);
    }
    Ok(changed)
}

/// Whether any of these was changed of a product.
fn is_other(changed: &Changed, product: Option<ProductId>, fields: &[&str]) -> bool {
    let of = product.and_then(|product| changed.get(&product));
    of.is_some_and(|of| fields.iter().any(|field| of.contains(*field)))
}

/// Lines at another price than the list gives now; without a list, than a product whose price was changed since gives.
async fn moved(
    conn: &mut Conn,
    quote: &QuoteRecord,
    asked: &Asked,
    lines: &[ProductLineInput],
    changed: &Changed,
) -> Result<usize, Denied> {
    let looked_at = |line: &&ProductLineInput| {
        let follows = asked.list.is_some() || is_other(changed, line.product, &PRICE);
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

/// Combos at another price than the list gives now; without a list, than the combo or what is in it gives since it was
/// changed. A discount that a person set stays.
async fn moved_combos(
    conn: &mut Conn,
    company: CompanyId,
    asked: &Asked,
    inputs: &[LineInput],
    changed: &Changed,
) -> Result<usize, Denied> {
    let follows = |combo: &combo::Taken| {
        let mut products = std::iter::once(combo.product).chain(combo.items.iter().map(|(_, _, product)| *product));
        asked.list.is_some() || products.any(|product| is_other(changed, product, &PRICE))
    };
    let followed: Vec<combo::Taken> = combo::taken(inputs).into_iter().filter(follows).collect();
    if followed.is_empty() {
        return Ok(0);
    }
    let mut now = inputs.to_vec();
    match combos::price::reprice(conn, company, asked, &mut now).await {
        Ok(_) => {}
        // A list that cannot be asked any more has moved nothing.
        Err(Denied::Refused(_)) => return Ok(0),
        Err(other) => return Err(other),
    }
    let step = Step::of(asked.purse.currency);
    let differs = |at: usize| match (inputs.get(at), now.get(at)) {
        (Some(LineInput::Product(old)), Some(LineInput::Product(new))) => {
            by_hand(old.unit_price, Some(new.unit_price), step) || old.discount != new.discount
        }
        _ => false,
    };
    let moved = |combo: &&combo::Taken| differs(combo.at) || combo.items.iter().any(|(at, _, _)| differs(*at));
    Ok(followed.iter().filter(moved).count())
}

/// Lines whose product was given another tax since. A tax chosen by hand on a product whose tax is as it was stays.
async fn retaxed(
    conn: &mut Conn,
    quote: &QuoteRecord,
    book: &TaxBook,
    lines: &[ProductLineInput],
    (known, changed): (&Products, &Changed),
) -> Result<Vec<LineTax>, Denied> {
    let positions = fiscal::find::load(conn, CompanyId(quote.company_id)).await?;
    let replacements = positions.replacements(quote.fiscal_position_id.map(FiscalPositionId));
    let moved = lines.iter().filter(|line| !line.role.is_combo()).filter_map(|line| {
        let product = known.get(&line.product?).filter(|_| is_other(changed, line.product, &["tax"]))?;
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
