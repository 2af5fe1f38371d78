from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import assert_accessible


def mailed_code(page: Page, address: str) -> str:
    """The code in the last mail to that address, as the demonstration caught it."""
    mails = page.context.new_page()
    mails.goto("/demo/mail/")
    mails.get_by_role("listitem").filter(has_text=address).first.get_by_role("link").click()
    words = mails.locator("pre").first.text_content() or ""
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", words, re.MULTILINE)
    mails.close()
    assert found is not None
    return found[1]


def test_amara_signs_in_with_the_code_from_her_mail(page: Page) -> None:
    page.goto("/accounts/login/")
    assert_accessible(page)
    page.get_by_label("Email").fill("amara@harbour.example")
    page.keyboard.press("Enter")
    page.wait_for_url("/accounts/login/code/")
    assert_accessible(page)
    page.get_by_role("textbox").fill(mailed_code(page, "amara@harbour.example"))
    page.keyboard.press("Enter")
    page.wait_for_url("/")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def test_a_wrong_code_says_so_and_lets_nobody_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("bruno@harbour.example")
    page.keyboard.press("Enter")
    page.wait_for_url("/accounts/login/code/")
    page.get_by_role("textbox").fill("WRONG-1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
