//! Reports of saved views on the command line: the same bytes twice, one for each municipality, made again from the
//! stamp, and clear refusals.
#![expect(clippy::disallowed_methods, reason = "these tests look at what was written")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use place::Place;
use regioscope::cli::ExitStatus;
use serde_json::json;

/// A place with a report file of two sections.
fn reports() -> Place {
    let place = Place::new();
    place.file("mob.regioview.json", r#"{"regioscope_view": 1, "view": {"filter": {"dimensions": ["mobility"]}}}"#);
    let section = |heading: &str, shown: &[&str]| {
        json!({
            "heading": heading,
            "text": "Over **{municipality}**\n\n- een\n- <b>twee</b>",
            "shown": shown,
            "row_limit": 5,
            "view": { "filter": { "dimensions": ["mobility"] }, "compare": { "municipalities": ["44021", "44083"] } },
        })
    };
    let first = section("Eerst {municipality}", &["map", "numbers", "projects"]);
    let second = section("", &["chart", "gaps", "comparison"]);
    let report = json!({ "title": "Rapport {municipality}", "sections": [first, second] });
    place.file("r.regioreport.json", json!({ "regioscope_report": 1, "report": report }).to_string());
    place
}

fn read(place: &Place, name: &str) -> Vec<u8> {
    std::fs::read(place.path(name)).expect("a file")
}

#[test]
fn a_report_is_the_same_bytes_twice_and_made_again_from_its_stamp() {
    let place = reports();
    let report = place.path("r.regioreport.json");
    for ending in ["pdf", "html"] {
        let (first, second) = (format!("a.{ending}"), format!("b.{ending}"));
        for name in [&first, &second] {
            let made = place.run(&["report", &report, "-o", &place.path(name)]);
            assert_eq!(made.status, ExitStatus::Done, "{}", made.err);
        }
        assert_eq!(read(&place, &first), read(&place, &second), "{ending}");
        let again = place.run(&["reproduce", &place.path(&first)]);
        assert_eq!(again.status, ExitStatus::Done, "{} {}", again.out, again.err);
    }
    let page = String::from_utf8(read(&place, "a.html")).expect("UTF-8");
    assert!(page.contains("<html lang=\"en\">") && page.contains("<li>&lt;b&gt;twee&lt;/b&gt;</li>"));
    assert!(
        page.contains("The first 5 of ") && page.contains("Annex: other rows"),
        "what is left out is told and there"
    );
    assert!(page.contains("<th scope=\"col\">") && page.contains("<th scope=\"row\">") && !page.contains("<script"));
    for heading in ["Map", "Key figures", "Projects", "Over the years", "White spots", "Comparison"] {
        assert!(page.contains(&format!(">{heading}</h")), "{heading}");
    }
    std::fs::write(place.path("a.html"), page + " ").expect("a changed file");
    assert_eq!(place.run(&["reproduce", &place.path("a.html")]).status, ExitStatus::Partly);
}

#[test]
fn each_municipality_gets_a_report_of_its_own_name() {
    let place = reports();
    let report = place.path("r.regioreport.json");
    let words = ["report", &report, "--municipality", "Gent", "--municipality", "Nevele", "--format", "html", "-o"];
    let answer = place.json(&[&words[..], &[&place.path("each")]].concat());
    assert_eq!(answer["count"], 2);
    let page = String::from_utf8(read(&place, "each/Gent-44021.html")).expect("UTF-8");
    assert!(page.contains("<title>Rapport Gent</title>") && page.contains("<strong>Gent</strong>"));
    assert!(!page.contains("{municipality}"));
    let stamp: serde_json::Value =
        serde_json::from_slice(&read(&place, "each/Deinze-44083.html.stamp.json")).expect("a stamp");
    assert_eq!(stamp["report"]["title"], "Rapport {municipality}", "the stamp holds the report as it was");
    let again = place.run(&["reproduce", &place.path("each/Deinze-44083.html")]);
    assert_eq!(again.status, ExitStatus::Done, "{} {}", again.out, again.err);
}

#[test]
fn a_report_file_is_made_of_view_files_and_what_is_wrong_is_said() {
    let place = reports();
    let new = place.path("new.regioreport.json");
    let view = place.path("mob.regioview.json");
    let made = place.run(&["report", "--new", &new, "--view", &view, "--show", "numbers", "--title", "T"]);
    assert_eq!(made.status, ExitStatus::Done, "{}", made.err);
    assert_eq!(place.run(&["report", &new, "-o", &place.path("n.html")]).status, ExitStatus::Done);
    let streamed = place.run(&["report", "--new", "-", "--view", &view, "--show", "numbers", "--title", "T"]);
    assert_eq!(streamed.out.as_bytes(), std::fs::read(&new).expect("the report file"));
    assert!(String::from_utf8(read(&place, "n.html")).expect("UTF-8").contains("<h1 id=\"part-1\">T</h1>"));
    let newer = place.file("newer.regioreport.json", r#"{"regioscope_report": 9, "report": {"x": 1}}"#);
    let refused = place.run(&["report", &newer, "-o", &place.path("x.pdf")]);
    assert_eq!(refused.status, ExitStatus::Failed);
    assert!(refused.err.contains("version 9") && refused.err.contains("newer.regioreport.json"), "{}", refused.err);
    let ending = place.run(&["report", &new, "-o", &place.path("x.docx")]);
    assert_eq!(ending.status, ExitStatus::Usage, "{}", ending.err);
    assert!(!std::path::Path::new(&place.path("x.docx")).exists());
}
