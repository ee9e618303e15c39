//! The window, driven through its accessibility tree as a screen reader or a keyboard would: no renderer takes part.
#![cfg(feature = "gui")]

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use regioscope::formats::bundle;
use regioscope::jobs::{Background, Busy, Event, JobId, Outcome, Request};
use regioscope::model::{Dimension, Language, Nis, ProjectId, Rejected};
use regioscope::session::command::{CompareCommand, FileCommand, FilterCommand, ListCommand, QueueCommand, Toggle};
use regioscope::session::{Command, Session, SessionOptions, Settings};
use regioscope::ui::{RegioscopeApp, fonts};
use regioscope::workspace::{ReportPart, Selected, Tab, YearRange};

/// Opens the bundled data, or fails to; ends every other job at once.
struct Scripted {
    events: VecDeque<Event>,
    next_job: u64,
    is_broken: bool,
}

impl Background for Scripted {
    fn send(&mut self, request: Request) -> Result<JobId, Busy> {
        self.next_job += 1;
        let job = JobId(self.next_job);
        match request {
            Request::Open { .. } if self.is_broken => {
                let error = "not a GeoPackage: broken.gpkg".to_owned();
                self.events.push_back(Event::Failed { job, what: "error-open", error: error.into() });
            }
            Request::Open { .. } => {
                let dataset = bundle::dataset().expect("the bundle can be read");
                self.events.push_back(Event::opened(dataset, "vlaanderen.gpkg".into(), false, None));
                self.events.push_back(Event::Done { job, outcome: Outcome::ProjectsChanged });
            }
            Request::ImportList { .. } => {
                let outcome = Outcome::Imported {
                    added: Vec::new(),
                    replaced: Vec::new(),
                    replacing: Vec::new(),
                    unchanged: 0,
                    sources: Vec::new(),
                    rejected: vec![rejected_row()],
                    is_dry_run: false,
                };
                self.events.push_back(Event::Done { job, outcome });
            }
            _ => self.events.push_back(Event::Done { job, outcome: Outcome::ProjectsChanged }),
        }
        Ok(job)
    }

    fn cancel(&mut self, _job: JobId) {}

    fn try_next(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    fn wait(&mut self, _timeout: Duration) -> Option<Event> {
        self.try_next()
    }
}

fn rejected_row() -> Rejected {
    Rejected {
        file: "nieuw.csv".into(),
        row: 7,
        column: "start_year".into(),
        reason: "not a year: soon".into(),
        original: "X1;soon".into(),
        header: "".into(),
    }
}

struct State {
    session: Option<Session>,
    app: Option<RegioscopeApp>,
}

impl State {
    fn session(&self) -> &Session {
        self.app.as_ref().expect("the app is made in the first frame").session()
    }

    fn send(&self, command: Command) {
        self.app.as_ref().expect("the app is made in the first frame").commands().send(command);
    }
}

fn window_with(is_broken: bool) -> Harness<'static, State> {
    let background = Scripted { events: VecDeque::new(), next_job: 0, is_broken };
    let mut session = Session::new(SessionOptions {
        background: Box::new(background),
        clock: Arc::new(|| "2026-03-01T12:00:00Z".parse().expect("a moment")),
        system_language: Language::Nl,
        settings: Settings { last_workspace: Some("vlaanderen.gpkg".into()), ..Settings::default() },
        settings_path: None,
    });
    session.open_last(None);
    let draw = |ui: &mut egui::Ui, state: &mut State| {
        let context = ui.ctx().clone();
        if let Some(session) = state.session.take() {
            state.app = Some(RegioscopeApp::new(session, &context, Box::new(|| None)));
        }
        if let Some(app) = &mut state.app {
            app.logic(&context);
            app.ui(ui);
        }
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 1600.0))
        .with_context_setup(fonts::install)
        .build_ui_state(draw, State { session: Some(session), app: None });
    harness.run_steps(4);
    harness
}

fn window() -> Harness<'static, State> {
    window_with(false)
}

fn click_check(harness: &mut Harness<'static, State>, start: &str) {
    let mut found = harness
        .query_all_by_role(Role::CheckBox)
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(start)));
    found.next().expect("a check box of that name").click();
    drop(found);
    harness.run_steps(3);
}

