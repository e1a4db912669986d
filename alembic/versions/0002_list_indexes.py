"""Indexes that answer the Jobs list without reading wide rows.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FILTERED = [
    "workplace", "seniority", "language", "salary_maximum_eur", "date_posted", "created_at",
    "employment_types", "countries", "remote_regions", "job_boards",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index("opening_match_rank", table_name="opening_match")
    best = [sa.text("score desc nulls last"), sa.text("opening_id desc")]
    op.create_index("opening_match_rank", "opening_match", ["user_id", "blocked", *best])
    op.create_index("opening_closed", "opening", ["id"], postgresql_where="state = 'closed'")
    op.create_index("opening_facts", "opening", ["id"], postgresql_include=FILTERED)


def downgrade() -> None:
    op.drop_index("opening_facts", table_name="opening")
    op.drop_index("opening_closed", table_name="opening")
    op.drop_index("opening_match_rank", table_name="opening_match")
    op.create_index("opening_match_rank", "opening_match", ["user_id", "blocked", "score", "opening_id"])
