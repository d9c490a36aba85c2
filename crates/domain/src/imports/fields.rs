//! The fields a column can stand for, by kind of import: how a cell is read, and what people call the column.
use super::ImportKind;
use crate::quotes::line::{LONGEST_DESCRIPTION, LONGEST_NAME};

/// How the text of a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line of at most so many characters.
    Line(usize),
    /// Text of several lines.
    Text(usize),
    /// A price of one, not below nothing.
    Price,
    /// Percent off, up to all of it.
    Percent,
    /// A quantity above nothing.
    Quantity,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// One of a few codes, each with the words people use for it, between `|`.
    Choice(&'static [(&'static str, &'static str)]),
    /// An e-mail address.
    Email,
    /// A Finnish business id.
    BusinessId,
    /// A VAT number.
    VatNumber,
    /// A country's code of two letters.
    Country,
    /// One of the company's taxes, by name or percent.
    Tax,
    /// One of the company's price lists, by name.
    PriceList,
    /// Tags of products, parted by commas.
    Tags,
}

/// A field a column can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in code; `billing.city` for a part.
    pub code: &'static str,
    /// How its cells are read.
    pub form: Form,
    /// What people call its column, in small letters without dots on ä and ö, in three languages, between `|`.
    called: &'static str,
}

impl Field {
    /// What people call its column, folded.
    pub fn called(&self) -> impl Iterator<Item = &'static str> {
        self.called.split('|')
    }
}

const fn field(code: &'static str, form: Form, called: &'static str) -> Field {
    Field { code, form, called }
}

const KEY: Field = field(
    "key",
    Form::Line(100),
    "id|external id|external key|own key|key|tunniste|avain|ulkoinen tunniste|oma tunniste|nyckel|\
         extern id|egen nyckel|asiakasnumero|asiakasnro|customer number|kundnummer|kundnr",
);

const GOODS: &str = "goods|product|consumable|storable|storable product|tavara|tuote|vara|produkt";
const SERVICE: &str = "service|palvelu|tyo|tjanst|arbete|work";
const COMPANY: &str = "company|yritys|organisaatio|organization|foretag|bolag|y";
const PERSON: &str = "person|henkilo|individual|private|yksityinen|privatperson|kuluttaja|h";
const FINNISH: &str = "fi|fin|fi_fi|fi-fi|finnish|suomi|finska";
const SWEDISH: &str = "sv|swe|sv_fi|sv-fi|sv_se|sv-se|swedish|ruotsi|svenska";
const ENGLISH: &str = "en|eng|en_us|en-us|en_gb|en-gb|english|englanti|engelska";

/// Products.
const PRODUCTS: &[Field] = &[
    field(
        "code",
        Form::Line(50),
        "code|product code|sku|article|article number|item number|internal reference|koodi|tuotekoodi|\
         tuotenumero|tuotenro|nimike|nimikenumero|kod|produktkod|artikelnummer|artikelnr|artikel",
    ),
    field(
        "name",
        Form::Line(LONGEST_NAME),
        "name|product|product name|title|nimi|tuote|tuotenimi|tuotteen nimi|nimitys|namn|produkt|\
         produktnamn|benamning",
    ),
    field(
        "description",
        Form::Text(LONGEST_DESCRIPTION),
        "description|sales description|description on the quotation|kuvaus|kuvaus tarjouksella|\
         lisatiedot|beskrivning|beskrivning pa offerten",
    ),
    field(
        "kind",
        Form::Choice(&[("goods", GOODS), ("service", SERVICE)]),
        "kind|type|product type|laji|tyyppi|tuotetyyppi|slag|typ|produkttyp",
    ),
    field("unit", Form::Line(20), "unit|unit of measure|uom|yksikko|myyntiyksikko|enhet|yks|yks."),
    field(
        "unit_price",
        Form::Price,
        "price|unit price|price net|net price|sales price|list price|hinta|veroton hinta|yksikkohinta|\
         myyntihinta|listahinta|ovh|pris|pris utan moms|a-pris|enhetspris|forsaljningspris",
    ),
    field(
        "cost",
        Form::Price,
        "cost|cost price|purchase price|cost of one|hankintahinta|ostohinta|omakustannushinta|kustannus|\
         inkopspris|sjalvkostnad|kostnad|sjalvkostnadspris",
    ),
    field(
        "tax",
        Form::Tax,
        "tax|vat|vat rate|vat %|tax rate|sales taxes|customer taxes|vero|verokanta|alv|alv %|alv-%|\
         alv-kanta|moms|momssats|moms %|skatt",
    ),
    field(
        "tags",
        Form::Tags,
        "tags|tag|product tags|labels|tunnisteet|tuotetunnisteet|tagit|taggar|produkttaggar|etiketter",
    ),
    field("active", Form::Flag, "active|on sale|in use|aktiivinen|myynnissa|kaytossa|aktiv|till salu|i bruk"),
    KEY,
];

