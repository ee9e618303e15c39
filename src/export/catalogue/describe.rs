//! Statements on a catalogue, its data sets and a package.
//!
//! Properties are those of DCAT-AP 3.0: mandatory are title, description and publisher of a catalogue, title and
//! description of a data set, the access address of a distribution, the name of an agent, algorithm and value of a
//! checksum.

use std::collections::BTreeSet;

use oxrdf::NamedNode;

use super::entry::Entry;
use super::vocabulary::{AUTHORITY, Graph, iri, name, node};
use super::{CATALOGUE_ID, media};
use crate::export::package::tables::{Form, Table};
use crate::model::{Language, Region, hash};
use crate::text::Text;

/// IANA's register of media types.
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

/// The catalogue with its data sets.
pub(super) fn catalogue(graph: &mut Graph, entries: &[Entry], texts: &[Text; 2]) {
    let subject = node("catalogue", CATALOGUE_ID);
    graph.is_a(&subject, "dcat:Catalog");
    graph.text(&subject, "dct:identifier", None, CATALOGUE_ID);
    both(graph, &subject, "dct:title", "export-catalogue-title", texts);
    both(graph, &subject, "dct:description", "export-catalogue-about", texts);
    publisher(graph, &subject, None, texts);
    languages(graph, &subject, &Language::ALL);
    let regions: BTreeSet<Region> = entries.iter().flat_map(|entry| entry.regions.iter().copied()).collect();
    spatial(graph, &subject, &regions, texts);
    graph.add(&subject, "dcat:themeTaxonomy", iri(format!("{AUTHORITY}data-theme")));
    let dates = entries.iter().filter_map(|entry| entry.date.as_deref());
    if let Some(newest) = dates.filter(|date| date_kind(date) == Some("xsd:date")).max() {
        graph.typed(&subject, "dct:modified", "xsd:date", newest);
    }
    for entry in entries {
        graph.add(&subject, "dcat:dataset", dataset_node(entry));
    }
}

/// A data set with its publisher, licence, places, themes and distribution.
pub(super) fn dataset(graph: &mut Graph, entry: &Entry, texts: &[Text; 2]) {
    let subject = dataset_node(entry);
    graph.is_a(&subject, "dcat:Dataset");
    graph.text(&subject, "dct:identifier", None, &entry.id);
    for (language, title) in &entry.titles {
        graph.text(&subject, "dct:title", language.map(Language::code), title);
    }
    for (language, about) in &entry.about {
        graph.text(&subject, "dct:description", Some(language.code()), about);
    }
    publisher(graph, &subject, Some(&entry.attribution), texts);
    terms(graph, &subject, entry);
    if let (Some(date), Some(kind)) = (&entry.date, entry.date.as_deref().and_then(date_kind)) {
        graph.typed(&subject, "dct:modified", kind, date);
    }
    languages(graph, &subject, entry.languages);
    spatial(graph, &subject, &entry.regions, texts);
    for theme in &entry.themes {
        graph.add(&subject, "dcat:theme", iri(format!("{AUTHORITY}data-theme/{theme}")));
    }
    if entry.is_simulated {
        graph.add(&subject, "dct:type", iri(format!("{AUTHORITY}dataset-type/SYNTHETIC_DATA")));
        both(graph, &subject, "dcat:keyword", "export-catalogue-simulated", texts);
    }
    if !entry.origin.is_empty() {
        let statement = node("provenance", &entry.id);
        graph.is_a(&statement, "dct:ProvenanceStatement");
        graph.text(&statement, "rdfs:label", None, &entry.origin);
        graph.add(&subject, "dct:provenance", statement);
    }
    for address in entry.addresses.iter().filter(|_| entry.hash.is_some() && !entry.is_download) {
        // What the file was made from, not where it can be had.
        graph.add(&subject, "dct:source", iri(address));
    }
    distribution(graph, &subject, entry);
}

/// Licences that are known as IRIs; all the words where they name something else, or several.
fn terms(graph: &mut Graph, subject: &NamedNode, entry: &Entry) {
    for licence in &entry.licences {
        graph.add(subject, "dct:license", iri(licence.iri));
    }
    if entry.is_licence_whole {
        graph.add(subject, "dct:accessRights", iri(format!("{AUTHORITY}access-right/PUBLIC")));
    }
    rights(graph, subject, entry);
}

fn rights(graph: &mut Graph, subject: &NamedNode, entry: &Entry) {
    let is_told = entry.is_licence_whole && entry.licences.len() == 1;
    if !is_told && !entry.licence.is_empty() {
        rights_statement(graph, subject, &entry.id, &[(None, entry.licence.clone())]);
    }
}

