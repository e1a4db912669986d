"""The table of skills of all professions: ESCO and O*NET (see NOTICE), built by `tools/build_skills.py`."""

import gzip
import sys
from dataclasses import dataclass
from importlib.resources import files

from career_copilot.data.once import once

VERSION = "esco 1.1.1 / onet 30.2 / 2026-11"


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One line of `skills.tsv.gz`. What is seldom asked for stays text: taken apart, it would need four times the memory."""

    id: int
    kind: str
    label: str
    written: str  # parents, related, names

    @property
    def parents(self) -> tuple[int, ...]:
        return _numbers(self.written.split("\t")[0])

    @property
    def related(self) -> tuple[int, ...]:
        return _numbers(self.written.split("\t")[1])

    @property
    def names(self) -> tuple[str, ...]:
        """All spellings, the label first when it may be searched for in texts. A spelling may start with marks:
        `=` letters must be written exactly so, `!` exactly so and beside another technology, `*` only as an entry of a
        list of skills, `de:` only in that language."""
        names = self.written.split("\t")[2]
        return tuple(names.split("|")) if names else ()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(","))) if text else ()


@once
def rows() -> tuple[SkillRow, ...]:
    """All skills, ordered by id. Ids stay the same from one build of the table to the next."""
    data = gzip.decompress(files("career_copilot.data").joinpath("skills.tsv.gz").read_bytes()).decode()
    found = []
    for line in data.splitlines():
        number, kind, label, written = line.split("\t", 3)
        found.append(SkillRow(int(number), sys.intern(kind), label, written))
    return tuple(found)
