//! When the working version is saved: after a pause, one request at a time, nothing typed is ever dropped.
//!
//! A machine without clock or network: events go in, at most one thing to do comes out.

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something was typed or moved.
    Edited,
    /// The pause after the last key is over, or a field was left.
    Paused,
    /// The server saved; the row has this version now.
    Saved {
        /// The row's version.
        version: i64,
    },
    /// The server could not be reached, or is too busy.
    Unreached,
    /// The waiting time after a failed try is over, or the connection is back.
    Retry,
    /// Somebody else saved first.
    Stale,
    /// Fields were refused and marked; the rest can be sent again.
    Refused {
        /// Whether leaving the marked fields out changes what is sent.
        again: bool,
    },
    /// The server cannot take it at all (signed out, gone, broken).
    Failed,
    /// What is stored was taken over; nothing of it is unsaved.
    Adopted {
        /// The row's version.
        version: i64,
    },
    /// The stored version is known and is to be saved over.
    Over {
        /// The row's version.
        version: i64,
    },
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Todo {
    /// Start (or restart) the pause.
    Pause,
    /// Send what there is now.
    Send,
    /// Try again after this many milliseconds.
    RetryIn(u32),
    /// Find out what is stored.
    Compare,
}

/// How saving stands, in words for the page head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All is stored.
    Saved,
    /// Typed, not sent yet.
    Waiting,
    /// On its way.
    Saving,
    /// The server is not reached; what was typed waits here.
    Offline,
    /// Somebody else saved meanwhile: the user decides.
    Conflict,
    /// The server will not take it; what was typed stays on the page.
    Stopped,
}

/// The machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Autosave {
    version: i64,
    /// Edits made so far, and how many of them are stored.
    edits: u64,
    stored: u64,
    /// Edits the request on its way carries.
    carried: Option<u64>,
    tries: u32,
    halt: Option<Standing>,
}

impl Autosave {
    /// A page that was just read.
    pub const fn new(version: i64) -> Autosave {
        Autosave { version, edits: 0, stored: 0, carried: None, tries: 0, halt: None }
    }

    /// The row's version as far as this page knows.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// Whether something typed is not stored yet.
    pub const fn unsaved(&self) -> bool {
        self.edits != self.stored
    }

    /// How it stands.
    pub const fn standing(&self) -> Standing {
        match self.halt {
            Some(halt) => halt,
            None if self.carried.is_some() => Standing::Saving,
            None if self.unsaved() => Standing::Waiting,
            None => Standing::Saved,
        }
    }

    /// Takes an event and says what to do.
    pub fn on(&mut self, event: Event) -> Option<Todo> {
        match event {
            Event::Edited => {
                self.edits += 1;
                // A refusal may be mended by this edit; a conflict is only ended by a decision.
                if self.halt == Some(Standing::Stopped) {
                    self.halt = None;
                }
                (self.halt != Some(Standing::Conflict)).then_some(Todo::Pause)
            }
            Event::Paused => self.send_if_possible(),
            Event::Retry => {
                if self.halt == Some(Standing::Offline) {
                    self.halt = None;
                }
                self.send_if_possible()
            }
            Event::Saved { version } => {
                self.version = version;
                self.stored = self.carried.take().unwrap_or(self.stored);
                (self.tries, self.halt) = (0, None);
                self.unsaved().then_some(Todo::Pause)
            }
            Event::Unreached => {
                self.carried = None;
                self.tries += 1;
                self.halt = Some(Standing::Offline);
                Some(Todo::RetryIn(1_000 * 2u32.pow(self.tries.min(5))))
            }
            Event::Stale => {
                self.carried = None;
                self.halt = Some(Standing::Conflict);
                Some(Todo::Compare)
            }
            Event::Refused { again } => {
                let carried = self.carried.take();
                if again {
                    return self.send_if_possible();
                }
                // Everything that could be sent was refused: it waits for the next edit.
                self.halt = (carried == Some(self.edits)).then_some(Standing::Stopped);
                self.unsaved().then_some(Todo::Pause).filter(|_| self.halt.is_none())
            }
            Event::Failed => {
                self.carried = None;
                self.halt = Some(Standing::Stopped);
                None
            }
            Event::Adopted { version } => {
                (self.version, self.stored, self.halt, self.tries) = (version, self.edits, None, 0);
                None
            }
            Event::Over { version } => {
                (self.version, self.halt, self.tries) = (version, None, 0);
                self.send_if_possible()
            }
        }
    }

    fn send_if_possible(&mut self) -> Option<Todo> {
        if self.halt.is_some() || self.carried.is_some() || !self.unsaved() {
            return None;
        }
        self.carried = Some(self.edits);
        Some(Todo::Send)
    }
}

#[cfg(test)]
#[path = "autosave_tests.rs"]
mod tests;
