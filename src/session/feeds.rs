//! What the session does with commands on feeds: almost all of them are requests to the background.

use std::collections::BTreeSet;

use super::command::FeedCommand;
use super::engine::Session;
use crate::feeds::Readings;
use crate::jobs::{Fault, Request};
use crate::model::{Feed, Protocol};

impl Session {
    pub(super) fn run_feed(&mut self, command: &FeedCommand) {
        match command {
            FeedCommand::SetEnabled(feed, is_enabled) => {
                self.send("job-feed", Request::SetFeedEnabled(feed.clone(), *is_enabled));
            }
            FeedCommand::Poll(feed) => {
                self.send("job-feed", Request::PollNow(feed.clone()));
            }
            FeedCommand::SetOffline(is_offline) => {
                self.status.is_offline = *is_offline;
                self.settings.works_offline = *is_offline;
                self.send("job-feed", Request::SetOffline(*is_offline));
            }
            FeedCommand::SetSimulation(is_simulating) => {
                let protocols = if *is_simulating { [Protocol::SensorThings].into() } else { BTreeSet::new() };
                self.run_feed(&FeedCommand::Simulate(protocols, Fault::None));
            }
            FeedCommand::Simulate(protocols, fault) => {
                self.status.is_simulating = !protocols.is_empty();
                self.send("job-simulation", Request::Simulate { protocols: protocols.clone(), fault: *fault });
            }
            FeedCommand::Recognise(address, secret) => {
                self.forget_recognised();
                let (address, secret) = (address.clone(), secret.clone());
                self.send("job-recognise", Request::RecogniseFeed { address, secret });
            }
            FeedCommand::Test(feed) => {
                self.forget_recognised();
                self.send("job-recognise", Request::TestFeed(feed.clone()));
            }
            FeedCommand::ForgetRecognised => self.forget_recognised(),
            FeedCommand::Add(feed, history_days) => self.add_tested(feed, *history_days),
            FeedCommand::Change(feed) => {
                self.send("job-feed", Request::ChangeFeed(feed.clone()));
            }
            FeedCommand::Remove(feed, keeps_history) => {
                let request = Request::RemoveFeed { feed: feed.clone(), keeps_history: *keeps_history };
                self.send("job-feed", request);
            }
            FeedCommand::BackFill(feed, days) => {
                self.send("job-back-fill", Request::BackFill { feed: feed.clone(), days: *days });
            }
            FeedCommand::LoadStorage => {
                self.send("job-read", Request::Storage);
            }
            FeedCommand::Compact => {
                self.send("job-compact", Request::Compact);
            }
            FeedCommand::LoadRejected(feed) => {
                self.send("job-read", Request::FeedRejected(feed.clone()));
            }
            FeedCommand::SetSecret(name, secret) => {
                let value = (!secret.0.is_empty()).then(|| secret.clone());
                self.send("job-secret", Request::SetSecret { name: name.clone(), value });
            }
            FeedCommand::LoadSeries { .. } | FeedCommand::LoadTownSensors { .. } | FeedCommand::LoadMeans { .. } => {
                self.read_history(command);
            }
        }
    }

    /// Commands that read what was observed.
    fn read_history(&mut self, command: &FeedCommand) {
        match command {
            FeedCommand::LoadSeries { sensor, datastream, from, until, columns } => {
                self.send(
                    "job-series",
                    Request::SensorSeries {
                        sensor: sensor.clone(),
                        datastream: datastream.as_str().into(),
                        from: *from,
                        until: *until,
                        columns: *columns,
                    },
                );
            }
            FeedCommand::LoadTownSensors { from, until } => {
                self.send("job-read", Request::TownSensors { from: *from, until: *until });
            }
            FeedCommand::LoadMeans { sensor, datastream, from, until, bucket } => {
                self.send(
                    "job-series",
                    Request::SensorMeans {
                        sensor: sensor.clone(),
                        datastream: datastream.as_str().into(),
                        from: *from,
                        until: *until,
                        bucket: *bucket,
                    },
                );
            }
            _ => {}
        }
    }

    fn forget_recognised(&mut self) {
        self.cache.results.feeds.recognised = None;
        self.cache.results.feeds.recognise_error = None;
    }

    /// Adds a feed with what it gave when it was recognised or tested, where that was this feed.
    fn add_tested(&mut self, feed: &Feed, history_days: u32) {
        let tested = self.cache.results.feeds.recognised.take();
        let readings = tested.filter(|tested| tested.feed.id == feed.id && tested.feed.url == feed.url);
        let readings = readings.map(|tested| tested.readings.clone()).unwrap_or_default();
        self.add_feed(feed.clone(), readings, history_days);
    }

    /// Adds a feed with what its test gave, and asks its source for so many days of the past.
    pub fn add_feed(&mut self, feed: Feed, readings: Readings, history_days: u32) {
        let (feed, readings) = (Box::new(feed), Box::new(readings));
        self.send("job-add-feed", Request::AddFeed { feed, readings, history_days });
    }
}
