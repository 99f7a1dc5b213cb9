"""Several people at once, each with a connection of his own."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(jobs):
    """Run each job on a thread with a connection of its own."""

    def one(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, jobs))
