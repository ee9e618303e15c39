//! Commands on the map.

use std::sync::Arc;

use crate::model::IndicatorId;
use crate::workspace::{Background, Camera, ClassMethod, MapView};

/// A layer of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Municipalities.
    Municipalities,
    /// Projects.
    Projects,
    /// Sensors.
    Sensors,
    /// Names.
    Labels,
    /// The fill of municipalities by a figure.
    Choropleth,
}

/// A change of the map.
#[derive(Clone, Debug, PartialEq)]
pub enum MapCommand {
    /// Looks here; `None` = all of Flanders.
    SetCamera(Option<Camera>),
    /// Shows or hides a layer.
    ToggleLayer(Layer),
    /// Shows or hides a layer of the user's own.
    ToggleOwnLayer(Arc<str>),
    /// Puts this under the layers.
    SetBackground(Background),
    /// Fills municipalities by this figure.
    SetIndicator(Option<IndicatorId>),
    /// Of this year; `None` = the newest.
    SetYear(Option<i16>),
    /// With classes made like this.
    SetClassMethod(ClassMethod),
    /// With this many classes, 3 to 5.
    SetClassCount(u8),
}

impl MapCommand {
    /// Makes the change.
    pub fn apply(&self, map: &mut MapView) {
        match self {
            Self::SetCamera(camera) => map.camera = *camera,
            Self::ToggleLayer(layer) => {
                let shown = match layer {
                    Layer::Municipalities => &mut map.show_municipalities,
                    Layer::Projects => &mut map.show_projects,
                    Layer::Sensors => &mut map.show_sensors,
                    Layer::Labels => &mut map.show_labels,
                    Layer::Choropleth => &mut map.has_choropleth,
                };
                *shown = !*shown;
            }
            Self::ToggleOwnLayer(name) => {
                if !map.hidden_layers.remove(name) {
                    map.hidden_layers.insert(Arc::clone(name));
                }
            }
            Self::SetBackground(background) => map.background = *background,
            Self::SetIndicator(indicator) => {
                map.indicator.clone_from(indicator);
                map.year = None;
                map.has_choropleth = true;
            }
            Self::SetYear(year) => map.year = *year,
            Self::SetClassMethod(method) => map.class_method = *method,
            Self::SetClassCount(count) => map.class_count = (*count).clamp(3, 5),
        }
    }
}
