//! The files that lie beside a Shapefile: whoever takes the one usually takes them all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Their endings: of the format itself, and of what QGIS, GDAL, ArcGIS and GeoServer write beside it.
const ENDINGS: [&str; 16] =
    ["shx", "dbf", "prj", "cpg", "qpj", "qix", "qmd", "sbn", "sbx", "fbn", "fbx", "ain", "aih", "atx", "cst", "fix"];

/// The files among these that are read by themselves: all but those beside a Shapefile that is one of them.
pub fn without_companions(paths: &[PathBuf]) -> Vec<PathBuf> {
    let shapefiles: BTreeSet<PathBuf> =
        paths.iter().filter(|path| ending(path) == "shp").map(|path| path.with_extension("")).collect();
    let is_beside = |path: &Path| {
        let bare = path.with_extension("");
        match ending(path).as_str() {
            // The description beside "x.shp" is called "x.shp.xml".
            "xml" => ending(&bare) == "shp" && shapefiles.contains(&bare.with_extension("")),
            ending => ENDINGS.contains(&ending) && shapefiles.contains(&bare),
        }
    };
    paths.iter().filter(|path| !is_beside(path)).cloned().collect()
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_a_shapefile_is_read_with_it() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let dropped = paths(&[
            "a/Bos.dbf",
            "a/Bos.SHP",
            "a/Bos.shx",
            "a/Bos.prj",
            "a/Bos.shp.xml",
            "a/Bos.csv",
            "a/los.dbf",
            "b/Bos.dbf",
            "a/Bos.xml",
        ]);
        assert_eq!(
            without_companions(&dropped),
            paths(&["a/Bos.SHP", "a/Bos.csv", "a/los.dbf", "b/Bos.dbf", "a/Bos.xml"])
        );
        assert_eq!(without_companions(&paths(&["a/Bos.dbf"])), paths(&["a/Bos.dbf"]), "by itself it is a table");
    }
}
