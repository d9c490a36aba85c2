//! What the demo company sells.
use super::FirstCompany;
use crate::{Cx, Denied, Staff, products};
use domain::ids::{ProductId, TaxId};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    products::{CreateProduct, ProductFacts, ProductFields, ProductKind},
    shared::IdempotencyKey,
};

/// A product of the demo company.
pub(super) struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What a quotation says about it.
    pub description: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// Price of one, in cents.
    pub cents: i64,
    /// Its tax.
    pub tax: TaxId,
    /// The tax's rate.
    pub percent: Decimal,
}

use ProductKind::{Goods, Service};

/// Code, name, description, unit, cents, kind, whether the reduced rate for printed books applies.
type Listed = (&'static str, &'static str, &'static str, &'static str, i64, ProductKind, bool);

const LISTED: [Listed; 20] = [
    ("HV-12", "Ilma-vesilämpöpumppu Havu 12 kW", "Ulkoyksikkö, sisäyksikkö, ohjain", "kpl", 864_000, Goods, false),
    ("HV-16", "Ilma-vesilämpöpumppu Havu 16 kW", "Ulkoyksikkö, sisäyksikkö, ohjain", "kpl", 984_000, Goods, false),
    ("HI-50", "Ilmalämpöpumppu Havu 5 kW", "Sisä- ja ulkoyksikkö, seinäteline", "kpl", 169_000, Goods, false),
    ("MA-20", "Maalämpöpumppu Juuri 20 kW", "Sisältää lämminvesivaraajan 300 l", "kpl", 1_389_000, Goods, false),
    ("PV-500", "Puskurivaraaja 500 l", "", "kpl", 149_000, Goods, false),
    ("PV-1000", "Puskurivaraaja 1000 l", "", "kpl", 219_000, Goods, false),
    ("AP-440", "Aurinkopaneeli 440 W, asennettuna", "Kiinnikkeet ja kaapelointi katolla", "kpl", 18_900, Goods, false),
    ("IN-5", "Invertteri 5 kW", "", "kpl", 135_000, Goods, false),
    ("IN-10", "Invertteri 10 kW", "", "kpl", 189_000, Goods, false),
    ("AK-10", "Kotiakku 10 kWh", "", "kpl", 520_000, Goods, false),
    ("EV-01", "Etävalvonta", "Tuotto ja kulutus puhelimessa", "kpl", 26_000, Goods, false),
    ("AS-01", "Asennustyö ja käyttöönotto", "", "h", 6_800, Service, false),
    ("SU-01", "Suunnittelu ja mitoitus", "", "h", 8_900, Service, false),
    ("SA-01", "Sähkötyö", "", "h", 7_400, Service, false),
    ("PU-01", "Vanhan kattilan purku ja kuljetus", "Sisältää jätemaksun", "erä", 89_000, Service, false),
    ("PO-01", "Lämpökaivon poraus", "Sisältää suojaputken 12 m asti", "m", 3_200, Service, false),
    ("HU-01", "Huoltosopimus, perus", "Yksi käynti vuodessa", "v", 24_000, Service, false),
    ("HU-02", "Huoltosopimus, laaja", "Kaksi käyntiä vuodessa ja varaosat", "v", 42_000, Service, false),
    ("TO-01", "Toimitus Pirkanmaalle", "", "erä", 19_000, Service, false),
    ("KI-01", "Huoltokirja ja käyttöopas, painettu", "", "kpl", 3_800, Goods, true),
];

/// Puts the products into the catalogue.
pub(super) async fn fill(cx: &Cx, by: &Staff, home: &FirstCompany) -> Result<Vec<Product>, Denied> {
    let tax = |at: usize| home.taxes.get(at).copied().ok_or_else(|| Denied::fault("a tax is missing"));
    let (usual, books) = (tax(0)?, tax(1)?);
    let mut products = Vec::new();
    for (code, name, description, unit, cents, kind, book) in LISTED {
        let (tax, percent) = if book { (books, Decimal::new(135, 1)) } else { (usual, Decimal::new(255, 1)) };
        let fields = ProductFields {
            code: code.into(),
            name: name.into(),
            description: description.into(),
            kind,
            unit: unit.into(),
            unit_price: Decimal::new(cents, 2),
            // Bought at seven tenths of the price.
            cost: Decimal::new(cents * 7 / 10, 2),
            tax,
            active: true,
            facts: ProductFacts::default(),
        };
        let id = products::create(by, cx, CreateProduct { key: IdempotencyKey(Uuid::new_v4()), fields }).await?;
        products.push(Product { id, code, name, description, unit, cents, tax, percent });
    }
    Ok(products)
}
