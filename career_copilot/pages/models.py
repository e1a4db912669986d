"""Settings, Models: whose key is used and why not, endpoint, key, models by role, monthly limit, check and trial.

A key that is typed goes from the form to the service and is never in the State: that would send it to the browser again."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.ages import age
from career_copilot.domain.language_models import DOLLAR, Provider, Role, dollars
from career_copilot.domain.model_features import FEATURES
from career_copilot.errors import InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages.checked import choice, words
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import model_connections, models, second_opinions
from career_copilot.services.model_connections import ConnectionView, ModelsView
from career_copilot.ui.choices import section, segments, setting
from career_copilot.ui.layout import back, page_head, shell, skeleton
from career_copilot.ui.models import LEDGER, SETTINGS, ConnectionCard, FeatureRow, connection, without_key

USES = {
    "own": "Your own key",
    "installation": "The installation's key",
    "none": "No model",
}
TITLES = {"own": "Your key", "installation": "The installation's key"}
TEXTS = {
    "own": "Used for you only, and before the installation's. It is stored encrypted and never shown again.",
    "installation": "For everybody here who has no key of their own. The limit below holds for each person.",
}


class ModelsState(Session):
    """What the page shows."""

    loaded: bool = False
    cards: list[ConnectionCard] = []
    used: str = ""
    money: str = ""
    ok: bool = False
    reason: str = ""
    entailment: str = "on"
    trial: str = ""
    trying: bool = False
    _versions: dict[str, int] = {}

    @rx.event
    @signed_in
    async def load(self):
        self._follow_live()
        self.trial, self.trying = "", False
        await self._read()
        self.loaded = True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic not in (Topic.MODELS, Topic.APPLICATIONS):  # undoing a choice is heard as the latter
            return
        if isinstance(data.get("trial"), str):
            self.trial, self.trying = data["trial"], data.get("running") is True
        await self._read()

    async def _read(self) -> None:
        now = datetime.now(UTC)
        view = await asyncio.to_thread(model_connections.view, self._user_id, now)
        found = await asyncio.to_thread(models.ready, self._user_id)
        self.ok, self.reason = found.ok, found.reason.replace(" in Settings, Models", " below")  # this is the place
        self.entailment = "on" if await asyncio.to_thread(second_opinions.wanted, self._user_id) else "off"
        self.used, self.money = USES[view.uses], _money(view)
        held = {"own": view.own} | ({"installation": view.installation} if self.is_admin else {})
        self._versions = {whose: row.version for whose, row in held.items() if row}
        self.cards = [_card(whose, row, now, self.time_zone) for whose, row in held.items()]

    @rx.event
    @signed_in
    async def save(self, form: dict[str, Any]):
        """Keep endpoint and key, and check them."""
        shared = _shared(words(form, "whose"))
        provider = choice(Provider, words(form, "service"), "service")
        key, now = words(form, "secret"), datetime.now(UTC)
        await asyncio.to_thread(
            model_connections.save, self._user_id, shared, provider, words(form, "address"), key, now
        )
        await self._read()
        await asyncio.to_thread(tasks.check_models.delay, self._user_id, shared)
        return rx.toast.success("Saved, and being checked.")

    @rx.event
    @signed_in
    async def save_roles(self, form: dict[str, Any]):
        """Keep which models are asked."""
        whose = words(form, "whose")
        shared = _shared(whose)
        roles = {role: [name.strip() for name in words(form, role).split(",") if name.strip()] for role in Role}
        version = self._versions.get(whose, 0)
        await asyncio.to_thread(model_connections.set_roles, self._user_id, shared, roles, version, datetime.now(UTC))
        await self._read()
        return rx.toast.success("The models are saved.")

    @rx.event
    @signed_in
    async def save_cap(self, form: dict[str, Any]):
        """Keep what a month may cost."""
        whose = words(form, "whose")
        shared, cap = _shared(whose), _amount(words(form, "cap"))
        version = self._versions.get(whose, 0)
        await asyncio.to_thread(model_connections.set_cap, self._user_id, shared, cap, version, datetime.now(UTC))
        await self._read()
        return rx.toast.success("The limit is saved.")

    @rx.event
    @signed_in
    async def choose_entailment(self, value: str):
        """Have what is written checked by a model, too, or by rules alone."""
        on = str(value) == "on"
        change = await asyncio.to_thread(second_opinions.choose, self._user_id, on, datetime.now(UTC))
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def check(self, whose: str):
        """Ask the endpoint which models it has."""
        await asyncio.to_thread(tasks.check_models.delay, self._user_id, _shared(whose))

    @rx.event
    @signed_in
    async def remove(self, whose: str):
        """Forget endpoint and key."""
        await asyncio.to_thread(model_connections.remove, self._user_id, _shared(whose))
        await self._read()
        return rx.toast.success("The key is removed.")

    @rx.event
    @signed_in
    async def try_it(self):
        """Ask the model something small."""
        self.trial, self.trying = "Asking…", True
        await asyncio.to_thread(tasks.try_model.delay, self._user_id)


def _shared(whose: object) -> bool:
    if whose not in TITLES:
        raise InvalidInputError("There is no such key.")
    return whose == "installation"


def _amount(typed: str) -> float | None:
    if not typed:
        return None
    try:
        return float(typed)
    except ValueError as error:
        raise InvalidInputError("Enter an amount in dollars, such as 5, or nothing for no limit.") from error


def _money(view: ModelsView) -> str:
    running = f", {dollars(view.reserved)} set aside for what runs" if view.reserved else ""
    most = f" of {dollars(view.cap)}" if view.cap is not None else ""
    return f"{dollars(view.spent)}{most} spent this month{running}"


def _card(whose: str, row: ConnectionView | None, now: datetime, zone: str) -> ConnectionCard:
    return ConnectionCard(
        whose=whose,
        title=TITLES[whose],
        text=TEXTS[whose],
        exists=row is not None,
        provider=row.provider if row else Provider.GROQ,
        url=row.url if row else "",
        key_words=_key_words(row),
        check_words=_check_words(row, now, zone) if row else "",
        check_failed=bool(row and row.check_error),
        fast=", ".join(row.roles[Role.FAST]) if row else "",
        strong=", ".join(row.roles[Role.STRONG]) if row else "",
        speech=", ".join(row.roles[Role.SPEECH]) if row else "",
        cap="" if row is None or row.monthly_cap is None else f"{row.monthly_cap / DOLLAR:g}",
        form=f"{whose}-{row.version if row else 0}",
    )


def _key_words(row: ConnectionView | None) -> str:
    if row is None or not row.has_key:
        return "No key is stored."
    if not row.readable:
        return "The stored key cannot be read here: enter it again."
    return f"A key{f' that ends in {row.key_end}' if row.key_end else ''} is stored. Leave this empty to keep it."


def _check_words(row: ConnectionView, now: datetime, zone: str) -> str:
    if row.checked_at is None:
        return "Not checked yet."
    when = f", checked {age(row.checked_at, now, zone)}"
    if row.check_error:
        return f"{row.check_error.rstrip('.')}{when}."
    wanted = list(dict.fromkeys(chain[0] for chain in row.roles.values() if chain))
    there = [name.rpartition("/")[2] for name in wanted if name in row.found]
    gone = [name for name in wanted if name not in row.found]
    parts = [f"{len(row.found)} model{'' if len(row.found) == 1 else 's'}"]
    parts += [f"{', '.join(there)} there"] if there else []
    parts += [f"not there: {', '.join(gone)}"] if gone else []
    return f"{'; '.join(parts)}{when}."


def _now_used() -> rx.Component:
    return section(
        "Now",
        "Which model answers you, and what it has cost.",
        rx.el.div(
            setting(
                ModelsState.used,
                rx.cond(ModelsState.ok, ModelsState.money, ModelsState.reason),
                rx.link("Ledger", href=LEDGER, class_name="button small", underline="none"),
            ),
            rx.cond(
                ModelsState.ok,
                setting(
                    "Try it",
                    rx.el.span(
                        rx.cond(
                            ModelsState.trial != "",
                            ModelsState.trial,
                            "One small question: is it answered, and rightly?",
                        ),
                        role="status",
                    ),
                    rx.el.button("Try it", type="button", class_name="button small", on_click=ModelsState.try_it),
                ),
            ),
            setting(
                "Check sentences",
                "After the rules, what a model wrote is checked once more: does each sentence follow from your facts? One question "
                "a text; the ledger shows its cost.",
                segments(
                    "Check sentences", ModelsState.entailment, {"on": "On", "off": "Off"}, ModelsState.choose_entailment
                ),
            ),
            class_name="card",
        ),
    )


def models_page() -> rx.Component:
    return shell(
        rx.el.div(
            back("Settings", "/settings"),
            page_head("Models"),
            rx.cond(
                ModelsState.loaded,
                rx.fragment(
                    _now_used(),
                    rx.foreach(ModelsState.cards, lambda card: connection(card, ModelsState)),
                    without_key([FeatureRow(title=use.title, without=use.without) for use in FEATURES.values()]),
                ),
                skeleton("40%", "90%", "70%", "80%"),
            ),
            class_name="column",
        ),
        active="/settings",
    )


PAGES = [Page(SETTINGS, "Models", models_page, on_load=ModelsState.load)]
