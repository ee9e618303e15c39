//! Lists as people keep them: titles above the table, merged headers, totals below, words of their own.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::formats::project::{ProjectField, derived};
use crate::formats::sheet::{self, Cell, Row};
use crate::model::{Dimension, Nis, Period, Project, Status};

const LIST: &str = "Projecten van de regio;;;;;;\n\
    ;;;Periode;;;\n\
    Nr;Projectnaam;Trekker;Start;Einde;Domein;Stand van zaken\n\
    1;Slim parkeren;Gent;2018;2020;Mobiliteit en verkeer;loopt\n\
    2;Luchtsensoren;Nevele;1/5/2019;;Milieu;afgewerkt\n\
    3;Zonder plaats;Nergenshuizen;2019;;Milieu;loopt\n\
    ;;;;;;\n\
    Totaal;3 projecten;;;;;\n\
    Bron: eigen telling;;;;;;\n";

fn resolve(text: &str) -> Vec<Nis> {
    let code = match text {
        "Gent" | "44021" => "44021",
        "Nevele" | "Deinze" => "44083",
        _ => return Vec::new(),
    };
    code.parse().into_iter().collect()
}

pub(super) fn table(text: &str) -> ListTable {
    sheet::read(text.as_bytes()).expect("a table").remove(0).into()
}

pub(super) fn guessed(table: &ListTable) -> ProjectMapping {
    detect::guess(table, "projecten 2020.csv", &resolve, &|id| id == "P001")
}

fn fields(mapping: &ProjectMapping) -> Vec<Option<&'static str>> {
    mapping.columns.iter().map(|column| column.field.map(ProjectField::key)).collect()
}

fn known(rows: &[Project]) -> BTreeMap<crate::model::ProjectId, Project> {
    rows.iter().map(|row| (row.id.clone(), row.clone())).collect()
}

#[test]
fn a_list_with_titles_above_and_totals_below_is_understood() {
    let table = table(LIST);
    let mapping = guessed(&table);
    assert_eq!(mapping.header_row, 3);
    assert_eq!(
        fields(&mapping),
        [
            Some("id"),
            Some("title"),
            Some("lead_name"),
            Some("start_year"),
            Some("end_year"),
            Some("dimensions"),
            Some("status")
        ]
    );
    assert_eq!((mapping.key, mapping.list.as_str()), (RowKey::Number, "projecten 2020"));
    let meant = |word: &str| mapping.columns[5].words.get(word).map(String::as_str);
    assert_eq!((meant("Mobiliteit en verkeer"), meant("Milieu")), (Some("mobility"), Some("environment")));
    let proposed = [("loopt".to_owned(), "running".to_owned()), ("afgewerkt".to_owned(), "completed".to_owned())];
    assert_eq!(mapping.columns[6].words, proposed.into());
    let read = apply::read(&table, &mapping, &resolve, "projecten 2020.csv").expect("it has titles");
    let [parking, air] = read.rows.as_slice() else { panic!("{:?}", read.rejected) };
    assert_eq!(
        (parking.id.as_str(), parking.status, &*parking.dimensions),
        ("projecten 2020:1", Status::Running, &[Dimension::Mobility][..])
    );
    assert_eq!((parking.period.start, parking.period.end, air.period.start), (Some(2018), Some(2020), Some(2019)));
    assert_eq!(air.lead.map(|nis| nis.to_string()).as_deref(), Some("44083"), "an old name finds today's municipality");
    assert_eq!((read.left_out.totals, read.left_out.remarks), (1, 1));
    let [refused] = read.rejected.as_slice() else { panic!("{:?}", read.rejected) };
    assert_eq!((refused.row, &*refused.column), (6, "Trekker"));
    assert_eq!(refused.reason.to_string(), "reason-municipality-unknown Nergenshuizen");
}

