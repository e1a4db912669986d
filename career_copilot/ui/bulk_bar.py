"""What can be done to the chosen rows of the table at once, and how far a large change is."""

from typing import Any

import reflex as rx

from career_copilot.domain.pipeline import STAGE_NAMES


def _move_form(state: Any) -> rx.Component:
    """To another stage."""
    return rx.el.form(
        rx.el.label(
            rx.el.span("Move to", class_name="visually-hidden"),
            rx.el.select(
                rx.el.option("Move to …", value=""),
                *(rx.el.option(name, value=str(stage)) for stage, name in STAGE_NAMES.items()),
                name="stage",
                class_name="select small",
            ),
        ),
        on_submit=state.move_chosen,
        custom_attrs={"data-applies": ""},
        key=f"move-{state.bulk_form}",
    )


def _tag_form(state: Any) -> rx.Component:
    """A tag more or less."""
    return rx.el.form(
        rx.el.select(
            rx.el.option("Add tag", value="more"),
            rx.el.option("Remove tag", value="less"),
            name="how",
            aria_label="Add or remove",
            class_name="select small",
        ),
        rx.el.input(
            name="tag", placeholder="Tag", aria_label="Tag", max_length=40, required=True, class_name="input small"
        ),
        rx.el.button("Apply", type="submit", class_name="button small", aria_label="Apply to the tags"),
        on_submit=state.tag_chosen,
        class_name="input-row",
        key=f"tag-{state.bulk_form}",
    )


def bulk_bar(state: Any) -> rx.Component:
    """What can be done to the chosen rows; at the foot of the screen while there are any."""
    return rx.el.div(
        rx.el.span(
            state.chosen_words,
            " chosen",
            rx.cond(state.everything, ": all that match", ""),
            class_name="strong",
            role="status",
        ),
        rx.cond(
            ~state.everything & (state.selected.length() >= state.rows.length()) & (state.shown > state.rows.length()),
            rx.el.button(
                f"Choose all {state.shown_words} that match",
                type="button",
                class_name="button quiet small",
                on_click=state.pick_everything,
            ),
        ),
        _move_form(state),
        _tag_form(state),
        rx.el.button(
            "Export …",
            type="button",
            class_name="button small",
            aria_label="Export the chosen applications",
            on_click=state.export_chosen,
        ),
        rx.el.button("Archive", type="button", class_name="button small", on_click=state.archive_chosen(True)),
        rx.el.button(
            "Bring back", type="button", class_name="button quiet small", on_click=state.archive_chosen(False)
        ),
        rx.el.button("Delete", type="button", class_name="button danger small", on_click=state.delete_chosen),
        rx.el.button(
            rx.icon("x", size=16, aria_hidden="true"),
            type="button",
            class_name="button quiet icon small",
            aria_label="Choose none",
            on_click=state.pick_nothing,
        ),
        class_name="bulk-bar",
        role="region",
        aria_label="Change the chosen applications",
    )


def bulk_progress(state: Any) -> rx.Component:
    """A large change as it goes, and the way back once it is over."""
    bulk = state.bulk
    running = (bulk.state == "queued") | (bulk.state == "running")

    def tool(text: str, on_click: Any) -> rx.Component:
        return rx.el.button(text, type="button", class_name="button small", on_click=on_click)

    return rx.cond(
        bulk.id > 0,
        rx.el.div(
            rx.el.span(
                rx.match(
                    bulk.state,
                    ("done", f"{bulk.summary}."),
                    ("cancelled", f"Stopped after {bulk.count}: {bulk.summary}."),
                    ("failed", f"Stopped after {bulk.count}. {bulk.error}"),
                    f"{bulk.summary}: {bulk.count}",
                ),
                role="status",
            ),
            rx.cond(running, rx.el.progress(value=bulk.done, max=bulk.total, aria_label="Progress")),
            rx.cond(running, tool("Cancel", state.cancel_bulk)),
            rx.cond(~running & (bulk.change_id > 0), tool("Undo", state.undo_bulk)),
            rx.cond(~running, tool("Close", state.put_away_bulk)),
            class_name="message info bulk-progress",
        ),
    )
