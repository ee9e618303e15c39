//! The WFS reader against MapServer (Debian package mapserver-bin), which speaks WFS 2.0 with GeoJSON in EPSG:31370.
//! Skipped, aloud, where it is not installed. It is a CGI program: a small server on loopback runs it once a request.

#![expect(clippy::disallowed_methods, reason = "the test writes the map file and the features that MapServer serves")]

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use regioscope::feeds::FeedError;
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::model::{Feed, LonLat, ObservedProperty, Protocol, Quality, Unit};

use super::server::{Server, reply};
use super::{client, feed, now, read};

const MAP: &str = r#"MAP
  NAME "air"
  SIZE 100 100
  EXTENT 0 0 300000 300000
  PROJECTION "epsg:31370" END
  OUTPUTFORMAT
    NAME "geojson"
    DRIVER "OGR/GEOJSON"
    MIMETYPE "application/json"
    FORMATOPTION "STORAGE=stream"
    FORMATOPTION "FORM=SIMPLE"
  END
  WEB
    METADATA
      "ows_title" "Air"
      "ows_onlineresource" "http://127.0.0.1/"
      "ows_srs" "EPSG:31370 EPSG:4326"
      "ows_enable_request" "*"
    END
  END
  LAYER
    NAME "no2_hmean_station"
    TYPE POINT
    STATUS ON
    CONNECTIONTYPE OGR
    CONNECTION "stations.geojson"
    DATA "stations"
    PROJECTION "epsg:31370" END
    METADATA
      "ows_title" "NO2"
      "gml_include_items" "all"
      "gml_featureid" "id"
      "wfs_getfeature_formatlist" "geojson"
      "ows_srs" "EPSG:31370 EPSG:4326"
    END
  END
END
"#;

const CONFIGURATION: &str = "CONFIG\n  ENV\n    MS_MAP_PATTERN \".\"\n  END\nEND\n";

/// Stations, the first where a publisher gives both pairs of coordinates, the last without a value.
fn stations(count: u32) -> String {
    let mut features = String::new();
    for number in 1..=count {
        let value = if number == count { -9999.0 } else { f64::from(number) + 0.5 };
        let (x, y) = (144_474.529_7 + f64::from(number - 1) * 1000.0, 208_293.532_4);
        let comma = if number == 1 { "" } else { "," };
        write!(
            features,
            r#"{comma}{{"type":"Feature","properties":{{"id":{number},"ab_eoi_code":"T{number:02}","ab_name":"Test {number}",
            "timestamp":"2026-04-06T10:00:00Z","value":{value}}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
        )
        .expect("memory");
    }
    let crs = r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::31370"}}"#;
    format!(r#"{{"type":"FeatureCollection","name":"stations","crs":{crs},"features":[{features}]}}"#)
}

/// One run of MapServer: its head as header lines, its status and its body.
fn run(folder: &Path, query: &str) -> (String, String, Vec<u8>) {
    let output = Command::new("mapserv")
        .env("REQUEST_METHOD", "GET")
        .env("QUERY_STRING", query)
        .env("MS_MAPFILE", folder.join("air.map"))
        .env("MAPSERVER_CONFIG_FILE", folder.join("mapserver.conf"))
        .stdin(Stdio::null())
        .output()
        .expect("it ran before");
    let split = output.stdout.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&output.stdout[..split]).into_owned();
    let status = head.lines().find_map(|line| line.strip_prefix("Status: ")).unwrap_or("200 OK").to_owned();
    let headers: Vec<&str> = head.lines().filter(|line| !line.starts_with("Status: ")).collect();
    (status, headers.join("\r\n") + "\r\n", output.stdout[split + 4..].to_vec())
}

/// A server in front of MapServer; `None`, said aloud, where it is not installed.
fn serve(folder: &Path, count: u32) -> Option<Server> {
    if Command::new("mapserv").arg("-v").stdout(Stdio::null()).status().is_err() {
        // Not println!, which a passing test keeps to itself.
        let reason = "mapserv (Debian package mapserver-bin) is not installed";
        writeln!(std::io::stderr(), "SKIPPED a real WFS: {reason}").expect("standard error");
        return None;
    }
    for (name, text) in
        [("air.map", MAP), ("mapserver.conf", CONFIGURATION), ("stations.geojson", stations(count).as_str())]
    {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let folder = folder.to_owned();
    Some(Server::start(move |request, stream| {
        let query = request.target.split_once('?').map_or("", |(_, query)| query);
        let (status, headers, body) = run(&folder, query);
        reply(stream, &status, &headers, &body);
    }))
}

fn of_layer(server: &Server, layer: &str) -> Feed {
    let mut feed = feed(Protocol::Wfs, &format!("{}/cgi-bin/mapserv", server.url));
    feed.options.insert("layers".to_owned(), layer.to_owned());
    feed
}

#[test]
fn a_real_wfs_is_read_in_lambert_coordinates() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(server) = serve(folder.path(), 7) else { return };
    let (whole, mut client) = (of_layer(&server, "no2_hmean_station"), client());
    let readings = read(&whole, &mut client).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), server.targets().len()), (7, 1));
    let place = readings.sensors[0].location.expect("a place");
    assert!(place.distance_m(LonLat::new(4.289_731_136, 51.184_607_64).expect("a place")) < 1.0, "{place:?}");
    let stream = &readings.sensors[0].datastreams[0];
    assert_eq!((stream.property, stream.unit), (ObservedProperty::No2, Unit::MicrogramPerCubicMetre));
    assert_eq!(stream.latest.map(|latest| (latest.value, latest.time)), Some((1.5, now())));
    assert_eq!(readings.observations[6].2.quality, Quality::Missing, "-9999 is no value");
    let mut paged = whole;
    paged.options.insert("page_size".to_owned(), "3".to_owned());
    assert_eq!(read(&paged, &mut client).expect("readings").observations, readings.observations);
    assert_eq!(server.targets().len(), 1 + 3, "three, three, one");
}

#[test]
fn a_real_wfs_says_what_it_does_not_like() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(server) = serve(folder.path(), 2) else { return };
    let error = read(&of_layer(&server, "nowhere"), &mut client()).expect_err("no such layer");
    assert!(matches!(&error, FeedError::Parse { reason, .. } if reason.contains("'nowhere' doesn't exist")), "{error}");
    let address = format!("{}/cgi-bin/mapserv?service=WFS&version=2.0.0&request=GetCapabilities", server.url);
    let found = recognise(&address, None, &MemorySecrets::default(), &mut client(), now()).expect("recognised");
    assert_eq!((found.feed.protocol, found.feed.option("layers")), (Protocol::Wfs, Some("ms:no2_hmean_station")));
    assert_eq!(found.readings.sensors.len(), 2);
}