#[test]
fn a_word_that_means_nothing_refuses_its_row_until_it_is_mapped() {
    let table = table("Titel;Status\nEen;lopend\nTwee;in de ijskast\n");
    let mut mapping = guessed(&table);
    let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
    assert_eq!(read.rejected.len(), 1, "{:?}", read.rejected);
    let told: Vec<(&str, bool)> = read.words[1].iter().map(|one| (one.word.as_str(), one.key.is_some())).collect();
    assert!(told.contains(&("in de ijskast", false)), "{told:?}");
    mapping.columns[1].words.insert("in de ijskast".into(), "stopped".into());
    mapping.columns[1].words.insert("lopend".into(), String::new());
    let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
    let statuses: Vec<Status> = read.rows.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [Status::Unknown, Status::Stopped], "a word for nothing leaves the field empty");
}

#[test]
fn a_later_edition_brings_projects_up_to_date_and_leaves_the_rest_alone() {
    let first = table("Titel;Gemeente;Status;Website\nEen;Gent;gepland;https://a.be\nTwee;Gent;gepland;\n");
    let mapping = guessed(&first);
    let before = apply::read(&first, &mapping, &resolve, "a.csv").expect("it has titles").rows;
    let second = table("Gemeente;Titel;Status\nGent;Een;afgerond\nGent;Twee;gepland\nGent;Drie;gepland\n");
    let mapping = mapping.fitted(&second.headers(1));
    let rows = apply::read(&second, &mapping, &resolve, "b.csv").expect("it has titles").rows;
    let plan = plan::plan(rows, &mapping, &known(&before));
    assert_eq!((plan.added.len(), plan.changed.len(), plan.unchanged), (1, 1, 1));
    assert_eq!(plan.changed[0].fields, [ProjectField::Status]);
    assert_eq!(&*plan.changed[0].after.url, "https://a.be", "no column speaks of the page");
}

#[test]
fn two_rows_of_one_key_stay_two_projects() {
    let table = table("Titel;Gemeente\nEen;Gent\nEen;Gent\n");
    let read = apply::read(&table, &guessed(&table), &resolve, "a.csv").expect("it has titles");
    assert_eq!((read.rows.len(), read.doubles), (2, 1));
    assert_ne!(read.rows[0].id, read.rows[1].id);
}

#[test]
fn identifiers_of_the_workspace_are_kept_and_numbers_are_the_lists_own() {
    let ours = table("id;title\nP001;Een\nP002;Twee\n");
    assert_eq!(guessed(&ours).key, RowKey::Id);
    let rows = apply::read(&ours, &guessed(&ours), &resolve, "a.csv").expect("it has titles").rows;
    assert_eq!(rows[0].id.as_str(), "P001");
    assert_eq!(guessed(&table("id;title\n1;Een\n2;Twee\n")).key, RowKey::Number);
    assert_eq!(guessed(&table("id;title\n1;Een\n1;Twee\n")).key, RowKey::Title, "it tells nothing apart");
}

#[test]
fn columns_without_a_telling_header_are_known_by_their_cells() {
    let text =
        "A;B;C;D;E\nEen mooi plan;Gent;3,72;51,05;https://x.be/1\nNog een plan;44021;3,71;51,04;https://x.be/2\n";
    let table = table(text);
    let mapping = guessed(&table);
    assert_eq!(fields(&mapping), [Some("title"), Some("lead_name"), Some("lon"), Some("lat"), Some("url")]);
    let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
    assert!(read.rows.iter().all(|row| row.location.is_some() && row.lead.is_some()), "{:?}", read.rejected);
}

#[test]
fn shapes_of_a_named_system_become_places_and_an_unknown_system_is_refused() {
    let mut table = table("naam\nEen\n");
    table.headers = Some(vec!["naam".into()]);
    table.sheet.rows.remove(0);
    table.shapes.insert(2, geo::point!(x: 104_500.0, y: 193_000.0).into());
    table.crs = Some(Crs::Lambert72);
    let read = apply::read(&table, &guessed(&table), &resolve, "a.shp").expect("it has titles");
    let place = read.rows[0].location.expect("a place");
    assert!((place.lon() - 3.7).abs() < 0.1 && (place.lat() - 51.05).abs() < 0.05, "{place:?}");
    (table.crs, table.unknown_crs) = (None, Some("EPSG:28992".into()));
    let read = apply::read(&table, &guessed(&table), &resolve, "a.shp").expect("it has titles");
    assert!(read.rows.is_empty() && read.rejected[0].reason.to_string().contains("28992"), "{:?}", read.rejected);
}

