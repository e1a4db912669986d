"""The README names every setting, and none that is gone."""

import re
from pathlib import Path

from career_copilot.config import Settings, environment_name

README = Path(__file__).parent.parent / "README.md"


def test_the_configuration_table_names_each_setting() -> None:
    section = README.read_text("utf-8").partition("## Configuration")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE))
    assert named == {environment_name(name) for name in Settings.model_fields}
