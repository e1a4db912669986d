"""Which application or opening a row of an import is: nothing is imported twice, and nothing is linked on a guess."""

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import text
from sqlmodel import Session

from career_copilot.domain.fingerprint import canonical_company
from career_copilot.domain.import_rows import ImportedApplication, former_key, same_job

Found = tuple[int, date | None]


@dataclass
class Known:
    """The person's applications by what a row can be recognised by. Those of the running import count by their key
    only: its file says itself which of its rows are the same. `own`: the file is our own export, its identifiers our ids;
    `named` are the employer and title of each application."""

    zone: tzinfo
    own: bool = False
    keys: dict[str, tuple[int, bool]] = field(default_factory=dict)
    named: dict[int, tuple[str, str]] = field(default_factory=dict)
    urls: dict[str, list[Found]] = field(default_factory=dict)
    jobs: dict[tuple[str, str], list[Found]] = field(default_factory=dict)
    openings: dict[int, int] = field(default_factory=dict)
    there: dict[str, int] = field(default_factory=dict)

    def of(self, row: ImportedApplication) -> int | None:
        """The application that this row is about."""
        if found := self.keys.get(row.key) or self._former(row):
            return found[0] if not found[1] else None
        if (exported := self._exported(row)) is not None:
            return exported
        day = self.day(row.form.applied_at)
        candidates = [
            *self.urls.get(address(row.form.url), []),
            *self.jobs.get(_job(row.form.company, row.form.title), []),
        ]
        return next((number for number, other in candidates if None in (day, other) or day == other), None)

    def _former(self, row: ImportedApplication) -> tuple[int, bool] | None:
        """What an import with the former kind of key made of this row."""
        found = self.keys.get(former_key(row.identifier)) if row.identifier else None
        return found if found and self.named.get(found[0]) == same_job(row.form.company, row.form.title) else None

    def _exported(self, row: ImportedApplication) -> int | None:
        """What our own export made this row of; an employer may have been filled in since, here or in the file."""
        number = self.there.get(row.identifier) if self.own else None
        if number is None:
            return None
        (company, title), (wanted, name) = self.named[number], same_job(row.form.company, row.form.title)
        return number if title == name and (company == wanted or "" in (company, wanted)) else None

    def deleted(self, key: str) -> int | None:
        """The deleted application that still has this key."""
        found = self.keys.get(key)
        return found[0] if found and found[1] else None

    def day(self, moment: datetime | None) -> date | None:
        return moment.astimezone(self.zone).date() if moment else None


def known(session: Session, user_id: int, change_id: int | None, zone: tzinfo, own: bool) -> Known:
    """Read at the start of a run, when it is taken up, and when somebody else wrote between two batches."""
    found = Known(zone, own)
    rows = session.execute(
        text("""
            select a.id, a.url, a.company, a.title, a.applied_at, a.import_key, a.opening_id,
                a.deleted_at is not null as deleted,
                exists (select 1 from application_event e where e.change_id = :change and e.subject = 'application'
                    and e.row_id = a.id and e.before is null) as ours
            from application a where a.user_id = :user
        """),
        {"user": user_id, "change": change_id},
    )
    for row in rows:
        if row.import_key:
            found.keys[row.import_key] = (row.id, row.deleted)
        found.named[row.id] = same_job(row.company, row.title)
        if row.deleted:
            continue
        if row.opening_id:
            found.openings[row.opening_id] = row.id
        if not row.ours:
            found.there[str(row.id)] = row.id
            day = found.day(row.applied_at)
            found.urls.setdefault(address(row.url), []).append((row.id, day))
            found.jobs.setdefault(_job(row.company, row.title), []).append((row.id, day))
    for nothing in ("", ("", "")):
        found.urls.pop(nothing, None) if isinstance(nothing, str) else found.jobs.pop(nothing, None)
    return found


def _job(company: str, title: str) -> tuple[str, str]:
    """Without an employer a title alone tells nothing."""
    return same_job(company, title) if company else ("", "")


def address(url: str) -> str:
    """Equal for the same page: without scheme, `www.`, fragment and a slash at the end."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    host = parts.netloc.lower().removeprefix("www.")
    return urlunsplit(("", host, parts.path.rstrip("/"), parts.query, "")) if host else ""


class Openings:
    """The openings of the person's feed, by address and by employer with title."""

    def __init__(self, session: Session, user_id: int) -> None:
        self.user_id = user_id
        names = session.scalars(
            text(
                "select distinct o.company from opening_match m join opening o on o.id = m.opening_id where m.user_id = :user"
            ),
            {"user": user_id},
        )
        self.companies: dict[str, list[str]] = {}
        for name in names:
            self.companies.setdefault(canonical_company(name), []).append(name)

    def of(self, session: Session, rows: list[ImportedApplication]) -> dict[str, tuple[int, datetime | None]]:
        """Key of the row → its opening and when that was posted; only where exactly one fits."""
        if not self.companies:
            return {}
        by_url, by_job = self._by_url(session, rows), self._by_job(session, rows)
        found = {}
        for row in rows:
            fitting = by_url.get(row.form.url) or by_job.get(_job(row.form.company, row.form.title)) or {}
            if len(fitting) == 1:
                found[row.key] = next(iter(fitting.items()))
        return found

    def _by_url(self, session: Session, rows: list[ImportedApplication]) -> dict[str, dict[int, datetime | None]]:
        urls = sorted({row.form.url for row in rows if row.form.url})
        if not urls:
            return {}
        statement = text("""
            select p.url, p.apply_url, o.id, o.date_posted from job_posting p
            join opening o on o.id = p.opening_id join opening_match m on m.opening_id = o.id and m.user_id = :user
            where p.url = any(:urls) or p.apply_url = any(:urls)
        """)
        found: dict[str, dict[int, datetime | None]] = {}
        for row in session.execute(statement, {"user": self.user_id, "urls": urls}):
            for url in {row.url, row.apply_url} - {""}:
                found.setdefault(url, {})[row.id] = row.date_posted
        return found

    def _by_job(
        self, session: Session, rows: list[ImportedApplication]
    ) -> dict[tuple[str, str], dict[int, datetime | None]]:
        wanted = {canonical_company(row.form.company) for row in rows if row.form.company}
        names = [name for company in wanted for name in self.companies.get(company, ())]
        if not names:
            return {}
        statement = text("""
            select o.id, o.company, o.title, o.date_posted from opening o
            join opening_match m on m.opening_id = o.id and m.user_id = :user where o.company = any(:names)
        """)
        found: dict[tuple[str, str], dict[int, datetime | None]] = {}
        for row in session.execute(statement, {"user": self.user_id, "names": names}):
            found.setdefault(_job(row.company, row.title), {})[row.id] = row.date_posted
        return found
