"""The claim ledger: achievements and what a person stated.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def text(name: str) -> sa.Column:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False)


def texts(name: str) -> sa.Column:
    return sa.Column(name, postgresql.ARRAY(sa.Text()), server_default='{}', nullable=False)


def whose() -> list[sa.Column]:
    return [
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
    ]


def kept() -> list[sa.Column]:
    return [
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    ]


def upgrade() -> None:
    op.create_table(
        'achievement',
        *whose(),
        *map(text, ('title', 'situation', 'task', 'action', 'result')),
        texts('skills'),
        *map(text, ('start_date', 'end_date', 'employer', 'position')),
        *kept(),
    )
    op.create_index(op.f('ix_achievement_user_id'), 'achievement', ['user_id'])
    op.create_table(
        'stated_fact',
        *whose(),
        *map(text, ('text', 'source', 'sentence', 'document')),
        texts('reasons'),
        *kept(),
    )
    op.create_index(op.f('ix_stated_fact_user_id'), 'stated_fact', ['user_id'])


def downgrade() -> None:
    op.drop_table('stated_fact')
    op.drop_table('achievement')
