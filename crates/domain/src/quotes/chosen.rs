//! What any choice comes to: lines, totals and instalments, by facts that are frozen with the version, so that the
//! customer's page, what is signed and the order cannot differ by a cent.
use super::{
    choice::Choice,
    combo,
    content::{Content, ContentLine, content_lines},
    delivery::{self, FrozenDelivery},
    group::{self, Offer, What, groups},
    line::{Line, Percent, ProductLine, Quantity, UnitPrice},
    role::{LineMark, LineRole, Wish},
    totals::{Totals, reckon},
    whole::{self, Standing},
};
use crate::{
    delivery::availability::Unavailable,
    ids::{ComboChoiceId, DeliveryMethodId, LineId},
    money::{self, Currency},
    refusal::Refusal,
    tax::book::TaxBook,
    terms::{PaymentTerms, schedule::Schedule},
};
use rust_decimal::Decimal;
use uuid::Uuid;

/// The part of a sent version that any choice is added up by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// Currency of every amount.
    pub currency: Currency,
    /// The lines as they were sent, with the seller's preselection.
    pub lines: Vec<ContentLine>,
    /// The taxes they bear.
    pub book: TaxBook,
    /// The payment terms, where instalments follow the total.
    pub plan: Option<PaymentTerms>,
    /// What the delivery's price follows the choice by.
    pub delivery: Option<FrozenDelivery>,
}

/// What a choice comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The lines; what is taken is their preselection.
    pub lines: Vec<ContentLine>,
    /// What they come to.
    pub totals: Totals,
    /// What is due when.
    pub schedule: Option<Schedule>,
    /// Why the delivery's price stayed as it was sent, where its method does not carry what was chosen.
    pub unfit: Option<Unavailable>,
}

impl Content {
    /// What any choice is added up by; nothing where there is nothing to choose.
    pub fn choosable(&self) -> Option<Choosable> {
        let (book, lines) = (self.book.clone()?, self.lines.clone());
        let (plan, delivery) = (self.plan.clone(), self.delivery.clone());
        Some(Choosable { currency: self.currency, lines, book, plan, delivery })
    }

    /// The version as it was sent with a choice made. A choice is always applied to the version itself, never to what
    /// another choice made of it.
    /// # Errors
    /// [`Refusal::AmountTooLarge`] when what was chosen passes what can be kept.
    pub fn with(&self, choice: &Choice) -> Result<Content, Refusal> {
        self.with_told(choice).map(|(content, _)| content)
    }

    /// As [`Content::with`], and why the delivery's price stayed as it was sent, where its method does not carry what was
    /// chosen.
    /// # Errors
    /// [`Refusal::AmountTooLarge`].
    pub fn with_told(&self, choice: &Choice) -> Result<(Content, Option<Unavailable>), Refusal> {
        let Some(choosable) = self.choosable() else { return Ok((self.clone(), None)) };
        let Chosen { lines, totals, schedule, unfit } = choosable.chosen(choice)?;
        Ok((Content { lines, totals, schedule, ..self.clone() }, unfit))
    }
}

impl Choosable {
    /// What a choice comes to.
    /// # Errors
    /// [`Refusal::AmountTooLarge`] when it passes what can be kept.
    pub fn chosen(&self, choice: &Choice) -> Result<Chosen, Refusal> {
        let lines = self.lines_of(choice)?;
        let (lines, unfit) = match &self.delivery {
            Some(frozen) => {
                delivery::follow(frozen, lines, (&self.currency, &self.book), |lines| self.discounted(lines))?
            }
            None => (self.discounted(lines)?, None),
        };
        let reckoning = reckon(&lines, &self.currency, &self.book)?;
        let schedule = self.plan.as_ref().map(|plan| plan.schedule(&reckoning.totals, self.currency));
        Ok(Chosen {
            lines: content_lines(&lines, &reckoning, &self.book, true),
            totals: reckoning.totals,
            schedule: schedule.transpose().map_err(|_| Refusal::AmountTooLarge)?.flatten(),
            unfit,
        })
    }

    /// The lines with a choice as their preselection.
    pub(super) fn lines_of(&self, choice: &Choice) -> Result<Vec<Line>, Refusal> {
        let parts = group::parts(&self.lines);
        let lines = self.lines.iter().zip(parts.iter().zip(groups(&parts)));
        let grouped = |what: What, group: bool| group && what != What::ComboItem;
        let made = lines.map(|(line, (part, group))| {
            chosen_line(line, part.decided(group.is_some()), grouped(part.what, group.is_some()), choice)
        });
        let mut made = made.collect::<Result<Vec<Line>, Refusal>>()?;
        combo::follow_lines(&mut made);
        Ok(made)
    }

    /// The lines with the discount on the whole that their sum earns.
    ///
    /// A percentage stays that percentage. An amount stays as it is when more is taken than was offered, and becomes
    /// less in proportion when less is taken: nobody can leave out the goods and keep what was taken off them. What
    /// was asked for as a total is an amount here, and so is a percentage that did not fit its lines any more when
    /// they were sent.
    fn discounted(&self, lines: Vec<Line>) -> Result<Vec<Line>, Refusal> {
        let frozen = self.lines.iter().any(|line| matches!(line, ContentLine::Product { wish: Some(_), .. }));
        if !frozen {
            return Ok(lines);
        }
        let offered = self.lines_of(&Choice::preselected(&group::parts(&self.lines)))?;
        follow(&offered, lines, (&self.currency, &self.book))
    }
}

