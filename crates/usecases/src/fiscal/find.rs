//! Which fiscal position a customer's sale falls under, and why.
use super::fields;
use crate::Denied;
use domain::{
    fiscal::{
        FiscalPosition,
        detect::{Detected, Sale, detect},
        finland::Supply,
        place::{ALAND, Address, Country, CountryGroup},
        postcode::PostcodeRange,
        replace::{Replacement, replaced},
    },
    ids::{CompanyId, FiscalPositionId, TaxId},
    parties::PartyKind,
    quotes::{line::LineInput, shipment::Shipment},
    refusal::{Fields, Refusal},
};
use store::{
    Conn, columns, fiscal as stored,
    fiscal::{PositionRecord, ReplacementRecord},
    products::record as products,
    quotes::sources::{self, PartySource},
};
use uuid::Uuid;
use wire::fiscal::{Area, FiscalChoice, FiscalConsidered, FiscalFound, FiscalRef};

/// Everything about the company's fiscal positions, read once.
pub struct FiscalBook {
    rows: Vec<PositionRecord>,
    replacements: Vec<ReplacementRecord>,
    seller_country: Option<Country>,
    /// The selling company's VAT number.
    pub seller_vat_number: String,
}

/// Reads the company's positions.
/// # Errors
/// [`Denied`].
pub async fn load(conn: &mut Conn, company: CompanyId) -> Result<FiscalBook, Denied> {
    let seller = sources::company(conn, company).await?;
    let rows = stored::list(conn, company).await?;
    let replacements = if rows.is_empty() { Vec::new() } else { stored::replacements(conn, company).await? };
    let seller_country = Country::parse(&seller.country);
    Ok(FiscalBook { rows, replacements, seller_country, seller_vat_number: seller.vat_number })
}

impl FiscalBook {
    /// What a customer's address and numbers lead to, for goods that go where the quotation says; to the customer's own
    /// delivery address where it says nothing.
    /// # Errors
    /// A fault when a stored position cannot be read.
    pub fn find(&self, party: &PartySource, shipment: &Shipment) -> Result<FiscalFound, Denied> {
        let customer = address(party.country.as_deref(), party.postcode.as_deref());
        let delivery = match shipment.has_address() {
            true => shipped_to(party, shipment),
            false => address(party.delivery_country.as_deref(), party.delivery_postcode.as_deref()),
        };
        let buyer = columns::code(&party.kind, PartyKind::parse)?;
        let positions = self.rows.iter().filter(|row| row.active == 1);
        let positions = positions.map(|row| position(row, self.seller_country)).collect::<Result<Vec<_>, _>>()?;
        let found = detect(
            &positions,
            &Sale {
                customer: &customer,
                delivery: &delivery,
                vat_number: Some(party.vat_number.as_str()).filter(|number| !number.is_empty()),
                buyer: Some(buyer),
                company_vat_number: Some(self.seller_vat_number.as_str()).filter(|number| !number.is_empty()),
                set_on_delivery: None,
                set_on_customer: party.fiscal_position_id.map(FiscalPositionId),
            },
        );
        Ok(self.told(found, party, buyer))
    }

    fn told(&self, found: Detected, party: &PartySource, buyer: PartyKind) -> FiscalFound {
        let considered = found
            .considered
            .into_iter()
            .filter_map(|one| Some(FiscalConsidered { name: self.named(one.position)?.name, misses: one.misses }));
        FiscalFound {
            position: found.position.and_then(|id| self.named(id)),
            because: found.because,
            country: found.address.country.map(|country| country.code().to_owned()).unwrap_or_default(),
            postcode: found.address.postcode.unwrap_or_default(),
            vat_number: party.vat_number.clone(),
            buyer,
            considered: considered.collect(),
        }
    }

    /// A position's name.
    pub fn named(&self, id: FiscalPositionId) -> Option<FiscalRef> {
        let row = self.rows.iter().find(|row| row.id == id.0)?;
        Some(FiscalRef { id, name: row.name.clone() })
    }

