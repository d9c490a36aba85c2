//! Whom the demo company sells to. None of them exists; their ids have right check digits.
use crate::{Cx, Denied, Staff, parties};
use domain::{ids::PartyId, lang::Lang, parties::PartyKind, quotes::content::PostalAddress};
use uuid::Uuid;
use wire::{
    parties::{CreateParty, PartyFields},
    shared::IdempotencyKey,
};

/// Name, contact, business id (empty for persons), street, postcode, town, language.
type Listed = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, Lang);

const LISTED: [Listed; 24] = [
    ("Mäkelän Puutyö Oy", "Päivi Mäkelä", "2711044-5", "Teollisuustie 14", "60100", "Seinäjoki", Lang::Fi),
    ("Ähtärin Lomamökit Oy", "Timo Ähtäri", "2711052-5", "Rantatie 3", "63700", "Ähtäri", Lang::Fi),
    ("Österbottens Trävaror Ab", "Kaj Nylund", "2711065-6", "Sågvägen 8", "65100", "Vaasa", Lang::Sv),
    ("As Oy Tampereen Näsijärvenrinne", "Hilkka Salo", "2711078-7", "Rinnekatu 21", "33200", "Tampere", Lang::Fi),
    ("Kärkkäinen & Pojat Ky", "Veikko Kärkkäinen", "2711081-6", "Pajakuja 2", "37100", "Nokia", Lang::Fi),
    ("Hervannan Liikekeskus Oy", "Sanna Virta", "2711090-4", "Insinöörinkatu 40", "33720", "Tampere", Lang::Fi),
    ("Kangasalan seurakunta", "Matti Koski", "2711103-4", "Kirkkopolku 1", "36200", "Kangasala", Lang::Fi),
    ("Konditoria Öhman Oy", "Elsa Öhman", "2711116-5", "Puistokatu 9", "38700", "Kankaanpää", Lang::Fi),
    ("Päijät-Hämeen Hirsitalot Oy", "Risto Ylä-Soini", "2711129-6", "Hirsitie 77", "15100", "Lahti", Lang::Fi),
    ("Särkänniemen Venesatama Oy", "Anni Laine", "2711134-1", "Laiturikatu 1", "33230", "Tampere", Lang::Fi),
    ("Köyliön Kasvihuoneet Oy", "Olavi Köyliö", "2711145-6", "Saarentie 240", "27710", "Köyliö", Lang::Fi),
    ("Raahen Jäähalli Oy", "Pekka Meri", "2711152-8", "Urheilutie 5", "92100", "Raahe", Lang::Fi),
    ("Lemmetyisen Tila Ay", "Kaisa Lemmetyinen", "2711168-3", "Peltotie 12", "39500", "Ikaalinen", Lang::Fi),
    ("Rakennusliike Hyvönen Oy", "Jari Hyvönen", "2711173-9", "Betonitie 6", "33880", "Lempäälä", Lang::Fi),
    ("Ikaalisten Kylpyläsäätiö", "Ritva Aho", "2711187-8", "Kylpyläntie 15", "39500", "Ikaalinen", Lang::Fi),
    ("Leipomo Ääpälä Oy", "Tuomo Ääpälä", "2711196-6", "Leipurinkuja 4", "33400", "Tampere", Lang::Fi),
    ("Sääksjärven Autohuolto Oy", "Mika Sääksjärvi", "2711201-0", "Huoltotie 11", "33880", "Lempäälä", Lang::Fi),
    ("Härmän Konepaja Oy", "Esa Härmä", "2711238-7", "Konetie 30", "62300", "Härmä", Lang::Fi),
    ("Jyväskylän Työväentalo ry", "Liisa Toivola", "2711247-5", "Väinönkatu 7", "40100", "Jyväskylä", Lang::Fi),
    ("Hevostalli Pöllölä", "Outi Pöllö", "2711255-5", "Tallitie 2", "37500", "Lempäälä", Lang::Fi),
    ("As Oy Valkeakosken Välkkylä", "Eero Välkky", "2711261-9", "Tehtaankatu 18", "37600", "Valkeakoski", Lang::Fi),
    ("Nordic Log Homes Ltd", "Emma Wright", "", "12 Harbour Road", "AB11 5DQ", "Aberdeen", Lang::En),
    ("Pehr Åkerblom", "", "", "Aurastranden 5 A 3", "20100", "Turku", Lang::Sv),
    ("Maija Meikäläinen", "", "", "Mäntypolku 8", "33540", "Tampere", Lang::Fi),
];

/// Writes the customers. Answers them in their order, with names.
pub(super) async fn fill(cx: &Cx, by: &Staff) -> Result<Vec<(PartyId, &'static str)>, Denied> {
    let mut made = Vec::new();
    for (at, (name, contact, business_id, street, postcode, city, language)) in LISTED.into_iter().enumerate() {
        let person = contact.is_empty();
        let mailbox = domain::text::fold(if person { name } else { contact }).replace([' ', '-'], ".");
        let house: String = domain::text::fold(name).chars().filter(char::is_ascii_alphanumeric).take(24).collect();
        let fields = PartyFields {
            kind: if person { PartyKind::Person } else { PartyKind::Company },
            name: name.into(),
            contact_name: contact.into(),
            email: if person { format!("{mailbox}@posti.example") } else { format!("{mailbox}@{house}.example") },
            phone: format!("050 555 {:04}", 200 + at),
            language,
            business_id: business_id.into(),
            vat_number: String::new(),
            billing: PostalAddress {
                street: street.into(),
                postcode: postcode.into(),
                city: city.into(),
                country: if language == Lang::En { "GB" } else { "FI" }.into(),
            },
            delivery: PostalAddress::default(),
            payment_terms: String::new(),
            ..PartyFields::default()
        };
        let id = parties::create(by, cx, CreateParty { key: IdempotencyKey(Uuid::new_v4()), fields }).await?;
        made.push((id, name));
    }
    Ok(made)
}
