//! The pipeline: opportunities, their way through the stages, the board.
pub mod board;
pub mod origin;
pub mod record;
pub mod visits;
