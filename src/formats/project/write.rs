//! From a project to named fields.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use geo::{Geometry, MultiPoint, Point};

use super::fields::{ProjectField, title_key};
use crate::formats::partners;
use crate::formats::table::{Column, Kind, Value};
use crate::model::{Amount, Localized, LonLat, Nis, Project};
use crate::text::Text;

/// What a writer must know of a municipality: its name and where its symbol stands.
pub type Place<'a> = dyn Fn(Nis) -> Option<(&'a str, LonLat)> + 'a;

/// Values of [`ProjectField::PlaceBasis`].
pub mod place_basis {
    /// The project's own place.
    pub const OWN: &str = "own";
    /// The label points of its municipalities.
    pub const MUNICIPALITY: &str = "municipality";
}

/// Fields that are written: all but those in other reference systems, and those that say the same in another way.
pub fn fields() -> impl Iterator<Item = ProjectField> {
    let is_only_read = |field: &ProjectField| {
        matches!(field, ProjectField::X | ProjectField::Y | ProjectField::Place | ProjectField::PostalCode)
    };
    ProjectField::ALL.iter().copied().filter(move |field| !is_only_read(field))
}

/// The columns of the fields that are written.
pub fn columns(text: &Text) -> Vec<Column> {
    fields()
        .map(|field| Column { key: Cow::Borrowed(field.key()), title: text.get(&title_key(field)), kind: kind(field) })
        .collect()
}

/// Adds the values of a project, in the order of [`columns`].
pub fn push_values<'a>(values: &mut Vec<Value<'a>>, project: &'a Project, place: &Place<'a>) {
    values.extend(fields().map(|field| value(project, field, place)));
}

/// The project's own shape, else its place, else the points of its municipalities, else nothing. Points are always a
/// multi-point, so that a layer without shapes has one type of geometry.
pub fn geometry(project: &Project, place: &Place<'_>) -> Option<Geometry<f64>> {
    if let Some(shape) = &project.shape {
        return Some(shape.geometry().clone());
    }
    let points: Vec<Point<f64>> = match project.location {
        Some(own) => vec![own.into()],
        None => project.municipalities().filter_map(place).map(|(_, point)| point.into()).collect(),
    };
    (!points.is_empty()).then_some(Geometry::MultiPoint(MultiPoint(points)))
}

const fn kind(field: ProjectField) -> Kind {
    match field {
        ProjectField::StartYear | ProjectField::EndYear => Kind::Integer,
        ProjectField::Budget | ProjectField::Subsidy | ProjectField::Lon | ProjectField::Lat => Kind::Real,
        ProjectField::Simulated => Kind::Boolean,
        _ => Kind::Text,
    }
}

fn value<'a>(project: &'a Project, field: ProjectField, place: &Place<'a>) -> Value<'a> {
    match field {
        ProjectField::Id => Value::text(project.id.as_str()),
        ProjectField::Kind => Value::text(project.kind.key()),
        ProjectField::Title => Value::text(first(&project.title)),
        ProjectField::TitleEn => second(&project.title),
        ProjectField::DescriptionNl => Value::text(project.description.nl.as_deref().unwrap_or_default()),
        ProjectField::DescriptionEn => Value::text(project.description.en.as_deref().unwrap_or_default()),
        ProjectField::LeadNis => project.lead.map_or(Value::Missing, |nis| Value::text(nis.to_string())),
        ProjectField::LeadName => Value::text(project.lead.and_then(place).map_or("", |(name, _)| name)),
        ProjectField::OtherNis => list(project.others.iter()),
        ProjectField::OtherNames => other_names(project, place),
        ProjectField::Lon => Value::real(project.location.map(LonLat::lon)),
        ProjectField::Lat => Value::real(project.location.map(LonLat::lat)),
        ProjectField::X | ProjectField::Y | ProjectField::Place | ProjectField::PostalCode => Value::Missing,
        ProjectField::PlaceBasis => Value::text(basis(project)),
        ProjectField::Dimensions => words(project.dimensions.iter().map(|dimension| dimension.key())),
        ProjectField::Theme => Value::text(&*project.theme),
        ProjectField::WorkingAreas => list(project.working_areas.iter().map(|area| area.number())),
        ProjectField::Values => words(project.values.iter().map(|value| value.key())),
        ProjectField::Status => Value::text(project.status.key()),
        ProjectField::StatusBasis => Value::text(project.status_basis.map_or("", |basis| basis.key())),
        ProjectField::StartYear => Value::integer(project.period.start),
        ProjectField::EndYear => Value::integer(project.period.end),
        ProjectField::Budget => Value::real(project.budget.map(|amount| amount.eur)),
        ProjectField::Subsidy => Value::real(project.subsidy.map(|amount| amount.eur)),
        ProjectField::BudgetScope => Value::text(budget_scope(project)),
        ProjectField::Funding => Value::text(&*project.funding),
        ProjectField::FundingGroup => Value::text(&*project.funding_group),
        ProjectField::Partners => Value::text(partners::write(&project.partners)),
        ProjectField::Url => Value::text(&*project.url),
        ProjectField::Source => Value::text(&*project.provenance.cited),
        ProjectField::Confidence => Value::text(&*project.provenance.confidence),
        ProjectField::Note => Value::text(&*project.provenance.note),
        ProjectField::Simulated => Value::Boolean(project.is_simulated),
    }
}

fn first(title: &Localized) -> &str {
    title.nl.as_deref().or(title.en.as_deref()).unwrap_or_default()
}

/// The English title, where it is another one.
fn second(title: &Localized) -> Value<'_> {
    match (&title.nl, &title.en) {
        (Some(nl), Some(en)) if nl != en => Value::text(&**en),
        _ => Value::Missing,
    }
}

/// Items as one text, `;` between them.
fn list<'a>(items: impl Iterator<Item = impl Display>) -> Value<'a> {
    let mut text = String::new();
    for (index, item) in items.enumerate() {
        let between = if index == 0 { "" } else { ";" };
        // Writing to a string can't fail.
        let _written = write!(text, "{between}{item}");
    }
    Value::text(text)
}

/// As [`list`]; a single word, as most lists are, is not copied.
fn words<'a>(mut items: impl Iterator<Item = &'a str>) -> Value<'a> {
    match (items.next(), items.next()) {
        (None, _) => Value::Missing,
        (Some(only), None) => Value::text(only),
        (Some(first), Some(second)) => list([first, second].into_iter().chain(items)),
    }
}

/// Names as the source writes them; where it gives none, those of the codes.
fn other_names<'a>(project: &'a Project, place: &Place<'a>) -> Value<'a> {
    if project.other_names.is_empty() {
        return words(project.others.iter().filter_map(|nis| place(*nis)).map(|(name, _)| name));
    }
    words(project.other_names.iter().map(AsRef::as_ref))
}

fn basis(project: &Project) -> &'static str {
    match (project.location.is_some() || project.shape.is_some(), project.is_regional()) {
        (true, _) => place_basis::OWN,
        (false, false) => place_basis::MUNICIPALITY,
        (false, true) => "",
    }
}

/// "consortium" where an amount covers more than the project: such amounts must not be summed.
fn budget_scope(project: &Project) -> &'static str {
    let amounts = || project.budget.iter().chain(&project.subsidy);
    let covers_more = |amount: &Amount| amount.is_consortium;
    match (amounts().next(), amounts().any(covers_more)) {
        (None, _) => "",
        (Some(_), true) => "consortium",
        (Some(_), false) => "project",
    }
}
