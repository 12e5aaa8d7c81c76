"""The page of the ontology in a real browser: nothing fetched, readable in both schemes, fit for a phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from libgraph.publish.ontology_docs import ontology_docs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("docs")
    for name, content in ontology_docs(sorted((ROOT / "ontology").glob("*.ttl"))).items():
        if name.endswith(".html"):
            (target / name).write_bytes(content)
    return target


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_page_is_quiet_readable_and_fits(
    browser: "Browser", folder: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    try:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{(folder / 'lt.html').as_uri()}#Event")
        assert [url for url in requests if not url.startswith("file:")] == []
        assert len(requests) == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("Math.abs(document.getElementById('Event').getBoundingClientRect().top) < 60")
        assert page.evaluate(CONTRAST) == []
        page.keyboard.press("Control+Home")
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        page.locator("a.skip").focus()
        page.keyboard.press("Enter")
        assert page.url.endswith("#s-content")
        page.get_by_role("link", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"
    finally:
        page.close()
