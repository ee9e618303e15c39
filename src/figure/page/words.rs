//! Words in lines of a width: parts of different weight in one paragraph, words too long for a line broken.

use super::{Run, TextStyle};
use crate::figure::font;
use crate::figure::scene::{Align, Label, Primitive};

/// A line: its parts with their weight.
pub type Line = Vec<(String, bool)>;

/// The runs in lines of at most `most` points.
pub fn lines(runs: &[Run], style: TextStyle, most: f32) -> Vec<Line> {
    let mut setter = Setter { size: style.size, most, lines: Vec::new(), used: 0.0 };
    for run in runs {
        let is_bold = run.is_bold || style.is_bold;
        for word in parts(&run.text) {
            setter.word(&word, is_bold);
        }
    }
    setter.lines
}

/// The words of a text, parted by breaking spaces; "10 000" is one word, whatever space it is written with, and "©" goes
/// with whom it names.
fn parts(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        let is_thousands = word.len() == 3 && word.chars().all(|letter| letter.is_ascii_digit());
        match words.last_mut() {
            Some(last) if (is_thousands && is_digit(last.chars().next_back())) || last == "©" => {
                last.push('\u{a0}');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// One text in lines, at most `max_lines` of them; what is left out ends in "…".
pub fn text_lines(text: &str, style: TextStyle, most: f32, max_lines: usize) -> Vec<String> {
    let all = lines(&[Run::plain(text)], style, most);
    let is_cut = all.len() > max_lines;
    let mut kept: Vec<String> = all.into_iter().take(max_lines.max(1)).map(|line| joined(&line)).collect();
    if is_cut && let Some(last) = kept.last_mut() {
        let longer = format!("{last} …");
        let fits = font::width(&longer, style.size, style.is_bold) <= most;
        *last = if fits { longer } else { font::elided(&format!("{last}…"), style.size, style.is_bold, most) };
    }
    kept
}

fn joined(line: &Line) -> String {
    line.iter().map(|(text, _)| text.as_str()).collect()
}

struct Setter {
    size: f32,
    most: f32,
    lines: Vec<Line>,
    used: f32,
}

impl Setter {
    fn word(&mut self, word: &str, is_bold: bool) {
        let width = font::width(word, self.size, is_bold);
        if width > self.most {
            // A hyphen is the better place to break.
            match word.trim_end_matches('-').find('-') {
                Some(at) => {
                    let (start, rest) = word.split_at(at + 1);
                    self.word(start, is_bold);
                    self.used = f32::INFINITY;
                    self.word(rest, is_bold);
                }
                None => self.broken(word, is_bold),
            }
            return;
        }
        let space = font::width(" ", self.size, is_bold);
        let is_first = self.lines.is_empty();
        if is_first || self.used + space + width > self.most {
            self.lines.push(vec![(word.to_owned(), is_bold)]);
            self.used = width;
            return;
        }
        self.used += space + width;
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some((text, weight)) if *weight == is_bold => {
                text.push(' ');
                text.push_str(word);
            }
            _ => line.push((format!(" {word}"), is_bold)),
        }
    }

    /// A word that no line can hold: as many letters on each line as fit.
    fn broken(&mut self, word: &str, is_bold: bool) {
        let mut part = String::new();
        for letter in word.chars() {
            part.push(letter);
            if font::width(&part, self.size, is_bold) > self.most && part.chars().count() > 1 {
                part.pop();
                self.lines.push(vec![(std::mem::take(&mut part), is_bold)]);
                part.push(letter);
            }
        }
        self.used = font::width(&part, self.size, is_bold);
        self.lines.push(vec![(part, is_bold)]);
    }
}

/// A line of text as primitives, its upper edge at `top`.
pub fn line_scene(line: &Line, style: TextStyle, left: f32, top: f32) -> Vec<Primitive> {
    let mut x = left;
    let mut scene = Vec::new();
    for (text, is_bold) in line {
        let at = [x, top + style.leading / 2.0];
        x += font::width(text, style.size, *is_bold);
        let (size, is_bold, colour) = (style.size, *is_bold, style.colour);
        let text = text.clone();
        scene.push(Primitive::Text(Label { at, align: Align::Left, text, size, is_bold, colour, halo: None }));
    }
    scene
}

/// One text in a style, the middle of its height at `at`.
pub fn label(text: impl Into<String>, style: TextStyle, at: [f32; 2], align: Align) -> Primitive {
    let TextStyle { size, is_bold, colour, .. } = style;
    Primitive::Text(Label { at, align, text: text.into(), size, is_bold, colour, halo: None })
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn numbers_and_owners_are_not_parted() {
        assert_eq!(parts("van 10 000 tot  20"), ["van", "10\u{a0}000", "tot", "20"]);
        assert_eq!(parts("kaart © OpenStreetMap-bijdragers"), ["kaart", "©\u{a0}OpenStreetMap-bijdragers"]);
    }
}
