"""The first shape: hospital, people and machines, queue, history."""

from alembic import op

from queue_server.store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    metadata.drop_all(op.get_bind())
