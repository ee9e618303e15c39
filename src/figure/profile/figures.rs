//! Key figures among the peers: a strip of dots, the figure, the peers' median and middle half, the rank, the year.

use super::Maker;
use super::series::unsaid_unit;
use crate::figure::chart::strip::{self, Strip};
use crate::figure::page::{Block, Cell, Column, Picture, Run};
use crate::figure::scene::Align;
use crate::insight::{FigureRow, Profile, definition, peers};
use crate::model::ValueStatus;

/// Width of a strip.
const STRIP: f32 = 112.0;

/// The blocks.
pub(super) fn blocks(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let (workspace, text, styles) = (maker.workspace(), maker.text, &maker.styles);
    let name = peers::name(workspace, &profile.peers, text);
    let others = profile.peers.members.iter().filter(|nis| **nis != profile.nis).count();
    let arguments = [("n", (others as i64).into()), ("peers", name.clone().into())];
    let lead = text.with("profile-peers", &arguments);
    let made = peers::explanation(workspace, &profile.peers, text);
    let note = maker.t("profile-rank-note");
    let mut table = styles.table(false, &maker.palette);
    let column = |title: String, part, align| Column { title, part, align, max_lines: 3 };
    table.columns = vec![
        column(maker.t("compare-figure"), 124.0, Align::Left),
        column(maker.t("profile-column-year"), 24.0, Align::Left),
        column(maker.t("profile-column-strip"), STRIP, Align::Left),
        column(maker.name(profile), 54.0, Align::Right),
        column(maker.t("compare-median"), 43.0, Align::Right),
        column(maker.t("profile-column-middle"), 77.0, Align::Right),
        column(maker.t("compare-rank"), 41.0, Align::Right),
    ];
    table.rows = profile.figures.iter().map(|row| cells(maker, profile, row)).collect();
    vec![
        maker.section("profile-figures"),
        Block::Paragraph(vec![Run::plain(lead), Run::plain(made), Run::plain(note)], styles.small, 2.0),
        Block::Table(table, 5.0),
    ]
}

fn cells(maker: &Maker<'_>, profile: &Profile<'_>, row: &FigureRow) -> Vec<Cell> {
    let number = |value: f64| definition::number_with_sign(maker.workspace(), &row.figure, value, maker.text);
    let none =
        || Cell::Text {
            text: "–".to_owned(), is_bold: false, colour: Some(maker.palette.soft), remark: String::new()
        };
    let value = match row.values.first() {
        Some(Ok(value)) => {
            let (text, colour) = (number(value.value), Some(maker.palette.accent));
            Cell::Text { text, is_bold: true, colour, remark: status(maker, value.status) }
        }
        Some(Err(reason)) => {
            let (text, colour) = (definition::missing_short(reason, maker.text), Some(maker.palette.soft));
            Cell::Text { text, is_bold: false, colour, remark: String::new() }
        }
        None => none(),
    };
    let median = row.spread.quartiles.map_or_else(none, |quartiles| Cell::text(number(quartiles.median)));
    let middle = row.spread.quartiles.map_or_else(none, |quartiles| {
        // The sign of a percentage stands once, at the end.
        let plain = definition::number(maker.workspace(), &row.figure, quartiles.q1, maker.text);
        Cell::text(format!("{plain}\u{a0}– {}", number(quartiles.q3)))
    });
    let rank = row.ranks.first().copied().flatten();
    let rank = rank.map_or_else(none, |rank| Cell::text(format!("{} / {}", rank.place, rank.of)));
    let year = row.year.map_or_else(none, |year| Cell::text(year.to_string()));
    vec![name_cell(maker, row), year, Cell::Picture(picture(maker, profile, row)), value, median, middle, rank]
}

fn name_cell(maker: &Maker<'_>, row: &FigureRow) -> Cell {
    let definition = maker.definitions.get(&row.figure);
    let text = definition.map_or_else(|| row.figure.to_string(), |one| one.name.clone());
    let remark = if row.figure.is_sample() {
        maker.t("map-sample")
    } else {
        definition.and_then(unsaid_unit).unwrap_or_default().to_owned()
    };
    Cell::Text { text, is_bold: false, colour: None, remark }
}

fn status(maker: &Maker<'_>, status: ValueStatus) -> String {
    if status == ValueStatus::Final { String::new() } else { maker.text.word("value-status", status.key()) }
}

/// The strip, with everything that it shows in words.
fn picture(maker: &Maker<'_>, profile: &Profile<'_>, row: &FigureRow) -> Picture {
    let number = |value: f64| definition::number_with_sign(maker.workspace(), &row.figure, value, maker.text);
    let peers: Vec<f64> = row.spread.values.iter().map(|(_, value)| *value).collect();
    let own = row.values.first().and_then(|value| value.as_ref().ok()).map(|value| value.value);
    let all = || peers.iter().copied().chain(own);
    let ends = [all().reduce(f64::min), all().reduce(f64::max)].map(|end| end.map(number).unwrap_or_default());
    let quartiles = row.spread.quartiles.map(|quartiles| [quartiles.q1, quartiles.median, quartiles.q3]);
    let strip = Strip { peers: &peers, own, quartiles, ends: [&ends[0], &ends[1]] };
    let name = maker.definitions.get(&row.figure).map(|one| one.name.clone()).unwrap_or_default();
    let value = own.map_or_else(|| maker.t("figures-short-missing"), number);
    let [first, median, third] =
        quartiles.map_or_else(|| [(); 3].map(|()| "–".to_owned()), |values| values.map(number));
    let alternative = maker.text.with(
        "profile-strip-alternative",
        &[
            ("figure", name.into()),
            ("name", maker.name(profile).into()),
            ("value", value.into()),
            ("median", median.into()),
            ("first", first.into()),
            ("third", third.into()),
            ("least", ends[0].clone().into()),
            ("greatest", ends[1].clone().into()),
        ],
    );
    let scene = strip::scene(&strip, &maker.palette, STRIP);
    let name = format!("strip-{}", row.figure.to_string().replace(['/', '@'], "-"));
    Picture { name, alternative, scene, size: [STRIP, strip::HEIGHT] }
}
