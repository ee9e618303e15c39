//! Whatever is done can be undone: after any sequence of commands, undoing all of it gives the view from before, and
//! redoing all of it the view from after.

use std::time::Duration;

use proptest::prelude::*;

use super::command::{
    CompareCommand, FilterCommand, IndicatorCommand, Layer, MapCommand, SensorCommand, TableCommand, Toggle,
};
use super::{Command, Session, SessionOptions, Settings};
use crate::jobs::{Background, Busy, Event, JobId, Request};
use crate::model::{
    CoreValue, Dimension, HelixRole, Language, LonLat, Nis, ProjectId, ProjectKind, Province, Status, Typology,
};
use crate::workspace::{
    AreaFilter, Background as MapBackground, Camera, ClassMethod, CompareSection, ProjectColumn, Scale, Selected, Tab,
    View, YearRange,
};

/// Nothing runs in the background.
struct Silent;

impl Background for Silent {
    fn send(&mut self, _request: Request) -> Result<JobId, Busy> {
        Ok(JobId(1))
    }

    fn cancel(&mut self, _job: JobId) {}

    fn try_next(&mut self) -> Option<Event> {
        None
    }

    fn wait(&mut self, _timeout: Duration) -> Option<Event> {
        None
    }
}

fn session() -> Session {
    Session::new(SessionOptions {
        background: Box::new(Silent),
        clock: std::sync::Arc::new(|| "2026-03-01T12:00:00Z".parse().expect("a moment")),
        system_language: Language::Nl,
        settings: Settings::default(),
        settings_path: None,
    })
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn municipality() -> impl Strategy<Value = Nis> {
    (10_000_u32..10_006).prop_map(|number| Nis::try_from(number).expect("five digits"))
}

fn toggle() -> impl Strategy<Value = Toggle> {
    prop_oneof![
        municipality().prop_map(Toggle::Municipality),
        any_of(Province::ALL).prop_map(Toggle::Province),
        any_of(Typology::ALL).prop_map(Toggle::Typology),
        any_of(Dimension::ALL).prop_map(Toggle::Dimension),
        any_of(CoreValue::ALL).prop_map(Toggle::Value),
        any_of(Status::ALL).prop_map(Toggle::Status),
        any_of(ProjectKind::ALL).prop_map(Toggle::Kind),
        any_of(HelixRole::ALL).prop_map(Toggle::HelixRole),
        "[a-c]".prop_map(Toggle::Theme),
        "[a-c]".prop_map(Toggle::Partner),
        Just(Toggle::Centrumsteden),
        Just(Toggle::Regional),
        Just(Toggle::UnknownPeriod),
    ]
}

fn years() -> impl Strategy<Value = Option<YearRange>> {
    proptest::option::of((2010_i16..2030, 0_i16..5).prop_map(|(from, span)| YearRange { from, until: from + span }))
}

fn place() -> impl Strategy<Value = LonLat> {
    (3.0..5.0, 50.5..51.5).prop_map(|(lon, lat)| LonLat::new(lon, lat).expect("on earth"))
}

fn filter_command() -> impl Strategy<Value = FilterCommand> {
    prop_oneof![
        4 => toggle().prop_map(FilterCommand::Toggle),
        1 => toggle().prop_map(FilterCommand::ClearKind),
        1 => proptest::collection::vec(municipality(), 0..4).prop_map(FilterCommand::SetMunicipalities),
        2 => "[a-z]{0,3}".prop_map(FilterCommand::SetText),
        2 => years().prop_map(FilterCommand::SetYears),
        1 => proptest::option::of(place().prop_map(|centre| AreaFilter::Near { centre, metres: 500.0 }))
            .prop_map(FilterCommand::SetArea),
        1 => Just(FilterCommand::Set(Box::default())),
        1 => Just(FilterCommand::Clear),
    ]
}

fn map_command() -> impl Strategy<Value = MapCommand> {
    let layers = &[Layer::Municipalities, Layer::Projects, Layer::Sensors, Layer::Labels, Layer::Choropleth];
    let camera = (place(), 7.0..14.0).prop_map(|(centre, zoom)| Camera { centre, zoom });
    prop_oneof![
        proptest::option::of(camera).prop_map(MapCommand::SetCamera),
        any_of(layers).prop_map(MapCommand::ToggleLayer),
        any_of(MapBackground::ALL).prop_map(MapCommand::SetBackground),
        any_of(ClassMethod::ALL).prop_map(MapCommand::SetClassMethod),
        (3_u8..=5).prop_map(MapCommand::SetClassCount),
    ]
}

fn table_command() -> impl Strategy<Value = TableCommand> {
    prop_oneof![
        (any_of(ProjectColumn::ALL), any::<bool>()).prop_map(|(column, add)| TableCommand::SortBy { column, add }),
        any_of(ProjectColumn::ALL).prop_map(TableCommand::ToggleColumn),
        (any_of(ProjectColumn::ALL), 0_usize..5).prop_map(|(column, to)| TableCommand::MoveColumn(column, to)),
    ]
}

fn selected() -> impl Strategy<Value = Option<Selected>> {
    proptest::option::of(prop_oneof![
        "[A-C]".prop_map(|id| Selected::Project(ProjectId::new(id))),
        municipality().prop_map(Selected::Municipality),
    ])
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        1 => any_of(Tab::ALL).prop_map(Command::ShowTab),
        2 => selected().prop_map(Command::Select),
        6 => filter_command().prop_map(Command::Filter),
        3 => map_command().prop_map(Command::Map),
        2 => table_command().prop_map(Command::Table),
        1 => any_of(Scale::ALL).prop_map(|scale| IndicatorCommand::SetScale(scale).into()),
        2 => municipality().prop_map(|nis| CompareCommand::ToggleMunicipality(nis).into()),
        1 => any_of(CompareSection::ALL).prop_map(|section| CompareCommand::SetSection(section).into()),
        1 => (1_u32..48).prop_map(|hours| SensorCommand::SetHours(hours).into()),
        1 => Just(Command::SetView(Box::default())),
    ]
}

