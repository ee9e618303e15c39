//! The words that a definition is made of.

use super::super::values::{PROJECTS_PER_INHABITANTS, Values};
use super::{DefinitionSource, source_title, unit_of_sensor, unit_word};
use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef, ProjectFigure, SensorStatistic};
use crate::model::{Aggregation, Indicator, IndicatorId, ObservedProperty, Source};
use crate::query::figures::{AREA_HA, Figures, POPULATION};
use crate::query::thresholds::{MeanOver, thresholds};
use crate::text::Text;
use crate::workspace::{Borders, Scale, Workspace};
/// The words of a language on the figures of a workspace.
pub(super) struct Words<'a> {
    pub workspace: &'a Workspace,
    pub text: &'a Text,
}

impl Words<'_> {
    fn t(&self, key: &str) -> String {
        self.text.get(key)
    }

    fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.workspace.indicators.definition(id)
    }

    fn indicator_name(&self, id: &IndicatorId) -> String {
        if id.as_str() == AREA_HA {
            return self.t("indicators-area");
        }
        self.indicator(id).map_or_else(|| id.to_string(), |one| one.name.get(self.text.language()).to_owned())
    }

    pub fn name(&self, figure: &FigureRef) -> String {
        let base = self.base_name(&figure.base);
        match (figure.form, &figure.base) {
            (FigureForm::Plain, _) => base,
            (FigureForm::PerInhabitant, FigureBase::Projects(_)) => self.formed("figures-name-per-10000", base),
            (FigureForm::PerInhabitant, _) => self.formed("figures-name-per-1000", base),
            (FigureForm::PerSquareKilometre, _) => self.formed("figures-name-per-km2", base),
            (FigureForm::Index, _) => self.formed("figures-name-index", base),
            (FigureForm::ChangePerYear, _) => self.formed("figures-name-change", base),
        }
    }

    fn formed(&self, key: &str, base: String) -> String {
        self.text.with(key, &[("name", base.into())])
    }

    fn base_name(&self, base: &FigureBase) -> String {
        match base {
            FigureBase::Indicator(id) => self.indicator_name(id),
            FigureBase::Projects(what) => self.project_name(*what),
            FigureBase::Sensors(property, statistic) => {
                let property = self.text.word("property", property.key());
                self.text.with(&format!("figures-name-sensors-{}", statistic.key()), &[("property", property.into())])
            }
            FigureBase::Own(id) => {
                self.workspace.own.ratio(id).map_or_else(|| id.to_string(), |one| one.name.to_string())
            }
        }
    }

    fn project_name(&self, what: ProjectFigure) -> String {
        let (key, choice) = match what {
            ProjectFigure::All => return self.t("figures-name-projects"),
            ProjectFigure::Active => return self.t("figures-name-projects-active"),
            ProjectFigure::Kind(kind) => return self.text.word("figures-name-kind", kind.key()),
            ProjectFigure::Dimension(one) => {
                ("figures-name-projects-dimension", self.text.word("dimension", one.key()))
            }
            ProjectFigure::Status(one) => ("figures-name-projects-status", self.text.word("status", one.key())),
            ProjectFigure::WorkingArea(one) => {
                ("figures-name-projects-area", self.text.word("working-area", &one.number().to_string()))
            }
            ProjectFigure::Helix(one) => ("figures-name-projects-helix", self.text.word("helix", one.key())),
        };
        self.text.with(key, &[("choice", choice.into())])
    }

    pub fn unit(&self, figure: &FigureRef) -> String {
        let base = self.base_unit(&figure.base);
        match figure.form {
            FigureForm::Plain => base,
            FigureForm::PerInhabitant if figure.is_sample() => self.t("figures-unit-projects-per-10000"),
            FigureForm::PerInhabitant => self.text.with("indicators-per-thousand", &[("unit", base.into())]),
            FigureForm::PerSquareKilometre => self.text.with("indicators-per-km2", &[("unit", base.into())]),
            FigureForm::Index => self.t("figures-unit-index"),
            FigureForm::ChangePerYear => self.t("figures-unit-change"),
        }
    }

    fn base_unit(&self, base: &FigureBase) -> String {
        match base {
            FigureBase::Indicator(id) => {
                self.indicator(id).map_or_else(String::new, |one| unit_word(&one.unit, self.text))
            }
            FigureBase::Projects(_) => self.t("figures-unit-projects"),
            FigureBase::Sensors(_, SensorStatistic::Coverage) => "%".to_owned(),
            FigureBase::Sensors(property, SensorStatistic::Exceedance) => {
                let is_hours = thresholds(*property).next().is_some_and(|one| one.over == MeanOver::Hour);
                self.t(if is_hours { "figures-unit-hours" } else { "figures-unit-days" })
            }
            FigureBase::Sensors(property, _) => self.sensor_unit(*property),
            FigureBase::Own(id) => self.workspace.own.ratio(id).map_or_else(String::new, |one| one.unit.to_string()),
        }
    }

    fn sensor_unit(&self, property: ObservedProperty) -> String {
        let streams = self.workspace.sensors.sensors().values().flat_map(|sensor| &sensor.datastreams);
        let stream = streams.into_iter().find(|stream| stream.property == property);
        stream.map_or_else(String::new, |stream| unit_of_sensor(stream.unit, &stream.original_unit, self.text))
    }

    pub fn is_percent(&self, figure: &FigureRef) -> bool {
        match figure.form {
            FigureForm::ChangePerYear => true,
            FigureForm::Plain => match &figure.base {
                FigureBase::Indicator(id) => self.indicator(id).is_some_and(|one| &*one.unit == "%"),
                FigureBase::Sensors(_, SensorStatistic::Coverage) => true,
                FigureBase::Own(id) => self.workspace.own.ratio(id).is_some_and(|one| &*one.unit == "%"),
                _ => false,
            },
            _ => false,
        }
    }

    pub fn decimals(&self, figure: &FigureRef) -> u8 {
        match (figure.form, &figure.base) {
            (FigureForm::Plain, FigureBase::Indicator(id)) => self.indicator(id).map_or(0, |one| one.decimals),
            (FigureForm::Plain, FigureBase::Projects(_) | FigureBase::Sensors(_, SensorStatistic::Exceedance)) => 0,
            (FigureForm::Plain, FigureBase::Own(id)) => self.workspace.own.ratio(id).map_or(1, |one| one.decimals),
            (FigureForm::PerInhabitant, FigureBase::Indicator(_)) | (FigureForm::ChangePerYear, _) => 2,
            _ => 1,
        }
    }

    pub fn meaning(&self, base: &FigureBase) -> String {
        match base {
            FigureBase::Indicator(id) => self.indicator(id).map_or_else(
                || self.t("figures-missing-unknown"),
                |one| one.definition.get(self.text.language()).to_owned(),
            ),
            FigureBase::Projects(ProjectFigure::Active) => self.t("figures-meaning-active"),
            FigureBase::Projects(_) => self.t("figures-meaning-projects"),
            FigureBase::Sensors(_, statistic) => self.text.word("figures-meaning-sensors", statistic.key()),
            FigureBase::Own(_) => self.t("figures-meaning-own"),
        }
    }

    pub fn formula_words(&self, figure: &FigureRef) -> String {
        let base = match &figure.base {
            FigureBase::Indicator(id) => match self.indicator(id).map(|one| &one.aggregation) {
                Some(Aggregation::Ratio { .. }) => self.t("figures-words-ratio"),
                _ => self.t("figures-words-sum"),
            },
            FigureBase::Projects(_) => self.t("figures-words-projects"),
            FigureBase::Sensors(_, statistic) => self.text.word("figures-words-sensors", statistic.key()),
            FigureBase::Own(_) => self.t("figures-words-ratio"),
        };
        let form = match figure.form {
            FigureForm::Plain => return base,
            FigureForm::PerInhabitant => "figures-words-per-inhabitant",
            FigureForm::PerSquareKilometre => "figures-words-per-km2",
            FigureForm::Index => "figures-words-index",
            FigureForm::ChangePerYear => "figures-words-change",
        };
        format!("{base} {}", self.t(form))
    }

    pub fn formula(&self, figure: &FigureRef) -> String {
        let base = self.base_formula(&figure.base);
        let population = self.indicator_name(&IndicatorId::new(POPULATION)).to_lowercase();
        let number = |value: f64| self.text.number(value, 0);
        match figure.form {
            FigureForm::Plain => base,
            FigureForm::PerInhabitant => {
                let factor = if figure.is_sample() { PROJECTS_PER_INHABITANTS } else { 1_000.0 };
                format!("{} × {base} ÷ {population}", number(factor))
            }
            FigureForm::PerSquareKilometre => format!("{base} ÷ {}", self.t("figures-formula-km2")),
            FigureForm::Index => {
                format!("100 × {} ÷ {}", self.t("figures-formula-own-year"), self.t("figures-formula-first-year"))
            }
            FigureForm::ChangePerYear => {
                let (own, first) = (self.t("figures-formula-own-year"), self.t("figures-formula-first-year"));
                format!("100 × (({own} ÷ {first})^(1 ÷ {}) − 1)", self.t("figures-formula-years"))
            }
        }
    }

    fn base_formula(&self, base: &FigureBase) -> String {
        let ratio = |above: String, below: String, factor: f64| {
            let plain = self.text.number(factor, if factor.fract() == 0.0 { 0 } else { 2 });
            if (factor - 1.0).abs() < f64::EPSILON {
                format!("{above} ÷ {below}")
            } else {
                format!("{plain} × {above} ÷ {below}")
            }
        };
        match base {
            FigureBase::Indicator(id) => match self.indicator(id).map(|one| &one.aggregation) {
                Some(Aggregation::Ratio { numerator, denominator, factor }) => {
                    ratio(self.symbol(numerator), self.symbol(denominator), *factor)
                }
                _ => format!("∑ {}", self.symbol(id)),
            },
            FigureBase::Projects(_) => format!("n({})", self.base_name(base).to_lowercase()),
            FigureBase::Sensors(_, statistic) => self.text.word("figures-formula-sensors", statistic.key()),
            FigureBase::Own(id) => self.workspace.own.ratio(id).map_or_else(String::new, |one| {
                ratio(self.name(&one.numerator).to_lowercase(), self.name(&one.denominator).to_lowercase(), one.factor)
            }),
        }
    }

    fn symbol(&self, id: &IndicatorId) -> String {
        self.indicator_name(id).to_lowercase()
    }

    pub fn sources(&self, base: &FigureBase, form: FigureForm) -> Vec<DefinitionSource> {
        self.source_ids(base, form)
            .iter()
            .filter_map(|id| self.workspace.sources.iter().find(|one| *one.id == **id))
            .map(|one| self.source(one))
            .collect()
    }

    /// Identifiers of the sources.
    pub fn source_ids(&self, base: &FigureBase, form: FigureForm) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        self.collect_sources(base, form, &mut ids, 0);
        ids
    }

    fn collect_sources(&self, base: &FigureBase, form: FigureForm, ids: &mut Vec<String>, depth: u8) {
        let mut add = |id: &str| {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        };
        let figures = Figures::new(&self.workspace.indicators, &self.workspace.municipalities, Borders::Today);
        match base {
            FigureBase::Indicator(id) => {
                figures.tables(id, Scale::Absolute).iter().for_each(|table| add(table));
                if self.rests_on_area(id) {
                    add("municipalities");
                }
            }
            FigureBase::Projects(_) => {
                let mut datasets: Vec<&str> =
                    self.workspace.projects.rows().iter().map(|row| &*row.provenance.dataset).collect();
                datasets.sort_unstable();
                datasets.dedup();
                datasets.into_iter().for_each(&mut add);
            }
            FigureBase::Sensors(..) => {}
            FigureBase::Own(id) => {
                if let Some(ratio) = self.workspace.own.ratio(id).filter(|_| depth == 0) {
                    for side in [&ratio.numerator, &ratio.denominator] {
                        self.collect_sources(&side.base, side.form, ids, depth + 1);
                    }
                }
            }
        }
        let mut add = |id: &str| {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        };
        match form {
            FigureForm::PerInhabitant => {
                figures.tables(&IndicatorId::new(POPULATION), Scale::Absolute).iter().for_each(|table| add(table));
            }
            FigureForm::PerSquareKilometre => add("municipalities"),
            FigureForm::Plain | FigureForm::Index | FigureForm::ChangePerYear => {}
        }
    }

    fn rests_on_area(&self, id: &IndicatorId) -> bool {
        let aggregation = self.indicator(id).map(|one| &one.aggregation);
        matches!(aggregation, Some(Aggregation::Ratio { denominator, .. }) if denominator.as_str() == AREA_HA)
    }

    fn source(&self, source: &Source) -> DefinitionSource {
        DefinitionSource {
            title: source_title(source, self.text),
            licence: source.licence.to_string(),
            attribution: source.attribution.to_string(),
            origin: source.origin.to_string(),
            date: source.date.as_deref().unwrap_or_default().to_owned(),
        }
    }

    pub fn freshness(&self, values: &Values<'_>, figure: &FigureRef) -> String {
        match (&figure.base, values.newest_year(figure)) {
            (FigureBase::Sensors(..), _) => match values.sensors() {
                Some(towns) => {
                    let day = |time: jiff::Timestamp| time.to_string().chars().take(10).collect::<String>();
                    self.text.with(
                        "figures-fresh-sensors",
                        &[("from", day(towns.from).into()), ("until", day(towns.until).into())],
                    )
                }
                None => self.t("figures-missing-read"),
            },
            (_, None) => self.t("figures-fresh-now"),
            (FigureBase::Indicator(id), Some(year)) => {
                let reference = self.indicator(id).map(|one| one.reference.to_string()).unwrap_or_default();
                let moment = match reference.as_str() {
                    "1 January" => self.t("indicators-reference-january"),
                    "Q4" => self.t("indicators-reference-q4"),
                    _ => self.t("indicators-reference-year"),
                };
                self.text.with("figures-fresh-year", &[("year", year.to_string().into()), ("moment", moment.into())])
            }
            (_, Some(year)) => self.text.with("figures-fresh-plain", &[("year", year.to_string().into())]),
        }
    }

    pub fn remarks(&self, values: &Values<'_>, figure: &FigureRef) -> Vec<String> {
        let mut remarks = Vec::new();
        match &figure.base {
            FigureBase::Indicator(id) => {
                remarks.push(self.t("figures-remark-mergers"));
                let note = self.indicator(id).map(|one| one.status_note.get(self.text.language()).to_owned());
                remarks.extend(note.filter(|note| !note.is_empty()));
            }
            FigureBase::Projects(what) => {
                remarks.push(self.t("figures-remark-sample"));
                if self.workspace.projects.rows().iter().any(|project| project.is_simulated) {
                    remarks.push(self.t("figures-remark-simulated"));
                }
                if matches!(what, ProjectFigure::WorkingArea(_)) {
                    remarks.push(self.t("figures-remark-judgement"));
                }
                if figure.form == FigureForm::PerInhabitant {
                    remarks.push(self.t("figures-remark-population"));
                }
            }
            FigureBase::Sensors(property, statistic) => {
                remarks.push(self.t("figures-remark-sensors"));
                let towns = || values.sensors().into_iter().flat_map(|all| &all.towns);
                let of = || towns().filter(|((_, measured), _)| measured == property).map(|(_, town)| town);
                if of().any(|town| town.is_simulated) {
                    remarks.push(self.t("figures-remark-simulated"));
                }
                if of().any(|town| town.is_nis_approximate) {
                    remarks.push(self.t("figures-remark-approximate"));
                }
                if *statistic == SensorStatistic::Exceedance {
                    remarks.extend(thresholds(*property).next().map(|one| one.words(self.text)));
                }
            }
            FigureBase::Own(_) => remarks.push(self.t("figures-remark-own")),
        }
        remarks
    }
}
