"""A real Dask cluster of two worker processes, sharing a real S3 server of moto's. Loopback only."""

import hashlib
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

import tiny_recipes
from tiny_recipes import FILES, Inline, plan_of, tiny
from vmuseum.engine.cluster import connected
from vmuseum.engine.failures import ClusterError, StoreUnreachableError
from vmuseum.engine.folder_store import FolderStore
from vmuseum.engine.masters import share_masters
from vmuseum.engine.object_store import ObjectStore
from vmuseum.engine.run import BuildError, run
from vmuseum.engine.store import StoreDamagedError, StorePlace, open_store
from vmuseum.progress import Silent

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytest.importorskip("obstore")
moto = pytest.importorskip("moto.server")

pytestmark = [pytest.mark.filterwarnings("default"), pytest.mark.xdist_group("cluster")]
MASTER = b"a master" * 1000
DIGEST = hashlib.sha256(MASTER).hexdigest()


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory):
    """Keys for the store and a cache folder, as the environment of this process and of workers started from it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-the-test")
        patch.setenv("VMUSEUM_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("AWS_ENDPOINT_URL", raising=False)
        yield


@pytest.fixture(scope="module")
def endpoint(surroundings):
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    urllib.request.urlopen(urllib.request.Request(f"{address}/museum", method="PUT")).close()
    yield address
    server.stop()


@pytest.fixture(scope="module")
def scheduler(surroundings):
    """The address of a scheduler with two workers of one thread; they know the recipes of the tests."""
    config = {"distributed.scheduler.allowed-failures": 1, "distributed.comm.timeouts.connect": "10s"}
    with (
        dask.config.set(config),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
        ) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture
def place(endpoint, request):
    name = hashlib.sha256(request.node.name.encode()).hexdigest()[:8]
    return StorePlace(f"s3://museum/{name}", endpoint, "us-east-1")


@contextmanager
def crew(address, place):
    """A cluster whose workers know the recipes of the tests."""
    cluster = connected(address, place)
    plain = cluster.submit
    cluster.submit = lambda fn, *args: plain(tiny_recipes.call, fn, *args)
    try:
        yield cluster
    finally:
        cluster.shutdown()


def some_tasks():
    ones = [tiny(f"one-{n}", masters=[("a.glb", DIGEST, len(MASTER))]) for n in range(3)]
    twos = [tiny(f"two-{n}", after=(one,), recipe=FILES) for n, one in enumerate(ones)]
    return plan_of(*ones, *twos)


def museum_folder(folder):
    (folder / "a.glb").write_bytes(MASTER)
    return {"": folder}


def test_two_workers_and_a_shared_store_give_the_bytes_of_one_process(tmp_path, scheduler, place):
    folders = museum_folder(tmp_path)
    plan = some_tasks()
    alone = FolderStore(tmp_path / "alone")
    run(plan, alone, Silent(), executor=Inline(), folders=folders)
    shared = open_store(place)
    with shared.building(), crew(scheduler, place) as cluster:
        assert cluster.width == 2
        share_masters(plan.tasks, shared, folders)
        results = run(plan, shared, Silent(), executor=cluster, folders=None, width=cluster.width)
    assert len(results.ran) == 6
    for task in plan.tasks:
        mine = alone.result(task.key)
        assert results.by_key[task.key] == mine
        for name, blob in mine.files.items():
            assert open_store(place).path(blob.digest).read_bytes() == alone.get(blob.digest), name
    again = run(plan, open_store(place), Silent(), executor=Inline(), folders=None)
    assert again.ran == ()


def test_a_task_that_kills_its_worker_fails_alone(tmp_path, scheduler, place):
    bad, good = tiny("bad", act="kill", line=14), tiny("good")
    with crew(scheduler, place) as cluster, pytest.raises(BuildError) as raised:
        run(plan_of(bad, good), open_store(place), Silent(), executor=cluster, folders=None, width=2)
    assert [(p.code, p.span.line) for p in raised.value.problems] == [("task-crashed", 14)]
    assert open_store(place).result(good.key) is not None


def test_a_refusal_comes_back_from_a_worker_as_it_is(scheduler, place):
    with crew(scheduler, place) as cluster, pytest.raises(BuildError) as raised:
        run(plan_of(tiny("x", act="refuse")), open_store(place), Silent(), executor=cluster, folders=None)
    assert raised.value.problems[0].code == "mesh-empty"


def test_workers_that_do_not_see_the_store_are_told_at_once(tmp_path, scheduler, endpoint):
    with pytest.raises(StoreUnreachableError) as raised:
        connected(scheduler, StorePlace("s3://no-such-bucket/x", endpoint, "us-east-1"))
    assert raised.value.args_by_name["reason"] == "NoSuchBucket"
    assert "secret-of-the-test" not in str(raised.value)


def test_a_folder_that_workers_see_may_be_the_store(tmp_path, scheduler):
    folders = museum_folder(tmp_path)
    store = FolderStore(tmp_path / "store")
    plan = some_tasks()
    with crew(scheduler, store.place) as cluster:
        share_masters(plan.tasks, store, folders)
        assert len(run(plan, store, Silent(), executor=cluster, folders=None, width=2).ran) == 6


def test_a_scheduler_that_is_not_there_is_told_with_its_address(tmp_path, surroundings, monkeypatch):
    monkeypatch.setattr("vmuseum.engine.cluster.CONNECT_S", 0.3)
    with pytest.raises(ClusterError) as raised:
        connected("tcp://127.0.0.1:9", FolderStore(tmp_path).place)
    assert raised.value.code == "cluster-unreachable"
    assert raised.value.args_by_name["address"] == "tcp://127.0.0.1:9"


def test_a_blob_that_is_damaged_in_the_bucket_is_refused_and_removed(place):
    store = open_store(place)
    blob = store.put(b"whole")
    store.cache.drop(blob.digest)
    store.remote.put(f"blobs/{blob.digest[:2]}/{blob.digest}", b"torn!")
    with pytest.raises(StoreDamagedError):
        store.get(blob.digest)
    assert list(open_store(place).blobs()) == []


def test_a_damaged_copy_on_this_machine_is_fetched_again(place):
    store = open_store(place)
    blob = store.put(b"whole")
    store.cache.path(blob.digest).write_bytes(b"torn!")
    assert store.get(blob.digest) == b"whole"
    store.cache.path(blob.digest).write_bytes(b"torn!")
    assert store.verified(blob.digest).read_bytes() == b"whole"


def test_a_result_without_its_blob_counts_as_missing(place):
    task = tiny("one")
    run(plan_of(task), open_store(place), Silent(), executor=Inline(), folders=None)
    store = open_store(place)
    found = store.result(task.key)
    store.drop(found.files["out.bin"].digest)
    assert open_store(place).result(task.key) is None


def test_the_cache_of_a_machine_may_be_deleted(place, tmp_path):
    task = tiny("one")
    made = run(plan_of(task), open_store(place), Silent(), executor=Inline(), folders=None)
    other = ObjectStore(place, tmp_path / "other-machine")
    assert other.result(task.key) == made.by_key[task.key]
    assert Path(other.path(made.by_key[task.key].files["out.bin"].digest)).stat().st_size == 64_000
    assert list((tmp_path / "other-machine" / "tmp").iterdir()) == []