/// Gent as every spelling of a place in one cell; the columns are told by their cells.
#[test]
fn a_place_in_one_cell_is_known_by_its_cells_and_read() {
    for (header, first, second) in [
        ("Coördinaten", "51.05, 3.72", "51.06, 3.71"),
        ("locatie", "51,05; 3,72", "(3.71 51.06)"),
        ("WKT", "POINT (3.72 51.05)", "LINESTRING (3.70 51.05, 3.72 51.07)"),
        ("geom", "SRID=31370;POINT (104500 193500)", ""),
    ] {
        let table = table(&format!("Titel\tGemeente\t{header}\nEen\tGent\t{first}\nTwee\tGent\t{second}\n"));
        let mapping = guessed(&table);
        assert_eq!(fields(&mapping), [Some("title"), Some("lead_name"), Some("written_place")], "{header}");
        let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
        let places: Vec<_> = read.rows.iter().filter_map(|row| row.location).collect();
        assert_eq!(read.rows.len(), 2, "{:?}", read.rejected);
        assert_eq!(places.len(), if second.is_empty() { 1 } else { 2 });
        for place in places {
            assert!((place.lon() - 3.72).abs() < 0.03 && (place.lat() - 51.05).abs() < 0.03, "{header}: {place:?}");
        }
    }
    let table = table("Titel;Plek\nEen;51.05, 3.72\nTwee;51.05, 3.73\nDrie;aan de kerk\nVier;51.05, 3.74\n");
    let read = apply::read(&table, &guessed(&table), &resolve, "a.csv").expect("it has titles");
    let refused: Vec<_> = read.rejected.iter().map(|one| (one.row, &*one.column, one.reason.key())).collect();
    assert_eq!((read.rows.len(), refused), (3, vec![(4, "Plek", "reason-not-place")]));
}

#[test]
fn a_system_that_is_said_goes_before_that_of_a_row_and_an_unreadable_one_refuses_it() {
    let table = table("Titel\tgeom\nEen\tSRID=3812;POINT (104500 193500)\nTwee\tSRID=28992;POINT (104500 193500)\n");
    let mapping = guessed(&table);
    let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
    assert_eq!(read.rejected.iter().map(|one| one.reason.key()).collect::<Vec<_>>(), ["reason-crs-unknown"]);
    let said = ProjectMapping { crs: Some("EPSG:31370".into()), ..mapping };
    let read = apply::read(&table, &said, &resolve, "a.csv").expect("it has titles");
    let place = read.rows[0].location.expect("a place");
    assert!((place.lon() - 3.72).abs() < 0.03 && (place.lat() - 51.05).abs() < 0.03, "{place:?}");
}

#[test]
fn a_postal_code_stands_beside_the_name_which_counts() {
    let resolve = |text: &str| match text {
        "9800" => resolve("Deinze"),
        "9000" => resolve("Gent"),
        text => resolve(text),
    };
    let table = table("Titel;Postcode;Gemeente\nA;;Gent\nB;9000;Gent\nC;9800;Gent\nD;9800;\nE;4000;\n");
    let mapping = detect::guess(&table, "a.csv", &resolve, &|_| false);
    assert_eq!(fields(&mapping), [Some("title"), Some("postal_code"), Some("lead_name")]);
    let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
    let leads: Vec<_> = read.rows.iter().filter_map(|row| row.lead).map(|nis| nis.to_string()).collect();
    assert_eq!(leads, ["44021", "44021", "44021", "44083"]);
    assert_eq!(read.notes.other_postal_codes.named(), "4");
    let refused: Vec<_> = read.rejected.iter().map(|one| (one.row, &*one.column, one.reason.key())).collect();
    assert_eq!(refused, [(6, "Postcode", "reason-municipality-walloon")]);
}

