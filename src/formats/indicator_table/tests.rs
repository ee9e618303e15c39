//! Tables as people and offices make them, read by the proposal that is made for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::formats::sheet::{self, Sheet};
use crate::model::municipality::Merger;
use crate::model::period::Year;
use crate::model::{
    Arrondissement, Indicator, IndicatorId, IndicatorImport, IndicatorValue, KnownValue, LonLat, MergerTimeline,
    Municipality, Nis, NisVintage, Province, Region, Source, Typology, ValueStatus,
};

pub(super) fn nis(code: u32) -> Nis {
    Nis::try_from(code).expect("a code")
}

pub(super) fn municipality(code: u32, name: &str, region: Region) -> Municipality {
    Municipality {
        nis: nis(code),
        name: name.into(),
        name_fr: (name == "Gent").then(|| "Gand".into()),
        name_de: None,
        region,
        province: Province::EastFlanders,
        arrondissement: Arrondissement(44),
        typology: Typology::Urban,
        is_centrumstad: false,
        area_ha: None,
        population_2020: None,
        postal_codes: [].into(),
        label_point: LonLat::new(3.7, 51.0).expect("a place"),
        label_rank: 1,
        boundary: None,
    }
}

/// Gent; Deinze, made of Deinze and Nevele in 2019; Antwerpen, which took in Borsbeek in 2025; Brussel.
pub(super) fn book() -> PlaceBook {
    let merger = |old, old_name: &str, new, year| Merger {
        old: nis(old),
        old_name: old_name.into(),
        new: nis(new),
        effective: date(year, 1, 1),
    };
    let timeline = MergerTimeline::new(vec![
        merger(44_011, "Deinze", 44_083, 2019),
        merger(44_049, "Nevele", 44_083, 2019),
        merger(11_007, "Borsbeek", 11_002, 2025),
    ]);
    let rows = [
        municipality(44_021, "Gent", Region::Flanders),
        municipality(44_083, "Deinze", Region::Flanders),
        municipality(11_002, "Antwerpen", Region::Flanders),
        municipality(21_004, "Brussel", Region::Brussels),
    ];
    PlaceBook::new(&rows, &[("Ghent".into(), nis(44_021))], &timeline)
}

pub(super) fn sheet_of(text: &str) -> Sheet {
    sheet::read(text.as_bytes()).expect("a table").remove(0)
}

pub(super) fn guessed(text: &str) -> (Sheet, Mapping) {
    let sheet = sheet_of(text);
    let mapping = detect::guess(&sheet, &book(), &[]);
    (sheet, mapping)
}

pub(super) fn read(text: &str) -> TableRead {
    let (sheet, mapping) = guessed(text);
    apply::read(&sheet, &mapping, &book(), "t.csv").unwrap_or_else(|error| panic!("{error}: {mapping:?}"))
}

/// Indicator, code, year and value of everything that was read.
pub(super) fn values(read: &TableRead) -> Vec<(String, u32, Year, f64)> {
    let flat = read.values.iter().flat_map(|(id, rows)| rows.iter().map(move |row| (id, row)));
    flat.map(|(id, row)| (id.to_string(), row.nis.number(), row.year, row.value)).collect()
}

pub(super) fn reasons(read: &TableRead) -> Vec<(u64, String, String)> {
    read.rejected.iter().map(|row| (row.row, row.column.to_string(), row.reason.to_string())).collect()
}

#[test]
fn a_long_table_by_code_and_year_is_read() {
    let read = read("NIS-code;Jaar;Aantal laadpalen\n44021;2020;1.234\n44021;2021;…\n11002;2020;7\n");
    assert_eq!(
        values(&read),
        [("aantal_laadpalen".into(), 11_002, 2020, 7.0), ("aantal_laadpalen".into(), 44_021, 2020, 1234.0)]
    );
    assert_eq!((read.missing_count, read.rejected_count), (1, 0));
}