/// Customers.
const CUSTOMERS: &[Field] = &[
    field(
        "name",
        Form::Line(200),
        "name|company|company name|customer|customer name|nimi|yritys|yrityksen nimi|asiakas|\
         asiakkaan nimi|namn|foretag|foretagets namn|kund|kundnamn|bolag",
    ),
    field(
        "kind",
        Form::Choice(&[("company", COMPANY), ("person", PERSON)]),
        "kind|type|company type|laji|tyyppi|asiakastyyppi|slag|typ|kundtyp",
    ),
    field(
        "contact_name",
        Form::Line(100),
        "contact|contact person|contact name|yhteyshenkilo|kontakti|kontaktperson|kontakt",
    ),
    field(
        "email",
        Form::Email,
        "e-mail|email|email address|e-mail address|mail|sahkoposti|sahkopostiosoite|s-posti|e-post|epost|\
         e-postadress",
    ),
    field(
        "phone",
        Form::Line(40),
        "phone|phone number|telephone|mobile|tel|tel.|puhelin|puhelinnumero|puh|puh.|gsm|matkapuhelin|\
         telefon|telefonnummer|mobil",
    ),
    field(
        "language",
        Form::Choice(&[("fi", FINNISH), ("sv", SWEDISH), ("en", ENGLISH)]),
        "language|lang|language of documents|kieli|asiakirjojen kieli|asiointikieli|sprak|\
         dokumentens sprak",
    ),
    field(
        "business_id",
        Form::BusinessId,
        "business id|company id|company registry|registration number|y-tunnus|ytunnus|y tunnus|ly-tunnus|\
         fo-nummer|fo-nr|organisationsnummer|org.nr",
    ),
    field(
        "vat_number",
        Form::VatNumber,
        "vat number|vat no|vat id|vat|tax id|alv-numero|alv-nro|alv-tunnus|alv numero|\
         momsregistreringsnummer|momsnummer|momsnr|vat-numero|vat-nummer",
    ),
    field(
        "billing.street",
        Form::Line(200),
        "street|street address|address|billing address|billing street|katuosoite|osoite|lahiosoite|\
         laskutusosoite|postiosoite|gatuadress|adress|faktureringsadress",
    ),
    field(
        "billing.postcode",
        Form::Line(20),
        "postcode|postal code|zip|zip code|billing postcode|postinumero|postinro|laskutuspostinumero|\
         postnummer|postnr",
    ),
    field(
        "billing.city",
        Form::Line(100),
        "city|town|billing city|billing town|kaupunki|postitoimipaikka|paikkakunta|toimipaikka|ort|\
         postort|stad",
    ),
    field("billing.country", Form::Country, "country|country code|billing country|maa|maakoodi|land|landskod"),
    field(
        "delivery.street",
        Form::Line(200),
        "delivery address: street address|toimitusosoite: katuosoite|leveransadress: gatuadress|\
         delivery address|delivery street|delivery street address|shipping address|shipping street|\
         toimitusosoite|toimituskatuosoite|leveransadress|leverans gatuadress",
    ),
    field(
        "delivery.postcode",
        Form::Line(20),
        "delivery address: postcode|toimitusosoite: postinumero|leveransadress: postnummer|\
         delivery postcode|shipping postcode|shipping zip|toimituspostinumero|leveranspostnummer",
    ),
    field(
        "delivery.city",
        Form::Line(100),
        "delivery address: town|toimitusosoite: postitoimipaikka|leveransadress: postort|\
         delivery town|delivery city|shipping city|toimituskaupunki|toimituspaikkakunta|\
         toimituspostitoimipaikka|leveransort|leveranspostort",
    ),
    field(
        "delivery.country",
        Form::Country,
        "delivery address: country|toimitusosoite: maa|leveransadress: land|\
         delivery country|shipping country|toimitusmaa|leveransland",
    ),
    field("payment_terms", Form::Line(200), "payment terms|payment term|maksuehto|maksuehdot|betalningsvillkor"),
    field("price_list", Form::PriceList, "price list|pricelist|hinnasto|prislista"),
    KEY,
];

/// Prices.
const PRICES: &[Field] = &[
    field("price_list", Form::PriceList, "price list|pricelist|list|hinnasto|prislista|lista"),
    field(
        "product",
        Form::Line(50),
        "product|product code|code|sku|article number|item number|internal reference|tuotekoodi|tuote|\
         koodi|tuotenumero|tuotenro|nimike|produktkod|kod|produkt|artikelnummer|artikelnr",
    ),
    field(
        "min_quantity",
        Form::Quantity,
        "from quantity|min quantity|min. quantity|minimum quantity|quantity|from|maarasta alkaen|\
         vahimmaismaara|minimimaara|maara|fran antal|minsta antal|minimiantal|antal",
    ),
    field(
        "price",
        Form::Price,
        "price|fixed price|unit price|net price|price of one|hinta|kiintea hinta|veroton hinta|\
         yksikkohinta|hinta kappaleelta|pris|fast pris|pris utan moms|a-pris|pris for en",
    ),
    field(
        "percent",
        Form::Percent,
        "percent|discount|discount %|percent off|percentage|alennus|alennus %|alennus-%|ale-%|prosentti|\
         rabatt|rabatt %|procent",
    ),
    field(
        "from",
        Form::Day,
        "first day|valid from|start|start date|ensimmainen paiva|voimassa alkaen|alkaa|alkupaiva|alkaen|\
         forsta dag|giltig fran|startdatum|fran",
    ),
    field(
        "until",
        Form::Day,
        "last day|valid until|valid to|end|end date|until|viimeinen paiva|voimassa asti|paattyy|\
         loppupaiva|asti|sista dag|giltig till|slutdatum|till",
    ),
];

/// The fields of a kind, in the order they are offered.
pub const fn of(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::Products => PRODUCTS,
        ImportKind::Customers => CUSTOMERS,
        ImportKind::Prices => PRICES,
    }
}

/// The field of that name.
pub fn named(kind: ImportKind, code: &str) -> Option<&'static Field> {
    of(kind).iter().find(|field| field.code == code)
}

/// What a new record cannot be without.
pub const fn needed(kind: ImportKind) -> &'static [&'static str] {
    match kind {
        ImportKind::Products => &["name", "unit_price"],
        ImportKind::Customers => &["name"],
        ImportKind::Prices => &["price_list", "product"],
    }
}
