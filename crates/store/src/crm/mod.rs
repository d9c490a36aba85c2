//! The pipeline: opportunities, their activities, their way through the stages, the board.
pub mod activities;
pub mod board;
pub mod record;
pub mod visits;
