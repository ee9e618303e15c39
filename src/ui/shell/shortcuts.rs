//! Keys: each [`Action`] with a shortcut is found here, on any layout.
//!
//! Keys are matched by what is printed on them. Digits are matched by place too, because a Belgian keyboard gives
//! `&é"'(` without Shift; plus and minus also as typed signs.

use egui::{Event, Key, KeyboardShortcut, Modifiers};

use crate::session::Action;
use crate::session::action::Shortcut;
use crate::ui::UiContext;

/// Asks for the action of each shortcut pressed in this frame.
pub fn read(ctx: &UiContext<'_>, context: &egui::Context, is_modal: bool) {
    if is_modal {
        return;
    }
    let is_typing = context.text_edit_focused();
    let events = context.input(|input| input.events.clone());
    for event in &events {
        if let Some(action) = action_of(event, is_typing) {
            ctx.act(action);
            context.input_mut(|input| input.events.retain(|other| other != event));
        }
    }
}

/// The action that an event asks for.
pub fn action_of(event: &Event, is_typing: bool) -> Option<Action> {
    Action::ALL.iter().copied().find(|&action| {
        let Some(shortcut) = action.shortcut() else { return false };
        // A text field has its own undo, and letters are its text.
        let is_its_own = !shortcut.command || matches!(action, Action::Undo | Action::Redo);
        !(is_typing && is_its_own) && matches(event, shortcut)
    })
}

fn matches(event: &Event, shortcut: Shortcut) -> bool {
    let Some(wanted) = Key::from_name(shortcut.key) else { return false };
    match event {
        Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
            let is_sign = matches!(wanted, Key::Plus | Key::Minus);
            let is_shift_right = modifiers.shift == shortcut.shift || is_sign;
            let is_key = *key == wanted
                || is_digit(wanted) && *physical_key == Some(wanted)
                || wanted == Key::Plus && *key == Key::Equals && modifiers.shift;
            // Plain plus and minus come as typed signs, see below.
            let is_left_to_text = is_sign && !shortcut.command;
            is_key && is_shift_right && modifiers.command == shortcut.command && !modifiers.alt && !is_left_to_text
        }
        Event::Text(text) => {
            !shortcut.command && matches!((wanted, text.as_str()), (Key::Plus, "+") | (Key::Minus, "-"))
        }
        _ => false,
    }
}

const fn is_digit(key: Key) -> bool {
    matches!(
        key,
        Key::Num0
            | Key::Num1
            | Key::Num2
            | Key::Num3
            | Key::Num4
            | Key::Num5
            | Key::Num6
            | Key::Num7
            | Key::Num8
            | Key::Num9
    )
}

/// How a shortcut is written in menus ("Ctrl+Shift+S").
pub fn written(context: &egui::Context, action: Action) -> String {
    let Some(shortcut) = action.shortcut() else { return String::new() };
    let Some(key) = Key::from_name(shortcut.key) else { return String::new() };
    let mut modifiers = Modifiers::NONE;
    modifiers.command = shortcut.command;
    modifiers.shift = shortcut.shift;
    context.format_shortcut(&KeyboardShortcut::new(modifiers, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, physical_key: Option<Key>, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key, pressed: true, repeat: false, modifiers }
    }

    #[test]
    fn every_shortcut_names_a_key() {
        for action in Action::ALL {
            if let Some(shortcut) = action.shortcut() {
                assert!(Key::from_name(shortcut.key).is_some(), "{action}: {}", shortcut.key);
            }
        }
    }

    #[test]
    fn the_digits_of_a_belgian_keyboard_work_unshifted() {
        let event = key(Key::Quote, Some(Key::Num4), Modifiers::COMMAND);
        assert_eq!(action_of(&event, false), Some(Action::ShowCompare));
    }

    #[test]
    fn plus_and_minus_come_as_text() {
        assert_eq!(action_of(&Event::Text("+".to_owned()), false), Some(Action::ZoomIn));
        assert_eq!(action_of(&Event::Text("-".to_owned()), false), Some(Action::ZoomOut));
        assert_eq!(action_of(&Event::Text("+".to_owned()), true), None);
        let with_shift = Modifiers { shift: true, ..Modifiers::COMMAND };
        assert_eq!(action_of(&key(Key::Plus, None, with_shift), false), Some(Action::ScaleUp));
        assert_eq!(action_of(&key(Key::Plus, None, Modifiers::NONE), false), None);
    }

    #[test]
    fn typing_keeps_its_letters_and_its_undo() {
        assert_eq!(action_of(&key(Key::N, None, Modifiers::NONE), true), None);
        assert_eq!(action_of(&key(Key::Z, None, Modifiers::COMMAND), true), None);
        assert_eq!(action_of(&key(Key::K, None, Modifiers::COMMAND), true), Some(Action::Palette));
        assert_eq!(action_of(&key(Key::Z, None, Modifiers::COMMAND), false), Some(Action::Undo));
    }
}
