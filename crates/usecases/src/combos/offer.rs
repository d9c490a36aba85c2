//! Combos for lines: what there is to choose in the document's language, and what the price list makes of them.
use super::price;
use crate::{
    Cx, Denied, Staff,
    prices::pricer::{Pricer, discreet, spoken_of},
    products::list,
    quotes::{translate, working},
};
use domain::{
    actors::Permission, combos::Choice, lang::Lang, quotes::line::MOST_LINES, refusal::Refusal, units::written::find,
};
use store::{
    Conn, columns,
    products::list::ProductListRow,
    quotes::{record, sources},
};
use wire::{
    combos::{ComboOffer, ComboOffers, OfferCombos},
    products::ProductRow,
};

/// What combos of a quotation come to, and what one may take of them. Nothing is written. Whoever may not see what
/// products cost gets an account without the steps that would tell.
/// # Errors
/// [`Denied::NotFound`]; `not_a_choice` at `list`.
pub async fn offer(by: &Staff, cx: &Cx, ask: OfferCombos) -> Result<ComboOffers, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    if ask.combos.len() > MOST_LINES {
        return Err(Denied::at("lines", Refusal::TooManyLines { most: MOST_LINES as u32 }));
    }
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, ask.quote).await?;
    let purse = working::purse(&quote)?;
    let at = by.zone().local(cx.clock.now());
    let pricer = Pricer::of(&mut conn, company, ask.list, (purse, at)).await?;
    let own = columns::lang(&sources::company(&mut conn, company).await?.language)?;
    let language = Language { own, wanted: ask.language };
    let may_see = by.sees_margin();
    let mut combos = Vec::new();
    for one in &ask.combos {
        let found = price::find(&mut conn, company, (&pricer, purse), (one.product, one.quantity)).await?;
        let Some(found) = found else { continue };
        let mut items = Vec::new();
        for item in found.items {
            items.push(language.row(&mut conn, &pricer, item, may_see).await?);
        }
        combos.push(ComboOffer {
            id: one.id,
            product: language.row(&mut conn, &pricer, found.product, may_see).await?,
            priced: found.priced,
            discount: found.found.discount,
            net: found.found.net,
            why: if may_see { found.found.why } else { discreet(found.found.why) },
            names: found.choices.iter().map(|choice| (choice.id, language.name(choice))).collect(),
            items,
        });
    }
    let lists = pricer.names(&mut conn, company).await?;
    let categories = spoken_of(combos.iter().map(|combo| &combo.why), &pricer.shelf.categories);
    Ok(ComboOffers { lists, categories, combos })
}

/// The company's language, and that of the document.
#[derive(Clone, Copy)]
struct Language {
    own: Lang,
    wanted: Lang,
}

impl Language {
    fn name(self, choice: &Choice) -> String {
        choice.name.pick(self.wanted, self.own).to_owned()
    }

    async fn row(
        self,
        conn: &mut Conn,
        pricer: &Pricer,
        row: ProductListRow,
        may_see: bool,
    ) -> Result<ProductRow, Denied> {
        let mut row = list::row(row, may_see)?;
        if self.wanted != self.own {
            translate(conn, &mut row, self.wanted).await?;
        }
        if let Some(unit) = find(&pricer.shelf.units, &row.unit) {
            unit.symbol.of(self.wanted).clone_into(&mut row.unit);
        }
        Ok(row)
    }
}
