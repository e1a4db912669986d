"""Remote and hybrid openings are found by these words; new ones get them when they are read (domain/workplace.py).

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORDS = {"remote": "remote Homeoffice télétravail teletrabajo remoto", "hybrid": "hybrid hybride híbrido"}


def upgrade() -> None:
    """A word that an ad holds already stands there twice, which changes nothing."""
    accents = op.get_bind().scalar(sa.text("select true from pg_extension where extname = 'unaccent'"))
    words = "unaccent(:words)" if accents else ":words"
    for workplace, more in WORDS.items():
        statement = sa.text(
            f"update opening set search = search || setweight(to_tsvector(search_config::regconfig, {words}), 'C') "
            "where workplace = :workplace and search is not null"
        )
        op.execute(statement.bindparams(words=more, workplace=workplace))


def downgrade() -> None:
    """The words stay: an older version finds more by them, and they leave with the next reading of an edited ad."""
