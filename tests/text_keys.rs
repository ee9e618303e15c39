//! Every text key that the code names exists in both languages, and so does every word of the model's enumerations.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regioscope::export::compose::ComposeFormat;
use regioscope::export::{Format, What};
use regioscope::insight::likeness::{Part, Relation};
use regioscope::insight::schedule::COUNTED;
use regioscope::jobs::table::{Problem, Role};
use regioscope::model::remark::{CorrectedField, RemarkProblem};
use regioscope::model::{CellKind, Direction, Language, LayerKind, NisVintage};
use regioscope::session::Action;
use regioscope::text::Text;
use regioscope::workspace::{GapsPage, PartnersShow, ProjectsPage, ReportPart, ScheduleGroup, SimilarSource, Tab};

/// Areas whose keys start with their name.
const AREAS: [&str; 26] = [
    "action",
    "cli",
    "compare",
    "data",
    "error",
    "export",
    "feeds",
    "figures",
    "filter",
    "gaps",
    "import",
    "indicators",
    "inspector",
    "job",
    "map",
    "notes",
    "notice",
    "partners",
    "profile",
    "projects",
    "reason",
    "region",
    "reports",
    "sensors",
    "shell",
    "similar",
];

#[expect(clippy::disallowed_methods, reason = "this test reads the project's own sources")]
fn sources() -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a readable source");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The text literals of a line of code with what stands before each.
fn literals(line: &str) -> Vec<(&str, &str)> {
    let code = if line.trim_start().starts_with("//") { "" } else { line };
    let parts: Vec<&str> = code.split('"').collect();
    (1..parts.len()).step_by(2).map(|index| (parts[index - 1], parts[index])).collect()
}

fn is_key(literal: &str) -> bool {
    let has_plain_letters =
        literal.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let area = literal.split('-').next().unwrap_or_default();
    has_plain_letters && literal.contains('-') && !literal.ends_with('-') && AREAS.contains(&area)
}

/// What stands before a literal that is no text key: identifiers of widgets, threads and textures, and words of a
/// family whose last part is added.
fn is_identifier(before: &str) -> bool {
    let calls = [
        "Id::unique(",
        "Id::new(",
        "IdSalt::new(",
        "id_salt(",
        "Panel::left(",
        "Panel::right(",
        "Panel::top(",
        "Panel::bottom(",
        "word(",
        "Id::unique((",
        ".with((",
        "make_persistent_id(",
        "push_id(",
        "load_texture(",
        ".name(",
    ];
    let is_joined_to_an_id = before.ends_with(".with(") && !before.ends_with("text.with(");
    is_joined_to_an_id || calls.iter().any(|call| before.ends_with(call))
}

#[test]
fn every_key_in_the_code_has_its_text_in_both_languages() {
    let texts = [Text::new(Language::Nl), Text::new(Language::En)];
    let mut missing = BTreeSet::new();
    let mut seen = 0;
    for (path, source) in sources() {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            for (before, literal) in literals(line) {
                if is_key(literal) && !is_identifier(before) {
                    seen += 1;
                    if texts.iter().any(|text| text.get(literal) == literal) {
                        missing.insert(format!("{literal} ({}:{})", path.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(seen > 200, "only {seen} keys were found: the search is broken");
    assert!(missing.is_empty(), "no text for:\n{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_word_of_an_enumeration_has_its_text() {
    let words = Action::ALL.iter().map(|action| ("action", action.key()));
    let words = words.chain(Tab::ALL.iter().map(|tab| ("tab", tab.key())));
    let words = words.chain(What::ALL.iter().flat_map(|what| [("shell-what", what.key()), ("shell-file", what.key())]));
    let words = words.chain(Format::ALL.iter().map(|format| ("shell-format", format.key())));
    let words = words.chain(Role::ALL.iter().map(|role| ("import-role", role.key())));
    let words = words.chain(Problem::ALL.iter().map(|problem| ("import-problem", problem.key())));
    let words = words.chain(NisVintage::ALL.iter().map(|vintage| ("import-vintage", vintage.key())));
    let words = words.chain(Direction::ALL.iter().map(|direction| ("import-direction", direction.key())));
    let words = words.chain(RemarkProblem::ALL.iter().map(|problem| ("notes-problem", problem.key())));
    let words = words.chain(LayerKind::ALL.iter().map(|kind| ("layer-kind", kind.key())));
    let words = words.chain(CellKind::ALL.iter().map(|kind| ("cell-kind", kind.key())));
    let words = words.chain(CorrectedField::ALL.iter().map(|field| ("notes-field", field.key())));
    let words = words.chain(Relation::ALL.iter().map(|relation| ("similar-relation", relation.key())));
    let words = words.chain(Part::ALL.iter().map(|part| ("similar-part", part.key())));
    let words = words.chain(SimilarSource::ALL.iter().map(|source| ("similar-source", source.key())));
    let words = words.chain(GapsPage::ALL.iter().map(|page| ("gaps-page", page.key())));
    let words = words.chain(PartnersShow::ALL.iter().map(|show| ("partners-show", show.key())));
    let words = words.chain(ProjectsPage::ALL.iter().map(|page| ("projects-page", page.key())));
    let words = words.chain(ReportPart::ALL.iter().map(|part| ("reports-part", part.key())));
    let words = words.chain(ComposeFormat::ALL.iter().map(|format| ("reports-format", format.key())));
    let words = words.chain(ScheduleGroup::ALL.iter().map(|group| ("projects-schedule-by", group.key())));
    let counted =
        COUNTED.iter().flat_map(|kind| [("projects-so-far-started", kind.key()), ("projects-so-far-kind", kind.key())]);
    let words: Vec<(&str, &str)> = words.chain(counted).collect();
    let told = Relation::ALL.iter().filter(|relation| **relation != Relation::Alike);
    let told: Vec<String> = told.map(|relation| format!("{}-words", relation.key())).collect();
    let told = told.iter().map(|key| ("similar-relation", key.as_str()));
    let words: Vec<(&str, &str)> = words.into_iter().chain(told).collect();
    for language in Language::ALL {
        let text = Text::new(language);
        for (family, key) in &words {
            let word = text.word(family, key);
            assert_ne!(word, format!("{family}-{}", key.replace('_', "-")), "{language:?}");
        }
    }
}

#[test]
fn every_source_of_the_bundle_has_its_title_in_both_languages() {
    let sources = regioscope::formats::bundle::dataset().expect("the bundle can be read").sources;
    assert!(sources.len() > 20);
    for language in Language::ALL {
        let text = Text::new(language);
        for source in &sources {
            let key = format!("data-source-{}", source.id.replace('_', "-"));
            assert_ne!(text.get(&key), key, "{language:?}");
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "this test reads the project's own texts")]
fn no_text_is_written_twice() {
    let mut seen = 0;
    for language in ["nl", "en"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/text").join(language);
        let mut known: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
        for entry in fs::read_dir(folder).expect("the folder of the texts") {
            let path = entry.expect("an entry").path();
            let area = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            for line in fs::read_to_string(&path).expect("a readable file").lines() {
                let Some((key, _)) = line.split_once(" =").filter(|(key, _)| is_key_of_a_text(key)) else { continue };
                seen += 1;
                let before = known.insert(key.to_owned(), area.clone());
                assert_eq!(before, None, "{language}: {key} stands in {area} too");
            }
        }
    }
    assert!(seen > 2000, "only {seen} texts were found: the search is broken");
}

fn is_key_of_a_text(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
