//! What is said of one call.

use super::parameters::Parameter;

/// What an answer looks like. The name is that of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No body.
    Nothing,
    One(&'static str),
    /// `results`, and `paging` where there are more.
    Page(&'static str),
    /// `results`, and how many there are.
    Counted(&'static str),
    /// What a batch did.
    Batch(&'static str),
    /// What a search found.
    Found(&'static str),
    /// Bytes of any type.
    Bytes,
    Html,
    /// Any JSON object.
    Object,
}

/// What a call takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Json(&'static str),
    Form(&'static str),
}

/// One call: a method at an address.
#[derive(Clone, Debug)]
pub struct Operation {
    pub summary: &'static str,
    pub note: &'static str,
    pub query: Vec<Parameter>,
    pub body: Option<Taken>,
    /// Whether it keeps its promise to an `Idempotency-Key`.
    pub once: bool,
    /// Whether it asks for a token.
    pub secured: bool,
    pub answers: Vec<(u16, Shape)>,
}

/// A call of which only this is said.
pub fn says(summary: &'static str) -> Operation {
    Operation { summary, note: "", query: Vec::new(), body: None, once: false, secured: true, answers: Vec::new() }
}

impl Operation {
    pub fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    pub fn asks(self, query: &[Parameter]) -> Self {
        Self { query: query.to_vec(), ..self }
    }

    pub fn takes(self, schema: &'static str) -> Self {
        Self { body: Some(Taken::Json(schema)), ..self }
    }

    pub fn takes_form(self, schema: &'static str) -> Self {
        Self { body: Some(Taken::Form(schema)), ..self }
    }

    pub fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// Whoever asks is answered.
    pub fn public(self) -> Self {
        Self { secured: false, ..self }
    }

    pub fn answers(mut self, status: u16, shape: Shape) -> Self {
        self.answers.push((status, shape));
        self
    }

    /// The same, and what is missing from it is named with 207.
    pub fn answers_partly(self, status: u16, shape: Shape) -> Self {
        self.answers(status, shape).answers(207, shape)
    }
}
