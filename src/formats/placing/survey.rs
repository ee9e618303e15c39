//! What the coordinates of a whole file say together: a single row that lies amiss may be a mistake, a file of them is
//! of another reference system or has its coordinates the other way round.

use std::collections::HashMap;

use super::{Areas, RawPlace};
use crate::formats::crs::{Axes, Crs, Ways};
use crate::model::LonLat;

/// Rows that are named.
const NAMED: usize = 5;

/// Rows by which systems are compared: enough to tell, and quick for a file of a million.
const SAMPLE: usize = 2000;

/// A way of reading wins where at least this part of the rows lies right by it…
const WINS: f64 = 0.8;

/// …and at most this part by the way that was named or guessed. Between the two nothing is clear.
const LOSES: f64 = 0.2;

/// Rows, counted; the first are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// How many.
    pub count: u64,
    /// Numbers of the first.
    pub first: Vec<u64>,
}

impl Rows {
    /// Adds a row.
    pub fn add(&mut self, row: u64) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(row);
        }
    }

    /// The numbers of the first, and that there are more.
    pub fn named(&self) -> String {
        let named: Vec<String> = self.first.iter().map(u64::to_string).collect();
        let more = if self.count > self.first.len() as u64 { ", …" } else { "" };
        format!("{}{more}", named.join(", "))
    }
}

/// What a file's coordinates say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Which coordinate comes first.
    pub axes: Axes,
    /// Rows outside Flanders and Brussels.
    pub outside: Rows,
    /// Rows that lie far from the municipality that they state.
    pub elsewhere: Rows,
    /// The reference system by which nearly all rows would lie right, where hardly any does now.
    pub offer: Option<Crs>,
}

impl Survey {
    /// Whether nothing is to be told.
    pub fn is_clean(&self) -> bool {
        self.outside.count == 0 && self.elsewhere.count == 0 && self.offer.is_none()
    }
}

/// A file's coordinates with what is said of them.
#[derive(Debug)]
pub struct File<'a> {
    /// Its places.
    pub places: &'a [RawPlace],
    /// Reference system that the user or the file names.
    pub named: Option<Crs>,
    /// It names one that can't be read.
    pub is_unreadable: bool,
    /// The format says which coordinate comes first, as geodata do. Then it is believed, unless the rows state
    /// municipalities that say otherwise: places in Wallonia with their coordinates turned lie in Flanders.
    pub has_order: bool,
}

/// Looks at all places together.
pub fn survey(file: &File<'_>, areas: &dyn Areas) -> Survey {
    let ways = Ways::default();
    let step = (file.places.len() / SAMPLE).max(1);
    let sample: Vec<&RawPlace> = file.places.iter().step_by(step).collect();
    let share = |crs: Option<Crs>, axes: Axes| {
        let right =
            sample.iter().filter(|place| at(&ways, crs, axes, place).is_some_and(|at| is_right(place, at, areas)));
        right.count() as f64 / sample.len().max(1) as f64
    };
    let as_told = if file.is_unreadable { 0.0 } else { share(file.named, Axes::EastFirst) };
    let mut survey = Survey::default();
    if !sample.is_empty() && as_told <= LOSES {
        let can_turn = !file.has_order || sample.iter().any(|place| place.town.is_some());
        if can_turn && !file.is_unreadable && share(file.named, Axes::NorthFirst) >= WINS {
            survey.axes = Axes::NorthFirst;
        } else {
            survey.offer = offered((file.named, can_turn), &share);
        }
    }
    if !file.is_unreadable {
        tell_rows(file, &ways, areas, &mut survey);
    }
    survey
}

/// Finds the rows that lie amiss. Readings of one sensor stand in one place: each place is looked up once.
fn tell_rows(file: &File<'_>, ways: &Ways, areas: &dyn Areas, survey: &mut Survey) {
    let mut known = HashMap::new();
    let axes = survey.axes;
    for place in file.places {
        let lies = known.entry((place.x.to_bits(), place.y.to_bits(), place.crs, place.town)).or_insert_with(|| {
            let at = at(ways, file.named, axes, place)?;
            Some((areas.is_in_region(at), is_right(place, at, areas)))
        });
        match lies {
            Some((false, _)) => survey.outside.add(place.row),
            Some((true, false)) => survey.elsewhere.add(place.row),
            Some((true, true)) | None => {}
        }
    }
}

/// The system by which most rows lie right; of several alike the likeliest, whichever way round the coordinates stand.
fn offered((named, can_turn): (Option<Crs>, bool), share: &dyn Fn(Option<Crs>, Axes) -> f64) -> Option<Crs> {
    let others = || Crs::ALL.into_iter().filter(move |crs| Some(*crs) != named);
    let best = |axes: Axes| {
        let shares = others().map(|crs| (share(Some(crs), axes), crs));
        let winners = shares.filter(|(share, _)| *share >= WINS);
        winners.reduce(|best, one| if one.0 > best.0 { one } else { best }).map(|(_, crs)| crs)
    };
    best(Axes::EastFirst).or_else(|| if can_turn { best(Axes::NorthFirst) } else { None })
}

fn at(ways: &Ways, crs: Option<Crs>, axes: Axes, place: &RawPlace) -> Option<LonLat> {
    let way = ways.of(crs.or(place.crs), (place.x, place.y)).ok()?;
    way.place_along(axes, (place.x, place.y)).ok().map(|(at, _)| at)
}

