//! The words of `feeds`.

use clap::{Args, Subcommand};

/// `feeds`.
#[derive(Debug, Subcommand)]
pub enum FeedsCommand {
    /// Lists the feeds of the workspace and the catalogue, and their health.
    List {
        /// Only those whose name, identifier, protocol, address or attribution has all these words.
        words: Vec<String>,
    },
    /// Finds out what an address or a file is, reads it once and tells what it gives; stores nothing.
    Test {
        /// Identifier of a feed, an address (http, https, mqtt, mqtts), or a file with an answer.
        feed: String,
        /// Its protocol, options and key, where they can't be found out.
        #[command(flatten)]
        settings: FeedSettings,
    },
    /// Finds out what an address is, tests it, and adds it to the workspace, switched on.
    Add {
        /// The address.
        address: String,
        /// Its identifier; made from the address by default.
        #[arg(long)]
        id: Option<String>,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// Days of history to ask its source for.
        #[arg(long, value_name = "DAYS", default_value_t = 0)]
        history: u32,
        /// Its protocol, options and key, where they can't be found out.
        #[command(flatten)]
        settings: FeedSettings,
    },
    /// Changes the settings of a feed.
    Set {
        /// Identifier.
        feed: String,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// What to change.
        #[command(flatten)]
        settings: FeedSettings,
    },
    /// Switches feeds on.
    On {
        /// Identifiers.
        #[arg(required = true)]
        feeds: Vec<String>,
    },
    /// Switches feeds off; what they gave stays.
    Off {
        /// Identifiers.
        #[arg(required = true)]
        feeds: Vec<String>,
    },
    /// Removes a feed that was added, with its sensors and readings.
    Remove {
        /// Identifier.
        feed: String,
        /// Its sensors and readings stay.
        #[arg(long)]
        keep_history: bool,
    },
    /// Polls feeds once and stores their readings.
    Poll {
        /// Identifiers of feeds; those that are switched on where none is named.
        feeds: Vec<String>,
    },
    /// Polls the feeds that are on, again and again, and tells every new value and every change of health.
    Watch {
        /// Only these; those that are switched on where none is named.
        feeds: Vec<String>,
        /// Ends after so many seconds.
        #[arg(long = "for", value_name = "SECONDS")]
        seconds: Option<u64>,
        /// Simulates feeds over these protocols as well.
        #[arg(long, value_name = "PROTOCOL")]
        simulate: Vec<String>,
        /// What goes wrong with the simulated ones.
        #[arg(long, value_name = "FAULT")]
        fault: Option<String>,
    },
    /// Asks the source of a feed for the past and stores it.
    History {
        /// Identifier.
        feed: String,
        /// Days back from now.
        #[arg(long, default_value_t = 30)]
        days: u32,
    },
    /// Tells the rejected records of a feed and why they were.
    Rejected {
        /// Identifier.
        feed: String,
    },
    /// Tells how much room the readings of each feed take.
    Storage,
    /// Removes readings that their feeds keep no longer, and gives the room back to the disk.
    Compact,
}

/// What can be said of a feed.
#[derive(Clone, Debug, Default, Args)]
pub struct FeedSettings {
    /// Protocol: opendatasoft, sensorthings, ngsi-ld, ngsi-v2, gbfs, sensor-community, irceline, wfs, telraam, datex2,
    /// awv, ldes or mqtt.
    #[arg(long, value_name = "PROTOCOL")]
    pub protocol: Option<String>,
    /// An option of the protocol, such as tenant=gent or topic=air/#; an empty value takes it away.
    #[arg(long = "option", value_name = "KEY=VALUE")]
    pub options: Vec<String>,
    /// Name of its key in the system's keyring, or in the environment variable REGIOSCOPE_NAME.
    #[arg(long = "key", value_name = "NAME")]
    pub secret: Option<String>,
    /// Seconds between two polls.
    #[arg(long, value_name = "SECONDS")]
    pub poll_seconds: Option<u32>,
    /// Days that readings are kept one by one, their hourly, daily and monthly means for ever; 0 = all for ever.
    #[arg(long, value_name = "DAYS")]
    pub keep_days: Option<u32>,
}