fn run_until_still(session: &mut Session, command: &Command, can_go_on: fn(&Session) -> bool) -> usize {
    let mut steps = 0;
    session.refresh();
    while can_go_on(session) {
        session.run(command);
        session.refresh();
        steps += 1;
        assert!(steps <= 1000, "it never ends");
    }
    steps
}

proptest! {
    #[test]
    fn undoing_all_and_redoing_all_gives_both_views_back(commands in proptest::collection::vec(command(), 0..40)) {
        let mut session = session();
        let before: View = session.view().clone();
        for command in &commands {
            session.run(command);
        }
        let after = session.view().clone();
        let back = run_until_still(&mut session, &Command::Undo, |session| session.status().can_undo);
        prop_assert_eq!(session.view(), &before);
        let forth = run_until_still(&mut session, &Command::Redo, |session| session.status().can_redo);
        prop_assert_eq!(session.view(), &after);
        prop_assert_eq!(back, forth);
    }

    #[test]
    fn one_step_back_and_forth_changes_nothing(commands in proptest::collection::vec(command(), 1..20)) {
        let mut session = session();
        for command in &commands {
            session.run(command);
        }
        let after = session.view().clone();
        session.run(&Command::Undo);
        session.run(&Command::Redo);
        prop_assert_eq!(session.view(), &after);
    }

    #[test]
    fn a_new_change_forgets_what_was_undone(first in command(), second in command()) {
        let mut session = session();
        session.run(&first);
        session.run(&Command::Undo);
        let before = session.view().clone();
        session.run(&second);
        let has_changed = *session.view() != before;
        session.refresh();
        prop_assert!(!(has_changed && session.status().can_redo));
    }
}
