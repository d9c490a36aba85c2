//! Two sellers changed the same quotation: what fits together is put together, field by field and line by line. Where
//! both changed the same thing differently, nothing is decided here.
use super::saver::Stored;
use domain::{
    ids::LineId,
    quotes::{
        combo,
        handling::Handling,
        line::{LineInput, ProductLineInput},
        shipment::Shipment,
    },
};
use wire::quotes::QuoteFields;

/// Puts together what is stored now (`theirs`) and what stands on this page (`mine`), both grown out of `base`.
/// Nothing when both changed the same field of the head, the same field of a line, or one took out what the other changed.
pub fn merge(base: &Stored, mine: &Stored, theirs: &Stored) -> Option<Stored> {
    Some(Stored {
        fields: fields(&base.fields, &mine.fields, &theirs.fields)?,
        lines: lines(&base.lines, &mine.lines, &theirs.lines)?,
    })
}

/// The one that was changed; nothing when both were, differently.
fn pick<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> Option<T> {
    if theirs == base || theirs == mine {
        Some(mine.clone())
    } else if mine == base {
        Some(theirs.clone())
    } else {
        None
    }
}

fn fields(base: &QuoteFields, mine: &QuoteFields, theirs: &QuoteFields) -> Option<QuoteFields> {
    Some(QuoteFields {
        title: pick(&base.title, &mine.title, &theirs.title)?,
        introduction: pick(&base.introduction, &mine.introduction, &theirs.introduction)?,
        language: pick(&base.language, &mine.language, &theirs.language)?,
        contact_name: pick(&base.contact_name, &mine.contact_name, &theirs.contact_name)?,
        customer_reference: pick(&base.customer_reference, &mine.customer_reference, &theirs.customer_reference)?,
        valid_until: pick(&base.valid_until, &mine.valid_until, &theirs.valid_until)?,
        payment_terms: pick(&base.payment_terms, &mine.payment_terms, &theirs.payment_terms)?,
        terms: pick(&base.terms, &mine.terms, &theirs.terms)?,
        price_list: pick(&base.price_list, &mine.price_list, &theirs.price_list)?,
        fiscal_position: pick(&base.fiscal_position, &mine.fiscal_position, &theirs.fiscal_position)?,
        fiscal_by_hand: pick(&base.fiscal_by_hand, &mine.fiscal_by_hand, &theirs.fiscal_by_hand)?,
        delivery_on: pick(&base.delivery_on, &mine.delivery_on, &theirs.delivery_on)?,
        // A share and its days are one demand.
        deposit: pick(&base.deposit, &mine.deposit, &theirs.deposit)?,
        demands: pick(&base.demands, &mine.demands, &theirs.demands)?,
        unsigned: pick(&base.unsigned, &mine.unsigned, &theirs.unsigned)?,
        warehouse: pick(&base.warehouse, &mine.warehouse, &theirs.warehouse)?,
        template: pick(&base.template, &mine.template, &theirs.template)?,
        handling: handling(&base.handling, &mine.handling, &theirs.handling)?,
        shipment: shipment(&base.shipment, &mine.shipment, &theirs.shipment)?,
    })
}

fn handling(base: &Handling, mine: &Handling, theirs: &Handling) -> Option<Handling> {
    Some(Handling {
        invoice: pick(&base.invoice, &mine.invoice, &theirs.invoice)?,
        source: pick(&base.source, &mine.source, &theirs.source)?,
        medium: pick(&base.medium, &mine.medium, &theirs.medium)?,
        campaign: pick(&base.campaign, &mine.campaign, &theirs.campaign)?,
        analytic: pick(&base.analytic, &mine.analytic, &theirs.analytic)?,
        tags: pick(&base.tags, &mine.tags, &theirs.tags)?,
    })
}

fn shipment(base: &Shipment, mine: &Shipment, theirs: &Shipment) -> Option<Shipment> {
    // Street, postcode, town and country are one thing: half of one and half of another is no address.
    Some(Shipment {
        recipient: pick(&base.recipient, &mine.recipient, &theirs.recipient)?,
        address: pick(&base.address, &mine.address, &theirs.address)?,
        incoterm: pick(&base.incoterm, &mine.incoterm, &theirs.incoterm)?,
        place: pick(&base.place, &mine.place, &theirs.place)?,
        at_once: pick(&base.at_once, &mine.at_once, &theirs.at_once)?,
    })
}

