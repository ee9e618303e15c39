//! A report: headings, free text and views, kept in one plain value that a report file, the window and the command line
//! share. What it becomes on paper is in `figure::report`.

use serde::{Deserialize, Serialize};

use super::{IndicatorView, Tab, View};
use crate::model::Nis;
use crate::model::dimension::keyed_enum;

/// What stands for the name of the municipality in titles, headings and texts.
pub const MUNICIPALITY_MARK: &str = "{municipality}";

/// Rows of a table of projects that stand in a section, unless it says otherwise; the rest stands in an annex.
pub const CUSTOMARY_ROWS: u16 = 40;

/// Most rows of a table of projects that stand in a section.
pub const MOST_ROWS: u16 = 1000;

keyed_enum!(
    /// What a section shows of its view.
    ReportPart {
        /// The map.
        Map = "map",
        /// How many projects there are, by kind, dimension and stage.
        Numbers = "numbers",
        /// The table of projects.
        Projects = "projects",
        /// The series of the tab of indicators.
        Chart = "chart",
        /// The matrix of white spots.
        Gaps = "gaps",
        /// The figures of the tab that compares municipalities.
        Comparison = "comparison",
    }
);

impl ReportPart {
    /// What a section of a view on this tab shows until the user says otherwise.
    pub fn customary(tab: Tab) -> Vec<Self> {
        match tab {
            Tab::Map => vec![Self::Map, Self::Numbers],
            Tab::Projects => vec![Self::Numbers, Self::Projects],
            Tab::Indicators => vec![Self::Chart],
            Tab::Compare => vec![Self::Comparison],
            Tab::Gaps => vec![Self::Gaps],
            Tab::Sensors | Tab::Data => vec![Self::Map],
        }
    }
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportSection {
    /// Its heading; empty = none.
    pub heading: String,
    /// Free text: paragraphs parted by empty lines, lines that begin with "- " as a list, `**bold**`.
    pub text: String,
    /// The question that it answers.
    pub view: View,
    /// What is shown of it, each once, in this order.
    pub shown: Vec<ReportPart>,
    /// Rows of the table of projects that stand here, 1 to 1000; the rest stands in an annex.
    pub row_limit: u16,
}

impl Default for ReportSection {
    fn default() -> Self {
        Self {
            heading: String::new(),
            text: String::new(),
            view: View::default(),
            shown: Vec::new(),
            row_limit: CUSTOMARY_ROWS,
        }
    }
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Report {
    /// Its title; empty = the customary one.
    pub title: String,
    /// Under the title; empty = none.
    pub subtitle: String,
    /// Who made it; empty = not told.
    pub author: String,
    /// Its sections.
    pub sections: Vec<ReportSection>,
}

impl Report {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same for one municipality: its name for each [`MUNICIPALITY_MARK`], and each section's view on it alone. What
    /// a section's filter says of municipalities gives way to it, everything else of the filter stays.
    #[must_use]
    pub fn of_municipality(&self, nis: Nis, name: &str) -> Self {
        let mut own = self.named(name);
        for section in &mut own.sections {
            section.view = narrowed(&section.view, nis);
        }
        own
    }

    /// The same with this name for each [`MUNICIPALITY_MARK`], its views as they are.
    #[must_use]
    pub fn named(&self, name: &str) -> Self {
        let named = |text: &str| text.replace(MUNICIPALITY_MARK, name);
        let section = |section: &ReportSection| ReportSection {
            heading: named(&section.heading),
            text: named(&section.text),
            ..section.clone()
        };
        Self {
            title: named(&self.title),
            subtitle: named(&self.subtitle),
            author: self.author.clone(),
            sections: self.sections.iter().map(section).collect(),
        }
    }
}

/// The view on one municipality.
fn narrowed(view: &View, nis: Nis) -> View {
    let mut narrowed = view.clone();
    narrowed.filter.municipalities = [nis].into();
    narrowed.indicators = IndicatorView { municipalities: vec![nis], ..view.indicators.clone() };
    narrowed.compare.municipalities.retain(|other| *other != nis);
    narrowed.compare.municipalities.insert(0, nis);
    narrowed.map.camera = None;
    narrowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dimension;

    #[test]
    fn a_report_of_a_municipality_is_named_after_it_and_sees_it_alone() {
        let nis = |code| Nis::try_from(code).expect("a code");
        let mut section = ReportSection { heading: "Mobiliteit in {municipality}".to_owned(), ..Default::default() };
        section.view.filter.dimensions.insert(Dimension::Mobility);
        section.view.filter.municipalities.insert(nis(11_002));
        section.view.compare.municipalities = vec![nis(11_002), nis(44_021)];
        let report = Report {
            title: "{municipality}: {municipality}".to_owned(),
            sections: vec![section],
            ..Default::default()
        };
        assert_eq!(report.named("Vlaanderen").title, "Vlaanderen: Vlaanderen");
        assert_eq!(report.named("Vlaanderen").sections[0].view, report.sections[0].view);
        let own = report.of_municipality(nis(44_021), "Gent");
        assert_eq!((own.title.as_str(), own.sections[0].heading.as_str()), ("Gent: Gent", "Mobiliteit in Gent"));
        let view = &own.sections[0].view;
        assert_eq!(view.filter.municipalities, [nis(44_021)].into());
        assert!(view.filter.dimensions.contains(&Dimension::Mobility), "the rest of the filter stays");
        assert_eq!(view.compare.municipalities, [nis(44_021), nis(11_002)]);
    }
}
