//! The sections of a document with the hash of what each shows, for its stamp: what tells later which of them changed.
//!
//! Contract: a section begins at each heading below the title; what stands before the first is under the title. May use:
//! `figure`, `model`.

use super::stamp::Part;
use crate::figure::page::Block;
use crate::figure::paint_html::fragment;
use crate::model::{Language, hash};

/// The sections of these blocks; one below another is named after both.
pub(super) fn of_blocks(blocks: &[Block], language: Language) -> Vec<Part> {
    let mut sections: Vec<(String, &[Block])> = Vec::new();
    let mut start = 0;
    let mut name = String::new();
    let mut above = String::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Heading(level, heading, ..) = block else { continue };
        if at > start {
            sections.push((std::mem::take(&mut name), &blocks[start..at]));
        }
        start = at;
        if *level <= 2 {
            above.clone_from(heading);
        }
        name = if *level <= 2 || above.is_empty() { heading.clone() } else { format!("{above} › {heading}") };
    }
    if start < blocks.len() {
        sections.push((name, &blocks[start..]));
    }
    let part = |(name, blocks): (String, &[Block])| {
        let sha256 = hash::of_bytes(fragment(language, blocks).as_bytes());
        Part { name, sha256 }
    };
    sections.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::page::{Run, TextStyle};
    use crate::figure::style::Palette;

    #[test]
    fn each_heading_begins_a_section_and_only_the_changed_one_has_another_hash() {
        let style = TextStyle { size: 9.0, leading: 13.0, is_bold: false, colour: Palette::light().text };
        let heading = |level: u8, words: &str| Block::Heading(level, words.to_owned(), style, 0.0);
        let blocks = |words: &str| {
            let text = Block::Paragraph(vec![Run::plain(words)], style, 0.0);
            let same = Block::Paragraph(vec![Run::plain("same")], style, 0.0);
            vec![heading(1, "T"), same.clone(), heading(2, "A"), heading(3, "Map"), text, heading(2, "B"), same]
        };
        let [then, now] = ["x", "y"].map(|words| of_blocks(&blocks(words), Language::Nl));
        let names: Vec<&str> = then.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["T", "A", "A › Map", "B"]);
        let changed: Vec<bool> = then.iter().zip(&now).map(|(then, now)| then != now).collect();
        assert_eq!(changed, [false, false, true, false]);
    }
}
