//! What the fields of a quotation are by themselves: from the opportunity, the customer, their country, the company.
use super::working;
use crate::{Denied, clock::Zone, fiscal, prices::book, templates::apply};
use chrono::Days;
use domain::{
    actors::Reach,
    days::Instant,
    fiscal::place::Address,
    ids::{CompanyId, PriceListId, QuoteId, TeamId, UserId},
    lang::Lang,
    pricing::{
        PriceList,
        choose::{ChosenBecause, choose},
    },
    quotes::{content::PostalAddress, handling::Handling, shipment::Shipment, team},
};
use store::{
    Conn, Scope, StoreError,
    account::users,
    columns, company, events,
    orders::regret,
    prices,
    quotes::{
        record::{self, QuoteRecord},
        sources::{self, OpportunitySource, PartySource},
    },
};
use uuid::Uuid;
use wire::{
    quotes::{Origin, Usual},
    terms::TermsChoice,
};

/// What each field of a quotation would be if nobody had written anything. Of several for one field the first counts;
/// the others are told where they are what stands there. What a template gives is told as it is now: one that was changed
/// since no longer says what stands there, and then somebody wrote it.
/// # Errors
/// [`Denied`].
pub(super) async fn read(
    conn: &mut Conn,
    scope: &Scope,
    (quote, zone): (&QuoteRecord, Zone),
    party: &PartySource,
    opportunity: Option<&OpportunitySource>,
    terms: &[TermsChoice],
) -> Result<Vec<Usual>, Denied> {
    let company = CompanyId(quote.company_id);
    let home = sources::company(conn, company).await?;
    let mut found = Found(Vec::new());
    if let Some(from) = opportunity {
        found.add("title", &from.title, Origin::Opportunity);
        found.add("contact_name", &from.contact_name, Origin::Opportunity);
        found.add("owner", id(from.owner_id), Origin::Opportunity);
        found.add("team", id(from.team_id), Origin::Opportunity);
        found.add("handling.source", &from.source, Origin::Opportunity);
        found.add("handling.medium", &from.medium, Origin::Opportunity);
        found.add("handling.campaign", &from.campaign, Origin::Opportunity);
    }
    found.add_template(conn, (quote, zone), terms).await?;
    found.add("contact_name", &party.contact_name, Origin::Customer);
    found.add("language", &party.language, Origin::Customer);
    found.add("owner", id(party.owner_id), Origin::Customer);
    found.add("team", id(party.team_id), Origin::Customer);
    let to = shipment_to(party).address;
    found.add("shipment.street", to.street, Origin::Customer);
    found.add("shipment.postcode", to.postcode, Origin::Customer);
    found.add("shipment.city", to.city, Origin::Customer);
    found.add("shipment.country", to.country, Origin::Customer);
    found.add_invoice(party);
    for (text, from) in [(&party.payment_terms, Origin::Customer), (&home.payment_terms, Origin::Company)] {
        found.add_terms(terms, text, from, "");
    }
    found.add("terms", home.terms, Origin::Company);
    found.add("unsigned", (home.unsigned == 1).to_string(), Origin::Company);
    // Nothing is written there until it is sent.
    found.nothing("valid_until", home.valid_days.to_string(), Origin::Company);
    let warehouse = store::warehouses::usual(conn, company).await?;
    found.add("warehouse", id(warehouse.map(|one| one.0)), Origin::Company);
    let address = fiscal::find::address(party.country.as_deref(), party.postcode.as_deref());
    if let Some((list, because)) = list_for(conn, company, (None, party.price_list_id), &address).await? {
        let from = match because {
            Some(ChosenBecause::Country) => Origin::Country,
            Some(ChosenBecause::Everybody | ChosenBecause::Default | ChosenBecause::First) => Origin::Company,
            Some(ChosenBecause::Customer) | None => Origin::Customer,
        };
        found.add("price_list", list.id.to_string(), from);
    }
    found.add_original(conn, scope, quote).await?;
    Ok(found.0)
}

struct Found(Vec<Usual>);