fn rights_statement(graph: &mut Graph, subject: &NamedNode, id: &str, words: &[(Option<Language>, String)]) {
    let statement = node("rights", id);
    graph.is_a(&statement, "dct:RightsStatement");
    for (language, words) in words {
        graph.text(&statement, "rdfs:label", language.map(Language::code), words);
    }
    graph.add(subject, "dct:rights", statement);
}

/// How the data set is had: its address, else the file whose bytes are known. None where neither is.
fn distribution(graph: &mut Graph, dataset: &NamedNode, entry: &Entry) {
    let hash = entry.hash.as_deref().filter(|hash| is_hash(hash));
    let subject = node("distribution", &entry.id);
    match (hash, entry.addresses.as_slice()) {
        (_, [address]) if entry.is_download => {
            graph.add(&subject, "dcat:accessURL", iri(address));
            graph.add(&subject, "dcat:downloadURL", iri(address));
        }
        (Some(hash), _) => graph.add(&subject, "dcat:accessURL", named_information(hash)),
        (None, addresses) if !addresses.is_empty() => {
            for address in addresses {
                graph.add(&subject, "dcat:accessURL", iri(address));
            }
        }
        (None, _) => return,
    }
    graph.is_a(&subject, "dcat:Distribution");
    graph.add(dataset, "dcat:distribution", subject.clone());
    for (language, title) in &entry.titles {
        graph.text(&subject, "dct:title", language.map(Language::code), title);
    }
    // A distribution has one licence at most.
    if let (true, [licence]) = (entry.is_licence_whole, entry.licences.as_slice()) {
        graph.add(&subject, "dct:license", iri(licence.iri));
    }
    rights(graph, &subject, entry);
    form(graph, &subject, entry.media);
    if let Some(hash) = hash {
        checksum(graph, &subject, hash);
    }
}

/// The package: a data set derived from the others, with a distribution for each table.
pub(super) fn package(
    graph: &mut Graph,
    entries: &[Entry],
    (written, tables): (Form, &[Table]),
    hash: &str,
    texts: &[Text; 2],
) {
    let subject = node("package", hash);
    graph.add(&node("catalogue", CATALOGUE_ID), "dcat:dataset", subject.clone());
    graph.is_a(&subject, "dcat:Dataset");
    graph.text(&subject, "dct:identifier", None, &format!("package:{hash}"));
    both(graph, &subject, "dct:title", "export-package-title", texts);
    let is_simulated = entries.iter().any(|entry| entry.is_simulated) || tables.iter().any(is_simulated);
    for text in texts {
        let mut about = written.about(text);
        if is_simulated {
            about = format!("{} {about}", text.get("export-note-simulated"));
        }
        graph.text(&subject, "dct:description", Some(text.language().code()), &about);
    }
    publisher(graph, &subject, None, texts);
    languages(graph, &subject, &Language::ALL);
    let words: Vec<_> = texts.iter().map(|text| (Some(text.language()), text.get("export-package-rights"))).collect();
    rights_statement(graph, &subject, &format!("package:{hash}"), &words);
    if is_simulated {
        both(graph, &subject, "dcat:keyword", "export-catalogue-simulated", texts);
    }
    let regions: BTreeSet<Region> = entries.iter().flat_map(|entry| entry.regions.iter().copied()).collect();
    spatial(graph, &subject, &regions, texts);
    for entry in entries {
        graph.add(&subject, "prov:wasDerivedFrom", dataset_node(entry));
        graph.add(&subject, "dct:source", dataset_node(entry));
    }
    let themes: BTreeSet<&str> = entries.iter().flat_map(|entry| entry.themes.iter().copied()).collect();
    for theme in themes {
        graph.add(&subject, "dcat:theme", iri(format!("{AUTHORITY}data-theme/{theme}")));
    }
    for table in tables {
        let distribution = node("distribution", &format!("package:{hash}:{}", table.name));
        graph.is_a(&distribution, "dcat:Distribution");
        graph.add(&subject, "dcat:distribution", distribution.clone());
        graph.text(&distribution, "dct:title", None, &table.file.name);
        both(graph, &distribution, "dct:description", &format!("export-about-{}", table.name), texts);
        graph.add(&distribution, "dcat:accessURL", named_information(&table.file.hash));
        graph.typed(&distribution, "dcat:byteSize", "xsd:nonNegativeInteger", &table.file.bytes.to_string());
        rights_statement(graph, &distribution, &format!("package:{hash}"), &words);
        form(graph, &distribution, Some(written.ending()));
        checksum(graph, &distribution, &table.file.hash);
    }
}