#[test]
fn a_dimension_is_filtered_from_the_facet_and_dropped_from_its_chip() {
    let mut harness = window();
    harness.get_by_label_contains("280 projecten · 14 diensten · 89 geplande acties");
    click_check(&mut harness, "Mobiliteit (");
    let selection = Arc::clone(&harness.state().session().results().selection);
    let expected = format!("{} van {}", selection.hits.counted(), selection.total.counted());
    assert!(selection.hits.counted() < selection.total.counted());
    harness.get_by_label(&expected);
    assert!(Toggle::Dimension(Dimension::Mobility).is_on(&harness.state().session().view().filter));
    harness.get_by_label_contains("1 gekozen");
    harness.get_by_label("Filter “Mobiliteit” weghalen").click();
    harness.run_steps(3);
    assert!(harness.state().session().view().filter.is_empty());
    harness.get_by_label_contains("280 projecten · 14 diensten");
}

#[test]
fn two_choices_of_a_kind_make_one_chip() {
    let mut harness = window();
    click_check(&mut harness, "Mobiliteit (");
    click_check(&mut harness, "Leefomgeving (");
    harness.get_by_label("Filter “Mobiliteit of Leefomgeving” weghalen");
}

#[test]
fn undo_and_redo_take_a_filter_back_and_make_it_again() {
    let mut harness = window();
    click_check(&mut harness, "Economie (");
    let with = harness.state().session().view().clone();
    harness.get_by_label("Ongedaan maken").click();
    harness.run_steps(3);
    assert!(harness.state().session().view().filter.is_empty());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run_steps(3);
    assert_eq!(*harness.state().session().view(), with);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert!(harness.state().session().view().filter.is_empty());
}

#[test]
fn the_language_changes_everywhere_at_once() {
    let mut harness = window();
    harness.get_by_label("Switch to English").click();
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Tab, "Projects");
    harness.get_by_label_contains("280 projects · 14 services · 89 planned actions");
    assert!(harness.query_by_role_and_label(Role::Tab, "Projecten").is_none());
}

#[test]
fn the_palette_finds_a_municipality_by_typing() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    harness.event(egui::Event::Text("kortri".to_owned()));
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    let kortrijk: Nis = "34022".parse().expect("a code");
    assert_eq!(harness.state().session().view().selected, Some(Selected::Municipality(kortrijk)));
    harness.get_by_label("34022");
    assert!(harness.query_by_role(Role::ListBoxOption).is_none(), "the palette is closed");
}

#[test]
fn the_palette_finds_by_words_that_mean_the_same_and_says_so() {
    let mut harness = window();
    assert!(harness.state().session().results().likeness.search.is_none(), "nobody searches yet");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    harness.event(egui::Event::Text("car park".to_owned()));
    harness.run_steps(3);
    let rows = harness.get_all_by_role(Role::ListBoxOption).map(|row| row.accesskit_node().label().unwrap_or_default());
    let rows: Vec<String> = rows.collect();
    assert!(rows.iter().take(5).all(|row| row.contains("verwant: park")), "{rows:?}");
    assert!(rows.first().is_some_and(|row| row.to_lowercase().contains("parkeren")), "{rows:?}");
}

#[test]
fn the_palette_runs_actions() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    harness.event(egui::Event::Text("indicatoren tonen".to_owned()));
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(harness.state().session().view().tab, Tab::Indicators);
}

#[test]
fn a_year_of_the_time_bar_is_chosen_by_a_click_and_dropped_by_another() {
    let mut harness = window();
    harness.get_by_label_contains("2020: ").click();
    harness.run_steps(3);
    let only = Some(YearRange { from: 2020, until: 2020 });
    assert_eq!(harness.state().session().view().filter.years, only);
    click_check(&mut harness, "ook periode onbekend");
    assert!(harness.state().session().view().filter.with_unknown_period);
    harness.get_by_label_contains("2020: ").click();
    harness.run_steps(3);
    assert_eq!(harness.state().session().view().filter.years, None);
}

#[test]
fn a_handle_of_the_time_bar_answers_the_arrow_keys() {
    let mut harness = window();
    harness.state().send(FilterCommand::SetYears(Some(YearRange { from: 2018, until: 2024 })).into());
    harness.run_steps(3);
    harness.get_by_label("Laatste jaar van de filter").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowLeft);
    harness.run_steps(3);
    let expected = Some(YearRange { from: 2018, until: 2023 });
    assert_eq!(harness.state().session().view().filter.years, expected);
}

