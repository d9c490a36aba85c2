//! The structure of a document for readers who do not see it: a tree of tags and the marks on paper
//! that belong to them.

use krilla::tagging::{ArtifactType, Identifier, Node as Written, TagGroup, TagKind, TagTree};

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node(usize);

/// A stretch of marks on one page that belongs to one node. Its identifier is known when it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub usize);

/// What a mark on paper is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// Content of a node.
    In(Node),
    /// Nothing to read: rules, heads and feet.
    Artifact(ArtifactType),
}

enum Child {
    Node(Node),
    Slot(Slot),
}

struct Branch {
    kind: Option<TagKind>,
    children: Vec<Child>,
}

/// The tree while the document is laid out.
pub struct Tags {
    branches: Vec<Branch>,
    slots: usize,
}

impl Tags {
    /// The root of every tree.
    pub const ROOT: Node = Node(0);

    /// An empty tree.
    pub fn new() -> Tags {
        Tags { branches: vec![Branch { kind: None, children: Vec::new() }], slots: 0 }
    }

    /// A new last child.
    pub fn child(&mut self, parent: Node, kind: impl Into<TagKind>) -> Node {
        let node = Node(self.branches.len());
        self.branches.push(Branch { kind: Some(kind.into()), children: Vec::new() });
        self.put(parent, Child::Node(node));
        node
    }

    /// A new stretch of marks, last in its node.
    pub fn slot(&mut self, parent: Node) -> Slot {
        let slot = Slot(self.slots);
        self.slots += 1;
        self.put(parent, Child::Slot(slot));
        slot
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots
    }

    fn put(&mut self, parent: Node, child: Child) {
        if let Some(branch) = self.branches.get_mut(parent.0) {
            branch.children.push(child);
        }
    }

    /// The tree as the writer takes it. `identifiers` has one place per slot.
    pub fn build(mut self, identifiers: &[Option<Identifier>], lang: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        tree.children = self.take(Self::ROOT, identifiers);
        tree
    }

    fn take(&mut self, node: Node, identifiers: &[Option<Identifier>]) -> Vec<Written> {
        let children =
            self.branches.get_mut(node.0).map(|branch| std::mem::take(&mut branch.children)).unwrap_or_default();
        let mut written = Vec::with_capacity(children.len());
        for child in children {
            match child {
                Child::Slot(slot) => {
                    written.extend(identifiers.get(slot.0).copied().flatten().map(Written::Leaf));
                }
                Child::Node(node) => {
                    let kind = self.branches.get_mut(node.0).and_then(|branch| branch.kind.take());
                    let children = self.take(node, identifiers);
                    written.extend(kind.map(|kind| Written::Group(TagGroup::with_children(kind, children))));
                }
            }
        }
        written
    }
}
