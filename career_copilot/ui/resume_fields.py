"""A résumé as inputs beside its source text. Hovering or focusing a line lights up where it was read (`ui/spans.py`)."""

from typing import Any

import reflex as rx

from career_copilot.domain.resume_form import LEVELS, EntryView, FieldView, LineView, SectionView
from career_copilot.ui.forms import message
from career_copilot.ui.spans import source_text
from career_copilot.ui.versions import two_versions


def _entered(path: rx.Var[str], state: Any) -> dict[str, Any]:
    """What is told of a text input: that it is in use, that it is typed in (twice a second at most), and its text."""
    return {
        "on_focus": state.hold,
        "on_change": state.typing.throttle(500),
        "on_blur": lambda value: state.edit(path, value),
    }


def _input(field: rx.Var[FieldView], state: Any, labelled: bool) -> rx.Component:
    """The input of one field. It is the browser's own (uncontrolled), so typing never waits for the server."""
    common: dict[str, Any] = {
        "id": field.path,
        "key": f"{field.path}-{state.revision}",
        **({} if labelled else {"aria_label": field.label}),
    }
    leave = {"default_value": field.value, **_entered(field.path, state)}
    return rx.match(
        field.kind,
        ("long", rx.el.textarea(**common, **leave, rows="2", class_name="textarea grows")),
        (
            "check",
            rx.el.input(
                **common,
                type="checkbox",
                default_checked=field.value == "yes",
                on_change=lambda on: state.edit(field.path, rx.cond(on, "yes", "")),
            ),
        ),
        (
            "level",
            rx.el.select(
                rx.el.option("Level unknown", value=""),
                *(rx.el.option(level, value=level) for level in LEVELS),
                **common,
                default_value=field.value,
                on_change=lambda value: state.edit(field.path, value),
                class_name="select",
            ),
        ),
        ("date", rx.el.input(**common, **leave, placeholder="2021-03", class_name="input", auto_complete="off")),
        rx.el.input(
            **common,
            **leave,
            placeholder=rx.cond(field.kind == "list", "separated by commas", "") if labelled else field.label,
            class_name="input",
            auto_complete="off",
        ),
    )


def _field(field: rx.Var[FieldView], state: Any, linked: bool = False) -> rx.Component:
    """With its label. `linked` fields light up words of their own; in an entry, the entry does."""
    return rx.cond(
        field.kind == "check",
        rx.el.label(_input(field, state, labelled=True), field.label, class_name="check"),
        rx.el.div(
            rx.el.label(field.label, html_for=field.path, class_name="label"),
            _input(field, state, labelled=True),
            class_name=rx.match(field.kind, ("long", "field wide"), ("date", "field short"), "field"),
            custom_attrs={"data-links": field.link} if linked else {},
        ),
    )


def _tool(
    icon: str, action: str, path: rx.Var[str], label: rx.Var[str] | str, on_click: Any, **props: Any
) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=15, aria_hidden="true"),
        id=f"{action}-{path}",
        type="button",
        class_name="button quiet icon small",
        aria_label=label,
        title=label,
        on_click=on_click,
        **props,
    )


def _tools(path: rx.Var[str], name: rx.Var[str], first: rx.Var[bool], last: rx.Var[bool], state: Any) -> rx.Component:
    return rx.el.div(
        _tool("chevron-up", "up", path, f"Move {name} up", state.move(path, -1), disabled=first),
        _tool("chevron-down", "down", path, f"Move {name} down", state.move(path, 1), disabled=last),
        _tool("x", "remove", path, f"Remove {name}", state.remove(path)),
        class_name="entry-tools",
    )


def _bullet(line: rx.Var[LineView], index: rx.Var[int], count: rx.Var[int], state: Any) -> rx.Component:
    name = f"line {index + 1}"
    return rx.el.li(
        rx.el.textarea(
            id=line.path,
            key=f"{line.path}-{state.revision}",
            default_value=line.value,
            **_entered(line.path, state),
            rows="1",
            aria_label=f"Line {index + 1}",
            class_name="textarea grows bullet-text",
        ),
        _tools(line.path, name, index == 0, index == count - 1, state),
        rx.cond(
            line.path.startswith("work."),
            rx.el.div(
                rx.link(
                    rx.icon("trophy", size=15, aria_hidden="true"),
                    href=f"/profile/achievements?resume={state.resume_id}&line={line.path}",
                    class_name="button quiet icon small",
                    aria_label=f"Make {name} an achievement",
                    title="Make it an achievement",
                ),
                class_name="entry-tools",
            ),
        ),
        class_name="bullet",
        custom_attrs={"data-links": line.link},
    )


