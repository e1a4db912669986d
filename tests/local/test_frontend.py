"""One build serves every port, and is made again exactly when its sources change."""

import gzip
from pathlib import Path

import pytest

from career_copilot.errors import StartError
from career_copilot.local import frontend
from tests.local.conftest import instance

NAMES = "var S=[`localhost`,`0.0.0.0`,`::`,`0:0:0:0:0:0:0:0`],t;"
BUILT = (
    "var e={PING:`http://localhost:8000/ping`,EVENT:`ws://localhost:8000/_event`,TRANSPORT:`websocket`};export{e as t};"
)


def test_the_built_addresses_ask_the_window(tmp_path: Path) -> None:
    script = tmp_path / "reflex-env-abc.js"
    script.write_text(BUILT)
    (tmp_path / "state-abc.js").write_text(NAMES)
    frontend.free_of_addresses(tmp_path)
    text = script.read_text()
    assert "localhost:8000" not in text
    assert "EVENT:o(`ws`)+`/_event`" in text
    assert "TRANSPORT:`websocket`" in text
    assert gzip.decompress((tmp_path / "reflex-env-abc.js.gz").read_bytes()).decode() == text
    assert (tmp_path / "state-abc.js").read_text() == "var S=[],t;"
    assert gzip.decompress((tmp_path / "state-abc.js.gz").read_bytes()) == b"var S=[],t;"


@pytest.mark.parametrize(
    "scripts",
    [
        {},
        {"reflex-env-a.js": BUILT, "reflex-env-b.js": BUILT},
        {"reflex-env-a.js": "var e={};"},
        {"reflex-env-a.js": BUILT},
        {"reflex-env-a.js": BUILT, "state-a.js": NAMES, "state-b.js": NAMES},
    ],
)
def test_a_build_of_another_shape_is_not_taken_for_one_of_ours(scripts: dict[str, str], tmp_path: Path) -> None:
    for name, text in scripts.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(StartError):
        frontend.free_of_addresses(tmp_path)


def test_the_hash_changes_with_a_source_and_with_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "career_copilot/pages").mkdir(parents=True)
    (tmp_path / "career_copilot/pages/jobs.py").write_text("one")
    before = frontend.sources_hash(tmp_path)
    (tmp_path / "README.md").write_text("other")
    (tmp_path / "career_copilot/pages/__pycache__").mkdir()
    (tmp_path / "career_copilot/pages/__pycache__/jobs.pyc").write_text("other")
    assert frontend.sources_hash(tmp_path) == before
    (tmp_path / "career_copilot/pages/jobs.py").write_text("two")
    assert frontend.sources_hash(tmp_path) != before


def test_two_instances_on_two_ports_share_one_build(data: Path) -> None:
    frontend.ensure()
    with instance(data / "one") as one, instance(data / "two") as two:
        for up in (one, two):
            up.wait_until_ready()
        assert one.port != two.port
        script = next(frontend.ensure().glob("build/client/assets/reflex-env-*.js"))
        for up in (one, two):
            assert up.get(f"/assets/{script.name}") == (200, script.read_bytes())
            assert not [line for line in up.log if "frontend: building" in line]


def test_reflex_writes_beside_the_data_and_never_into_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = tmp_path / "build-1"
    for name in ("build/client", "backend"):
        (build / name).mkdir(parents=True)
    (build / "build/client/index.html").write_text("page")
    (build / "routes.json").write_text("[]")
    monkeypatch.setattr(frontend, "ensure", lambda: build)
    place = frontend.web_directory(tmp_path / "data")
    (place / "backend" / "upload_is_used").touch()
    assert (place / "build/client/index.html").read_text() == "page"
    assert (place / "routes.json").read_text() == "[]"
    assert list((build / "backend").iterdir()) == []
    assert frontend.web_directory(tmp_path / "data") == place
    assert [path.name for path in (tmp_path / "data" / "web").iterdir()] == ["build-1"]
