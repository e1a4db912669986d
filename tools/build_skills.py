"""Builds career_copilot/data/skills.tsv.gz from ESCO and O*NET. Run by a maintainer when the sources or the supplement change:

    python -m tools.build_skills --esco SKILLS.jsonl.gz --esco-order LABELS.txt --esco-tables DIR --onet FAISS_SKILLS.csv

`--esco` is ESCO 1.1.1 (uuid, label, alternative labels, levels) a line; `--esco-order` its labels in the order of the
published table, which is the order of the keys in `--esco-tables` (skills_hierarchy, skill_skill_relations, *.csv.gz);
`--onet` is a CSV with skill_name, description and taxonomy, of which the ONET_TECH rows are read."""

import argparse
import csv
import gzip
import io
import json
import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from career_copilot.domain.skill_names import name_key, tokens_of
from tools.onet_names import onet_names

OUT = Path("career_copilot/data/skills.tsv.gz")
IDS = Path(__file__).with_name("skills_ids.gz")  # line N is the source of the skill with id N; lines are only added
SUPPLEMENT = Path(__file__).with_name("skills_supplement.toml")
FIRST_ESCO_KEY = 1260  # `key_1260` of the tables is the first label of the order
KINDS = {"S": "skill", "K": "knowledge", "T": "attitude", "A": "attitude", "L": "language"}
VERBS = frozenset(
    [
        "perform",
        "use",
        "operate",
        "apply",
        "provide",
        "conduct",
        "administer",
        "utilise",
        "undertake",
        "practise",
        "employ",
        "deliver",
    ]
)
LEADING = re.compile(r"^(?:(?:carry out|have knowledge of|knowledge of) )?(?:the |a |an )?", re.I)


@dataclass
class Entry:
    """A skill under construction."""

    source: str  # `esco:UUID`, `onet:NAME` or `own:LABEL`: what the id is remembered by
    kind: str
    label: str
    names: list[str] = field(default_factory=list)  # the label first, if it is to be found in texts
    derived: list[str] = field(default_factory=list)  # names that yield to anyone else's
    parents: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)


def read_esco(path: Path) -> list[Entry]:
    entries = []
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        row = json.loads(line)
        letters = Counter(level[0] for level in row.get("levels", []) if level[0])
        kind = next((KINDS[letter] for letter in "LKAST" if letters[letter]), "")
        label = re.sub(r" \(computer programming\)$| \(.*\)$", "", row["label"])
        entry = Entry(f"esco:{row['id']}", kind, label, [label])
        entry.names += [name for name in row.get("alt", []) if speaks_for(name, label)]
        entry.derived = [short] if (short := without_verb(label)) else []
        entries.append(entry)
    return entries


def speaks_for(name: str, label: str) -> bool:
    """Whether an alternative label means the same. ESCO's one-word ones are often examples or parts: `space` for design."""
    if len(tokens_of(name)) > 1 or not name.islower():
        return len(tokens_of(name)) < 8
    subject = [word for word in tokens_of(label) if word.lower() not in VERBS]
    return len(name) > 3 and len(subject) == 1 and subject[0].lower()[:5] == name.lower()[:5]


def without_verb(label: str) -> str:
    """`provide wound care` → `wound care`: adverts name the thing. Empty if there is no such verb or too little is left."""
    rest = LEADING.sub("", label)
    if rest == label and label.split(" ")[0].lower() in VERBS:
        rest = re.sub(r"^(?:the|a|an|on|in|with|to|out|for) ", "", label.partition(" ")[2])
    if (
        rest == label
        or len(tokens_of(rest)) < 2
        or len(tokens_of(rest)) > 4
        or re.search(r"\b(?:to|in|for|with|on|and|of|other|them)\b", rest)
    ):
        return ""
    return rest


def read_onet(path: Path) -> list[Entry]:
    entries = []
    for row in csv.DictReader(path.open(encoding="utf-8")):
        if row["taxonomy"] == "ONET_TECH":
            name = re.sub(r"\s+", " ", row["skill_name"]).strip()
            entries.append(Entry(f"onet:{name}", "technology", *onet_names(name)))
    return entries


def relate(entries: list[Entry], order: Path, tables: Path) -> None:
    """Adds ESCO's broader and related skills."""
    labels = [line.strip() for line in order.read_text().splitlines()]
    by_label = {entry.label: entry for entry in entries}

    def at(key: str) -> Entry | None:
        position = int(key.removeprefix("key_")) - FIRST_ESCO_KEY
        if not 0 <= position < len(labels):
            return None
        return by_label.get(re.sub(r" \(computer programming\)$| \(.*\)$", "", labels[position]))

    def pairs(name: str, left: str, right: str) -> list[tuple[Entry, Entry]]:
        rows = csv.DictReader(io.StringIO(gzip.decompress((tables / name).read_bytes()).decode()))
        found = ((at(row[left]), at(row[right])) for row in rows)
        return [(one, two) for one, two in found if one and two and one is not two]

    for parent, child in pairs("skills_hierarchy.csv.gz", "PARENTID", "CHILDID"):
        child.parents.add(parent.source)
        child.kind = child.kind or parent.kind
    for one, two in pairs("skill_skill_relations.csv.gz", "REQUIRINGID", "REQUIREDID"):
        one.related.add(two.source)
        two.related.add(one.source)


