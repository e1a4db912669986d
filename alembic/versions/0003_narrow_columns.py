"""Narrow columns that the Jobs list filters by, computed by the database from the wide ones; and what arrived lately.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FILTERED_BEFORE = [
    "workplace", "seniority", "language", "salary_maximum_eur", "date_posted", "created_at",
    "employment_types", "countries", "remote_regions", "job_boards",
]  # fmt: skip
FILTERED = [
    "facts", "salary_maximum_eur", "latitude", "longitude", "several_places", "date_posted", "created_at",
    "language", "countries", "remote_regions", "job_boards",
]  # fmt: skip
WORKPLACES = ["remote", "hybrid", "on_site", "unknown"]
SENIORITIES = ["intern", "entry", "mid", "senior", "lead", "director", "executive", "unknown"]
EMPLOYMENT_TYPES = ["FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "OTHER"]


def _facts() -> str:
    parts = []
    for column, values, first in (("workplace", WORKPLACES, 0), ("seniority", SENIORITIES, 4)):
        cases = " ".join(f"when '{value}' then {1 << first + place}" for place, value in enumerate(values))
        parts.append(f"case {column} {cases} else 0 end")
    for place, value in enumerate(EMPLOYMENT_TYPES):
        parts.append(f"case when '{value}' = any(employment_types) then {1 << 12 + place} else 0 end")
    return " + ".join(parts)


COLUMNS = {
    "facts": (sa.Integer(), _facts()),
    "latitude": (sa.Double(), "(places->0->>'latitude')::double precision"),
    "longitude": (sa.Double(), "(places->0->>'longitude')::double precision"),
    "several_places": (sa.Boolean(), "jsonb_array_length(places) > 1"),
    "headline": (postgresql.TSVECTOR(), "ts_filter(search, '{a,b,c}')"),
}


def upgrade() -> None:
    op.drop_index("opening_facts", table_name="opening")
    for name, (kind, sql) in COLUMNS.items():
        op.add_column("opening", sa.Column(name, kind, sa.Computed(sql, persisted=True), nullable=True))
    op.create_index("opening_facts", "opening", ["id"], postgresql_include=FILTERED)
    op.create_index("opening_boards", "opening", ["job_boards"], postgresql_using="gin")
    op.create_index("opening_several_places", "opening", ["id"], postgresql_where="several_places")
    op.create_index("opening_match_arrived", "opening_match", ["user_id", "created_at"])


def downgrade() -> None:
    op.drop_index("opening_match_arrived", table_name="opening_match")
    op.drop_index("opening_several_places", table_name="opening")
    op.drop_index("opening_boards", table_name="opening")
    op.drop_index("opening_facts", table_name="opening")
    for name in COLUMNS:
        op.drop_column("opening", name)
    op.create_index("opening_facts", "opening", ["id"], postgresql_include=FILTERED_BEFORE)