#[test]
fn years_as_columns_are_one_figure() {
    let (_, mapping) = guessed("Gemeente;2019;2020;2021\nGent;1;2;-\nAntwerpen;3;4;5\n");
    assert_eq!(mapping.indicators.len(), 1);
    let read = read("Gemeente;Bomen 2019;Bomen 2020\nGent;1;2\nGand;1;2\nGhent;1;2\nAntwerpen;n.b.;4\n");
    assert_eq!(
        values(&read),
        [("bomen".into(), 11_002, 2020, 4.0), ("bomen".into(), 44_021, 2019, 1.0), ("bomen".into(), 44_021, 2020, 2.0)]
    );
    assert_eq!(read.missing_count, 1);
}

#[test]
fn figures_of_one_year_take_it_from_the_title() {
    let (_, mapping) =
        guessed("Bevolking op 1 januari 2022\n\nGemeente;Fietsen (aantal);Bomen\nGent;1;2\nAntwerpen;3;4\n");
    assert_eq!(mapping.year, Some(2022));
    assert_eq!(mapping.draft("fietsen").map(|draft| draft.unit.as_str()), Some("aantal"));
    assert_eq!(mapping.draft("bomen").map(|draft| draft.name_nl.as_str()), Some("Bomen"));
}

#[test]
fn merged_headers_and_a_line_of_units_are_understood() {
    let text = "Gemeente;Fietsen;;Auto's;\n;2019;2020;2019;2020\n;aantal;aantal;aantal;aantal\nGent;1;2;3;4\nAntwerpen;5;6;7;8\n";
    let (sheet, mapping) = guessed(text);
    assert_eq!((mapping.header_row, mapping.header_count, mapping.units_row), (2, 2, Some(3)));
    let read = apply::read(&sheet, &mapping, &book(), "t.csv").expect("figures");
    assert_eq!(values(&read).len(), 8);
    assert_eq!(read.values.keys().map(ToString::to_string).collect::<Vec<_>>(), ["autos", "fietsen"]);
    assert_eq!(mapping.draft("fietsen").map(|draft| draft.unit.as_str()), Some("aantal"));
}

#[test]
fn totals_other_regions_and_remarks_are_left_out_and_counted() {
    let read = read(
        "NIS;Gebied;Jaar;Bomen\n44021;Gent;2020;5\n02000;Vlaams Gewest;2020;5\n01000;België;2020;9\n\
         62063;Liège;2020;3\n99991;Onbekend;2020;1\n44000;Arrondissement Gent;2020;4\n;Bron: eigen telling;;\n",
    );
    let left_out = LeftOut { totals: 3, outside: 1, unlocated: 1, others: 0, remarks: 1 };
    assert_eq!((read.left_out, read.rejected_count), (left_out, 0));
    assert_eq!(read.stated.get(&(IndicatorId::new("bomen"), 2020)), Some(&5.0));
}

#[test]
fn what_cannot_be_taken_is_told_with_row_and_column() {
    let read = read(
        "NIS;Jaar;Bomen\n44021;2020;5\n44021;2020;6\n12345;2020;1\n44021;2020Q1;3\n11002;2020;veel\n11002;2021;4\n",
    );
    let told = reasons(&read);
    assert_eq!(
        told.iter().map(|(row, column, _)| (*row, column.as_str())).collect::<Vec<_>>(),
        [(3, "Bomen"), (4, "NIS"), (5, "Jaar"), (6, "Bomen")]
    );
    assert!(told[0].2.starts_with("reason-other-figure") && told[0].2.ends_with(" 2"), "{told:?}");
    assert_eq!(values(&read).len(), 2);
}

#[test]
fn a_long_table_may_hold_several_figures_with_unit_and_status() {
    let text = "Gemeente;Jaar;Indicator;Waarde;Eenheid;Status\nGent;2020;Bomen;5;aantal;definitief\n\
                Gent;2020;Gras;2,5;ha;voorlopig\nGent;2021;Bomen;6;aantal;raar\n";
    let (_, mapping) = guessed(text);
    assert_eq!(mapping.draft("gras").map(|draft| draft.unit.as_str()), Some("ha"));
    let read = read(text);
    assert_eq!(values(&read), [("bomen".into(), 44_021, 2020, 5.0), ("gras".into(), 44_021, 2020, 2.5)]);
    assert_eq!(read.values[&IndicatorId::new("gras")][0].status, ValueStatus::Provisional);
    assert_eq!(reasons(&read)[0].1, "Status");
}

