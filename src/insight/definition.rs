//! What a figure is: meaning, formula in words and symbols, sources, how fresh and how complete it is. One definition
//! feeds the window, the command line and the profile. May use: `query`, `workspace`, `model`, `text`.

use super::values::{Basis, Missing, PROJECTS_PER_INHABITANTS, Value, Values};
use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef, ProjectFigure, SensorStatistic};
use crate::model::{Aggregation, Direction, Indicator, IndicatorId, ObservedProperty, Source, Unit};
use crate::query::figures::{AREA_HA, Figures, POPULATION};
use crate::query::thresholds::{MeanOver, thresholds};
use crate::text::Text;
use crate::workspace::{Borders, Scale, Workspace};

/// Everything that a reader may want to know of a figure, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The figure.
    pub figure: FigureRef,
    /// Its name, its form included.
    pub name: String,
    /// Its unit; empty for a plain number.
    pub unit: String,
    /// Decimals to show.
    pub decimals: u8,
    /// What a higher figure means.
    pub direction: Direction,
    /// What it tells.
    pub meaning: String,
    /// How it is computed, in words.
    pub formula_words: String,
    /// How it is computed, in symbols.
    pub formula: String,
    /// Data sets that it rests on.
    pub sources: Vec<DefinitionSource>,
    /// The newest year and the moment in it, or that it is of now.
    pub freshness: String,
    /// Remarks that must stand beside it: sample, provisional, mergers, approximate boundaries.
    pub remarks: Vec<String>,
}

/// A data set that a figure rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionSource {
    /// Its title.
    pub title: String,
    /// Its licence.
    pub licence: String,
    /// Attribution that must stand beside it.
    pub attribution: String,
    /// Where it was obtained.
    pub origin: String,
    /// Date of the source; empty where it is not known.
    pub date: String,
}

/// The definition of a figure. One that is gone has its identifier for a name.
pub fn run(values: &Values<'_>, figure: &FigureRef, text: &Text) -> Definition {
    let workspace = values.workspace();
    let words = Words { workspace, text };
    Definition {
        figure: figure.clone(),
        name: words.name(figure),
        unit: words.unit(figure),
        decimals: words.decimals(figure),
        direction: super::comparison::direction(values, figure),
        meaning: words.meaning(&figure.base),
        formula_words: words.formula_words(figure),
        formula: words.formula(figure),
        sources: words.sources(&figure.base, figure.form),
        freshness: words.freshness(values, figure),
        remarks: words.remarks(values, figure),
    }
}

/// The name of a figure, its form included.
pub fn name(workspace: &Workspace, figure: &FigureRef, text: &Text) -> String {
    Words { workspace, text }.name(figure)
}

/// A figure as it is written, without its unit.
pub fn number(workspace: &Workspace, figure: &FigureRef, value: f64, text: &Text) -> String {
    text.number(value, Words { workspace, text }.decimals(figure))
}

/// A figure as it is written, with a per cent sign where it is one.
pub fn number_with_sign(workspace: &Workspace, figure: &FigureRef, value: f64, text: &Text) -> String {
    let words = Words { workspace, text };
    let number = text.number(value, words.decimals(figure));
    if words.is_percent(figure) { format!("{number}\u{a0}%") } else { number }
}

/// Why there is no figure, in words.
pub fn missing(reason: &Missing, text: &Text) -> String {
    match reason {
        Missing::Gap(said) => said.get(text.language()).to_owned(),
        Missing::NotInTable => text.get("figures-missing-table"),
        Missing::NotInSample => text.get("figures-missing-sample"),
        Missing::NoSensor => text.get("figures-missing-sensor"),
        Missing::NotRead => text.get("figures-missing-read"),
        Missing::NoData => text.get("figures-missing-data"),
        Missing::NoReference => text.get("figures-missing-reference"),
        Missing::DividedByZero => text.get("figures-missing-zero"),
        Missing::NotInThisForm => text.get("figures-missing-form"),
        Missing::Unknown => text.get("figures-missing-unknown"),
    }
}

/// The same in one or two words, for a cell.
pub fn missing_short(reason: &Missing, text: &Text) -> String {
    match reason {
        Missing::NotInSample => text.get("figures-short-sample"),
        Missing::NoSensor => text.get("figures-short-sensor"),
        Missing::NotRead => text.get("figures-short-read"),
        _ => text.get("figures-short-missing"),
    }
}

/// The unit of an indicator in the reader's language; as the data writes it where we have no word.
pub fn unit_word(unit: &str, text: &Text) -> String {
    let slug: String = unit.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let key = match unit {
        "%" => "indicators-unit-percent".to_owned(),
        _ => format!("indicators-unit-{}", slug.to_ascii_lowercase().trim_matches('-')),
    };
    let word = text.get(&key);
    if word == key { unit.to_owned() } else { word }
}

