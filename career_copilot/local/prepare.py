"""What is done to the database between its start and ours, in a process of its own so that the supervisor stays small:
create it, migrate it, forget what killed processes left, and make the first administrator's link.

Prints one JSON object: `{"dump": path or null, "first_admin": address or null}`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from career_copilot import live
from career_copilot.config import Settings, settings
from career_copilot.errors import CareerCopilotError
from career_copilot.local import migrations, postgres
from career_copilot.worker import Configuration


def prepare(chosen: Settings, *, own_database: bool, own_redis: bool, now: datetime) -> dict[str, str | None]:
    """With `own_database` the database is the embedded one and is created if needed; with `own_redis` no other beat
    can be running, so a lock that is still there is a dead one's."""
    if own_database:
        postgres.create_database(Path(chosen.data))
    saved = migrations.upgrade(chosen.database_url, chosen.data / "dumps", now)
    if own_redis:
        _forget_the_dead(chosen.redis_url)
    link = None
    if not chosen.loopback or chosen.public_url:
        from career_copilot.services import one_time_links

        link = one_time_links.first_admin_link(now)
    return {"dump": str(saved) if saved else None, "first_admin": link}


def _forget_the_dead(url: str) -> None:
    """The lock of a killed schedule, for which the next would wait half a minute, and a killed worker's sign of life."""
    import redis

    with redis.Redis.from_url(url) as client:
        client.delete(f"{Configuration.redbeat_key_prefix}:lock", live.WORKER_HEARTBEAT)


if __name__ == "__main__":
    try:
        done = prepare(
            settings(), own_database="database" in sys.argv, own_redis="redis" in sys.argv, now=datetime.now(UTC)
        )
    except CareerCopilotError as problem:
        sys.exit(str(problem))
    print(json.dumps(done))
