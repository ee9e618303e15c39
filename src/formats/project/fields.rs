//! The fields of a project in a file, and the names by which their columns go.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::formats::missing::trimmed;
use crate::model::Language;
use crate::model::dimension::keyed_enum;
use crate::model::fold::fold;
use crate::text::Text;

keyed_enum!(
    /// A field of a project; its key is the column's name in the inventory and in exports for programs.
    ProjectField {
        /// Identifier.
        Id = "id",
        /// Project, service, planned action, programme.
        Kind = "kind",
        /// Title, Dutch or without a language.
        Title = "title",
        /// English title, where it differs.
        TitleEn = "title_en",
        /// Dutch description.
        DescriptionNl = "description_nl",
        /// English description.
        DescriptionEn = "description_en",
        /// Code of the leading municipality.
        LeadNis = "lead_nis",
        /// Name of the leading municipality.
        LeadName = "lead_name",
        /// Codes of the other municipalities.
        OtherNis = "other_nis",
        /// Names of the other participants.
        OtherNames = "other_names",
        /// Longitude of its own place.
        Lon = "lon",
        /// Latitude of its own place.
        Lat = "lat",
        /// First coordinate in another reference system.
        X = "x",
        /// Second coordinate in another reference system.
        Y = "y",
        /// Its own place in one cell: a well-known text, or two coordinates.
        Place = "written_place",
        /// Postal code, beside the name of the leading municipality.
        PostalCode = "postal_code",
        /// Whether a geometry is the project's own place or its municipalities'.
        PlaceBasis = "place_basis",
        /// Dimensions, main one first.
        Dimensions = "dimensions",
        /// Keyword.
        Theme = "theme",
        /// Working areas.
        WorkingAreas = "working_areas",
        /// Core values.
        Values = "values",
        /// Stage.
        Status = "status",
        /// How the stage is known.
        StatusBasis = "status_basis",
        /// First year.
        StartYear = "start_year",
        /// Last year.
        EndYear = "end_year",
        /// Total budget in euro.
        Budget = "total_budget_eur",
        /// Subsidy in euro.
        Subsidy = "subsidy_eur",
        /// What the amounts cover.
        BudgetScope = "budget_scope",
        /// Programme or call that paid.
        Funding = "funding_programme",
        /// Group of programmes.
        FundingGroup = "programme_group",
        /// Partners with their role.
        Partners = "partners",
        /// Page on it.
        Url = "url",
        /// Source that the row names.
        Source = "source",
        /// How sure the row is.
        Confidence = "confidence",
        /// Remark.
        Note = "note",
        /// Whether it is generated.
        Simulated = "simulated",
    }
);