fn is_simulated(table: &Table) -> bool {
    table.facts.has_note("export-note-simulated")
}

fn dataset_node(entry: &Entry) -> NamedNode {
    node("source", &entry.id)
}

fn both(graph: &mut Graph, subject: &NamedNode, predicate: &str, key: &str, texts: &[Text; 2]) {
    for text in texts {
        graph.text(subject, predicate, Some(text.language().code()), &text.get(key));
    }
}

/// An agent: whom a source says is to be credited; where it says nothing, that. `None` is the user of this program, whose
/// name is not in the workspace.
fn publisher(graph: &mut Graph, subject: &NamedNode, attribution: Option<&str>, texts: &[Text; 2]) {
    let (id, key) = match attribution {
        None => ("user".to_owned(), Some("export-catalogue-publisher")),
        Some("") => ("unknown".to_owned(), Some("export-catalogue-unknown")),
        Some(words) => (hash::of_bytes(words.as_bytes()).chars().take(16).collect(), None),
    };
    let agent = node("agent", &id);
    graph.is_a(&agent, "foaf:Agent");
    match key {
        Some(key) => both(graph, &agent, "foaf:name", key, texts),
        None => graph.text(&agent, "foaf:name", None, attribution.unwrap_or_default()),
    }
    graph.add(subject, "dct:publisher", agent);
}

fn languages(graph: &mut Graph, subject: &NamedNode, languages: &[Language]) {
    for language in languages {
        let code = match language {
            Language::Nl => "NLD",
            Language::En => "ENG",
        };
        graph.add(subject, "dct:language", iri(format!("{AUTHORITY}language/{code}")));
    }
}

/// Regions by their codes in the EU's statistical nomenclature (NUTS 1).
fn spatial(graph: &mut Graph, subject: &NamedNode, regions: &BTreeSet<Region>, texts: &[Text; 2]) {
    for region in regions {
        let code = match region {
            Region::Flanders => "BE2",
            Region::Brussels => "BE1",
        };
        let place = iri(format!("http://data.europa.eu/nuts/code/{code}"));
        graph.is_a(&place, "dct:Location");
        for text in texts {
            let word = text.word("region", region.key());
            graph.text(&place, "rdfs:label", Some(text.language().code()), &word);
        }
        graph.add(subject, "dct:spatial", place);
    }
}

fn form(graph: &mut Graph, subject: &NamedNode, ending: Option<&str>) {
    if let Some(media) = ending.and_then(media::of) {
        graph.add(subject, "dct:format", iri(format!("{AUTHORITY}file-type/{}", media.file_type)));
        graph.add(subject, "dcat:mediaType", iri(format!("{MEDIA_TYPES}{}", media.media_type)));
    }
}

fn checksum(graph: &mut Graph, subject: &NamedNode, hash: &str) {
    let checksum = node("sha256", hash);
    graph.is_a(&checksum, "spdx:Checksum");
    graph.add(&checksum, "spdx:algorithm", name("spdx:checksumAlgorithm_sha256"));
    graph.typed(&checksum, "spdx:checksumValue", "xsd:hexBinary", hash);
    graph.add(subject, "spdx:checksum", checksum);
}

/// A name for bytes by their hash (RFC 6920, `nih`): a file that lies nowhere yet has no address, and DCAT-AP wants one.
fn named_information(hash: &str) -> NamedNode {
    iri(format!("nih:sha-256;{hash}"))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// The type of a date as far as it is known (DCAT-AP 3.0, temporal literals): day, month or year.
fn date_kind(date: &str) -> Option<&'static str> {
    let is_number = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    match date.split('-').collect::<Vec<_>>().as_slice() {
        [_, _, _] => date.parse::<jiff::civil::Date>().ok().map(|_| "xsd:date"),
        [year, month] => {
            let is_month = is_number(month, 2) && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
            (is_number(year, 4) && is_month).then_some("xsd:gYearMonth")
        }
        [year] => is_number(year, 4).then_some("xsd:gYear"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_their_source_tells() {
        let kinds = ["2024-05-31", "2024-05", "2024", "2024-13", "2024-02-30", "in 2024", ""].map(date_kind);
        assert_eq!(kinds, [Some("xsd:date"), Some("xsd:gYearMonth"), Some("xsd:gYear"), None, None, None, None]);
    }
}
