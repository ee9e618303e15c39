//! Projects. A project without a place of its own is drawn by other programs at its leading municipality: such a
//! geometry says `location_basis = 'municipality'` and is not read back.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Statement, ffi, params};

use super::{rows, shapes};
use crate::model::geometry_blob::{Envelope, decode, encode_point};
use crate::model::pool::{Memo, Pool};
use crate::model::{
    Amount, CoreValue, Dimension, HelixRole, LonLat, Nis, Partner, Period, Project, ProjectId, ProjectKind, Provenance,
    Status, StatusBasis, WorkingArea,
};
use crate::store::error::StoreError;
use crate::store::values::{Columns, insert_sql, join, many_rows_sql, select_sql, update_sql, upsert_sql};

/// Projects that one statement may write: what SQLite does for a statement takes as long as what it does for a row.
pub(in crate::store) const BATCH_ROWS: usize = 16;

const OWN: &str = "own";
const MUNICIPALITY: &str = "municipality";

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "title_nl",
    "title_en",
    "description_nl",
    "description_en",
    "lead_nis",
    "other_nis",
    "other_names",
    "location_basis",
    "geom",
    "dimensions",
    "theme",
    "working_areas",
    "core_values",
    "status",
    "status_basis",
    "start_year",
    "end_year",
    "budget_eur",
    "is_budget_consortium",
    "subsidy_eur",
    "is_subsidy_consortium",
    "funding",
    "funding_group",
    "partners",
    "partner_roles",
    "url",
    "source_dataset",
    "source_record",
    "source_cited",
    "source_confidence",
    "source_note",
    "is_simulated",
];

/// Writes projects, each over the one with its identifier, which keeps its place in the order.
pub(in crate::store) fn insert<'a>(
    conn: &Connection,
    projects: impl IntoIterator<Item = &'a Project>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&upsert_sql("projects", COLUMNS, &["id"]))?;
    let mut labels = Labels::default();
    let mut shapes = shapes::Writer::new(conn)?;
    for project in projects {
        write(&mut statement, project, labels.place(conn, project)?)?;
        shapes.write(project)?;
    }
    shapes.measure()
}

/// Writes projects, and tells which were there.
pub(in crate::store) struct Writer<'c> {
    conn: &'c Connection,
    insert: CachedStatement<'c>,
    insert_batch: CachedStatement<'c>,
    update: CachedStatement<'c>,
    labels: Labels,
    shapes: shapes::Writer<'c>,
    /// What the geometries of new projects span.
    pub extent: Option<Envelope>,
}

impl<'c> Writer<'c> {
    pub fn new(conn: &'c Connection) -> Result<Self, StoreError> {
        let insert = format!("{} ON CONFLICT (id) DO NOTHING", insert_sql("projects", COLUMNS));
        Ok(Self {
            conn,
            insert: conn.prepare_cached(&insert)?,
            insert_batch: conn.prepare_cached(&many_rows_sql("OR FAIL", "projects", COLUMNS, BATCH_ROWS))?,
            update: conn.prepare_cached(&update_sql("projects", COLUMNS, "id"))?,
            labels: Labels::default(),
            shapes: shapes::Writer::new(conn)?,
            extent: None,
        })
    }

    /// Writes a project where none has its identifier; whether it did.
    pub fn insert(&mut self, project: &Project) -> Result<bool, StoreError> {
        let place = self.labels.place(self.conn, project)?;
        let is_new = write(&mut self.insert, project, place)? > 0;
        if is_new {
            self.go_with(project, place)?;
        }
        Ok(is_new)
    }

    /// Writes [`BATCH_ROWS`] projects, up to the first whose identifier is there; how many it wrote.
    pub fn insert_batch<'p>(&mut self, batch: impl Iterator<Item = &'p Project> + Clone) -> Result<usize, StoreError> {
        for (index, project) in batch.clone().enumerate() {
            let place = self.labels.place(self.conn, project)?;
            bind(&mut self.insert_batch, index * COLUMNS.len(), project, place)?;
        }
        let count = match self.insert_batch.raw_execute() {
            // With `OR FAIL` those before it stay.
            Err(error) if is_taken(&error) => usize::try_from(self.conn.changes()).unwrap_or_default(),
            result => result?,
        };
        for project in batch.take(count) {
            let place = self.labels.place(self.conn, project)?;
            self.go_with(project, place)?;
        }
        Ok(count)
    }

    /// What goes with a new project.
    fn go_with(&mut self, project: &Project, place: Place) -> Result<(), StoreError> {
        if let Some((_, point)) = place {
            self.extent = Some(Envelope::around(point).joined(self.extent));
        }
        self.shapes.write(project)
    }

    /// Writes a project over the one that has its identifier.
    pub fn update(&mut self, project: &Project) -> Result<(), StoreError> {
        let place = self.labels.place(self.conn, project)?;
        write(&mut self.update, project, place)?;
        self.shapes.write(project)
    }

    /// Measures the layer of shapes where one changed.
    pub fn finish(&self) -> Result<(), StoreError> {
        self.shapes.measure()
    }
}

