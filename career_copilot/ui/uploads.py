"""What every place to drop files needs."""

from typing import Any

import reflex as rx


def sizes(rejected: rx.Var[list[dict[str, Any]]]) -> rx.Var[list[dict[str, Any]]]:
    """Name and size of files held back: a file itself loses both when it is sent as JSON."""
    return rx.Var(f"{rejected}.map(({{file}}) => ({{name: file.name, size: file.size}}))").to(list[dict[str, Any]])


def labelled(upload: rx.Component, label: str) -> rx.Component:
    """Name the hidden file input, which Reflex creates without a label."""
    for zone in upload.children:
        for child in zone.children:
            if getattr(child, "tag", "") == "input":
                child.custom_attrs = {**child.custom_attrs, "aria-label": label}
    return upload
