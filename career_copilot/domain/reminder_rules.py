"""A person's rules for reminders, edited one field at a time."""

from career_copilot.domain.pipeline import OPEN, STAGE_NAMES, ReminderKind, ReminderRule, ReminderRules, Stage
from career_copilot.domain.versions import Difference
from career_copilot.errors import ConflictError

MOST_RULES = 40
AFTER_INTERVIEW = "after-interview"
MOMENTS = {str(stage): f"comes to {STAGE_NAMES[stage]}" for stage in OPEN} | {AFTER_INTERVIEW: "has had an interview"}
"""When a rule applies, in words that go on `When an application …`."""
TYPED = {"title": "remind me to", "days": "days"}
"""Fields that are typed into. What is typed and not saved yet outlives what another tab does to its rule."""

Field = tuple[str, str]
"""The name of a rule, and one of `TYPED`."""


def moment_of(rule: ReminderRule) -> str:
    return AFTER_INTERVIEW if rule.after_interview else str(rule.stage)


def typed(rule: ReminderRule, field: str) -> str:
    """What the field of a rule that is typed into holds."""
    return rule.title if field == "title" else str(rule.days)


def edited(rules: ReminderRules, name: str, field: str, value: str) -> ReminderRules:
    """One field of one rule replaced. ValueError with words for the person when the value cannot be used."""
    changes = _changes(field, value)
    if name not in [rule.name for rule in rules.rules]:
        raise ValueError("This rule is not there any more.")
    return ReminderRules(rules=[rule.model_copy(update=changes) if rule.name == name else rule for rule in rules.rules])


def retyped(rules: ReminderRules, name: str, field: str, value: str, before: str) -> ReminderRules:
    """The same for a field that is typed into and held `before`. ConflictError when it holds something else by now, or
    its rule is gone."""
    wanted = str(_changes(field, value)[field])
    held = next((typed(rule, field) for rule in rules.rules if rule.name == name), None)
    if held not in (before, wanted):
        raise ConflictError("This rule was changed in another tab. Both versions are kept until you choose.")
    return edited(rules, name, field, wanted)


def kept_in_sight(rules: list[ReminderRule], shown: list[ReminderRule], names: set[str]) -> list[ReminderRule]:
    """`rules`, and those of `shown` that are gone from them but among `names`, at their places."""
    kept, there = list(rules), {rule.name for rule in rules}
    for index, rule in enumerate(shown):
        if rule.name in names - there:
            kept.insert(index, rule)
    return kept


def compared(waiting: dict[Field, str], rules: list[ReminderRule], shown: list[ReminderRule]) -> list[Difference]:
    """The fields typed into here whose rules hold something else by now. A rule that is gone holds nothing."""
    by_name, titles = {rule.name: rule for rule in rules}, {rule.name: rule.title for rule in shown}
    return [
        Difference(where=f"“{titles.get(name, name)}”, {TYPED[field]}", mine=mine, theirs=theirs)
        for (name, field), mine in waiting.items()
        if mine != (theirs := typed(by_name[name], field) if name in by_name else "")
    ]


def _changes(field: str, value: str) -> dict[str, object]:
    if field == "title":
        if not (title := " ".join(value.split())):
            raise ValueError("A rule needs words to remind you with.")
        if len(title) > 120:
            raise ValueError("Use at most 120 characters.")
        return {"title": title}
    if field == "days":
        if not value.isascii() or not value.isdecimal() or int(value[:6]) > 365:
            raise ValueError(f"“{value[:20]}” is not kept: enter a whole number of days from 0 to 365.")
        return {"days": int(value)}
    if field == "enabled":
        return {"enabled": value == "on"}
    if field == "moment" and value in MOMENTS:
        after = value == AFTER_INTERVIEW
        return {"after_interview": after, "stage": Stage.INTERVIEW if after else Stage(value)}
    raise ValueError("There is no such choice.")


def told(before: ReminderRules, after: ReminderRules) -> str:
    """What was changed, from what to what."""
    was, became = ({rule.name: rule for rule in rules.rules} for rules in (before, after))
    changed = [name for name in was | became if was.get(name) != became.get(name)]
    if len(changed) != 1:
        return "Changed your reminder rules"
    old, new = was.get(changed[0]), became.get(changed[0])
    if old is None or new is None:
        rule = new or old
        return f"{'Added' if new else 'Removed'} the reminder rule “{rule.title if rule else ''}”"
    pairs = [(_line(old)[field], _line(new)[field]) for field in _line(old)]
    said = ", ".join(f"{one} → {other}" for one, other in pairs if one != other)
    return f"Changed the reminder rule “{old.title}”: {said}"


def _line(rule: ReminderRule) -> dict[str, str]:
    days = f"{rule.days} day{'' if rule.days == 1 else 's'}"
    moment = f"when an application {MOMENTS[moment_of(rule)]}"
    return {"title": f"“{rule.title}”", "days": days, "moment": moment, "enabled": "on" if rule.enabled else "off"}


def added(rules: ReminderRules) -> ReminderRules:
    """With one more, which the person then edits. ValueError when there are too many."""
    if len(rules.rules) >= MOST_RULES:
        raise ValueError(f"There are {MOST_RULES} rules already.")
    taken = {rule.name for rule in rules.rules}
    name = next(f"own-{number}" for number in range(1, MOST_RULES + 2) if f"own-{number}" not in taken)
    rule = ReminderRule(name=name, stage=Stage.APPLIED, kind=ReminderKind.TASK, title="Look after this one", days=14)
    return ReminderRules(rules=[*rules.rules, rule])


def removed(rules: ReminderRules, name: str) -> ReminderRules:
    """Without that one."""
    return ReminderRules(rules=[rule for rule in rules.rules if rule.name != name])