#[test]
fn the_inspector_says_what_is_known_and_what_is_not() {
    let mut harness = window();
    let project = Selected::Project(ProjectId::new("P016"));
    harness.state().send(Command::Select(Some(project)));
    harness.run_steps(3);
    harness.get_by_label("2018 – einde onbekend");
    harness.get_by_label("niet vermeld in de bron");
    harness.get_by_label_contains("Geen partner bekend met de rol");
    let mut said = harness.query_all_by_label_contains("in Kortrijk").filter_map(|node| node.value());
    assert!(said.any(|words| words.starts_with("Project ")));
    drop(said);
    assert!(harness.query_by_label("Gelijkaardige projecten").is_some());
    harness.get_by_label("Volgende project").click();
    harness.run_steps(3);
    let selected = harness.state().session().view().selected.clone();
    assert!(matches!(&selected, Some(Selected::Project(id)) if id.as_str() != "P016"), "{selected:?}");
}

#[test]
fn nothing_found_offers_the_filters_to_be_dropped() {
    let mut harness = window();
    harness.state().send(FilterCommand::SetText("geen enkel project heeft dit".to_owned()).into());
    harness.run_steps(3);
    harness.get_by_label("Geen project bekend met deze filters");
    harness.get_all_by_label("Alles wissen").last().expect("a button").click();
    harness.run_steps(3);
    assert!(harness.state().session().view().filter.is_empty());
}

#[test]
fn a_workspace_that_cannot_be_opened_says_why_and_what_to_do() {
    let mut harness = window_with(true);
    harness.get_by_label("De werkruimte kon niet geopend worden");
    assert!(harness.query_all_by_label("not a GeoPackage: broken.gpkg").count() >= 1);
    harness.get_by_label("Opnieuw proberen");
    harness.get_by_label("Nieuwe werkruimte…").click();
    harness.run_steps(3);
    harness.get_by_label("Nieuwe werkruimte");
}

#[test]
fn refused_rows_are_shown_with_their_reason() {
    let mut harness = window();
    let import = ListCommand::Import("nieuw.csv".into(), Box::default());
    harness.state().send(FileCommand::List(import).into());
    harness.run_steps(3);
    harness.get_by_label("nieuw.csv");
    harness.get_by_label("1 geweigerde rij bekijken").click();
    harness.run_steps(4);
    harness.get_by_label("not a year: soon");
    harness.get_by_label("start_year");
    harness.get_by_label("Bewaren als CSV…");
}

#[test]
fn messages_that_stay_wait_until_the_dialog_is_closed() {
    let mut harness = window();
    let files = QueueCommand::Add(vec!["a.csv".into(), "nieuw.csv".into()]);
    harness.state().send(FileCommand::Queue(files).into());
    harness.run_steps(4);
    let import = ListCommand::Import("nieuw.csv".into(), Box::default());
    harness.state().send(FileCommand::List(import).into());
    harness.run_steps(3);
    harness.get_by_label("Bestand 1 van 2");
    assert!(harness.query_by_label("1 geweigerde rij bekijken").is_none(), "it would cover the dialog");
    harness.get_by_label("Rest annuleren").click();
    harness.run_steps(4);
    harness.get_by_label("1 geweigerde rij bekijken");
}

#[test]
fn shortcuts_show_tabs_and_panels() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num7);
    harness.run_steps(3);
    assert_eq!(harness.state().session().view().tab, Tab::Data);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::B);
    harness.run_steps(3);
    assert!(!harness.state().session().settings().has_filter_panel);
    assert!(harness.query_by_label_contains("Mobiliteit (").is_none());
}

#[test]
fn an_idle_window_does_not_repaint() {
    let mut harness = window();
    harness.run_steps(8);
    let delay = harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert!(delay.is_some_and(|delay| delay >= Duration::from_secs(30)), "{delay:?}");
}