fn find(lines: &[LineInput], id: LineId) -> Option<&LineInput> {
    lines.iter().find(|line| line.id() == id)
}

/// The lines of both: in the order of whoever moved them, each new line after the one it was put after.
fn lines(base: &[LineInput], mine: &[LineInput], theirs: &[LineInput]) -> Option<Vec<LineInput>> {
    let order = |lines: &[LineInput], others: &[LineInput]| -> Vec<LineId> {
        let kept = |id: &LineId| find(base, *id).is_some() && find(others, *id).is_some();
        lines.iter().map(LineInput::id).filter(kept).collect()
    };
    let moved_here = order(mine, theirs)
        != order(base, mine).into_iter().filter(|id| find(theirs, *id).is_some()).collect::<Vec<_>>();
    let moved_there = order(theirs, mine)
        != order(base, theirs).into_iter().filter(|id| find(mine, *id).is_some()).collect::<Vec<_>>();
    if moved_here && moved_there && order(mine, theirs) != order(theirs, mine) {
        return None;
    }
    let (first, second) = if moved_here { (mine, theirs) } else { (theirs, mine) };
    let mut merged = Vec::new();
    for line in first {
        if let Some(line) = one(line.id(), base, mine, theirs)? {
            merged.push(line);
        }
    }
    for (at, line) in second.iter().enumerate() {
        if find(first, line.id()).is_some() {
            continue;
        }
        let Some(new) = one(line.id(), base, mine, theirs)? else { continue };
        let before =
            second.get(..at)?.iter().rev().find_map(|above| merged.iter().position(|known| known.id() == above.id()));
        merged.insert(before.map_or(0, |place| place + 1), new);
    }
    // A line may have been put between what belongs together, or the same choice made twice.
    let merged = combo::gather(merged);
    (combo::stands(&merged) || !combo::stands(base)).then_some(merged)
}

/// One line of both; the inner nothing means that it is gone.
fn one(id: LineId, base: &[LineInput], mine: &[LineInput], theirs: &[LineInput]) -> Option<Option<LineInput>> {
    match (find(base, id), find(mine, id), find(theirs, id)) {
        (None, Some(line), None) | (None, None, Some(line)) => Some(Some(line.clone())),
        (Some(base), Some(line), None) | (Some(base), None, Some(line)) => (line == base).then_some(None),
        (Some(base), Some(mine), Some(theirs)) => both(base, mine, theirs).map(Some),
        (None, Some(mine), Some(theirs)) => (mine == theirs).then(|| Some(mine.clone())),
        (_, None, None) => Some(None),
    }
}

fn both(base: &LineInput, mine: &LineInput, theirs: &LineInput) -> Option<LineInput> {
    match (base, mine, theirs) {
        (LineInput::Product(base), LineInput::Product(mine), LineInput::Product(theirs)) => {
            product(base, mine, theirs).map(LineInput::Product)
        }
        _ => pick(base, mine, theirs),
    }
}

fn product(base: &ProductLineInput, mine: &ProductLineInput, theirs: &ProductLineInput) -> Option<ProductLineInput> {
    // Price, discount, whether a person set them and what the line is there for belong together.
    let price = |line: &ProductLineInput| (line.unit_price, line.discount, line.price_by_hand, line.role);
    let tax = |line: &ProductLineInput| (line.tax, line.tax_percent);
    let (unit_price, discount, price_by_hand, role) = pick(&price(base), &price(mine), &price(theirs))?;
    let (tax, tax_percent) = pick(&tax(base), &tax(mine), &tax(theirs))?;
    Some(ProductLineInput {
        name: pick(&base.name, &mine.name, &theirs.name)?,
        description: pick(&base.description, &mine.description, &theirs.description)?,
        quantity: pick(&base.quantity, &mine.quantity, &theirs.quantity)?,
        // Where it comes from goes with whose it is.
        quantity_from: if mine.quantity == base.quantity { theirs.quantity_from } else { mine.quantity_from },
        unit: pick(&base.unit, &mine.unit, &theirs.unit)?,
        product: pick(&base.product, &mine.product, &theirs.product)?,
        choices: pick(&base.choices, &mine.choices, &theirs.choices)?,
        offer: pick(&base.offer, &mine.offer, &theirs.offer)?,
        unit_price,
        discount,
        price_by_hand,
        role,
        tax,
        tax_percent,
        // Whatever else a line has is of the one that is stored.
        ..theirs.clone()
    })
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
