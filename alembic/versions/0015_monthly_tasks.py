"""Tasks that recur each month, and the date that a rhythm counts from.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reminder", sa.Column("monthly", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("reminder", sa.Column("repeats_from", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("reminder", "repeats_from")
    op.drop_column("reminder", "monthly")
