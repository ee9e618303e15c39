//! What the session makes of the background's events.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::engine::{RunningJob, Session};
use super::notice::NoticeLevel;
use super::results::{FeedResults, ListResults, SensorMeans, SensorSeries, TableResults};
use super::undo::ProjectChange;
use super::view_file;
use crate::export::What;
use crate::export::package::Cleared;
use crate::jobs::{Event, JobId, OpenNotice, Outcome};
use crate::model::{Explained, Nis, Project, Reason, Rejected, Source};
use crate::query::snapshot::Snapshot;
use crate::workspace::{Change, Workspace};

impl Session {
    pub(super) fn take_event(&mut self, event: Event) {
        match event {
            Event::Opened { workspace, columns, path, is_read_only, notice } => {
                self.opened((*workspace, columns), path, is_read_only, notice);
            }
            Event::Progress { job, fraction } => {
                if let Some(running) = self.status.jobs.get_mut(&job) {
                    running.fraction = fraction;
                }
            }
            Event::Done { job, outcome } => {
                self.status.jobs.remove(&job);
                self.done(outcome);
            }
            Event::Failed { job, what, error } => self.failed(job, what, &error),
            Event::Cancelled { job } => {
                let running = self.status.jobs.remove(&job);
                match running.map(|running| running.key) {
                    Some("job-import-table") => self.cache.results.table_import.ended_count += 1,
                    Some("job-import-list") => self.cache.results.list_import.ended_count += 1,
                    Some("job-import-sensors") => self.cache.results.sensors_import.ended_count += 1,
                    Some("job-import-layer") => self.cache.results.layer_import.ended_count += 1,
                    _ => {}
                }
                self.notify(NoticeLevel::Info, "notice-cancelled", Vec::new(), None);
            }
            Event::Sensors(sensors) => self.change([Change::Sensors(sensors)]),
            Event::Feed(feed) => {
                if feed.is_simulated {
                    self.status.is_simulating = feed.is_enabled;
                }
                self.change([Change::Feed(feed)]);
            }
            Event::Health(health) => self.change([Change::Health(health)]),
            Event::FeedRemoved { feed, keeps_history } => {
                self.change([Change::FeedRemoved(feed, keeps_history)]);
            }
            Event::SensorSeries { sensor, datastream, from, until, points, total_count, flagged, flagged_count } => {
                let series =
                    SensorSeries { sensor, datastream, from, until, points, total_count, flagged, flagged_count };
                self.cache.results.feeds.put_series(series);
            }
            Event::SensorMeans { sensor, datastream, from, until, bucket, means } => {
                let means = SensorMeans { from, until, bucket, means };
                self.cache.results.feeds.put_means((sensor, datastream), means);
            }
            Event::List(seen) => {
                self.cache.results.list_import.error = None;
                self.cache.results.list_import.seen = Some(seen);
            }
            Event::SensorList(seen) => {
                self.cache.results.sensors_import.error = None;
                self.cache.results.sensors_import.seen = Some(seen);
            }
            Event::Layer(seen) => {
                self.cache.results.layer_import.error = None;
                self.cache.results.layer_import.seen = Some(seen);
            }
            Event::Table(seen) => {
                self.cache.results.table_import.error = None;
                self.cache.results.table_import.seen = Some(seen);
            }
            Event::Recognised(recognised) => {
                self.cache.results.feeds.recognise_error = None;
                self.cache.results.feeds.recognised = Some(Arc::new(*recognised));
            }
            Event::TownSensors(towns) => self.cache.results.feeds.towns = Some(towns),
            Event::Storage(storage) => self.cache.results.feeds.storage = Some(storage),
            Event::FeedRejected { feed, rows } => drop(self.cache.results.feeds.rejected.insert(feed, rows)),
        }
    }

    fn opened(
        &mut self,
        (workspace, columns): (Workspace, Arc<Snapshot>),
        path: std::path::PathBuf,
        is_read_only: bool,
        notice: Option<OpenNotice>,
    ) {
        let is_first = !self.cache.results.is_loaded;
        self.replace(workspace, columns);
        self.workspace.is_read_only = is_read_only;
        if !is_first {
            // Another workspace: what was selected or undone belongs to the one before.
            self.workspace.set_view(crate::workspace::View { selected: None, ..self.workspace.view.as_ref().clone() });
        }
        self.history.clear();
        self.status.rejected.clear();
        self.status.problems = None;
        self.status.open_error = None;
        self.cache.results.is_loaded = true;
        self.cache.results.feeds = FeedResults::default();
        self.cache.results.table_import = TableResults::default();
        self.cache.results.list_import = ListResults::default();
        self.cache.results.sensors_import = ListResults::default();
        self.cache.results.layer_import = ListResults::default();
        self.settings.remember_workspace(&path);
        let file = path.display().to_string();
        self.workspace.path = Some(path);
        match notice {
            None | Some(OpenNotice::Created) => {}
            Some(OpenNotice::Migrated { backup }) => {
                let backup = backup.display().to_string();
                self.notify(NoticeLevel::Info, "notice-migrated", vec![("backup", backup)], None);
            }
            Some(OpenNotice::Salvaged { damaged, lost_count }) => {
                let arguments = vec![("damaged", damaged.display().to_string()), ("lost", lost_count.to_string())];
                self.notify(NoticeLevel::Warning, "notice-salvaged", arguments, None);
            }
            Some(OpenNotice::Newer) => {
                self.notify(NoticeLevel::Warning, "notice-newer", vec![("file", file)], None);
            }
            Some(OpenNotice::Busy) => {
                self.notify(NoticeLevel::Warning, "notice-workspace-busy", vec![("file", file)], None);
            }
        }
    }