def _entry(entry: rx.Var[EntryView], section: rx.Var[SectionView], state: Any) -> rx.Component:
    head = rx.el.div(
        rx.el.h3(entry.title, class_name="entry-title"),
        _tools(entry.path, entry.title, entry.first, entry.last, state),
        class_name="entry-head",
    )
    full = rx.el.li(
        head,
        rx.el.div(rx.foreach(entry.fields, lambda field: _field(field, state)), class_name="entry-fields"),
        rx.cond(
            section.bullets,
            rx.fragment(
                rx.el.ul(
                    rx.foreach(
                        entry.highlights,
                        lambda line, index: _bullet(line, index, entry.highlights.length(), state),
                    ),
                    class_name="bullets",
                ),
                _add(f"{entry.path}.highlights", "a line", state),
            ),
        ),
        class_name="entry",
        custom_attrs={"data-links": entry.link},
    )
    compact = rx.el.li(
        rx.foreach(entry.fields, lambda field: _input(field, state, labelled=False)),
        _tools(entry.path, entry.title, entry.first, entry.last, state),
        class_name="entry compact",
        custom_attrs={"data-links": entry.link},
    )
    return rx.cond(section.compact, compact, full)


def _add(path: rx.Var[str] | str, what: rx.Var[str] | str, state: Any) -> rx.Component:
    return rx.el.button(
        rx.icon("plus", size=14, aria_hidden="true"),
        f"Add {what}",
        id=f"add-{path}",
        type="button",
        class_name="button quiet small add",
        on_click=state.add(path),
    )


def _section(section: rx.Var[SectionView], state: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(section.title, class_name="section-title"),
        rx.el.ul(rx.foreach(section.facts, lambda entry: _entry(entry, section, state)), class_name="entries"),
        _add(section.name, f"a {section.one}", state),
        class_name="resume-section",
        custom_attrs={"data-section": section.name},
    )


def _save_bar(state: Any) -> rx.Component:
    """Always there: a line travels only when its field is left, and pressing Save leaves it."""
    return rx.el.div(
        message(state.error, "error"),
        rx.el.div(
            rx.el.span(rx.cond(state.dirty, "Unsaved changes", "All saved"), class_name="quiet-text", role="status"),
            rx.cond(
                state.dirty,
                rx.el.button("Discard", type="button", class_name="button quiet", on_click=state.discard),
            ),
            rx.el.button("Save", type="button", class_name="button primary", on_click=state.save),
            class_name="save-bar",
        ),
        class_name="save-place",
    )


def editor(state: Any) -> rx.Component:
    """The source at the left, the reading at the right."""
    return rx.el.div(
        rx.el.div(
            rx.el.h2("Source", class_name="pane-title"),
            rx.el.p("Point at a line to see where it was read, and the other way round.", class_name="quiet-text"),
            source_text(state.source, "Source text of the résumé"),
            rx.link(
                "As PDF, Word, Markdown, JSON",
                href=f"/profile/document/{state.resume_id}",
                class_name="button small",
                underline="none",
            ),
            class_name="source-pane",
        ),
        rx.el.div(
            rx.cond(state.conflict, two_versions("This résumé was", state)),
            rx.el.section(
                rx.el.h2("About you", class_name="section-title"),
                rx.el.div(
                    rx.foreach(state.basics, lambda field: _field(field, state, linked=True)),
                    class_name="entry-fields",
                ),
                class_name="resume-section",
                custom_attrs={"data-section": "basics"},
            ),
            rx.foreach(state.sections, lambda section: _section(section, state)),
            _save_bar(state),
            class_name="reading-pane",
        ),
        class_name="editor",
    )


def short_editor(state: Any) -> rx.Component:
    """The essentials to correct, and an overview of the rest."""
    return rx.el.div(
        rx.el.div(
            rx.foreach(state.basics, lambda field: _field(field, state)), class_name="card entry-fields short-basics"
        ),
        rx.foreach(
            state.sections,
            lambda section: rx.cond(
                section.facts.length() > 0,
                rx.el.section(
                    rx.el.h2(
                        section.title,
                        rx.el.span(section.facts.length(), class_name="count"),
                        class_name="section-title",
                    ),
                    rx.el.ul(
                        rx.foreach(
                            section.facts,
                            lambda entry: rx.el.li(entry.title, class_name=rx.cond(section.compact, "chip", "")),
                        ),
                        class_name=rx.cond(section.compact, "chips overview", "overview"),
                    ),
                    class_name="short-section",
                ),
            ),
        ),
        message(state.error, "error"),
        rx.link("Open the full editor", href="/profile", class_name="button", underline="none"),
        class_name="short-editor",
    )
