//! Meetings: when and where, who is invited, what they answered; an activity's other half.
use crate::{
    activities::{EditActivity, ScheduleActivity},
    shared::IdempotencyKey,
};
use chrono::NaiveDateTime;
use domain::{
    crm::meetings::Answer,
    days::Stamp,
    ids::{ActivityId, UserId},
};
use serde::{Deserialize, Serialize};

/// When and where an activity is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    /// When it begins.
    pub starts: Stamp,
    /// When it ends.
    pub ends: Stamp,
    /// By whose clock that is: a name of the IANA database.
    pub zone: String,
    /// Where, or a link; may be empty.
    pub place: String,
    /// What the invited read; may be empty.
    pub agenda: String,
    /// Minutes before it at which calendars remind.
    pub reminder_minutes: Option<u32>,
    /// Who is invited, in the order in which they were.
    pub attendees: Vec<AttendeeView>,
}

/// Somebody who is invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendeeView {
    /// The name; may be empty.
    pub name: String,
    /// The address.
    pub email: String,
    /// A colleague.
    pub user: Option<UserId>,
    /// Whether an invitation was sent.
    pub told: bool,
    /// What they answered.
    pub answer: Answer,
    /// Another time they propose: beginning and end.
    pub wish: Option<(NaiveDateTime, NaiveDateTime)>,
    /// What they wrote with it; may be empty.
    pub wish_words: String,
}

impl AttendeeView {
    /// The name, or the address of somebody without one.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }
}

/// What a person fills in. Times are by the company's clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingFields {
    /// When it begins; without one it is a day, as other activities are.
    pub starts: Option<NaiveDateTime>,
    /// When it ends.
    pub ends: Option<NaiveDateTime>,
    /// Where, or a link; may be empty.
    pub place: String,
    /// What the invited read; may be empty.
    pub agenda: String,
    /// Minutes before it at which calendars remind: one of those that are offered.
    pub reminder_minutes: Option<u32>,
    /// All who are invited.
    pub attendees: Vec<AttendeeFields>,
    /// Whether they are told by mail; without it nothing is sent.
    pub tell: bool,
}

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttendeeFields {
    /// The name; may be empty.
    pub name: String,
    /// The address; of a colleague their own is taken.
    pub email: String,
    /// A colleague.
    pub user: Option<UserId>,
}

/// Plan an activity that is a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleMeeting {
    /// The activity. Its day is the one on which the meeting begins.
    pub activity: ScheduleActivity,
    /// The meeting.
    pub meeting: MeetingFields,
}

/// Change one; both forms are sent whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditMeeting {
    /// The activity. Its day is the one on which the meeting begins.
    pub activity: EditActivity,
    /// The meeting.
    pub meeting: MeetingFields,
}

/// Answer somebody who proposes another time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerWish {
    /// Same key, one answer.
    pub key: IdempotencyKey,
    /// Which activity.
    pub id: ActivityId,
    /// The activity's version that was read.
    pub version: i64,
    /// Who proposes: the address.
    pub email: String,
    /// What was proposed, as it was read; none for words without a time.
    pub wish: Option<(NaiveDateTime, NaiveDateTime)>,
    /// Whether the meeting moves there; otherwise it stays.
    pub take: bool,
}
