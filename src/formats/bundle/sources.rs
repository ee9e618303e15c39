//! Data sets with licence and attribution, from the package's descriptor.

use std::sync::Arc;

use serde::Deserialize;

use super::BundleError;
use super::container::Bundle;
use crate::model::Source;

#[derive(Deserialize)]
struct Descriptor {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    name: String,
    path: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    licenses: Vec<Named>,
    #[serde(default)]
    sources: Vec<Named>,
    #[serde(default)]
    attribution: String,
    date: Option<String>,
    hash: Option<String>,
}

/// A licence or source: Frictionless lets each member be absent.
#[derive(Deserialize)]
struct Named {
    title: Option<String>,
    name: Option<String>,
    path: Option<String>,
}

impl Named {
    fn words(&self) -> String {
        let title = self.title.as_ref().or(self.name.as_ref());
        match (title, &self.path) {
            (Some(title), Some(path)) => format!("{title}, {path}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => String::new(),
        }
    }
}

/// The data sets in the order of the descriptor.
pub(super) fn read(bundle: &Bundle<'_>) -> Result<Vec<Source>, BundleError> {
    let text = bundle.text("datapackage.json")?;
    let descriptor: Descriptor =
        serde_json::from_str(&text).map_err(|error| BundleError::Damaged(format!("{error}: datapackage.json")))?;
    Ok(descriptor.resources.iter().map(|resource| source(bundle, resource)).collect())
}

fn source(bundle: &Bundle<'_>, resource: &Resource) -> Source {
    let licences: Vec<&str> =
        resource.licenses.iter().filter_map(|licence| licence.title.as_deref().or(licence.name.as_deref())).collect();
    let origins: Vec<String> = resource.sources.iter().map(Named::words).collect();
    let rows = bundle.entry(&resource.path).map_or(0, |entry| entry.rows);
    let hash = resource.hash.as_deref().map(|hash| hash.strip_prefix("sha256:").unwrap_or(hash));
    Source {
        id: Arc::from(resource.name.as_str()),
        title: Arc::from(if resource.title.is_empty() { &resource.name } else { &resource.title }.as_str()),
        licence: Arc::from(licences.join("; ")),
        attribution: Arc::from(resource.attribution.as_str()),
        origin: Arc::from(origins.join("; ")),
        date: resource.date.as_deref().map(Arc::from),
        hash: hash.map(Arc::from),
        record_count: (rows > 0).then_some(rows),
        is_simulated: false,
        is_bundled: true,
    }
}
