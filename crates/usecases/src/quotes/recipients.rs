//! Who a quotation is sent to: one row for each person, whatever versions and links they are sent.
use crate::Denied;
use domain::{
    ids::{CompanyId, QuoteId},
    lang::Lang,
    parties::email::Email,
    quotes::recipient::{MOST_RECIPIENTS, RecipientRole},
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Unit,
    quotes::recipients::{self, RecipientRecord},
};
use uuid::Uuid;
use wire::quotes::Recipient;

/// Somebody to send to, checked.
#[derive(Clone, Debug)]
pub(super) struct Addressee {
    pub name: String,
    pub email: Option<Email>,
    pub role: RecipientRole,
    pub language: Option<Lang>,
}

impl Addressee {
    /// The address; empty where only a link is made.
    pub fn address(&self) -> &str {
        self.email.as_ref().map_or("", Email::as_str)
    }
}

/// Reads who is to get it: `recipients.<place>.name` and `.email` are the fields.
pub(super) fn check(fields: &mut Fields, named: &[Recipient]) -> Vec<Addressee> {
    let mut to: Vec<Addressee> = Vec::new();
    if named.is_empty() {
        fields.refuse("recipients", Refusal::Required);
    }
    if named.len() > MOST_RECIPIENTS as usize {
        fields.refuse("recipients", Refusal::TooManyRecipients { most: MOST_RECIPIENTS });
        return to;
    }
    for (at, one) in named.iter().enumerate() {
        let field = |field: &str| format!("recipients.{at}.{field}");
        let name = fields.take(field("name"), text::optional_line(&one.name, 100)).unwrap_or_default();
        let email = match one.email.trim() {
            "" => None,
            typed => fields.take(field("email"), Email::parse(typed)),
        };
        let addressee = Addressee { name, email, role: one.role, language: one.language };
        let same = |other: &Addressee| match addressee.address() {
            "" => one.email.trim().is_empty() && other.email.is_none() && other.name == addressee.name,
            address => other.address().to_lowercase() == address.to_lowercase(),
        };
        if to.iter().any(same) {
            fields.refuse(field("email"), Refusal::RecipientTwice);
        }
        to.push(addressee);
    }
    to
}

/// Where somebody stands among the others.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// There, from 0: all are named anew.
    At(i64),
    /// Where they stood; whoever is new comes last.
    Kept,
}

/// The row of somebody, made where they are new; what is asked of them is as it was last said.
pub(super) async fn put(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    to: &Addressee,
    place: Place,
) -> Result<RecipientRecord, Denied> {
    let known = recipients::list(&mut unit.conn, company, quote).await?;
    let last = known.iter().map(|known| known.place + 1).max().unwrap_or_default();
    let known = known.into_iter().find(|known| known.is(&to.name, to.address()));
    let language = to.language.map(|language| language.code().to_owned()).unwrap_or_default();
    let Some(known) = known else {
        let row = RecipientRecord {
            id: Uuid::now_v7(),
            name: to.name.clone(),
            email: to.address().to_owned(),
            role: to.role.code().to_owned(),
            language,
            left_out_at: None,
            created_at: unit.now.0,
            place: match place {
                Place::At(place) => place,
                Place::Kept => last,
            },
        };
        recipients::insert(unit, company, quote, &row).await?;
        return Ok(row);
    };
    let name = if to.name.is_empty() { known.name } else { to.name.clone() };
    let place = match place {
        Place::At(place) => place,
        Place::Kept => known.place,
    };
    let row = RecipientRecord { name, role: to.role.code().to_owned(), language, left_out_at: None, place, ..known };
    recipients::update(unit, company, &row).await?;
    Ok(row)
}

/// Of those a new version does not go to nothing is asked any more: they hold nobody up.
pub(super) async fn leave_out(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    stay: &[Uuid],
) -> Result<(), Denied> {
    for row in recipients::list(&mut unit.conn, company, quote).await? {
        if row.left_out_at.is_none() && !stay.contains(&row.id) {
            ask(unit, company, row, false).await?;
        }
    }
    Ok(())
}

/// Says whether anything is asked of somebody.
pub(super) async fn ask(unit: &mut Unit, company: CompanyId, row: RecipientRecord, asked: bool) -> Result<(), Denied> {
    let left_out_at = (!asked).then_some(unit.now.0);
    Ok(recipients::update(unit, company, &RecipientRecord { left_out_at, ..row }).await?)
}
