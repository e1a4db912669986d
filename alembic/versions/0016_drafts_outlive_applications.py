"""A draft stays when the adding of its application is undone.

Revision ID: 0016
Revises: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
NAME, COLUMN = "draft_application_id_fkey", ["application_id"]


def upgrade() -> None:
    op.drop_constraint(NAME, "draft", type_="foreignkey")
    op.create_foreign_key(NAME, "draft", "application", COLUMN, ["id"], ondelete="SET NULL")


def downgrade() -> None:
    op.drop_constraint(NAME, "draft", type_="foreignkey")
    op.create_foreign_key(NAME, "draft", "application", COLUMN, ["id"], ondelete="CASCADE")
