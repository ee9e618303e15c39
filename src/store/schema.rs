//! The tables of a workspace file: those that GeoPackage 1.3 (OGC 12-128r17) demands, and ours.
//!
//! Every table that other programs list has one integer key, `fid`; observations and rollups are kept in compact
//! tables without a row number and shown through views. There is no R-tree extension: its triggers would make the
//! file unwritable for every program that lacks `ST_IsEmpty` and its kin, and these layers are small.

/// `GPKG`, at byte 68 of the file.
pub(super) const APPLICATION_ID: i32 = 0x4750_4B47;

/// GeoPackage 1.3.0; migrations count in `regioscope_migrations`.
pub(super) const USER_VERSION: i32 = 10_300;

/// The tables that GeoPackage demands, with the reference systems it wants and WGS84.
pub(super) const CORE: &str = include_str!("schema_core.sql");

/// The first version of our tables.
pub(super) const TABLES_1: &str = include_str!("schema_1.sql");

/// What the second migration adds.
pub(super) const TABLES_2: &str = include_str!("schema_2.sql");

/// What the third migration adds.
pub(super) const TABLES_3: &str = include_str!("schema_3.sql");

/// What the fourth migration adds.
pub(super) const TABLES_4: &str = include_str!("schema_4.sql");

/// What the fifth migration adds.
pub(super) const TABLES_5: &str = include_str!("schema_5.sql");

/// What the sixth migration adds.
pub(super) const TABLES_6: &str = include_str!("schema_6.sql");

/// Tables of migration 7.
pub(super) const TABLES_7: &str = include_str!("schema_7.sql");

/// Tables of migration 8.
pub(super) const TABLES_8: &str = include_str!("schema_8.sql");

/// Feature layers: name, type of geometry.
pub(super) const FEATURES: &[(&str, &str)] =
    &[("projects", "POINT"), ("municipalities", "MULTIPOLYGON"), ("sensors", "POINT")];

/// Tables and views without a geometry that other programs list.
pub(super) const ATTRIBUTES: &[&str] = &[
    "sources",
    "arrondissements",
    "aliases",
    "mergers",
    "indicators",
    "indicator_values",
    "indicator_gaps",
    "indicator_imports",
    "indicator_revisions",
    "feeds",
    "feed_health",
    "datastreams",
    "observations",
    "rollups_hourly",
    "rollups_daily",
    "rollups_monthly",
    "rejected",
    "feed_rejected",
    "own_lists",
    "own_ratios",
    "own_notes",
    "own_tags",
    "own_corrections",
    "own_projects",
    "own_layers",
    "regioscope_meta",
];