/// The lines with the discount on the whole that their sum earns, by what was taken off the lines as they were offered.
pub(super) fn follow(offered: &[Line], lines: Vec<Line>, by: (&Currency, &TaxBook)) -> Result<Vec<Line>, Refusal> {
    let same = offered == lines;
    let Some(Standing { wish, now, right, .. }) = whole::standing(offered, by.0, by.1).filter(|_| !same) else {
        return Ok(lines);
    };
    let (then, before) = (without_discount(offered, by)?, without_discount(&lines, by)?);
    let wish = match wish {
        Wish::Percent(percent) if right => Wish::Percent(percent),
        _ if before >= then || then.is_zero() => Wish::Amount(now.min(before)),
        _ => Wish::Amount(money::round(now * before.max(Decimal::ZERO) / then, by.0.decimals())),
    };
    // Where nothing is left, nothing is taken off.
    let made = whole::discount(&lines, by.0, by.1, wish).map(|whole| whole.lines).unwrap_or_default();
    Ok(replaced(lines, &made))
}

/// What lines come to with tax before the discount on the whole.
fn without_discount(lines: &[Line], (currency, book): (&Currency, &TaxBook)) -> Result<Decimal, Refusal> {
    let kept: Vec<Line> = lines.iter().filter(|line| !is_discount(line)).cloned().collect();
    Ok(reckon(&kept, currency, book)?.totals.gross)
}

/// The lines with other discount lines in the place of those that stand there. A tax's line keeps its identity.
fn replaced(lines: Vec<Line>, made: &[whole::WholeLine]) -> Vec<Line> {
    let old: Vec<ProductLine> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Product(line) if line.role.is_discount() => Some(line.clone()),
            _ => None,
        })
        .collect();
    let Some(first) = old.first() else { return lines };
    let line = |made: &whole::WholeLine| {
        let id = LineId(Uuid::from_u128(first.id.0.as_u128() ^ made.tax.0.as_u128()));
        let known = old.iter().find(|line| line.tax == made.tax && line.tax_percent == made.tax_percent);
        let like = known.cloned().unwrap_or_else(|| ProductLine { id, ..first.clone() });
        Line::Product(ProductLine {
            unit_price: made.unit_price,
            quantity: Quantity::ONE,
            discount: Percent::ZERO,
            tax: made.tax,
            tax_percent: made.tax_percent,
            ..like
        })
    };
    let at = lines.iter().position(is_discount).unwrap_or(lines.len());
    let mut out: Vec<Line> = lines.into_iter().filter(|line| !is_discount(line)).collect();
    out.splice(at..at, made.iter().map(line));
    out
}

const fn is_discount(line: &Line) -> bool {
    matches!(line, Line::Product(line) if line.role.is_discount())
}

/// A line of a sent version as a line that can be added up, with the choice applied.
fn chosen_line(line: &ContentLine, decides: bool, grouped: bool, choice: &Choice) -> Result<Line, Refusal> {
    Ok(match line {
        ContentLine::Section { id, title, shape, .. } => Line::Section { id: *id, title: title.clone(), shape: *shape },
        ContentLine::Note { id, text } => Line::Note { id: *id, text: text.clone() },
        ContentLine::Product {
            id,
            name,
            description,
            quantity,
            unit,
            unit_price,
            discount,
            tax_percent,
            mark,
            tax,
            offer,
            wish,
            ..
        } => {
            let taken = choice.quantity(*id);
            let quantity = if decides { taken.unwrap_or(*quantity) } else { *quantity };
            let left_out = if grouped { taken.is_none() } else { offer.left_out };
            Line::Product(ProductLine {
                id: *id,
                product: None,
                name: name.clone(),
                description: description.clone(),
                quantity: Quantity::new(quantity)?,
                unit: unit.clone(),
                unit_price: UnitPrice::new(*unit_price)?,
                discount: Percent::new(*discount)?,
                tax: tax.ok_or(Refusal::ContentDiffers)?,
                tax_percent: Percent::new(*tax_percent)?,
                offer: Offer { left_out, ..*offer },
                role: role(*mark, *wish),
            })
        }
    })
}

/// What a line of a sent version is there for, as far as adding it up asks: it no longer says by which method it is
/// delivered.
fn role(mark: LineMark, wish: Option<Wish>) -> LineRole {
    match mark {
        LineMark::Sold => LineRole::Sold,
        LineMark::Delivery => LineRole::Delivery { method: DeliveryMethodId(Uuid::nil()) },
        LineMark::Discount => LineRole::Discount { wish: wish.unwrap_or(Wish::Amount(Decimal::ZERO)) },
        LineMark::Combo => LineRole::Combo,
        LineMark::ComboItem => LineRole::ComboItem { combo: LineId(Uuid::nil()), choice: ComboChoiceId(Uuid::nil()) },
    }
}

#[cfg(test)]
#[path = "chosen_tests.rs"]
mod tests;
