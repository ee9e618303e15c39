//! Everything a user can do, as one value each: menu, palette, shortcut, script and test all send these.
//!
//! Commands nest by area; each area's file holds its commands and what they do to the view.

mod compare;
mod file;
mod filter;
mod gaps;
mod layer;
mod map;
mod own;
mod projects;
mod remark;
mod report;
mod tabs;

use std::cell::RefCell;
use std::collections::VecDeque;

pub use compare::CompareCommand;
pub use file::{AppCommand, FeedCommand, FiguresCommand, FileCommand, ListCommand, QueueCommand, SensorListCommand};
pub use filter::{FilterCommand, Toggle};
pub use gaps::{GapsCommand, MatrixCommand, PartnersCommand, SimilarCommand};
pub use layer::LayerCommand;
pub use map::{Layer, MapCommand};
pub use own::OwnCommand;
pub use projects::ProjectsCommand;
pub use remark::RemarkCommand;
pub use report::ReportCommand;
pub use tabs::{IndicatorCommand, SensorCommand, TableCommand};

use crate::workspace::{Selected, Tab, View};

/// One action of the user.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Shows a tab.
    ShowTab(Tab),
    /// Selects something for the inspector, or nothing.
    Select(Option<Selected>),
    /// Changes the filter.
    Filter(FilterCommand),
    /// Changes the map.
    Map(MapCommand),
    /// Changes the table of projects.
    Table(TableCommand),
    /// Changes the other pages of the tab of projects.
    Projects(ProjectsCommand),
    /// Changes the chart of indicators.
    Indicators(IndicatorCommand),
    /// Changes what is compared.
    Compare(CompareCommand),
    /// Changes white spots.
    Gaps(GapsCommand),
    /// Changes the list of sensors.
    Sensors(SensorCommand),
    /// Layers of the map of the user's own.
    Layer(LayerCommand),
    /// Lists and ratios of the user's own.
    Own(OwnCommand),
    /// Notes, tags, corrections and projects of the user's own.
    Remark(RemarkCommand),
    /// The report that the user works on.
    Report(ReportCommand),
    /// Replaces the whole view (a view file was read).
    SetView(Box<View>),
    /// Takes the last change back.
    Undo,
    /// Makes the last change taken back again.
    Redo,
    /// Files: workspaces, views, imports, exports.
    File(FileCommand),
    /// Feeds.
    Feed(FeedCommand),
    /// The program itself: language, theme, notices.
    App(AppCommand),
}

impl Command {
    /// The view after this command; `None` where it does not change the view.
    pub fn changed_view(&self, view: &View) -> Option<View> {
        let mut changed = view.clone();
        match self {
            Self::ShowTab(tab) => changed.tab = *tab,
            Self::Select(selected) => changed.selected.clone_from(selected),
            Self::Filter(command) => command.apply(&mut changed.filter),
            Self::Map(command) => command.apply(&mut changed.map),
            Self::Table(command) => command.apply(&mut changed.table),
            Self::Projects(command) => command.apply(&mut changed.projects),
            Self::Indicators(command) => command.apply(&mut changed.indicators),
            Self::Compare(command) => command.apply(&mut changed.compare),
            Self::Gaps(command) => command.apply(&mut changed.gaps),
            Self::Sensors(command) => command.apply(&mut changed.sensors),
            Self::SetView(view) => changed = (**view).clone(),
            Self::Undo
            | Self::Redo
            | Self::Layer(_)
            | Self::Own(_)
            | Self::Remark(_)
            | Self::Report(_)
            | Self::File(_)
            | Self::Feed(_)
            | Self::App(_) => return None,
        }
        Some(changed)
    }

    /// Whether it changes the workspace on the screen and, after that, its file.
    pub const fn changes_file(&self) -> bool {
        match self {
            Self::Undo | Self::Redo | Self::Own(_) | Self::Remark(_) => true,
            Self::Layer(command) => !matches!(command, LayerCommand::Read(..) | LayerCommand::Forget),
            Self::Feed(command) => matches!(command, FeedCommand::SetSimulation(_) | FeedCommand::Simulate(..)),
            _ => false,
        }
    }

    /// Commands of one kind that follow each other are undone together: dragging the map, typing a text.
    pub const fn merge_key(&self) -> Option<&'static str> {
        match self {
            Self::Map(MapCommand::SetCamera(_)) => Some("camera"),
            Self::Filter(FilterCommand::SetText(_)) => Some("text"),
            Self::Filter(FilterCommand::SetYears(_)) => Some("years"),
            Self::Gaps(GapsCommand::Similar(SimilarCommand::SetIdea(_))) => Some("idea"),
            Self::Sensors(SensorCommand::SetHours(_)) => Some("hours"),
            Self::Sensors(SensorCommand::SetStretch(_)) => Some("stretch"),
            Self::Sensors(SensorCommand::SetThreshold(_)) => Some("threshold"),
            _ => None,
        }
    }
}

/// A queue that panels, which may change nothing, put commands into.
#[derive(Debug, Default)]
pub struct CommandSender {
    queue: RefCell<VecDeque<Command>>,
}

impl CommandSender {
    /// Puts a command at the end of the queue.
    pub fn send(&self, command: Command) {
        self.queue.borrow_mut().push_back(command);
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.queue.borrow().is_empty()
    }

    /// Takes the oldest command.
    pub fn take(&self) -> Option<Command> {
        self.queue.borrow_mut().pop_front()
    }
}

macro_rules! into_command {
    ($($variant:ident($area:ty)),+) => {
        $(impl From<$area> for Command {
            fn from(command: $area) -> Self {
                Self::$variant(command)
            }
        })+
    };
}

into_command!(
    Filter(FilterCommand),
    Map(MapCommand),
    Table(TableCommand),
    Projects(ProjectsCommand),
    Indicators(IndicatorCommand),
    Compare(CompareCommand),
    Gaps(GapsCommand),
    Sensors(SensorCommand),
    Layer(LayerCommand),
    Own(OwnCommand),
    Remark(RemarkCommand),
    Report(ReportCommand),
    File(FileCommand),
    Feed(FeedCommand),
    App(AppCommand)
);
