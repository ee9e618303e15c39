//! Labels at the ends of lines, moved apart so that none overlaps.

/// The places of labels of one height whose wished middles are `wished`, inside `top..bottom`: as near to the wish as
/// possible in their order, never overlapping as long as there is room.
pub fn spread(wished: &[f32], height: f32, top: f32, bottom: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    let wish = |index: usize| wished.get(index).copied().unwrap_or(top);
    order.sort_by(|a, b| wish(*a).total_cmp(&wish(*b)));
    // Blocks of labels that touch: sum of their wishes relative to the block's first label, and their number.
    let mut blocks: Vec<(f32, usize)> = Vec::new();
    let room = |count: usize| height * count as f32;
    let first_of = |(sum, count): (f32, usize)| {
        let highest = top + height / 2.0;
        let lowest = (bottom + height / 2.0 - room(count)).max(highest);
        (sum / count as f32).clamp(highest, lowest)
    };
    for &index in &order {
        blocks.push((wish(index), 1));
        while let [.., above, below] = blocks.as_slice() {
            if first_of(*above) + room(above.1) <= first_of(*below) {
                break;
            }
            let merged = (above.0 + below.0 - room(above.1) * below.1 as f32, above.1 + below.1);
            blocks.truncate(blocks.len() - 2);
            blocks.push(merged);
        }
    }
    let mut placed = vec![0.0; wished.len()];
    let mut next = order.iter();
    for block in blocks {
        for step in 0..block.1 {
            if let Some(place) = next.next().and_then(|index| placed.get_mut(*index)) {
                *place = first_of(block) + room(step);
            }
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(spread(&[100.0, 20.0], 14.0, 0.0, 200.0), [100.0, 20.0]);
    }

    #[test]
    fn two_labels_in_one_place_move_apart_evenly() {
        assert_eq!(spread(&[100.0, 100.0], 14.0, 0.0, 200.0), [93.0, 107.0]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_while_there_is_room(wished in prop::collection::vec(-50.0f32..450.0, 0..9)) {
            let mut placed = spread(&wished, 14.0, 0.0, 400.0);
            placed.sort_by(f32::total_cmp);
            for pair in placed.windows(2) {
                prop_assert!(pair[1] - pair[0] >= 13.99, "{placed:?}");
            }
            prop_assert!(placed.iter().all(|y| (6.9..=393.1).contains(y)), "{placed:?}");
        }
    }
}
