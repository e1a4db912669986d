"""The Celery application and its schedule, configured when first used: importing it needs no environment."""

import time
from typing import Any

from celery import Celery
from celery.schedules import schedule
from celery.signals import heartbeat_sent, worker_ready

from career_copilot import live
from career_copilot.config import settings


class Configuration:
    """Read by Celery at first use, not at import."""

    @property
    def broker_url(self) -> str:
        return settings().redis_url

    result_backend = None  # what a task achieved is in the database, and tabs hear of it through `live`
    task_ignore_result = True
    task_default_queue = "default"
    task_routes = {
        "ingest*": {"queue": "ingest"},
        "read_resume": {"queue": "documents"},
        "run_transfer": {"queue": "documents"},
    }
    task_acks_late = True  # tasks are idempotent: after a kill they run again
    task_reject_on_worker_lost = True
    worker_prefetch_multiplier = 1
    worker_hijack_root_logger = False
    worker_send_task_events = False
    broker_connection_retry_on_startup = True
    timezone = "UTC"
    beat_max_loop_interval = 5
    redbeat_lock_timeout = 25
    redbeat_key_prefix = "career-copilot:beat:"

    @property
    def redbeat_redis_url(self) -> str:
        return settings().redis_url

    beat_schedule = {
        "read what is due": {"task": "ingest_due", "schedule": schedule(30)},
        "announce what is due": {"task": "announce_due", "schedule": schedule(30)},
        "take up what a killed worker left": {"task": "take_up_stalled", "schedule": schedule(15)},
        "renew what an older version made": {"task": "renew", "schedule": schedule(3600)},
        "forget old transfers": {"task": "forget_transfers", "schedule": schedule(3600)},
        "forget old logins and links": {"task": "forget_expired", "schedule": schedule(3600)},
        "forget files that nothing names": {"task": "forget_files", "schedule": schedule(3600)},
    }


celery = Celery("career_copilot", include=["career_copilot.tasks"])
celery.config_from_object(Configuration())


def _say_alive(**_: Any) -> None:
    """Every two seconds: `/_health` asks whether any worker is running."""
    live.client().set(live.WORKER_HEARTBEAT, time.time(), ex=60)


def _renew(**_: Any) -> None:
    """This may be the first start after an upgrade."""
    celery.send_task("renew")


worker_ready.connect(_renew)
for moment in (worker_ready, heartbeat_sent):
    moment.connect(_say_alive)
