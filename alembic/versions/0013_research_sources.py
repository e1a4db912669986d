"""Texts on employers that were pasted; when a question comes back follows from its answers.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "research_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        *map(_text, ("name", "url", "body")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("user_id", "application_id"):
        op.create_index(op.f(f"ix_research_source_{column}"), "research_source", [column], unique=False)
    op.execute("delete from practice_card where key not like 'own:%'")
    op.drop_column("practice_card", "due_at")
    op.drop_column("practice_card", "last_score")


def downgrade() -> None:
    op.add_column("practice_card", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("practice_card", sa.Column("last_score", sa.SmallInteger(), nullable=True))
    op.drop_table("research_source")
