//! Feeds from end to end: the engine over a workspace file, with simulated feeds on loopback.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use regioscope::feeds::secret::{MemorySecrets, Secrets};
use regioscope::feeds::simulate::{Fault, Options, Simulator};
use regioscope::insight::{Basis, Missing};
use regioscope::jobs::{Bucket, Clock, JobOptions, Jobs};
use regioscope::model::{Feed, FeedState, Language, LonLat, Nis, ObservedProperty, Protocol, Quality};
use regioscope::session::command::{FeedCommand, FileCommand};
use regioscope::session::{Command, Session, SessionOptions, Settings};
use regioscope::workspace::{CompareView, PeerChoice, Tab, View};

/// Longest wait for one job.
const PATIENCE: Duration = Duration::from_mins(2);

/// 2026-04-06T10:00:00Z.
const START_S: i64 = 1_775_469_600;

/// A clock that the test sets.
#[derive(Clone)]
struct Time(Arc<AtomicI64>);

impl Time {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(START_S)))
    }

    fn clock(&self) -> Clock {
        let time = self.clone();
        Arc::new(move || time.now())
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).expect("a time")
    }

    fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

struct Rig {
    session: Session,
    time: Time,
    simulator: Simulator,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Rig {
    fn new() -> Self {
        let time = Time::new();
        let place = |nis: u32, name: &str, lon, lat| {
            (Nis::try_from(nis).expect("a code"), name.to_owned(), LonLat::new(lon, lat).expect("a place"))
        };
        let places = vec![
            place(44021, "Gent", 3.72, 51.05),
            place(12025, "Mechelen", 4.48, 51.03),
            place(71016, "Genk", 5.5, 50.97),
        ];
        let options = Options { places, seed: 7, port: 0, fault: Fault::None, clock: time.clock() };
        let simulator = Simulator::start(options).expect("a free port");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("live.gpkg");
        let session = open(&time, &path);
        Self { session, time, simulator, path, _folder: folder }
    }

    fn run(&mut self, command: FeedCommand) {
        self.session.run(&command.into());
        assert!(self.session.settle(PATIENCE), "it ends");
    }

    /// The feed that an address is recognised as.
    fn recognise(&mut self, address: &str) -> Feed {
        self.run(FeedCommand::Recognise(address.to_owned(), None));
        let results = &self.session.results().feeds;
        let found = results.recognised.as_ref();
        assert!(found.is_some(), "{address}: {:?}", results.recognise_error);
        found.expect("recognised").feed.clone()
    }

    /// The feed behind what a person would paste for a protocol, with the options that nobody can find out.
    fn found(&mut self, protocol: Protocol) -> Feed {
        let simulated = self.simulator.feed(protocol);
        let address = match (protocol, simulated.dataset) {
            (Protocol::Opendatasoft, Some(id)) => format!("{}/explore/dataset/{id}/table/", simulated.url),
            (Protocol::NgsiLd, _) => self.simulator.host().to_owned(),
            (Protocol::Wfs, _) => format!(
                "{}?service=WFS&request=GetFeature&typeName=realtime:pm25_hmean_station&outputFormat=application/json",
                simulated.url
            ),
            (Protocol::Telraam, _) => format!("{}/reports/traffic_snapshot_live", simulated.url),
            _ => simulated.url,
        };
        let mut feed = self.recognise(&address);
        assert_eq!(feed.protocol, protocol, "{address}");
        feed.options.extend(simulated.options);
        self.run(FeedCommand::Test(Box::new(feed.clone())));
        feed
    }

    fn add(&mut self, protocol: Protocol) -> Feed {
        let feed = self.found(protocol);
        self.run(FeedCommand::Add(Box::new(feed.clone()), 0));
        feed
    }

    fn state(&self, feed: &Feed) -> (FeedState, Option<String>) {
        let health = self.session.workspace().sensors.health(&feed.id);
        let kind = health.error.map(|error| error.split(':').next().unwrap_or_default().to_owned());
        (health.state, kind)
    }
}

fn open(time: &Time, path: &std::path::Path) -> Session {
    let secrets: Arc<dyn Secrets> = Arc::new(MemorySecrets::default());
    secrets.set("TELRAAM_API_KEY", Some("simulated")).expect("memory");
    let options = JobOptions { secrets, ..JobOptions::without_polling(time.clock()) };
    let jobs = Jobs::start_jobs(Arc::new(|| {}), options).expect("threads");
    let mut session = Session::new(SessionOptions {
        background: Box::new(jobs),
        clock: time.clock(),
        system_language: Language::Nl,
        settings: Settings::default(),
        settings_path: None,
    });
    session.open(path.to_owned(), true);
    assert!(session.settle(PATIENCE));
    assert!(session.results().is_loaded, "{:?}", session.status().open_error);
    session
}

#[test]
fn every_protocol_is_recognised_added_and_read_again() {
    let mut rig = Rig::new();
    for protocol in Protocol::POLLED {
        let feed = rig.add(*protocol);
        let sensors = rig.session.workspace().sensors.sensors().values().filter(|sensor| sensor.feed == feed.id);
        let sensors: Vec<_> = sensors.collect();
        assert!(!sensors.is_empty(), "{protocol}");
        assert!(
            sensors.iter().any(|sensor| sensor.datastreams.iter().any(|stream| stream.latest.is_some())),
            "{protocol}"
        );
        let in_flanders = sensors.iter().filter(|sensor| sensor.location.is_some());
        assert!(in_flanders.clone().count() > 0, "{protocol}: places");
        assert!(in_flanders.clone().any(|sensor| sensor.nis.is_some()), "{protocol}: municipality by point in polygon");
        rig.time.pass(3600);
        rig.run(FeedCommand::Poll(feed.id.clone()));
        assert_eq!(rig.state(&feed), (FeedState::Live, None), "{protocol}");
    }
}

#[test]
fn an_address_that_is_nothing_says_why() {
    let mut rig = Rig::new();
    let wrong = format!("{}/nothing", rig.simulator.host());
    rig.run(FeedCommand::Recognise(wrong, None));
    let error = rig.session.results().feeds.recognise_error.clone().expect("a reason");
    assert!(error.starts_with("not-found"), "{error}");
    rig.run(FeedCommand::Recognise("gopher://x".to_owned(), None));
    let error = rig.session.results().feeds.recognise_error.clone().expect("a reason");
    assert!(error.starts_with("address"), "{error}");
    assert!(rig.session.status().notices.is_empty(), "the dialog shows it, not a notice");
}

#[test]
fn history_is_filled_in_stored_and_has_means() {
    let mut rig = Rig::new();
    for protocol in [Protocol::SensorThings, Protocol::NgsiLd, Protocol::NgsiV2, Protocol::Irceline, Protocol::Telraam]
    {
        let feed = rig.found(protocol);
        rig.run(FeedCommand::Add(Box::new(feed.clone()), 7));
        let sensors = rig.session.workspace().sensors.sensors();
        let sensor = sensors.values().find(|sensor| sensor.feed == feed.id).expect("a sensor").clone();
        let datastream = sensor.datastreams[0].key.to_string();
        let (until, from) = (rig.time.now(), Timestamp::from_second(START_S - 8 * 86_400).expect("a time"));
        let sensor = sensor.id;
        rig.run(FeedCommand::LoadMeans {
            sensor: sensor.clone(),
            datastream: datastream.clone(),
            from,
            until,
            bucket: Bucket::Hour,
        });
        let key = (sensor.clone(), Arc::from(datastream.as_str()));
        let means = rig.session.results().feeds.means.get(&key).expect("means").means.len();
        assert!((160..=169).contains(&means), "{protocol}: {means} hours of a week");
        rig.run(FeedCommand::LoadSeries { sensor, datastream, from, until, columns: 100 });
        let series = rig.session.results().feeds.series.get(&key).expect("a series");
        assert!(series.total_count >= 160 && series.points.len() <= 400, "{protocol}");
    }
}

#[test]
fn sensors_of_a_municipality_are_compared_with_those_of_others() {
    let mut rig = Rig::new();
    let feed = rig.found(Protocol::SensorThings);
    rig.run(FeedCommand::Add(Box::new(feed), 7));
    let view = View {
        tab: Tab::Compare,
        compare: CompareView {
            municipalities: [44021, 73028].map(|code| Nis::try_from(code).expect("a code")).to_vec(),
            peers: Some(PeerChoice::Flanders),
            figures: ["sensors/no2/mean", "sensors/no2/coverage"].map(|word| word.parse().expect("a figure")).to_vec(),
            ..CompareView::default()
        },
        ..View::default()
    };
    rig.session.run(&Command::SetView(Box::new(view)));
    rig.session.refresh();
    let told = |rig: &Rig| rig.session.results().comparison.clone().expect("a comparison");
    assert_eq!(told(&rig).rows[0].values, [Err(Missing::NotRead), Err(Missing::NoSensor)]);
    let (from, until) = (Timestamp::from_second(START_S - 4 * 86_400).expect("a time"), rig.time.now());
    rig.run(FeedCommand::LoadTownSensors { from, until });
    let comparison = told(&rig);
    let mean = comparison.rows[0].values[0].as_ref().expect("a mean in Gent");
    assert!((1.0..200.0).contains(&mean.value) && mean.is_simulated(rig.session.workspace()), "{}", mean.value);
    let Basis::Sensors(town) = &mean.basis else { unreachable!("it is made of sensors") };
    assert_eq!(town.coverage.total, 96);
    assert!(town.coverage.measured >= 94, "{:?}", town.coverage);
    // The same by hand: the mean over hours of the mean over the sensors of each hour.
    let mut hours: std::collections::BTreeMap<Timestamp, Vec<f64>> = std::collections::BTreeMap::new();
    for sensor in town.sensors.clone() {
        let datastream = rig.session.workspace().sensors.sensors()[&sensor].datastreams.iter();
        let key =
            datastream.into_iter().find(|stream| stream.property == ObservedProperty::No2).expect("NO2").key.clone();
        let load = (sensor.clone(), key.to_string());
        rig.run(FeedCommand::LoadMeans { sensor: load.0, datastream: load.1, from, until, bucket: Bucket::Hour });
        for mean in rig.session.results().feeds.means[&(sensor, key)].means.iter() {
            hours.entry(mean.start).or_default().push(mean.mean);
        }
    }
    let each: Vec<f64> = hours.values().map(|all| all.iter().sum::<f64>() / all.len() as f64).collect();
    let by_hand = each.iter().sum::<f64>() / each.len() as f64;
    assert!((by_hand - mean.value).abs() < 1e-9, "{by_hand} is not {}", mean.value);
    assert_eq!(comparison.rows[0].values[1], Err(Missing::NoSensor), "Herstappe has none");
}

#[test]
fn a_feed_that_fails_keeps_its_values_and_says_why() {
    let mut rig = Rig::new();
    let feed = rig.add(Protocol::Gbfs);
    let count = |rig: &Rig| {
        let sensors = rig.session.workspace().sensors.sensors();
        sensors.values().filter(|sensor| sensor.datastreams.iter().any(|stream| stream.latest.is_some())).count()
    };
    let before = count(&rig);
    for (fault, kind) in [
        (Fault::ServerError, "status"),
        (Fault::TooManyRequests, "too-many-requests"),
        (Fault::Html, "not-json"),
        (Fault::Garbage, "not-json"),
        (Fault::Truncated, "parse"),
    ] {
        rig.simulator.set_fault(fault);
        rig.time.pass(600);
        rig.run(FeedCommand::Poll(feed.id.clone()));
        assert_eq!(rig.state(&feed), (FeedState::Failing, Some(kind.to_owned())), "{fault}");
        assert_eq!(count(&rig), before, "{fault}");
    }
    rig.simulator.set_fault(Fault::DriftedClock);
    rig.time.pass(600);
    rig.run(FeedCommand::Poll(feed.id.clone()));
    let skewed = rig.session.workspace().sensors.sensors().values().flat_map(|sensor| &sensor.datastreams);
    assert!(
        skewed.filter_map(|stream| stream.latest).all(|latest| latest.quality != Quality::ClockSkewed),
        "values from a clock that runs ahead do not take the place of good ones"
    );
    rig.simulator.set_fault(Fault::None);
    rig.time.pass(600);
    rig.run(FeedCommand::Poll(feed.id.clone()));
    assert_eq!(rig.state(&feed), (FeedState::Live, None));
}

#[test]
fn what_was_added_is_there_again_after_a_restart_and_can_be_removed() {
    let mut rig = Rig::new();
    let mut feed = rig.add(Protocol::SensorCommunity);
    feed.is_enabled = true;
    feed.retention_days = Some(90);
    rig.run(FeedCommand::Change(Box::new(feed.clone())));
    let sensors = rig.session.workspace().sensors.sensors().len();
    let Rig { session, time, simulator: _simulator, path, _folder } = rig;
    drop(session);
    let mut session = open(&time, &path);
    assert_eq!(session.workspace().sensors.sensors().len(), sensors);
    let known = session.workspace().sensors.feeds().get(&feed.id).cloned().expect("the feed");
    assert_eq!((known.retention_days, known.is_enabled, known.is_verified), (Some(90), true, true));
    session.run(&FeedCommand::Remove(feed.id.clone(), false).into());
    assert!(session.settle(PATIENCE));
    assert!(session.workspace().sensors.sensors().is_empty());
    assert!(!session.workspace().sensors.feeds().contains_key(&feed.id));
}

#[test]
fn filling_in_history_can_be_cancelled_and_keeps_what_came() {
    let mut rig = Rig::new();
    let feed = rig.add(Protocol::SensorThings);
    rig.session.run(&FeedCommand::BackFill(feed.id.clone(), 365).into());
    let job = *rig.session.status().jobs.keys().next().expect("a job");
    // Until the first part has been stored.
    while rig.session.status().jobs.get(&job).is_some_and(|running| running.fraction.is_none()) {
        assert!(rig.session.wait(PATIENCE));
    }
    rig.session.run(&FileCommand::Cancel(job).into());
    assert!(rig.session.settle(PATIENCE));
    rig.run(FeedCommand::LoadStorage);
    let storage = rig.session.results().feeds.storage.clone().expect("looked up");
    let stored = storage.iter().find(|one| one.feed == feed.id).map(|one| one.observation_count);
    assert!(stored.is_some_and(|count| count > 21), "{stored:?}");
}
