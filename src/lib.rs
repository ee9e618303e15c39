//! Regioscope: a desktop GIS dashboard for regional smart-city work in Flanders.
//!
//! Data flows one way, outside → store → workspace → query → screen or file; actions flow back as commands.
//! `ARCHITECTURE.md` shows the house; each module below opens with what it is for and what it may use.

pub mod cli;
pub mod export;
pub mod feeds;
pub mod figure;
pub mod formats;
pub mod insight;
pub mod jobs;
pub mod model;
pub mod query;
pub mod session;
pub mod store;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
pub mod workspace;
