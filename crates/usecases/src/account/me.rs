//! Who is signed in, and the language of their screens.
use crate::{
    Cx, Denied, Staff,
    clock::Zone,
    crm::saved_views::{There, names},
};
use domain::{
    actors::Role,
    ids::{CompanyId, UserId},
    lang::Lang,
};
use store::{account::users, columns, crm::saved_views};
use wire::account::Me;

/// Who is signed in.
/// # Errors
/// [`Denied`].
pub async fn me(by: &Staff, cx: &Cx) -> Result<Me, Denied> {
    view(cx, by.company(), by.user()).await
}

pub(crate) async fn view(cx: &Cx, company: CompanyId, user: UserId) -> Result<Me, Denied> {
    let mut conn = cx.store.reader().await?;
    let found = users::load(&mut conn, company, user).await?;
    let home = users::home(&mut conn, company).await?;
    let pipeline = saved_views::usual(&mut conn, company, user).await?;
    let pipeline = match pipeline {
        None => None,
        // Only what names something is looked up.
        Some((path, query)) if names(&query) => Some(There::read(&mut conn, company).await?.opens(&path, &query).0),
        Some((path, query)) if query.is_empty() => Some(path),
        Some((path, query)) => Some(format!("{path}?{query}")),
    };
    Ok(Me {
        id: user,
        company,
        company_name: home.name,
        name: found.name,
        email: found.email,
        role: columns::code(&found.role, Role::parse)?,
        language: columns::lang(&found.language)?,
        company_language: columns::lang(&home.language)?,
        currency: columns::currency(&home.currency)?,
        has_password: found.password_hash.is_some(),
        now: Zone::named(&home.time_zone).stamp(cx.clock.now()),
        pipeline,
    })
}

/// Keeps the language of one's own screens.
/// # Errors
/// [`Denied`].
pub async fn set_language(by: &Staff, cx: &Cx, language: Lang) -> Result<(), Denied> {
    let (company, user) = (by.company(), by.user());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move { Ok(users::set_language(unit, company, user, language.code()).await?) })
        })
        .await
}
