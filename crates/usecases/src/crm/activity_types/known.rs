//! The company's types, as those who plan activities need them.
use crate::Denied;
use domain::{
    crm::{activities::ActivityKind, activity_types::Chain},
    ids::{ActivityTypeId, CompanyId, UserId},
};
use i18n::T;
use std::collections::BTreeMap;
use store::{
    Conn, columns,
    crm::activity_types::{self as stored, TypeRecord},
};
use uuid::Uuid;
use wire::activity_types::{TypeChoice, TypeRef};

/// All types, in their order, and which follow which.
pub(crate) struct Types {
    rows: Vec<TypeRecord>,
    next: BTreeMap<Uuid, Vec<Uuid>>,
}

impl Types {
    /// Reads the company's types, those out of use too, and what follows each.
    /// # Errors
    /// [`Denied`].
    pub async fn read(conn: &mut Conn, company: CompanyId) -> Result<Types, Denied> {
        let rows = stored::list(conn, company).await?;
        let mut next: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for (of, follows) in stored::next(conn, company).await? {
            next.entry(of).or_default().push(follows);
        }
        Ok(Types { rows, next })
    }

    /// All, retired ones too.
    pub fn rows(&self) -> &[TypeRecord] {
        &self.rows
    }

    /// One of them, also out of use.
    pub fn find(&self, id: Uuid) -> Option<&TypeRecord> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The first of a kind: one in use, if there is one.
    pub fn of_kind(&self, kind: ActivityKind) -> Option<&TypeRecord> {
        let of = |row: &&TypeRecord| row.kind == kind.code();
        self.rows.iter().filter(of).find(|row| row.retired == 0).or_else(|| self.rows.iter().find(of))
    }

    /// Those that follow one, in their order, retired ones too.
    pub fn following(&self, id: Uuid) -> Vec<ActivityTypeId> {
        self.next.get(&id).into_iter().flatten().map(|id| ActivityTypeId(*id)).collect()
    }

    /// What is planned by itself once one of a type is done; none where nothing is, or what would be is out of use.
    pub fn triggered(&self, id: Uuid) -> Option<&TypeRecord> {
        let triggers = self.find(id).is_some_and(|row| row.chain == Chain::Trigger.code());
        let first = self.following(id).into_iter().next().filter(|_| triggers)?;
        self.find(first.0).filter(|row| row.retired == 0)
    }

    /// Those in use, with what a new activity of each begins with and what follows it.
    /// # Errors
    /// A fault where a kept word cannot be read.
    pub fn choices(&self) -> Result<Vec<TypeChoice>, Denied> {
        let offered = |id: &ActivityTypeId| self.find(id.0).is_some_and(|row| row.retired == 0);
        let choice = |row: &TypeRecord| {
            let next: Vec<ActivityTypeId> = self.following(row.id).into_iter().filter(offered).collect();
            let chain = columns::code(&row.chain, Chain::parse)?;
            Ok(TypeChoice {
                id: ActivityTypeId(row.id),
                kind: kind(row)?,
                name: row.name.clone(),
                days: columns::count(row.days)?,
                from_due: row.from_due == 1,
                summary: row.summary.clone(),
                note: row.note.clone(),
                user: row.user_id.map(UserId),
                chain: if next.is_empty() { Chain::None } else { chain },
                next,
            })
        };
        self.rows.iter().filter(|row| row.retired == 0).map(choice).collect()
    }

    /// Those in use, and those out of use that are asked for.
    /// # Errors
    /// A fault where a kept word cannot be read.
    pub fn refs(&self, asked: impl Fn(Uuid) -> bool) -> Result<Vec<TypeRef>, Denied> {
        self.rows.iter().filter(|row| row.retired == 0 || asked(row.id)).map(one).collect()
    }
}

/// A type as it is named.
pub(crate) fn one(row: &TypeRecord) -> Result<TypeRef, Denied> {
    Ok(TypeRef { id: ActivityTypeId(row.id), kind: kind(row)?, name: row.name.clone() })
}

/// A type's kind.
pub(crate) fn kind(row: &TypeRecord) -> Result<ActivityKind, Denied> {
    Ok(columns::code(&row.kind, ActivityKind::parse)?)
}

/// What an activity of a type is to do, where nobody says it: what the type says, or its name in a language.
pub(crate) fn called(t: T, row: &TypeRecord) -> Result<String, Denied> {
    if !row.summary.is_empty() {
        return Ok(row.summary.clone());
    }
    Ok(i18n::activities::named(t, &row.name, kind(row)?))
}
