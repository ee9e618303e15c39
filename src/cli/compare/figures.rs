//! `figures`: what can be compared.

use serde_json::{Value as Json, json};

use super::super::args::{Common, FiguresCommand};
use super::super::{CliError, ExitStatus, Streams, open};
use super::{SENSOR_DAYS, json, known_figure, read_sensors, with_values};
use crate::insight::catalogue::{self, FigureGroup};
use crate::insight::definition;
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::model::own::OwnRatio;
use crate::session::Session;
use crate::session::command::OwnCommand;
use crate::workspace::municipalities::fold;

/// Does what the words say.
pub fn run(common: &Common, command: &FiguresCommand, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    open::tell(&session, streams, |_| true)?;
    match command {
        FiguresCommand::List { words } => list(&session, common, words, streams),
        FiguresCommand::Show { figure } => {
            let figure = known_figure(session.workspace(), figure)?;
            if matches!(figure.base, FigureBase::Sensors(..)) {
                read_sensors(&mut session, SENSOR_DAYS)?;
            }
            show(&session, common, &figure, streams)
        }
        FiguresCommand::Ratio { name, numerator, denominator, factor, unit, decimals } => {
            let side = |word: &str| match known_figure(session.workspace(), word)? {
                FigureRef { base: FigureBase::Own(_), .. } => Err(CliError::usage("cli-ratio-of-ratio", word)),
                figure => Ok(figure),
            };
            if !factor.is_finite() || *factor == 0.0 {
                return Err(CliError::usage("cli-factor", factor));
            }
            let ratio = OwnRatio {
                id: session.workspace().own.free_id(name),
                name: name.as_str().into(),
                numerator: side(numerator)?,
                denominator: side(denominator)?,
                factor: *factor,
                unit: unit.as_str().into(),
                decimals: (*decimals).min(6),
            };
            let id = format!("own/{}", ratio.id);
            save(&mut session, &OwnCommand::PutRatio(ratio))?;
            writeln!(streams.out, "{id}")?;
            Ok(ExitStatus::Done)
        }
        FiguresCommand::Remove { id } => {
            let plain = id.strip_prefix("own/").unwrap_or(id);
            if session.workspace().own.ratio(plain).is_none() {
                return Err(CliError::usage("cli-ratio-unknown", id));
            }
            save(&mut session, &OwnCommand::Remove(plain.into()))?;
            Ok(ExitStatus::Done)
        }
    }
}

/// Writes a change of what the user defined and waits until it is on the disk.
pub fn save(session: &mut Session, command: &OwnCommand) -> Result<(), CliError> {
    session.run(&command.clone().into());
    open::settle(session);
    open::check(session)
}

fn list(
    session: &Session,
    common: &Common,
    words: &[String],
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let named = catalogue::figures(workspace).into_iter().map(|figure| {
        let name = definition::name(workspace, &figure, &text);
        (figure, name)
    });
    let has_words = |(figure, name): &(FigureRef, String)| {
        let all = fold(&format!("{figure} {name}"));
        words.iter().all(|word| all.contains(word.as_str()))
    };
    let found: Vec<(FigureRef, String)> = named.filter(has_words).collect();
    if common.json {
        let rows: Vec<Json> = found.iter().map(|(figure, name)| json!({ "figure": figure, "name": name })).collect();
        writeln!(streams.out, "{:#}", Json::from(rows))?;
        return Ok(ExitStatus::Done);
    }
    let mut last = None;
    for (figure, name) in found {
        let group = FigureGroup::of(&figure.base);
        if last.replace(group) != Some(group) {
            writeln!(streams.out, "{}", text.word("figures-group", group.key()))?;
        }
        writeln!(streams.out, "  {:46} {name}", figure.to_string())?;
    }
    Ok(ExitStatus::Done)
}

fn show(
    session: &Session,
    common: &Common,
    figure: &FigureRef,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let text = session.text();
    let (definition, known, total) = with_values(session, |values| {
        let all = values.all(figure, None);
        (definition::run(values, figure, &text), all.iter().filter(|(_, value)| value.is_ok()).count(), all.len())
    });
    if common.json {
        let mut answer = json::definition(&definition);
        if let Some(answer) = answer.as_object_mut() {
            answer.insert("coverage".into(), json!({ "with_figure": known, "municipalities": total }));
        }
        writeln!(streams.out, "{answer:#}")?;
        return Ok(ExitStatus::Done);
    }
    let coverage = text.with("compare-cli-coverage", &[("n", (known as i64).into()), ("of", (total as i64).into())]);
    let mut lines = vec![
        format!("{} ({})", definition.name, definition.unit),
        definition.meaning,
        definition.formula,
        definition.formula_words,
        definition.freshness,
        coverage,
    ];
    lines.extend(definition.remarks);
    for source in definition.sources {
        lines.push([source.title, source.attribution, source.licence, source.date].join(" · "));
    }
    for line in lines.iter().filter(|line| !line.is_empty()) {
        writeln!(streams.out, "{line}")?;
    }
    Ok(ExitStatus::Done)
}