impl Found {
    /// What is empty is nothing that anything came from.
    fn add(&mut self, field: &str, value: impl Into<String>, from: Origin) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push(Usual { field: field.to_owned(), value, from, name: String::new() });
        }
    }

    /// As [`Found::add`], with the name of where it comes from.
    fn add_named(&mut self, field: &str, value: impl Into<String>, from: Origin, name: &str) {
        let before = self.0.len();
        self.add(field, value, from);
        if let Some(added) = self.0.get_mut(before) {
            name.clone_into(&mut added.name);
        }
    }

    /// A field in which nothing stands by itself, and what that means.
    fn nothing(&mut self, field: &str, name: String, from: Origin) {
        self.0.push(Usual { field: field.to_owned(), value: String::new(), from, name });
    }

    /// Terms of payment in every language: they stay whose they are when the quotation's language is changed.
    fn add_terms(&mut self, terms: &[TermsChoice], text: &str, from: Origin, name: &str) {
        for lang in Lang::ALL {
            let said = TermsChoice::find(terms, text).map_or(text, |choice| choice.sentence.of(lang));
            self.add_named("payment_terms", said, from, name);
        }
    }

    /// Without an address of its own the invoice goes to the customer's.
    fn add_invoice(&mut self, party: &PartySource) {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let (street, postcode, city) = (part(&party.street), part(&party.postcode), part(&party.city));
        let town = format!("{postcode} {city}");
        let parts = [street.as_str(), town.trim()];
        let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        self.nothing("handling.street", whole, Origin::Customer);
        self.add("handling.street", street, Origin::Customer);
        self.add("handling.postcode", postcode, Origin::Customer);
        self.add("handling.city", city, Origin::Customer);
        self.add("handling.country", part(&party.country), Origin::Customer);
    }

    /// What the quotation it is a copy of says; what was changed there since was then written here.
    async fn add_original(&mut self, conn: &mut Conn, scope: &Scope, quote: &QuoteRecord) -> Result<(), Denied> {
        let began = events::first(conn, scope.company, quote.id).await?.filter(|event| event.what == "quote.copied");
        let Some(number) = began.map(|event| event.read().body) else { return Ok(()) };
        let original = match record::numbered(conn, scope, &number).await {
            Ok(original) => original,
            Err(StoreError::NotFound) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let exempt = regret::exempt(conn, scope.company, QuoteId(original.id)).await?;
        let (to, handling) = (original.shipment(), original.handling());
        let deposit = original.deposit().told();
        let mut add = |field: &str, value: String| self.add_named(field, value, Origin::Copied, &number);
        add("title", original.title);
        add("introduction", original.introduction);
        add("language", original.language);
        add("contact_name", original.contact_name);
        add("payment_terms", original.payment_terms);
        add("terms", original.terms);
        add("price_list", id(original.price_list_id));
        add("unsigned", (original.unsigned == 1).to_string());
        add("demands", original.demands);
        add("warehouse", id(original.warehouse_id));
        add("exempt", exempt);
        add("deposit.kind", deposit);
        add("shipment.recipient", to.recipient);
        add("shipment.street", to.address.street);
        add("shipment.postcode", to.address.postcode);
        add("shipment.city", to.address.city);
        add("shipment.country", to.address.country);
        add("shipment.place", to.place);
        add("handling.street", handling.invoice.street);
        add("handling.postcode", handling.invoice.postcode);
        add("handling.city", handling.invoice.city);
        add("handling.country", handling.invoice.country);
        add("handling.source", handling.source);
        add("handling.medium", handling.medium);
        add("handling.campaign", handling.campaign);
        add("handling.analytic", handling.analytic);
        add("handling.tags", handling.tags.join(", "));
        Ok(())
    }

    /// What the quotation's template gives, in every language.
    async fn add_template(
        &mut self,
        conn: &mut Conn,
        (quote, zone): (&QuoteRecord, Zone),
        terms: &[TermsChoice],
    ) -> Result<(), Denied> {
        let Some(template) = store::quotes::templates::used(conn, QuoteId(quote.id)).await? else { return Ok(()) };
        let company = CompanyId(quote.company_id);
        for (at, lang) in Lang::ALL.into_iter().enumerate() {
            let (name, given) = apply::told(conn, company, template, lang).await?;
            let mut add = |field: &str, value: String| self.add_named(field, value, Origin::Template, &name);
            add("title", given.title);
            add("introduction", given.introduction);
            add("terms", given.terms);
            if at > 0 {
                continue;
            }
            if given.valid_days > 0 {
                let made = zone.day(Instant(quote.created_at));
                add("valid_until", columns::day_text(made + Days::new(u64::from(given.valid_days))));
            }
            add("price_list", id(given.price_list.map(|list| list.0)));
            add("unsigned", given.unsigned.map(|unsigned| unsigned.to_string()).unwrap_or_default());
            add("demands", given.demands.codes());
            add("exempt", given.exempt.map(|reason| reason.code().to_owned()).unwrap_or_default());
            let rate = working::rate(quote)?;
            let currency = columns::currency(&quote.currency)?;
            let deposit = rate.as_ref().map_or(given.deposit.clone(), |rate| given.deposit.at(rate, &currency));
            add("deposit.kind", deposit.told());
            if !given.payment_terms.is_empty() {
                self.add_terms(terms, &given.payment_terms, Origin::Template, &name);
            }
        }
        Ok(())
    }
}