/// The title of a data set in the reader's language; its own where we have none.
pub fn source_title(source: &Source, text: &Text) -> String {
    let key = format!("data-source-{}", source.id.replace('_', "-"));
    let title = text.get(&key);
    if title == key { source.title.to_string() } else { title }
}

/// The calculation behind one figure with its numbers: "1 000 × 9 116 ÷ 86 921".
pub fn calculation(value: &Value, text: &Text) -> String {
    let plain = |value: f64| text.number(value, if value.fract().abs() < 1e-9 { 0 } else { 2 });
    let ratio = |above: f64, below: f64, factor: f64| {
        let ratio = format!("{} ÷ {}", plain(above), plain(below));
        if (factor - 1.0).abs() < f64::EPSILON { ratio } else { format!("{} × {ratio}", plain(factor)) }
    };
    match &value.basis {
        Basis::Indicator(figure) => match figure.formula {
            crate::query::figures::Formula::Value => plain(figure.value),
            crate::query::figures::Formula::Sum => {
                figure.parts.iter().map(|part| plain(part.value)).collect::<Vec<_>>().join(" + ")
            }
            crate::query::figures::Formula::Ratio { numerator, denominator, factor } => {
                ratio(numerator, denominator, factor)
            }
        },
        Basis::Projects(rows) => text.integer(rows.len() as i64),
        Basis::Sensors(town) => {
            let hours = text.integer(town.coverage.measured);
            let total = text.integer(town.coverage.total);
            text.with("figures-calculated-sensors", &[("hours", hours.into()), ("total", total.into())])
        }
        Basis::Divided { above, below, factor } => ratio(above.value, below.value, *factor),
        Basis::Against { first, own } => {
            let of = |value: &Value| {
                let year = value.year.map(|year| year.to_string()).unwrap_or_default();
                format!("{} ({year})", plain(value.value))
            };
            format!("{} → {}", of(first), of(own))
        }
    }
}

struct Words<'a> {
    workspace: &'a Workspace,
    text: &'a Text,
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

    fn name(&self, figure: &FigureRef) -> String {
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

    fn unit(&self, figure: &FigureRef) -> String {
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

    fn is_percent(&self, figure: &FigureRef) -> bool {
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

    fn decimals(&self, figure: &FigureRef) -> u8 {
        match (figure.form, &figure.base) {
            (FigureForm::Plain, FigureBase::Indicator(id)) => self.indicator(id).map_or(0, |one| one.decimals),
            (FigureForm::Plain, FigureBase::Projects(_) | FigureBase::Sensors(_, SensorStatistic::Exceedance)) => 0,
            (FigureForm::Plain, FigureBase::Own(id)) => self.workspace.own.ratio(id).map_or(1, |one| one.decimals),
            (FigureForm::PerInhabitant, FigureBase::Indicator(_)) | (FigureForm::ChangePerYear, _) => 2,
            _ => 1,
        }
    }

    fn meaning(&self, base: &FigureBase) -> String {
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

    fn formula_words(&self, figure: &FigureRef) -> String {
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

    fn formula(&self, figure: &FigureRef) -> String {
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

    fn sources(&self, base: &FigureBase, form: FigureForm) -> Vec<DefinitionSource> {
        let mut ids: Vec<String> = Vec::new();
        self.collect_sources(base, form, &mut ids, 0);
        ids.iter()
            .filter_map(|id| self.workspace.sources.iter().find(|one| *one.id == **id))
            .map(|one| self.source(one))
            .collect()
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

    fn freshness(&self, values: &Values<'_>, figure: &FigureRef) -> String {
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

    fn remarks(&self, values: &Values<'_>, figure: &FigureRef) -> Vec<String> {
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

/// The unit of a datastream as a reader writes it; `original` is the source's own word where we have none.
pub fn unit_of_sensor(unit: Unit, original: &str, text: &Text) -> String {
    let key = match unit {
        Unit::Spaces => "unit-spaces",
        Unit::Percent => "unit-percent",
        Unit::MicrogramPerCubicMetre => "unit-microgram",
        Unit::DecibelA => "unit-decibel",
        Unit::VehiclesPerHour => "unit-vehicles",
        Unit::Celsius => "unit-celsius",
        Unit::PerHour => "unit-per-hour",
        Unit::People => "unit-people",
        Unit::KilometresPerHour => "unit-kilometres-per-hour",
        Unit::Seconds => "unit-seconds",
        Unit::Hectopascal => "unit-hectopascal",
        Unit::MetresPerSecond => "unit-metres-per-second",
        Unit::Degrees => "unit-degrees",
        Unit::Millimetres => "unit-millimetres",
        Unit::Original => return original.to_owned(),
    };
    text.get(key)
}
