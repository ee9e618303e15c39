//! Where the rows of a file lie, by the boundaries of the open workspace: looked at before the file is read.

use super::Desk;
use crate::formats::placing::{Areas, PlaceColumns, Survey, raw_places, survey};
use crate::formats::project_list::ListTable;
use crate::model::pool::Memo;
use crate::model::{LonLat, Nis};
use crate::workspace::Municipalities;
use crate::workspace::whereabouts::Whereabouts;

impl Areas for Whereabouts {
    fn is_in_region(&self, place: LonLat) -> bool {
        self.is_in_region(place)
    }

    fn is_near(&self, nis: Nis, place: LonLat) -> bool {
        self.is_near(nis, place)
    }
}

impl Desk {
    /// What the places of a table say together. `said` is the reference system of its mapping.
    pub(super) fn survey(
        &self,
        table: &ListTable,
        header_row: u64,
        columns: &PlaceColumns,
        said: Option<&str>,
    ) -> Survey {
        let mut towns = Towns { municipalities: &self.places, known: Memo::default() };
        let places = raw_places(table, header_row, columns, &mut |text| towns.one(text));
        let has_shapes = !table.shapes.is_empty();
        let named = table.crs_or(said);
        let file = survey::File {
            places: &places,
            named,
            is_unreadable: has_shapes && table.check_crs(named).is_err(),
            has_order: has_shapes,
        };
        survey::survey(&file, &Whereabouts::new(&self.places))
    }
}

/// Municipalities by name, each looked up once.
struct Towns<'a> {
    municipalities: &'a Municipalities,
    known: Memo<Option<Nis>>,
}

impl Towns<'_> {
    /// The one that a text names; none where it may be several.
    fn one(&mut self, text: &str) -> Option<Nis> {
        let municipalities = self.municipalities;
        let only = |text: &str| match municipalities.find(text).as_slice() {
            [nis] if !text.is_empty() => Some(*nis),
            _ => None,
        };
        self.known.get(text, |text| Ok::<_, std::convert::Infallible>(only(text))).unwrap_or_default()
    }
}
