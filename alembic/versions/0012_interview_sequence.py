"""The version of an interview is the SEQUENCE of its calendar entry: it goes up also when a change is undone.

Revision ID: 0012
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("interview", "sequence")


def downgrade() -> None:
    op.add_column("interview", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
