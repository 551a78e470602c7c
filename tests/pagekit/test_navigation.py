"""A person's menu holds the pages she may go to, and shows where she is."""

import pytest
from django.urls import path
from django.views import View

from secretariat.pagekit.navigation import Entry, Link, links

urlpatterns = [
    path("", View.as_view(), name="front"),
    path("tilsyn/", View.as_view(), name="audits"),
    path("tilsyn/plan/", View.as_view(), name="plan"),
]
MENU = [Entry("Min dag", "front"), Entry("Tilsyn", "audits"), Entry("Plan", "plan", "audits.plan")]

pytestmark = pytest.mark.urls(__name__)


def test_a_page_that_asks_for_a_permission_is_shown_to_those_who_hold_it() -> None:
    assert [link.label for link in links(MENU, {"audits.plan"}, "/")] == ["Min dag", "Tilsyn", "Plan"]


def test_a_page_that_asks_for_a_permission_is_hidden_from_others() -> None:
    assert [link.label for link in links(MENU, set(), "/")] == ["Min dag", "Tilsyn"]


def test_the_nearest_page_above_is_the_current_one() -> None:
    held = {"audits.plan"}
    assert links(MENU, held, "/tilsyn/123/")[1] == Link("/tilsyn/", "Tilsyn", True)
    assert [link.current for link in links(MENU, held, "/tilsyn/plan/")] == [False, False, True]
    assert [link.current for link in links(MENU, held, "/")] == [True, False, False]


def test_a_page_of_another_site_is_left_out() -> None:
    assert links([Entry("Kommuner", "municipalities")], set(), "/") == []