/// Whether a row was refused because another has its identifier.
fn is_taken(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE)
}

/// Where a project is drawn, and on what that rests.
type Place = Option<(&'static str, LonLat)>;

fn write(statement: &mut Statement<'_>, project: &Project, place: Place) -> Result<usize, StoreError> {
    bind(statement, 0, project, place)?;
    Ok(statement.raw_execute()?)
}

/// Gives a statement the values of a project, behind as many others.
fn bind(statement: &mut Statement<'_>, before: usize, project: &Project, place: Place) -> Result<(), StoreError> {
    let source = &project.provenance;
    let values = params![
        project.id.as_str(),
        project.kind.key(),
        project.title.nl,
        project.title.en,
        project.description.nl,
        project.description.en,
        project.lead.map(Nis::number),
        join(project.others.iter().map(Nis::to_string)),
        join(&project.other_names),
        place.map(|(basis, _)| basis),
        place.map(|(_, point)| encode_point(point)),
        join(project.dimensions.iter().map(|one| one.key())),
        project.theme,
        join(project.working_areas.iter().map(|area| area.number().to_string())),
        join(project.values.iter().map(|one| one.key())),
        project.status.key(),
        project.status_basis.map(StatusBasis::key),
        project.period.start,
        project.period.end,
        project.budget.map(|amount| amount.eur),
        project.budget.map(|amount| amount.is_consortium),
        project.subsidy.map(|amount| amount.eur),
        project.subsidy.map(|amount| amount.is_consortium),
        project.funding,
        project.funding_group,
        join(project.partners.iter().map(|partner| &partner.name)),
        join(project.partners.iter().map(|partner| partner.role.map_or("", HelixRole::key))),
        project.url,
        source.dataset,
        project.record,
        source.cited,
        source.confidence,
        source.note,
        project.is_simulated,
    ];
    for (number, value) in (before + 1..).zip(values) {
        statement.raw_bind_parameter(number, value)?;
    }
    Ok(())
}

/// Label points of municipalities, each looked up once.
#[derive(Default)]
struct Labels(HashMap<Nis, Option<LonLat>>);

impl Labels {
    fn place(&mut self, conn: &Connection, project: &Project) -> Result<Place, StoreError> {
        if let Some(location) = project.location {
            return Ok(Some((OWN, location)));
        }
        let Some(nis) = project.municipalities().next() else {
            return Ok(None);
        };
        let label = match self.0.get(&nis) {
            Some(label) => *label,
            None => *self.0.entry(nis).or_insert(label(conn, nis)?),
        };
        Ok(label.map(|point| (MUNICIPALITY, point)))
    }
}

fn label(conn: &Connection, nis: Nis) -> Result<Option<LonLat>, StoreError> {
    let sql = "SELECT label_lon, label_lat FROM municipalities WHERE nis = ?1";
    let found = conn.prepare_cached(sql)?.query_row([nis.number()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.and_then(|(lon, lat)| LonLat::new(lon, lat).ok()))
}

/// All projects in their order.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Project>, StoreError> {
    let mut common = Common::default();
    let read = |columns: &mut Columns<'_>| read_with(columns, &mut common);
    let mut projects = rows(conn, "projects", &select_sql("projects", COLUMNS), read)?;
    shapes::attach(conn, &mut projects)?;
    Ok(projects)
}

/// Those of these projects that exist.
pub(in crate::store) fn find(conn: &Connection, ids: &[ProjectId]) -> Result<Vec<Project>, StoreError> {
    let mut common = Common::default();
    ids.iter().filter_map(|id| find_one(conn, id, &mut common).transpose()).collect()
}

/// A project, where it exists; what it shares with others that were found is in `common`.
pub(in crate::store) fn find_one(
    conn: &Connection,
    id: &ProjectId,
    common: &mut Common,
) -> Result<Option<Project>, StoreError> {
    let sql = format!("SELECT {} FROM projects WHERE id = ?1", COLUMNS.join(", "));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut matches = statement.query([id.as_str()])?;
    let Some(row) = matches.next()? else { return Ok(None) };
    let mut project = read_with(&mut Columns::new(row, "projects"), common)?;
    shapes::attach_one(conn, &mut project)?;
    Ok(Some(project))
}

/// Removes projects.
pub(in crate::store) fn remove(conn: &Connection, ids: &[ProjectId]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached("DELETE FROM projects WHERE id = ?1")?;
    let mut shapes = shapes::Writer::new(conn)?;
    for id in ids {
        statement.execute([id.as_str()])?;
        shapes.remove(id)?;
    }
    shapes.measure()
}

/// What rows have in common.
#[derive(Default)]
pub(in crate::store) struct Common {
    texts: Pool<str>,
    provenances: Pool<Provenance>,
    dimensions: Memo<Arc<[Dimension]>>,
    areas: Memo<Arc<[WorkingArea]>>,
    values: Memo<Arc<[CoreValue]>>,
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<Project, StoreError> {
    read_with(columns, &mut Common::default())
}

fn read_with(columns: &mut Columns<'_>, common: &mut Common) -> Result<Project, StoreError> {
    let Common { texts, provenances, dimensions, areas, values } = common;
    let mut project = Project {
        id: ProjectId::new(columns.text()?),
        kind: columns.parse("kind", ProjectKind::from_key)?,
        title: columns.localized()?,
        description: columns.localized_shared(texts)?,
        lead: columns.nis_some("lead_nis")?,
        others: columns.list("other_nis", |text| text.parse().ok())?.into(),
        other_names: columns.list("other_names", |text| Some(texts.share(text)))?.into(),
        location: location(columns)?,
        // From a table of its own.
        shape: None,
        dimensions: columns.list_shared("dimensions", dimensions, Dimension::from_key)?,
        theme: columns.shared(texts)?,
        working_areas: columns.list_shared("working_areas", areas, working_area)?,
        values: columns.list_shared("core_values", values, CoreValue::from_key)?,
        status: columns.parse("status", Status::from_key)?,
        status_basis: columns.parse_some("status_basis", StatusBasis::from_key)?,
        period: Period { start: columns.take()?, end: columns.take()? },
        budget: amount(columns)?,
        subsidy: amount(columns)?,
        funding: columns.shared(texts)?,
        funding_group: columns.shared(texts)?,
        partners: partners(columns, texts)?,
        url: columns.shared(texts)?,
        // Behind these in the file.
        record: Arc::default(),
        provenance: Arc::default(),
        is_simulated: false,
    };
    (project.record, project.provenance) = origin(columns, texts, provenances)?;
    project.is_simulated = columns.take()?;
    Ok(project)
}

/// Record and provenance: the record stands amid the texts of the other.
fn origin(
    columns: &mut Columns<'_>,
    texts: &mut Pool<str>,
    provenances: &mut Pool<Provenance>,
) -> Result<(Arc<str>, Arc<Provenance>), StoreError> {
    let dataset = columns.shared(texts)?;
    let record = columns.text().map(|text| if text.is_empty() { Arc::default() } else { Arc::from(text) })?;
    let (cited, confidence, note) = (columns.shared(texts)?, columns.shared(texts)?, columns.shared(texts)?);
    Ok((record, provenances.keep(Provenance { dataset, cited, confidence, note })))
}

fn working_area(text: &str) -> Option<WorkingArea> {
    text.parse::<u8>().ok().and_then(|number| WorkingArea::try_from(number).ok())
}

fn location(columns: &mut Columns<'_>) -> Result<Option<LonLat>, StoreError> {
    match (columns.text_some()?, columns.bytes_some()?) {
        (Some(MUNICIPALITY), _) | (_, None) => Ok(None),
        (_, Some(blob)) => point(columns, blob),
    }
}

/// The point of a blob; `None` = an empty one.
pub(super) fn point(columns: &Columns<'_>, blob: &[u8]) -> Result<Option<LonLat>, StoreError> {
    let decoded = decode(blob).map_err(|error| columns.refuse("geom", error.to_string()))?;
    match decoded.geometry {
        None => Ok(None),
        Some(geo::Geometry::Point(point)) => {
            LonLat::new(point.x(), point.y()).map(Some).map_err(|error| columns.refuse("geom", error.to_string()))
        }
        Some(_) => Err(columns.refuse("geom", "a geometry that is no point")),
    }
}

fn amount(columns: &mut Columns<'_>) -> Result<Option<Amount>, StoreError> {
    let eur: Option<f64> = columns.take()?;
    let is_consortium: Option<bool> = columns.take()?;
    Ok(eur.map(|eur| Amount { eur, is_consortium: is_consortium.unwrap_or(false) }))
}

fn partners(columns: &mut Columns<'_>, texts: &mut Pool<str>) -> Result<Box<[Partner]>, StoreError> {
    let names: Vec<Arc<str>> = columns.list("partners", |text| Some(texts.share(text)))?;
    let role = |text: &str| if text.is_empty() { Some(None) } else { HelixRole::from_key(text).map(Some) };
    let roles = columns.list("partner_roles", role)?;
    let roles = roles.into_iter().chain(std::iter::repeat(None));
    Ok(names.into_iter().zip(roles).map(|(name, role)| Partner { name, role }).collect())
}