def merge(esco: list[Entry], onet: list[Entry]) -> list[Entry]:
    """One entry for what both tables have: ESCO's, with O*NET's spellings and kind."""
    known = {name_key(entry.label): entry for entry in esco}
    merged = list(esco)
    for entry in onet:
        keys = [name_key(name.lstrip("=")) for name in entry.names]
        same = next((known[key] for key in keys if key in known), None)
        if same is None:
            known[keys[0]] = entry
            merged.append(entry)
        else:
            same.names += entry.names
            same.kind = "technology" if len(tokens_of(same.label)) < 3 else same.kind
    return merged


def supplement(entries: list[Entry], own: dict[str, object]) -> list[Entry]:
    """Adds what the open tables lack, and groups of technologies that stand in for each other."""
    known = {name_key(entry.label): entry for entry in reversed(entries)}
    for name, row in own["skill"].items():  # type: ignore[attr-defined]
        entry = known.get(name_key(name))
        if entry is None:
            entry = known[name_key(name)] = Entry(f"own:{name}", "skill", name, [])
            entries.append(entry)
        entry.kind = row.get("kind", entry.kind)
        entry.label = name
        entry.names = [row.get("as", name), *row.get("also", []), *entry.names]
        for code in ("de", "fr", "es"):
            entry.names += [f"{code}:{word}" for word in row.get(code, [])]
        if "as" in row:
            entry.names.append(f"*{name}")
    for group in own["neighbours"]["groups"]:  # type: ignore[index]
        members = [known[name_key(name)] for name in group]
        for one in members:
            one.related |= {two.source for two in members if two is not one}
    return entries


def bare(name: str) -> str:
    return re.sub(r"^(?:[a-z]{2}:)?[=!*]?", "", name)


def clean(entries: list[Entry], own: dict[str, object]) -> None:
    """Leaves each spelling to one skill, and ordinary words to nobody."""
    drop = {name_key(word) for word in (*own["words"]["drop"].split(), *own["words"]["phrases"])}  # type: ignore[index]
    exact = {name_key(word) for word in own["words"]["exact"].split()}  # type: ignore[index]
    vouched = {name_key(word) for word in own["words"]["vouched"].split()}  # type: ignore[index]
    chosen = {name_key(bare(name)) for name in own_names(own)}
    owners: dict[str, set[str]] = defaultdict(set)
    labels = {name_key(entry.label): entry.source for entry in reversed(entries)}
    for entry in entries:
        for name in entry.names:
            owners[name_key(bare(name))].add(entry.source)
    own_labels = {name_key(bare(name)): source for name, source in own_owner(entries, own)}
    for entry in entries:
        kept: dict[str, str] = {}
        for name in [
            *entry.names,
            *(n for n in entry.derived if name_key(n) not in owners and name_key(n) not in labels),
        ]:
            key = name_key(bare(name))
            mine = own_labels.get(key, labels.get(key)) in (None, entry.source)
            alone = len(owners[key]) <= 1 or key in own_labels or labels.get(key) == entry.source
            ordinary = (key in drop or len(key) < 2) and key not in chosen
            if not key or not mine or not alone or (ordinary and key != name_key(entry.label)):
                continue
            spelling = f"*{bare(name)}" if ordinary else marked(name, key, exact, vouched)
            place = f"{name[:3] if name[2:3] == ':' else ''}{key}"
            if place in kept and spelling.startswith("=") and kept[place].startswith("=") and key in chosen:
                place = f"{place} {spelling}"  # `=Pandas` beside `=pandas`
            kept.setdefault(place, spelling)
            if name in entry.derived:
                owners[key].add(entry.source)
        entry.names = list(kept.values())


def marked(name: str, key: str, exact: set[str], vouched: set[str]) -> str:
    if name != bare(name):
        return name
    if key in vouched:
        return f"!{name}"
    short = len(key) < 5 and " " not in key and name.isupper()
    return f"={name}" if key in exact or short else name


def own_names(own: dict[str, object]) -> list[str]:
    return [name for label, row in own["skill"].items() for name in (row.get("as", label), *row.get("also", []))]  # type: ignore[attr-defined]


def own_owner(entries: list[Entry], own: dict[str, object]) -> list[tuple[str, str]]:
    by_label = {entry.label: entry.source for entry in entries}
    return [
        (name, by_label[label])
        for label, row in own["skill"].items()  # type: ignore[attr-defined]
        for name in (row.get("as", label), *row.get("also", []))
    ]


def write(entries: list[Entry], out: Path) -> None:
    """Ids stay what they were in the last build: they are stored with openings and résumés."""
    known = gzip.decompress(IDS.read_bytes()).decode().splitlines() if IDS.exists() else []
    ids = {source: number for number, source in enumerate(known, 1)}
    for entry in entries:
        ids.setdefault(entry.source, len(ids) + 1)
    lines = []
    for entry in sorted(entries, key=lambda entry: ids[entry.source]):
        related = ",".join(str(ids[source]) for source in sorted(entry.related, key=ids.__getitem__))
        parents = ",".join(str(ids[source]) for source in sorted(entry.parents, key=ids.__getitem__))
        lines.append(
            "\t".join(
                [str(ids[entry.source]), entry.kind or "skill", entry.label, parents, related, "|".join(entry.names)]
            )
        )
    out.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    IDS.write_bytes(gzip.compress("\n".join(ids).encode(), 9, mtime=0))
    print(f"{len(entries)} skills, {sum(len(entry.names) for entry in entries)} names, {out.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--esco", "--esco-order", "--esco-tables", "--onet"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    own = tomllib.loads(SUPPLEMENT.read_text())
    esco = read_esco(options.esco)
    relate(esco, options.esco_order, options.esco_tables)
    entries = supplement(merge(esco, read_onet(options.onet)), own)
    clean(entries, own)
    write(entries, options.out)


if __name__ == "__main__":
    main()
