//! The parts of an OpenDocument 1.3 package that stand around the table (OASIS, parts 2 and 3).
//!
//! Contract: no moment and nothing of the machine goes in. May use: nothing of the crate but the escaping beside it.

use super::markup::attribute;

/// What the package is; its first part, not compressed.
pub(super) const MIME_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

pub(super) const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

pub(super) const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3">
<office:styles><style:style style:name="Default" style:family="table-cell"/></office:styles>
</office:document-styles>
"#;

pub(super) const META: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">
<office:meta/>
</office:document-meta>
"#;

/// What content begins with, up to the styles of columns.
pub(super) const CONTENT_START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3">
<office:automatic-styles>
<style:style style:name="header" style:family="table-cell" style:parent-style-name="Default"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"/></style:style>
"#;

/// The style of cells with a moment.
pub(super) const MOMENT_STYLE: &str = "moment";

/// The style of those that show milliseconds.
pub(super) const FRACTION_STYLE: &str = "moment-fraction";

/// The styles of moments: year, month, day and time of the day, alike in every language.
pub(super) fn moment_styles() -> String {
    let mut xml = String::new();
    for (name, decimals) in [(MOMENT_STYLE, ""), (FRACTION_STYLE, " number:decimal-places=\"3\"")] {
        xml.push_str(&format!("<number:date-style style:name=\"{name}-form\">"));
        for (part, after) in [("year", "-"), ("month", "-"), ("day", " "), ("hours", ":"), ("minutes", ":")] {
            xml.push_str(&format!("<number:{part} number:style=\"long\"/><number:text>{after}</number:text>"));
        }
        xml.push_str(&format!(
            "<number:seconds number:style=\"long\"{decimals}/></number:date-style>\n<style:style \
             style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" \
             style:data-style-name=\"{name}-form\"/>\n"
        ));
    }
    xml
}

/// What stands between styles and tables.
pub(super) const BODY_START: &str = "</office:automatic-styles>\n<office:body><office:spreadsheet>\n";

pub(super) const CONTENT_END: &str = "</office:spreadsheet></office:body>\n</office:document-content>\n";

/// The style of columns of a width in characters.
pub(super) fn column_style(width: usize) -> String {
    // A character of the usual font is about 2 mm wide.
    format!(
        "<style:style style:name=\"{}\" style:family=\"table-column\"><style:table-column-properties \
         style:column-width=\"{}mm\"/></style:style>\n",
        column_style_name(width),
        width * 2 + 4
    )
}

/// The name of that style.
pub(super) fn column_style_name(width: usize) -> String {
    format!("width{width}")
}

/// The beginning of a sheet: its name and the widths of its columns.
pub(super) fn table_start(name: &str, widths: &[usize]) -> String {
    let mut xml = format!("<table:table table:name=\"{}\">\n", attribute(name));
    for width in widths {
        xml.push_str(&format!("<table:table-column table:style-name=\"{}\"/>", column_style_name(*width)));
    }
    xml.push('\n');
    xml
}

/// Buttons that filter the rows of a sheet, over all its columns; a table without columns has none.
pub(super) fn filter(sheet: &str, column_count: usize, row_count: u64) -> String {
    let Some(last_column) = column_count.checked_sub(1) else { return String::new() };
    let sheet = format!("'{}'", sheet.replace('\'', "''"));
    let address = format!("{sheet}.A1:{sheet}.{}{}", column_letters(last_column), row_count + 1);
    // The name that LibreOffice gives to a range that a reader has not named.
    format!(
        "<table:database-ranges><table:database-range table:name=\"__Anonymous_Sheet_DB__0\" \
         table:target-range-address=\"{}\" table:display-filter-buttons=\"true\"/></table:database-ranges>\n",
        attribute(&address)
    )
}

/// The letters of a column, counted from 0: A to Z, AA and so on.
fn column_letters(index: usize) -> String {
    let mut letters = String::new();
    let mut left = index + 1;
    while left > 0 {
        letters.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters
}

/// Settings that keep the first row of each sheet in sight, as LibreOffice reads them.
pub(super) fn settings<'a>(sheets: impl Iterator<Item = &'a str>) -> String {
    let mut xml = String::from(SETTINGS_START);
    for sheet in sheets {
        xml.push_str(&format!("<config:config-item-map-entry config:name=\"{}\">", attribute(sheet)));
        xml.push_str(FROZEN_HEADER);
    }
    xml.push_str(SETTINGS_END);
    xml
}

const SETTINGS_START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3">
<office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>
<config:config-item-map-named config:name="Tables">
"#;

/// Split mode 2 is frozen; the lower pane begins at the second row.
const FROZEN_HEADER: &str = r#"
<config:config-item config:name="HorizontalSplitMode" config:type="short">0</config:config-item>
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>
<config:config-item config:name="HorizontalSplitPosition" config:type="int">0</config:config-item>
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>
<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>
<config:config-item config:name="PositionLeft" config:type="int">0</config:config-item>
<config:config-item config:name="PositionRight" config:type="int">0</config:config-item>
<config:config-item config:name="PositionTop" config:type="int">0</config:config-item>
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>
</config:config-item-map-entry>
"#;

const SETTINGS_END: &str = r"</config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed>
</config:config-item-set></office:settings>
</office:document-settings>
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        let letters = [0, 25, 26, 701, 702, 16_383].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_filter_names_its_sheet_whatever_stands_in_the_name() {
        let xml = filter("a'b & c", 28, 9);
        assert!(xml.contains("table:target-range-address=\"'a''b &amp; c'.A1:'a''b &amp; c'.AB10\""), "{xml}");
        assert_eq!(filter("a", 0, 9), "");
    }
}
