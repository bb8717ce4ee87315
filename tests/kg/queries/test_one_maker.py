from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.one_maker import maker, makers
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_an_author_has_papers_companions_and_what_they_introduce(store: Store) -> None:
    small.fill(store)
    ada = maker(store, "author:ada", "Author")
    assert ada is not None
    assert (ada.name, ada.papers, ada.people_total) == ("Ada Love", 2, 1)
    assert [(one.name, one.papers) for one in ada.people] == [("Bob", 1)]
    assert [(one.entity.name, one.paper_id) for one in ada.introduces] == [("ZorbNet", "old")]
    assert [one.name for one in ada.houses] == ["Lab"]


def test_an_organisation_has_its_people(store: Store) -> None:
    small.fill(store)
    lab = maker(store, "Lab", "Organization")
    assert lab is not None
    assert [one.name for one in lab.people] == ["Ada Love", "Bob"]
    assert lab.introduces_total == 1


def test_one_kind_is_not_another(store: Store) -> None:
    small.fill(store)
    assert maker(store, "Lab", "Author") is None
    assert maker(store, "nobody", "Author") is None


def test_makers_of_a_paper_come_in_their_order_then_organisations(store: Store) -> None:
    small.fill(store)
    assert makers(store, "old") == (
        ("author:ada", "Ada Love", "Author"),
        ("author:bob", "Bob", "Author"),
        ("Lab", "Lab", "Organization"),
    )
    assert makers(store, "nothing") == ()
