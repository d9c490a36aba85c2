//! The editor's view of one quotation.
use crate::{
    Cx, Denied, Staff, approvals::standing, content, files, fiscal, prices, products::list::tax_view,
    quotes::rows::user_ref, templates, terms, timeline, units, warehouses,
};
use domain::{
    actors::Permission,
    ids::{
        CommentId, FiscalPositionId, LineId, OpportunityId, PartyId, PriceListId, QuoteId, TeamId, TemplateId, UserId,
        WarehouseId,
    },
    lang::Lang,
    quotes::{content::PostalAddress, demands::Demands, line::LineInput, signing::Signing, state::QuoteState, totals},
};
use rust_decimal::Decimal;
use store::{
    columns, events,
    files::AttachmentRecord,
    quotes::{
        comments, comments::CommentRecord, lines, lines::LineRecord, record, record::QuoteRecord, sources, versions,
    },
};
use wire::{
    parties::PartyRef,
    quotes::{CommentView, DiscountWords, OpportunityRef, OrderRef, QuoteFields, QuoteView, VersionRow},
    shared::{Amount, TeamRef, UserRef},
};

/// Everything the editor shows.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: QuoteId) -> Result<QuoteView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let (company, zone) = (scope.company, by.zone());
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, id).await?;
    let currency = columns::currency(&quote.currency)?;
    let rows = lines::list(&mut conn, id).await?;
    let rate = super::working::rate(&quote)?;
    let book = super::working::book(&mut conn, &quote, zone.day(cx.clock.now())).await?;
    let lines = super::working::stored_lines(rows.clone(), &book)?;
    let totals = totals::totals(&lines, &currency, &book)?;
    let party = sources::party(&mut conn, company, PartyId(quote.party_id)).await?;
    let owner = match quote.owner_id {
        Some(owner) => sources::person(&mut conn, company, UserId(owner)).await?,
        None => None,
    };
    let opportunity = match quote.opportunity_id {
        // One that is no longer within reach is left out, not refused.
        Some(opportunity) => sources::opportunity(&mut conn, scope, OpportunityId(opportunity)).await.ok(),
        None => None,
    };
    let versions = versions::list(&mut conn, id).await?;
    let comments = comments::list(&mut conn, company, id).await?;
    let links = super::link_rows::read(&mut conn, &quote, &comments, zone).await?;
    let today = zone.day(cx.clock.now());
    let chosen = super::customer_choice::read(&mut conn, &quote, zone).await?;
    let proposal = super::proposals::note(&mut conn, &quote, zone).await?;
    let time_wish = super::give_time::wish(&mut conn, &quote, today, zone).await?;
    let reading = super::reading::note(&mut conn, &quote, today, zone).await?;
    let reminders = super::reminders::view(&mut conn, &quote, today, zone).await?;
    let scheduled = super::scheduled::view(&mut conn, &quote, zone).await?;
    let order = store::orders::of_quote(&mut conn, company, id).await?;
    let taxes = sources::taxes(&mut conn, company).await?;
    let positions = fiscal::find::load(&mut conn, company).await?;
    let people = store::company::owners(&mut conn, company).await?;
    let team = store::company::team_name(&mut conn, company, quote.team_id.map(TeamId)).await?;
    let teams = store::company::teams(&mut conn, company).await?;
    let found = positions.find(&party, &quote.shipment())?;
    let approval = standing::view(&mut conn, by, (&quote, &rows), cx.clock.now()).await?;
    let price_lists = prices::read::choices(&mut conn, company, quote.price_list_id).await?;
    let payment_terms = terms::read::known(&mut conn, company, currency).await?;
    let usual =
        super::usual::read(&mut conn, scope, (&quote, zone), &party, opportunity.as_ref(), &payment_terms).await?;
    let units = units::read::named(&mut conn, company).await?;
    let warehouses = warehouses::read::choices(&mut conn, company, quote.warehouse_id).await?;
    let mut files = files::of(&mut conn, company, "quote", quote.id, zone).await?;
    let enclosed = store::files::of_comments(&mut conn, company, id).await?;
    files.extend(enclosed.iter().map(|row| files::view(row.clone(), zone)));
    let happened = events::timeline(&mut conn, company, quote.id, timeline::ENTRIES).await?;
    let costs = by.sees_margin().then(|| costs(&rows));
    let mut inputs: Vec<LineInput> = rows.into_iter().map(lines::LineRecord::input).collect();
    super::working::at_rates(&mut inputs, &book);
    let fields = fields(&quote, templates::used::of(&mut conn, id).await?)?;
    let draft_version = columns::count(quote.draft_version)?;
    let sent_version = quote.sent_version.map(columns::count).transpose()?;
    let exempt = match super::promised::is_consumer(&party)? {
        true => Some(store::orders::regret::exempt(&mut conn, scope.company, id).await?),
        false => None,
    };
    Ok(QuoteView {
        signing: columns::code(&quote.signing, Signing::parse)?,
        exempt,
        id,
        version: quote.version,
        number: quote.number,
        state: columns::code(&quote.state, QuoteState::parse)?,
        draft_version,
        sent_version,
        unsent_changes: sent_version != Some(draft_version),
        versions: versions
            .into_iter()
            .map(|version| {
                Ok(VersionRow {
                    number: columns::count(version.number)?,
                    sent: zone.stamp_micros(version.sent_at),
                    sha256: version.sha256,
                    net: Amount { value: columns::amount(version.net, &currency), currency },
                })
            })
            .collect::<Result<_, Denied>>()?,
        opportunity: opportunity.map(|o| OpportunityRef { id: OpportunityId(o.id), title: o.title }),
        party_email: party.email,
        party_business_id: if party.business_id.is_empty() { party.vat_number } else { party.business_id },
        party_address: PostalAddress {
            street: party.street.unwrap_or_default(),
            postcode: party.postcode.unwrap_or_default(),
            city: party.city.unwrap_or_default(),
            country: party.country.unwrap_or_default(),
        },
        party: PartyRef { id: PartyId(quote.party_id), name: party.name },
        owner: user_ref(quote.owner_id, owner.map(|owner| owner.name)),
        fields,
        team: quote.team_id.map(|id| TeamRef { id: TeamId(id), name: team }),
        usual,
        people: people.into_iter().map(|one| UserRef { id: UserId(one.id), name: one.name }).collect(),
        teams: teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect(),
        currency,
        rate,
        discount_words: discount_words(),
        costs,
        blocks: content::blocks::load(&mut conn, id).await?,
        lines: inputs,
        totals,
        taxes: taxes.into_iter().map(tax_view).collect(),
        book,
        positions: positions.choices(quote.fiscal_position_id),
        fiscal: found,
        approval,
        seller_vat_number: positions.seller_vat_number,
        price_lists,
        payment_terms,
        warehouses,
        units,
        links,
        comments: comments.into_iter().map(|comment| comment_view(comment, &enclosed, by)).collect::<Result<_, _>>()?,
        reading,
        reminders,
        scheduled,
        files,
        time_wish,
        proposal,
        chosen,
        order: order.map(|(id, number)| OrderRef { id, number }),
        timeline: timeline::entries(&happened, zone),
        saved: zone.stamp_micros(quote.updated_at),
    })
}

