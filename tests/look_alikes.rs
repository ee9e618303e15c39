//! How good look-alikes are: pairs of the inventory judged by hand, a half to choose the method by and a half held out.
//!
//! `cargo test --test look_alikes -- --ignored --nocapture` prints the figures of every method that was tried, as
//! `docs/look-alikes.md` has them, or the candidates that were judged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regioscope::formats::bundle;
use regioscope::insight::likeness::{Idea, LikenessIndex, Question, Weights};
use regioscope::model::ProjectId;
use regioscope::model::fold::fold;
use regioscope::query::terms::{Rules, texts_of};
use regioscope::workspace::Workspace;

const PAIRS: &str = include_str!("look_alikes/pairs.csv");
const IDEAS: &str = include_str!("look_alikes/ideas.csv");

/// Projects that are asked about; those at even places are held out.
const PROJECTS: &[&str] = &[
    "P003", "P014", "P018", "P029", "P036", "P048", "P063", "P069", "P098", "P115", "P119", "P124", "P136", "P151",
    "P157", "P164", "P171", "P184", "P197", "P212", "P217", "P225", "P235", "P292", "P025", "P199",
];

const NO_RULES: Rules =
    Rules { has_words: true, has_stems: false, has_compounds: false, has_synonyms: false, has_grams: false };

fn workspace() -> Workspace {
    let mut workspace = Workspace::from_dataset(bundle::dataset().expect("the bundle opens"));
    workspace.reference = Arc::new(bundle::reference().expect("the bundle opens"));
    workspace
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judgement {
    Same,
    Related,
    Unrelated,
}

/// A question with what was judged of it.
#[derive(Debug)]
struct Asked {
    question: Question,
    judged: BTreeMap<String, Judgement>,
    is_held_out: bool,
}

fn ideas() -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(IDEAS.as_bytes());
    reader.records().map(|row| row.expect("a row")).map(|row| (row[0].to_owned(), row[1].to_owned())).collect()
}

fn questions() -> BTreeMap<String, (Question, bool)> {
    let projects = PROJECTS.iter().map(|id| ((*id).to_owned(), Question::Project(ProjectId::new(*id))));
    let ideas = ideas().into_iter().map(|(id, text)| (id, Question::Idea(Idea { text, ..Idea::default() })));
    projects.chain(ideas).enumerate().map(|(place, (id, question))| (id, (question, place % 2 == 1))).collect()
}

fn asked() -> BTreeMap<String, Asked> {
    let mut reader = csv::Reader::from_reader(PAIRS.as_bytes());
    let mut asked: BTreeMap<String, Asked> = questions()
        .into_iter()
        .map(|(id, (question, is_held_out))| (id, Asked { question, judged: BTreeMap::new(), is_held_out }))
        .collect();
    for row in reader.records() {
        let row = row.expect("a row");
        let words = [("same", Judgement::Same), ("related", Judgement::Related), ("unrelated", Judgement::Unrelated)];
        let judgement = words.iter().find(|(word, _)| *word == &row[2]).expect("a judgement").1;
        let one = asked.get_mut(&row[0]).expect("a question that is asked");
        assert!(one.judged.insert(row[1].to_owned(), judgement).is_none(), "{row:?} is judged twice");
    }
    asked
}

/// Ranks projects for a question, best first, as identifiers.
type Method<'a> = Box<dyn Fn(&Question, usize) -> Vec<String> + 'a>;

