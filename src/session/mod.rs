//! The engine that window and command line share: it takes [`Command`]s, drains the background's events within a
//! time budget, keeps results up to date, remembers what can be undone, and reads and writes view files.
//!
//! Contract: nothing here draws or blocks; long work goes to `jobs`. [`Session::settle`] waits, for the command line
//! and tests only. May use: everything below it.

pub mod action;
mod arriving;
#[cfg(test)]
mod arriving_tests;
pub mod command;
pub mod command_line;
mod derived;
mod drawn;
mod engine;
mod events;
mod exports;
mod feeds;
pub mod layers;
mod lists;
mod notice;
#[cfg(test)]
mod opening_tests;
pub mod own_file;
mod picture;
pub mod queue;
mod remarks;
pub mod report_file;
mod reports;
pub mod results;
mod sensor_lists;
pub mod settings;
mod settling;
mod tables;
#[cfg(test)]
mod tests;
pub mod undo;
#[cfg(test)]
mod undo_tests;
pub mod view_file;

pub use action::Action;
pub use command::{Command, CommandSender};
pub use engine::{RunningJob, Session, SessionOptions, Status, default_settings, default_workspace, start};
pub use notice::{Notice, NoticeLevel};
pub use picture::Picture;
pub use results::Results;
pub use settings::{Settings, ThemeChoice};
