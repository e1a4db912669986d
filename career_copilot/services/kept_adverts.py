"""The ad that is kept with an application: a board's, as it stood at one moment, or what the person entered of it."""

from datetime import datetime

from career_copilot.domain.posting import Place, Salary
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.job_boards import BOARDS
from career_copilot.models.tracker import Application
from career_copilot.services.opening_values import OpeningView


def snapshot(view: OpeningView, now: datetime) -> AdvertSnapshot:
    """The opening as it is now, to be kept."""
    return AdvertSnapshot(
        title=view.row.title,
        company=view.row.company,
        places=view.row.places,
        workplace=view.row.workplace,
        salary=view.row.salary,
        date_posted=view.row.date_posted,
        text=view.text,
        links=list(dict.fromkeys(posting.apply_url or posting.url for posting in view.postings)),
        boards=[BOARDS[name].label for name in view.row.job_boards if name in BOARDS],
        taken_at=now,
    )


def of(row: Application) -> AdvertSnapshot | None:
    """What is kept with the application of the ad."""
    return AdvertSnapshot.model_validate(row.snapshot) if row.snapshot is not None else None


def is_entered(row: Application) -> bool:
    """Whether all that is known of the ad is what the person enters; a board's own words are not theirs to change."""
    advert = of(row)
    return row.opening_id is None and not (advert and advert.boards)


def entered(row: Application, text: str, now: datetime) -> AdvertSnapshot:
    """The ad as the person entered it, of which no board tells."""
    return AdvertSnapshot(
        title=row.title,
        company=row.company,
        places=[Place(text=row.place)] if row.place else [],
        salary=Salary.model_validate(row.salary) if row.salary else None,
        date_posted=row.ad_posted_at,
        text=text,
        links=[row.url] if row.url else [],
        taken_at=now,
    )
