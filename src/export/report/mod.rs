//! Profiles of municipalities as files: a PDF each, or a folder of SVG and CSV each, one or many in one go on two
//! threads.
//!
//! Contract: all files appear together when the last is made, or none does; the same input gives the same bytes.

mod csv_tables;
mod stamped;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use self::stamped::Profiled;
use self::stamped::Written;
use super::ExportError;
use super::many::{self, Made};
use super::sections;
use super::stamp::Part;
use crate::figure::paint_pdf;
use crate::figure::paint_svg::svg;
use crate::figure::profile::{Maker, pictures};
use crate::insight::{Inputs, Profile, Profiles, Values};
use crate::model::basemap::Basemap;
use crate::model::dimension::keyed_enum;
use crate::model::figure_ref::FigureRef;
use crate::model::fold::fold;
use crate::model::{Nis, Reason, hash};
use crate::text::Text;
use crate::workspace::{PeerChoice, Workspace};

keyed_enum!(
    /// What a profile is written as.
    ReportFormat {
        /// A document of A4 pages.
        Pdf = "pdf",
        /// A folder: its pictures as SVG, its tables as CSV.
        Folder = "folder",
    }
);

/// Profiles as they were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRequest {
    /// Of which municipalities, codes of today.
    pub municipalities: Vec<Nis>,
    /// Whom each is held against; `None` = the customary group of each.
    pub peers: Option<PeerChoice>,
    /// Figures that likeness rests on; none = the customary ones.
    pub similar_by: Vec<FigureRef>,
    /// As what.
    pub format: ReportFormat,
    /// The file (or folder) of the profile; with `is_each` the folder that gets one for each municipality.
    pub path: PathBuf,
    /// Whether `path` is a folder that each profile goes into under its own name.
    pub is_each: bool,
}

/// What profiles are made from.
#[derive(Clone, Debug)]
pub struct ReportInputs<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// The base map.
    pub basemap: Arc<Basemap>,
    /// Texts.
    pub text: &'a Text,
    /// Now, for the age of readings.
    pub now: Timestamp,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportSummary {
    /// Every file, stamps among them.
    pub files: Vec<PathBuf>,
    /// How many profiles.
    pub count: u32,
}

/// Makes the profiles. Calls `progress` with a fraction after each, and stops soon after `cancel` is set.
///
/// # Errors
/// When one can't be drawn or written, or it was cancelled; nothing is left behind then.
pub fn run(
    request: &ReportRequest,
    inputs: &ReportInputs<'_>,
    progress: &dyn Fn(f32),
    cancel: &AtomicBool,
) -> Result<ReportSummary, ExportError> {
    let workspace = inputs.workspace;
    let rows: Vec<u32> = (0..workspace.projects.rows().len() as u32).collect();
    let this_year = inputs.now.to_zoned_datetime(TimeZone::UTC).year();
    let values = Values::new(Inputs { workspace, rows: &rows, sensors: None, this_year });
    let profiles = Profiles::new(&values);
    let maker = Maker::new(&profiles, Arc::clone(&inputs.basemap), inputs.text, inputs.now);
    let make = |nis: &Nis, own_name: Option<&str>| one(request, &maker, *nis, own_name);
    let target = (request.path.as_path(), request.is_each);
    let files = many::staged(&request.municipalities, target, (progress, cancel), make)?;
    Ok(ReportSummary { files, count: request.municipalities.len() as u32 })
}

/// The files of one profile.
fn one(request: &ReportRequest, maker: &Maker<'_>, nis: Nis, own_name: Option<&str>) -> Result<Made, ExportError> {
    let profile = maker.profiles.profile(nis, request.peers.as_ref(), &request.similar_by);
    let name = maker.workspace().municipalities.name(nis);
    let stem = own_name.map_or_else(|| file_stem(&name, nis), ToOwned::to_owned);
    let profiled = Profiled::new(request, &profile, maker.now);
    match request.format {
        ReportFormat::Pdf => {
            let bytes = paint_pdf::pdf(&maker.document(&profile));
            let bytes = bytes.map_err(|error| ExportError::Picture(Reason::said(error)))?;
            let file = if own_name.is_some() { stem } else { format!("{stem}.pdf") };
            let sections = sections::of_blocks(&maker.blocks(&profile), maker.text.language());
            let written = Written { bytes: &bytes, sections: &sections, files: &[] };
            let stamp = stamped::json(&profiled, maker, &profile, written)?;
            let stamp_file = super::stamp::path_of(Path::new(&file));
            Ok(vec![(PathBuf::from(file), bytes), (stamp_file, stamp.into_bytes())])
        }
        ReportFormat::Folder => folder(&profiled, maker, &profile, &stem),
    }
}

fn folder(profiled: &Profiled, maker: &Maker<'_>, profile: &Profile<'_>, stem: &str) -> Result<Made, ExportError> {
    let folder = Path::new(stem);
    let mut made = Made::new();
    let mut all = Vec::new();
    for (name, bytes) in csv_tables::all(maker, profile)? {
        all.extend_from_slice(&bytes);
        made.push((folder.join(format!("{name}.csv")), bytes));
    }
    let (blocks, language) = (maker.blocks(profile), maker.text.language().code());
    let title = maker.title(profile);
    for picture in pictures(&blocks) {
        let text = svg(&picture.scene, picture.size, language, &title, &picture.alternative);
        all.extend_from_slice(text.as_bytes());
        made.push((folder.join(format!("{}.svg", picture.name)), text.into_bytes()));
    }
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let part = |(path, bytes): &(PathBuf, Vec<u8>)| Part { name: name(path), sha256: hash::of_bytes(bytes) };
    let files: Vec<Part> = made.iter().map(part).collect();
    let stamp = stamped::json(profiled, maker, profile, Written { bytes: &all, sections: &[], files: &files })?;
    made.push((super::stamp::path_of(folder), stamp.into_bytes()));
    Ok(made)
}

/// A name that every system takes, and that stays the same: "Sint-Niklaas-46021".
pub fn file_stem(name: &str, nis: Nis) -> String {
    let plain = |letter: char| {
        let is_plain = letter.is_ascii_alphanumeric() || letter == '-';
        let folded = if is_plain { letter.to_string() } else { fold(&letter.to_string()) };
        if !folded.is_empty() && folded.chars().all(|one| one.is_ascii_alphanumeric() || one == '-') {
            folded
        } else {
            "-".to_owned()
        }
    };
    let plain: String = name.chars().map(plain).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    format!("{}-{nis}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe_and_tell_municipalities_apart() {
        let nis = Nis::try_from(46_021).expect("a code");
        assert_eq!(file_stem("Sint-Niklaas", nis), "Sint-Niklaas-46021");
        assert_eq!(
            file_stem("Liège / Lüttich", nis),
            "Lige-Lttich-46021".replace("Lige", "Liege").replace("Lttich", "Luttich")
        );
        assert_eq!(file_stem("../..\\x:y", nis), "x-y-46021");
    }
}
