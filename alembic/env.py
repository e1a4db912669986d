"""How Alembic reaches the database: the URL from our settings, the tables from `career_copilot.models`."""

from sqlalchemy import NullPool, create_engine
from sqlmodel import SQLModel

from alembic import context
from career_copilot import models  # noqa: F401  the tables register themselves
from career_copilot.config import settings
from career_copilot.db import sqlalchemy_url

if context.is_offline_mode():
    raise SystemExit("Migrations run against a database, set DATABASE_URL; there is no offline mode.")
engine = create_engine(sqlalchemy_url(settings().database_url), poolclass=NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