/// Other names of columns, folded; the fields' own keys and their titles in both languages are known besides.
const SYNONYMS: &[(&str, ProjectField)] = &[
    ("nr", ProjectField::Id),
    ("number", ProjectField::Id),
    ("nummer", ProjectField::Id),
    ("identifier", ProjectField::Id),
    ("project id", ProjectField::Id),
    ("type", ProjectField::Kind),
    ("soort", ProjectField::Kind),
    ("naam", ProjectField::Title),
    ("name", ProjectField::Title),
    ("titel", ProjectField::Title),
    ("project", ProjectField::Title),
    ("projectnaam", ProjectField::Title),
    ("projecttitel", ProjectField::Title),
    ("title nl", ProjectField::Title),
    ("titel nl", ProjectField::Title),
    ("titel en", ProjectField::TitleEn),
    ("beschrijving", ProjectField::DescriptionNl),
    ("omschrijving", ProjectField::DescriptionNl),
    ("description", ProjectField::DescriptionEn),
    ("nis", ProjectField::LeadNis),
    ("niscode", ProjectField::LeadNis),
    ("nis code", ProjectField::LeadNis),
    ("refnis", ProjectField::LeadNis),
    ("location basis", ProjectField::PlaceBasis),
    ("cd munty refnis", ProjectField::LeadNis),
    ("gemeente", ProjectField::LeadName),
    ("stad", ProjectField::LeadName),
    ("trekker", ProjectField::LeadName),
    ("lead", ProjectField::LeadName),
    ("municipality", ProjectField::LeadName),
    ("city", ProjectField::LeadName),
    ("postcode", ProjectField::PostalCode),
    ("postnummer", ProjectField::PostalCode),
    ("zip", ProjectField::PostalCode),
    ("zip code", ProjectField::PostalCode),
    ("lead municipality", ProjectField::LeadName),
    ("andere gemeenten", ProjectField::OtherNames),
    ("other municipalities", ProjectField::OtherNames),
    ("deelnemers", ProjectField::OtherNames),
    ("participants", ProjectField::OtherNames),
    ("longitude", ProjectField::Lon),
    ("lng", ProjectField::Lon),
    ("long", ProjectField::Lon),
    ("lengtegraad", ProjectField::Lon),
    ("latitude", ProjectField::Lat),
    ("breedtegraad", ProjectField::Lat),
    ("x coord", ProjectField::X),
    ("xcoord", ProjectField::X),
    ("x coordinate", ProjectField::X),
    ("xcoordinaat", ProjectField::X),
    ("xcoordinate", ProjectField::X),
    ("x co", ProjectField::X),
    ("coordinaat x", ProjectField::X),
    ("x lambert 72", ProjectField::X),
    ("lambert 72 x", ProjectField::X),
    ("lambert72 x", ProjectField::X),
    ("x lb72", ProjectField::X),
    ("x l72", ProjectField::X),
    ("x lambert 2008", ProjectField::X),
    ("x lambert2008", ProjectField::X),
    ("y coord", ProjectField::Y),
    ("ycoord", ProjectField::Y),
    ("y coordinate", ProjectField::Y),
    ("ycoordinaat", ProjectField::Y),
    ("ycoordinate", ProjectField::Y),
    ("y co", ProjectField::Y),
    ("coordinaat y", ProjectField::Y),
    ("y lambert 72", ProjectField::Y),
    ("lambert 72 y", ProjectField::Y),
    ("lambert72 y", ProjectField::Y),
    ("y lb72", ProjectField::Y),
    ("y l72", ProjectField::Y),
    ("y lambert 2008", ProjectField::Y),
    ("y lambert2008", ProjectField::Y),
    ("easting", ProjectField::X),
    ("northing", ProjectField::Y),
    ("lengtegraden", ProjectField::Lon),
    ("breedtegraden", ProjectField::Lat),
    ("geografische lengte", ProjectField::Lon),
    ("geografische breedte", ProjectField::Lat),
    ("x lambert", ProjectField::X),
    ("lambert x", ProjectField::X),
    ("x lambert72", ProjectField::X),
    ("x coordinaat", ProjectField::X),
    ("y lambert", ProjectField::Y),
    ("lambert y", ProjectField::Y),
    ("y lambert72", ProjectField::Y),
    ("y coordinaat", ProjectField::Y),
    ("dimensie", ProjectField::Dimensions),
    ("dimensies", ProjectField::Dimensions),
    ("dimension", ProjectField::Dimensions),
    ("domein", ProjectField::Dimensions),
    ("thema", ProjectField::Theme),
    ("trefwoord", ProjectField::Theme),
    ("keyword", ProjectField::Theme),
    ("werkterrein", ProjectField::WorkingAreas),
    ("werkterreinen", ProjectField::WorkingAreas),
    ("working area", ProjectField::WorkingAreas),
    ("waarden", ProjectField::Values),
    ("kernwaarden", ProjectField::Values),
    ("core values", ProjectField::Values),
    ("fase", ProjectField::Status),
    ("stand van zaken", ProjectField::Status),
    ("toestand", ProjectField::Status),
    ("voortgang", ProjectField::Status),
    ("progress", ProjectField::Status),
    ("stage", ProjectField::Status),
    ("start", ProjectField::StartYear),
    ("startjaar", ProjectField::StartYear),
    ("startdatum", ProjectField::StartYear),
    ("begin", ProjectField::StartYear),
    ("start date", ProjectField::StartYear),
    ("einde", ProjectField::EndYear),
    ("eindjaar", ProjectField::EndYear),
    ("einddatum", ProjectField::EndYear),
    ("end", ProjectField::EndYear),
    ("end date", ProjectField::EndYear),
    ("budget", ProjectField::Budget),
    ("totaal budget", ProjectField::Budget),
    ("totaalbudget", ProjectField::Budget),
    ("budget eur", ProjectField::Budget),
    ("subsidie", ProjectField::Subsidy),
    ("subsidy", ProjectField::Subsidy),
    ("grant", ProjectField::Subsidy),
    ("steun", ProjectField::Subsidy),
    ("financiering", ProjectField::Funding),
    ("funding", ProjectField::Funding),
    ("programma", ProjectField::Funding),
    ("programme", ProjectField::Funding),
    ("partner", ProjectField::Partners),
    ("website", ProjectField::Url),
    ("link", ProjectField::Url),
    ("bron", ProjectField::Source),
    ("opmerking", ProjectField::Note),
    ("remark", ProjectField::Note),
    ("betrouwbaarheid", ProjectField::Confidence),
    ("naam project", ProjectField::Title),
    ("naam van het project", ProjectField::Title),
    ("project naam", ProjectField::Title),
    ("project name", ProjectField::Title),
    ("project title", ProjectField::Title),
    ("titel project", ProjectField::Title),
    ("gemeente lead", ProjectField::LeadName),
    ("lead gemeente", ProjectField::LeadName),
    ("trekkende gemeente", ProjectField::LeadName),
    ("trekker gemeente", ProjectField::LeadName),
    ("gemeente trekker", ProjectField::LeadName),
    ("lokaal bestuur", ProjectField::LeadName),
    ("gemeentenaam", ProjectField::LeadName),
    ("deelnemende gemeenten", ProjectField::OtherNames),
    ("betrokken gemeenten", ProjectField::OtherNames),
    ("partnergemeenten", ProjectField::OtherNames),
    ("projectstatus", ProjectField::Status),
    ("status project", ProjectField::Status),
    ("begindatum", ProjectField::StartYear),
    ("startdatum project", ProjectField::StartYear),
    ("periode", ProjectField::StartYear),
    ("looptijd", ProjectField::StartYear),
    ("period", ProjectField::StartYear),
    ("eind", ProjectField::EndYear),
    ("einddatum project", ProjectField::EndYear),
    ("budget in euro", ProjectField::Budget),
    ("budget euro", ProjectField::Budget),
    ("budget in eur", ProjectField::Budget),
    ("totaal budget in euro", ProjectField::Budget),
    ("totaalbudget in euro", ProjectField::Budget),
    ("projectbudget", ProjectField::Budget),
    ("subsidie in euro", ProjectField::Subsidy),
    ("subsidie euro", ProjectField::Subsidy),
    ("subsidie eur", ProjectField::Subsidy),
    ("subsidiebedrag", ProjectField::Subsidy),
    ("projectpartners", ProjectField::Partners),
    ("projectpartner", ProjectField::Partners),
    ("url", ProjectField::Url),
    ("webpagina", ProjectField::Url),
    ("webadres", ProjectField::Url),
    ("opmerkingen", ProjectField::Note),
    ("remarks", ProjectField::Note),
    ("projectomschrijving", ProjectField::DescriptionNl),
    ("projectbeschrijving", ProjectField::DescriptionNl),
];

