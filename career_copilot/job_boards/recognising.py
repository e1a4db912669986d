"""Which board and company a pasted address means. Only addresses of the boards themselves tell it for certain."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from career_copilot.errors import InvalidInputError
from career_copilot.job_boards.board import is_token

Found = tuple[str, str]
Reader = Callable[[SplitResult, list[str]], Found | None]
HOST = re.compile(r"^[\w-]+(\.[\w-]+)+$")
LOCALE = re.compile(r"^[A-Za-z]{2}([-_][A-Za-z]{2,4})?$")
WORKDAY_JOBS = re.compile(r"^([a-z0-9][a-z0-9_-]*)\.(wd\d+)\.myworkdayjobs(?:-impl)?\.com$")
WORKDAY_SITE = re.compile(r"^(wd\d+)\.myworkdaysite\.com$")
SUPPORTED = (
    "Paste the address of a company's openings on Greenhouse, Lever, Ashby, SmartRecruiters or Workday "
    "(for example https://jobs.lever.co/company), or of Remote OK, Arbeitnow or We Work Remotely."
)


def recognise(url: str) -> Found:
    """`https://jobs.lever.co/acme/1f…` → (`lever`, `acme`). InvalidInputError says what can be pasted."""
    text = url.strip()
    parts = _split(text if "://" in text else f"https://{text}")
    host = _host(parts)
    for matches, read in READERS:
        if matches(host):
            found = read(parts, [unquote(segment) for segment in parts.path.split("/") if segment])
            if found is None or not is_token(found[1]):
                raise InvalidInputError(f"This address names no company. {SUPPORTED}")
            return found
    if "gh_jid=" in parts.query:
        raise InvalidInputError(
            "This is a Greenhouse posting on the company's own pages, which does not tell the company's name there. "
            "Open the posting's application form and paste an address that begins with boards.greenhouse.io or "
            "job-boards.greenhouse.io."
        )
    raise InvalidInputError(f"This address belongs to none of the boards that can be read. {SUPPORTED}")


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        if parts.scheme in ("http", "https") and HOST.match(parts.hostname or "") and len(text) <= 2000:
            return parts
    except ValueError:
        pass
    raise InvalidInputError(f"This is not a web address. {SUPPORTED}")


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _greenhouse(parts: SplitResult, path: list[str]) -> Found | None:
    """Boards, embedded boards (`?for=`) and the API's own addresses, in the US and in Europe."""
    query = parse_qs(parts.query)
    if path[:1] == ["embed"]:
        token = query.get("for", [""])[0]
    elif path[:2] == ["v1", "boards"]:
        token = path[2] if len(path) > 2 else ""
    else:
        token = path[0] if path else ""
    return ("greenhouse", token.lower()) if token else None


def _lever(parts: SplitResult, path: list[str]) -> Found | None:
    segments = path[2:] if path[:2] == ["v0", "postings"] else path
    region = "eu/" if ".eu." in (parts.hostname or "") else ""
    return ("lever", region + segments[0]) if segments else None


def _ashby(parts: SplitResult, path: list[str]) -> Found | None:
    segments = path[2:] if path[:2] == ["posting-api", "job-board"] else path
    return ("ashby", segments[0].strip()) if segments else None


def _smartrecruiters(parts: SplitResult, path: list[str]) -> Found | None:
    """The company's name is kept as written: it is case-sensitive there. At `www.` only postings are companies' pages."""
    for before in ("companies", "company"):
        if before in path[:3] and path.index(before) + 1 < len(path):
            return "smartrecruiters", path[path.index(before) + 1]
    if _host(parts) == "smartrecruiters.com" and not (path[1:] and path[1][0].isdigit()):
        return None
    return ("smartrecruiters", path[0]) if path else None


def _workday(parts: SplitResult, path: list[str]) -> Found | None:
    host = _host(parts)
    if path[:2] == ["wday", "cxs"]:
        tenant_and_site = path[2:4]
    else:
        without_locale = path[1:] if path and LOCALE.match(path[0]) and len(path) > 1 else path
        tenant_and_site = without_locale[1:3] if without_locale[:1] == ["recruiting"] else ["", *without_locale[:1]]
    if len(tenant_and_site) < 2:
        return None
    if found := WORKDAY_SITE.match(host):
        return "workday", f"{found[1]}/{tenant_and_site[0]}/{tenant_and_site[1]}" if tenant_and_site[0] else ""
    if found := WORKDAY_JOBS.match(host):
        return "workday", f"{found[1]}.{found[2]}/{tenant_and_site[1]}"
    return None


def _on(hosts: str, read: Reader) -> Reader:
    """Only these hosts show companies' openings: the vendor's others (its help, its own site) name no company."""
    return lambda parts, path: read(parts, path) if _host(parts).replace(".eu.", ".") in hosts.split() else None


def _whole(name: str) -> Reader:
    return lambda parts, path: (name, "")


def _below(*hosts: str) -> Callable[[str], bool]:
    return lambda host: any(host == name or host.endswith(f".{name}") for name in hosts)


READERS: tuple[tuple[Callable[[str], bool], Reader], ...] = (
    (
        _below("greenhouse.io"),
        _on("boards.greenhouse.io job-boards.greenhouse.io boards-api.greenhouse.io api.greenhouse.io", _greenhouse),
    ),
    (_below("lever.co"), _on("jobs.lever.co api.lever.co", _lever)),
    (_below("ashbyhq.com"), _on("jobs.ashbyhq.com api.ashbyhq.com", _ashby)),
    (
        _below("smartrecruiters.com"),
        _on(
            "careers.smartrecruiters.com jobs.smartrecruiters.com api.smartrecruiters.com smartrecruiters.com",
            _smartrecruiters,
        ),
    ),
    (_below("myworkdayjobs.com", "myworkdaysite.com"), _workday),
    (_below("remoteok.com", "remoteok.io"), _whole("remoteok")),
    (_below("arbeitnow.com"), _whole("arbeitnow")),
    (_below("weworkremotely.com"), _whole("weworkremotely")),
)
