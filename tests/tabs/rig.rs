//! A session over a scripted background with the bundled data, and the tabs drawn on it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use regioscope::formats::bundle;
use regioscope::jobs::{Background, Busy, Event, JobId, Outcome, Request};
use regioscope::model::{
    Dataset, Datastream, Feed, FeedHealth, FeedId, FeedState, Language, Localized, Observation, ObservedProperty,
    Protocol, Quality, Sensor, SensorId, Unit,
};
use regioscope::session::{Action, Command, CommandSender, Session, SessionOptions, Settings};
use regioscope::ui::UiContext;
use regioscope::ui::compare_tab::CompareTab;
use regioscope::ui::data_tab::DataTab;
use regioscope::ui::dialogs::Dialogs;
use regioscope::ui::gaps_tab::GapsTab;
use regioscope::ui::indicators_tab::IndicatorsTab;
use regioscope::ui::inspector::Inspector;
use regioscope::ui::projects_tab::ProjectsTab;
use regioscope::ui::sensors_tab::SensorsTab;
use regioscope::ui::theme::Theme;
use regioscope::workspace::Tab;

/// Requests seen and events to give.
#[derive(Default)]
pub struct Script {
    pub requests: Vec<Request>,
    pub events: VecDeque<Event>,
}

#[derive(Clone, Default)]
struct Fake(Rc<RefCell<Script>>);

impl Background for Fake {
    fn send(&mut self, request: Request) -> Result<JobId, Busy> {
        let mut script = self.0.borrow_mut();
        script.requests.push(request);
        Ok(JobId(script.requests.len() as u64))
    }

    fn cancel(&mut self, _job: JobId) {}

    fn try_next(&mut self) -> Option<Event> {
        self.0.borrow_mut().events.pop_front()
    }

    fn wait(&mut self, _timeout: Duration) -> Option<Event> {
        self.try_next()
    }
}

/// The tabs on a session.
pub struct Rig {
    pub session: Session,
    pub commands: CommandSender,
    pub sent: Vec<Command>,
    pub actions: RefCell<Vec<Action>>,
    pub theme: Theme,
    pub script: Rc<RefCell<Script>>,
    projects: ProjectsTab,
    indicators: IndicatorsTab,
    compare: CompareTab,
    gaps: GapsTab,
    inspector: Inspector,
    sensors: SensorsTab,
    data: DataTab,
    dialogs: Dialogs,
}

/// The moment at which every test happens.
pub fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

impl Rig {
    /// The tabs on the bundled data.
    pub fn new(tab: Tab, language: Language, is_dark: bool) -> Self {
        let dataset = bundle::dataset().unwrap_or_else(|error| panic!("{error}"));
        Self::with(dataset, tab, language, is_dark)
    }

    /// The tabs on these data.
    pub fn with(dataset: Dataset, tab: Tab, language: Language, is_dark: bool) -> Self {
        let fake = Fake::default();
        let mut session = Session::new(SessionOptions {
            background: Box::new(fake.clone()),
            clock: Arc::new(now),
            system_language: language,
            settings: Settings::default(),
            settings_path: None,
        });
        let opened = Event::opened(dataset, "vlaanderen.gpkg".into(), false, None);
        fake.0.borrow_mut().events.push_back(opened);
        session.update();
        session.run(&Command::ShowTab(tab));
        session.refresh();
        Self {
            session,
            commands: CommandSender::default(),
            sent: Vec::new(),
            actions: RefCell::default(),
            theme: Theme::new(is_dark),
            script: fake.0,
            projects: ProjectsTab::default(),
            indicators: IndicatorsTab::default(),
            compare: CompareTab::default(),
            gaps: GapsTab::default(),
            inspector: Inspector::default(),
            sensors: SensorsTab::default(),
            data: DataTab::default(),
            dialogs: Dialogs::default(),
        }
    }

    /// Does what commands say, and brings results up to date.
    pub fn run(&mut self, command: impl Into<Command>) {
        self.session.run(&command.into());
        self.session.update();
    }

    /// Gives an event of the background.
    pub fn tell(&mut self, event: Event) {
        self.script.borrow_mut().events.push_back(event);
        self.session.update();
    }

