"""The way from the applications to their import and export: one button, also on a phone. And the way back."""

import reflex as rx

IMPORT = "/applications/import"


def button() -> rx.Component:
    return rx.el.button(
        rx.icon("ellipsis", size=16, aria_hidden="true"),
        type="button",
        class_name="button icon",
        aria_label="Import and export",
        title="Import and export",
        custom_attrs={"popoverTarget": "transfer-menu"},
    )


def menu(export: rx.Var[str]) -> rx.Component:
    """`export` is the address that exports what the page shows. The browser's own popover, as the account's."""
    return rx.el.div(
        rx.link(
            rx.icon("upload", size=16, aria_hidden="true"),
            "Import",
            href=IMPORT,
            class_name="menu-item",
            underline="none",
        ),
        rx.link(
            rx.icon("download", size=16, aria_hidden="true"),
            "Export this view",
            href=export,
            class_name="menu-item",
            underline="none",
        ),
        id="transfer-menu",
        class_name="menu columns-menu",  # at the same place: below the tools, on a phone at the foot of the screen
        style={"width": "auto"},
        custom_attrs={"popover": "auto"},
    )
