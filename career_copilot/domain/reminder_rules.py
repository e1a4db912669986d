"""A person's rules for reminders, edited one field at a time."""

from career_copilot.domain.pipeline import OPEN, STAGE_NAMES, ReminderKind, ReminderRule, ReminderRules, Stage

MOST_RULES = 40
AFTER_INTERVIEW = "after-interview"
MOMENTS = {str(stage): f"comes to {STAGE_NAMES[stage]}" for stage in OPEN} | {AFTER_INTERVIEW: "has had an interview"}
"""When a rule applies, in words that go on `When an application …`."""


def moment_of(rule: ReminderRule) -> str:
    return AFTER_INTERVIEW if rule.after_interview else str(rule.stage)


def edited(rules: ReminderRules, name: str, field: str, value: str) -> ReminderRules:
    """One field of one rule replaced. ValueError with words for the person when the value cannot be used."""
    changes: dict[str, object]
    if field == "title":
        if not (title := " ".join(value.split())):
            raise ValueError("A rule needs words to remind you with.")
        if len(title) > 120:
            raise ValueError("Use at most 120 characters.")
        changes = {"title": title}
    elif field == "days":
        if not value.isascii() or not value.isdecimal() or int(value[:6]) > 365:
            raise ValueError("Enter a number of days from 0 to 365.")
        changes = {"days": int(value)}
    elif field == "enabled":
        changes = {"enabled": value == "on"}
    elif field == "moment" and value in MOMENTS:
        after = value == AFTER_INTERVIEW
        changes = {"after_interview": after, "stage": Stage.INTERVIEW if after else Stage(value)}
    else:
        raise ValueError("There is no such choice.")
    if name not in [rule.name for rule in rules.rules]:
        raise ValueError("This rule is not there any more.")
    return ReminderRules(rules=[rule.model_copy(update=changes) if rule.name == name else rule for rule in rules.rules])


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
