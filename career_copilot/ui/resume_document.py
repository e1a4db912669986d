"""A résumé of the profile as a document: choices at the left, its pages at the right."""

from typing import Any

import reflex as rx

from career_copilot.ui.forms import message
from career_copilot.ui.tailoring_side import FORMATS, download, looks, papers, readings
from career_copilot.ui.uploads import labelled, sizes


def document(state: Any, checks: Any, most_bytes: int) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.section(
                rx.el.h2("Look", class_name="section-title"),
                looks(state, state),
                rx.el.div(
                    *(
                        download(f"/api/resumes/{state.resume_id}/as/{format}?{state.query}", text, False, format == "pdf")
                        for format, text in FORMATS.items()
                    ),
                    class_name="downloads",
                ),
                class_name="card",
            ),
            _photo(state, most_bytes),
            readings(state, checks),
            class_name="tailoring-side",
        ),
        rx.el.div(papers(state, state), class_name="document-pages"),
        class_name="tailoring-body document-body",
    )  # fmt: skip


def _photo(state: Any, most_bytes: int) -> rx.Component:
    return rx.el.section(
        rx.el.h2("Photo", class_name="section-title"),
        rx.el.p(
            "Only the European template shows one, and only if you wish. Many employers would rather not see it. It is cut "
            "to the size of a passport's; what cameras write beside a picture, the place among it, is taken out.",
            class_name="quiet-text",
        ),
        labelled(
            rx.upload.root(
                rx.el.button(
                    rx.cond(state.has_photo, "Choose another photo", "Choose a photo"), type="button", class_name="button small"
                ),
                id="photo-upload",
                on_drop=state.upload(rx.upload_files("photo-upload")),
                on_drop_rejected=lambda rejected: state.refuse(sizes(rejected)),
                multiple=False,
                max_size=most_bytes,
                no_keyboard=True,
                class_name="photo-drop",
            ),
            "Photo file",
        ),
        rx.cond(
            state.has_photo,
            rx.el.button("Remove the photo", type="button", class_name="button small danger", on_click=state.forget_photo),
        ),
        message(state.photo_error, "error"),
        class_name="card",
    )  # fmt: skip
