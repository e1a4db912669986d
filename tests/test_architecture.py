"""The house rules: imports point down, domain does no I/O, every module is reachable. Change them on purpose."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "career_copilot"
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "config": {"errors"},
    "data": {"data"},
    "domain": {"domain", "errors", "data"},
    "models": {"models", "domain"},
    "db": {"config"},
    "live": {"config"},
    "batches": {"domain", "errors", "config"},
    "job_boards": {"job_boards", "domain", "errors", "config"},
    "documents": {"documents", "domain", "errors", "config"},
    "services": {
        "services",
        "job_boards",
        "documents",
        "batches",
        "models",
        "db",
        "live",
        "domain",
        "errors",
        "config",
    },
    "worker": {"config", "errors", "live"},
    "web": {"web", "services", "live", "errors", "config"},
    "tasks": {"services", "worker", "errors", "config"},
    "ui": {"ui", "domain", "errors", "config"},
    "pages": {"pages", "ui", "web", "services", "tasks", "domain", "errors", "config", "live"},
    "api": {"api", "web", "services", "tasks", "domain", "errors", "config", "live"},
    "app": {"pages", "ui", "api", "web", "services", "tasks", "live", "errors", "config", "db"},
    "demo": {"demo", "domain", "errors", "config", "services", "local", "db", "models"},
    "local": {
        "local",
        "web",
        "config",
        "errors",
        "domain",
        "job_boards",
        "documents",
        "services",
        "worker",
        "tasks",
        "db",
        "models",
        "demo",
        "live",
    },
    "__main__": {"local"},
}
FORBIDDEN_IN_DOMAIN = {
    "httpx",
    "redis",
    "sqlalchemy",
    "sqlmodel",
    "socket",
    "subprocess",
    "requests",
    "urllib.request",
    "psycopg",
    "reflex",
    "celery",
    "open",
}


def _modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")
    }


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_imports_point_down() -> None:
    wrong = []
    for name, path in _modules().items():
        layer = name.partition(".")[0]
        if layer == "__init__":
            continue
        assert layer in MAY_IMPORT, f"{name} belongs to no layer"
        for imported in _imports(path):
            if not imported.startswith("career_copilot."):
                continue
            target = imported.split(".")[1]
            if target in MAY_IMPORT and target not in MAY_IMPORT[layer]:
                wrong.append(f"{name} imports {imported}")
    assert not wrong, "\n".join(sorted(wrong))


def test_domain_does_no_io() -> None:
    wrong = []
    for path in (PACKAGE / "domain").rglob("*.py"):
        for imported in _imports(path):
            if imported.split(".")[0] in FORBIDDEN_IN_DOMAIN or imported in FORBIDDEN_IN_DOMAIN:
                wrong.append(f"{path.name} imports {imported}")  # noqa: PERF401
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("open", "print", "input")
            ):
                wrong.append(f"{path.name} calls {node.func.id}")
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("utcnow", "now", "today")
                and isinstance(node.value, ast.Name)
                and node.value.id in ("datetime", "date")
            ):
                wrong.append(f"{path.name} asks for the time")
    assert not wrong, "\n".join(sorted(wrong))
