//! The quotation: lines, totals, states, versions, the decision and its signature.
pub mod blocks;
pub mod choice;
pub mod chosen;
pub mod content;
pub mod decision;
pub mod difference;
pub mod group;
pub mod ink;
pub mod line;
pub mod picks;
pub mod role;
pub mod shipment;
pub mod signature;
pub mod state;
pub mod template;
pub mod totals;
pub mod whole;