#[test]
fn a_derived_municipality_follows_its_place_and_yields_to_one_that_is_stated() {
    let gent: Nis = "44021".parse().expect("a code");
    let deinze: Nis = "44083".parse().expect("a code");
    let planned = |text: &str, town: Nis, before: &[Project]| {
        let table = table(text);
        let mapping = guessed(&table);
        let mut read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
        derived::derive(&mut read.rows, &|_| Some(town));
        let plan = plan::plan(read.rows, &mapping, &known(before));
        plan.added.into_iter().chain(plan.changed.into_iter().map(|change| change.after)).collect::<Vec<_>>()
    };
    let without = "Nr;Titel;Lon;Lat\n1;Een;3.72;51.05\n";
    let first = planned(without, gent, &[]);
    assert_eq!((first[0].lead, derived::is_derived(&first[0])), (Some(gent), true));
    let moved = planned("Nr;Titel;Lon;Lat\n1;Een;3.53;50.98\n", deinze, &first);
    assert_eq!((moved[0].lead, derived::is_derived(&moved[0])), (Some(deinze), true));
    let stated = planned("Nr;Titel;Gemeente;Lon;Lat\n1;Een;Gent;3.53;50.98\n", deinze, &moved);
    assert_eq!((stated[0].lead, derived::is_derived(&stated[0])), (Some(gent), false));
    let after = planned("Nr;Titel;Lon;Lat\n1;Anders;3.53;50.98\n", deinze, &stated);
    assert_eq!((after[0].lead, derived::is_derived(&after[0])), (Some(gent), false), "what was stated stays");
}

#[test]
fn a_period_in_one_cell_has_a_beginning_and_an_end() {
    let table = table("Titel;Start\nEen;2018-2020\nTwee;2018–2019\n");
    let read = apply::read(&table, &guessed(&table), &resolve, "a.csv").expect("it has titles");
    let years: Vec<_> = read.rows.iter().map(|row| (row.period.start, row.period.end)).collect();
    assert_eq!(years, [(Some(2018), Some(2020)), (Some(2018), Some(2019))], "{:?}", read.rejected);
}

#[test]
fn a_table_without_titles_is_no_list_of_projects() {
    for text in ["NIS;2019\n44021;5\n", "Naam;2019\nGent;5\nDeinze;6\n"] {
        let table = table(text);
        let error = apply::read(&table, &guessed(&table), &resolve, "a.csv").expect_err("no titles");
        assert_eq!(error, ListError::NoTitle);
    }
    // Amounts are no titles, whatever signs and spaces stand in them.
    let amounts = table("Gemeente;Jaar;Bedrag\nGent;2020;€ 1.250,00\nDeinze;2020;1 250 euro\nGent;2021;€ 12,50\n");
    assert!(!guessed(&amounts).has(ProjectField::Title));
}

#[test]
fn one_coordinate_alone_is_none() {
    let widths = table("Titel;Breed (m)\nEen pad;2,5\nTwee paden;3\n");
    assert_eq!(fields(&guessed(&widths)), [Some("title"), None]);
}

fn read_of(text: &str) -> (ProjectMapping, ListRead) {
    let table = table(text);
    let mapping = guessed(&table);
    let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
    (mapping, read)
}

fn budgets(read: &ListRead) -> Vec<Option<f64>> {
    read.rows.iter().map(|row| row.budget.map(|amount| amount.eur)).collect()
}

#[test]
fn amounts_are_read_by_their_own_column() {
    let points = "Titel;Gemeente;Lat;Lon;Budget\nA;Gent;51.0543;3.7174;45.000,00\nB;Gent;51.2;3.2;1.250,50\n\
        C;Gent;51.05;3.72;1.250.000,00\nD;Gent;51.06;3.73;€ 12.500\nE;Gent;51.06;3.73;n.v.t.\n";
    let (_, read) = read_of(points);
    assert_eq!(budgets(&read), [Some(45_000.0), Some(1250.5), Some(1_250_000.0), Some(12_500.0), None]);
    assert!(read.rows.iter().all(|row| row.location.is_some()), "{:?}", read.rejected);
    let commas = "Titel;Gemeente;Lat;Lon;Budget\nA;Gent;51,0543;3,7174;45000.00\nB;Gent;51,2;3,2;1,250.50\n\
        C;Gent;51,05;3,72;12,500\n";
    assert_eq!(budgets(&read_of(commas).1), [Some(45_000.0), Some(1250.5), Some(12_500.0)]);
    let mut geodata = table("naam;budget\nA;12.500\n");
    geodata.sheet.decimal = Decimal::Point;
    geodata.sheet.rows.push(Row { number: 3, cells: vec![Cell::Text("B".into()), Cell::Number(12.125)] });
    let read = apply::read(&geodata, &guessed(&geodata), &resolve, "a.gpkg").expect("it has titles");
    assert_eq!(budgets(&read), [Some(12_500.0), Some(12.125)], "a number is a number");
}

