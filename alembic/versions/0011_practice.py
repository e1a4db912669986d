"""Interview practice: sessions, answers, and the questions that come back.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def _json(name: str) -> sa.Column:
    return sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False)


def _head() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    ]


def upgrade() -> None:
    op.create_table(
        "practice_session",
        *_head(),
        _text("kind"),
        sa.Column("seconds", sa.Integer(), nullable=False),
        _json("questions"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "practice_answer",
        *_head(),
        sa.Column("session_id", sa.Integer(), nullable=False),
        _text("key"),
        _json("question"),
        _text("text"),
        sa.Column("seconds", sa.Integer(), nullable=False),
        _json("judgements"),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["practice_session.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("session_id", "key"),
    )
    op.create_table(
        "practice_card",
        *_head(),
        _text("key"),
        _json("question"),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_score", sa.SmallInteger(), nullable=True),
        sa.UniqueConstraint("application_id", "key"),
    )
    op.create_table(
        "practice_judging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        _text("state"),
        _text("error"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["answer_id"], ["practice_answer.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("user_id", "answer_id"):
        op.create_index(op.f(f"ix_practice_judging_{column}"), "practice_judging", [column], unique=False)
    op.create_index(
        "practice_judging_one_open",
        "practice_judging",
        ["answer_id"],
        unique=True,
        postgresql_where="state in ('queued', 'running')",
    )
    for table in ("practice_session", "practice_answer", "practice_card"):
        for column in ("user_id", "application_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    for table in ("practice_judging", "practice_card", "practice_answer", "practice_session"):
        op.drop_table(table)
