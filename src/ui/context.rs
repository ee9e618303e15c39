//! What every panel is given.

use std::sync::Arc;

use jiff::Timestamp;

use super::theme::Theme;
use crate::model::Unit;
use crate::model::basemap::Basemap;
use crate::session::Status;
use crate::session::{Action, Command, CommandSender, Results, Settings};
use crate::text::{Language, Text};
use crate::workspace::{View, Workspace};

/// Read-only sight of everything, and the way to send commands.
pub struct UiContext<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// The view.
    pub view: &'a View,
    /// Results of the view.
    pub results: &'a Results,
    /// Jobs, messages, switches.
    pub status: &'a Status,
    /// Settings.
    pub settings: &'a Settings,
    /// The texts.
    pub text: &'a Text,
    /// The look.
    pub theme: &'a Theme,
    /// The basemap; `None` while it is being unpacked.
    pub basemap: Option<&'a Arc<Basemap>>,
    /// Now.
    pub now: Timestamp,
    /// The queue of commands.
    pub commands: &'a CommandSender,
    /// Actions that need a dialog or the palette first, for the shell to carry out.
    pub actions: &'a std::cell::RefCell<Vec<Action>>,
}

impl UiContext<'_> {
    /// Sends a command.
    pub fn send(&self, command: impl Into<Command>) {
        self.commands.send(command.into());
    }

    /// Asks the shell for an action.
    pub fn act(&self, action: Action) {
        self.actions.borrow_mut().push(action);
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        self.text.get(key)
    }

    /// The text of a key with arguments that are texts.
    pub fn tw(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let arguments: Vec<(&str, fluent_bundle::FluentValue<'_>)> =
            arguments.iter().map(|(name, value)| (*name, (*value).into())).collect();
        self.text.with(key, &arguments)
    }

    /// The text of a key that counts something: `n` chooses the plural, `count` is the number as it is written.
    pub fn tn(&self, key: &str, n: u32) -> String {
        self.text.with(key, &[("n", n.into()), ("count", self.text.integer(n).into())])
    }

    /// A unit as it is written; `original` is the source's own word for it, where ours has none.
    pub fn unit(&self, unit: Unit, original: &str) -> String {
        crate::figure::map::sensor_legend::unit(unit, original, self.text)
    }

    /// A licence as its publisher names it; one that nobody has looked up yet says so.
    pub fn licence(&self, licence: &str) -> String {
        if licence.starts_with("not verified") { self.t("licence-not-verified") } else { licence.to_owned() }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.text.language()
    }

    /// Whether an answer to "all or some" is "all": no filter is set.
    pub fn is_unfiltered(&self) -> bool {
        self.view.filter.is_empty()
    }
}
