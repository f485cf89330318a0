"""Every page in a browser, as a visitor meets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_home_page_opens_without_a_fault(open_page, scheme, width):
    page = open_page("/", scheme=scheme, width=width)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_page_that_is_not_there_is_a_page_too(open_page):
    page = open_page("/id/person/nobody-of-this-name", status=404)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
