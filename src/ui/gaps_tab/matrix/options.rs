//! The matrix's options, and how to read it.

use egui::{Label, Sense, Ui, vec2};

use super::grid;
use crate::session::command::{GapsCommand, MatrixCommand};
use crate::ui::UiContext;
use crate::ui::widgets::{self, radio, sub_header, toggle};
use crate::workspace::{GapsBy, GapsGroup, GapsOnly, GapsOrder};

fn send(ctx: &UiContext<'_>, command: MatrixCommand) {
    ctx.send(GapsCommand::Matrix(command));
}

/// Draws the options.
pub fn options_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let view = &ctx.view.gaps.matrix;
    sub_header(ui, ctx.theme, &ctx.t("gaps-columns"), "");
    for &by in GapsBy::ALL {
        if radio(ui, ctx.theme, view.by == by, &ctx.text.word("gaps-by", by.key())).clicked() {
            send(ctx, MatrixCommand::SetBy(by));
        }
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-value"), "");
    for (is_ratio, key) in [(false, "gaps-value-count"), (true, "gaps-value-per-10000")] {
        if radio(ui, ctx.theme, view.is_per_10000 == is_ratio, &ctx.t(key)).clicked() {
            send(ctx, MatrixCommand::SetPer10000(is_ratio));
        }
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-only"), "");
    for &only in GapsOnly::ALL {
        if radio(ui, ctx.theme, view.only == only, &ctx.text.word("gaps-only", only.key())).clicked() {
            send(ctx, MatrixCommand::SetOnly(only));
        }
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-group"), "");
    for &group in GapsGroup::ALL {
        if radio(ui, ctx.theme, view.group == group, &ctx.text.word("gaps-group-by", group.key())).clicked() {
            send(ctx, MatrixCommand::SetGroup(group));
        }
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-order"), "");
    for &order in GapsOrder::ALL.iter().filter(|order| **order != GapsOrder::Column || view.order == **order) {
        if radio(ui, ctx.theme, view.order == order, &ctx.text.word("gaps-order", order.key())).clicked() {
            send(ctx, MatrixCommand::SetOrder(order));
        }
    }
    ui.add_space(4.0);
    let hides = view.hides_not_in_sample;
    if toggle(ui, ctx.theme, hides, &ctx.t("gaps-hide-not-in-sample")).clicked() {
        send(ctx, MatrixCommand::SetHidesNotInSample(!hides));
    }
    legend_ui(ctx, ui);
}

fn legend_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    sub_header(ui, ctx.theme, &ctx.t("gaps-legend"), "");
    for (sign, key) in [
        (grid::Sign::Count, "gaps-legend-count"),
        (grid::Sign::NoneKnown, "gaps-none-known"),
        (grid::Sign::NotInSample, "gaps-not-in-sample"),
    ] {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(44.0, 22.0), Sense::hover());
            grid::paint_sign(ctx, ui, rect, sign);
            ui.add(Label::new(widgets::small(ctx.theme, ctx.t(key))).wrap());
        });
    }
}
