//! The picture of a product: what its cards show on the customer's page.
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    ids::{CompanyId, ProductId},
    lang::Lang,
    quotes::{
        blocks::{LONGEST_DESCRIPTION, MOST_SIZES},
        template::Words,
    },
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Conn, StoreError, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    products::{pictures as stored, record},
    quotes::blocks,
};
use wire::products::{ProductPicture, SetProductPicture};

/// The picture; none where the product has none.
/// # Errors
/// A fault when it cannot be read.
pub(crate) async fn read(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
) -> Result<Option<ProductPicture>, Denied> {
    match stored::find(conn, company, product).await?.as_str() {
        "" => Ok(None),
        text => Ok(Some(serde_json::from_str(text).map_err(Denied::fault)?)),
    }
}

/// Gives a product a picture, another one, other words for it, or none. Versions that were sent keep theirs. The same again
/// writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`]; [`Denied::Stale`] when somebody else has set it since; refusals at
/// `picture` and `description_fi` …
pub async fn set_picture(by: &Staff, cx: &Cx, command: SetProductPicture) -> Result<(), Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    let (key, fingerprint) = (command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SetProductPicture) -> Result<(), Denied> {
    let mut product = record::load(&mut unit.conn, company, command.id).await?;
    let picture = match command.picture {
        Some(picture) => Some(check(&mut unit.conn, company, picture).await?),
        None => None,
    };
    let before = read(&mut unit.conn, company, command.id).await?;
    if before == picture {
        return Ok(());
    }
    if before != command.before {
        return Err(Denied::Stale { current: product.version });
    }
    // Whoever sets it at the same moment meets this one at the product's version.
    product.updated_at = unit.now.0;
    record::update(unit, &product).await?;
    let told = |picture: &Option<ProductPicture>| {
        let first = picture.as_ref().and_then(|picture| picture.sizes.first());
        first.map(|size| size.sha256.chars().take(12).collect::<String>()).unwrap_or_default()
    };
    let text = match &picture {
        Some(picture) => serde_json::to_string(picture).map_err(Denied::fault)?,
        None => String::new(),
    };
    stored::put(unit, company, command.id, &text).await?;
    let changes = Change::of("picture", told(&before), told(&picture)).into_iter().collect();
    unit.event(
        NewEvent::new(company, "product", product.id, "product.changed", who)
            .with(EventData { changes, ..EventData::default() }),
    );
    unit.announce(company, "product", product.id);
    Ok(())
}

/// The sizes are the company's own, as they were drawn; the words are cleaned.
async fn check(conn: &mut Conn, company: CompanyId, typed: ProductPicture) -> Result<ProductPicture, Denied> {
    let mut fields = Fields::new();
    let ProductPicture { mut sizes, description: typed } = typed;
    if sizes.is_empty() || sizes.len() > MOST_SIZES {
        fields.refuse("picture", Refusal::Required);
    }
    for size in sizes.iter_mut().take(MOST_SIZES) {
        match blocks::picture(conn, company, &size.sha256).await {
            Ok(found) => (size.width, size.height) = (columns::count(found.width)?, columns::count(found.height)?),
            Err(StoreError::NotFound) => fields.refuse("picture", Refusal::NotThere),
            Err(error) => return Err(error.into()),
        }
    }
    let mut description = Words::default();
    for lang in Lang::ALL {
        let field = format!("picture_{}", lang.code());
        let words = fields.take(field, text::optional_line(typed.get(lang), LONGEST_DESCRIPTION));
        description.set(lang, &words.unwrap_or_default());
    }
    denied::all_right(fields)?;
    Ok(ProductPicture { sizes, description })
}
