"""What `serve` and `demo` do: build, then run the application."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from aiohttp import web

from vmuseum.cli import show
from vmuseum.cli.self_check import self_check
from vmuseum.engine.failures import EngineError
from vmuseum.engine.run import BuildError
from vmuseum.errors import Lang, Problem, PublishError, SourceError, Span, problem_of
from vmuseum.plan.profiles import WEB
from vmuseum.publish.build import build_museum
from vmuseum.publish.watch import Watcher
from vmuseum_server.app import make_app, mount_site
from vmuseum_server.fans.hub import Hub
from vmuseum_server.fans.routes import fan_routes
from vmuseum_server.fans.run import Setup, attached
from vmuseum_server.live import Live, Outcome, watched, with_live
from vmuseum_server.site import Site

if TYPE_CHECKING:
    from vmuseum.settings import Settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SOURCE_LINES = 1  # lines shown around a mistake in the overlay


@dataclass(frozen=True, slots=True)
class Wish:
    """What `serve` is asked to do besides serving."""

    watch: bool = False
    build: bool = True
    check: bool = False
    fans: bool = False
    at: str | None = None  # where the fans' clock starts


def serve(folder: Path, settings: Settings, lang: Lang, wish: Wish) -> int:
    """Build (unless told not to) and serve until interrupted. Return the exit code."""
    problems: tuple[Problem, ...] = ()
    try:
        if wish.build:
            show.problems(build_museum(folder, WEB, settings, show.progress(lang)).warnings, lang)
    except (PublishError, EngineError) as error:
        show.problems([problem_of(error.code, Span(str(folder)), error.args_by_name)], lang)
        return 3
    except (SourceError, BuildError) as error:
        problems = error.problems
        show.problems(problems, lang)
        click.echo(show.counts(problems, lang), err=True)
        if not (wish.watch and (folder / settings.site / "files.json").is_file()):
            return 1 if isinstance(error, SourceError) else 3
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_run(folder, settings, lang, wish, problems))
    return 0


async def _run(folder: Path, settings: Settings, lang: Lang, wish: Wish, problems: tuple[Problem, ...]) -> int:
    site = Site(folder / settings.site, change_page=with_live if wish.watch else None)
    site.reload()
    watcher = Watcher(folder, settings, show.progress(lang)) if wish.watch else None
    live = _live(folder, watcher, site, lang) if watcher is not None else None
    if live is not None:
        live.problems = rows(folder, problems, lang)
    app = make_app(live=live)
    token = os.environ.get("VMUSEUM_AGENT_TOKEN") or secrets.token_urlsafe(32)
    # Orders to fans only where nobody else can reach this server.
    fan_routes(app, Hub(), token=token, control=settings.host in LOOPBACK)
    mount_site(app, site)
    async with contextlib.AsyncExitStack() as stack:
        if watcher is not None:
            stack.callback(watcher.close)
        address = await _listen(stack, app, settings)
        click.echo(f"Mở trong trình duyệt: {address}" if lang == "vi" else f"Open in a browser: {address}")
        if wish.fans:
            setup = Setup(site=site.folder, fans=settings.fans, at=wish.at)
            await stack.enter_async_context(attached(setup, address, token))
            click.echo(f"Quạt hologram: {address}fans" if lang == "vi" else f"Hologram fans: {address}fans")
        if wish.check:
            return await self_check(address, lang, fans=wish.fans)
        if live is not None:
            await live.run(watched(folder, [folder / settings.site, folder / ".vmuseum"]))
        await asyncio.Event().wait()
    return 0


async def _listen(stack: contextlib.AsyncExitStack, app: web.Application, settings: Settings) -> str:
    """Start listening and return the address, with a slash at its end."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        raise click.ClickException(f"{settings.host}:{settings.port}: {error.strerror}") from error
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}/"


def _live(folder: Path, watcher: Watcher, site: Site, lang: Lang) -> Live:
    def rebuild(quick: bool) -> Outcome:  # noqa: FBT001 - the shape Live calls
        result = watcher.rebuild(quick=quick)
        show.problems(result.problems, lang)
        return Outcome(published=result.published, problems=rows(folder, result.problems, lang))

    return Live(rebuild=rebuild, reload_site=site.reload)


def rows(folder: Path, problems: tuple[Problem, ...], lang: Lang) -> tuple[dict[str, Any], ...]:
    """Return problems as the overlay shows them, with the lines around."""
    return tuple(
        {**row, "source": _source(folder, row["path"], row["line"])} for row in show.problem_rows(problems, lang)
    )


def _source(folder: Path, path: str, line: int) -> list[tuple[int, str]]:
    file = folder / path
    if line < 1 or not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        return []
    text = file.read_text(encoding="utf-8", errors="replace").splitlines()
    first = max(1, line - SOURCE_LINES)
    return [(n, text[n - 1][:200]) for n in range(first, min(len(text), line + SOURCE_LINES) + 1)]
