//! `timeline` and `funding`: projects along the years, and what paid them.

use clap::Args;
use serde_json::{Value as Json, json};

use super::args::{Common, FilterArgs, TableArgs};
use super::data::{self, ids};
use super::{CliError, ExitStatus, Streams, exports, filter, open};
use crate::export::What;
use crate::insight::funding::{self, Covered, Funding, words};
use crate::insight::schedule::{self, Bar, COUNTED, YearCount};
use crate::query::project_words;
use crate::session::{Command, Session};
use crate::workspace::{ProjectsPage, ScheduleGroup, Tab, Workspace};

/// `timeline`.
#[derive(Debug, Args)]
pub struct TimelineArgs {
    /// Which projects.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// How many had started and ended by each year, instead of a line for each project.
    #[arg(long)]
    pub cumulative: bool,
    /// Groups: dimension, status, kind, funding or nothing, which a table has as a column.
    #[arg(long, value_name = "GROUPS")]
    pub group: Option<String>,
    /// As a table.
    #[command(flatten)]
    pub table: TableArgs,
}

/// `funding`.
#[derive(Debug, Args)]
pub struct FundingArgs {
    /// Which projects.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// As a table: a row for each name of funding and for each call.
    #[command(flatten)]
    pub table: TableArgs,
}

/// A session over the projects that the words want.
fn session(common: &Common, words: &FilterArgs, page: ProjectsPage) -> Result<Session, CliError> {
    let mut session = open::session(common, None, false)?;
    let mut view = filter::view(words, session.workspace())?;
    (view.tab, view.projects.page) = (Tab::Projects, page);
    session.run(&Command::SetView(Box::new(view)));
    open::select(&mut session);
    Ok(session)
}

/// Tells of projects along the years.
pub fn timeline(common: &Common, args: &TimelineArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = session(common, &args.filter, ProjectsPage::Schedule)?;
    let group = args.group.as_ref();
    let group = group.map(|word| data::keyed(word, "--group", ScheduleGroup::ALL, ScheduleGroup::key)).transpose()?;
    if args.table.is_wanted() {
        let mut view = session.view().clone();
        view.projects.is_cumulative |= args.cumulative;
        view.projects.group = group.unwrap_or(view.projects.group);
        session.run(&Command::SetView(Box::new(view)));
        return exports::write_table(&mut session, common, (What::Timeline, &args.table), streams);
    }
    let (workspace, text) = (session.workspace(), session.text());
    let group = group.unwrap_or(ScheduleGroup::Nothing);
    let made = schedule::run(workspace, group, &session.results().selection.rows, text.language());
    let bars: Vec<Bar> = made.groups.iter().flat_map(|group| group.bars.iter().copied()).collect();
    open::tell(&session, streams, |_| true)?;
    if common.json {
        let bar = |bar: &Bar| {
            let project = workspace.projects.get(bar.row);
            json!({
                "id": project.map(|project| project.id.to_string()),
                "title": project.map(|project| project.title.get(text.language())),
                "from": bar.from,
                "until": bar.until,
                "is_open": bar.until.is_none(),
                "is_counted": bar.is_counted,
            })
        };
        let so_far =
            made.so_far.iter().map(|(year, one)| json!({ "year": year, "started": by_kind(one), "ended": one.ended }));
        let answer = json!({
            "is_sample": true,
            "projects": bars.iter().map(bar).collect::<Vec<_>>(),
            "unknown_period": ids(workspace, &made.unknown),
            "cumulative": so_far.collect::<Vec<_>>(),
        });
        writeln!(streams.out, "{answer:#}")?;
        return Ok(ExitStatus::Done);
    }
    let count = text.integer(made.unknown.len());
    let n = made.unknown.len();
    writeln!(streams.err, "{}", text.with("projects-schedule-unknown", &[("n", n.into()), ("count", count.into())]))?;
    if args.cumulative {
        let kinds = COUNTED.map(|kind| text.word("projects-so-far-started", kind.key()));
        let head =
            [text.get("projects-so-far-year")].into_iter().chain(kinds).chain([text.get("projects-so-far-ended")]);
        writeln!(streams.out, "{}", head.collect::<Vec<_>>().join("\t"))?;
        for (year, one) in &made.so_far {
            let counts: Vec<String> = one.started.iter().chain([&one.ended]).map(ToString::to_string).collect();
            writeln!(streams.out, "{year}\t{}", counts.join("\t"))?;
        }
        return Ok(ExitStatus::Done);
    }
    for project in bars.iter().filter_map(|bar| workspace.projects.get(bar.row)) {
        let years = project_words::period(&text, project);
        writeln!(streams.out, "{}\t{years}\t{}", project.id, project.title.get(text.language()))?;
    }
    Ok(ExitStatus::Done)
}

fn by_kind(count: &YearCount) -> Json {
    COUNTED.iter().zip(count.started).map(|(kind, count)| (kind.key().to_owned(), json!(count))).collect()
}

/// Tells what paid.
pub fn funding(common: &Common, args: &FundingArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = session(common, &args.filter, ProjectsPage::Funding)?;
    if args.table.is_wanted() {
        return exports::write_table(&mut session, common, (What::Funding, &args.table), streams);
    }
    let (workspace, text) = (session.workspace(), session.text());
    let sheet = funding::run(workspace, &session.results().selection.rows);
    let call = |place: &usize| workspace.reference.calls.get(*place);
    open::tell(&session, streams, |_| true)?;
    if common.json {
        let without: Vec<Json> = sheet.calls_without_project.iter().filter_map(call).map(call_json).collect();
        let all: Vec<Json> = sheet.all.iter().map(|one| one_json(workspace, one)).collect();
        let answer = json!({ "is_sample": true, "funding": all, "calls_without_project": without });
        writeln!(streams.out, "{answer:#}")?;
        return Ok(ExitStatus::Done);
    }
    writeln!(streams.err, "{}", text.get("projects-funding-sample"))?;
    for one in &sheet.all {
        let count = {
            let n = one.rows.len();
            text.with("projects-funding-projects", &[("n", n.into()), ("count", text.integer(n).into())])
        };
        writeln!(streams.out, "{}\t{count}\t{}", words::name(one, &text), words::amounts(one, &text))?;
    }
    Ok(ExitStatus::Done)
}

fn call_json(call: &crate::model::reference::Call) -> Json {
    json!({
        "programme": call.programme,
        "call": call.call,
        "period": call.period,
        "projects": call.projects,
        "amount_eur": call.amount_eur,
        "detail": call.detail,
        "source": call.source,
    })
}

fn one_json(workspace: &Workspace, one: &Funding) -> Json {
    let covered = |sum: &Covered| {
        let consortia: Vec<Json> = sum
            .of_consortia
            .iter()
            .filter_map(|(row, eur)| {
                Some(json!({ "project": workspace.projects.get(*row)?.id.to_string(), "eur": eur }))
            })
            .collect();
        json!({ "eur": (sum.known > 0).then_some(sum.eur), "known_of_projects": sum.known, "consortia_not_added": consortia })
    };
    let calls = one.calls.iter().filter_map(|place| workspace.reference.calls.get(*place));
    json!({
        "name": one.name,
        "group": one.group,
        "projects": ids(workspace, &one.rows),
        "programmes_not_counted": ids(workspace, &one.programmes),
        "budget": covered(&one.budget),
        "subsidy": covered(&one.subsidy),
        "calls": calls.map(call_json).collect::<Vec<_>>(),
    })
}