#[test]
fn words_for_nothing_empty_a_field_and_no_row_is_lost() {
    let (mapping, read) = read_of(
        "Titel;Gemeente;Domein;Status;Startdatum;Einddatum;Budget;Partners;Website;Deelnemers;Soort\n\
         A;Gent;Mobiliteit;Lopend;2021;-;-;-;n.v.t.;-;project\n\
         B;-;n.v.t.;onbekend;TBD;onbekend;nog te bepalen;n/a;?;onbekend;-\n",
    );
    assert_eq!((read.rows.len(), read.rejected_count), (2, 0), "{:?}", read.rejected);
    let nothing = &read.rows[1];
    assert_eq!((nothing.status, nothing.period, nothing.budget), (Status::Unknown, Period::default(), None));
    assert!(nothing.dimensions.is_empty() && nothing.partners.is_empty() && nothing.url.is_empty());
    assert!(nothing.other_names.is_empty() && nothing.lead.is_none());
    let words: Vec<&str> = read.words.iter().flatten().map(|one| one.word.as_str()).collect();
    assert_eq!(words, ["Mobiliteit", "Lopend", "onbekend", "project"], "nothing is left to be chosen");
    assert!(mapping.columns.iter().all(|column| column.words.is_empty()));
    // What says something that can't be read is still refused.
    let (_, read) = read_of("Titel;Gemeente;Budget\nA;Gent;ca. 50.000\n");
    assert_eq!(read.rejected_count, 1);
}

#[test]
fn words_of_one_cell_are_parted_and_negations_stay_to_be_chosen() {
    let (mapping, read) = read_of(
        "Titel;Domein;Status\nA;Mobiliteit / Milieu;Lopend\nB;Mobiliteit en Economie;Niet afgerond\n\
         C;Wonen, zorg en welzijn;Gepland en lopend\nD;Geen mobiliteit;Inactief\n",
    );
    let dimensions = |index: usize| read.rows.get(index).map(|row| row.dimensions.to_vec()).unwrap_or_default();
    assert_eq!(dimensions(0), [Dimension::Mobility, Dimension::Environment]);
    assert_eq!(mapping.columns[1].words.get("Wonen, zorg en welzijn").map(String::as_str), Some("living"));
    assert!(mapping.columns[2].words.is_empty(), "{:?}", mapping.columns[2].words);
    assert_eq!((read.rows.len(), read.rejected_count), (1, 3), "{:?}", read.rejected);
    let mut chosen = mapping.clone();
    for word in ["Niet afgerond", "Gepland en lopend", "Inactief"] {
        chosen.columns[2].words.insert(word.into(), "running".into());
    }
    // Another meaning for a part changes nothing of where the words end.
    chosen.columns[1].words.insert("Milieu".into(), "mobility".into());
    chosen.columns[1].words.insert("Geen mobiliteit".into(), String::new());
    let again = table("Titel;Domein;Status\nA;Mobiliteit / Milieu;Lopend\nD;Geen mobiliteit;Inactief\n");
    let read = apply::read(&again, &chosen, &resolve, "a.csv").expect("it has titles");
    assert_eq!(read.rejected_count, 0, "{:?}", read.rejected);
    assert_eq!((read.rows[0].dimensions.len(), read.rows[1].dimensions.len()), (1, 0));
}

#[test]
fn participants_and_partners_of_one_cell_are_several() {
    let (_, read) = read_of(
        "Titel;Trekker;Deelnemers;Partners\nA;;Gent, Nevele;UGent, imec, Stad Gent\n\
         B;;Gent en Deinze;\"UGent (a, b); imec\"\nC;;Gent, VITO, imec, VVSG;Natuurpunt, vzw\n",
    );
    let counts: Vec<_> = read.rows.iter().map(|row| (row.others.len(), row.partners.len())).collect();
    assert_eq!(counts, [(2, 3), (2, 2), (0, 1)], "{:?}", read.rejected);
    assert!(read.notes.unresolved_names.contains("Gent, VITO, imec, VVSG"), "{:?}", read.notes.unresolved_names);
}

