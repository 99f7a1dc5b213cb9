"""The embedded PostgreSQL: one cluster per VAR_DIR, and none left over from a deleted one."""

import shutil

import psycopg
import pytest

from welfare.database.cluster import OWNER, Cluster


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path / "var" / "pg", durable=False)
    yield made
    made.stop()
    shutil.rmtree(made.data, ignore_errors=True)
    shutil.rmtree(made.data.with_name(f"{made.data.name}.old"), ignore_errors=True)


def ask(cluster, words):
    place = {"host": str(cluster.sockets), "user": OWNER, "dbname": "postgres"}
    with psycopg.connect(**place, autocommit=True) as connection:
        return connection.execute(words).fetchone()


def make_mark(cluster):
    with psycopg.connect(
        host=str(cluster.sockets), user=OWNER, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("CREATE TABLE mark (id int)")


def has_mark(cluster):
    return ask(cluster, "SELECT to_regclass('mark') IS NOT NULL")[0]


def test_a_cluster_keeps_its_data_over_a_restart(cluster):
    cluster.ensure()
    make_mark(cluster)
    assert cluster.stop()
    cluster.ensure()
    assert has_mark(cluster)


def test_a_new_copy_at_the_path_of_a_deleted_one_starts_empty(cluster):
    cluster.ensure()
    make_mark(cluster)
    shutil.rmtree(cluster.wanted.parent)  # the server may still run when someone deletes a copy
    again = Cluster(cluster.wanted, durable=False)
    again.ensure()
    assert not has_mark(again)
