//! Tests of the geometry codec.

use proptest::prelude::*;

use super::*;

fn coord() -> impl Strategy<Value = Coord<f64>> {
    (-180.0..180.0_f64, -90.0..90.0_f64).prop_map(|(x, y)| Coord { x, y })
}

fn line() -> impl Strategy<Value = LineString<f64>> {
    prop::collection::vec(coord(), 2..12).prop_map(LineString)
}

fn polygon() -> impl Strategy<Value = Polygon<f64>> {
    let ring = || prop::collection::vec(coord(), 3..9).prop_map(LineString);
    (ring(), prop::collection::vec(ring(), 0..3)).prop_map(|(outer, inner)| Polygon::new(outer, inner))
}

fn geometry() -> impl Strategy<Value = Geometry<f64>> {
    let simple = prop_oneof![
        coord().prop_map(|at| Geometry::Point(at.into())),
        line().prop_map(Geometry::LineString),
        polygon().prop_map(Geometry::Polygon),
        prop::collection::vec(coord(), 0..5).prop_map(|at| Geometry::MultiPoint(at.into_iter().collect())),
        prop::collection::vec(line(), 0..4).prop_map(|l| Geometry::MultiLineString(geo::MultiLineString(l))),
        prop::collection::vec(polygon(), 0..4).prop_map(|p| Geometry::MultiPolygon(MultiPolygon(p))),
    ];
    simple.prop_recursive(3, 12, 4, |inner| {
        prop::collection::vec(inner, 1..4).prop_map(|parts| Geometry::GeometryCollection(parts.into()))
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(geometry in geometry()) {
        let decoded = decode(&encode(&geometry, WGS84_SRS_ID)).expect("own blob");
        prop_assert_eq!(decoded.srs_id, WGS84_SRS_ID);
        let expected = geometry.bounding_rect().is_some().then_some(geometry);
        prop_assert_eq!(decoded.geometry, expected);
    }

    #[test]
    fn no_bytes_make_it_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..200), with_header in any::<bool>()) {
        if with_header && bytes.len() > 13 {
            bytes[..4].copy_from_slice(&[b'G', b'P', 0, 1]);
            bytes[8] &= 1;
            let kind = bytes[9] % 8;
            bytes[9..13].copy_from_slice(&[kind, 0, 0, 0]);
        }
        let _ = decode(&bytes);
        let _ = envelope(&bytes);
    }

    #[test]
    fn a_blob_cut_anywhere_is_refused(geometry in geometry(), at in 0.0..1.0_f64) {
        prop_assume!(geometry.bounding_rect().is_some());
        let blob = encode(&geometry, WGS84_SRS_ID);
        let kept = (blob.len() as f64 * at) as usize;
        prop_assert_eq!(decode(&blob[..kept]), Err(BlobError::CutOff));
    }
}

#[test]
fn bytes_are_those_of_the_standard() {
    let blob = encode_point(LonLat::new(4.25, 51.5).expect("on the globe"));
    let mut expected = vec![0x47, 0x50, 0, 1, 0xe6, 0x10, 0, 0, 1, 1, 0, 0, 0];
    expected.extend(4.25_f64.to_le_bytes());
    expected.extend(51.5_f64.to_le_bytes());
    assert_eq!(blob, expected);
}

#[test]
fn heights_are_dropped_in_either_notation_and_byte_order() {
    for kind in [1001_u32, 0x8000_0001] {
        let mut bytes = vec![0];
        bytes.extend(kind.to_be_bytes());
        bytes.extend([3.5_f64, 51.0, 12.0].map(f64::to_be_bytes).concat());
        assert_eq!(decode_wkb(&bytes), Ok(Some(Geometry::Point((3.5, 51.0).into()))));
    }
}

#[test]
fn a_count_greater_than_the_blob_is_refused_before_anything_is_reserved() {
    let mut blob = vec![b'G', b'P', 0, 1, 0xe6, 0x10, 0, 0, 1, 2, 0, 0, 0];
    blob.extend(u32::MAX.to_le_bytes());
    assert_eq!(decode(&blob), Err(BlobError::CutOff));
}

#[test]
fn deep_nesting_is_refused() {
    let mut wkb = Vec::new();
    for _ in 0..1000 {
        wkb.extend([1, 7, 0, 0, 0, 1, 0, 0, 0]);
    }
    assert_eq!(decode_wkb(&wkb), Err(BlobError::TooDeep));
}

#[test]
fn an_empty_geometry_has_no_envelope() {
    let blob = encode(&Geometry::MultiPolygon(MultiPolygon(Vec::new())), WGS84_SRS_ID);
    assert_eq!(envelope(&blob), Ok(None));
    let mut point = vec![1, 1, 0, 0, 0];
    point.extend([f64::NAN, f64::NAN].map(f64::to_le_bytes).concat());
    assert_eq!(decode_wkb(&point), Ok(None));
}

#[test]
fn the_envelope_is_read_from_the_header_and_from_a_point() {
    let line = Geometry::LineString(vec![(3.0, 50.0), (4.0, 51.0)].into());
    let expected = Envelope { min_x: 3.0, max_x: 4.0, min_y: 50.0, max_y: 51.0 };
    assert_eq!(envelope(&encode(&line, WGS84_SRS_ID)), Ok(Some(expected)));
    let point = envelope(&encode_point(LonLat::new(4.0, 51.0).expect("on the globe")));
    assert_eq!(point, Ok(Some(Envelope { min_x: 4.0, max_x: 4.0, min_y: 51.0, max_y: 51.0 })));
}
