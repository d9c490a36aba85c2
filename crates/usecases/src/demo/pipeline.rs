//! The deals the demo company works on.
use super::{FirstCompany, first::Staffed};
use crate::{Cx, Denied, Staff, crm};
use domain::{
    crm::activities::ActivityKind,
    ids::{OpportunityId, PartyId},
};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    crm::CreateOpportunity,
    shared::IdempotencyKey,
};

/// What, whose (by its place in the list of customers), stage, expected euros, days until the expected close.
type Listed = (&'static str, usize, usize, i64, u64);

const LISTED: [Listed; 40] = [
    ("Lämmitysjärjestelmä ja aurinkosähkö", 0, 4, 17_318, 18),
    ("12 mökin ilmalämpöpumput", 1, 2, 31_280, 30),
    ("Värmeåtervinning i torkrum", 2, 3, 18_740, 21),
    ("Maalämpö, 64 asuntoa", 3, 2, 126_400, 60),
    ("Verstaan oviverhokoneet", 4, 3, 6_480, 7),
    ("Liikekeskuksen lämmitysremontti", 5, 4, 88_000, 40),
    ("Seurakuntatalo öljystä maalämpöön", 6, 3, 33_900, 35),
    ("Leipomon kaksi lämpöpumppua", 7, 3, 14_250, 14),
    ("Hirsitalokylän lämmitys", 8, 3, 22_950, 28),
    ("Venesataman huoltorakennus", 9, 4, 21_300, 16),
    ("Kasvihuoneiden lämpöpumput", 10, 3, 64_300, 12),
    ("Jäähallin hukkalämmön talteenotto", 11, 1, 38_000, 75),
    ("Kanalan lattialämmitys", 12, 1, 12_380, 45),
    ("Kaksi paritaloa, uudisrakennus", 13, 1, 22_400, 50),
    ("Kylpylän lämmitys ja ilmankuivaus", 14, 1, 18_900, 55),
    ("Uuniosaston hukkalämpö", 15, 2, 14_250, 33),
    ("Korjaamon lämmitys", 16, 1, 9_120, 25),
    ("Aurinkovoimala 60 kWp hallin katolle", 17, 1, 41_500, 65),
    ("Juhlasalin ilmanvaihto", 18, 2, 27_800, 38),
    ("Tallin ja maneesin lämmitys", 19, 4, 12_500, 9),
    ("Rivitalo, 9 asuntoa", 20, 3, 54_200, 27),
    ("Show village heating", 21, 0, 22_950, 80),
    ("Villa vid Aura å", 22, 2, 12_770, 31),
    ("Omakotitalon ilma-vesilämpöpumppu", 23, 0, 11_900, 20),
    ("Höyläämön purunpoiston lämpö", 0, 0, 8_600, 90),
    ("Lomakylän saunarakennus", 1, 0, 7_450, 70),
    ("Solpaneler på sågen", 2, 1, 26_800, 85),
    ("Taloyhtiön aurinkosähkö", 3, 0, 19_600, 95),
    ("Varaston ilmalämpöpumput", 4, 0, 5_070, 44),
    ("Parkkihallin latauspisteet", 5, 1, 36_400, 66),
    ("Hautausmaan huoltorakennus", 6, 0, 9_900, 120),
    ("Kahvilan jäähdytys", 7, 0, 4_380, 22),
    ("Esittelytalon kotiakku", 8, 1, 7_900, 48),
    ("Laiturivalaistuksen aurinkosähkö", 9, 0, 6_200, 100),
    ("Kasvihuone 4, varaajat", 10, 2, 15_800, 52),
    ("Pukuhuoneiden lämmin vesi", 11, 0, 13_300, 77),
    ("Tilan kotiakku ja paneelit", 12, 2, 24_700, 58),
    ("Toimistorakennuksen viilennys", 13, 0, 10_200, 61),
    ("Allastilan etävalvonta", 14, 0, 2_600, 15),
    ("Myymälän ilmaverho", 15, 1, 3_950, 29),
];

/// What is to be done next, and in how many days: of each deal in turn, and of some nothing.
const NEXT: [Option<(ActivityKind, &str, i64)>; 9] = [
    Some((ActivityKind::Call, "Soita ja kysy, mitä tarjouksesta ajatellaan", 0)),
    Some((ActivityKind::Meeting, "Käynti kohteessa", 3)),
    None,
    Some((ActivityKind::Email, "Lähetä mitoituksen perusteet", 1)),
    Some((ActivityKind::Todo, "Tarkista laitteiden saatavuus", 5)),
    Some((ActivityKind::Call, "Sovi käyntiaika", -2)),
    Some((ActivityKind::Upload, "Pyydä pohjapiirros", 9)),
    None,
    Some((ActivityKind::Meeting, "Tarjouksen läpikäynti", 12)),
];

async fn plan(
    by: &Staff,
    cx: &Cx,
    opportunity: OpportunityId,
    (kind, summary, days): (ActivityKind, &str, i64),
) -> Result<(), Denied> {
    let due_on = by.zone().day(cx.clock.now()) + chrono::Duration::days(days);
    let fields = ActivityFields {
        kind,
        type_id: None,
        summary: summary.into(),
        note: String::new(),
        due_on: Some(due_on),
        user: None,
    };
    let command = ScheduleActivity { key: IdempotencyKey(Uuid::new_v4()), opportunity, fields };
    crm::schedule_activity(by, cx, command).await?;
    Ok(())
}

/// Writes the deals: every third one is the second seller's. Answers those of the administrator that carry
/// quotations, by their place in the list.
pub(super) async fn fill(
    cx: &Cx,
    staff: &Staffed,
    home: &FirstCompany,
    parties: &[(PartyId, &'static str)],
) -> Result<Vec<OpportunityId>, Denied> {
    let today = staff.administrator.zone().day(cx.clock.now());
    let mut made = Vec::new();
    for (at, (title, party, stage, euros, days)) in LISTED.into_iter().enumerate() {
        let by = if at % 3 == 2 && at > 11 { &staff.seller } else { &staff.administrator };
        let command = CreateOpportunity {
            key: IdempotencyKey(Uuid::new_v4()),
            title: title.into(),
            party: parties.get(party).map(|(id, _)| *id),
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            expected: Decimal::from(euros),
            recurring: Default::default(),
            expected_close: Some(today + chrono::Days::new(days)),
            stage: home.stages.get(stage).copied(),
        };
        let id = crm::create_opportunity(by, cx, command).await?;
        if let Some(next) = NEXT.get(at % NEXT.len()).copied().flatten() {
            plan(by, cx, id, next).await?;
        }
        made.push(id);
    }
    Ok(made)
}
