//! `similar` and `partners`: look-alikes of a project or an idea, and organisations to bring to the table.

use std::collections::BTreeSet;

use clap::Args;
use serde_json::{Value as Json, json};

use super::args::{Common, FilterArgs, TableArgs};
use super::data::{self, ids};
use super::{CliError, ExitStatus, Streams, exports, filter, open};
use crate::export::What;
use crate::insight::likeness::{Alike, Idea, LikenessIndex, LookAlikes, Part, Question, words};
use crate::insight::organisations::{self, NamedPartner, Names};
use crate::insight::partnering::{self, Candidate, Partnering, Wanted};
use crate::model::{Dimension, HelixRole, ProjectId, Reason};
use crate::session::{Command, Session};
use crate::workspace::{GapsPage, GapsView, SimilarSource, SimilarView, Tab, View, Workspace};

/// `similar`.
#[derive(Debug, Args)]
pub struct SimilarArgs {
    /// The project's identifier.
    #[arg(value_name = "PROJECT", required_unless_present = "text", conflicts_with = "text")]
    pub project: Option<String>,
    /// Instead of a project: the description of an idea, in Dutch or English.
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// With --text: where the idea is for; may be repeated.
    #[arg(long, value_name = "NAME", requires = "text")]
    pub municipality: Vec<String>,
    /// With --text: a dimension of the idea; may be repeated.
    #[arg(long, value_name = "DIMENSION", requires = "text")]
    pub dimension: Vec<String>,
    /// Look-alikes at most; a table holds the fifty that the window shows.
    #[arg(long, value_name = "N", default_value_t = 10, conflicts_with_all = ["output", "format"])]
    pub count: usize,
    /// As a table: a row for each look-alike.
    #[command(flatten)]
    pub table: TableArgs,
}

/// `partners`.
#[derive(Debug, Args)]
pub struct PartnersArgs {
    /// Which projects are looked at; --municipality names for whom, one only: distances are from there.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// For a project: who worked on its look-alikes, and the roles that it lacks.
    #[arg(long, value_name = "ID", conflicts_with = "idea")]
    pub project: Option<String>,
    /// For an idea, described: who worked on projects like it.
    #[arg(long, value_name = "TEXT")]
    pub idea: Option<String>,
    /// Only those of this role: government, company, knowledge or citizens.
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// Lists every written name with what it stands for and why, for review.
    #[arg(long, conflicts_with_all = ["output", "format"])]
    pub names: bool,
    /// As a table: a row for each organisation.
    #[command(flatten)]
    pub table: TableArgs,
}

fn like(workspace: &Workspace, id: &str) -> Result<Question, CliError> {
    Ok(Question::Project(data::known_project(workspace, id)?.id.clone()))
}

fn idea(workspace: &Workspace, text: &str, towns: &[String], dimensions: &[String]) -> Result<Question, CliError> {
    let towns = towns.iter().map(|name| filter::municipality(&workspace.municipalities, name));
    Ok(Question::Idea(Idea {
        text: text.to_owned(),
        municipalities: towns.collect::<Result<BTreeSet<_>, _>>()?,
        dimensions: filter::words(dimensions, "dimension", Dimension::ALL, Dimension::key)?.into_iter().collect(),
    }))
}

/// Tells of look-alikes.
pub fn similar(common: &Common, args: &SimilarArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    let workspace = session.workspace();
    let question = match (&args.project, &args.text) {
        (_, Some(text)) => idea(workspace, text, &args.municipality, &args.dimension)?,
        (Some(id), None) => like(workspace, id)?,
        (None, None) => return Err(CliError::Usage(Reason::new("cli-similar-what"))),
    };
    if args.table.is_wanted() {
        let similar = similar_view(question)?;
        let gaps = GapsView { page: GapsPage::Similar, similar, ..GapsView::default() };
        session.run(&Command::SetView(Box::new(View { tab: Tab::Gaps, gaps, ..View::default() })));
        return exports::write_table(&mut session, common, (What::Similar, &args.table), streams);
    }
    let index = LikenessIndex::new(workspace);
    let found = index.run(workspace, &question, args.count);
    open::tell(&session, streams, |_| true)?;
    if common.json {
        writeln!(streams.out, "{:#}", told(&session, &index, &question, &found))?;
        return Ok(ExitStatus::Done);
    }
    let text = session.text();
    let n = text.integer(workspace.projects.rows().len());
    writeln!(streams.err, "{}", text.with("similar-sample", &[("n", n.into())]))?;
    if found.alike.is_empty() {
        let key = if found.is_text_unknown { "similar-unknown" } else { "similar-none-text" };
        writeln!(streams.out, "{}", text.get(key))?;
    }
    for one in &found.alike {
        let Some(other) = workspace.projects.get(one.row) else { continue };
        let score = text.number(f64::from(one.score), 2);
        writeln!(streams.out, "{score}  {}  {}", other.id, other.title.get(text.language()))?;
        writeln!(streams.out, "      {}", words::why(workspace, &question, one, &text))?;
    }
    Ok(ExitStatus::Done)
}

