"""The frame around every page: rail or bottom bar, top bar, `<main>`. And the smaller frame of the account pages."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from career_copilot.ui.forms import native_form
from career_copilot.ui.person import Person


@dataclass(frozen=True)
class Item:
    """A menu item. It appears with its first working page."""

    route: str
    text: str
    icon: str
    below: bool = False  # at the foot of the rail: about the person rather than the search
    aside: bool = False  # on a phone, whose bar has five places, behind More


class InPage(rx.el.Div):
    """A plain link within the page: Reflex's own is a navigation, which would load the page anew."""

    tag = "a"
    href: rx.Var[str]


MENU = [
    Item("/today", "Today", "sun"),
    Item("/jobs", "Jobs", "briefcase-business"),
    Item("/applications", "Applications", "kanban"),
    Item("/write", "Write", "pen-line", aside=True),
    Item("/practice", "Practise", "messages-square", aside=True),
    Item("/insights", "Insights", "chart-no-axes-column"),
    Item("/sources", "Sources", "rss", aside=True),
    Item("/profile", "Profile", "user-round", below=True, aside=True),
    Item("/settings", "Settings", "settings", below=True, aside=True),
]

# What the top bar holds beside the account, on every page; the pages behind it put it there (app.py).
TOOLS: list[Callable[[], rx.Component]] = []
TOOLS_WAIT = 400  # ms after the frame was drawn: a tab's events are served one by one, and the page's own come first


def brand() -> rx.Component:
    return rx.el.span(rx.el.span(class_name="brand-mark", aria_hidden="true"), "Career Copilot", class_name="brand")


def _link(item: Item, active: str, class_name: str = "nav-item") -> rx.Component:
    current = {"aria_current": "page"} if item.route == active else {}
    return rx.link(
        rx.icon(item.icon, size=18, aria_hidden="true"),
        rx.el.span(item.text, class_name="nav-text"),
        href=item.route,
        class_name=class_name,
        underline="none",
        title=item.text,
        **current,
    )


def _rail_toggle() -> rx.Component:
    return rx.el.button(
        rx.icon("panel-left", size=18, aria_hidden="true"),
        rx.el.span("Collapse", class_name="nav-text"),
        type="button",
        class_name="nav-item rail-toggle",
        aria_label="Collapse or widen the menu",
        custom_attrs={"data-toggles-rail": ""},
    )


def _account_menu() -> rx.Component:
    """Opens without JavaScript of ours: the browser's own popover, which closes on Escape and on a click outside."""
    return rx.fragment(
        rx.el.button(
            rx.icon("circle-user-round", size=20, aria_hidden="true"),
            type="button",
            class_name="button quiet icon",
            aria_label="Account",
            custom_attrs={"popoverTarget": "account-menu"},
        ),
        rx.el.div(
            rx.el.p(rx.cond(Person.single_user, "Single-user mode", Person.email), class_name="menu-title"),
            rx.link("Settings", href="/settings", class_name="menu-item", underline="none"),
            rx.cond(
                ~Person.single_user,
                native_form(
                    "/api/account/log-out",
                    rx.el.button("Log out", type="submit", class_name="menu-item"),
                    class_name="menu-form",
                    custom_attrs={"data-fresh-tab": ""},
                ),
            ),
            id="account-menu",
            class_name="menu",
            custom_attrs={"popover": "auto"},
        ),
    )


def _more(active: str) -> rx.Component:
    """The phone's fifth place: a menu of what the bar has no room for."""
    behind = [item for item in MENU if item.aside]
    current = {"aria_current": "true"} if active in [item.route for item in behind] else {}
    return rx.fragment(
        rx.el.button(
            rx.icon("ellipsis", size=18, aria_hidden="true"),
            rx.el.span("More", class_name="nav-text"),
            type="button",
            class_name="nav-item",
            custom_attrs={"popoverTarget": "more-menu"},
            **current,
        ),
        rx.el.div(
            *(_link(item, active, "menu-item") for item in behind),
            id="more-menu",
            class_name="menu more-menu",
            custom_attrs={"popover": "auto"},
        ),
    )


def shell(*children: rx.Component, active: str) -> rx.Component:
    """A page in its frame. `active` is the route of its menu item."""
    return rx.el.div(
        rx.el.header(
            InPage.create("Skip to content", href="#main", class_name="skip"),
            rx.el.div(brand(), class_name="topbar-brand"),
            rx.el.div(*(tool() for tool in TOOLS), _account_menu(), class_name="topbar-tools"),
            class_name="topbar",
        ),
        rx.el.nav(
            rx.el.div(brand(), class_name="rail-head"),
            *(_link(item, active) for item in MENU if not item.below),
            rx.el.div(class_name="nav-gap"),
            *(_link(item, active) for item in MENU if item.below),
            _rail_toggle(),
            class_name="rail",
            aria_label="Main",
        ),
        rx.el.main(*children, id="main", class_name="main", tab_index=-1, aria_busy=~rx.State.is_hydrated),
        rx.el.nav(
            *(_link(item, active) for item in MENU if not item.aside),
            _more(active),
            class_name="bottombar",
            aria_label="Main, below",
        ),
        class_name="shell",
        custom_attrs={"data-density": Person.density},
    )


def account_frame(*children: rx.Component) -> rx.Component:
    """The frame of log-in, sign-up and reset: one card in the middle."""
    return rx.el.div(
        rx.el.header(rx.el.a(brand(), href="/", class_name="plain-link"), class_name="account-head"),
        rx.el.main(rx.el.div(*children, class_name="card account-card"), id="main", class_name="account-main"),
        class_name="account-frame",
    )


def back(text: str | rx.Var[str], href: str | rx.Var[str]) -> rx.Component:
    """The link above a page's head that leads to where it belongs."""
    return rx.link(
        rx.icon("arrow-left", size=16, aria_hidden="true"), text, href=href, class_name="back", underline="none"
    )


def page_head(title: str, *tools: rx.Component, subtitle: str | rx.Var[str] = "") -> rx.Component:
    """The page's `<h1>`, what it is about, and its main actions at the right."""
    return rx.el.div(
        rx.el.div(rx.el.h1(title, class_name="page-title"), rx.el.p(subtitle, class_name="page-subtitle")),
        rx.el.div(*tools, class_name="page-tools"),
        class_name="page-head",
    )


def empty(icon: str, sentence: str, *actions: rx.Component) -> rx.Component:
    """What this page will show, and the button that gets there."""
    return rx.el.div(
        rx.icon(icon, size=28, aria_hidden="true", class_name="empty-icon"),
        rx.el.p(sentence),
        rx.el.div(*actions, class_name="empty-actions"),
        class_name="empty",
    )


def skeleton(*widths: str) -> rx.Component:
    """Grey lines in the shape of what is coming; visible after 150 ms only."""
    return rx.el.div(
        *(rx.el.div(class_name="skeleton-line", style={"width": width}) for width in widths),
        class_name="skeleton",
        aria_hidden="true",
    )
