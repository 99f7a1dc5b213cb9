"""gunicorn's settings for the demo: what was started is stopped with it."""

from typing import Any

from welfare.database.engine.base import cluster

worker_class = "gthread"
preload_app = True
graceful_timeout = 5
# A worker gives way to a fresh one before what hundreds of tables leave behind in it adds up.
max_requests, max_requests_jitter = 800, 200
# Its socket would lie in the home folder, outside VAR_DIR, and nobody here speaks to it.
control_socket_disable = True


def on_exit(server: Any) -> None:
    """Stop the embedded PostgreSQL when the last process of the server has ended."""
    cluster().stop()
