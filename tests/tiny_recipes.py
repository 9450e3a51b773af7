"""Recipes that only tests know: they echo, allocate, crash, hang. Registered in whatever process calls `call`."""

from __future__ import annotations

import hashlib
import os
import threading
from concurrent.futures import Executor, Future
from pathlib import Path

from vmuseum.engine import registry
from vmuseum.engine.processes import Processes
from vmuseum.errors import RecipeError, Span
from vmuseum.plan.recipes import PARAMS, Output, Warning_
from vmuseum.plan.task import MasterInput, Plan, TaskInput, canonical, make_task
from vmuseum.schema.base import Model


class Tiny(Model):
    act: str = "echo"
    text: str = ""
    mb: int = 0


BYTES, FILES = "test.bytes", "test.files"


def install():
    for name in (BYTES, FILES):
        registry.MODULES[name] = "tiny_recipes"
        PARAMS[name] = Tiny
    registry.ON_FILES |= {FILES}


def call(fn, *args):
    install()
    return fn(*args)


class TinyProcesses(Processes):
    def submit(self, fn, /, *args, **kwargs):
        return super().submit(call, fn, *args, **kwargs)


class Inline(Executor):
    """Runs a call where it is handed in."""

    def submit(self, fn, /, *args, **kwargs):  # noqa: ARG002 - Executor's
        future = Future()
        try:
            future.set_result(call(fn, *args))
        except Exception as error:  # noqa: BLE001 - as every executor
            future.set_exception(error)
        return future


def run(inputs, params, scratch=None):
    if scratch is not None:
        inputs = {name: path.read_bytes() for name, path in inputs.items()}
    seen = hashlib.sha256(params.text.encode() + b"".join(v for _, v in sorted(inputs.items()))).digest()
    ACTS[params.act](params)
    out = seen * 2000
    if scratch is None:
        return Output({"out.bin": out, "small.txt": params.text.encode()}, {"text": params.text})
    (scratch / "half").mkdir()
    (scratch / "half" / "out.bin").write_bytes(out)
    return Output({"out.bin": scratch / "half" / "out.bin"}, {}, (Warning_("label-long", (("count", 96),)),))


def _allocate(params):
    held = [bytearray(os.urandom(1) * 1_000_000) for _ in range(params.mb)]
    threading.Event().wait(None if held else 0)  # hold it until the limit ends us


def _once(params):
    """Crash the first time, for a marker beside."""
    marker = Path(params.text)
    if not marker.exists():
        marker.touch()
        os.abort()


def _refuse(params):
    raise RecipeError("mesh-empty")


def _bug(params):
    raise ZeroDivisionError(params.text)


ACTS = {
    "echo": lambda _: None,
    "allocate": _allocate,
    "abort": lambda _: os.abort(),
    "kill": lambda _: os.kill(os.getpid(), 9),
    "once": _once,
    "refuse": _refuse,
    "bug": _bug,
    "hang": lambda _: threading.Event().wait(),
}


def tiny(text="", *, act="echo", mb=0, after=(), masters=(), recipe=BYTES, line=3):
    """Return a task; `after`: tasks whose out.bin it reads; `masters`: (path, digest, size)."""
    inputs = [(f"in{n}", TaskInput(task.key, "out.bin")) for n, task in enumerate(after)]
    inputs += [(path, MasterInput(path, digest, size)) for path, digest, size in masters]
    params = canonical(Tiny(act=act, text=text, mb=mb).model_dump(mode="json"))
    return make_task(recipe, 1, params, inputs, title=f"{act} {text}".strip(), span=Span("exhibits/a.yaml", line, 7))


def plan_of(*tasks):
    return Plan(tasks, {f"role/{n}": task.key for n, task in enumerate(tasks)})
