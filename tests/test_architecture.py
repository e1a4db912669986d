"""The house rules: imports point down, domain does no I/O, every module is reachable. Change them on purpose."""

import ast
import re
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
    "ai": {"ai", "live", "domain", "errors", "config"},
    "services": {
        "services",
        "ai",
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
# Services whose pages are the next to be built; a module that is reached must go from here.
AWAITED: set[str] = set()
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
    "os",
    "pathlib",
    "random",
    "shutil",
    "tempfile",
}


def _modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")
    }


def _imports(path: Path) -> set[str]:
    """What the module imports; relative imports are refused by `test_imports_are_absolute`."""
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


def test_imports_are_absolute() -> None:
    relative = [
        f"{path.name}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


STARTED = {"__main__", "app", "worker", "tasks"}
"""What a process begins with. Programs that another one starts are named in its text: `career_copilot.documents.child`."""


def test_every_module_is_reached_by_a_process() -> None:
    modules = _modules()
    reached, waiting = set(), set(STARTED)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        text = modules[name].read_text()
        named = _imports(modules[name]) | set(re.findall(r"career_copilot(?:\.\w+)+", text))
        beside = f"career_copilot.{name.rpartition('.')[0]}"  # `with_name("guard.py")`
        named |= {f"{beside}.{stem}" for stem in re.findall(r'"(\w+)\.py"', text)}
        for found in named:
            inner = found.removeprefix("career_copilot.")
            parents = {".".join(inner.split(".")[:count]) for count in range(1, inner.count(".") + 2)}
            packages = {f"{parent}.__main__" for parent in parents}
            waiting |= ((parents | packages) & modules.keys()) - reached
    assert modules.keys() - reached - {"__init__"} == AWAITED


def test_no_two_stylesheets_dress_the_same_class() -> None:
    dressed: dict[str, list[str]] = {}
    for sheet in sorted((PACKAGE.parent / "assets").glob("*.css")):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
        while re.search(r"\([^()]*\)", rules):  # what stands in :is(…) only narrows
            rules = re.sub(r"\([^()]*\)", "", rules)
        selectors = {one.strip() for names in re.findall(r"([^{}]+)\{", rules) for one in names.split(",")}
        for name in filter(re.compile(r"\.[\w-]+").fullmatch, selectors):
            dressed.setdefault(name, []).append(sheet.name)
    assert len(dressed) > 300
    assert {name: sheets for name, sheets in dressed.items() if len(sheets) > 1} == {}
