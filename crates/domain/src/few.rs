//! Order for few things in little code: what the customer's page carries of the rules is weighed, and a tree for each kind
//! of key, or a sort for each kind of element, weighs more there than the rules themselves.
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{cmp::Ordering, collections::BTreeMap};

/// Keys in order with their values. Where keys come in order, adding is quick; else it moves what lies behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Few<K, V> {
        Few(Vec::new())
    }
}

impl<K: Ord, V> Few<K, V> {
    /// No keys yet; takes no memory until the first comes.
    pub const fn new() -> Few<K, V> {
        Few(Vec::new())
    }

    /// Where a key is, or where it would be.
    fn place(&self, key: &K) -> Result<usize, usize> {
        if self.0.last().is_none_or(|(last, _)| last < key) {
            return Err(self.0.len());
        }
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        let at = self.place(key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Whether a key is there.
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// The value of a key, made where there is none.
    pub fn of(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, V::default()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// Gives a key a value, whatever it had.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    /// All of them, in the order of their keys.
    pub fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.0.iter()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Few<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Few<K, V> {
        let mut few = Few::new();
        for (key, value) in pairs {
            few.insert(key, value);
        }
        few
    }
}

impl<K, V> IntoIterator for Few<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<K: Serialize, V: Serialize> Serialize for Few<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Few<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Few<K, V>, D::Error> {
        BTreeMap::<K, V>::deserialize(from).map(|map| map.into_iter().collect())
    }
}

/// The places of `count` things in order; equal ones stay as they are. One function for things of every kind.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut now: Vec<usize> = (0..count).collect();
    let mut next = now.clone();
    let mut width = 1;
    while width < count {
        for start in (0..count).step_by(2 * width) {
            let (middle, end) = ((start + width).min(count), (start + 2 * width).min(count));
            let (mut left, mut right) = (start, middle);
            for place in next.iter_mut().take(end).skip(start) {
                let from_left = right >= end || left < middle && compare(now[left], now[right]) != Ordering::Greater;
                let from = if from_left { &mut left } else { &mut right };
                *place = now[*from];
                *from += 1;
            }
        }
        std::mem::swap(&mut now, &mut next);
        width *= 2;
    }
    now
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn few_things_are_kept_as_a_tree_keeps_them(pairs in prop::collection::vec((0_u8..40, any::<u8>()), 0..60)) {
            let (tree, few): (BTreeMap<u8, u8>, Few<u8, u8>) = (pairs.iter().copied().collect(), pairs.iter().copied().collect());
            prop_assert!(few.iter().map(|(key, value)| (key, value)).eq(tree.iter()));
            for key in 0..40 {
                prop_assert_eq!(few.get(&key), tree.get(&key));
            }
            let text = serde_json::to_string(&few).unwrap();
            prop_assert_eq!(&text, &serde_json::to_string(&tree).unwrap());
            prop_assert_eq!(serde_json::from_str::<Few<u8, u8>>(&text).unwrap(), few);
        }

        #[test]
        fn order_is_that_of_a_stable_sort(things in prop::collection::vec(0_u8..20, 0..70)) {
            let mut sorted: Vec<usize> = (0..things.len()).collect();
            sorted.sort_by_key(|at| things[*at]);
            prop_assert_eq!(order(things.len(), &|a, b| things[a].cmp(&things[b])), sorted);
        }
    }
}
