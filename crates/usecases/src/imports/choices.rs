//! What may stand in cells of fields that know only some values: so that a person chooses instead of typing.
use crate::Denied;
use domain::{
    ids::CompanyId,
    imports::{
        ImportKind,
        fields::{self, Form},
    },
};
use store::{Conn, prices as lists, quotes::sources};
use wire::imports::FieldChoices;

/// The choices of each of the fields that has some.
pub(super) async fn of<'f>(
    conn: &mut Conn,
    company: CompanyId,
    kind: ImportKind,
    wanted: impl Iterator<Item = &'f str> + Send,
) -> Result<Vec<FieldChoices>, Denied> {
    let mut all: Vec<FieldChoices> = Vec::new();
    for code in wanted {
        let Some(field) = fields::named(kind, code) else { continue };
        if all.iter().any(|known| known.field == code) {
            continue;
        }
        let values = match field.form {
            Form::Tax => sources::taxes(conn, company).await?.into_iter().map(|tax| tax.name).collect(),
            Form::PriceList => {
                let lists = lists::lists(conn, company).await?;
                lists.into_iter().filter(|list| list.active == 1).map(|list| list.name).collect()
            }
            Form::Choice(choices) => choices.iter().map(|(code, _)| (*code).to_owned()).collect(),
            Form::Flag => vec!["1".to_owned(), "0".to_owned()],
            _ => continue,
        };
        all.push(FieldChoices { field: code.to_owned(), values });
    }
    Ok(all)
}
