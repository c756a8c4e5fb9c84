"""Alembic's way in: it runs the steps on the connection that `migrate` hands over."""

from alembic import context

from queue_server.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
