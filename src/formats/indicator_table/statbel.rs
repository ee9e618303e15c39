//! Column codes of Statbel's open tables.
//!
//! The codes below were read in public code that works with Statbel's files (fiscal income by municipality, structure
//! of the population, building permits): `CD_YEAR`, `CD_REFNIS`, `CD_MUNTY_REFNIS`, `CD_REFNIS_MUNICIPALITY`, `REFNIS`,
//! `CD_REFNIS_LEVEL` (5 = municipality), `CD_PERIOD` (0 = the whole year), `TX_…_NL`, `MS_…`. They were not confirmed
//! against a file of today: where a code is not known, the column is judged by what it holds, like any other.
//! May use: nothing.

use super::mapping::Role;

/// What is known of a column code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// What the column means.
    pub role: Role,
    /// Indicator of the program that its figures are, for [`Role::Value`].
    pub indicator: Option<&'static str>,
    /// The value of [`Role::Only`].
    pub only: Option<&'static str>,
}

/// What a column code means; `None` = it is none of Statbel's that is known.
pub fn column(header: &str) -> Option<Known> {
    let code = header.trim().to_ascii_uppercase();
    let plain = |role| Some(Known { role, indicator: None, only: None });
    match code.as_str() {
        "CD_REFNIS" | "CD_MUNTY_REFNIS" | "CD_REFNIS_MUNICIPALITY" | "REFNIS" | "NIS5" => plain(Role::Nis),
        "CD_YEAR" => plain(Role::Year),
        // Rows of regions, provinces and arrondissements stand beside those of municipalities, months beside years.
        "CD_REFNIS_LEVEL" => Some(Known { role: Role::Only, indicator: None, only: Some("5") }),
        "CD_PERIOD" => Some(Known { role: Role::Only, indicator: None, only: Some("0") }),
        "TX_DESCR_NL" | "TX_MUNTY_DESCR_NL" | "REFNIS_NL" => plain(Role::Name),
        _ => measure(&code)
            .or_else(|| is_code(&code).then_some(Known { role: Role::Ignore, indicator: None, only: None })),
    }
}

/// Measures that are indicators of the program.
fn measure(code: &str) -> Option<Known> {
    let indicator = match code {
        "MS_POPULATION" => "population",
        "MS_TOT_RESIDENTS" => "fiscal_residents",
        "MS_NBR_NON_ZERO_INC" => "declarations",
        "MS_TOT_NET_TAXABLE_INC" => "net_taxable_income",
        "MS_BUILDING_RES_NEW" => "residential_buildings_new",
        "MS_DWELLING_RES_NEW" => "dwellings_new",
        "MS_APARTMENT_RES_NEW" => "apartments_new",
        "MS_SINGLE_HOUSE_RES_NEW" => "single_houses_new",
        "MS_BUILDING_RES_RENOVATION" => "residential_renovations",
        "MS_BUILDING_NONRES_NEW" => "nonresidential_buildings_new",
        _ => return None,
    };
    Some(Known { role: Role::Value, indicator: Some(indicator), only: None })
}

/// Whether it looks like one of Statbel's codes: another breakdown, name or measure, which is left to the user.
fn is_code(code: &str) -> bool {
    ["CD_", "TX_", "MS_", "DT_"].iter().any(|start| code.starts_with(start))
}

/// Whether rows of these headers are parts of a whole: a population by age, sex, nationality or civil status.
pub fn is_broken_down<'a>(headers: impl IntoIterator<Item = &'a str>) -> bool {
    const BREAKDOWNS: [&str; 5] = ["CD_AGE", "CD_SEX", "CD_NATLTY", "CD_CIV_STS", "CD_AGE_GROUP"];
    headers.into_iter().any(|header| BREAKDOWNS.contains(&&*header.trim().to_ascii_uppercase()))
}

/// Whether the headers are those of a table of Statbel.
pub fn is_statbel<'a>(headers: impl IntoIterator<Item = &'a str>) -> bool {
    let codes = headers.into_iter().filter(|header| {
        let code = header.trim().to_ascii_uppercase();
        matches!(code.as_str(), "CD_REFNIS" | "CD_MUNTY_REFNIS" | "CD_REFNIS_MUNICIPALITY" | "REFNIS")
            || code.starts_with("MS_")
            || code == "CD_YEAR"
    });
    codes.count() >= 2
}
