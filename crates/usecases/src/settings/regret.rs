//! What the company promises to whoever changes their mind after accepting.
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    lang::Lang,
    quotes::regret::{LEAST_DAYS, MOST_DAYS, MOST_GRACE},
    refusal::{Fields, Refusal},
    text,
};
use i18n::T;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use store::{
    events::{Change, EventData, NewEvent},
    orders::regret::{self, Promised},
};
use wire::settings::RegretFields;

/// Most characters of what consumers are told.
const LONGEST_WORDS: usize = 4_000;
/// What stands for the days in those words.
pub(crate) const DAYS: &str = "{days}";

/// The company's own words, by language; what is empty is said in the program's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Words {
    fi: String,
    sv: String,
    en: String,
}

impl Words {
    fn of(promised: &Promised) -> Words {
        serde_json::from_str(&promised.withdrawal_words).unwrap_or_default()
    }

    fn own(&self, lang: Lang) -> &String {
        match lang {
            Lang::Fi => &self.fi,
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

/// What consumers are told of their right, with the mark for the days.
pub(crate) fn words(promised: &Promised, lang: Lang) -> String {
    let words = Words::of(promised);
    match words.own(lang).as_str() {
        "" => i18n::regret::words(T::new(lang), DAYS),
        own => own.to_owned(),
    }
}

/// Whether consumers are told the same in two languages: in the company's own words, or in the program's.
pub(crate) fn alike(promised: &Promised, (one, other): (Lang, Lang)) -> bool {
    let words = Words::of(promised);
    words.own(one).is_empty() == words.own(other).is_empty()
}

/// What is promised now.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read_regret(by: &Staff, cx: &Cx) -> Result<RegretFields, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let promised = regret::promised(&mut conn, company).await?;
    Ok(RegretFields {
        grace: promised.grace_minutes.to_string(),
        days: promised.withdrawal_days.to_string(),
        fi: words(&promised, Lang::Fi),
        sv: words(&promised, Lang::Sv),
        en: words(&promised, Lang::En),
    })
}

/// Sets it; what was sent keeps what it was sent with. Words that are emptied, or left as they were, are the program's own.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; refusals by field.
pub async fn set_regret(by: &Staff, cx: &Cx, command: RegretFields) -> Result<(), Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let who = by.by();
    let after = check(&command)?;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, after) = (who.clone(), after.clone());
            Box::pin(async move {
                let before = regret::promised(&mut unit.conn, company).await?;
                let changes: Vec<Change> = [
                    Change::of("grace_minutes", before.grace_minutes, after.grace_minutes),
                    Change::of("withdrawal_days", before.withdrawal_days, after.withdrawal_days),
                    Change::of("withdrawal_words", &before.withdrawal_words, &after.withdrawal_words),
                ]
                .into_iter()
                .flatten()
                .collect();
                if changes.is_empty() {
                    return Ok(());
                }
                regret::promise(unit, company, &after).await?;
                let data = EventData { changes, ..EventData::default() };
                unit.event(NewEvent::new(company, "company", company.0, "company.changed", who).with(data));
                unit.announce(company, "settings", company.0);
                Ok::<_, Denied>(())
            })
        })
        .await
}

fn check(typed: &RegretFields) -> Result<Promised, Denied> {
    let mut fields = Fields::new();
    let grace = fields.take("grace", count(&typed.grace, (0, MOST_GRACE))).unwrap_or_default();
    let days = fields.take("days", count(&typed.days, (LEAST_DAYS, MOST_DAYS))).unwrap_or_default();
    let mut own = |code: &'static str, lang: Lang, typed: &str| {
        let words = fields.take(code, text::optional_text(typed, LONGEST_WORDS)).unwrap_or_default();
        if words == i18n::regret::words(T::new(lang), DAYS) { String::new() } else { words }
    };
    let words = Words {
        fi: own("fi", Lang::Fi, &typed.fi),
        sv: own("sv", Lang::Sv, &typed.sv),
        en: own("en", Lang::En, &typed.en),
    };
    denied::all_right(fields)?;
    let withdrawal_words = match words == Words::default() {
        true => String::new(),
        false => serde_json::to_string(&words).map_err(Denied::fault)?,
    };
    Ok(Promised { grace_minutes: i64::from(grace), withdrawal_days: i64::from(days), withdrawal_words })
}

fn count(typed: &str, (least, most): (u32, u32)) -> Result<u32, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refusal::Required);
    }
    if !typed.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Refusal::NotAFigure);
    }
    match typed.parse::<u32>() {
        Ok(count) if count < least => Err(Refusal::TooSmall { least: Decimal::from(least) }),
        Ok(count) if count <= most => Ok(count),
        _ => Err(Refusal::TooLarge { most: Decimal::from(most) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ones_own_in_one_language_are_no_translation_of_the_programs() {
        let own = Words { fi: "Oma ehto {days}".into(), ..Words::default() };
        let withdrawal_words = serde_json::to_string(&own).unwrap_or_default();
        let promised = Promised { grace_minutes: 0, withdrawal_days: 14, withdrawal_words };
        assert!(!alike(&promised, (Lang::Fi, Lang::Sv)));
        assert!(alike(&promised, (Lang::Sv, Lang::En)), "both in the program's");
        let programs = Promised { withdrawal_words: String::new(), ..promised };
        assert!(alike(&programs, (Lang::Fi, Lang::Sv)));
    }
}