/// Plain keyword search: projects in which most of the words occur, in the order of the inventory.
fn keywords(workspace: &Workspace, question: &Question, count: usize) -> Vec<String> {
    let projects = workspace.projects.rows();
    let words_of = |id: &ProjectId| {
        let texts = workspace.projects.by_id(id).map(texts_of).unwrap_or_default();
        texts.into_iter().flatten().flat_map(|(title, rest)| [title.to_owned(), rest.to_owned()]).collect::<Vec<_>>()
    };
    let text = match question {
        Question::Project(id) => words_of(id).join(" "),
        Question::Idea(idea) => idea.text.clone(),
    };
    let folded = fold(&text);
    let words: BTreeSet<&str> = folded.split(' ').filter(|word| word.len() > 3).collect();
    let own = if let Question::Project(id) = question { Some(id) } else { None };
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for (row, project) in projects.iter().enumerate().filter(|(_, project)| Some(&project.id) != own) {
        let theirs = fold(&words_of(&project.id).join(" "));
        let hits = words.iter().filter(|word| theirs.contains(**word)).count();
        if hits > 0 {
            ranked.push((hits, row));
        }
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().take(count).map(|(_, row)| projects[row].id.to_string()).collect()
}

/// Every method that was tried, the baseline first and what is used last.
fn methods(workspace: &Workspace) -> Vec<(&'static str, Method<'_>)> {
    let stems = Rules { has_stems: true, ..NO_RULES };
    let compounds = Rules { has_compounds: true, ..stems };
    let synonyms = Rules { has_synonyms: true, ..stems };
    let letters = Rules { has_words: false, has_grams: true, ..NO_RULES };
    let tried = [
        ("words (tf-idf)", NO_RULES, Weights::TEXT),
        ("runs of four letters", letters, Weights::TEXT),
        ("stems", stems, Weights::TEXT),
        ("stems, compounds", compounds, Weights::TEXT),
        ("stems, synonyms", synonyms, Weights::TEXT),
        ("stems, compounds, synonyms", Rules::default(), Weights::TEXT),
        ("stems, compounds, synonyms, letters", Rules { has_grams: true, ..Rules::default() }, Weights::TEXT),
        ("all parts", Rules::default(), Weights::default()),
    ];
    let mut methods: Vec<(&'static str, Method<'_>)> =
        vec![("plain keywords", Box::new(|question: &Question, count| keywords(workspace, question, count)))];
    for (name, rules, weights) in tried {
        let index = LikenessIndex::with(workspace, rules, weights);
        let run = move |question: &Question, count: usize| {
            let alike = index.run(workspace, question, count).alike;
            alike.iter().map(|one| workspace.projects.rows()[one.row as usize].id.to_string()).collect()
        };
        methods.push((name, Box::new(run)));
    }
    methods
}

#[test]
#[ignore = "prints the candidates to be judged"]
fn pool() {
    let workspace = workspace();
    let methods = methods(&workspace);
    for (id, (question, _)) in questions() {
        let mut pooled: BTreeSet<String> = BTreeSet::new();
        for (_, run) in &methods {
            pooled.extend(run(&question, 10));
        }
        let hard = keywords(&workspace, &question, 60);
        let hard: Vec<&String> = hard.iter().skip(25).filter(|id| !pooled.contains(*id)).take(1).collect();
        println!("{id}: {}  hard: {hard:?}", pooled.into_iter().collect::<Vec<_>>().join(" "));
    }
}

/// What a method is worth over some questions.
#[derive(Clone, Copy, Debug, Default)]
struct Worth {
    /// Mean share of the first five that are the same or related; what nobody judged counts as unrelated.
    precision_at_5: f64,
    /// Mean share of all that are known to be the same or related among the first ten, or as many as there are.
    recall_at_10: f64,
    /// Of the first five, those that nobody judged.
    unjudged: usize,
}

fn worth(asked: &BTreeMap<String, Asked>, method: &Method<'_>, is_held_out: bool) -> Worth {
    let questions: Vec<&Asked> = asked.values().filter(|one| one.is_held_out == is_held_out).collect();
    let mut worth = Worth::default();
    for one in &questions {
        let found = method(&one.question, 10);
        let is_good = |id: &&String| matches!(one.judged.get(*id), Some(Judgement::Same | Judgement::Related));
        let known = one.judged.values().filter(|judgement| **judgement != Judgement::Unrelated).count();
        let first: Vec<&String> = found.iter().take(5).collect();
        worth.precision_at_5 += first.iter().filter(|id| is_good(id)).count() as f64 / known.min(5) as f64;
        worth.recall_at_10 += found.iter().filter(is_good).count() as f64 / known.min(10) as f64;
        worth.unjudged += first.iter().filter(|id| !one.judged.contains_key(**id)).count();
    }
    worth.precision_at_5 /= questions.len() as f64;
    worth.recall_at_10 /= questions.len() as f64;
    worth
}

/// Of the pairs judged: marks for one initiative that are right, all such marks, and pairs that are one initiative.
fn marks(workspace: &Workspace, asked: &BTreeMap<String, Asked>, is_held_out: bool) -> (usize, usize, usize) {
    let index = LikenessIndex::new(workspace);
    let (mut right, mut marked, mut known) = (0, 0, 0);
    for one in asked.values().filter(|one| one.is_held_out == is_held_out) {
        known += one.judged.values().filter(|judgement| **judgement == Judgement::Same).count();
        for alike in index.run(workspace, &one.question, 20).alike {
            let id = workspace.projects.rows()[alike.row as usize].id.to_string();
            let Some(judgement) = one.judged.get(&id) else { continue };
            if alike.relation.is_same_initiative() {
                marked += 1;
                right += usize::from(*judgement == Judgement::Same);
            }
        }
    }
    (right, marked, known)
}

#[test]
#[ignore = "prints the figures of docs/look-alikes.md"]
fn figures() {
    let workspace = workspace();
    let asked = asked();
    for (name, method) in methods(&workspace) {
        let (chosen, held_out) = (worth(&asked, &method, false), worth(&asked, &method, true));
        println!(
            "| {name} | {:.2} | {:.2} | {:.2} | {:.2} | {} |",
            chosen.precision_at_5,
            chosen.recall_at_10,
            held_out.precision_at_5,
            held_out.recall_at_10,
            chosen.unjudged + held_out.unjudged,
        );
    }
    println!(
        "marks (right, marked, known): {:?} {:?}",
        marks(&workspace, &asked, false),
        marks(&workspace, &asked, true)
    );
    let method = methods(&workspace).pop().expect("there are methods").1;
    for (id, one) in &asked {
        let found = method(&one.question, 5);
        let wrong: Vec<&String> = found
            .iter()
            .filter(|found| !matches!(one.judged.get(*found), Some(Judgement::Same | Judgement::Related)))
            .collect();
        if !wrong.is_empty() && !one.is_held_out {
            println!("{id}: {found:?} wrong {wrong:?}");
        }
    }
}

#[test]
#[ignore = "tries weights on the half that is for choosing"]
fn weights() {
    let workspace = workspace();
    let asked = asked();
    let mut best: Vec<(f64, String)> = Vec::new();
    for theme in [0.0, 0.1, 0.2, 0.3] {
        for dimension in [0.0, 0.05, 0.1] {
            for partners in [0.0, 0.05] {
                for place in [0.0, 0.03, 0.06] {
                    for period in [0.0, 0.03] {
                        let text = 1.0 - theme - dimension - partners - place - period;
                        let weights = Weights([text, theme, dimension, partners, place, period]);
                        let index = LikenessIndex::with(&workspace, Rules::default(), weights);
                        let method: Method<'_> = Box::new(|question, count| {
                            let alike = index.run(&workspace, question, count).alike;
                            alike.iter().map(|one| workspace.projects.rows()[one.row as usize].id.to_string()).collect()
                        });
                        let worth = worth(&asked, &method, false);
                        best.push((worth.precision_at_5 + worth.recall_at_10, format!("{weights:?} {worth:?}")));
                    }
                }
            }
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.iter().take(12).for_each(|(sum, told)| println!("{sum:.3} {told}"));
}
#[test]
fn pairs_are_enough_and_judged_once() {
    let asked = asked();
    let count =
        |wanted: Judgement| asked.values().flat_map(|one| one.judged.values()).filter(|one| **one == wanted).count();
    let (same, related, unrelated) = (count(Judgement::Same), count(Judgement::Related), count(Judgement::Unrelated));
    assert!(same >= 10 && related >= 100 && unrelated >= 100, "{same} {related} {unrelated}");
    assert!(PAIRS.lines().filter(|line| line.ends_with(",hard")).count() >= 30);
    let held_out = asked.values().filter(|one| one.is_held_out).count();
    assert_eq!(held_out * 2, asked.len(), "half is held out");
    let workspace = workspace();
    for id in asked.values().flat_map(|one| one.judged.keys()) {
        assert!(workspace.projects.by_id(&ProjectId::new(id.as_str())).is_some(), "{id} is not in the inventory");
    }
}

#[test]
fn look_alikes_are_far_better_than_a_plain_search_on_the_half_held_out() {
    let workspace = workspace();
    let asked = asked();
    let mut methods = methods(&workspace);
    let plain = worth(&asked, &methods[0].1, true);
    let used = worth(&asked, &methods.pop().expect("there are methods").1, true);
    assert!(used.precision_at_5 >= 0.85 && used.recall_at_10 >= 0.85, "{used:?}");
    assert!(
        used.precision_at_5 > plain.precision_at_5 + 0.2 && used.recall_at_10 > plain.recall_at_10 + 0.2,
        "{plain:?}"
    );
}

#[test]
fn what_is_marked_as_one_initiative_mostly_is() {
    let workspace = workspace();
    let asked = asked();
    let all = [false, true].map(|is_held_out| marks(&workspace, &asked, is_held_out));
    let sum = |pick: fn(&(usize, usize, usize)) -> usize| all.iter().map(pick).sum::<usize>();
    let (right, marked, known) = (sum(|one| one.0), sum(|one| one.1), sum(|one| one.2));
    assert!(right * 10 >= marked * 7 && right * 10 >= known * 7, "{right} of {marked} marked, of {known} known");
}
