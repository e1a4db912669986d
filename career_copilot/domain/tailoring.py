"""A résumé tailored for one opening: what was chosen from the profile's `Resume`, in which order and in which words.

The résumé itself is kept as it was; hiding, moving and rewording are written down beside it, by paths into it
(`work.0.highlights.2`), so each can be taken back. Nothing can appear that is not in it but words in `texts`, which the
person entered or accepted. Which lines answer an opening: `tailoring_choice.py`; the screen: `tailoring_lines.py`."""

from collections.abc import Mapping

from pydantic import BaseModel

from career_copilot.domain.resume import Basics, Fact, Highlight, Resume, Skill
from career_copilot.domain.resume_form import SECTIONS
from career_copilot.domain.resume_sheet import Look
from career_copilot.errors import InvalidInputError

LONGEST = 2000
PROSE = ("summary", "description")  # of an entry
OPTIONAL = ("basics.label", "basics.summary", "basics.url", "basics.location")


class Proposal(BaseModel, frozen=True):
    """Other words for a line, which cite these facts; nobody accepted them yet."""

    text: str
    facts: tuple[int, ...] = ()


class Tailored(BaseModel, frozen=True):
    """`order`: the places of a list (`work`, `work.0.highlights`) that is not in the résumé's own order. `texts`: the words
    of lines that are not the résumé's own. `photo`: whether the person's picture is shown, where the template can."""

    resume: Resume
    order: dict[str, tuple[int, ...]] = {}
    hidden: tuple[str, ...] = ()
    texts: dict[str, str] = {}
    proposals: dict[str, Proposal] = {}
    look: Look = Look()
    photo: bool = False


def started(resume: Resume, look: Look) -> Tailored:
    """All of the résumé, as it is. Its source text stays with the profile."""
    return Tailored(resume=resume.model_copy(update={"text": ""}, deep=True), look=look)


def result(tailored: Tailored) -> Resume:
    """What will be printed."""
    sections = {name: [_entry(tailored, f"{name}.{number}") for number in shown(tailored, name)] for name in SECTIONS}
    return tailored.resume.model_copy(update={"basics": _basics(tailored), **sections})


def arranged(tailored: Tailored, holder: str) -> list[int]:
    """The places of a list in the order chosen, hidden ones among them."""
    count = len(_list(tailored.resume, holder))
    chosen = [number for number in dict.fromkeys(tailored.order.get(holder, ())) if 0 <= number < count]
    return [*chosen, *(number for number in range(count) if number not in chosen)]


def shown(tailored: Tailored, holder: str) -> list[int]:
    """The places of a list that will be printed, in that order."""
    return [number for number in arranged(tailored, holder) if f"{holder}.{number}" not in tailored.hidden]


def words(tailored: Tailored, path: str) -> str:
    """What a line says now."""
    return tailored.texts.get(path, own_words(tailored.resume, path))


def own_words(resume: Resume, path: str) -> str:
    """What a line says in the résumé itself. Raises InvalidInputError when there is no such line of free words."""
    parts = path.split(".")
    if parts[0] == "basics" and len(parts) == 2 and parts[1] in ("label", "summary"):
        return str(getattr(resume.basics, parts[1]))
    fact = _fact(resume, path)
    if isinstance(fact, Highlight):
        return fact.text
    if isinstance(fact, Skill) and len(parts) == 2:
        return fact.name
    if len(parts) == 3 and parts[2] in PROSE and hasattr(fact, parts[2]):
        return str(getattr(fact, parts[2]))
    raise InvalidInputError("These words are changed in your profile: they are facts, not a matter of wording.")


def entry_at(tailored: Tailored, path: str) -> Fact:
    """An entry as it will be printed, its hidden lines left out."""
    _fact(tailored.resume, path)
    return _entry(tailored, path)


def moved(tailored: Tailored, path: str, to: int) -> Tailored:
    """An entry or bullet at another place (from 0) of its list."""
    holder, _, number = path.rpartition(".")
    _fact(tailored.resume, path)
    order = [each for each in arranged(tailored, holder) if each != int(number)]
    order.insert(max(0, min(to, len(order))), int(number))
    return ordered(tailored, {holder: order})


def ordered(tailored: Tailored, orders: Mapping[str, list[int]]) -> Tailored:
    """With these orders; the résumé's own is none."""
    kept = tailored.order | {holder: tuple(order) for holder, order in orders.items()}
    kept = {holder: order for holder, order in kept.items() if list(order) != sorted(order)}
    return tailored.model_copy(update={"order": kept})


def hidden(tailored: Tailored, *paths: str) -> Tailored:
    """Without these entries or lines."""
    for path in paths:
        _can_hide(tailored.resume, path)
    return tailored.model_copy(update={"hidden": tuple(sorted({*tailored.hidden, *paths}))})


def revealed(tailored: Tailored, *paths: str) -> Tailored:
    """With these entries or lines again."""
    return tailored.model_copy(update={"hidden": tuple(path for path in tailored.hidden if path not in paths)})


def reworded(tailored: Tailored, path: str, text: str) -> Tailored:
    """With other words for a line; its proposal is settled thereby. Its own words are no other words."""
    own = own_words(tailored.resume, path)
    text = "\n".join(" ".join(line.split()) for line in text.strip().splitlines() if line.strip())
    text = text if path.rpartition(".")[2] in PROSE else " ".join(text.split())
    if not text:
        raise InvalidInputError("A line without words: hide it instead.")
    if len(text) > LONGEST:
        raise InvalidInputError(f"A line can have {LONGEST:,} characters; this one has {len(text):,}.")
    texts = {key: value for key, value in tailored.texts.items() if key != path}
    if text != own:
        texts[path] = text
    return rejected(tailored.model_copy(update={"texts": texts}), path)