#[test]
fn the_same_name_before_and_after_a_merger_is_told_by_its_neighbours() {
    let of_the_time = read("Gemeente;2018;2020\nDeinze;30;45\nNevele;12;-\nGent;1;1\n");
    assert_eq!(
        values(&of_the_time).into_iter().map(|(_, code, year, _)| (code, year)).collect::<Vec<_>>(),
        [(44_011, 2018), (44_021, 2018), (44_021, 2020), (44_049, 2018), (44_083, 2020)]
    );
    let carried = read("Gemeente;2018;2020\nDeinze;42;45\nGent;1;1\n");
    assert_eq!(
        values(&carried).into_iter().map(|(_, code, ..)| code).collect::<BTreeSet<_>>(),
        [44_021, 44_083].into()
    );
    assert_eq!(carried.chosen, [nis(44_083)].into());
}

#[test]
fn a_vintage_that_is_known_refuses_codes_that_do_not_go_with_it() {
    let (sheet, mut mapping) = guessed("NIS;Jaar;Bomen\n44049;2018;5\n44083;2018;6\n44083;2020;7\n");
    let told = |mapping: &Mapping| apply::read(&sheet, mapping, &book(), "t").expect("figures");
    assert_eq!(told(&mapping).rejected_count, 0);
    mapping.vintage = NisVintage::OfTheYear;
    assert_eq!(reasons(&told(&mapping)).iter().map(|(row, ..)| *row).collect::<Vec<_>>(), [3]);
    mapping.vintage = NisVintage::Carried2025;
    assert_eq!(reasons(&told(&mapping)).iter().map(|(row, ..)| *row).collect::<Vec<_>>(), [2]);
}

#[test]
fn tables_of_statbel_are_known_by_their_codes() {
    let income = "CD_YEAR|CD_MUNTY_REFNIS|MS_NBR_NON_ZERO_INC|MS_TOT_NET_TAXABLE_INC|MS_TOT_NET_INC|TX_MUNTY_DESCR_NL\n\
                  2020|44021|150000|4.5e9|4.6e9|Gent\n2020|11002|250000|7e9|7.1e9|Antwerpen\n";
    let read_income = read(income);
    assert_eq!(
        read_income.values.keys().map(ToString::to_string).collect::<Vec<_>>(),
        ["declarations", "net_taxable_income"],
        "what the program does not know is left to the user"
    );
    let permits = "REFNIS;REFNIS_NL;CD_YEAR;CD_PERIOD;MS_DWELLING_RES_NEW\n44021;Gent;2020;0;90\n44021;Gent;2020;1;7\n\
                   02000;Vlaams Gewest;2020;0;90\n";
    let read_permits = read(permits);
    assert_eq!(values(&read_permits), [("dwellings_new".into(), 44_021, 2020, 90.0)]);
    assert_eq!((read_permits.left_out.others, read_permits.left_out.totals), (1, 1));
    let ages =
        "CD_REFNIS;TX_DESCR_NL;CD_SEX;CD_AGE;MS_POPULATION;CD_YEAR\n44021;Gent;M;0;10;2023\n44021;Gent;F;0;11;2023\n";
    let (_, mapping) = guessed(ages);
    assert!(mapping.adds_up);
    assert_eq!(values(&read(ages)), [("population".into(), 44_021, 2023, 21.0)]);
}

#[test]
fn a_missing_part_makes_the_whole_missing() {
    let (sheet, mut mapping) =
        guessed("NIS;Jaar;Wijk;Bomen\n44021;2020;A;5\n44021;2020;B;x\n11002;2020;A;1\n11002;2020;B;2\n");
    mapping.adds_up = true;
    let read = apply::read(&sheet, &mapping, &book(), "t").expect("figures");
    assert_eq!(values(&read), [("bomen".into(), 11_002, 2020, 3.0)]);
    assert_eq!(read.missing_count, 1);
}

