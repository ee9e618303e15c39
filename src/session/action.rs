//! What menu, palette and keys offer: each action has one text, one tooltip and at most one shortcut.
//!
//! An action is a request of the user's hand; some need a file or a place first, which the interface asks for,
//! and then become a [`super::Command`].

use crate::model::dimension::keyed_enum;

keyed_enum!(
    /// An action. Its text is `action-<key>` in the area `commands`.
    Action {
        /// Opens the search palette.
        Palette = "palette",
        /// Takes the last change back.
        Undo = "undo",
        /// Makes it again.
        Redo = "redo",
        /// Drops all filters.
        ClearFilters = "clear_filters",
        /// Opens a workspace.
        OpenWorkspace = "open_workspace",
        /// Makes a new workspace.
        NewWorkspace = "new_workspace",
        /// Goes on in a copy.
        SaveWorkspaceAs = "save_workspace_as",
        /// Writes the view to a file.
        SaveView = "save_view",
        /// Reads a view file.
        OpenView = "open_view",
        /// Copies the command line that reproduces the view.
        CopyCommand = "copy_command",
        /// Reads project files.
        Import = "import",
        /// Reads a table of figures.
        ImportFigures = "import_figures",
        /// Writes an export.
        Export = "export",
        /// Makes profiles of municipalities.
        Report = "report",
        /// Writes a report of views.
        Compose = "compose",
        /// Makes a project of the user's own.
        NewProject = "new_project",
        /// Changes the selected project of the user's own.
        EditProject = "edit_project",
        /// Shows the map.
        ShowMap = "show_map",
        /// Shows the table of projects.
        ShowProjects = "show_projects",
        /// Shows the indicators.
        ShowIndicators = "show_indicators",
        /// Shows municipalities side by side.
        ShowCompare = "show_compare",
        /// Shows white spots, look-alikes, partners.
        ShowGaps = "show_gaps",
        /// Shows the sensors.
        ShowSensors = "show_sensors",
        /// Shows the data.
        ShowData = "show_data",
        /// Zooms in.
        ZoomIn = "zoom_in",
        /// Zooms out.
        ZoomOut = "zoom_out",
        /// Shows all of Flanders.
        ZoomHome = "zoom_home",
        /// Next project on the map or in the table.
        NextProject = "next_project",
        /// Previous project.
        PreviousProject = "previous_project",
        /// Shows or hides the filter panel.
        ToggleFilterPanel = "toggle_filter_panel",
        /// Shows or hides the inspector.
        ToggleInspector = "toggle_inspector",
        /// Light or dark.
        ToggleTheme = "toggle_theme",
        /// Dutch or English.
        ToggleLanguage = "toggle_language",
        /// Everything larger.
        ScaleUp = "scale_up",
        /// Everything smaller.
        ScaleDown = "scale_down",
        /// Everything at its own size.
        ScaleReset = "scale_reset",
        /// Off the network or on it.
        ToggleOffline = "toggle_offline",
        /// Simulated sensors on or off.
        ToggleSimulation = "toggle_simulation",
        /// Adds a feed by its address.
        AddFeed = "add_feed",
        /// Official boundaries.
        UpdateBoundaries = "update_boundaries",
        /// Ends the program.
        Quit = "quit",
    }
);

/// A key with its modifiers. `command` is Ctrl, or ⌘ on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shortcut {
    /// Ctrl or ⌘.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Name of the key: "K", "Z", "F1", "Plus", "Home".
    pub key: &'static str,
}

const fn with_command(key: &'static str) -> Shortcut {
    Shortcut { command: true, shift: false, key }
}

const fn with_command_shift(key: &'static str) -> Shortcut {
    Shortcut { command: true, shift: true, key }
}

const fn plain(key: &'static str) -> Shortcut {
    Shortcut { command: false, shift: false, key }
}

impl Action {
    /// Its shortcut, if it has one.
    pub const fn shortcut(self) -> Option<Shortcut> {
        Some(match self {
            Self::Palette => with_command("K"),
            Self::Undo => with_command("Z"),
            Self::Redo => with_command("Y"),
            Self::ClearFilters => with_command_shift("X"),
            Self::OpenWorkspace => with_command("O"),
            Self::NewWorkspace => with_command("N"),
            Self::SaveWorkspaceAs => with_command_shift("S"),
            Self::SaveView => with_command("S"),
            Self::OpenView => with_command_shift("O"),
            Self::CopyCommand => with_command_shift("C"),
            Self::Import => with_command("I"),
            Self::Export => with_command("E"),
            Self::Compose => with_command("R"),
            Self::ShowMap => with_command("1"),
            Self::ShowProjects => with_command("2"),
            Self::ShowIndicators => with_command("3"),
            Self::ShowCompare => with_command("4"),
            Self::ShowGaps => with_command("5"),
            Self::ShowSensors => with_command("6"),
            Self::ShowData => with_command("7"),
            Self::ZoomIn => plain("Plus"),
            Self::ZoomOut => plain("Minus"),
            Self::ZoomHome => plain("Home"),
            Self::NextProject => plain("N"),
            Self::PreviousProject => plain("P"),
            Self::ToggleFilterPanel => with_command("B"),
            Self::ToggleInspector => with_command("J"),
            Self::ToggleTheme => with_command("D"),
            Self::ToggleLanguage => with_command("L"),
            Self::ScaleUp => with_command("Plus"),
            Self::ScaleDown => with_command("Minus"),
            Self::ScaleReset => with_command("0"),
            Self::ToggleOffline => with_command_shift("W"),
            Self::ToggleSimulation
            | Self::AddFeed
            | Self::ImportFigures
            | Self::UpdateBoundaries
            | Self::Report
            | Self::NewProject
            | Self::EditProject => return None,
            Self::Quit => with_command("Q"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut() {
        let mut seen = std::collections::BTreeMap::new();
        for action in Action::ALL {
            if let Some(shortcut) = action.shortcut() {
                assert_eq!(seen.insert(shortcut, action), None, "{shortcut:?} of {action}");
            }
        }
    }
}
