//! What a profile lacks, and why.

use super::Maker;
use super::title::lower_first;
use crate::figure::page::{Block, Run};
use crate::insight::{Profile, definition};
use crate::model::figure_ref::FigureRef;
use crate::model::period::Year;

/// Years of a figure, or the figure itself, that are missing for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The figure.
    pub figure: FigureRef,
    /// First and last year; `None` = the key figure.
    pub years: Option<(Year, Year)>,
    /// Why, in words.
    pub reason: String,
}

/// Everything that is missing: key figures, then years of series; years of one reason that follow each other are one.
pub fn gaps(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for row in &profile.figures {
        if let Some(Err(reason)) = row.values.first() {
            let reason = definition::missing(reason, maker.text);
            gaps.push(Gap { figure: row.figure.clone(), years: None, reason });
        }
    }
    for one in &profile.series {
        for year in &one.years {
            let Err(reason) = &year.own else { continue };
            let reason = definition::missing(reason, maker.text);
            match gaps.last_mut() {
                Some(Gap { figure, years: Some((_, until)), reason: known })
                    if *figure == one.figure && *known == reason && *until + 1 == year.year =>
                {
                    *until = year.year;
                }
                _ => {
                    let years = Some((year.year, year.year));
                    gaps.push(Gap { figure: one.figure.clone(), years, reason });
                }
            }
        }
    }
    gaps
}

/// The blocks: one paragraph for each reason, with what it concerns.
pub(super) fn blocks(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let mut blocks = vec![maker.section("profile-missing")];
    let gaps = gaps(maker, profile);
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for gap in &gaps {
        let name = maker.definitions.get(&gap.figure).map_or_else(|| gap.figure.to_string(), |one| one.name.clone());
        let name = lower_first(&name);
        let what = match gap.years {
            None => name,
            Some((from, until)) if from == until => format!("{name} ({from})"),
            Some((from, until)) => format!("{name} ({from}–{until})"),
        };
        match reasons.iter_mut().find(|(reason, _)| *reason == gap.reason) {
            Some((_, list)) => list.push(what),
            None => reasons.push((&gap.reason, vec![what])),
        }
    }
    if reasons.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::plain(maker.t("profile-missing-none"))], maker.styles.fine, 2.0));
    }
    for (reason, list) in reasons {
        let runs = vec![Run::bold(reason), Run::plain(format!("{}.", list.join(", ")))];
        blocks.push(Block::Paragraph(runs, maker.styles.fine, 3.0));
    }
    blocks
}
