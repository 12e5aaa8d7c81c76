"""A headless Chromium in which every request hangs, as it may on a train."""

import runpy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from libgraph.maps.pyvis_map import render, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Route, ViewportSize

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEMO = Path(__file__).parents[1] / "maps" / "demo_network.py"


@dataclass
class Visit:
    """An opened page, and what it tried that a quiet page does not."""

    page: "Page"
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium; the tests are skipped where it is not installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    api = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo() -> "nx.MultiDiGraph[str]":
    """The fictional network of the tests of maps."""
    network: nx.MultiDiGraph[str] = runpy.run_path(str(DEMO))["demo_network"]()
    return network


@pytest.fixture
def visit(browser: "Browser", tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """A function that opens the page of a network from a file."""
    contexts = []

    def open_page(
        network: "nx.MultiDiGraph[str]",
        size: "ViewportSize",
        *,
        lang: str = "lt",
        script: bool = True,
    ) -> Visit:
        file = tmp_path / "map.html"
        write(render(network, lang=lang), file)
        touch = size["width"] < 600
        context = browser.new_context(
            viewport=size, has_touch=touch, java_script_enabled=script, reduced_motion="reduce"
        )
        contexts.append(context)
        one = Visit(context.new_page())
        _watch(one, file.as_uri())
        one.page.goto(file.as_uri())
        return one

    yield open_page
    for context in contexts:
        context.close()


def _watch(one: Visit, address: str) -> None:
    def hang(route: "Route") -> None:
        if route.request.url == address:
            route.continue_()  # all others are never answered

    def request(sent: "Request") -> None:
        if sent.url != address:
            one.requests.append(sent.url)

    def console(message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"}:
            one.complaints.append(message.text)

    def dialog(shown: "Dialog") -> None:
        one.complaints.append(f"dialog: {shown.message}")
        shown.dismiss()

    one.page.route("**/*", hang)
    one.page.on("request", request)
    one.page.on("console", console)
    one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
    one.page.on("dialog", dialog)
