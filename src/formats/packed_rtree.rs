//! An R-tree of SQLite written at once from all of its boxes: box after box takes several times as long as the rows.
//!
//! Contract: the file is as its documentation has it (sqlite.org/rtree.html, section 6, and the head of `rtree.c`), so
//! that SQLite reads and changes it like one of its own making; it depends on the boxes alone. The boxes are packed by
//! sorting and tiling (Leutenegger, Lopez and Edgington 1997). Memory: some 40 bytes a row. May use: nothing of the crate.

use geo::Rect;
use rusqlite::{Connection, params};

/// Bytes of a cell: a row or node, and four coordinates of 32 bits.
const CELL_BYTES: usize = 24;

/// Bytes before the cells of a node: the depth of the tree in the root, and how many cells there are.
const HEAD_BYTES: usize = 4;

/// The root.
const ROOT: i64 = 1;

/// A box and what it is of: a row, or a node of the level below.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    of: i64,
    /// West, east, south, north: no larger or no smaller than the coordinates they were.
    sides: [f32; 4],
}

/// The boxes of a tree that is not written yet.
#[derive(Debug, Default)]
pub(super) struct Boxes(Vec<Cell>);

impl Boxes {
    /// Adds the box of a row.
    pub fn add(&mut self, row: i64, bounds: Rect<f64>) {
        let (min, max) = (bounds.min(), bounds.max());
        self.0.push(Cell { of: row, sides: [below(min.x), above(max.x), below(min.y), above(max.y)] });
    }

    /// Writes them into an R-tree of two dimensions that was made and holds nothing. `name` stands within quotes.
    pub fn write(self, connection: &Connection, name: &str) -> rusqlite::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let size: u32 = connection.query_row(
            &format!("SELECT length(data) FROM \"{name}_node\" WHERE nodeno = ?"),
            [ROOT],
            |row| row.get(0),
        )?;
        let size = size as usize;
        let most = (size - HEAD_BYTES) / CELL_BYTES;
        let mut put_node =
            connection.prepare(&format!("INSERT OR REPLACE INTO \"{name}_node\" (nodeno, data) VALUES (?, ?)"))?;
        let mut put_parent =
            connection.prepare(&format!("INSERT INTO \"{name}_parent\" (nodeno, parentnode) VALUES (?, ?)"))?;
        let mut leaf_of: Vec<(i64, i64)> = Vec::with_capacity(self.0.len());
        let (mut cells, mut depth, mut next) = (self.0, 0, ROOT + 1);
        loop {
            let is_root = cells.len() <= most;
            let mut above_it = Vec::new();
            for part in tiled(&mut cells, most) {
                let node = if is_root { ROOT } else { next };
                if !is_root {
                    next += 1;
                    above_it.push(Cell { of: node, sides: around(part) });
                }
                put_node.execute(params![node, written(part, if is_root { depth } else { 0 }, size)])?;
                for cell in part {
                    if depth == 0 {
                        leaf_of.push((cell.of, node));
                    } else {
                        put_parent.execute(params![cell.of, node])?;
                    }
                }
            }
            if is_root {
                break;
            }
            (cells, depth) = (above_it, depth + 1);
        }
        leaf_of.sort_unstable();
        let mut put_row = connection.prepare(&format!("INSERT INTO \"{name}_rowid\" (rowid, nodeno) VALUES (?, ?)"))?;
        for (row, node) in leaf_of {
            put_row.execute(params![row, node])?;
        }
        Ok(())
    }
}

/// The cells in parts of at most so many that lie together: slices from west to east, each cut from south to north. Parts
/// are of about one size, so that none is emptier than SQLite leaves its own.
fn tiled(cells: &mut [Cell], most: usize) -> Vec<&[Cell]> {
    let part_count = cells.len().div_ceil(most);
    let slice_count = (part_count as f64).sqrt().ceil() as usize;
    let middle = |cell: &Cell, low: usize| f64::from(cell.sides[low]) + f64::from(cell.sides[low + 1]);
    let by = |low: usize| move |a: &Cell, b: &Cell| middle(a, low).total_cmp(&middle(b, low)).then(a.of.cmp(&b.of));
    cells.sort_unstable_by(by(0));
    let mut parts = Vec::with_capacity(part_count);
    let parts_of = |slice: usize| part_count * (slice + 1) / slice_count - part_count * slice / slice_count;
    let mut left = cells;
    let mut parts_left = part_count;
    for slice in 0..slice_count {
        let in_slice = parts_of(slice);
        let (now, rest) = left.split_at_mut(left.len() * in_slice / parts_left.max(1));
        now.sort_unstable_by(by(2));
        let now: &[Cell] = now;
        let count = now.len();
        parts.extend((0..in_slice).map(|part| &now[count * part / in_slice..count * (part + 1) / in_slice]));
        (left, parts_left) = (rest, parts_left - in_slice);
    }
    parts
}

