"""The tracker: applications, what hangs on them, the log of changes, frozen records of what was sent.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

FREEZE = """
    create function submission_record_is_frozen() returns trigger language plpgsql as $$
    begin
        if to_jsonb(old) - 'undone_at' - 'application_id' is distinct from to_jsonb(new) - 'undone_at' - 'application_id' then
            raise exception 'a submission record never changes';
        end if;
        return new;
    end $$
"""
TRIGGER = """
    create trigger submission_record_is_frozen before update on submission_record
    for each row execute function submission_record_is_frozen()
"""


def upgrade() -> None:
    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('company', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channels', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('notes', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('last_touch_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_contact_user_id'), 'contact', ['user_id'], unique=False)
    op.create_table('feed_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('token_hash')
    )
    op.create_index(op.f('ix_feed_token_user_id'), 'feed_token', ['user_id'], unique=False)
    op.create_table('preference',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('data', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('user_id', 'name')
    )
    op.create_table('transfer_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('request', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('result', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('error', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('heartbeat_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_transfer_run_expires_at'), 'transfer_run', ['expires_at'], unique=False)
    op.create_index(op.f('ix_transfer_run_user_id'), 'transfer_run', ['user_id'], unique=False)
    op.create_table('user_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('summary', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('actor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('undoes_id', sa.Integer(), nullable=True),
    sa.Column('redo', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['undoes_id'], ['user_change.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_user_change_undoes_id'), 'user_change', ['undoes_id'], unique=False)
    op.create_index('user_change_recent', 'user_change', ['user_id', 'id'], unique=False)
    op.create_table('application',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('opening_id', sa.Integer(), nullable=True),
    sa.Column('resume_id', sa.Integer(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('company', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('position', sa.Numeric(), nullable=False),
    sa.Column('tags', sa.ARRAY(sa.Text()), server_default='{}', nullable=False),
    sa.Column('salary', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('snapshot', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('score', sa.SmallInteger(), nullable=True),
    sa.Column('ad_posted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stage_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('import_key', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['resume_id'], ['resume.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('user_id', 'import_key')
    )
    op.create_index('application_applied', 'application', ['user_id', 'applied_at'], unique=False)
    op.create_index('application_board', 'application', ['user_id', 'stage', 'position'], unique=False)
    op.create_index('application_of_opening', 'application', ['user_id', 'opening_id'], unique=True, postgresql_where=sa.text('deleted_at is null and opening_id is not null'))
    op.create_index(op.f('ix_application_opening_id'), 'application', ['opening_id'], unique=False)
    op.create_index(op.f('ix_application_resume_id'), 'application', ['resume_id'], unique=False)
    op.create_table('application_event',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('row_id', sa.Integer(), nullable=False),
    sa.Column('before', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('after', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.ForeignKeyConstraint(['change_id'], ['user_change.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('application_event_row', 'application_event', ['subject', 'row_id', 'id'], unique=False)
    op.create_index('application_event_timeline', 'application_event', ['application_id', 'id'], unique=False)
    op.create_index(op.f('ix_application_event_change_id'), 'application_event', ['change_id'], unique=False)
    op.create_table('application_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('relation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('application_id', 'contact_id')
    )
    op.create_index(op.f('ix_application_contact_application_id'), 'application_contact', ['application_id'], unique=False)
    op.create_index(op.f('ix_application_contact_contact_id'), 'application_contact', ['contact_id'], unique=False)
    op.create_index(op.f('ix_application_contact_user_id'), 'application_contact', ['user_id'], unique=False)
    op.create_table('application_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('series', sa.Integer(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_application_document_application_id'), 'application_document', ['application_id'], unique=False)
    op.create_index(op.f('ix_application_document_series'), 'application_document', ['series'], unique=False)
    op.create_index(op.f('ix_application_document_user_id'), 'application_document', ['user_id'], unique=False)
    op.create_table('application_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_application_note_application_id'), 'application_note', ['application_id'], unique=False)
    op.create_index(op.f('ix_application_note_user_id'), 'application_note', ['user_id'], unique=False)
    op.create_table('interview',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('time_zone', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('people', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('preparation_minutes', sa.Integer(), nullable=False),
    sa.Column('notes', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('interview_when', 'interview', ['user_id', 'starts_at'], unique=False)
    op.create_index(op.f('ix_interview_application_id'), 'interview', ['application_id'], unique=False)
    op.create_table('offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decide_by', sa.DateTime(timezone=True), nullable=True),
    sa.Column('terms', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_offer_application_id'), 'offer', ['application_id'], unique=False)
    op.create_index(op.f('ix_offer_user_id'), 'offer', ['user_id'], unique=False)
    op.create_table('stage_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_stage_entry_application_id'), 'stage_entry', ['application_id'], unique=False)
    op.create_index(op.f('ix_stage_entry_user_id'), 'stage_entry', ['user_id'], unique=False)
    op.create_table('submission_record',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('files', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_submission_record_application_id'), 'submission_record', ['application_id'], unique=False)
    op.create_index(op.f('ix_submission_record_change_id'), 'submission_record', ['change_id'], unique=False)
    op.create_index(op.f('ix_submission_record_user_id'), 'submission_record', ['user_id'], unique=False)
    op.create_table('reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.Column('interview_id', sa.Integer(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('notes', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('every_days', sa.Integer(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('announced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_reminder_application_id'), 'reminder', ['application_id'], unique=False)
    op.create_index(op.f('ix_reminder_interview_id'), 'reminder', ['interview_id'], unique=False)
    op.create_index('reminder_done', 'reminder', ['user_id', 'done_at'], unique=False, postgresql_where=sa.text('done_at is not null'))
    op.create_index('reminder_open', 'reminder', ['user_id', 'due_at'], unique=False, postgresql_where=sa.text('done_at is null'))
    op.create_index('reminder_to_announce', 'reminder', ['due_at'], unique=False, postgresql_where=sa.text('done_at is null and announced_at is null'))
    op.execute(FREEZE)
    op.execute(TRIGGER)


def downgrade() -> None:
    op.drop_index('reminder_to_announce', table_name='reminder', postgresql_where=sa.text('done_at is null and announced_at is null'))
    op.drop_index('reminder_open', table_name='reminder', postgresql_where=sa.text('done_at is null'))
    op.drop_index('reminder_done', table_name='reminder', postgresql_where=sa.text('done_at is not null'))
    op.drop_index(op.f('ix_reminder_interview_id'), table_name='reminder')
    op.drop_index(op.f('ix_reminder_application_id'), table_name='reminder')
    op.drop_table('reminder')
    op.drop_index(op.f('ix_submission_record_user_id'), table_name='submission_record')
    op.drop_index(op.f('ix_submission_record_change_id'), table_name='submission_record')
    op.drop_index(op.f('ix_submission_record_application_id'), table_name='submission_record')
    op.drop_table('submission_record')
    op.drop_index(op.f('ix_stage_entry_user_id'), table_name='stage_entry')
    op.drop_index(op.f('ix_stage_entry_application_id'), table_name='stage_entry')
    op.drop_table('stage_entry')
    op.drop_index(op.f('ix_offer_user_id'), table_name='offer')
    op.drop_index(op.f('ix_offer_application_id'), table_name='offer')
    op.drop_table('offer')
    op.drop_index(op.f('ix_interview_application_id'), table_name='interview')
    op.drop_index('interview_when', table_name='interview')
    op.drop_table('interview')
    op.drop_index(op.f('ix_application_note_user_id'), table_name='application_note')
    op.drop_index(op.f('ix_application_note_application_id'), table_name='application_note')
    op.drop_table('application_note')
    op.drop_index(op.f('ix_application_document_user_id'), table_name='application_document')
    op.drop_index(op.f('ix_application_document_series'), table_name='application_document')
    op.drop_index(op.f('ix_application_document_application_id'), table_name='application_document')
    op.drop_table('application_document')
    op.drop_index(op.f('ix_application_contact_user_id'), table_name='application_contact')
    op.drop_index(op.f('ix_application_contact_contact_id'), table_name='application_contact')
    op.drop_index(op.f('ix_application_contact_application_id'), table_name='application_contact')
    op.drop_table('application_contact')
    op.drop_index(op.f('ix_application_event_change_id'), table_name='application_event')
    op.drop_index('application_event_timeline', table_name='application_event')
    op.drop_index('application_event_row', table_name='application_event')
    op.drop_table('application_event')
    op.drop_index(op.f('ix_application_resume_id'), table_name='application')
    op.drop_index(op.f('ix_application_opening_id'), table_name='application')
    op.drop_index('application_of_opening', table_name='application', postgresql_where=sa.text('deleted_at is null and opening_id is not null'))
    op.drop_index('application_board', table_name='application')
    op.drop_index('application_applied', table_name='application')
    op.drop_table('application')
    op.drop_index('user_change_recent', table_name='user_change')
    op.drop_index(op.f('ix_user_change_undoes_id'), table_name='user_change')
    op.drop_table('user_change')
    op.drop_index(op.f('ix_transfer_run_user_id'), table_name='transfer_run')
    op.drop_index(op.f('ix_transfer_run_expires_at'), table_name='transfer_run')
    op.drop_table('transfer_run')
    op.drop_table('preference')
    op.drop_index(op.f('ix_feed_token_user_id'), table_name='feed_token')
    op.drop_table('feed_token')
    op.drop_index(op.f('ix_contact_user_id'), table_name='contact')
    op.drop_table('contact')
    op.execute("drop function submission_record_is_frozen()")
