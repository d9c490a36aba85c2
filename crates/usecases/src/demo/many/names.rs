//! What companies, people and deals are called.
use super::chance::Dice;

const FIRST: [&str; 16] = [
    "Aino", "Eero", "Helmi", "Ilmari", "Kaisa", "Lauri", "Maija", "Niilo", "Oona", "Petri", "Riitta", "Sampo", "Tuuli",
    "Urho", "Venla", "Väinö",
];
const LAST: [&str; 16] = [
    "Aalto",
    "Harju",
    "Hiltunen",
    "Järvinen",
    "Kallio",
    "Koskela",
    "Laine",
    "Lehto",
    "Mäkinen",
    "Niemi",
    "Peltola",
    "Rantanen",
    "Salo",
    "Tuominen",
    "Vainio",
    "Ylönen",
];
const TRADES: [&str; 16] = [
    "Puutyö",
    "Rakennus",
    "Kiinteistöt",
    "Kuljetus",
    "Maatila",
    "Leipomo",
    "Konepaja",
    "Sähkö",
    "Putki",
    "Maalaus",
    "Kylpylä",
    "Majoitus",
    "Puutarha",
    "Varasto",
    "Autokorjaamo",
    "Elintarvike",
];
const CITIES: [&str; 12] = [
    "Tampere",
    "Helsinki",
    "Turku",
    "Oulu",
    "Jyväskylä",
    "Kuopio",
    "Lahti",
    "Pori",
    "Vaasa",
    "Joensuu",
    "Lappeenranta",
    "Rovaniemi",
];
const DEALS: [&str; 12] = [
    "Ilmalämpöpumput",
    "Maalämpö",
    "Aurinkovoimala katolle",
    "Lämmitysremontti",
    "Ilmanvaihdon uusiminen",
    "Hukkalämmön talteenotto",
    "Latauspisteet",
    "Kotiakku",
    "Varaajat ja putkisto",
    "Huoltosopimus",
    "Jäähdytys",
    "Lattialämmitys",
];
const STEPS: [&str; 6] = [
    "Soita ja kysy, mitä tarjouksesta ajatellaan",
    "Sovi käyntiaika",
    "Pyydä pohjapiirros",
    "Tarkista laitteiden saatavuus",
    "Lähetä mitoituksen perusteet",
    "Käy tarjous läpi",
];
const REASONS: [&str; 4] = ["Hinta", "Aikataulu", "Toinen toimittaja", "Hanke peruttiin"];
const SOURCES: [&str; 5] = ["web", "mail", "Messut", "Suosittelu", "Puhelin"];

fn one(dice: &mut Dice, among: &'static [&'static str]) -> &'static str {
    dice.pick(among).copied().unwrap_or_default()
}

/// A person's name.
pub(super) fn person(dice: &mut Dice) -> String {
    format!("{} {}", one(dice, &FIRST), one(dice, &LAST))
}

/// A company's name; the number keeps two apart.
pub(super) fn company(dice: &mut Dice, number: u32) -> String {
    format!("{} {} {number} Oy", one(dice, &LAST), one(dice, &TRADES))
}

/// A town.
pub(super) fn city(dice: &mut Dice) -> &'static str {
    one(dice, &CITIES)
}

/// What is to be sold.
pub(super) fn deal(dice: &mut Dice) -> &'static str {
    one(dice, &DEALS)
}

/// What is to be done next.
pub(super) fn step(dice: &mut Dice) -> &'static str {
    one(dice, &STEPS)
}

/// Why it was lost.
pub(super) fn reason(dice: &mut Dice) -> &'static str {
    one(dice, &REASONS)
}

/// Where it came from.
pub(super) fn source(dice: &mut Dice) -> &'static str {
    one(dice, &SOURCES)
}