    /// The positions one can choose from, and the one that is chosen already.
    pub fn choices(&self, now: Option<Uuid>) -> Vec<FiscalChoice> {
        let offered = self.rows.iter().filter(|row| row.active == 1 || Some(row.id) == now);
        let choice = |row: &PositionRecord| {
            let id = FiscalPositionId(row.id);
            FiscalChoice { id, name: row.name.clone(), replacements: self.replacements(Some(id)) }
        };
        offered.map(choice).collect()
    }

    /// Which taxes a position puts in the place of which.
    pub fn replacements(&self, id: Option<FiscalPositionId>) -> Vec<Replacement> {
        let mine = self.replacements.iter().filter(|row| Some(row.fiscal_position_id) == id.map(|id| id.0));
        let replacement = |row: &ReplacementRecord| Replacement {
            from: TaxId(row.from_tax_id),
            supply: fields::supply(&row.supply),
            to: TaxId(row.to_tax_id),
        };
        mine.map(replacement).collect()
    }

    /// Notes a refusal when a quotation is given a position that cannot be chosen.
    pub fn choose_from(&self, wanted: Option<FiscalPositionId>, now: Option<Uuid>, at: &str, fields: &mut Fields) {
        let offered = |id: FiscalPositionId| {
            self.rows.iter().any(|row| row.id == id.0 && (row.active == 1 || now == Some(row.id)))
        };
        if wanted.is_some_and(|id| !offered(id)) {
            fields.refuse(at, Refusal::NotAChoice);
        }
    }
}

/// Gives lines the taxes that replacements put in the place of theirs. A line without a product counts as goods.
/// # Errors
/// [`Denied`].
pub(crate) async fn retax(
    conn: &mut Conn,
    company: CompanyId,
    replacements: &[Replacement],
    lines: &mut [LineInput],
) -> Result<(), Denied> {
    if replacements.is_empty() {
        return Ok(());
    }
    for line in lines {
        let LineInput::Product(line) = line else { continue };
        let supply = match line.product {
            Some(product) => supply_of(&products::load(conn, company, product).await?.kind),
            None => Supply::Goods,
        };
        line.tax = replaced(replacements, line.tax, supply);
    }
    Ok(())
}

/// Reads what goods or services a replacement is for.
pub fn supply_of(kind: &str) -> Supply {
    if kind == "service" { Supply::Service } else { Supply::Goods }
}

/// The address that a quotation itself names. Without a country it lies in the customer's.
pub(crate) fn shipped_to(party: &PartySource, shipment: &Shipment) -> Address {
    let named = Some(shipment.address.country.as_str()).filter(|country| !country.is_empty());
    address(named.or(party.country.as_deref()), Some(shipment.address.postcode.as_str()))
}

/// An address as the law looks at it. The code `AX` stands for Finland's region of Åland.
pub(crate) fn address(country: Option<&str>, postcode: Option<&str>) -> Address {
    let filled = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (country, postcode) = (country.and_then(Country::parse), filled(postcode));
    if country == Country::parse("AX") {
        return Address { country: Some(Country::FI), region: Some(ALAND.to_owned()), postcode };
    }
    Address { country, region: None, postcode }
}

/// A stored position as the rule reads it.
fn position(row: &PositionRecord, seller: Option<Country>) -> Result<FiscalPosition, Denied> {
    let area = columns::code(&row.area, Area::parse)?;
    let own = |country: &Country| Some(*country) == seller;
    let group = |countries: Vec<Country>| Some(CountryGroup { countries, excluded_regions: Vec::new() });
    Ok(FiscalPosition {
        sequence: i32::try_from(row.position).unwrap_or(i32::MAX),
        automatic: row.automatic == 1,
        vat_required: row.vat_required == 1,
        buyer: PartyKind::parse(&row.buyer),
        country: if area == Area::Country { Country::parse(&row.country) } else { None },
        country_group: match area {
            Area::Any | Area::Country => None,
            Area::Union => group(Country::union().into_iter().filter(|country| !own(country)).collect()),
            Area::Beyond => group(Country::beyond_union()),
        },
        regions: if row.region.is_empty() { Vec::new() } else { vec![row.region.clone()] },
        postcodes: PostcodeRange::new(&row.postcode_from, &row.postcode_to).map_err(Denied::fault)?,
        ..FiscalPosition::new(FiscalPositionId(row.id))
    })
}