#[test]
fn the_export_counts_its_rows_and_names_its_command_line() {
    let mut harness = window();
    click_check(&mut harness, "Mobiliteit (");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.get_by_label_contains("regioscope export --dimension mobility --what projects --format xlsx -o ");
    let rows = harness.state().session().results().selection.rows.len();
    harness.get_by_label_contains(&format!("{rows} rijen volgens de huidige filters"));
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.query_by_label("Formaat").is_none());
}

#[test]
fn the_export_offers_what_belongs_to_the_tab_first() {
    let mut harness = window();
    let deinze: Nis = "44083".parse().expect("a code");
    harness.state().send(Command::ShowTab(Tab::Compare));
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    let is_disabled = |harness: &Harness<'static, State>, name: &str| {
        harness.get_by_role_and_label(Role::RadioButton, name).accesskit_node().is_disabled()
    };
    assert!(is_disabled(&harness, "Vergelijking"), "nobody is compared yet");
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    let places = vec![deinze];
    harness.state().send(CompareCommand::SetMunicipalities(places).into());
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    assert!(!is_disabled(&harness, "Vergelijking"));
    harness.get_by_label_contains("regioscope compare --municipality 44083 --format xlsx -o ");
    harness.get_by_role_and_label(Role::RadioButton, "Financiering").click();
    harness.run_steps(3);
    harness.get_by_label_contains("regioscope funding --format xlsx -o ");
    harness.get_by_label("Afbeeldingen").click();
    harness.run_steps(3);
    harness.get_by_label_contains("regioscope chart --municipality 44083 --as strips --format png --scale 1.5 -o ");
    harness.get_by_role_and_label(Role::RadioButton, "Kaart als beeld").click();
    harness.run_steps(3);
    harness.get_by_label_contains("regioscope map --scale 1.5 -o ");
    harness.get_by_label("Alles samen").click();
    harness.run_steps(3);
    harness.get_by_label_contains("regioscope package -o ");
    if cfg!(feature = "parquet") {
        harness.get_by_role_and_label(Role::RadioButton, "Frictionless-datapakket met Parquet (ZIP)").click();
        harness.run_steps(3);
        harness.get_by_label_contains("regioscope package --format parquet -o ");
    }
}

#[test]
fn a_profile_is_asked_for_from_the_inspector_of_its_municipality() {
    let mut harness = window();
    let deinze: Nis = "44083".parse().expect("a code");
    harness.state().send(Command::Select(Some(Selected::Municipality(deinze))));
    harness.run_steps(3);
    harness.get_by_label("Profiel maken…").click();
    harness.run_steps(3);
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::RadioButton, "Deinze");
    harness.get_by_label_contains("regioscope report --municipality 44083 --language nl --format pdf -o");
    harness.get_by_role_and_label(Role::RadioButton, "Map met SVG en CSV").click();
    harness.run_steps(3);

    harness.get_by_label_contains("--format folder");
    harness.get_by_role_and_label(Role::RadioButton, "Alle 304 gemeenten").click();
    harness.run_steps(3);
    harness.get_by_label_contains("regioscope report --all");
    harness.get_by_role_and_label(Role::Button, "Profiel maken").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Alle 304 gemeenten").is_none(), "the dialog is over");
}

#[test]
fn a_report_is_written_from_the_view_and_survives_its_dialog() {
    let mut harness = window();
    click_check(&mut harness, "Mobiliteit (");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    harness.run_steps(4);
    harness.get_by_label("Nog geen delen");
    harness.get_by_role_and_label(Role::Button, "Huidige weergave toevoegen").click();
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::RadioButton, "1. Mobiliteit");
    click_check(&mut harness, "Witte vlekken");
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(harness.query_by_label("1. Mobiliteit").is_none(), "the dialog is over");
    let report = harness.state().session().settings().report.clone();
    let section = report.sections.first().expect("a section");
    assert_eq!(section.shown, [ReportPart::Map, ReportPart::Numbers, ReportPart::Gaps]);
    assert!(Toggle::Dimension(Dimension::Mobility).is_on(&section.view.filter));

    harness.key_press_modifiers(Modifiers::COMMAND, Key::R);
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::Button, "Verwijderen").click();
    harness.run_steps(4);
    harness.get_by_label("Verwijderd deel terugzetten").click();
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::RadioButton, "1. Mobiliteit");
    assert_eq!(harness.state().session().settings().report, report, "what was removed comes back as it was");
}
