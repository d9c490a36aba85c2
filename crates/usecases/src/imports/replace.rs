//! Mend a value once for all rows that have it, or let it stand for itself again.
use super::{json, judge::Bench, kind, read_json, state, touch};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    imports::{
        ImportState, fields,
        repair::{LONGEST_VALUE, MOST_REPLACED, Replacements},
        values,
    },
    refusal::Refusal,
    text,
};
use rust_decimal::Decimal;
use store::imports::record;
use wire::imports::ReplaceValue;

/// Lets every cell of a column that shows a value show another, and has all rows judged anew. Answers the import's
/// version.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`] when somebody has changed the import since; refusals at
/// `value` for none, at `column` for one that stands for no field, at `becomes` for what cannot stand there either.
pub async fn replace(by: &Staff, cx: &Cx, command: ReplaceValue) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    let value = text::required_line(&command.value, LONGEST_VALUE).map_err(|refusal| Denied::at("value", refusal))?;
    let becomes = command.becomes.as_deref().map(|typed| text::optional_line(typed, LONGEST_VALUE)).transpose();
    let becomes = becomes.map_err(|refusal| Denied::at("becomes", refusal))?;
    let column = usize::try_from(command.column).unwrap_or(usize::MAX);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, value, becomes) = (scope.clone(), value.clone(), becomes.clone());
            Box::pin(async move {
                let mut import = record::load_for_update(unit, scope.company, command.id).await?;
                let before: Replacements = read_json(&import.replacements)?;
                let mut replaced = before.clone();
                match &becomes {
                    None => replaced.keep(column, &value),
                    Some(becomes) => {
                        let columns: Vec<Option<String>> = read_json(&import.columns)?;
                        let field = columns.get(column).cloned().flatten();
                        let field = field.and_then(|code| fields::named(kind(&import).ok()?, &code));
                        let field = field.ok_or_else(|| Denied::at("column", Refusal::NotAChoice))?;
                        let bench = Bench::open(&mut unit.conn, &import).await?;
                        values::read(field, becomes, &bench.known).map_err(|refusal| Denied::at("becomes", refusal))?;
                        if *becomes == value {
                            return Err(Denied::at("becomes", Refusal::NotAChoice));
                        }
                        replaced.replace(column, &value, becomes);
                    }
                }
                if replaced == before {
                    return Ok(import.version);
                }
                if replaced.len() > MOST_REPLACED {
                    let most = Decimal::from(MOST_REPLACED);
                    return Err(Denied::at("value", Refusal::TooLarge { most }));
                }
                if import.version != command.version || state(&import)? != ImportState::Ready {
                    return Err(Denied::Stale { current: import.version });
                }
                import.replacements = json(&replaced)?;
                touch::anew(unit, &mut import).await
            })
        })
        .await
}
