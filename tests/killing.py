"""Kill builds of one folder at chosen moments and let the next build finish: a program of its own, run by test_resume.

`python killing.py FOLDER engine|museum EVERY`. It builds undisturbed once and counts every step that touches the disk
(each `open`, rename, link, mkdir, unlink below FOLDER, as Python's audit hooks tell of them). Then, for each EVERYth
step and each around a rename, a child builds and kills itself with SIGKILL just before that step, and another child
builds again. At the end a few children are killed by the system in the middle of a write (RLIMIT_FSIZE). One JSON line
says what was seen.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import sys
import traceback
from functools import partial
from pathlib import Path
from textwrap import dedent

from small_museum import FILES as FILES_OF_MUSEUM
from tiny_recipes import FILES, Inline, plan_of, tiny
from vmuseum.engine.folder_store import FolderStore
from vmuseum.engine.run import run
from vmuseum.engine.workers import Workers
from vmuseum.plan.profiles import DRAFT
from vmuseum.progress import Silent
from vmuseum.publish import build as publishing
from vmuseum.settings import Settings

STEPS = {"open", "os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove", "os.utime", "os.scandir"}
MASTER = b"a master of some bytes" * 50


def main(folder, kind, every):
    build, prepare = {"engine": (build_tiny, prepare_tiny), "museum": (build_museum, prepare_museum)}[kind]
    start = folder / "start"
    prepare(start)
    whole = copied(start, folder / "whole")
    steps = in_child(lambda: build(whole), count_below=whole)
    wanted = seen(whole)
    renames = {n for n, step in enumerate(steps, 1) if step == "os.rename"}
    chosen = sorted({*range(1, len(steps) + 1, every), *renames, *(n + 1 for n in renames if n < len(steps))})
    told = {"steps": len(steps), "tried": len(chosen), "killed": 0, "torn": 0, "wrong": [], "left": []}
    for step in chosen:
        here = copied(start, folder / f"step{step}")
        told["killed"] += killed(partial(build, here), partial(die_before, step, here))
        check(f"step {step}", build, here, wanted, told)
    for most in (1, 200, 5000):
        here = copied(start, folder / f"write{most}")
        told["torn"] += killed(partial(build, here), partial(die_in_a_write, most))
        check(f"write of {most}", build, here, wanted, told)
    print(json.dumps(told))  # noqa: T201


def check(name, build, here, wanted, told):
    in_child(lambda: build(here))
    if seen(here) != wanted:
        told["wrong"].append(name)
    told["left"] += [f"{name}: {path}" for path in leftovers(here)]


def build_tiny(folder):
    store = FolderStore(folder / "store")
    digest = hashlib.sha256(MASTER).hexdigest()
    one = tiny("one", masters=[("a.glb", digest, len(MASTER))])
    two = tiny("two", after=(one,), masters=[("a.glb", digest, len(MASTER))], recipe=FILES)
    with store.building():
        run(plan_of(one, two, tiny("three", after=(two,))), store, Silent(), executor=Inline(), folders={"": folder})


def prepare_tiny(folder):
    folder.mkdir()
    (folder / "a.glb").write_bytes(MASTER)


def build_museum(folder):
    inline = Workers(Inline(), 1, far=False)
    publishing.workers = lambda *_: nothing(inline)
    publishing.build_museum(folder, DRAFT, Settings(), Silent())


class nothing:  # noqa: N801
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, *_):
        return None


def prepare_museum(folder):
    """A museum with a published site, and then a changed code: the build to be killed replaces a site."""
    for name in ("museum.yaml", "exhibits/khoi.yaml"):
        text = dedent(FILES_OF_MUSEUM[name]).partition("model:")[0]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    in_child(lambda: build_museum(folder))
    exhibit = folder / "exhibits" / "khoi.yaml"
    exhibit.write_text(exhibit.read_text(encoding="utf-8").replace("KH01", "KH02"), encoding="utf-8")


def in_child(work, count_below=None):
    """Run `work` in a fork; return the names of the steps it took below a folder. Raises where it failed."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        steps = Steps(count_below, 0)
        if count_below:
            sys.addaudithook(steps)
        finishing(work)
        os.write(write, " ".join(steps.names).encode())
        os._exit(0)
    os.close(write)
    names = os.read(read, 1 << 16)
    os.close(read)
    if os.waitpid(pid, 0)[1] != 0:
        raise SystemExit("an undisturbed build failed")
    return names.decode().split()


def finishing(work):
    """Run `work`; a fork that fails ends here instead of going on as a second parent."""
    try:
        work()
    except BaseException:  # noqa: BLE001 - printed, and told by the exit status
        traceback.print_exc()
        os._exit(1)


def killed(work, arm):
    """Run `work` in a fork after `arm`; say whether it was killed."""
    pid = os.fork()
    if pid == 0:
        arm()
        finishing(work)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


class Steps:
    """Counts the steps below a folder; kills this process just before number `last`."""

    def __init__(self, folder, last):
        self.folder, self.last, self.names = str(folder), last, []

    def __call__(self, event, args):
        if event in STEPS and isinstance(args[0], str | os.PathLike) and str(args[0]).startswith(self.folder):
            self.names.append(event)
            if len(self.names) == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def die_before(step, folder):
    sys.addaudithook(Steps(folder, step))


def die_in_a_write(most):
    """Let the system end this process when a file grows beyond `most` bytes: the file is then torn there."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def copied(start, there):
    shutil.copytree(start, there)
    return there


def seen(folder):
    """Return the digest of every file that counts: store and site, not locks and the report with its times."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix != ".lock" and "report" not in name and "digests" not in name:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def leftovers(folder):
    paths = [path.relative_to(folder) for path in folder.rglob("*")]
    return [p.as_posix() for p in paths if p.parent.name in ("tmp", "builds") or p.suffix in (".part", ".new", ".old")]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
