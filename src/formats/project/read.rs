//! From named fields to a checked project.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use super::fields::{FieldNames, ProjectField, Record, all_texts};
use super::place::Placed;
use super::words::{self, Lists, Worded, Words};
use crate::formats::crs::{Axes, Crs, Ways};
use crate::formats::dates::{self, Side, Years};
use crate::formats::missing::is_missing;
use crate::formats::number::{self, Decimal};
use crate::formats::partners;
use crate::formats::placing::Rows;
use crate::model::pool::{Memo, Pool};
use crate::model::{
    Amount, CoreValue, Dimension, HelixRole, Localized, Nis, Partner, Period, Project, ProjectId, ProjectKind,
    Provenance, Reason, Status, StatusBasis, WorkingArea, is_walloon,
};

/// Names that could not be resolved are listed up to this many.
const LISTED_NAMES: usize = 100;

/// Codes of today for a municipality's code, name or postal code: none, one, or several where it is ambiguous.
pub type Resolve<'a> = dyn Fn(&str) -> Vec<Nis> + 'a;

/// A field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: ProjectField,
    /// Why.
    pub reason: Reason,
}

/// What was done beyond reading, for the reader's report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Rows whose two coordinates stood in each other's place.
    pub turned_axes: u64,
    /// Reference system that was found without being told.
    pub detected_crs: Option<Crs>,
    /// Rows without an identifier of their own, which were given one.
    pub made_ids: u64,
    /// Participants that are no known municipality: kept as names. At most a hundred.
    pub unresolved_names: BTreeSet<String>,
    /// Rows whose line, area or several points lie where a point inside them does. Projects keep the shape beside it.
    pub points_of_shapes: u64,
    /// Rows whose shape stands in a reference system that can't be read, beside a place that can.
    pub unread_shapes: u64,
    /// Rows whose postal code is of another municipality than the one they name, which counts.
    pub other_postal_codes: Rows,
}

/// Makes projects of records.
pub struct ProjectReader<'a> {
    /// Which column means which field.
    pub names: FieldNames,
    /// Decimal signs that the columns of amounts show by their cells; without one, see [`number::amount`].
    pub decimals: BTreeMap<ProjectField, Decimal>,
    /// Reference system that the user or the file names.
    pub crs: Option<Crs>,
    /// Which coordinate comes first.
    pub axes: Axes,
    /// What was done beyond reading.
    pub notes: Notes,
    resolve: &'a Resolve<'a>,
    dataset: Arc<str>,
    pub(super) ways: Ways,
    kinds: Words<ProjectKind>,
    statuses: Words<Status>,
    bases: Words<StatusBasis>,
    dimensions: Lists<Dimension>,
    areas: Lists<WorkingArea>,
    values: Lists<CoreValue>,
    roles: Words<HelixRole>,
    /// Texts that rows have in common.
    texts: Pool<str>,
    provenances: Pool<Provenance>,
    /// What was answered for the names of municipalities so far.
    resolved: Memo<Arc<[Nis]>>,
}

impl std::fmt::Debug for ProjectReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProjectReader").field("dataset", &self.dataset).finish_non_exhaustive()
    }
}

impl<'a> ProjectReader<'a> {
    /// A reader for the rows of one data set.
    pub fn new(dataset: &str, resolve: &'a Resolve<'a>) -> Self {
        let texts = all_texts();
        Self {
            names: FieldNames::new(&texts),
            decimals: BTreeMap::new(),
            crs: None,
            axes: Axes::default(),
            notes: Notes::default(),
            resolve,
            dataset: Arc::from(dataset),
            ways: Ways::default(),
            kinds: Words::new(&texts, words::KINDS),
            statuses: Words::new(&texts, words::STATUSES),
            bases: Words::new(&texts, &[]),
            dimensions: Lists::new(&texts),
            areas: Lists::new(&texts),
            values: Lists::new(&texts),
            roles: Words::new(&texts, &[]),
            texts: Pool::default(),
            provenances: Pool::default(),
            resolved: Memo::default(),
        }
    }

