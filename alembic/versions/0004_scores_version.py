"""With which version of the formula a person's whole feed was scored.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("scores_version", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("user_account", "scores_version")
