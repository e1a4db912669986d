"""The edits a person makes to a résumé, by path (`resume_form.py`). All pure: an edit gives a new résumé.

Checking what was entered is `resume_checking.py`'s; here anything may be typed."""

from collections.abc import Sequence

from career_copilot.domain.resume import Basics, Fact, Highlight, Location, Resume
from career_copilot.domain.resume_form import BASICS, SECTIONS, Field
from career_copilot.errors import InvalidInputError


def edited(resume: Resume, path: str, value: str) -> Resume:
    """The résumé with another text at `path`. An entry's span stays: it says where the entry was read, right or wrong.
    A field about the person loses its own: its words are the person's now."""
    changed = resume.model_copy(deep=True)
    section, index, rest = _parts(path)
    if section == "basics":
        _set_basics(changed.basics, path.removeprefix("basics."), value)
        return changed
    entry = _entry(changed, section, index)
    if rest[:1] == ["highlights"] and len(rest) == 2:
        highlights = _highlights(entry)
        highlights[_index(rest[1], highlights)].text = value
        return changed
    field = next((one for one in SECTIONS[section].fields if [one.name] == rest), None)
    if field is None:
        raise _unknown(path)
    setattr(entry, field.name, _typed(field, value))
    if field.name in ("language", "name") and section in ("skills", "languages"):
        # The taxonomy's row and the language's code belonged to the old name; whoever reads the résumé finds new ones.
        _forget_meaning(entry)
    return changed


def _typed(field: Field, value: str) -> str | bool | list[str]:
    if field.kind == "check":
        return value == "yes"
    if field.kind == "list":
        return [word.strip() for word in value.split(",") if word.strip()]
    return value


def _set_basics(basics: Basics, name: str, value: str) -> None:
    if name not in {field.name for field in BASICS}:
        raise _unknown(f"basics.{name}")
    if name == "location.text":
        basics.location = Location(text=value, span=basics.location.span if basics.location else None)
    elif value != getattr(basics, name):
        setattr(basics, name, value)
        basics.spans.pop(name, None)
        if name == "name":
            basics.span = None


def _forget_meaning(fact: Fact) -> None:
    for name, nothing in (("skill_id", None), ("code", "")):
        if hasattr(fact, name):
            setattr(fact, name, nothing)


def added(resume: Resume, path: str) -> tuple[Resume, str]:
    """With an empty entry (`work`) or bullet (`work.0.highlights`) at the end; and the new one's path."""
    changed = resume.model_copy(deep=True)
    holder = _list(changed, path)
    holder.append(Highlight(text="") if path.endswith(".highlights") else _new_entry(path))
    return changed, f"{path}.{len(holder) - 1}"


def _new_entry(section: str) -> Fact:
    kind = Resume.model_fields[section].annotation.__args__[0]  # type: ignore[union-attr]
    fact: Fact = kind.model_construct(
        **{
            name: field.get_default(call_default_factory=True) if not field.is_required() else ""
            for name, field in kind.model_fields.items()
        }
    )
    return fact


def removed(resume: Resume, path: str) -> Resume:
    """Without the entry or bullet at `path`."""
    changed = resume.model_copy(deep=True)
    parent, _, index = path.rpartition(".")
    holder = _list(changed, parent)
    del holder[_index(index, holder)]
    return changed


def moved(resume: Resume, path: str, by: int) -> tuple[Resume, str]:
    """With the entry or bullet one place up (-1) or down (1); and its path then. At the border it stays."""
    changed = resume.model_copy(deep=True)
    parent, _, number = path.rpartition(".")
    holder = _list(changed, parent)
    index = _index(number, holder)
    there = min(max(index + (1 if by > 0 else -1), 0), len(holder) - 1)
    holder.insert(there, holder.pop(index))
    return changed, f"{parent}.{there}"


def _parts(path: str) -> tuple[str, str, list[str]]:
    section, _, rest = path.partition(".")
    if section != "basics" and section not in SECTIONS:
        raise _unknown(path)
    index, *names = rest.split(".")
    return section, index, names


def _list(resume: Resume, path: str) -> list[Fact]:
    section, index, rest = _parts(path)
    if section in SECTIONS and path == section:
        holder: list[Fact] = getattr(resume, section)
        return holder
    if section in SECTIONS and rest == ["highlights"]:
        return _highlights(_entry(resume, section, index))  # type: ignore[return-value]
    raise _unknown(path)


def _entry(resume: Resume, section: str, index: str) -> Fact:
    entries: list[Fact] = getattr(resume, section)
    return entries[_index(index, entries)]


def _highlights(entry: Fact) -> list[Highlight]:
    if not hasattr(entry, "highlights"):
        raise _unknown("highlights")
    found: list[Highlight] = entry.highlights
    return found


def _index(text: str, holder: Sequence[object]) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= len(holder):
        raise _unknown(text)
    return int(text)


def _unknown(path: str) -> InvalidInputError:
    return InvalidInputError(f"There is no such line in this résumé any more ({path[:60]}): reload the page.")
