//! Free text as blocks: paragraphs parted by empty lines, lines that begin with "- " as a list, `**bold**`.

use crate::figure::page::{Block, Run, TextStyle};

/// Space above a paragraph.
const SPACE: f32 = 5.0;

/// The blocks; a lone pair of asterisks stays as it was written.
pub(super) fn blocks(text: &str, style: TextStyle) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let mut items: Vec<Vec<Run>> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        let item = line.strip_prefix("- ");
        if item.is_none() && !items.is_empty() {
            blocks.push(Block::List(std::mem::take(&mut items), style, SPACE));
        }
        if (line.is_empty() || item.is_some()) && !lines.is_empty() {
            blocks.push(Block::Paragraph(runs(&lines.join(" ")), style, SPACE));
            lines.clear();
        }
        match item {
            Some(item) => items.push(runs(item)),
            None if !line.is_empty() => lines.push(line),
            None => {}
        }
    }
    if !items.is_empty() {
        blocks.push(Block::List(items, style, SPACE));
    }
    blocks
}

/// Words in two weights.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some((before, inner, after)) = bold(rest) {
        if !before.trim().is_empty() {
            runs.push(Run::plain(before));
        }
        runs.push(Run::bold(inner));
        rest = after;
    }
    if !rest.trim().is_empty() {
        runs.push(Run::plain(rest));
    }
    runs
}

/// What stands before, in and after the first pair of marks.
fn bold(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("**")?;
    let (inner, after) = rest.split_once("**")?;
    (!inner.trim().is_empty()).then_some((before, inner, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::style::Palette;

    #[test]
    fn paragraphs_lists_and_bold_words_are_told_apart() {
        let style = TextStyle { size: 9.0, leading: 13.0, is_bold: false, colour: Palette::light().text };
        let made = blocks("Eerste\nregel.\n\nTwee **vette** woorden:\n- een\n- **twee**\nna\n", style);
        let plain = |words: &str| vec![Run::plain(words)];
        let expected = [
            Block::Paragraph(plain("Eerste regel."), style, SPACE),
            Block::Paragraph(vec![Run::plain("Twee "), Run::bold("vette"), Run::plain(" woorden:")], style, SPACE),
            Block::List(vec![plain("een"), vec![Run::bold("twee")]], style, SPACE),
            Block::Paragraph(plain("na"), style, SPACE),
        ];
        assert_eq!(made, expected);
        assert_eq!(blocks("2 ** 3", style), [Block::Paragraph(plain("2 ** 3"), style, SPACE)]);
        assert_eq!(blocks(" \n\n", style), []);
    }
}
