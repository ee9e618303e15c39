//! `region`: several municipalities as one; and the word of `--region`.

use std::collections::BTreeSet;

use clap::Args;
use serde_json::{Value as Json, json};

use super::args::{Common, FilterArgs};
use super::{CliError, ExitStatus, Streams, data, filter, open};
use crate::insight::RegionSheet;
use crate::insight::organisations::NamedPartner;
use crate::insight::region::RegionFigure;
use crate::model::figure_ref::FigureRef;
use crate::model::{Nis, Province, Reason};
use crate::session::{Command, Session};
use crate::workspace::municipalities::fold;
use crate::workspace::{SmartRegion, Workspace};

/// `region`.
#[derive(Debug, Args)]
pub struct RegionArgs {
    /// The region, as for --region: a list of one's own by name or identifier, province:NAME, arrondissement:NAME, or
    /// NAME=CODE,CODE.
    #[arg(value_name = "REGION")]
    pub which: String,
    /// Which projects.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// The region that a word names.
///
/// # Errors
/// When there is none; the message lists what would be.
pub fn find(workspace: &Workspace, word: &str) -> Result<SmartRegion, CliError> {
    let municipalities = &workspace.municipalities;
    if let Some(name) = word.strip_prefix("province:") {
        let wanted = filter::words(&[name.to_owned()], "province", Province::ALL, Province::key)?;
        let members = municipalities.rows().iter().filter(|row| wanted.contains(&row.province));
        return Ok(SmartRegion { name: name.into(), members: members.map(|row| row.nis).collect() });
    }
    if let Some(name) = word.strip_prefix("arrondissement:") {
        let wanted = filter::arrondissement(municipalities, name)?;
        let members = municipalities.rows().iter().filter(|row| row.arrondissement == wanted);
        return Ok(SmartRegion { name: name.into(), members: members.map(|row| row.nis).collect() });
    }
    if let Some((name, codes)) = word.split_once('=') {
        let members = codes.split(',').map(|code| filter::municipality(municipalities, code.trim()));
        let members: BTreeSet<Nis> = members.collect::<Result<_, _>>()?;
        return Ok(SmartRegion { name: name.trim().into(), members });
    }
    let plain = fold(word.strip_prefix("list:").unwrap_or(word));
    let lists = &workspace.own.lists;
    let list = lists.iter().find(|list| fold(&list.id) == plain || fold(&list.name) == plain);
    list.map(SmartRegion::from).ok_or_else(|| {
        let key = if lists.is_empty() { "cli-region-none" } else { "cli-region-unknown" };
        let reason = Reason::new(key).with_list("choices", lists.iter().map(|list| &*list.name));
        CliError::Usage(reason.with("word", word))
    })
}

/// Tells of a region as one.
pub fn run(common: &Common, args: &RegionArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    let mut view = filter::view(&args.filter, session.workspace())?;
    view.filter.region = Some(find(session.workspace(), &args.which)?);
    session.run(&Command::SetView(Box::new(view)));
    open::settle(&mut session);
    open::tell(&session, streams, |_| true)?;
    let Some(sheet) = session.results().region.clone() else {
        return Err(CliError::Failed(Reason::new("cli-region-empty").with("word", &args.which)));
    };
    if common.json {
        writeln!(streams.out, "{:#}", told(&session, &sheet))?;
    } else {
        print(&session, &sheet, streams)?;
    }
    Ok(ExitStatus::Done)
}

fn told(session: &Session, sheet: &RegionSheet) -> Json {
    let workspace = session.workspace();
    let ids = |rows: &[u32]| -> Vec<&str> {
        rows.iter().filter_map(|row| workspace.projects.get(*row)).map(|project| project.id.as_str()).collect()
    };
    let town = |nis: &Nis| json!({ "nis": nis, "name": workspace.municipalities.name(*nis) });
    let towns = |codes: &[Nis]| codes.iter().map(town).collect::<Vec<_>>();
    let partner = |one: &NamedPartner| {
        json!({
            "name": one.name,
            "role": one.role.map(crate::model::HelixRole::key),
            "members": towns(&one.towns),
            "projects": ids(&one.rows),
        })
    };
    let figure = |one: &RegionFigure| {
        json!({
            "figure": one.indicator.as_str(),
            "year": one.year,
            "value": one.figure.as_ref().map(|figure| figure.value),
            "status": one.figure.as_ref().map(|figure| figure.status.key()),
            "missing_in": towns(&one.missing),
        })
    };
    json!({
        "region": workspace.view.filter.region.as_ref().map(|region| &region.name),
        "is_sample": true,
        "members": towns(&sheet.members),
        "not_in_sample": towns(&sheet.not_in_sample),
        "counts": data::counts(sheet.counts),
        "dimensions": sheet.dimensions.iter().map(|(one, count)| (one.key(), *count)).collect::<std::collections::BTreeMap<_, _>>(),
        "within_the_region": ids(&sheet.within),
        "across_its_border": ids(&sheet.across),
        "shared_partners": sheet.partners.iter().map(partner).collect::<Vec<_>>(),
        "figures": sheet.figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

fn print(session: &Session, sheet: &RegionSheet, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    let names = |codes: &[Nis]| -> String {
        codes.iter().map(|nis| workspace.municipalities.name(*nis)).collect::<Vec<_>>().join(", ")
    };
    let out = &mut *streams.out;
    let name = workspace.view.filter.region.as_ref().map(|region| region.name.to_string()).unwrap_or_default();
    writeln!(out, "{name}: {}", names(&sheet.members))?;
    writeln!(out, "{}: {}", text.get("region-projects"), text.integer(sheet.counts.counted()))?;
    writeln!(streams.err, "{}", text.get("region-sample"))?;
    for (dimension, count) in &sheet.dimensions {
        let word = text.word("dimension", dimension.key());
        let count = if *count == 0 { text.get("region-none-known") } else { text.integer(*count) };
        writeln!(out, "  {word}: {count}")?;
    }
    for (key, rows) in [("region-within", &sheet.within), ("region-across", &sheet.across)] {
        writeln!(out, "{}: {}", text.get(key), text.integer(rows.len()))?;
        for project in rows.iter().filter_map(|row| workspace.projects.get(*row)) {
            writeln!(out, "  {}  {}", project.id, project.title.get(text.language()))?;
        }
    }
    writeln!(out, "{}:", text.get("region-partners"))?;
    for partner in &sheet.partners {
        writeln!(out, "  {} ({}): {}", partner.name, partner.rows.len(), names(&partner.towns))?;
    }
    for one in &sheet.figures {
        let figure = FigureRef::indicator(one.indicator.as_str());
        let value = match &one.figure {
            Some(known) => crate::insight::definition::number(workspace, &figure, known.value, &text),
            None => format!("{} ({})", text.get("region-figure-missing"), names(&one.missing)),
        };
        let year = one.year.map(|year| format!(" ({year})")).unwrap_or_default();
        writeln!(out, "{}{year}: {value}", crate::insight::definition::name(workspace, &figure, &text))?;
    }
    if !sheet.not_in_sample.is_empty() {
        writeln!(out, "{}: {}", text.get("region-not-in-sample"), names(&sheet.not_in_sample))?;
    }
    Ok(())
}
