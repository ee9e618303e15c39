//! `report`: profiles of municipalities as PDF, or as folders of SVG and CSV.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::args::Common;
use super::{CliError, ExitStatus, Streams, compare, data, filter, open};
use crate::export::report::{ReportFormat, ReportRequest};
use crate::model::Nis;
use crate::session::Session;
use crate::session::command::FileCommand;

/// How long to wait for an event before looking again whether the job is over.
const TURN: Duration = Duration::from_millis(500);

/// Steps in which progress is told, in per cent.
const STEP: u32 = 10;

/// `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Municipality: a name in any language, an old name, or a NIS code; may be repeated.
    #[arg(long, value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    pub municipality: Vec<String>,
    /// Every municipality of Flanders and Brussels.
    #[arg(long)]
    pub all: bool,
    /// Whom each is held against: centrumsteden, typology, population_band, density_band, province, neighbours,
    /// similar, flanders or list:ID; by default the centrumsteden for one of them, else the same type.
    #[arg(long, value_name = "GROUP")]
    pub peers: Option<String>,
    /// Figures that likeness rests on.
    #[arg(long, value_name = "FIGURE")]
    pub similar_by: Vec<String>,
    /// pdf: a document of A4 pages; folder: its pictures as SVG, its tables as CSV.
    #[arg(long, value_name = "FORMAT", default_value = "pdf")]
    pub format: String,
    /// File (folder) to write for one municipality; for several and for --all the folder that each goes into under its
    /// own name, such as Sint-Niklaas-46021.pdf.
    #[arg(long, short = 'o', value_name = "PATH")]
    pub output: PathBuf,
}

/// Makes the profiles.
pub fn run(common: &Common, args: &ReportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let format = data::keyed(&args.format, "--format", ReportFormat::ALL, ReportFormat::key)?;
    let peers = args.peers.as_deref().map(compare::peers_word).transpose()?;
    let similar_by = args.similar_by.iter().map(|word| compare::figure_word(word)).collect::<Result<_, _>>()?;
    let mut session = open::session(common, None, false)?;
    open::tell(&session, streams, |_| true)?;
    let municipalities = codes(args, &session)?;
    let is_each = args.all || municipalities.len() > 1;
    let path = args.output.clone();
    let request = ReportRequest { municipalities, peers, similar_by, format, path, is_each };
    session.run(&FileCommand::Report(Box::new(request)).into());
    follow(&mut session, streams)?;
    open::report(&session, common, streams)
}

/// Codes of today, each once, in the order of the words.
fn codes(args: &ReportArgs, session: &Session) -> Result<Vec<Nis>, CliError> {
    let municipalities = &session.workspace().municipalities;
    if args.all {
        return Ok(municipalities.rows().iter().map(|row| row.nis).collect());
    }
    let mut codes: Vec<Nis> = Vec::new();
    for word in &args.municipality {
        let nis = filter::municipality(municipalities, word)?;
        if !codes.contains(&nis) {
            codes.push(nis);
        }
    }
    Ok(codes)
}

/// Tells how far it is until the job is over.
fn follow(session: &mut Session, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let mut told = 0;
    while !session.status().jobs.is_empty() {
        session.wait(TURN);
        let fraction = session.status().jobs.values().find_map(|job| job.fraction).unwrap_or(0.0);
        let percent = (fraction * 100.0) as u32;
        if percent < 100 && percent >= told + STEP {
            told = percent / STEP * STEP;
            writeln!(streams.err, "{told} %")?;
        }
    }
    open::settle(session);
    Ok(())
}