#[test]
fn a_saved_mapping_takes_the_next_edition_with_one_more_year() {
    let (_, mapping) = guessed("Gemeente;2019;2020\nGent;1;2\nAntwerpen;3;4\n");
    let next = sheet_of("Gemeente;2019;2020;2021\nGent;1;2;9\nAntwerpen;3;4;9\n");
    let again = Mapping::from_json(&mapping.to_json()).expect("a mapping");
    let read = apply::read(&next, &again, &book(), "t").expect("figures");
    assert_eq!(values(&read).len(), 6);
    let turned = sheet_of("2020;Gemeente;2019\n2;Gent;1\n4;Antwerpen;3\n");
    let read = apply::read(&turned, &again, &book(), "t").expect("figures");
    assert_eq!(values(&read).len(), 4, "columns are known by their header, not by their place");
}

#[test]
fn a_table_without_places_figures_or_years_says_what_is_missing() {
    let (sheet, mapping) = guessed("Gemeente;Bomen\nGent;1\nAntwerpen;2\n");
    assert!(matches!(apply::read(&sheet, &mapping, &book(), "t"), Err(TableError::NoYear(_))));
    let (sheet, mapping) = guessed("Stad;Bomen\nParis;1\nLyon;2\n");
    assert_eq!(apply::read(&sheet, &mapping, &book(), "t"), Err(TableError::NoPlace));
    let (sheet, mapping) = guessed("Gemeente;Burgemeester\nGent;Jan\nAntwerpen;An\n");
    assert_eq!(apply::read(&sheet, &mapping, &book(), "t"), Err(TableError::NoValue));
}

#[test]
fn an_odata_answer_is_a_table() {
    let page = br#"{"@odata.context": "x", "@odata.nextLink": "Values?$skip=2", "value": [
        {"ExternalCode": "gemeente_44021", "Period": "2023", "ValueString": "12,5", "Nested": {"a": 1}},
        {"ExternalCode": "gemeente_11002", "Period": "2023", "ValueString": "?"},
        {"ExternalCode": "gemeente_99991", "Period": "2023", "ValueString": "3"}]}"#;
    let mut pages = odata::Pages::default();
    assert_eq!(pages.add(page), Ok(Some("Values?$skip=2".into())));
    assert_eq!(
        pages.add(br#"{"value": [{"Period": "2024", "ExternalCode": "gemeente_44021", "ValueString": "13"}]}"#),
        Ok(None)
    );
    let sheet = pages.sheet();
    let mapping = odata::guess(
        &sheet,
        odata::variable("https://x/odata/Variables('v1_bomen')/GeoLevels('gemeente')"),
        &book(),
        &[],
    );
    assert_eq!(mapping.vintage, NisVintage::Carried2025);
    let read = apply::read(&sheet, &mapping, &book(), "x").expect("figures");
    assert_eq!(values(&read), [("v1_bomen".into(), 44_021, 2023, 12.5), ("v1_bomen".into(), 44_021, 2024, 13.0)]);
    assert_eq!((read.missing_count, read.left_out.unlocated), (1, 1));
    assert!(odata::Pages::default().add(b"[1]").is_err());
    assert!(odata::Pages::default().add(b"<html>").is_err());
}

pub(super) fn known_value(code: u32, year: Year, value: f64) -> KnownValue {
    KnownValue { value: IndicatorValue { nis: nis(code), year, value, status: ValueStatus::Final }, import: None }
}

fn bomen() -> Indicator {
    IndicatorDraft { unit: "aantal".into(), ..IndicatorDraft::named("Bomen") }.indicator(
        &Arc::from("trees"),
        "stad",
        NisVintage::Detect,
    )
}

