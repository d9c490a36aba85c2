//! Say what the columns mean; the rows are judged anew.
use super::{bring, id, json, kind, read_json, state, touch};
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, imports::fields, imports::repair::Replacements, refusal::Refusal};
use intake::sheet::Sheet;
use std::sync::Arc;
use store::{
    files,
    imports::{marks, record, rows},
};
use wire::imports::SettleImport;

/// Takes the columns, the sheet and the mode. Answers the row's version.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`] also once the rows are being written; refusals at `columns.2` for a field
/// that is none or is given twice, at `sheet`, and at `file` when the other sheet is empty.
pub async fn settle(by: &Staff, cx: &Cx, command: SettleImport) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Import)?.clone();
    let mut conn = cx.store.reader().await?;
    let known = record::load(&mut conn, scope.company, command.id).await?;
    let mut other: Option<Arc<Sheet>> = None;
    if known.sheet != command.sheet {
        let bytes = files::bytes(&mut conn, &known.sha256).await?;
        other = Some(Arc::new(bring::read_sheet(bytes.into(), Some(command.sheet.clone())).await?));
    }
    drop(conn);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (command, other, scope) = (command.clone(), other.clone(), scope.clone());
            Box::pin(async move {
                let mut import = record::load_for_update(unit, scope.company, command.id).await?;
                if import.version != command.version || !state(&import)?.open() {
                    return Err(Denied::Stale { current: import.version });
                }
                match &other {
                    Some(sheet) => {
                        let kind = kind(&import)?;
                        bring::take_head(&mut import, kind, sheet)?;
                        // Places of columns and numbers of rows mean others there.
                        import.replacements = json(&Replacements::default())?;
                        rows::drop_all(unit, id(&import)).await?;
                        marks::drop_all(unit, id(&import)).await?;
                    }
                    None => {
                        let headings: Vec<String> = read_json(&import.headings)?;
                        checked(&command, kind(&import)?, headings.len())?;
                        import.columns = json(&command.columns)?;
                    }
                }
                import.mode = command.mode.code().to_owned();
                touch::anew(unit, &mut import).await
            })
        })
        .await
}

/// Each column stands for a field of the kind, and no two for the same.
fn checked(command: &SettleImport, kind: domain::imports::ImportKind, columns: usize) -> Result<(), Denied> {
    if command.columns.len() != columns {
        return Err(Denied::at("columns", Refusal::NotAChoice));
    }
    for (at, code) in command.columns.iter().enumerate() {
        let Some(code) = code else { continue };
        let again = command.columns.iter().take(at).any(|earlier| earlier.as_ref() == Some(code));
        if again || fields::named(kind, code).is_none() {
            return Err(Denied::at(&format!("columns.{at}"), Refusal::NotAChoice));
        }
    }
    Ok(())
}
