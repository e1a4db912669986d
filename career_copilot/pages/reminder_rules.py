"""Rules for reminders: what each stage reminds of, and when. A section of Settings."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain import reminder_rules
from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRule, ReminderRules
from career_copilot.domain.reminder_rules import MOST_RULES, TYPED, Field
from career_copilot.domain.versions import Difference
from career_copilot.errors import ConflictError
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import preferences
from career_copilot.ui.choices import section
from career_copilot.ui.forms import message
from career_copilot.ui.layout import skeleton
from career_copilot.ui.versions import two_versions

Step = Callable[[ReminderRules], ReminderRules]


class RuleRow(BaseModel):
    """A rule as its inputs hold it. Where a count goes up, that input is mounted anew."""

    name: str
    title: str
    title_renewed: int
    days: str
    days_renewed: int
    moment: str
    enabled: bool


class RulesState(Session):
    """Each change is saved at once, with the way back in its message. A field that is being typed into, or whose text waits
    for a choice between two versions, stays as it is whatever happens to its rule."""

    read: bool = False
    rows: list[RuleRow] = []
    compared: list[Difference] = []
    error: str = ""
    refused: str = ""  # the rule whose field could not be kept, else the error is about all of them
    changed: bool = False
    _listed: list[ReminderRule] = []
    _shown: dict[Field, str] = {}
    _renewed: dict[Field, int] = {}
    _typing: Field | None = None
    _waiting: dict[Field, str] = {}

    async def _read(self) -> None:
        rules, _ = await asyncio.to_thread(preferences.of, self._user_id, ReminderRules)
        held = {*self._waiting, *([self._typing] if self._typing else [])}
        self._listed = reminder_rules.kept_in_sight(rules.rules, self._listed, {name for name, _ in held})
        for rule in self._listed:
            for field in TYPED:
                key, value = (rule.name, field), reminder_rules.typed(rule, field)
                if key not in held and self._shown.get(key) != value:
                    self._shown[key], self._renewed[key] = value, self._renewed.get(key, 0) + 1
        self.changed = rules != DEFAULT_RULES
        self.rows = [self._row(rule) for rule in self._listed]
        self.read = True
        self.compared = reminder_rules.compared(self._waiting, rules.rules, self._listed)
        if not self.compared:  # all tabs came to hold the same
            self._waiting = {}

    def _row(self, rule: ReminderRule) -> RuleRow:
        title, days = (rule.name, "title"), (rule.name, "days")
        return RuleRow(
            name=rule.name,
            title=self._shown.get(title, rule.title),
            title_renewed=self._renewed.get(title, 0),
            days=self._shown.get(days, str(rule.days)),
            days_renewed=self._renewed.get(days, 0),
            moment=reminder_rules.moment_of(rule),
            enabled=rule.enabled,
        )

    @rx.event
    @signed_in
    async def load(self):
        self.error, self.refused, self._typing = "", "", None
        await self._read()

    @rx.event
    @signed_in
    async def begin(self, name: str, field: str):
        """A field got the focus."""
        self._typing = (str(name), str(field)) if field in TYPED else None

    @rx.event
    @signed_in
    async def leave(self, name: str, field: str, value: str):
        """A field that is typed into was left: save it, unless its rule holds something else by now."""
        key, value = (str(name), str(field)), str(value)
        if self._typing == key:
            self._typing = None
        self._waiting.pop(key, None)
        before = self._shown.get(key)
        if before is None or value == before:  # nothing was typed: what another tab made of it may be shown now
            return await self._read()
        try:
            return await self._save(lambda rules: reminder_rules.retyped(rules, *key, value, before), key)
        except ConflictError:
            self._waiting[key] = value
            await self._read()

    @rx.event
    @signed_in
    async def choose(self, name: str, moment: str):
        return await self._save(lambda rules: reminder_rules.edited(rules, str(name), "moment", str(moment)))

    @rx.event
    @signed_in
    async def switch(self, name: str, on: bool):
        value = "on" if on is True else "off"
        return await self._save(lambda rules: reminder_rules.edited(rules, str(name), "enabled", value))

    @rx.event
    @signed_in
    async def add(self):
        return await self._save(reminder_rules.added)

    @rx.event
    @signed_in
    async def remove(self, name: str):
        self._waiting = {key: value for key, value in self._waiting.items() if key[0] != name}
        return await self._save(lambda rules: reminder_rules.removed(rules, str(name)))

    @rx.event
    @signed_in
    async def reset_rules(self):
        self._waiting = {}
        return await self._save(lambda _: DEFAULT_RULES)

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's; a rule that another tab removed comes back for it."""
        waiting, listed, self._waiting = dict(self._waiting), list(self._listed), {}

        def step(rules: ReminderRules) -> ReminderRules:
            names = {name for name, _ in waiting}
            kept = ReminderRules(rules=reminder_rules.kept_in_sight(rules.rules, listed, names)[:MOST_RULES])
            for (name, field), value in waiting.items():
                kept = reminder_rules.edited(kept, name, field, value)
            return kept

        self._shown |= waiting  # the inputs hold it already
        return await self._save(step)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the other tab's."""
        self._shown = {key: value for key, value in self._shown.items() if key not in self._waiting}
        self._waiting = {}
        await self._read()

    async def _save(self, step: Step, key: Field | None = None) -> Any:
        """Save what `step` makes of the rules as they are now. `key` is the field that was left."""
        self.error, self.refused, change = "", "", None
        try:
            rules, _ = await asyncio.to_thread(preferences.of, self._user_id, ReminderRules)
            if (after := step(rules)) != rules:
                change = await asyncio.to_thread(
                    preferences.change,
                    self._user_id,
                    ReminderRules,
                    step,
                    reminder_rules.told(rules, after),
                    datetime.now(UTC),
                )
        except ValueError as error:
            self.error = str(error)
            if key is not None:
                self.refused = key[0]
                self._shown.pop(key, None)  # the input shows again what holds
        else:
            if key is not None:  # the input that was left holds it: it is not mounted anew
                self._shown[key] = next(
                    reminder_rules.typed(rule, key[1]) for rule in after.rules if rule.name == key[0]
                )
        await self._read()
        return told(change) if change else None


