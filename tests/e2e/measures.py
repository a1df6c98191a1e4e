"""What can be measured of a page as it stands in a window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OURS = ["target-size", "color-contrast-enhanced"]  # contrast 7:1; axe leaves both out unless asked
CONTRAST = ["color-contrast", "color-contrast-enhanced"]
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": [*RULES, "wcag2aaa"]},
    "rules": {rule: {"enabled": True} for rule in OURS}
    | {"identical-links-same-purpose": {"enabled": False}},
    "resultTypes": ["violations"],
}

# Each gives a list of what is wrong. `shown` leaves out what nobody sees.
TOOLS = """
const named = (e) => `<${e.localName}${e.className ? ` class="${e.getAttribute("class")}"` : ""}> ` +
    (e.innerText ?? e.textContent ?? "").trim().slice(0, 50)
const shown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
    && !e.closest(".hidden, [tabindex='-1']:not(main)")
"""
SMALL_TARGETS = """
const whole = (e) => {
    if (e.matches("[type=checkbox], [type=radio]")) return e.closest("label") ?? e
    const over = getComputedStyle(e, "::after")
    return over.content != "none" && over.position == "absolute" ? e.offsetParent : e
}
const inSentence = (e) => {
    if (e.localName != "a" || !getComputedStyle(e).display.startsWith("inline")) return false
    let block = e.parentElement
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement
    const rest = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    while (rest.nextNode())
        if (/[\\w]/.test(rest.currentNode.data) && !rest.currentNode.parentElement.closest("a"))
            return true
    return false
}
return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((e) => shown(e) && e.type != "hidden" && !e.closest("svg, sup") && !inSentence(e))
    .map((e) => [e, whole(e).getBoundingClientRect()])  // a word is as wide as it is
    .filter(([e, box]) => box.height < 43.5 || box.width < (e.matches("a:not(.button)") ? 24 : 43.5))
    .map(([e, box]) => `${named(e)}: ${Math.round(box.width)} x ${Math.round(box.height)}`)
"""
CLIPPED = """
const wide = document.documentElement
const sideways = wide.scrollWidth > wide.clientWidth ? [`the page: ${wide.scrollWidth}`] : []
const cuts = ({ overflowX, overflowY, clipPath }) => clipPath == "none" &&
    [overflowX, overflowY].some((each) => ["clip", "hidden"].includes(each))
return sideways.concat([...document.body.querySelectorAll("*")]
    .filter((e) => !e.closest("svg") && cuts(getComputedStyle(e)) && shown(e))
    .filter((e) => {
        const box = e.getBoundingClientRect(), range = document.createRange()
        const words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), rects = []
        while (words.nextNode()) {
            range.selectNodeContents(words.currentNode)
            rects.push(...range.getClientRects())
        }
        return rects.some((each) => each.width > 1 && (each.right > box.right + 1 ||
            each.left < box.left - 1 || each.bottom > box.bottom + 1))
    }).map(named))
"""
MOVING = """
return [...document.querySelectorAll("*")].filter((e) => {
    const style = getComputedStyle(e)
    return style.animationName != "none" || !/^0s(, 0s)*$/.test(style.transitionDuration)
        || style.scrollBehavior == "smooth"
}).map(named)
"""
UNNAMED = """
return [...document.querySelectorAll("section, nav, aside, form[role]")].filter((e) => {
    const by = e.getAttribute("aria-labelledby")
    const name = by ? document.getElementById(by)?.textContent : e.getAttribute("aria-label")
    return !name?.trim() && e.localName != "form"
}).map(named)
"""
HEADINGS = """
const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((e) => e.checkVisibility()).map((e) => [+e.localName[1], e])
return levels.filter(([level, e], i) => i ? level > levels[i - 1][0] + 1 || level == 1 : level != 1)
    .map(([, e]) => named(e))
"""
UNSEEN_CONTROLS = """
return [...document.querySelectorAll("button, .button, input, select, textarea")].filter((e) => {
    const style = getComputedStyle(e)
    const paper = getComputedStyle(document.body).backgroundColor
    const edged = parseFloat(style.borderTopWidth) > 0 && style.borderTopColor != paper
    const filled = ![paper, "rgba(0, 0, 0, 0)"].includes(style.backgroundColor)
    return shown(e) && e.type != "hidden" && style.appearance == "none" && !edged && !filled
}).map(named)
"""


def found(page: Any, measure: str) -> list[str]:
    return page.evaluate(f"() => {{ {TOOLS} {measure} }}")


def violations(page: Any, *, without: Iterable[str] = ()) -> list[str]:
    """What axe finds, a line for each element."""
    rules = OPTIONS["rules"] | {rule: {"enabled": False} for rule in without}
    results = Axe().run(page, options=OPTIONS | {"rules": rules}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in results
        for node in rule["nodes"]
    ]


def enlarge_text(page: Any, percent: int) -> None:
    """As a reader's own setting of the browser does it: media queries in rem follow."""
    sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": sizes})
    session.detach()
