"""Every task: a few lines that call one service and queue what follows. A task's name is its function's."""

from datetime import UTC, datetime
from typing import Any

from career_copilot.services import (
    account_openings,
    accounts,
    application_documents,
    applications,
    ats_checks,
    bulk,
    exports,
    generation_runs,
    generations,
    import_running,
    matches,
    model_calls,
    model_connections,
    model_trial,
    practice_judging,
    reminders,
    renewing,
    resumes,
    runs,
    spoken_answers,
    transfers,
)
from career_copilot.services import ingest as ingesting
from career_copilot.worker import celery


@celery.task(name="ping")
def ping() -> None:
    """Do nothing; what is measured is that a worker takes it."""


@celery.task(name="read_resume")
def read_resume(resume_id: int) -> None:
    """Read an uploaded résumé; when it is the one used for matching, its owner's openings are scored again."""
    if (user_id := resumes.read(resume_id, datetime.now(UTC))) is not None:
        queue_scoring(user_id)


@celery.task(name="ingest")
def ingest(run_id: int) -> None:
    """Read the source of one run, then score what it lists. Without a free slot the run stays queued."""
    with ingesting.slot() as free:
        if not free:
            return
        source_id = ingesting.run(run_id, datetime.now(UTC))
    if source_id is not None:
        celery.send_task("score_source", args=[source_id])
    if (waiting := ingesting.next_queued()) is not None:
        ingest.delay(waiting)


@celery.task(name="ingest_due")
def ingest_due() -> None:
    """Every half minute: read the sources whose time has come."""
    for run_id in ingesting.due(datetime.now(UTC)):
        ingest.delay(run_id)


@celery.task(name="take_up_stalled")
def take_up_stalled() -> None:
    """Every quarter minute: what a killed worker left is taken up."""
    for run_id in runs.take_up_stalled():
        ingest.delay(run_id)
    for resume_id in resumes.stalled(datetime.now(UTC)):
        read_resume.delay(resume_id)
    for run_id in bulk.take_up_stalled():
        change_many.delay(run_id)
    for run_id in transfers.take_up_stalled("import", "export"):
        run_transfer.delay(run_id)
    for generation_id in generation_runs.take_up():
        generate.delay(generation_id)
    for run_id in practice_judging.take_up():
        judge_answer.delay(run_id)
    for run_id in spoken_answers.take_up():
        hear_answer.delay(run_id)


@celery.task(name="generate")
def generate(generation_id: int) -> None:
    """Have a model write a draft, into every open tab."""
    generations.run(generation_id)


@celery.task(name="judge_answer")
def judge_answer(run_id: int) -> None:
    """Have a model judge an answer that was practised."""
    practice_judging.run(run_id)


@celery.task(name="hear_answer")
def hear_answer(spoken_id: int) -> None:
    """Make text of an answer that was spoken."""
    spoken_answers.run(spoken_id)


@celery.task(name="check_resume")
def check_resume(user_id: int, kind: str, number: int, look: dict[str, Any], photo: bool) -> None:
    """Make a résumé's documents in a template and tell what programs read of them."""
    ats_checks.check(user_id, kind, number, look, photo, datetime.now(UTC))


@celery.task(name="change_many")
def change_many(run_id: int) -> None:
    """Change many applications, a batch at a time, as one change."""
    bulk.run(run_id, datetime.now(UTC))


@celery.task(name="run_transfer")
def run_transfer(run_id: int) -> None:
    """An import or an export."""
    claimed = transfers.claim(run_id)
    if claimed is None:
        return
    now = datetime.now(UTC)
    if claimed.run.kind == exports.KIND:
        exports.run(claimed, now)
    elif import_running.run(claimed, now):
        queue_scoring(claimed.run.user_id)


@celery.task(name="forget_transfers")
def forget_transfers() -> None:
    """Every hour: files of imports and exports that are a day old; and openings kept from an archive are looked for."""
    transfers.forget_expired(datetime.now(UTC))
    account_openings.find_kept(datetime.now(UTC))


@celery.task(name="score_user")
def score_user(user_id: int, ticket: int) -> None:
    """After a change of profile or wishes: score the person's whole feed. Of a burst of changes only the last scores."""
    if not matches.superseded(user_id, ticket):
        matches.rescore(user_id, datetime.now(UTC))


def queue_scoring(user_id: int) -> None:
    """Have the person's whole feed scored, once for all requests that are still waiting."""
    celery.send_task("score_user", args=[user_id, matches.ticket(user_id)])


@celery.task(name="score_source")
def score_source(source_id: int) -> None:
    """After an ingest: score what the source lists for everybody who follows it."""
    matches.rescore_source(source_id, datetime.now(UTC))


@celery.task(name="renew")
def renew(after: int = 0) -> None:
    """When a worker starts, and every hour: what an older version prepared is prepared anew, part by part; then the feeds
    that it scored are scored again."""
    last = renewing.renew(after, datetime.now(UTC))
    if last is not None:
        celery.send_task("renew", args=[last])
        return
    for user_id in matches.outdated():
        queue_scoring(user_id)


@celery.task(name="announce_due")
def announce_due() -> None:
    """Every half minute: tell people what they wanted to be reminded of."""
    reminders.announce(datetime.now(UTC))


@celery.task(name="forget_expired")
def forget_expired() -> None:
    """Every hour: old login sessions and one-time links, applications that were deleted a month ago, models' old answers."""
    accounts.forget_expired(datetime.now(UTC))
    model_calls.forget_answers(datetime.now(UTC))
    applications.forget_deleted(datetime.now(UTC))


@celery.task(name="check_models")
def check_models(user_id: int, installation: bool) -> None:
    """Ask an endpoint which models it has."""
    model_connections.check(user_id, installation, datetime.now(UTC))


@celery.task(name="try_model")
def try_model(user_id: int) -> None:
    """Ask the person's model something small."""
    model_trial.run(user_id)


@celery.task(name="forget_files")
def forget_files() -> None:
    """Every hour: recordings that are a day old, and files that nothing names any more."""
    spoken_answers.forget_old(datetime.now(UTC))
    application_documents.forget_files(datetime.now(UTC))
