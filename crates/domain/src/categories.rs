//! Categories of products: a tree, each in at most one other.
use crate::ids::CategoryId;
use serde::{Deserialize, Serialize};

/// A category of products, as price rules and filters name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Which.
    pub id: CategoryId,
    /// The one it is in.
    pub parent: Option<CategoryId>,
    /// Its name.
    pub name: String,
}

/// All categories of a company, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Categories(pub Vec<Category>);

impl Categories {
    /// The category with this id; none where the company has no such one (any more).
    pub fn get(&self, id: CategoryId) -> Option<&Category> {
        self.0.iter().find(|category| category.id == id)
    }

    /// A category and those it is in, nearest first: what a price rule may be for.
    pub fn chain(&self, id: CategoryId) -> Vec<CategoryId> {
        let mut chain = Vec::new();
        let mut next = self.get(id);
        // Stored trees have no circles; a stored circle must not hang a page either.
        while let Some(category) = next.filter(|category| !chain.contains(&category.id)) {
            chain.push(category.id);
            next = category.parent.and_then(|parent| self.get(parent));
        }
        chain
    }

    /// A category's name after those it is in: `Pumps / Air to water`.
    ///
    /// ```
    /// use domain::{categories::{Categories, Category}, ids::CategoryId};
    /// use uuid::Uuid;
    /// let (pumps, air) = (CategoryId(Uuid::from_u128(1)), CategoryId(Uuid::from_u128(2)));
    /// let tree = Categories(vec![
    ///     Category { id: air, parent: Some(pumps), name: "Air to water".into() },
    ///     Category { id: pumps, parent: None, name: "Pumps".into() },
    /// ]);
    /// assert_eq!(tree.path(air), "Pumps / Air to water");
    /// assert_eq!(tree.chain(air), [air, pumps]);
    /// assert!(tree.is_in(air, pumps) && !tree.is_in(pumps, air));
    /// ```
    pub fn path(&self, id: CategoryId) -> String {
        let names = self.chain(id).into_iter().rev().filter_map(|id| self.get(id)).map(|one| one.name.as_str());
        names.collect::<Vec<_>>().join(" / ")
    }

    /// Whether a category is another one or somewhere in it.
    pub fn is_in(&self, id: CategoryId, other: CategoryId) -> bool {
        self.chain(id).contains(&other)
    }

    /// All with their whole names, in the order of the tree.
    pub fn paths(&self) -> Vec<(CategoryId, String)> {
        let mut paths: Vec<(CategoryId, String)> = self.0.iter().map(|one| (one.id, self.path(one.id))).collect();
        paths.sort_by_key(|(_, path)| path.to_lowercase().replace(" / ", "\u{1}"));
        paths
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_circle_ends_and_a_branch_stands_under_its_parent() {
        let id = |at| CategoryId(Uuid::from_u128(at));
        let one =
            |at, parent: Option<u128>, name: &str| Category { id: id(at), parent: parent.map(id), name: name.into() };
        let tree = Categories(vec![one(1, Some(2), "A"), one(2, Some(1), "B")]);
        assert_eq!(tree.chain(id(1)), [id(1), id(2)]);
        let tree = Categories(vec![one(1, None, "Pumps"), one(2, None, "Pumps, old"), one(3, Some(1), "Air")]);
        let paths: Vec<String> = tree.paths().into_iter().map(|(_, path)| path).collect();
        assert_eq!(paths, ["Pumps", "Pumps / Air", "Pumps, old"]);
    }
}
