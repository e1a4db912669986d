"""The Celery application of beat: the worker's configuration without its tasks, which beat only names. Saves their imports."""

from celery import Celery

from career_copilot.worker import Configuration

celery = Celery("career_copilot")
celery.config_from_object(Configuration())
