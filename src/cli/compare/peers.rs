//! `peers`: groups of municipalities, and lists of one's own.

use serde_json::{Value as Json, json};

use super::super::args::{Common, PeersCommand};
use super::super::{CliError, ExitStatus, Streams, filter, open};
use super::figures::save;
use super::{json, known_figure, peers_word, with_values};
use crate::insight::{PeerBasis, Peers, peers};
use crate::model::own::OwnList;
use crate::session::command::OwnCommand;
use crate::session::{Command, Session};
use crate::workspace::{Tab, View};

/// Does what the words say.
pub fn run(common: &Common, command: &PeersCommand, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    open::tell(&session, streams, |_| true)?;
    match command {
        PeersCommand::Show { municipality, peers, similar_by } => {
            let group = group(&mut session, municipality, peers.as_deref(), similar_by)?;
            show(&session, common, &group, streams)?;
        }
        PeersCommand::List => list(&session, common, streams)?,
        PeersCommand::Save { name, municipalities } => {
            let known = &session.workspace().municipalities;
            let members = municipalities.iter().map(|word| filter::municipality(known, word));
            let mut members = members.collect::<Result<Vec<_>, _>>()?;
            members.sort_unstable();
            members.dedup();
            let list = OwnList { id: session.workspace().own.free_id(name), name: name.as_str().into(), members };
            let id = format!("list:{}", list.id);
            save(&mut session, &OwnCommand::PutList(list))?;
            writeln!(streams.out, "{id}")?;
        }
        PeersCommand::Remove { id } => {
            let plain = id.strip_prefix("list:").unwrap_or(id);
            if session.workspace().own.list(plain).is_none() {
                return Err(CliError::usage("cli-own-list-unknown", id));
            }
            save(&mut session, &OwnCommand::Remove(plain.into()))?;
        }
    }
    Ok(ExitStatus::Done)
}

fn group(session: &mut Session, word: &str, choice: Option<&str>, similar_by: &[String]) -> Result<Peers, CliError> {
    let of = filter::municipality(&session.workspace().municipalities, word)?;
    let default = peers::default_choice(&session.workspace().municipalities, of);
    let choice = choice.map(peers_word).transpose()?.unwrap_or(default);
    let figures =
        similar_by.iter().map(|word| known_figure(session.workspace(), word)).collect::<Result<Vec<_>, _>>()?;
    // The rows that project figures rest on are there once the tab is shown.
    session.run(&Command::SetView(Box::new(View { tab: Tab::Compare, ..View::default() })));
    open::select(session);
    Ok(with_values(session, |values| peers::run(values, of, &choice, &figures)))
}

fn show(session: &Session, common: &Common, group: &Peers, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    if common.json {
        writeln!(streams.out, "{:#}", json::group(workspace, group, &text))?;
        return Ok(());
    }
    writeln!(streams.err, "{}", peers::name(workspace, group, &text))?;
    writeln!(streams.err, "{}", peers::explanation(workspace, group, &text))?;
    for nis in &group.members {
        let distance = match &group.basis {
            PeerBasis::Similar { distances, .. } => distances.iter().find(|(other, _)| other == nis),
            _ => None,
        };
        let distance = distance.map(|(_, distance)| format!("  {}", text.number(*distance, 2))).unwrap_or_default();
        writeln!(streams.out, "{nis}  {}{distance}", workspace.municipalities.name(*nis))?;
    }
    Ok(())
}

fn list(session: &Session, common: &Common, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let workspace = session.workspace();
    let names = |list: &OwnList| list.members.iter().map(|nis| workspace.municipalities.name(*nis)).collect::<Vec<_>>();
    if common.json {
        let row =
            |list: &OwnList| json!({ "id": format!("list:{}", list.id), "name": list.name, "members": list.members });
        writeln!(streams.out, "{:#}", Json::from(workspace.own.lists.iter().map(row).collect::<Vec<_>>()))?;
        return Ok(());
    }
    for list in &workspace.own.lists {
        writeln!(streams.out, "list:{}  {}: {}", list.id, list.name, names(list).join(", "))?;
    }
    Ok(())
}
