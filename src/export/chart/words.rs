//! Marks and remarks of charts, in the words of the window.

use super::Source;
use crate::export::stamp::Facts;
use crate::insight::series_words::in_years;
use crate::query::filter_words;
use crate::query::series::MergerMark;

/// A mark for each date, in time, with the year; and what happened on each, for the remarks.
pub(super) fn mergers<'a>(
    source: Source<'_>,
    marks: impl Iterator<Item = &'a MergerMark>,
) -> (Vec<(f64, String)>, Vec<String>) {
    let (mut dates, mut remarks) = (Vec::new(), Vec::new());
    for mark in marks {
        let (at, year) = (in_years(mark.date), mark.date.year().to_string());
        let words = source.text.with("profile-merger-mark", &[("year", year.into())]);
        if !dates.iter().any(|(known, _)| *known == at) {
            dates.push((at, words));
        }
        let remark = source.words().merger(mark);
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    dates.sort_by(|a, b| a.0.total_cmp(&b.0));
    (dates, remarks)
}

/// The words of the filter; none where it wants everything.
pub(super) fn filter(source: Source<'_>) -> Option<String> {
    let parts = filter_words::parts(&source.view.filter, &source.workspace.municipalities, source.text);
    let words: Vec<String> = parts.into_iter().map(|(_, words)| words).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// What the facts of an export say, and whose data it is.
pub(super) fn sources(source: Source<'_>, facts: &Facts) -> Vec<String> {
    let notes = ["export-note-simulated", "export-note-sample", "export-note-approximate"];
    let mut said: Vec<String> =
        notes.into_iter().filter(|key| facts.has_note(key)).map(|key| source.text.get(key)).collect();
    let used = source.workspace.sources.iter().filter(|one| facts.datasets.contains(&one.id));
    let mut names: Vec<String> = Vec::new();
    for one in used.filter(|one| !one.attribution.is_empty()) {
        let name = one.attribution.to_string();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let feeds = facts.feeds.iter().filter_map(|id| source.workspace.sensors.feeds().get(id));
    names.extend(feeds.map(|feed| feed.attribution.clone()).filter(|name| !name.is_empty()));
    if !names.is_empty() {
        said.push(source.text.with("gaps-sources", &[("names", names.join(" · ").into())]));
    }
    said
}
