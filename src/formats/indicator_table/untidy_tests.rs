//! Tests of tables as people make them: quotation marks left open, headers that stand twice, months, merged municipalities.

use super::tests::{read, reasons, values};

#[test]
fn a_quotation_mark_that_is_never_closed_refuses_its_row() {
    let read = read("Gemeente;Jaar;Stuks\nGent;2020;1\nAntwerpen;2020;8;\"niet gesloten\nDeinze;2020;10;x\n");
    assert_eq!(values(&read).len(), 2);
    assert_eq!(reasons(&read), [(3, String::new(), "reason-quote-open".into())]);
    assert_eq!(&*read.rejected[0].original, "Antwerpen;2020;8;niet gesloten");
    assert_eq!(read.left_out.remarks, 0);
}