def _rule(row: rx.Var[RuleRow]) -> rx.Component:
    return rx.el.li(
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=row.enabled,
                on_change=lambda on: RulesState.switch(row.name, on),
                aria_label=f"Use the rule “{row.title}”",
            ),
            class_name="check",
        ),
        rx.el.input(
            key=f"title-{row.title_renewed}",
            default_value=row.title,
            on_focus=RulesState.begin(row.name, "title"),
            on_blur=lambda value: RulesState.leave(row.name, "title", value),
            aria_label="Remind me to",
            max_length=120,
            class_name="input small rule-title",
            dir="auto",
        ),
        rx.el.span(
            rx.el.input(
                input_mode="numeric",
                max_length=20,
                key=f"days-{row.days_renewed}",
                default_value=row.days,
                on_focus=RulesState.begin(row.name, "days"),
                on_blur=lambda value: RulesState.leave(row.name, "days", value),
                aria_label="Days",
                aria_describedby=f"refused-{row.name}",
                class_name="input small rule-days",
            ),
            "days after it",
            class_name="rule-part",
        ),
        rx.el.select(
            *(rx.el.option(text, value=value) for value, text in reminder_rules.MOMENTS.items()),
            value=row.moment,
            on_change=lambda value: RulesState.choose(row.name, value),
            aria_label="When an application",
            class_name="select small rule-moment",
        ),
        rx.el.button(
            rx.icon("x", size=16, aria_hidden="true"),
            type="button",
            class_name="button quiet icon small",
            aria_label=f"Remove the rule “{row.title}”",
            on_click=RulesState.remove(row.name),
        ),
        rx.cond(
            RulesState.refused == row.name,
            rx.el.div(message(RulesState.error, "error"), class_name="rule-error", id=f"refused-{row.name}"),
        ),
        class_name="rule",
        key=row.name,
    )


def rules_section() -> rx.Component:
    return section(
        "Reminders",
        "What you are reminded of when an application moves on. A change counts for what comes, not for reminders there are.",
        rx.el.div(
            rx.cond(RulesState.refused == "", message(RulesState.error, "error")),
            rx.cond(RulesState.compared.length() > 0, two_versions("What you typed was", RulesState)),
            rx.cond(
                RulesState.rows.length() > 0,
                rx.el.ul(rx.foreach(RulesState.rows, _rule), class_name="card rules"),
                rx.cond(
                    RulesState.read,
                    rx.el.p("No rule: you are reminded of what you enter yourself.", class_name="hint"),
                    skeleton("80%", "75%", "80%"),
                ),
            ),
            rx.el.div(
                rx.el.button("Add a rule", type="button", class_name="button", on_click=RulesState.add),
                rx.cond(
                    RulesState.changed,
                    rx.el.button(
                        "Back to the defaults",
                        type="button",
                        class_name="button quiet",
                        on_click=RulesState.reset_rules,
                    ),
                ),
                class_name="input-row section-actions",
            ),
            on_mount=RulesState.load,
        ),
    )
