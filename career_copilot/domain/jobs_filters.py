"""The Jobs page's form and its address: what was typed becomes a `JobsQuery`, and what is on becomes words."""

from career_copilot.domain import money
from career_copilot.domain.jobs_query import LISTS, JobsQuery, from_parameters
from career_copilot.domain.language_names import language_name
from career_copilot.domain.opening_words import EMPLOYMENT_TYPES, SENIORITIES, WORKPLACES

NO_AMOUNT = "?"  # cannot be read, and is named so
FLAGS = ("unstated", "closed")


def from_form(form: dict[str, object]) -> tuple[JobsQuery, list[str]]:
    """Fields `workplace.remote` are ticked boxes; what cannot be read is named in the second value."""
    parameters: dict[str, str] = {}
    for name, value in form.items():
        whole, _, part = str(name).partition(".")
        if whole in LISTS:
            if part and value not in (False, "", None):
                parameters[whole] = ",".join(filter(None, (parameters.get(whole, ""), part)))
        elif whole in JobsQuery.model_fields and whole not in FLAGS:
            parameters[whole] = str(value).strip()
    parameters |= {flag: "true" if form.get(flag) not in (False, "", None) else "false" for flag in FLAGS}
    if typed := parameters.get("salary"):
        parameters["salary"] = str(money.typed(typed) or NO_AMOUNT)
    return from_parameters(parameters)


def active(query: JobsQuery, boards: dict[str, str]) -> list[tuple[str, str]]:
    """The filters that are on: (words, query string without it). `boards`: what each job board is called."""
    found: list[tuple[str, str]] = []

    def add(words: str, **without: object) -> None:
        found.append((words, query.parameters(**without)))

    if query.q:
        add(f"“{query.q}”", q="")
    if query.place:
        add(f"{query.place} + {query.radius} km" if query.radius != 50 else query.place, place="", radius=50)
    for name, words in (("workplace", WORKPLACES), ("employment", EMPLOYMENT_TYPES), ("seniority", SENIORITIES)):
        chosen = getattr(query, name)
        for value in chosen:
            add(words.get(value, str(value)), **{name: [str(other) for other in chosen if other != value]})
    if query.salary:
        stated = "" if query.unstated else ", stated"
        add(f"≥ {query.salary:,} {query.currency} {money.PERIODS[query.period]}{stated}", salary=None, unstated=True)
    if query.days:
        add(f"Last {query.days} days" if query.days > 1 else "Last 24 hours", days=None)
    for board in query.board:
        add(boards.get(board, board), board=[other for other in query.board if other != board])
    if query.language:
        add(f"Ads in {language_name(query.language)}", language="")
    if query.score:
        add(f"Score ≥ {query.score}", score=None)
    if query.closed:
        add("With closed", closed=False)
    return found


def cleared(query: JobsQuery) -> str:
    """The query string of the same view and order without any filter."""
    return JobsQuery(view=query.view, sort=query.sort).parameters()