impl ProjectField {
    /// Whether it is an amount in euro.
    pub const fn is_amount(self) -> bool {
        matches!(self, Self::Budget | Self::Subsidy)
    }
}

/// Text key of a field's title.
pub fn title_key(field: ProjectField) -> String {
    format!("export-column-{}", field.key().replace('_', "-"))
}

/// Which field a column's name means.
#[derive(Debug)]
pub struct FieldNames {
    by_name: HashMap<String, ProjectField>,
}

impl FieldNames {
    /// All names in both languages.
    pub fn new(texts: &[Text]) -> Self {
        let mut by_name: HashMap<String, ProjectField> =
            SYNONYMS.iter().map(|(name, field)| ((*name).to_owned(), *field)).collect();
        for field in ProjectField::ALL {
            for text in texts {
                by_name.insert(fold(&text.get(&title_key(*field))), *field);
            }
        }
        // The keys win over every other reading.
        by_name.extend(ProjectField::ALL.iter().map(|field| (fold(field.key()), *field)));
        Self { by_name }
    }

    /// Whether a column's name is a field's own key: such a name stands in one column only.
    pub fn is_key(&self, name: &str) -> bool {
        ProjectField::from_key(name.trim()).is_some()
    }

    /// The field that a column's name means, if any.
    pub fn field(&self, name: &str) -> Option<ProjectField> {
        self.by_name.get(&fold(name)).copied()
    }
}

/// The texts of every language.
pub fn all_texts() -> Vec<Text> {
    Language::ALL.into_iter().map(Text::new).collect()
}

/// Columns that an export has behind the fields that are read again: what users of the workspace added, and where a row is
/// from. They are always there, so that columns do not depend on the rows.
pub const EXPORT_ONLY: [&str; 9] = [
    "own_mark",
    "corrected_fields",
    "tags",
    "notes",
    "assigned_by_project",
    "dataset",
    "record",
    "licence",
    "attribution",
];

/// Fields of which a file says something, be it that they are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u64);

impl FieldSet {
    /// Adds a field.
    pub const fn insert(&mut self, field: ProjectField) {
        self.0 |= 1 << field.index();
    }

    /// Whether a field is among them.
    pub const fn has(self, field: ProjectField) -> bool {
        self.0 & (1 << field.index()) != 0
    }
}

const _: () = assert!(ProjectField::ALL.len() <= 64, "a set of fields holds 64");

/// The fields of one project as texts; empty where there is none.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    cells: Vec<Cow<'a, str>>,
    said: FieldSet,
}

impl Default for Record<'_> {
    fn default() -> Self {
        Self { cells: vec![Cow::Borrowed(""); ProjectField::ALL.len()], said: FieldSet::default() }
    }
}

impl<'a> Record<'a> {
    /// The text of a field, without blanks around it.
    pub fn get(&self, field: ProjectField) -> &str {
        self.cells.get(field.index()).map_or("", |cell| trimmed(cell))
    }

    /// The fields that were set, be it to nothing.
    pub const fn said(&self) -> FieldSet {
        self.said
    }

    /// Sets a field whatever it was.
    pub fn replace(&mut self, field: ProjectField, text: impl Into<Cow<'a, str>>) {
        if let Some(cell) = self.cells.get_mut(field.index()) {
            *cell = text.into();
        }
    }

    /// Sets a field; the first column of two for one field wins where it has a value.
    pub fn set(&mut self, field: ProjectField, text: impl Into<Cow<'a, str>>) {
        self.said.insert(field);
        if let Some(cell) = self.cells.get_mut(field.index())
            && trimmed(cell).is_empty()
        {
            *cell = text.into();
        }
    }
}
