"""Interview practice: spoken answers, and judgements that wait for a model.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OPEN = "practice_judging_one_open"


def _text(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def _when(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _one_open(states: str) -> None:
    op.drop_index(OPEN, "practice_judging")
    op.create_index(OPEN, "practice_judging", ["answer_id"], unique=True, postgresql_where=f"state in ({states})")


def upgrade() -> None:
    op.create_table(
        "spoken_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        *map(_text, ("key", "media_type", "path", "text", "state", "error")),
        sa.Column("attempt", sa.Integer(), nullable=False),
        _when("due_at"),
        _when("created_at", nullable=False),
        _when("heartbeat_at"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session_id"], ["practice_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session_id", "key"),
    )
    for column in ("user_id", "application_id"):
        op.create_index(op.f(f"ix_spoken_answer_{column}"), "spoken_answer", [column], unique=False)
    op.add_column("practice_judging", _when("due_at"))
    _one_open("'queued', 'running', 'waiting'")


def downgrade() -> None:
    op.execute("update practice_judging set state = 'failed' where state = 'waiting'")
    _one_open("'queued', 'running'")
    op.drop_column("practice_judging", "due_at")
    op.drop_table("spoken_answer")