#[test]
fn a_column_whose_words_mean_nothing_is_not_read_unless_it_is_called_so() {
    let (mapping, read) = read_of(
        "Titel;Type;Waarden;status\nA;Sensor;12;in de ijskast\nB;App;15;in de ijskast\nC;Dashboard;8;in de ijskast\n",
    );
    assert_eq!(fields(&mapping), [Some("title"), None, None, Some("status")]);
    assert_eq!(read.rejected_count, 3, "the words of the status are to be chosen");
    let (mapping, _) = read_of("Titel;Type\nA;Dienst\nB;App\n");
    assert_eq!(fields(&mapping), [Some("title"), Some("kind")], "one word is known");
}

#[test]
fn a_row_of_units_is_counted_and_headers_of_offices_are_known() {
    let (mapping, read) = read_of(
        "Naam project;Gemeente (lead);Startdatum;Budget in euro;Projectpartners;Opmerkingen\n\
         ;;dd/mm/jjjj;euro;;\nA een;Gent;1 maart 2021;€ 1.250.000,-;imec;-\n;;dd/mm/jjjj;euro;;\n",
    );
    let expected = ["title", "lead_name", "start_year", "total_budget_eur", "partners", "note"].map(Some);
    assert_eq!(fields(&mapping), expected);
    assert_eq!((read.rows.len(), read.left_out.units, read.rejected_count), (1, 1, 1), "{:?}", read.rejected);
    assert_eq!((read.rows[0].period.start, budgets(&read)[0]), (Some(2021), Some(1_250_000.0)));
}

#[test]
fn a_numbered_total_is_no_project() {
    let (_, read) = read_of("fid;Titel;Gemeente;Budget\n1;Een;Gent;5\n2;Totaal;;5\n");
    assert_eq!((read.rows.len(), read.left_out.totals), (1, 1), "{:?}", read.rejected);
}