    /// Carries out what the frame before sent, then draws the tab's options on the left and the tab beside them.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        while let Some(command) = self.commands.take() {
            self.session.run(&command);
            self.sent.push(command);
        }
        self.session.update();
        let text = self.session.text();
        let ctx = UiContext {
            workspace: self.session.workspace(),
            view: self.session.view(),
            results: self.session.results(),
            status: self.session.status(),
            settings: self.session.settings(),
            text: &text,
            theme: &self.theme,
            basemap: None,
            now: self.session.now(),
            commands: &self.commands,
            actions: &self.actions,
        };
        let tab = ctx.view.tab;
        egui::Panel::left("options").exact_size(264.0).show(ui, |ui| {
            egui::ScrollArea::vertical().show(ui, |ui| match tab {
                Tab::Projects => self.projects.options_ui(&ctx, ui),
                Tab::Indicators => self.indicators.options_ui(&ctx, ui),
                Tab::Compare => self.compare.options_ui(&ctx, ui),
                Tab::Gaps => self.gaps.options_ui(&ctx, ui),
                Tab::Sensors => self.sensors.options_ui(&ctx, ui),
                _ => self.data.options_ui(&ctx, ui),
            });
        });
        if matches!(tab, Tab::Compare | Tab::Gaps) {
            egui::Panel::right("inspector").exact_size(326.0).show(ui, |ui| self.inspector.inspector_ui(&ctx, ui));
        }
        let ground = egui::Frame::NONE.fill(ui.visuals().panel_fill);
        egui::CentralPanel::default().frame(ground).show(ui, |ui| match tab {
            Tab::Projects => self.projects.projects_ui(&ctx, ui),
            Tab::Indicators => self.indicators.indicators_ui(&ctx, ui),
            Tab::Compare => self.compare.compare_ui(&ctx, ui),
            Tab::Gaps => self.gaps.gaps_ui(&ctx, ui),
            Tab::Sensors => self.sensors.sensors_ui(&ctx, ui),
            _ => self.data.data_ui(&ctx, ui),
        });
        let asked = self.actions.borrow().contains(&Action::AddFeed);
        if asked {
            self.actions.borrow_mut().retain(|action| *action != Action::AddFeed);
            self.dialogs.add_feed(&ctx);
        }
        if self.actions.borrow().contains(&Action::ImportFigures) {
            self.actions.borrow_mut().retain(|action| *action != Action::ImportFigures);
            self.dialogs.import_table(&ctx);
        }
        self.dialogs.dialogs_ui(&ctx, ui.ctx());
    }

    /// Ends every job that was asked for, as the background does once it has told what it found.
    pub fn end_jobs(&mut self) {
        let jobs: Vec<JobId> = self.session.status().jobs.keys().copied().collect();
        for job in jobs {
            self.tell(Event::Done { job, outcome: Outcome::Nothing });
        }
    }
}

/// A feed of this identifier.
pub fn feed(id: &str, name: &str, is_simulated: bool) -> Feed {
    Feed {
        id: FeedId::new(id),
        name: Localized::same(name),
        protocol: Protocol::SensorThings,
        url: "http://127.0.0.1/".to_owned(),
        dataset: None,
        mapping: None,
        nis: None,
        licence: "CC0".to_owned(),
        attribution: name.to_owned(),
        options: std::collections::BTreeMap::new(),
        secret: None,
        retention_days: None,
        poll_seconds: 60,
        is_verified: true,
        is_enabled: true,
        is_simulated,
    }
}

/// A car park of this feed with its newest value, so many minutes old.
pub fn car_park(feed: &Feed, number: u32, minutes_old: i64) -> Sensor {
    let time = now() - SignedDuration::from_mins(minutes_old);
    Sensor {
        id: SensorId::new(format!("{}/{number}", feed.id)),
        feed: feed.id.clone(),
        name: format!("Parking {number}").as_str().into(),
        location: None,
        nis: "44021".parse().ok(),
        is_nis_approximate: false,
        is_simulated: feed.is_simulated,
        datastreams: vec![Datastream {
            key: "free".into(),
            property: ObservedProperty::ParkingFree,
            original_property: "availablecapacity".into(),
            unit: Unit::Spaces,
            original_unit: "spaces".into(),
            capacity: Some(648.0),
            latest: Some(Observation { time, value: f64::from(100 + number), quality: Quality::Good }),
        }],
    }
}

/// The health of a feed in this state whose last good value is so many minutes old.
pub fn health(feed: &Feed, state: FeedState, minutes_old: i64, error: Option<&str>) -> FeedHealth {
    let time = now() - SignedDuration::from_mins(minutes_old);
    FeedHealth {
        last_success: Some(time),
        last_observation: Some(time),
        latency_ms: Some(120),
        error: error.map(Into::into),
        failure_count: u32::from(error.is_some()) * 3,
        ..FeedHealth::new(feed.id.clone(), state)
    }
}
