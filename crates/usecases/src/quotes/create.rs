//! Make a quotation: for an opportunity, or for a customer.
use super::{
    usual,
    working::{self, LONGEST_TITLE},
};
use crate::{
    Cx, Denied, Staff, content::blocks, currencies, fiscal, prices::pricer::Purse, taxes, templates::apply, terms,
};
use chrono::{Datelike, Days, NaiveDateTime};
use domain::{
    actors::Permission,
    ids::{PartyId, PriceListId, QuoteId},
    quotes::signing::Signing,
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Scope, Unit, columns,
    events::{By, EventData, NewEvent},
    numbers::{self, Series},
    quotes::{lines, mail_texts, record, record::QuoteRecord, sources, templates},
};
use uuid::Uuid;
use wire::quotes::CreateQuote;

/// Makes a draft with its number. Customer, title and contact come from the opportunity where they are not given;
/// language, delivery address, payment terms and terms from the customer or the company. A template gives texts,
/// validity and lines, whose prices come from its list, or the customer's, where nobody set them by hand. Terms of
/// payment and a price list that a template names go before the customer's: who made it meant them. A list that is out
/// of use is nobody's.
///
/// # Errors
/// `party` is required; `not_there` at `template`; fields and lines as in [`super::save::save`].
pub async fn create(by: &Staff, cx: &Cx, command: CreateQuote) -> Result<QuoteId, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, zone, key) = (by.by(), by.zone(), command.key.0);
    let at = zone.local(cx.clock.now());
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, at, command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    at: NaiveDateTime,
    command: CreateQuote,
) -> Result<QuoteId, Denied> {
    let opportunity = match command.opportunity {
        Some(id) => Some(sources::opportunity(&mut unit.conn, scope, id).await?),
        None => None,
    };
    let party_id = command.party.or_else(|| opportunity.as_ref().and_then(|o| o.party_id.map(PartyId)));
    let party_id = party_id.ok_or_else(|| Denied::at("party", Refusal::Required))?;
    let gone = |error| match error {
        store::StoreError::NotFound => Denied::at("party", Refusal::NotThere),
        other => other.into(),
    };
    // One that was merged is the one it lives on in: that one is held, so that it is not merged in its turn.
    let party_id = store::parties::merges::hold_standing(unit, scope.company, party_id).await.map_err(gone)?;
    let party = sources::party(&mut unit.conn, scope.company, party_id).await.map_err(gone)?;
    let company = sources::company(&mut unit.conn, scope.company).await?;
    let own = columns::currency(&company.currency)?;

    let mut template = match command.template {
        Some(id) => Some(apply::apply(&mut unit.conn, scope.company, id, columns::lang(&party.language)?).await?),
        None => None,
    };
    let address = fiscal::find::address(party.country.as_deref(), party.postcode.as_deref());
    let of_template = template.as_ref().and_then(|template| template.price_list);
    let list = usual::list_for(&mut unit.conn, scope.company, (of_template, party.price_list_id), &address).await?;
    let list = list.map(|(list, _)| list);
    let price_list_id = list.as_ref().map(|list| list.id.0);
    let currency = list.map_or(own, |list| list.currency);
    let rate = match currency == own {
        true => None,
        false => {
            let rates = currencies::rates(&mut unit.conn, scope.company, own).await?;
            rates.frozen(currency, at.date()).map_err(|_| Denied::at("price_list", Refusal::NotAChoice))?
        }
    };
    let positions = fiscal::find::load(&mut unit.conn, scope.company).await?;
    let shipment = usual::shipment_to(&party);
    let position = positions.find(&party, &shipment)?.position;
    let of_template = template.as_ref().map(|template| template.lines.clone()).unwrap_or_default();
    let mut inputs = command.lines;
    if template.is_some() {
        let mut lines = of_template.clone();
        let by = (price_list_id.map(PriceListId), Purse { currency, rate }, at);
        apply::reprice(&mut unit.conn, scope.company, by, &mut lines).await?;
        let replacements = positions.replacements(position.as_ref().map(|position| position.id));
        fiscal::find::retax(&mut unit.conn, scope.company, &replacements, &mut lines).await?;
        lines.append(&mut inputs);
        inputs = lines;
    }

    let mut fields = Fields::new();
    let title = match (command.title.trim(), &opportunity, &template) {
        ("", Some(opportunity), _) => opportunity.title.clone(),
        ("", None, Some(template)) => template.title.clone(),
        (title, _, _) => title.to_owned(),
    };
    let title = fields.take("title", text::optional_line(&title, LONGEST_TITLE)).unwrap_or_default();
    let taxes = taxes::book::load(&mut unit.conn, scope.company, at.date()).await?.in_currency(rate.as_ref());
    let mut checked =
        working::check_lines(unit, scope.company, (&currency, &taxes), &inputs, (&[], &of_template), fields).await?;

    working::costs_at(rate.as_ref(), &[], &mut checked.rows)?;

    let number = numbers::take(unit, scope.company, Series::Quote, at.year()).await?;
    let contact = opportunity.as_ref().map(|o| o.contact_name.clone()).filter(|name| !name.is_empty());
    let (owner_id, team_id) = usual::salesperson(&mut unit.conn, scope, opportunity.as_ref(), &party).await?;
    let terms_of_payment = if party.payment_terms.is_empty() { company.payment_terms } else { party.payment_terms };
    let of_template = template.as_ref().map(|template| template.payment_terms.clone());
    let terms_of_payment = of_template.filter(|terms| !terms.is_empty()).unwrap_or(terms_of_payment);
    let lang = columns::lang(&party.language)?;
    let terms_of_payment =
        terms::read::in_language(&mut unit.conn, scope.company, terms_of_payment, lang, currency).await?;
    let valid_days = template.as_ref().map_or(0, |template| template.valid_days);
    let valid_until = (valid_days > 0).then(|| columns::day_text(at.date() + Days::new(u64::from(valid_days))));
    let deposit = template.as_ref().map(|template| template.deposit.clone()).unwrap_or_default();
    let unsigned = template.as_ref().and_then(|template| template.unsigned);
    let unsigned = unsigned.map_or(company.unsigned, i64::from);
    let demands = template.as_ref().map(|template| template.demands.codes()).unwrap_or_default();
    let exempt = template.as_ref().and_then(|template| template.exempt);
    let mail_text = template.as_ref().and_then(|template| template.mail_text);
    let above = template.as_mut().map(|template| std::mem::take(&mut template.blocks)).unwrap_or_default();
    let (introduction, terms) = template.map(|template| (template.introduction, template.terms)).unwrap_or_default();
    let warehouse_id = store::warehouses::usual(&mut unit.conn, scope.company).await?.map(|one| one.0);
    let now = unit.now.0;
    let mut quote = QuoteRecord {
        id: Uuid::now_v7(),
        company_id: scope.company.0,
        version: 1,
        number: number.clone(),
        state: "draft".into(),
        opportunity_id: opportunity.as_ref().map(|o| o.id),
        party_id: party.id,
        owner_id,
        team_id,
        draft_version: 1,
        sent_version: None,
        search: working::search_text(&party.name, &number, &title),
        title,
        introduction,
        language: party.language,
        currency: currency.code().to_owned(),
        contact_name: contact.unwrap_or(party.contact_name),
        customer_reference: String::new(),
        valid_until,
        sent_valid_until: None,
        payment_terms: terms_of_payment,
        terms: if terms.is_empty() { company.terms } else { terms },
        net: 0,
        tax: 0,
        gross: 0,
        read_at: None,
        open_questions: 0,
        decline_reason: String::new(),
        price_list_id,
        fiscal_position_id: position.map(|position| position.id.0),
        fiscal_by_hand: 0,
        delivery_on: None,
        created_at: now,
        updated_at: now,
        moved_at: now,
        rate: None,
        rate_on: None,
        rate_base: None,
        shipment: String::new(),
        deposit: String::new(),
        handling: String::new(),
        unsigned,
        demands,
        signing: Signing::default().code().to_owned(),
        warehouse_id,
    };
    if let Some(from) = &opportunity {
        quote.put_handling(&usual::brought_in_by(from))?;
    }
    quote.put_shipment(&shipment)?;
    quote.put_deposit(&rate.as_ref().map_or(deposit.clone(), |rate| deposit.at(rate, &currency)))?;
    working::put_rate(&mut quote, rate.as_ref())?;
    working::put_totals(&mut quote, &checked.totals)?;
    let id = QuoteId(quote.id);
    record::insert(unit, &quote).await?;
    if rate.is_some() {
        record::set_currency(unit, &quote).await?;
    }
    if let Some(exempt) = exempt {
        store::orders::regret::set_exempt(unit, scope.company, id, exempt.code()).await?;
    }
    lines::replace(unit, id, &[], &checked.rows).await?;
    if command.template.is_some() {
        templates::put_used(unit, scope.company, id, command.template).await?;
    }
    // A text that is gone since is as good as none.
    if let Some(text) = mail_text
        && mail_texts::find(&mut unit.conn, scope.company, text).await?.is_some()
    {
        mail_texts::set_of_quote(unit, id, text).await?;
    }
    if !above.is_empty() {
        blocks::put(unit, scope.company, id, &above).await?;
    }
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.created", who)
            .about(quote.opportunity_id)
            .with(EventData { number, ..EventData::default() }),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(id)
}