#[test]
fn periods_are_read_from_either_cell() {
    let (_, read) = read_of(
        "Titel;Start;Einde\nA;44256;\nB;2021 - heden;\nC;mrt. 2021;heden\nD;1614556800000;31/12/23\nE;tot 2024;\n\
         F;;2019-2021\n",
    );
    let years: Vec<_> = read.rows.iter().map(|row| (row.period.start, row.period.end)).collect();
    let expected = [(Some(2021), None), (Some(2021), None), (Some(2021), None), (Some(2021), Some(2023))];
    assert_eq!(years[..4], expected, "{:?}", read.rejected);
    assert_eq!(years[4..], [(None, Some(2024)), (Some(2019), Some(2021))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every row that is not blank is a project, left out or refused.
    #[test]
    fn no_row_is_lost(rows in prop::collection::vec(("[a-c ]{0,4}", "(Gent|Deinze|x|)", "(19|20)?[0-9]{0,3}"), 1..30)) {
        let mut text = "Titel;Gemeente;Start\n".to_owned();
        for (title, town, year) in &rows {
            text += &format!("{title};{town};{year}\n");
        }
        let table = table(&text);
        let mapping = guessed(&table);
        prop_assume!(mapping.header_row == 1);
        let read = apply::read(&table, &mapping, &resolve, "a.csv").expect("it has titles");
        let left_out = read.left_out.totals + read.left_out.headers + read.left_out.units + read.left_out.remarks;
        let blank = |(title, town, year): &&(String, String, String)| [title, town, year].iter().all(|one| one.trim().is_empty());
        let filled = rows.len() - rows.iter().filter(blank).count();
        prop_assert_eq!(read.rows.len() as u64 + read.rejected_count + left_out, filled as u64);
    }
}

#[test]
fn notes_beside_a_table_are_no_projects_and_titles_alone_are() {
    let read = |text: &str| {
        let table = table(text);
        apply::read(&table, &guessed(&table), &resolve, "x.csv").expect("it has titles")
    };
    let titles = |read: &apply::ListRead| -> Vec<String> {
        read.rows.iter().map(|row| row.title.get(crate::model::Language::Nl).to_owned()).collect()
    };
    let noted = read(
        "Titel;Trekker;Status\n\
         Slim parkeren;Gent;loopt\n\
         * cijfers onder voorbehoud;;\n\
         Een idee zonder meer;;\n\
         Luchtsensoren;Nevele;loopt\n\
         Nog een idee;;\n\
         ;;\n\
         Toestand op 1 mei;;\n\
         Contact de dienst;;\n",
    );
    assert_eq!(titles(&noted), ["Slim parkeren", "Een idee zonder meer", "Luchtsensoren", "Nog een idee"]);
    assert_eq!(noted.left_out.remarks, 3);
    let alone = read("Titel\nSlim parkeren\nLuchtsensoren\n");
    assert_eq!(titles(&alone), ["Slim parkeren", "Luchtsensoren"]);
}

#[test]
fn the_row_of_headers_is_found_again_below_a_new_title() {
    let before = table("Titel;Trekker\nSlim parkeren;Gent\n");
    let after = table("Editie 2026\n;;\nTitel;Trekker;Opmerking\nSlim parkeren;Gent;x\n");
    let mapping = guessed(&before);
    let known: Vec<&str> = mapping.columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(before.row_of_headers(&known, 1), 1);
    assert_eq!(after.row_of_headers(&known, 1), 3);
    assert_eq!(after.row_of_headers(&["Iets anders"], 1), 1, "nothing speaks for another row");
}

#[test]
fn a_row_with_an_open_quotation_mark_is_refused_and_no_remark() {
    let table = table("Titel;Trekker;Start\nEen;Gent;2020\n\"Twee;Gent;2021\nDrie;Nevele;2022\n");
    let read = apply::read(&table, &guessed(&table), &resolve, "t.csv").expect("a list");
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.left_out, LeftOut::default());
    let refused: Vec<(u64, &str)> = read.rejected.iter().map(|row| (row.row, row.reason.key())).collect();
    assert_eq!(refused, [(3, "reason-quote-open")]);
}

/// Longitude and latitude in thousandths of a degree.
type Place = Option<(i64, i64)>;

/// Fields and places of a list in which every row is a project.
fn placed(text: &str) -> (Vec<Option<&'static str>>, Vec<Place>) {
    let table = table(text);
    let mapping = guessed(&table);
    let read = apply::read(&table, &mapping, &resolve, "t.csv").expect("a list");
    assert_eq!(read.rejected, [], "{mapping:?}");
    let whole = |degrees: f64| (degrees * 1e3).round() as i64;
    let places = read.rows.iter().map(|row| row.location.map(|place| (whole(place.lon()), whole(place.lat()))));
    (fields(&mapping), places.collect())
}

#[test]
fn coordinates_are_known_by_more_names_and_as_degrees_minutes_and_seconds() {
    for (x, y) in
        [("x_coord", "y_coord"), ("xcoord", "ycoord"), ("X-coördinaat", "Y-coördinaat"), ("lengte", "breedte")]
    {
        let (fields, places) = placed(&format!("Titel;{x};{y}\nEen lamp;104500;193500\nTwee;;\n"));
        assert_eq!(fields, [Some("title"), Some("x"), Some("y")], "{x}");
        assert_eq!(places, [Some((3_720, 51_050)), None], "{x}");
    }
    for (y, x) in [("breedte", "lengte"), ("breedtegraad", "lengtegraad")] {
        let text = format!("Titel;{y};{x}\nEen lamp;51°03'15\"N;3°43'30\"E\nTwee lampen;50 52 44 N;4° 42' 0'' O\n");
        let (fields, places) = placed(&text);
        assert_eq!(fields, [Some("title"), Some("lat"), Some("lon")]);
        assert_eq!(places, [Some((3_725, 51_054)), Some((4_700, 50_879))]);
    }
}

#[test]
fn a_column_that_is_called_a_title_may_hold_names_of_towns() {
    let (fields, _) = placed("Titel;lat;lon\nGent;51.05;3.72\nNevele;51.03;3.55\n");
    assert_eq!(fields, [Some("title"), Some("lat"), Some("lon")]);
    let table = table("Naam;Omschrijving\nGent;Lampen\nNevele;Palen\n");
    assert!(!guessed(&table).has(ProjectField::Title));
}