    /// The project of a record that stands in row `row` (for its provenance, and its identifier where it has none).
    ///
    /// # Errors
    /// The field that is wrong.
    pub fn project(&mut self, row: u64, record: &Record<'_>) -> Result<Project, FieldError> {
        let title = title(record)?;
        let id = self.id(row, record);
        let kind = one(&self.kinds, record, ProjectField::Kind)?.unwrap_or(ProjectKind::Project);
        let mut project = Project::new(id, kind, title);
        project.description = Localized {
            nl: self.text(record, ProjectField::DescriptionNl),
            en: self.text(record, ProjectField::DescriptionEn),
        };
        self.municipalities(record, &mut project)?;
        self.postal_code(row, record, &mut project)?;
        Placed { location: project.location, shape: project.shape } = self.own_place(record)?;
        project.dimensions = several(&mut self.dimensions, record, ProjectField::Dimensions)?;
        project.theme = self.named(record, ProjectField::Theme);
        project.working_areas = several(&mut self.areas, record, ProjectField::WorkingAreas)?;
        project.values = several(&mut self.values, record, ProjectField::Values)?;
        project.status = one(&self.statuses, record, ProjectField::Status)?.unwrap_or(Status::Unknown);
        project.status_basis = one(&self.bases, record, ProjectField::StatusBasis)?;
        project.period = period(record)?;
        project.budget = self.amount(record, ProjectField::Budget)?;
        project.subsidy = self.amount(record, ProjectField::Subsidy)?;
        project.funding = self.named(record, ProjectField::Funding);
        project.funding_group = self.named(record, ProjectField::FundingGroup);
        project.partners = self.partners(record);
        project.url = url(record)?;
        project.is_simulated = is_yes(record)?;
        project.record = Arc::from(format!("{}:{row}", self.dataset));
        let provenance = Provenance {
            dataset: self.dataset.clone(),
            cited: self.shared(record, ProjectField::Source),
            confidence: self.shared(record, ProjectField::Confidence),
            note: self.shared(record, ProjectField::Note),
        };
        project.provenance = self.provenances.keep(provenance);
        Ok(project)
    }

    /// The text of a field, shared with the rows that have the same.
    fn shared(&mut self, record: &Record<'_>, field: ProjectField) -> Arc<str> {
        match record.get(field) {
            "" => Arc::default(),
            text => self.texts.share(text),
        }
    }

    /// As [`ProjectReader::shared`]; nothing where the cell says that nothing is known.
    fn named(&mut self, record: &Record<'_>, field: ProjectField) -> Arc<str> {
        if said(record, field).is_empty() { Arc::default() } else { self.shared(record, field) }
    }

    fn text(&mut self, record: &Record<'_>, field: ProjectField) -> Option<Arc<str>> {
        (!record.get(field).is_empty()).then(|| self.shared(record, field))
    }

    fn id(&mut self, row: u64, record: &Record<'_>) -> ProjectId {
        match said(record, ProjectField::Id) {
            "" => {
                self.notes.made_ids += 1;
                ProjectId::new(format!("{}:{row}", self.dataset))
            }
            id => ProjectId::new(id),
        }
    }

    fn municipalities(&mut self, record: &Record<'_>, project: &mut Project) -> Result<(), FieldError> {
        for field in [ProjectField::LeadNis, ProjectField::LeadName] {
            let text = said(record, field);
            if project.lead.is_none() && !text.is_empty() {
                project.lead = Some(self.municipality(text, field)?);
            }
        }
        let mut others = Vec::new();
        for code in items(record.get(ProjectField::OtherNis), &CODE_SIGNS) {
            others.push(self.municipality(code, ProjectField::OtherNis)?);
        }
        let names: Vec<&str> =
            items(record.get(ProjectField::OtherNames), &NAME_SIGNS).flat_map(|part| self.participants(part)).collect();
        let names: Vec<Arc<str>> = names.into_iter().map(|name| self.texts.share(name)).collect();
        if others.is_empty() {
            for name in &names {
                match &*self.codes(name) {
                    [nis] => others.push(*nis),
                    _ if self.notes.unresolved_names.len() < LISTED_NAMES => {
                        self.notes.unresolved_names.insert(name.to_string());
                    }
                    _ => {}
                }
            }
        }
        others.sort_unstable();
        others.dedup();
        others.retain(|nis| Some(*nis) != project.lead);
        project.others = others.into();
        project.other_names = names.into();
        Ok(())
    }

