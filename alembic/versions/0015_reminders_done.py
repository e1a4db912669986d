"""An index that counts the reminders done in a time, for weekly goals.

Revision ID: 0015
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    done = sa.text("done_at is not null")
    op.create_index("reminder_done", "reminder", ["user_id", "done_at"], postgresql_where=done)


def downgrade() -> None:
    op.drop_index("reminder_done", table_name="reminder")