fn id(id: Option<Uuid>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// Whose a new quotation is, and their team: the opportunity's salesperson; else the customer's, where the maker still
/// sees it then; else the maker (section 5.2 of the behaviour map; there it can go out of the maker's sight). Who has
/// left gets nothing new.
/// # Errors
/// [`Denied`].
pub(super) async fn salesperson(
    conn: &mut Conn,
    scope: &Scope,
    opportunity: Option<&OpportunitySource>,
    party: &PartySource,
) -> Result<(Option<Uuid>, Option<Uuid>), Denied> {
    let mine = (Some(scope.user.0), scope.team.map(|team| team.0));
    if let Some(from) = opportunity {
        let team = in_use(conn, scope, from.team_id).await?;
        return Ok(match active(conn, scope, from.owner_id).await? {
            Some((owner, own)) => (Some(owner), team::of_new(team, own)),
            None => (mine.0, team::of_new(team, mine.1)),
        });
    }
    let seen = match scope.reach {
        Reach::All => true,
        Reach::Team => party.team_id.is_some() && party.team_id == mine.1,
        Reach::Own => false,
    };
    Ok(match active(conn, scope, party.owner_id.filter(|_| seen)).await? {
        Some((owner, own)) => (Some(owner), team::of_new(in_use(conn, scope, party.team_id).await?, own)),
        None => mine,
    })
}

/// A colleague who is there, with their team.
async fn active(conn: &mut Conn, scope: &Scope, id: Option<Uuid>) -> Result<Option<(Uuid, Option<Uuid>)>, Denied> {
    let Some(id) = id else { return Ok(None) };
    let user = users::load(conn, scope.company, UserId(id)).await?;
    Ok((user.active == 1).then_some((id, user.team_id)))
}

/// A team that is in use.
async fn in_use(conn: &mut Conn, scope: &Scope, id: Option<Uuid>) -> Result<Option<Uuid>, Denied> {
    let Some(id) = id else { return Ok(None) };
    Ok(company::team(conn, scope.company, TeamId(id)).await?.map(|_| id))
}

/// What brought in the opportunity brought in its quotations.
pub(super) fn brought_in_by(from: &OpportunitySource) -> Handling {
    let OpportunitySource { source, medium, campaign, .. } = from.clone();
    Handling { source, medium, campaign, ..Handling::default() }
}

/// To the customer's own delivery address, where there is one.
pub(super) fn shipment_to(party: &PartySource) -> Shipment {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let mut address = PostalAddress {
        street: part(&party.delivery_street),
        postcode: part(&party.delivery_postcode),
        city: part(&party.delivery_city),
        country: String::new(),
    };
    // A country alone is no address.
    if address != PostalAddress::default() {
        address.country = part(&party.delivery_country);
    }
    Shipment { address, ..Shipment::default() }
}

/// The template's list or else the customer's own, while it can be chosen; else the first for the customer's country,
/// else the first that is for everybody without one. With it, why it is that one; nothing where the template names it.
/// # Errors
/// [`Denied`].
pub(super) async fn list_for(
    conn: &mut Conn,
    company: CompanyId,
    (of_template, own): (Option<PriceListId>, Option<Uuid>),
    address: &Address,
) -> Result<Option<(PriceList, Option<ChosenBecause>)>, Denied> {
    let rows = prices::lists(conn, company).await?;
    if let Some(row) = rows.iter().find(|row| row.active == 1 && of_template.is_some_and(|list| list.0 == row.id)) {
        return Ok(Some((book::list(row, &[])?, None)));
    }
    let offered = rows.iter().filter(|row| row.for_all == 1 || !row.countries.is_empty() || Some(row.id) == own);
    let lists = offered.map(|row| book::list(row, &[])).collect::<Result<Vec<_>, _>>()?;
    let chosen = choose(&lists, own.map(PriceListId), address, None).filter(|chosen| {
        // "The first there is" may be for other countries, or for one customer only.
        !matches!(chosen.because, ChosenBecause::First)
    });
    Ok(chosen.and_then(|chosen| {
        let list = lists.into_iter().find(|list| list.id == chosen.list)?;
        Some((list, Some(chosen.because)))
    }))
}
