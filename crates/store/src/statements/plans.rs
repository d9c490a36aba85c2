//! The statements of activity types and plans whose text never varies.
use crate::crm;

/// Texts that never vary.
pub(super) const FIXED: &[(&str, &str)] = &fixed![
    crm::activity_types::LIST,
    crm::activity_types::INSERT,
    crm::activity_types::UPDATE,
    crm::activity_types::VERSION,
    crm::activity_types::NEXT,
    crm::activity_types::CLEAR_NEXT,
    crm::activity_types::PUT_NEXT,
    crm::plans::LIST,
    crm::plans::LOAD,
    crm::plans::INSERT,
    crm::plans::UPDATE,
    crm::plans::VERSION,
    crm::plans::ALL_STEPS,
    crm::plans::STEPS,
    crm::plans::CLEAR_STEPS,
    crm::plans::PUT_STEP,
    crm::plans::STAGES_OF,
    crm::plans::CLEAR_STAGES,
    crm::plans::SET_STAGE,
    crm::plans::LAUNCH,
    crm::plans::LOAD_LAUNCH,
    crm::plans::OPEN_STEPS,
    crm::plans::OPEN_OF_LAUNCH,
    crm::plans::OF_LAUNCH,
    crm::plans::LAUNCHES,
    crm::plans::UNDO,
    crm::plans::LEFT,
    crm::plans::STARTED,
];
