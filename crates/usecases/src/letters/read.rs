//! Mail texts as the settings show them and as sendings choose from them.
use super::{own, words};
use crate::{Cx, Denied, Staff};
use chrono::Days;
use domain::{
    actors::Permission,
    ids::{CompanyId, MailTextId, PartyId},
    lang::Lang,
    quotes::letter::Occasion,
};
use i18n::T;
use store::{
    columns,
    quotes::{
        mail_texts::{self as stored, MailTextRecord},
        record, sources,
    },
};
use wire::letters::{Around, AskLetters, Letter, LetterChoice, Letters, MailTextFields, MailTextRef, MailTextRow};

/// All texts of the company, those out of use too.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list(by: &Staff, cx: &Cx) -> Result<Vec<MailTextRow>, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let rows = stored::list(&mut cx.store.reader().await?, company).await?;
    rows.iter()
        .map(|row| Ok(MailTextRow { id: MailTextId(row.id), version: row.version, fields: fields(row)? }))
        .collect()
}

/// The texts that a template of quotations can name: those that sendings choose from.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn choices(by: &Staff, cx: &Cx) -> Result<Vec<MailTextRef>, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let rows = stored::list(&mut cx.store.reader().await?, company).await?;
    Ok(rows.into_iter().filter(offered).map(|row| MailTextRef { id: MailTextId(row.id), name: row.name }).collect())
}

fn offered(row: &MailTextRecord) -> bool {
    row.active == 1 && row.occasion != Occasion::Reminder.code()
}

fn fields(row: &MailTextRecord) -> Result<MailTextFields, Denied> {
    Ok(MailTextFields {
        name: row.name.clone(),
        occasion: columns::code(&row.occasion, Occasion::parse)?,
        usual: row.usual == 1,
        active: row.active == 1,
        letters: words::letters(row)?,
    })
}

/// What a sending of a quotation can begin with: the texts to choose from, and the one for the occasion.
/// # Errors
/// [`Denied::NotFound`].
pub async fn begin(by: &Staff, cx: &Cx, ask: AskLetters) -> Result<Letters, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company: CompanyId = scope.company;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, ask.quote).await?;
    let occasion = Occasion::of(ask.again, ask.version);
    let rows: Vec<MailTextRecord> = stored::list(&mut conn, company).await?.into_iter().filter(offered).collect();
    let usual = rows.iter().find(|row| row.usual == 1 && row.occasion == occasion.code());
    let named = match occasion {
        Occasion::First => stored::of_quote(&mut conn, ask.quote).await?,
        _ => None,
    };
    let named = named.and_then(|named| rows.iter().find(|row| row.id == named.0));
    let chosen = named.or(usual).map(|row| MailTextId(row.id));
    let own = |lang| own::letter(lang, occasion, ask.version);
    let mut choices = vec![LetterChoice { id: None, name: String::new(), letters: Lang::ALL.map(own).into() }];
    for row in &rows {
        let written = words::letters(row)?;
        let in_language = |lang| written.iter().find(|one| one.language == lang).cloned().unwrap_or_else(|| own(lang));
        let letters: Vec<Letter> = Lang::ALL.map(in_language).into();
        choices.push(LetterChoice { id: Some(MailTextId(row.id)), name: row.name.clone(), letters });
    }
    let party = sources::party(&mut conn, company, PartyId(quote.party_id)).await?;
    let with_tax = party.business_id.is_empty() && party.vat_number.is_empty();
    let around = |language| {
        let t = T::new(language);
        Around {
            language,
            lead: t.mail_link().to_owned(),
            personal: t.mail_link_personal().to_owned(),
            total: words::total(t, "{sum}", with_tax),
        }
    };
    let home = sources::company(&mut conn, company).await?;
    let usual_days = Days::new(u64::try_from(home.valid_days).unwrap_or(30));
    Ok(Letters {
        choices,
        chosen,
        around: Lang::ALL.map(around).into(),
        valid_until: by.zone().day(cx.clock.now()).checked_add_days(usual_days),
        with_tax,
    })
}
