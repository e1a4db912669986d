"""Rules for reminders: what each stage reminds of, and when. A section of Settings."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain import reminder_rules
from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import preferences
from career_copilot.ui.choices import section
from career_copilot.ui.forms import message


class RuleRow(BaseModel):
    """A rule as its inputs hold it."""

    name: str
    title: str
    days: str
    moment: str
    enabled: bool


class RulesState(Session):
    """Each change is saved at once, with the way back in its message."""

    rows: list[RuleRow] = []
    revision: int = 0
    error: str = ""
    changed: bool = False
    _rules: ReminderRules | None = None
    _version: int = 0

    async def _read(self) -> None:
        rules, version = await asyncio.to_thread(preferences.of, self._user_id, ReminderRules)
        if self._rules != rules:
            self.revision += 1
        self._rules, self._version, self.changed = rules, version, rules != DEFAULT_RULES
        self.rows = [
            RuleRow(
                name=rule.name,
                title=rule.title,
                days=str(rule.days),
                moment=reminder_rules.moment_of(rule),
                enabled=rule.enabled,
            )
            for rule in rules.rules
        ]

    @rx.event
    @signed_in
    async def load(self):
        self.error = ""
        await self._read()

    @rx.event
    @signed_in
    async def edit(self, name: str, field: str, value: str):
        """One field of one rule."""
        return await self._save(lambda rules: reminder_rules.edited(rules, str(name), str(field), str(value)))

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
        return await self._save(lambda rules: reminder_rules.removed(rules, str(name)))

    @rx.event
    @signed_in
    async def reset_rules(self):
        return await self._save(lambda _: DEFAULT_RULES)

    async def _save(self, changed: Any) -> Any:
        """Save the rules as `changed` makes them from those shown here."""
        if self._rules is None:
            await self._read()
        try:
            wanted = changed(self._rules)
        except ValueError as error:
            self.error = str(error)
            self.revision += 1  # the inputs show again what holds
            return None
        self.error = ""
        if wanted == self._rules:
            return None
        try:
            change = await asyncio.to_thread(preferences.save, self._user_id, wanted, self._version, datetime.now(UTC))
        except ConflictError as error:
            await self._read()
            raise InvalidInputError("Your rules were changed in another tab: you see them now. Try again.") from error
        await self._read()
        return told(change)


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
            default_value=row.title,
            on_blur=lambda value: RulesState.edit(row.name, "title", value),
            aria_label="Remind me to",
            max_length=120,
            class_name="input small rule-title",
            dir="auto",
        ),
        rx.el.span(
            rx.el.input(
                type="number",
                min=0,
                max=365,
                default_value=row.days,
                on_blur=lambda value: RulesState.edit(row.name, "days", value),
                aria_label="Days",
                class_name="input small rule-days",
            ),
            "days after it",
            class_name="rule-part",
        ),
        rx.el.select(
            *(rx.el.option(text, value=value) for value, text in reminder_rules.MOMENTS.items()),
            value=row.moment,
            on_change=lambda value: RulesState.edit(row.name, "moment", value),
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
        class_name="rule",
        key=f"{row.name}-{RulesState.revision}",
    )


def rules_section() -> rx.Component:
    return section(
        "Reminders",
        "What you are reminded of when an application moves on. A change counts for what comes, not for reminders there are.",
        rx.el.div(
            message(RulesState.error, "error"),
            rx.cond(
                RulesState.rows.length() > 0,
                rx.el.ul(rx.foreach(RulesState.rows, _rule), class_name="card rules"),
                rx.el.p("No rule: you are reminded of what you enter yourself.", class_name="hint"),
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
