"""Take the README's picture of the map: docs/map.png. Needs Chromium.

python scripts/picture.py
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from libgraph.build import build
from libgraph.workspace import open_workspace

HERE = Path(__file__).resolve().parents[1]


def main() -> None:
    """Build the graph of data/, open its map and take the picture."""
    built = build(open_workspace(HERE / "data"))
    assert built.map is not None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(built.map.resolve().as_uri())
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "docs" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
