//! The table as text for a spreadsheet: tab-separated, numbers as the language writes them.

use crate::model::Project;
use crate::ui::UiContext;
use crate::workspace::ProjectColumn;

use super::words;

/// The rows under their headers, a line each, cells separated by tabs.
pub fn tsv<'a>(ctx: &UiContext<'_>, columns: &[ProjectColumn], projects: impl Iterator<Item = &'a Project>) -> String {
    let mut lines = header(ctx, columns).join("\t");
    lines.push('\n');
    for project in projects {
        let cells: Vec<String> = columns.iter().map(|column| cell(ctx, project, *column)).collect();
        lines.push_str(&cells.join("\t"));
        lines.push('\n');
    }
    lines
}

fn header(ctx: &UiContext<'_>, columns: &[ProjectColumn]) -> Vec<String> {
    columns.iter().map(|column| ctx.text.word("column", column.key())).collect()
}

fn cell(ctx: &UiContext<'_>, project: &Project, column: ProjectColumn) -> String {
    let plain = match column {
        // Money as a bare number that a spreadsheet can add up.
        ProjectColumn::Budget => project.budget.as_ref().map(|amount| plain_number(ctx, amount.eur)),
        ProjectColumn::Subsidy => project.subsidy.as_ref().map(|amount| plain_number(ctx, amount.eur)),
        _ => None,
    };
    one_line(&plain.unwrap_or_else(|| words::cell(ctx, project, column)))
}

/// A number without a thousands separator, with the decimal sign of the language and no more decimals than it has.
pub fn plain_number(ctx: &UiContext<'_>, value: f64) -> String {
    let written = format!("{value}");
    match ctx.text.language() {
        crate::model::Language::Nl => written.replace('.', ","),
        crate::model::Language::En => written,
    }
}

/// A cell without tabs and line breaks, and neutralised where a spreadsheet would run it as a formula.
pub fn one_line(cell: &str) -> String {
    let line: String =
        cell.chars().map(|letter| if matches!(letter, '\t' | '\n' | '\r') { ' ' } else { letter }).collect();
    let is_formula = line.starts_with(['=', '+', '@']) || (line.starts_with('-') && line.parse::<f64>().is_err());
    if is_formula { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_to_their_place() {
        assert_eq!(one_line("a\tb\nc"), "a b c");
        assert_eq!(one_line("=1+1"), "'=1+1");
        assert_eq!(one_line("-5"), "-5");
    }
}