pub(super) fn planned(text: &str, vintage: NisVintage, known: Vec<KnownValue>) -> IndicatorPlan {
    let (sheet, mut mapping) = guessed(text);
    mapping.vintage = vintage;
    let read = apply::read(&sheet, &mapping, &book(), "t").expect("figures");
    let values: BTreeMap<_, _> = [(IndicatorId::new("bomen"), known)].into();
    let (definitions, own) = ([bomen()], BTreeSet::new());
    let before = plan::Before { definitions: &definitions, own: &own, values: &values, sources: &[] };
    plan::plan(&read, &mapping, before, &book(), &Source::default()).indicators.remove(0)
}

#[test]
fn a_plan_tells_added_revised_and_the_same_and_the_sum_of_flanders() {
    let known = vec![known_value(44_021, 2020, 5.0), known_value(11_002, 2020, 8.0), known_value(21_004, 2020, 100.0)];
    let one = planned(
        "NIS;Jaar;Bomen\n44021;2020;5\n11002;2020;9\n44021;2021;6\n21004;2020;100\n02000;2020;14\n",
        NisVintage::Detect,
        known,
    );
    assert_eq!((one.added.len(), one.changed.len(), one.unchanged_count), (1, 1, 2));
    assert_eq!((one.changed[0].0.value, one.changed[0].1.value), (8.0, 9.0));
    assert_eq!(
        one.sums,
        [
            plan::FlemishSum { year: 2020, before: Some((13.0, 2)), after: Some((14.0, 2)), stated: Some(14.0) },
            plan::FlemishSum { year: 2021, before: None, after: Some((6.0, 1)), stated: None },
        ]
    );
    assert_eq!(one.problem, None);
}

#[test]
fn a_figure_of_later_borders_takes_the_place_of_its_parts() {
    let known =
        || vec![known_value(44_011, 2018, 30.0), known_value(44_049, 2018, 12.0), known_value(11_007, 2018, 4.0)];
    let text = "NIS;Jaar;Bomen\n44083;2018;42\n11002;2018;90\n";
    let gone = |vintage| {
        let one = planned(text, vintage, known());
        one.superseded.iter().map(|row| row.nis.number()).collect::<Vec<_>>()
    };
    assert_eq!(gone(NisVintage::Carried2025), [11_007, 44_011, 44_049]);
    assert_eq!(gone(NisVintage::Detect), [44_011, 44_049], "Antwerpen may be that of before: Borsbeek stays");
    assert_eq!(gone(NisVintage::Carried2019), [44_011, 44_049]);
}

#[test]
fn figures_of_all_parts_take_the_place_of_the_whole() {
    let known = || vec![known_value(44_083, 2018, 42.0), known_value(44_083, 2020, 50.0)];
    let gone = |text: &str| {
        let one = planned(text, NisVintage::OfTheYear, known());
        one.superseded.iter().map(|row| (row.nis.number(), row.year)).collect::<Vec<_>>()
    };
    assert_eq!(gone("NIS;Jaar;Bomen\n44011;2018;30\n44049;2018;12\n"), [(44_083, 2018)]);
    assert_eq!(gone("NIS;Jaar;Bomen\n44011;2018;30\n44021;2018;12\n"), [], "a part alone is not the whole");
}

#[test]
fn a_change_and_what_takes_it_back_are_of_the_same_places() {
    let known = vec![known_value(44_011, 2018, 30.0), known_value(11_002, 2020, 8.0)];
    let (sheet, mut mapping) = guessed("NIS;Jaar;Bomen\n44083;2018;42\n11002;2020;9\n44021;2021;6\n");
    mapping.vintage = NisVintage::Carried2025;
    let read = apply::read(&sheet, &mapping, &book(), "t").expect("figures");
    let values: BTreeMap<_, _> = [(IndicatorId::new("bomen"), known)].into();
    let (definitions, own) = ([bomen()], BTreeSet::new());
    let before = plan::Before { definitions: &definitions, own: &own, values: &values, sources: &[] };
    let source = Source { id: "import:t".into(), ..Source::default() };
    let plan = plan::plan(&read, &mapping, before, &book(), &source);
    let at = "2026-03-03T10:00:00Z".parse().expect("a time");
    let import = IndicatorImport { id: "one".into(), source: "import:t".into(), at };
    let (forth, back) = plan.patches(before, &source, &import);
    let places = |patch: &crate::model::IndicatorPatch| {
        patch.values.iter().map(|one| (one.nis, one.year)).collect::<BTreeSet<_>>()
    };
    assert_eq!(places(&forth), places(&back));
    assert_eq!(forth.revisions.iter().map(|row| row.value).collect::<Vec<_>>(), [8.0, 30.0]);
    assert_eq!((back.undone.as_deref(), &back.remove_sources), (Some("one"), &vec![Arc::from("import:t")]));
    assert!(forth.put.is_empty(), "a definition of the program stays as it is");
}

