"""A record of what was sent stays that of its application while the adding of this is undone.

Revision ID: 0017
Revises: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
NAME, TABLE, COLUMN = "submission_record_application_id_fkey", "submission_record", ["application_id"]
GIVE_BACK = """
    update submission_record r set application_id = e.application_id from (
        select change_id, min(application_id) as application_id from application_event
        where application_id is not null group by change_id having count(distinct application_id) = 1
    ) e where e.change_id = r.change_id and r.application_id is null
"""


def upgrade() -> None:
    op.drop_constraint(NAME, TABLE, type_="foreignkey")
    op.execute(GIVE_BACK)  # to those that lost theirs, where the log names just one


def downgrade() -> None:
    op.execute("""
        update submission_record r set application_id = null
        where not exists (select 1 from application a where a.id = r.application_id)
    """)
    op.create_foreign_key(NAME, TABLE, "application", COLUMN, ["id"], ondelete="SET NULL")
