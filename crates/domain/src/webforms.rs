//! What a company's own web form asks for.
use crate::{
    ids::CustomFieldId,
    refusal::{Fields, Refusal},
    text,
};
use serde::{Deserialize, Serialize};

/// Most questions of one's own on a form.
pub const MOST_QUESTIONS: usize = 10;
/// The longest question, in characters.
const LONGEST_QUESTION: usize = 120;
/// The longest answer in one line, in characters.
pub const LONGEST_ANSWER: usize = 500;
/// The longest answer in several lines, in characters.
pub const LONGEST_TEXT: usize = 5_000;

/// Whether a field is there, and whether it must be filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// It is not there.
    Off,
    /// It may stay empty.
    #[default]
    Asked,
    /// It must be filled in.
    Demanded,
}

impl Need {
    /// All, from the least on.
    pub const ALL: [Need; 3] = [Need::Off, Need::Asked, Need::Demanded];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Need::Off => "off",
            Need::Asked => "asked",
            Need::Demanded => "demanded",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Need> {
        Need::ALL.into_iter().find(|need| need.code() == code)
    }
}

/// A question of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked, as it stands over the field.
    pub words: String,
    /// Whether the answer has several lines.
    #[serde(default)]
    pub long: bool,
    /// Whether it must be answered.
    #[serde(default)]
    pub must: bool,
    /// The field of a team's own that the answer fills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<CustomFieldId>,
}

/// What the form asks for. The name is always asked; an e-mail address or a phone number must always be given,
/// since nobody could be answered otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormShape {
    /// The company.
    pub company: Need,
    /// The e-mail address.
    pub email: Need,
    /// The phone number.
    pub phone: Need,
    /// What they want, in their own words.
    pub message: Need,
    /// Questions of one's own, in their order.
    pub questions: Vec<Question>,
}

impl Default for FormShape {
    fn default() -> FormShape {
        FormShape {
            company: Need::Asked,
            email: Need::Asked,
            phone: Need::Asked,
            message: Need::Demanded,
            questions: Vec::new(),
        }
    }
}

impl FormShape {
    /// The shape with clean questions; what is wrong with it is refused at `email`, `questions` or `question-N`, where N
    /// is counted from 0. Questions without words are left out.
    pub fn checked(&self, fields: &mut Fields) -> FormShape {
        if self.email == Need::Off && self.phone == Need::Off {
            fields.refuse("email", Refusal::Required);
        }
        let mut questions: Vec<Question> = Vec::new();
        for (at, question) in self.questions.iter().enumerate() {
            let name = format!("question-{at}");
            let Some(words) = fields.take(name.clone(), text::optional_line(&question.words, LONGEST_QUESTION)) else {
                continue;
            };
            if words.is_empty() {
                continue;
            }
            // Answers are kept by their question.
            if questions.iter().any(|other| text::fold(&other.words) == text::fold(&words)) {
                fields.refuse(name, Refusal::AlreadyTaken);
            }
            questions.push(Question { words, ..question.clone() });
        }
        if questions.len() > MOST_QUESTIONS {
            fields.refuse("questions", Refusal::TooLarge { most: MOST_QUESTIONS.into() });
        }
        FormShape { questions, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(words: &[&str]) -> FormShape {
        let questions = words.iter().map(|words| Question { words: (*words).to_owned(), ..Question::default() });
        FormShape { questions: questions.collect(), ..FormShape::default() }
    }

    fn refused(shape: &FormShape) -> Vec<String> {
        let mut fields = Fields::new();
        shape.checked(&mut fields);
        fields.into_refusals().into_iter().map(|refusal| refusal.field).collect()
    }

    #[test]
    fn a_form_always_asks_for_a_way_to_answer() {
        let shape = FormShape { email: Need::Off, phone: Need::Off, ..FormShape::default() };
        assert_eq!(refused(&shape), ["email"]);
        assert!(refused(&FormShape { email: Need::Off, ..FormShape::default() }).is_empty());
    }

    #[test]
    fn a_question_is_asked_once_and_empty_ones_are_left_out() {
        assert_eq!(refused(&asking(&["Pinta-ala", " pinta-ala "])), ["question-1"]);
        let mut fields = Fields::new();
        let shape = asking(&["", "  Pinta-ala  ", "\u{7}"]).checked(&mut fields);
        assert_eq!(shape.questions.len(), 1);
        assert_eq!(shape.questions.first().map(|question| question.words.as_str()), Some("Pinta-ala"));
    }

    #[test]
    fn more_questions_than_anybody_answers_are_refused() {
        let many: Vec<String> = (0..=MOST_QUESTIONS).map(|at| format!("Kysymys {at}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(refused(&asking(&many)), ["questions"]);
    }
}
