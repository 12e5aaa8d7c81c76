"""The map page as people meet it: in a browser, from a file, without a network."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")
Network = nx.MultiDiGraph
Open = Callable[..., Any]


def search(page: Page, text: str) -> None:
    page.fill("#search", text)
    page.keyboard.press("Enter")


def two_relations() -> "Network[str]":
    """Two institutions joined by an event and an agreement, each with a source of its own."""
    network: Network[str] = nx.MultiDiGraph(title={"en": "Two"})
    for node in ("urn:a", "urn:b"):
        network.add_node(
            node, label={"en": node}, kind="institution", type={"en": "Library"}, names=[], degree=1
        )
    for relation in ("event", "agreement"):
        source = {
            "title": {"en": f"News of the {relation}"},
            "url": f"https://news.example/{relation}",
            "iri": "",
        }
        network.add_edge(
            "urn:a", "urn:b", key=relation, relation=relation, label={"en": f"The {relation}"},
            date={"en": "5 March 2021"}, sources=[source],
        )  # fmt: skip
    return network


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_opens_from_a_file_without_a_request_or_complaint(
    demo: "Network[str]", visit: Open, size: ViewportSize
) -> None:
    one = visit(demo, size)
    expect(one.page.locator("#map canvas")).to_be_visible()
    expect(one.page.locator("h1")).to_have_text("Bibliotekų ryšiai")
    ink = one.page.evaluate(
        """() => { const c = document.querySelector("#map canvas");
        return new Set(c.getContext("2d").getImageData(0, 0, c.width, c.height).data).size }"""
    )
    assert ink > 50, "the canvas is blank"
    assert one.requests == []
    assert one.complaints == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zydrune", "Žydrūnė Šimkutė"),
        ("ŽYDRŪNĖ šim", "Žydrūnė Šimkutė"),
        ("simkute zydr", "Žydrūnė Šimkutė"),
        ("skujenes", "Šķaunes un Skujenes bibliotēka"),
        ("aavb", "Ąžuolpilio apskrities Žemynos Šilaitės viešoji biblioteka"),
        ("County Žemyna", "Ąžuolpilio apskrities Žemynos Šilaitės viešoji biblioteka"),
        ("__proto__", "__proto__"),
        ("ספרן", "מרים ספרן"),
    ],
)
def test_search_finds_with_and_without_diacritics(
    demo: "Network[str]", visit: Open, typed: str, found: str
) -> None:
    one = visit(demo, DESKTOP)
    search(one.page, typed)
    expect(one.page.locator("#panel-name")).to_have_text(found)
    expect(one.page.locator("#panel-name")).to_be_focused()


def test_search_finds_an_event_and_shows_it_though_its_lines_are_hidden(
    demo: "Network[str]", visit: Open
) -> None:
    page = visit(demo, DESKTOP).page
    page.uncheck("input[name=event]")
    search(page, "vizitas ugneles")
    expect(page.locator("#panel-name")).to_have_text("Vizitas Ugnelės bibliotekoje")
    expect(page.locator("#panel")).to_have_attribute("data-of", "line")
    expect(page.locator("input[name=event]")).to_be_checked()


def test_search_says_when_nothing_is_found(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP).page
    search(page, "nesama")
    expect(page.locator("#matches")).to_have_text("Nieko nerasta")
    expect(page.locator("#panel")).to_be_hidden()


def test_search_is_worked_by_keys_and_escape_leads_back(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP).page
    page.focus("#search")
    page.keyboard.type("asociacija")
    first = page.locator("#matches li").nth(0)
    second = page.locator("#matches li").nth(1)
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    name = second.locator("bdi").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-name")).to_have_text(name)
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#search")).to_be_focused()


def test_the_panel_of_a_node_tells_its_measures_connections_and_sources(
    demo: "Network[str]", visit: Open
) -> None:
    page = visit(demo, DESKTOP).page
    search(page, "ugneles")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Savivaldybės biblioteka")
    expect(panel.locator(".measures dd").first).to_have_text("3")
    expect(panel).to_contain_text("Vizitas Ugnelės bibliotekoje")
    expect(panel).to_contain_text("2022 m. gegužės 3 d.?")
    expect(panel.locator(".name")).to_have_count(3)
    link = panel.get_by_role("link", name="Diena bibliotekoje: naujienos")
    expect(link).to_have_attribute("href", "https://news.example.org/a?b=1&c=2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    panel.get_by_role("button", name="Ūla Jūraitė").click()
    expect(page.locator("#panel-name")).to_have_text("Ūla Jūraitė")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_both_relations_of_a_pair_can_be_clicked_and_lead_to_their_sources(
    visit: Open, size: ViewportSize
) -> None:
    page = visit(two_relations(), size, lang="en").page
    box = page.locator("#map canvas").bounding_box()
    assert box
    across, down = (0, 1) if size is PHONE else (1, 0)  # a phone shows the pair one above the other
    found = {}
    for step in range(-60, 61, 4):
        x = box["x"] + box["width"] / 2 + step * (1 - across)
        y = box["y"] + box["height"] / 2 + step * (1 - down)
        page.mouse.click(x, y)
        if page.locator("#panel[data-of=line]").is_visible():
            link = page.locator("#panel .sources a")
            found[page.locator("#panel-name").inner_text()] = (
                link.locator("bdi").inner_text(),
                link.get_attribute("href"),
            )
            page.keyboard.press("Escape")
    assert found == {
        "The event": ("News of the event", "https://news.example/event"),
        "The agreement": ("News of the agreement", "https://news.example/agreement"),
    }


def test_hovering_shows_what_joins_and_the_source(visit: Open) -> None:
    page = visit(two_relations(), DESKTOP, lang="en").page
    box = page.locator("#map canvas").bounding_box()
    assert box
    texts = set()
    for step in range(-40, 41, 4):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + step)
        page.wait_for_timeout(170)
        tooltip = page.locator(".vis-tooltip")
        if tooltip.count() and tooltip.evaluate("element => element.style.visibility") == "visible":
            texts.add(tooltip.inner_text().replace("\u2068", "").replace("\u2069", ""))
    assert "The event (5 March 2021)\nSources:\n• News of the event" in texts
    assert "The agreement (5 March 2021)\nSources:\n• News of the agreement" in texts


@pytest.mark.parametrize(
    ("lang", "title", "chrome", "name"),
    [
        (
            "lt",
            "Bibliotekų ryšiai",
            "Sutartiniai ženklai ir filtrai",
            "Beržciemio krašto centrinė biblioteka",
        ),
        ("lv", "Bibliotēku saiknes", "Apzīmējumi un filtri", "Bērzciema novada Centrālā bibliotēka"),
        ("en", "Library connections", "Legend and filters", "Bērzciems Central Library"),
    ],
)
def test_the_language_can_be_changed(
    demo: "Network[str]", visit: Open, lang: str, title: str, chrome: str, name: str
) -> None:
    page = visit(demo, DESKTOP, lang="lv" if lang != "lv" else "en").page
    search(page, "berzciem")
    page.click(f"[data-lang={lang}]")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page).to_have_title(title)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("#legend summary")).to_have_text(chrome)
    expect(page.locator("#panel-name")).to_have_text(name)


def test_a_name_in_another_language_says_so(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP, lang="en").page
    search(page, "dzilnavas")
    expect(page.locator("#panel-name bdi")).to_have_attribute("lang", "lv")


@pytest.mark.parametrize("lang", ["lt", "lv", "en"])
def test_nothing_is_wider_than_a_phone(demo: "Network[str]", visit: Open, lang: str) -> None:
    page = visit(demo, PHONE, lang=lang).page

    def assert_fits(where: str) -> None:
        widths = page.evaluate(
            """() => ["html", "#panel", "#list"].map((at) => document.querySelector(at))
            .filter((at) => at.checkVisibility()).map((at) => at.scrollWidth - at.clientWidth)"""
        )
        assert max(widths) <= 0, where
        assert page.evaluate("document.documentElement.clientWidth") == PHONE["width"]

    assert_fits("map")
    search(page, "museum nobody")
    expect(page.locator("#panel")).to_be_visible()
    assert_fits("panel with a name of 300 letters")
    page.click(".close")
    page.click("#legend summary")
    assert_fits("legend")
    page.click("#legend summary")
    page.click("[data-view=list]")
    page.locator("#list summary").first.click()
    assert_fits("list")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_hostile_names_are_inert_everywhere(demo: "Network[str]", visit: Open, size: ViewportSize) -> None:
    one = visit(demo, size)
    page = one.page
    for lang in ("en", "lv", "lt"):
        page.click(f"[data-lang={lang}]")
        for name in ("__proto__", "script", "img src", "separator", "evil", "svg onload"):
            search(page, name)
            expect(page.locator("#panel")).to_be_visible()
            page.click(".close")
    page.click("[data-view=list]")
    for summary in page.locator("#list summary").all():
        summary.click()
    assert page.locator("img, iframe, body script[src], svg[onload]").count() == 0
    hrefs = [link.get_attribute("href") or "" for link in page.locator("#list a").all()]
    assert hrefs
    assert all(href.startswith(("https://", "http://")) for href in hrefs)
    assert page.get_by_text("A source with a trap").count() > 0
    assert one.complaints == []
    assert one.requests == []


def test_filters_hide_and_a_choice_brings_back(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP).page
    before = page.screenshot()
    page.uncheck("input[name=person]")
    assert page.screenshot() != before
    search(page, "zydrune")
    expect(page.locator("input[name=person]")).to_be_checked()
    page.uncheck("input[name=person]")
    expect(page.locator("#panel")).to_be_hidden()


def test_colours_can_mean_communities(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP, lang="en").page
    expect(page.locator("#keys")).to_contain_text("Municipal library")
    page.click("[data-colouring=community]")
    expect(page.locator("[data-colouring=community]")).to_be_focused()
    expect(page.locator("#keys")).not_to_contain_text("Municipal library")
    expect(page.locator("#keys")).to_contain_text("Bērzciems Central Library")


def test_the_list_holds_everybody_and_leads_to_the_map(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    rows = page.locator("#list summary")
    expect(rows).to_have_count(len(demo))
    page.click("[data-order=connections]")
    expect(rows.first).to_contain_text("Ąžuolpilio apskrities")
    rows.first.click()
    expect(page.locator("#list details[open]")).to_contain_text("Ketinimų protokolas")
    page.click("#list .plain")
    expect(page.locator("#map")).to_be_visible()
    expect(page.locator("#panel-name")).to_contain_text("Ąžuolpilio apskrities")


def test_people_are_never_ranked(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP).page
    page.click("[data-view=list]")
    people = "#list h2:nth-of-type(2) ~ details .who > bdi"
    by_name = page.locator(people).all_inner_texts()
    page.click("[data-order=connections]")
    assert page.locator(people).all_inner_texts() == by_name
    assert len(by_name) == 22


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_all_texts_stand_out_from_what_lies_behind(
    demo: "Network[str]", visit: Open, size: ViewportSize
) -> None:
    page = visit(demo, size).page
    page.locator("#legend").evaluate("element => element.open = true")
    search(page, "azuolpilio")
    assert page.evaluate(CONTRAST) == []
    page.click("[data-view=list]")
    page.locator("#list summary").first.click()
    assert page.evaluate(CONTRAST) == []


def test_without_scripts_the_page_says_what_it_needs(demo: "Network[str]", visit: Open) -> None:
    page = visit(demo, DESKTOP, script=False).page
    expect(page.locator("noscript p[lang=lt]")).to_contain_text("reikia „JavaScript“")
    expect(page.locator("noscript p[lang=lv]")).to_be_visible()
