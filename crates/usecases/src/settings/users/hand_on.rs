//! Give what is somebody's to do to a colleague.
use crate::{
    Cx, Denied, Staff,
    crm::{
        activities::give_activity,
        change_opportunities::{self, Hand},
    },
    quotes::hand_over,
};
use domain::{
    actors::Permission,
    ids::{ActivityId, CompanyId, OpportunityId, QuoteId, UserId},
    refusal::Refusal,
};
use store::{
    Unit,
    account::{
        people::{self, Held},
        users,
    },
};
use uuid::Uuid;
use wire::users::{HandOn, HandedOn, MOST_HANDED};

/// Gives a batch of open opportunities, quotations and planned activities to a colleague, each as if it were given by
/// itself: it goes to their team, and what a rule refuses stays. Activities come behind the opportunities they are about, so
/// that whoever is given both sees what is to be done. Answers where the next batch begins.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`]; `not_a_choice` at `to` for somebody who may
/// not sign in, or the same person.
pub async fn hand_on(by: &Staff, cx: &Cx, command: HandOn) -> Result<HandedOn, Denied> {
    by.scope(Permission::Settings)?;
    let hand = Hand::of(by, cx)?;
    let (key, fingerprint) = (command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (hand, command) = (hand.clone(), command.clone());
            Box::pin(async move { write(unit, &hand, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, hand: &Hand, command: HandOn) -> Result<HandedOn, Denied> {
    let (company, to) = (hand.scope.company, command.to);
    users::load(&mut unit.conn, company, command.from).await?;
    let taker = users::load(&mut unit.conn, company, to).await?;
    if to == command.from || taker.active != 1 {
        return Err(Denied::at("to", Refusal::NotAChoice));
    }
    let mut upto = command.after.unwrap_or_default();
    let mut done = HandedOn { opportunities: 0, quotations: 0, activities: 0, stayed: 0, next: None };
    let from = (company, command.from);
    let (mine, more) = batch(unit, from, Held::Opportunities, &mut upto.opportunity).await?;
    let mut left = more;
    for id in mine {
        let given = change_opportunities::give(unit, hand, OpportunityId(id), to).await?;
        count(given, &mut done.opportunities, &mut done.stayed);
    }
    let (mine, more) = batch(unit, from, Held::Quotes, &mut upto.quotation).await?;
    left |= more;
    for id in mine {
        let given = hand_over::give(unit, &hand.scope, hand.who.clone(), QuoteId(id), to).await?;
        count(given, &mut done.quotations, &mut done.stayed);
    }
    // An activity is seen by whoever sees its opportunity: those go first, all of them.
    if !left {
        let (mine, more) = batch(unit, from, Held::Activities, &mut upto.activity).await?;
        left |= more;
        for id in mine {
            let given = give_activity(unit, &hand.scope, hand.who.clone(), ActivityId(id), to).await?;
            count(given, &mut done.activities, &mut done.stayed);
        }
    }
    done.next = left.then_some(upto);
    Ok(done)
}

/// The next of one kind, whether there are more behind them, and in `after` the last of them.
async fn batch(
    unit: &mut Unit,
    from: (CompanyId, UserId),
    kind: Held,
    after: &mut Uuid,
) -> Result<(Vec<Uuid>, bool), Denied> {
    let most = MOST_HANDED as usize;
    let mut found = people::unscoped_held(&mut unit.conn, from, kind, (*after, i64::from(MOST_HANDED) + 1)).await?;
    let more = found.len() > most;
    found.truncate(most);
    if let Some(last) = found.last() {
        *after = *last;
    }
    Ok((found, more))
}

fn count(given: bool, done: &mut u32, stayed: &mut u32) {
    *if given { done } else { stayed } += 1;
}
