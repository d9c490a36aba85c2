//! The pipeline: opportunities, their activities, their way through the stages, the board.
pub mod activities;
pub mod activity_types;
pub mod assignments;
pub mod board;
pub mod chance;
pub mod custom;
pub mod duplicates;
pub mod list;
pub mod meetings;
pub mod merges;
pub mod origin;
pub mod plans;
pub mod record;
pub mod saved_views;
pub mod stages;
pub mod tags;
pub mod visits;
