"""The long texts of postings are stored uncompressed: compressing them cost a quarter of Postgres's time in a reading, and
what a reading compares was decompressed each time. It takes about twice the space: some 13 kB more an opening.

Rows that are there stay as they are until they are written again.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LONG = (
    ("opening_text", "html"), ("opening_text", "text"), ("opening_text", "requirements"), ("job_posting", "data"),
)  # fmt: skip


def upgrade() -> None:
    for table, column in LONG:
        op.execute(f"alter table {table} alter column {column} set storage external")


def downgrade() -> None:
    for table, column in LONG:
        op.execute(f"alter table {table} alter column {column} set storage extended")