/// What a view can ask of look-alikes.
fn similar_view(question: Question) -> Result<SimilarView, CliError> {
    let view = SimilarView::default();
    match question {
        Question::Project(id) => Ok(SimilarView { project: Some(id), ..view }),
        Question::Idea(Idea { text: idea, municipalities, dimensions })
            if municipalities.is_empty() && dimensions.is_empty() =>
        {
            Ok(SimilarView { source: SimilarSource::Idea, idea, ..view })
        }
        Question::Idea(_) => Err(CliError::Usage(Reason::new("cli-similar-text-alone"))),
    }
}

fn told(session: &Session, index: &LikenessIndex, question: &Question, found: &LookAlikes) -> Json {
    let (workspace, text) = (session.workspace(), session.text());
    let weights: Json =
        Part::ALL.iter().zip(index.weights().0).map(|(part, weight)| (part.key().to_owned(), json!(weight))).collect();
    let alike = |one: &Alike| {
        let project = workspace.projects.get(one.row);
        let parts: Json = Part::ALL.iter().map(|part| (part.key().to_owned(), json!(one.parts.get(*part)))).collect();
        json!({
            "id": project.map(|project| project.id.to_string()),
            "title": project.map(|project| project.title.get(text.language())),
            "kind": project.map(|project| project.kind.key()),
            "score": one.score,
            "parts": parts,
            "relation": one.relation.key(),
            "shared_words": one.shared.iter().map(|(asked, theirs)| json!([asked, theirs])).collect::<Vec<_>>(),
            "why": words::why(workspace, question, one, &text),
        })
    };
    let asked = match question {
        Question::Project(id) => json!({ "project": id.to_string() }),
        Question::Idea(idea) => json!({
            "text": idea.text,
            "municipalities": idea.municipalities,
            "dimensions": idea.dimensions.iter().map(|one| one.key()).collect::<Vec<_>>(),
        }),
    };
    json!({
        "is_sample": true,
        "asked": asked,
        "weights": weights,
        "text_is_unknown": found.is_text_unknown,
        "look_alikes": found.alike.iter().map(alike).collect::<Vec<_>>(),
    })
}

/// Tells of partners.
pub fn partners(common: &Common, args: &PartnersArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    if args.names {
        return names(&session, common, streams);
    }
    let mut view = filter::view(&args.filter, session.workspace())?;
    // Whom partners are for chooses no projects.
    let municipality = view.filter.municipalities.first().copied();
    if view.filter.municipalities.len() > 1 {
        return Err(CliError::Usage(Reason::new("cli-partners-one")));
    }
    view.filter.municipalities.clear();
    session.run(&Command::SetView(Box::new(view)));
    open::select(&mut session);
    let workspace = session.workspace();
    let like = match (&args.project, &args.idea) {
        (Some(id), _) => Some(like(workspace, id)?),
        (None, Some(text)) => Some(idea(workspace, text, &[], &[])?),
        (None, None) => None,
    };
    let wanted = Wanted { municipality, dimension: None, like };
    let role =
        args.role.as_ref().map(|word| data::keyed(word, "--role", HelixRole::ALL, HelixRole::key)).transpose()?;
    if args.table.is_wanted() {
        if args.idea.is_some() {
            return Err(CliError::Usage(Reason::new("cli-partners-no-idea")));
        }
        let mut view = session.view().clone();
        (view.tab, view.gaps.page) = (Tab::Gaps, GapsPage::Partners);
        let partners = &mut view.gaps.partners;
        (partners.municipality, partners.role, partners.dimension) = (municipality, role, None);
        partners.project = args.project.as_deref().map(ProjectId::new);
        session.run(&Command::SetView(Box::new(view)));
        return exports::write_table(&mut session, common, (What::Partners, &args.table), streams);
    }
    let index = wanted.like.is_some().then(|| LikenessIndex::new(workspace));
    let rows = &session.results().selection.rows;
    let mut found = partnering::run(workspace, index.as_ref(), &wanted, rows);
    found.candidates.retain(|one| role.is_none() || one.partner.role == role);
    open::tell(&session, streams, |_| true)?;
    if common.json {
        writeln!(streams.out, "{:#}", told_partners(&session, &wanted, &found))?;
        return Ok(ExitStatus::Done);
    }
    print_partners(&session, &wanted, &found, streams)?;
    Ok(ExitStatus::Done)
}