/// The fields of the head that can be edited.
/// # Errors
/// A fault when a column cannot be read.
pub(super) fn fields(quote: &QuoteRecord, template: Option<TemplateId>) -> Result<QuoteFields, Denied> {
    Ok(QuoteFields {
        title: quote.title.clone(),
        introduction: quote.introduction.clone(),
        language: columns::lang(&quote.language)?,
        contact_name: quote.contact_name.clone(),
        customer_reference: quote.customer_reference.clone(),
        valid_until: columns::optional_day(quote.valid_until.clone())?,
        payment_terms: quote.payment_terms.clone(),
        terms: quote.terms.clone(),
        price_list: quote.price_list_id.map(PriceListId),
        fiscal_position: quote.fiscal_position_id.map(FiscalPositionId),
        fiscal_by_hand: quote.fiscal_by_hand == 1,
        delivery_on: columns::optional_day(quote.delivery_on.clone())?,
        shipment: quote.shipment(),
        deposit: quote.deposit(),
        unsigned: quote.unsigned == 1,
        demands: Demands::parse(&quote.demands),
        warehouse: quote.warehouse_id.map(WarehouseId),
        template,
        handling: quote.handling(),
    })
}

fn comment_view(comment: CommentRecord, enclosed: &[AttachmentRecord], by: &Staff) -> Result<CommentView, Denied> {
    Ok(CommentView {
        id: CommentId(comment.id),
        quote_version: columns::count(comment.quote_version)?,
        line: comment.line_id.map(LineId),
        line_name: comment.line_name,
        by_customer: comment.link_id.is_some(),
        author: comment.author,
        body: comment.body,
        at: by.zone().stamp_micros(comment.created_at),
        answered: comment.answered == 1,
        files: enclosed
            .iter()
            .filter(|row| row.subject_id == comment.id)
            .map(|row| files::view(row.clone(), by.zone()))
            .collect(),
    })
}

/// What the lines cost, where that is known.
pub(super) fn costs(rows: &[LineRecord]) -> Vec<(LineId, Decimal)> {
    rows.iter().filter(|row| row.cost != 0).map(|row| (LineId(row.id), columns::decimal(row.cost))).collect()
}

/// What a discount on the whole is called on documents.
fn discount_words() -> DiscountWords {
    let mut words = DiscountWords::default();
    for lang in Lang::ALL {
        let t = i18n::T::new(lang);
        t.discount_line().clone_into(words.plain.place(lang));
        *words.percent.place(lang) = t.discount_line_percent("{percent}");
        *words.taxed.place(lang) = t.discount_line_taxed("{discount}", "{rate}");
    }
    words
}
