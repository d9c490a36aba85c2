//! The pipeline: opportunities, their activities, their way through the stages, the board.
pub mod activities;
pub mod assignments;
pub mod board;
pub mod chance;
pub mod duplicates;
pub mod list;
pub mod meetings;
pub mod merges;
pub mod origin;
pub mod record;
pub mod tags;
pub mod visits;