fn told_partners(session: &Session, wanted: &Wanted, found: &Partnering) -> Json {
    let (workspace, text) = (session.workspace(), session.text());
    let candidate = |one: &Candidate| {
        json!({
            "name": one.partner.name,
            "role": one.partner.role.map(HelixRole::key),
            "written_as": one.partner.written,
            "projects": ids(workspace, &one.partner.rows),
            "proven_projects": ids(workspace, &one.proven),
            "by_status": one.statuses.iter().map(|(one, count)| (one.key().to_owned(), json!(count))).collect::<Json>(),
            "municipalities": one.partner.towns,
            "distance_km": one.distance_km,
            "works_with": one.with.iter().map(|(name, count)| json!({ "name": name, "projects": count })).collect::<Vec<_>>(),
            "why": partnering::words::why(workspace, wanted.municipality, one, &text),
        })
    };
    json!({
        "is_sample": true,
        "municipality": wanted.municipality,
        "dimensions": workspace.view.filter.dimensions.iter().copied().map(Dimension::key).collect::<Vec<_>>(),
        "projects_looked_at": ids(workspace, &found.rows),
        "lacking_roles": found.lacking.iter().copied().map(HelixRole::key).collect::<Vec<_>>(),
        "own_partners": found.own,
        "partners": found.candidates.iter().map(candidate).collect::<Vec<_>>(),
    })
}

fn print_partners(
    session: &Session,
    wanted: &Wanted,
    found: &Partnering,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    let rows = found.rows.len();
    writeln!(streams.err, "{}", text.with("partners-sample", &[("rows", rows.into())]))?;
    if let Some(lacking) = partnering::words::lacking(found, &text) {
        writeln!(streams.out, "{lacking}")?;
    }
    for role in HelixRole::ALL.iter().copied().map(Some).chain([None]) {
        let all: Vec<&Candidate> = found.candidates.iter().filter(|one| one.partner.role == role).collect();
        if all.is_empty() {
            continue;
        }
        writeln!(streams.out, "# {}", partnering::words::role(role, &text))?;
        for one in all {
            let why = partnering::words::why(workspace, wanted.municipality, one, &text);
            writeln!(streams.out, "{}: {why}", one.partner.name)?;
        }
    }
    if found.candidates.is_empty() {
        writeln!(streams.out, "{}", text.get("partners-none-text"))?;
    }
    Ok(())
}

/// Every written name with what it stands for: to review the table of names, and names of imports.
fn names(session: &Session, common: &Common, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let workspace = session.workspace();
    let known = Names::of(workspace);
    let all = organisations::of_rows(workspace, 0..workspace.projects.rows().len() as u32);
    let mut written: Vec<&crate::model::Partner> =
        workspace.projects.rows().iter().flat_map(|project| &*project.partners).collect();
    written.sort_by(|a, b| a.name.cmp(&b.name));
    written.dedup_by(|a, b| a.name == b.name);
    if common.json {
        let one = |partner: &&crate::model::Partner| {
            let stands_for = known.organisations(partner);
            let basis = stands_for.first().map_or("nobody", |one| one.basis.key());
            json!({ "written": partner.name, "organisations": stands_for.iter().map(|one| &one.name).collect::<Vec<_>>(), "basis": basis })
        };
        let organisation = |one: &NamedPartner| json!({ "name": one.name, "role": one.role.map(HelixRole::key), "nis": one.nis, "written_as": one.written, "projects": one.rows.len() });
        let answer = json!({ "names": written.iter().map(one).collect::<Vec<_>>(), "organisations": all.iter().map(organisation).collect::<Vec<_>>() });
        writeln!(streams.out, "{answer:#}")?;
        return Ok(ExitStatus::Done);
    }
    writeln!(streams.out, "written\torganisations\tbasis")?;
    for partner in written {
        let stands_for = known.organisations(partner);
        let names: Vec<&str> = stands_for.iter().map(|one| &*one.name).collect();
        let basis = stands_for.first().map_or("nobody", |one| one.basis.key());
        writeln!(streams.out, "{}\t{}\t{basis}", partner.name, names.join(";"))?;
    }
    Ok(ExitStatus::Done)
}