    /// The participants of a part of a cell. Commas part them where at least half of what they part are municipalities;
    /// "&", "/", "en" and "and" where all are: names of other organisations have them too.
    fn participants<'c>(&mut self, part: &'c str) -> Vec<&'c str> {
        if !self.codes(part).is_empty() {
            return vec![part];
        }
        let pieces: Vec<&str> = part.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        let (mut names, mut town_count) = (Vec::new(), 0);
        for piece in &pieces {
            let towns = self.towns(piece);
            town_count += usize::from(!towns.is_empty());
            names.extend(if towns.is_empty() { vec![*piece] } else { towns });
        }
        if pieces.len() > 1 && 2 * town_count < pieces.len() { vec![part] } else { names }
    }

    /// The municipalities that a text names and nothing else; none where it names anything besides.
    fn towns<'c>(&mut self, text: &'c str) -> Vec<&'c str> {
        if !self.codes(text).is_empty() {
            return vec![text];
        }
        let mut pieces = vec![text];
        for sign in TOWN_SIGNS {
            pieces = pieces.into_iter().flat_map(|piece| piece.split(sign)).map(str::trim).collect();
        }
        let are_towns = pieces.len() > 1 && pieces.iter().all(|piece| !self.codes(piece).is_empty());
        if are_towns { pieces } else { Vec::new() }
    }

    /// The postal code stands in where no municipality is named; where one is, a code of another is told.
    fn postal_code(&mut self, row: u64, record: &Record<'_>, project: &mut Project) -> Result<(), FieldError> {
        let text = record.get(ProjectField::PostalCode);
        if text.is_empty() {
            return Ok(());
        }
        let Some(lead) = project.lead else {
            project.lead = Some(self.municipality(text, ProjectField::PostalCode)?);
            return Ok(());
        };
        let codes = self.codes(text);
        if !codes.is_empty() && !codes.contains(&lead) {
            self.notes.other_postal_codes.add(row);
        }
        Ok(())
    }

    /// What [`Resolve`] answers, which is asked once for a name.
    fn codes(&mut self, text: &str) -> Arc<[Nis]> {
        let resolve = self.resolve;
        let Ok(codes) = self.resolved.get(text, |text| Ok::<_, Infallible>(resolve(text).into()));
        codes
    }

    /// The one municipality of a code, a name or a postal code.
    ///
    /// # Errors
    /// When it is none, or may be several.
    pub fn municipality(&mut self, text: &str, field: ProjectField) -> Result<Nis, FieldError> {
        match &*self.codes(text) {
            [nis] => Ok(*nis),
            [] if is_walloon(text) => Err(wrong(field, named("reason-municipality-walloon", text))),
            [] => Err(wrong(field, named("reason-municipality-unknown", text))),
            several => {
                let codes: Vec<String> = several.iter().map(ToString::to_string).collect();
                Err(wrong(field, named("reason-municipality-several", text).with("codes", codes.join(", "))))
            }
        }
    }

    fn amount(&self, record: &Record<'_>, field: ProjectField) -> Result<Option<Amount>, FieldError> {
        let text = said(record, field);
        if text.is_empty() {
            return Ok(None);
        }
        let eur = number::amount(text, self.decimals.get(&field).copied()).filter(|eur| *eur >= 0.0);
        let eur = eur.ok_or_else(|| wrong(field, named("reason-not-amount", text)))?;
        let is_consortium = !matches!(said(record, ProjectField::BudgetScope), "" | "project");
        Ok(Some(Amount { eur, is_consortium }))
    }

    /// Partners; a role may be written in either language.
    fn partners(&mut self, record: &Record<'_>) -> Box<[Partner]> {
        let texts = &mut self.texts;
        let mut partners = partners::read_with(said(record, ProjectField::Partners), |name| texts.share(name));
        for partner in &mut partners {
            let name = partner.name.clone();
            if let Some((name, role)) = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
                && let (None, Some(role)) = (partner.role, self.roles.get(role))
            {
                *partner = Partner { name: self.texts.share(name.trim_end()), role: Some(role) };
            }
        }
        partners
    }
}