fn is_right(place: &RawPlace, at: LonLat, areas: &dyn Areas) -> bool {
    place.town.map_or_else(|| areas.is_in_region(at), |town| areas.is_near(town, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::crs::ToWgs84;
    use crate::model::Nis;

    const GENT: (f64, f64) = (3.725, 51.053_6);
    const BRUGGE: (f64, f64) = (3.224_7, 51.208_9);

    /// Gent and Brugge, each with a few kilometres around it, in a box of Flanders.
    struct Boxes;

    impl Areas for Boxes {
        fn is_in_region(&self, place: LonLat) -> bool {
            (2.5..5.95).contains(&place.lon()) && (50.68..51.51).contains(&place.lat())
        }

        fn is_near(&self, nis: Nis, place: LonLat) -> bool {
            let (lon, lat) = if nis.number() == 44021 { GENT } else { BRUGGE };
            LonLat::new(lon, lat).is_ok_and(|town| town.distance_m(place) < 10_000.0)
        }
    }

    fn nis(code: &str) -> Nis {
        code.parse().expect("a code")
    }

    /// The two towns in a system, the northerly coordinate first or second; with or without their municipality.
    fn places(crs: Crs, axes: Axes, has_towns: bool) -> Vec<RawPlace> {
        let way = ToWgs84::new(crs);
        let all = [(2, GENT, "44021"), (3, BRUGGE, "31005")];
        let raw = |(row, (lon, lat), code): (u64, (f64, f64), &str)| {
            let place = LonLat::new(lon, lat).expect("a place");
            let (x, y) = way.coordinates(place).expect("coordinates");
            let (x, y) = if axes == Axes::NorthFirst { (y, x) } else { (x, y) };
            RawPlace { row, x, y, crs: None, town: has_towns.then(|| nis(code)) }
        };
        all.into_iter().map(raw).collect()
    }

    fn surveyed(places: &[RawPlace], named: Option<Crs>) -> Survey {
        survey(&File { places, named, is_unreadable: false, has_order: false }, &Boxes)
    }

    #[test]
    fn turned_coordinates_are_told_by_the_file_as_a_whole() {
        for crs in [Crs::Lambert72, Crs::Lambert2008] {
            for has_towns in [true, false] {
                for named in [None, Some(crs)] {
                    let turned = surveyed(&places(crs, Axes::NorthFirst, has_towns), named);
                    assert_eq!(turned, Survey { axes: Axes::NorthFirst, ..Survey::default() }, "{crs} {has_towns}");
                    assert_eq!(surveyed(&places(crs, Axes::EastFirst, has_towns), named), Survey::default());
                }
            }
        }
    }

    #[test]
    fn geodata_are_believed_in_their_order_unless_the_towns_say_otherwise() {
        let of = |has_towns| {
            let places = places(Crs::Lambert72, Axes::NorthFirst, has_towns);
            survey(
                &File { places: &places, named: Some(Crs::Lambert72), is_unreadable: false, has_order: true },
                &Boxes,
            )
        };
        assert_eq!(of(true).axes, Axes::NorthFirst);
        let believed = of(false);
        assert_eq!((believed.axes, believed.outside.count, believed.offer), (Axes::EastFirst, 2, None));
    }

    #[test]
    fn another_system_is_offered_and_never_taken() {
        for (real, said) in [
            (Crs::Wgs84, Crs::Lambert72),
            (Crs::Lambert72, Crs::Wgs84),
            (Crs::Lambert72, Crs::Lambert2008),
            (Crs::Lambert2008, Crs::Lambert72),
            (Crs::WebMercator, Crs::Lambert72),
        ] {
            for has_towns in [true, false] {
                let survey = surveyed(&places(real, Axes::EastFirst, has_towns), Some(said));
                assert_eq!((survey.offer, survey.axes), (Some(real), Axes::EastFirst), "{real} said to be {said}");
            }
        }
        let places = places(Crs::Lambert72, Axes::EastFirst, true);
        let unreadable = File { places: &places, named: None, is_unreadable: true, has_order: true };
        let offered = survey(&unreadable, &Boxes);
        assert_eq!((offered.offer, offered.outside.count), (Some(Crs::Lambert72), 0));
    }

    #[test]
    fn a_row_amiss_is_named_and_decides_nothing() {
        let mut mixed = places(Crs::Wgs84, Axes::EastFirst, true);
        mixed.push(RawPlace { row: 4, x: 2.35, y: 48.85, crs: None, town: Some(nis("44021")) });
        mixed.push(RawPlace { row: 5, x: 5.33, y: 50.93, crs: None, town: Some(nis("44021")) });
        let survey = surveyed(&mixed, None);
        assert_eq!((survey.outside.named(), survey.elsewhere.named()), ("4".to_owned(), "5".to_owned()));
        assert_eq!((survey.axes, survey.offer), (Axes::EastFirst, None));
        let many: Vec<RawPlace> = (1..=9).map(|row| RawPlace { row, ..mixed[3].clone() }).collect();
        assert_eq!(surveyed(&many, None).elsewhere.named(), "1, 2, 3, 4, 5, …");
        assert_eq!(surveyed(&[], None), Survey::default());
    }
}