#[test]
fn percentages_are_not_added_up() {
    let (sheet, mut mapping) = guessed("NIS;Jaar;Aandeel (%)\n44021;2020;5\n11002;2020;6\n");
    let read = apply::read(&sheet, &mapping, &book(), "t").expect("figures");
    let values = BTreeMap::new();
    let own = BTreeSet::new();
    let before = plan::Before { definitions: &[], own: &own, values: &values, sources: &[] };
    let problem = |mapping: &Mapping| {
        plan::plan(&read, mapping, before, &book(), &Source::default()).problem().map(|(_, problem)| problem)
    };
    assert_eq!(problem(&mapping), Some(Problem::Quotient));
    mapping.indicators[0].unit = "aantal".into();
    assert_eq!(problem(&mapping), None);
    mapping.indicators.push(IndicatorDraft {
        unit: "%".into(),
        ratio: Some(RatioDraft { numerator: "aandeel".into(), denominator: "population".into(), factor: 100.0 }),
        ..IndicatorDraft::named("Deel")
    });
    assert_eq!(problem(&mapping), Some(Problem::RatioPart), "population is not known here");
    // The sign of the cells says more than what somebody calls the unit.
    let (sheet, mut mapping) = guessed("NIS;Jaar;Aandeel fietsers\n44021;2020;12,5 %\n11002;2020;8 %\n21004;2020;-\n");
    assert_eq!(mapping.indicators[0].unit, "%");
    mapping.indicators[0].unit = "aantal".into();
    let read = apply::read(&sheet, &mapping, &book(), "t").expect("figures");
    let plan = plan::plan(&read, &mapping, before, &book(), &Source::default());
    assert_eq!(plan.problem().map(|(_, problem)| problem), Some(Problem::Quotient));
}

#[test]
fn each_column_shows_its_own_decimal_sign() {
    let text =
        "NIS;Jaar;Aandeel;Bedrag\n44021;2021;12.5;45.000,00\n11002;2021;13.25;1.250,50\n21004;2021;14.125;500.000\n";
    let values: Vec<f64> = values(&read(text)).into_iter().map(|(.., value)| value).collect();
    assert_eq!(values, [13.25, 14.125, 12.5, 1250.5, 500_000.0, 45_000.0]);
    let value = |header: &str, cells: [&str; 2]| {
        let text = format!("NIS,Jaar,Graad,{header}\n44021,2021,1.5,{}\n11002,2021,2.5,{}\n", cells[0], cells[1]);
        self::values(&read(&text)).into_iter().map(|(.., value)| value).collect::<Vec<_>>()
    };
    assert_eq!(value("Budget (euro)", ["12.500", "7.250"])[..2], [7250.0, 12_500.0], "no tenths of a cent");
    assert_eq!(value("Budget", ["€ 12.500", "€ 7.250"])[..2], [7250.0, 12_500.0]);
    assert_eq!(value("Euro per liter", ["1.250", "1.350"])[..2], [1.35, 1.25], "a price");
    assert_eq!(value("Budget (euro)", ["12.500", "7.25"])[..2], [7.25, 12.5], "its column has decimals");
}