    fn exported(&mut self, what: What, files: Vec<PathBuf>, row_count: u64, cleared: Cleared) {
        let rows = self.text().integer(i64::try_from(row_count).unwrap_or(i64::MAX));
        let file = files.first().map(|file| file.display().to_string()).unwrap_or_default();
        let key = match what {
            What::Catalogue => "notice-catalogued",
            What::Chart => "notice-drawn",
            _ if row_count == 1 => "notice-exported-one",
            _ => "notice-exported",
        };
        self.notify(NoticeLevel::Done, key, vec![("rows", rows), ("file", file)], None).files = files;
        for (level, key, name, names) in [
            (NoticeLevel::Info, "notice-package-removed", "removed", cleared.removed),
            (NoticeLevel::Warning, "notice-package-left", "left", cleared.left),
        ] {
            if !names.is_empty() {
                self.notify(level, key, vec![(name, names.join(", "))], None);
            }
        }
    }

    fn done(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Exported { what, files, row_count, cleared } => self.exported(what, files, row_count, cleared),
            Outcome::Reported { path, files, count } => {
                let key = if count == 1 { "notice-reported" } else { "notice-reported-many" };
                self.made(key, &path, files, count);
            }
            Outcome::Composed { path, files, count } => {
                let key = if count == 1 { "notice-composed" } else { "notice-composed-many" };
                self.made(key, &path, files, count);
            }
            Outcome::ReportRead { path, bytes } => self.report_read(&path, &bytes),
            Outcome::Imported { added, replaced, replacing, unchanged, sources, rejected, is_dry_run } => {
                self.imported((added, replaced, replacing, unchanged), sources, rejected, is_dry_run);
            }
            Outcome::LayerImported(imported) => self.layer_imported(&imported),
            Outcome::TableImported(imported) => self.table_imported(imported),
            Outcome::SensorsImported(imported) => self.sensors_imported(imported),
            Outcome::SensorMappingRead(mapping) => self.cache.results.sensors_import.mapping = Some(Arc::from(mapping)),
            Outcome::MappingRead { mapping, .. } => {
                self.cache.results.table_import.mapping = Some(Arc::from(mapping));
            }
            Outcome::ListMappingRead(mapping) => self.cache.results.list_import.mapping = Some(Arc::from(mapping)),
            Outcome::Nothing | Outcome::ProjectsChanged | Outcome::Later => {}
            Outcome::FeedAdded { feed, observation_count } => {
                let arguments = vec![("feed", self.feed_name(&feed)), ("n", observation_count.to_string())];
                self.notify(NoticeLevel::Done, "notice-feed-added", arguments, None);
            }
            Outcome::BackFilled { feed, observation_count, failed_count } => {
                let level = if failed_count == 0 { NoticeLevel::Done } else { NoticeLevel::Warning };
                let key = if failed_count == 0 { "notice-back-filled" } else { "notice-back-filled-partly" };
                let arguments = vec![
                    ("feed", self.feed_name(&feed)),
                    ("n", self.text().integer(i64::try_from(observation_count).unwrap_or(i64::MAX))),
                    ("failed", failed_count.to_string()),
                ];
                self.notify(level, key, arguments, None);
            }
            Outcome::Compacted { before_bytes, after_bytes, pruned_count } => {
                let megabytes = |bytes: u64| self.text().number(bytes as f64 / 1e6, 1);
                let arguments = vec![
                    ("before", megabytes(before_bytes)),
                    ("after", megabytes(after_bytes)),
                    ("n", pruned_count.to_string()),
                ];
                self.notify(NoticeLevel::Done, "notice-compacted", arguments, None);
            }
            Outcome::SecretSet => {
                self.notify(NoticeLevel::Done, "notice-secret-set", Vec::new(), None);
            }
            Outcome::FileWritten(path) => {
                let file = path.display().to_string();
                self.notify(NoticeLevel::Done, "notice-written", vec![("file", file)], None);
            }
            Outcome::ViewRead { path, bytes } => self.view_read(&path, &bytes),
            Outcome::Boundaries { boundaries, source, missing } => {
                let count = boundaries.len();
                self.change([Change::Boundaries(boundaries, source)]);
                self.bounded(count, &missing);
            }
            Outcome::Checked(problems) => {
                let (level, key) = if problems.is_empty() {
                    (NoticeLevel::Done, "notice-whole")
                } else {
                    (NoticeLevel::Error, "notice-problems")
                };
                let detail = (!problems.is_empty()).then(|| problems.join("\n"));
                self.notify(level, key, vec![("count", problems.len().to_string())], detail);
                self.status.problems = Some(problems);
            }
        }
    }

    /// Tells of boundaries that were replaced, and of municipalities that have none.
    fn bounded(&mut self, count: usize, missing: &[Nis]) {
        let names: Vec<String> = missing.iter().map(|nis| self.workspace.municipalities.name(*nis)).collect();
        let (level, key) = if names.is_empty() {
            (NoticeLevel::Done, "notice-boundaries")
        } else {
            (NoticeLevel::Warning, "notice-boundaries-partly")
        };
        self.notify(level, key, vec![("count", count.to_string()), ("missing", names.join(", "))], None);
    }

    /// Tells of documents that were made.
    fn made(&mut self, key: &'static str, path: &Path, files: Vec<PathBuf>, count: u32) {
        let arguments = vec![("count", count.to_string()), ("file", path.display().to_string())];
        self.notify(NoticeLevel::Done, key, arguments, None).files = files;
    }

    fn imported(
        &mut self,
        (added, replaced, replacing, unchanged): (Vec<Project>, Vec<Project>, Vec<Project>, u64),
        sources: Vec<Source>,
        rejected: Vec<Rejected>,
        is_dry_run: bool,
    ) {
        let counts = vec![
            ("added", added.len().to_string()),
            ("changed", replaced.len().to_string()),
            ("unchanged", unchanged.to_string()),
            ("rejected", rejected.len().to_string()),
        ];
        let has_changes = !added.is_empty() || !replacing.is_empty();
        if has_changes && !is_dry_run {
            let remove = added.iter().map(|project| project.id.clone()).collect();
            let view = std::sync::Arc::clone(&self.workspace.view);
            self.history.record_projects(view, ProjectChange { put: replaced, remove });
            let mut written = added;
            written.extend(replacing);
            self.change([Change::Projects(written, sources)]);
        }
        let level = if rejected.is_empty() { NoticeLevel::Done } else { NoticeLevel::Warning };
        let key = if is_dry_run { "notice-import-tried" } else { "notice-imported" };
        let file = self.importing.take();
        let notice = self.notify(level, key, counts, file);
        notice.rejected.clone_from(&rejected);
        self.status.rejected = rejected;
        self.list_ended(true);
    }

    fn view_read(&mut self, path: &std::path::Path, bytes: &[u8]) {
        match view_file::read(bytes) {
            Ok(view) => {
                self.settings.remember_view(path);
                self.run(&super::Command::SetView(Box::new(view)));
            }
            Err(error) => {
                let detail = self.text().reason(&error.reason().in_file(path.display()));
                self.notify(NoticeLevel::Error, "error-view-file", Vec::new(), Some(detail));
            }
        }
    }

    fn feed_name(&self, id: &crate::model::FeedId) -> String {
        let feed = self.workspace.sensors.feeds().get(id);
        feed.map_or_else(|| id.to_string(), |feed| feed.name.get(self.text().language()).to_owned())
    }

    fn failed(&mut self, job: JobId, what: &'static str, error: &Reason) {
        let error = self.text().reason(error);
        let key = self.status.jobs.remove(&job).map(|running| running.key);
        if key.is_some_and(|key| is_left(key, &self.status.jobs)) {
            // Another file is looked at meanwhile.
            return;
        }
        if key == Some("job-recognise") {
            // The dialog that asked shows it.
            self.cache.results.feeds.recognise_error = Some(error);
            return;
        }
        let is_said = |session: &mut Self, key: &str| {
            session.table_failed(key, &error) || session.list_failed(key, &error) || session.layer_failed(key, &error)
        };
        if key.is_some_and(|key| is_said(self, key)) {
            return;
        }
        if key == Some("job-open") && !self.cache.results.is_loaded {
            self.status.open_error = Some(error.clone());
        }
        self.notify(NoticeLevel::Error, what, Vec::new(), Some(error));
    }
}

/// Whether what a dialog of imports was told of is of a file that it has left: it has asked for another since, and the
/// worker answers in order.
fn is_left(key: &str, jobs: &BTreeMap<JobId, RunningJob>) -> bool {
    matches!(key, "job-list" | "job-table" | "job-sensors" | "job-layer") && jobs.values().any(|other| other.key == key)
}