def restored(tailored: Tailored, path: str) -> Tailored:
    """In the résumé's own words again; what was proposed instead of others is settled thereby."""
    own_words(tailored.resume, path)
    left = {key: text for key, text in tailored.texts.items() if key != path}
    return rejected(tailored.model_copy(update={"texts": left}), path)


def proposed(tailored: Tailored, given: Tailored, proposals: Mapping[str, Proposal]) -> Tailored:
    """With other words to decide upon, proposed for the lines of `given`; those that change nothing, rewrite no line of the
    résumé, or were made for another résumé or other words, are left out."""
    same = tailored.resume == given.resume
    new = {path: each for path, each in proposals.items() if same and _is_new(tailored, path, each.text)}
    new = {path: each for path, each in new.items() if words(tailored, path) == words(given, path)}
    return tailored.model_copy(update={"proposals": tailored.proposals | new})


def accepted(tailored: Tailored, path: str) -> Tailored:
    """With the words that were proposed for a line."""
    if path not in tailored.proposals:
        raise InvalidInputError("There is no proposal for this line any more.")
    return reworded(tailored, path, tailored.proposals[path].text)


def rejected(tailored: Tailored, path: str) -> Tailored:
    """Without the proposal for a line."""
    left = {key: proposal for key, proposal in tailored.proposals.items() if key != path}
    return tailored.model_copy(update={"proposals": left})


def printed(tailored: Tailored) -> dict[str, str]:
    """The lines of free words that will be printed, by their paths."""
    return {path: words(tailored, path) for path in prose(tailored)}


def prose(tailored: Tailored) -> list[str]:
    """The paths of all lines of free words that will be printed, in that order."""
    found = [path for path in ("basics.label", "basics.summary") if path not in tailored.hidden]
    for section in SECTIONS:
        for number in shown(tailored, section):
            here = f"{section}.{number}"
            found += [f"{here}.{name}" for name in PROSE if f"{here}.{name}" not in tailored.hidden]
            if hasattr(_fact(tailored.resume, here), "highlights"):
                found += [f"{here}.highlights.{line}" for line in shown(tailored, f"{here}.highlights")]
            if section == "skills":
                found.append(here)
    return [path for path in found if _has_words(tailored, path)]


def _has_words(tailored: Tailored, path: str) -> bool:
    try:
        return bool(words(tailored, path))
    except InvalidInputError:
        return False


def _is_new(tailored: Tailored, path: str, text: str) -> bool:
    return bool(text.strip()) and _has_words(tailored, path) and text.strip() != words(tailored, path)


def _basics(tailored: Tailored) -> Basics:
    empty = {"basics.location": None}
    basics = tailored.resume.basics.model_copy(deep=True)
    for path in ("basics.label", "basics.summary"):
        setattr(basics, path[7:], tailored.texts.get(path, getattr(basics, path[7:])))
    for path in OPTIONAL:
        if path in tailored.hidden:
            setattr(basics, path[7:], empty.get(path, ""))
    basics.profiles = [
        each for number, each in enumerate(basics.profiles) if f"basics.profiles.{number}" not in tailored.hidden
    ]
    return basics


def _entry(tailored: Tailored, path: str) -> Fact:
    entry = _fact(tailored.resume, path).model_copy(deep=True)
    for name in PROSE:
        if hasattr(entry, name):
            here = f"{path}.{name}"
            setattr(entry, name, "" if here in tailored.hidden else tailored.texts.get(here, getattr(entry, name)))
    if hasattr(entry, "highlights"):
        holder = f"{path}.highlights"
        entry.highlights = [
            entry.highlights[number].model_copy(update={"text": words(tailored, f"{holder}.{number}")})
            for number in shown(tailored, holder)
        ]
    if isinstance(entry, Skill):
        entry.name = words(tailored, path)
    return entry


def _can_hide(resume: Resume, path: str) -> None:
    if path in OPTIONAL or (path.startswith("basics.profiles.") and _profile(resume, path)):
        return
    _fact(resume, path)


def _profile(resume: Resume, path: str) -> bool:
    number = path.rpartition(".")[2]
    return number.isdecimal() and int(number) < len(resume.basics.profiles)


def _list(resume: Resume, holder: str) -> list[Fact]:
    section, _, rest = holder.partition(".")
    if section not in SECTIONS:
        raise _unknown(holder)
    entries: list[Fact] = getattr(resume, section)
    if not rest:
        return entries
    number, _, name = rest.partition(".")
    entry = _at(entries, number, holder)
    if name != "highlights" or not hasattr(entry, "highlights"):
        raise _unknown(holder)
    found: list[Fact] = entry.highlights
    return found


def _fact(resume: Resume, path: str) -> Fact:
    """The entry or bullet at a path; for a line of prose its entry."""
    holder, _, last = path.rpartition(".")
    if last in PROSE:
        entry = _fact(resume, holder)
        if not hasattr(entry, last):
            raise _unknown(path)
        return entry
    return _at(_list(resume, holder), last, path)


def _at(entries: list[Fact], number: str, path: str) -> Fact:
    if not number.isdecimal() or int(number) >= len(entries):
        raise _unknown(path)
    return entries[int(number)]


def _unknown(path: str) -> InvalidInputError:
    return InvalidInputError(f"This résumé has nothing at {path[:60]!r}.")