pub(super) const fn wrong(field: ProjectField, reason: Reason) -> FieldError {
    FieldError { field, reason }
}

/// A reason that names a text of the file.
pub(super) fn named(key: &'static str, text: &str) -> Reason {
    Reason::new(key).with("text", text)
}

fn title(record: &Record<'_>) -> Result<Localized, FieldError> {
    match (record.get(ProjectField::Title), record.get(ProjectField::TitleEn)) {
        ("", "") => Err(wrong(ProjectField::Title, Reason::new("reason-no-title"))),
        (title, "") => Ok(Localized::same(title)),
        (title, title_en) => Ok(Localized::new(title, title_en)),
    }
}

/// Signs between names of participants, whatever they are.
const NAME_SIGNS: [char; 4] = [';', '|', '\n', '\r'];

/// Signs between codes of municipalities.
const CODE_SIGNS: [char; 6] = [';', '|', '\n', '\r', ',', '/'];

/// Signs and words between municipalities.
const TOWN_SIGNS: [&str; 5] = ["&", "/", "+", " en ", " and "];

/// Items of a cell that say something.
fn items<'c>(cell: &'c str, signs: &'static [char]) -> impl Iterator<Item = &'c str> {
    cell.split(signs).map(str::trim).filter(|item| !is_missing(item))
}

/// The text of a field; empty where it says that nothing is known.
pub(super) fn said<'r>(record: &'r Record<'_>, field: ProjectField) -> &'r str {
    let text = record.get(field);
    if is_missing(text) { "" } else { text }
}

fn one<T: Worded>(words: &Words<T>, record: &Record<'_>, field: ProjectField) -> Result<Option<T>, FieldError> {
    let text = record.get(field);
    if text.is_empty() {
        return Ok(None);
    }
    match words.get(text) {
        None if is_missing(text) => Ok(None),
        found => found.map(Some).ok_or_else(|| unknown(field, text)),
    }
}

/// Items of a list of choices.
fn several<T: Worded + PartialEq>(
    lists: &mut Lists<T>,
    record: &Record<'_>,
    field: ProjectField,
) -> Result<Arc<[T]>, FieldError> {
    lists.get(record.get(field)).map_err(|word| unknown(field, &word))
}

fn unknown(field: ProjectField, text: &str) -> FieldError {
    wrong(field, named("reason-word-unknown", text))
}

/// The years of both ends; a cell that holds a whole period tells both where the other one is silent.
fn period(record: &Record<'_>) -> Result<Period, FieldError> {
    let first = years(record, ProjectField::StartYear, Side::Start)?;
    let last = years(record, ProjectField::EndYear, Side::End)?;
    let period = Period { start: first.start.or(last.start), end: last.end.or(first.end) };
    match (period.start, period.end) {
        (Some(start), Some(end)) if end < start => Err(wrong(
            ProjectField::EndYear,
            Reason::new("reason-end-before-start").with("end", end).with("start", start),
        )),
        _ => Ok(period),
    }
}

fn years(record: &Record<'_>, field: ProjectField, side: Side) -> Result<Years, FieldError> {
    match said(record, field) {
        "" => Ok(Years::default()),
        text => dates::years(text, side).ok_or_else(|| wrong(field, named("reason-not-year", text))),
    }
}

/// Only addresses that a browser opens; anything else in a file could be a trap.
fn url(record: &Record<'_>) -> Result<Arc<str>, FieldError> {
    let text = said(record, ProjectField::Url);
    if text.is_empty() || text.starts_with("https://") || text.starts_with("http://") {
        return Ok(if text.is_empty() { Arc::default() } else { Arc::from(text) });
    }
    if text.starts_with("www.") {
        return Ok(Arc::from(format!("https://{text}")));
    }
    Err(wrong(ProjectField::Url, named("reason-not-address", text)))
}

fn is_yes(record: &Record<'_>) -> Result<bool, FieldError> {
    let text = record.get(ProjectField::Simulated);
    let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is_one_of(&["true", "1", "yes", "ja"]) {
        Ok(true)
    } else if is_one_of(&["", "false", "0", "no", "nee"]) {
        Ok(false)
    } else {
        Err(unknown(ProjectField::Simulated, text))
    }
}
