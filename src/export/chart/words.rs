//! Names, marks and remarks of charts, in the words of the window.

use super::Source;
use crate::export::stamp::Facts;
use crate::model::{Nis, ValueStatus};
use crate::query::series::MergerMark;

/// Name of a municipality of today or of the past.
pub(super) fn municipality(source: Source<'_>, nis: Nis) -> String {
    let municipalities = &source.workspace.municipalities;
    let former = || {
        let merger = municipalities.timeline().mergers().iter().find(|merger| merger.old == nis);
        merger.map_or_else(|| nis.to_string(), |merger| merger.old_name.to_string())
    };
    municipalities.get(nis).map_or_else(former, |row| row.name.to_string())
}

/// Name of a code in the borders of the time: where its successor has the same name, with the last year of the code.
pub(super) fn former(source: Source<'_>, nis: Nis) -> String {
    let timeline = source.workspace.municipalities.timeline();
    let name = municipality(source, nis);
    match timeline.vanished(nis) {
        Some(date) if name == municipality(source, timeline.today(nis)) => {
            let year = (date.year() - 1).to_string();
            source.text.with("indicators-former", &[("name", name.into()), ("year", year.into())])
        }
        _ => name,
    }
}

/// Names of the municipalities that were added into a figure, the place's own former code aside.
pub(super) fn merged(source: Source<'_>, place: &str, codes: &[Nis]) -> Vec<String> {
    let mergers = source.workspace.municipalities.timeline().mergers();
    let name = |nis: &Nis| {
        let merger = mergers.iter().find(|merger| merger.old == *nis);
        merger.map_or_else(|| municipality(source, *nis), |merger| merger.old_name.to_string())
    };
    let mut names: Vec<String> = codes.iter().map(name).filter(|name| name != place).collect();
    names.dedup();
    names
}

/// "Deinze en Nevele".
pub(super) fn list(source: Source<'_>, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), source.text.get("indicators-and")),
    }
}

/// A mark for each date, in time, with the year; and what happened on each, for the remarks.
pub(super) fn mergers<'a>(
    source: Source<'_>,
    marks: impl Iterator<Item = &'a MergerMark>,
) -> (Vec<(f64, String)>, Vec<String>) {
    let (mut dates, mut remarks) = (Vec::new(), Vec::new());
    for mark in marks {
        let date = mark.date;
        let at = f64::from(date.year()) + f64::from(date.day_of_year() - 1) / 365.25;
        let words = source.text.with("profile-merger-mark", &[("year", date.year().to_string().into())]);
        if !dates.iter().any(|(known, _)| *known == at) {
            dates.push((at, words));
        }
        let month = source.text.get(&format!("indicators-month-{}", date.month()));
        let arguments = [
            ("date", format!("{} {month} {}", date.day(), date.year()).into()),
            ("from", list(source, &mark.from).into()),
            ("into", mark.into.clone().into()),
        ];
        let remark = source.text.with("indicators-merger", &arguments);
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    dates.sort_by(|a, b| a.0.total_cmp(&b.0));
    (dates, remarks)
}

/// Years of figures that may still change.
pub(super) fn statuses(source: Source<'_>, points: &[(i16, ValueStatus)]) -> Vec<String> {
    let known =
        [(ValueStatus::Provisional, "indicators-provisional"), (ValueStatus::Estimated, "indicators-estimated")];
    let remark = |(status, key): (ValueStatus, &str)| {
        let mut years: Vec<i16> = points.iter().filter(|point| point.1 == status).map(|point| point.0).collect();
        years.sort_unstable();
        years.dedup();
        let words = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        (!years.is_empty()).then(|| source.text.with(key, &[("years", words.into())]))
    };
    known.into_iter().filter_map(remark).collect()
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
