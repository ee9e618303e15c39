//! Where the selected projects stand on the map: at their own place, else at their municipalities.

use smallvec::SmallVec;

use crate::model::numbered::Numbered;
use crate::model::{Dimension, LonLat, Nis, Project, ProjectKind};
use crate::query::filter::Selection;
use crate::query::towns::WantedTowns;
use crate::workspace::{Filter, Municipalities, Projects};

/// Rows of a place: of a million places each has one, and a list of its own for each would take more room than the rows.
pub type PlaceRows = SmallVec<[u32; 4]>;

/// All projects of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceSymbol {
    /// Where it stands.
    pub place: LonLat,
    /// The municipality, unless it is a project's own location.
    pub nis: Option<Nis>,
    /// Rows of the counted projects there, in the order of the inventory.
    pub rows: PlaceRows,
    /// Rows of programmes there: listed, not counted.
    pub programmes: PlaceRows,
    /// How many of `rows` by display dimension, in the order of [`Dimension::ALL`], without zeros.
    pub by_dimension: SmallVec<[(Dimension, u32); 2]>,
}

/// The dimension that a project shows as: the first of its own that the filter asks for, else its first.
pub fn display_dimension(project: &Project, filter: &Filter) -> Option<Dimension> {
    project
        .dimensions
        .iter()
        .copied()
        .find(|dimension| filter.dimensions.contains(dimension))
        .or_else(|| project.dimensions.first().copied())
}

/// Symbols of the selection, largest count first, then by code, then by place. A project with its own place stands
/// there; one with several municipalities stands at each; where the filter asks for municipalities, provinces and
/// so on or a part of the map, only at those that meet every one of these parts (any one of them, where no single
/// municipality meets all).
pub fn run(
    projects: &Projects,
    municipalities: &Municipalities,
    filter: &Filter,
    selection: &Selection,
) -> Vec<PlaceSymbol> {
    let wanted = WantedTowns::new(municipalities, filter);
    let mut places = Places::default();
    for &row in &selection.rows {
        let Some(project) = projects.get(row) else { continue };
        if let Some(place) = project.location {
            places.at(place, None).add(row, project, filter);
            continue;
        }
        for position in wanted.positions(project, municipalities) {
            let Some(town) = municipalities.rows().get(position) else { continue };
            places.at(town.label_point, Some(town.nis)).add(row, project, filter);
        }
    }
    in_order(places.symbols)
}

/// The symbols so far, and where each lies among them.
#[derive(Default)]
struct Places {
    symbols: Vec<PlaceSymbol>,
    numbers: Numbered,
}

impl Places {
    /// The symbol of a place.
    fn at(&mut self, place: LonLat, nis: Option<Nis>) -> &mut PlaceSymbol {
        let Self { symbols, numbers } = self;
        let known = |number: u32| symbols.get(number as usize).map(|symbol| PlaceKey::of(symbol.place, symbol.nis));
        let number = numbers.find_or_add(&PlaceKey::of(place, nis), symbols.len() as u32, known) as usize;
        if number == symbols.len() {
            symbols.push(PlaceSymbol::new(place, nis));
        }
        &mut symbols[number]
    }
}

/// What makes two projects stand at one place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum PlaceKey {
    Town(Nis),
    Point(u64, u64),
}

impl PlaceKey {
    fn of(place: LonLat, nis: Option<Nis>) -> Self {
        nis.map_or_else(|| Self::Point(place.lon().to_bits(), place.lat().to_bits()), Self::Town)
    }
}

impl PlaceSymbol {
    const fn new(place: LonLat, nis: Option<Nis>) -> Self {
        Self {
            place,
            nis,
            rows: SmallVec::new_const(),
            programmes: SmallVec::new_const(),
            by_dimension: SmallVec::new_const(),
        }
    }

    fn add(&mut self, row: u32, project: &Project, filter: &Filter) {
        if project.kind == ProjectKind::Programme {
            self.programmes.push(row);
            return;
        }
        self.rows.push(row);
        let Some(dimension) = display_dimension(project, filter) else { return };
        match self.by_dimension.binary_search_by_key(&dimension, |(known, _)| *known) {
            Ok(index) => {
                if let Some((_, count)) = self.by_dimension.get_mut(index) {
                    *count += 1;
                }
            }
            Err(index) => self.by_dimension.insert(index, (dimension, 1)),
        }
    }
}

fn in_order(mut symbols: Vec<PlaceSymbol>) -> Vec<PlaceSymbol> {
    // No two are alike, and a stable sort would need room for half of them.
    symbols.sort_unstable_by(|a, b| {
        (b.rows.len(), b.programmes.len())
            .cmp(&(a.rows.len(), a.programmes.len()))
            .then_with(|| a.nis.cmp(&b.nis))
            .then_with(|| a.place.lon().total_cmp(&b.place.lon()))
            .then_with(|| a.place.lat().total_cmp(&b.place.lat()))
    });
    symbols
}