#[test]
fn units_stand_in_headers_and_counts_are_counts() {
    let (_, mapping) = guessed(
        "NIS;Jaar;Vermogen (kW);Aantal laadpalen;Aantal per 1000 inwoners\n44021;2020;5;6;7\n11002;2020;6;7;8\n",
    );
    let units: Vec<(&str, &str)> =
        mapping.indicators.iter().map(|one| (one.name_nl.as_str(), one.unit.as_str())).collect();
    assert!(units.contains(&("Vermogen", "kW")) && units.contains(&("Aantal laadpalen", "aantal")), "{units:?}");
    assert!(units.contains(&("Aantal per 1000 inwoners", "")), "{units:?}");
}

/// Figures by code and year, some missing.
fn figures() -> impl Strategy<Value = BTreeMap<(u32, Year), Option<f64>>> {
    let code = proptest::sample::select(vec![44_021_u32, 44_083, 11_002, 21_004]);
    let value = proptest::option::weighted(0.8, (-1_000_000_i32..1_000_000).prop_map(|n| f64::from(n) / 8.0));
    proptest::collection::btree_map((code, 2019_i16..2024), value, 1..20)
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "…".to_owned(), |value| value.to_string().replace('.', ","))
}

proptest! {
    #[test]
    fn long_and_wide_say_the_same(figures in figures()) {
        let mut long = "NIS;Jaar;Bomen\n".to_owned();
        for ((code, year), value) in &figures {
            long.push_str(&format!("{code};{year};{}\n", shown(*value)));
        }
        let years: BTreeSet<Year> = figures.keys().map(|(_, year)| *year).collect();
        let mut wide = "NIS".to_owned();
        for year in &years {
            wide.push_str(&format!(";Bomen {year}"));
        }
        let codes: BTreeSet<u32> = figures.keys().map(|(code, _)| *code).collect();
        for code in codes {
            wide.push_str(&format!("\n{code}"));
            for year in &years {
                wide.push_str(&format!(";{}", shown(figures.get(&(code, *year)).copied().flatten())));
            }
        }
        let mapping = |columns: Vec<ColumnMapping>| Mapping { header_row: 1, columns, ..Mapping::default() };
        let column = |header: &str, role| ColumnMapping { header: header.into(), role, ..ColumnMapping::default() };
        let value = |header: &str, year| ColumnMapping { indicator: Some("bomen".into()), year, ..column(header, Role::Value) };
        let of_long = mapping(vec![column("NIS", Role::Nis), column("Jaar", Role::Year), value("Bomen", None)]);
        let mut columns = vec![column("NIS", Role::Nis)];
        columns.extend(years.iter().map(|year| value(&format!("Bomen {year}"), Some(*year))));
        let decimal = Some(crate::formats::number::Decimal::Comma);
        let read = |text: &str, mapping: Mapping| apply::read(&sheet_of(text), &Mapping { decimal, ..mapping }, &book(), "t").expect("figures");
        let (a, b) = (read(&long, of_long), read(&wide, mapping(columns)));
        prop_assert_eq!(&a.values, &b.values);
        let expected: Vec<f64> = figures.values().filter_map(|value| *value).collect();
        prop_assert_eq!(values(&a).into_iter().map(|(.., value)| value).collect::<Vec<_>>(), expected);
        prop_assert_eq!(a.rejected_count + b.rejected_count, 0);
    }

    #[test]
    fn any_text_is_guessed_and_read_without_a_panic(text in "[A-Za-zé0-9;,.\n\t €%()/-]{0,400}") {
        if let Ok(sheets) = sheet::read(text.as_bytes()) {
            for sheet in sheets {
                let mapping = detect::guess(&sheet, &book(), &[]);
                let _either = apply::read(&sheet, &mapping, &book(), "t");
            }
        }
    }

    #[test]
    fn any_json_is_a_page_or_an_error(text in "[\\[\\]{}:,\"a-z0-9. ]{0,200}") {
        let mut pages = odata::Pages::default();
        let _either = pages.add(text.as_bytes());
        let _sheet = pages.sheet();
    }
}