/// A node as SQLite writes it: numbers of which the most significant byte comes first.
fn written(cells: &[Cell], depth: u16, size: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(size);
    bytes.extend(depth.to_be_bytes());
    bytes.extend((cells.len() as u16).to_be_bytes());
    for cell in cells {
        bytes.extend(cell.of.to_be_bytes());
        bytes.extend(cell.sides.iter().flat_map(|side| side.to_be_bytes()));
    }
    bytes.resize(size, 0);
    bytes
}

/// The box around all of them.
fn around(cells: &[Cell]) -> [f32; 4] {
    let nothing = [f32::INFINITY, f32::NEG_INFINITY, f32::INFINITY, f32::NEG_INFINITY];
    cells.iter().fold(nothing, |sum, Cell { sides, .. }| {
        [sum[0].min(sides[0]), sum[1].max(sides[1]), sum[2].min(sides[2]), sum[3].max(sides[3])]
    })
}

/// The nearest number of 32 bits that is no larger.
fn below(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) > value { near.next_down() } else { near }
}

/// The nearest number of 32 bits that is no smaller.
fn above(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) < value { near.next_up() } else { near }
}

#[cfg(test)]
mod tests {
    use geo::Coord;
    use proptest::prelude::*;

    use super::*;

    const MAKE: &str = "CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)";

    fn tree(boxes: &[(i64, Rect<f64>)]) -> Connection {
        let connection = Connection::open_in_memory().expect("a database");
        connection.execute_batch(MAKE).expect("a tree");
        let mut packed = Boxes::default();
        for (row, bounds) in boxes {
            packed.add(*row, *bounds);
        }
        packed.write(&connection, "tree").expect("it is written");
        connection
    }

    fn check(connection: &Connection) -> String {
        connection.query_row("SELECT rtreecheck('tree')", [], |row| row.get(0)).expect("it is checked")
    }

    fn within(connection: &Connection, seen: Rect<f64>) -> Vec<i64> {
        let (min, max) = (seen.min(), seen.max());
        let mut statement = connection
            .prepare("SELECT id FROM tree WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? ORDER BY id")
            .expect("a query");
        let rows = statement.query_map(params![min.x, max.x, min.y, max.y], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("numbers")
    }

    fn boxed() -> impl Strategy<Value = Rect<f64>> {
        (2.5..6.0_f64, 50.6..51.6_f64, 0.0..0.2_f64, 0.0..0.2_f64)
            .prop_map(|(x, y, width, height)| Rect::new(Coord { x, y }, Coord { x: x + width, y: y + height }))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn sqlite_finds_what_it_would_in_a_tree_of_its_own(
            boxes in prop::collection::vec(boxed(), 0..4_000), seen in boxed(), more in prop::collection::vec(boxed(), 0..60)
        ) {
            let boxes: Vec<(i64, Rect<f64>)> = (1..).map(|row| row * 3).zip(boxes).collect();
            let ours = tree(&boxes);
            prop_assert_eq!(check(&ours), "ok");
            let theirs = Connection::open_in_memory().expect("a database");
            theirs.execute_batch(MAKE).expect("a tree");
            let insert = |connection: &Connection, row: i64, bounds: Rect<f64>| {
                let (min, max) = (bounds.min(), bounds.max());
                let mut put = connection.prepare_cached("INSERT INTO tree VALUES (?, ?, ?, ?, ?)").expect("a statement");
                put.execute(params![row, min.x, max.x, min.y, max.y]).expect("inserted");
            };
            for (row, bounds) in &boxes {
                insert(&theirs, *row, *bounds);
            }
            prop_assert_eq!(within(&ours, seen), within(&theirs, seen));
            // And goes on with it.
            for (row, bounds) in (1..).map(|row| row * 3 + 1).zip(more) {
                insert(&ours, row, bounds);
            }
            for (row, _) in boxes.iter().step_by(2) {
                ours.execute("DELETE FROM tree WHERE id = ?", [row]).expect("deleted");
            }
            prop_assert_eq!(check(&ours), "ok");
        }
    }

    #[test]
    fn all_parts_are_about_as_full() {
        for count in [1, 51, 52, 103, 2_601, 2_602, 10_000] {
            let mut cells: Vec<Cell> =
                (0..count).map(|of| Cell { of, sides: [of as f32, of as f32, 0.0, 0.0] }).collect();
            let sizes: Vec<usize> = tiled(&mut cells, 51).iter().map(|part| part.len()).collect();
            assert_eq!(sizes.iter().sum::<usize>() as i64, count);
            assert!(sizes.iter().all(|size| (1..=51).contains(size)), "{count}: {sizes:?}");
            let is_full = |size: &usize| *size >= 51 / 3 || count < 51;
            assert!(sizes.iter().all(is_full), "{count}: {sizes:?}");
        }
    }
}
