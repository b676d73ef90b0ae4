"""Every page type costs as many queries with three entries as with one."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cms.trees import Tree, make_tree

# A page that needs more than this has to say why. Wagtail's routing and privacy alone take about ten.
QUERIES = {
    "home": 27,
    "standard": 15,
    "workplan": 21,
    "meetings": 18,
    "milestone": 20,
    "meeting": 17,
    "documents": 19,
    "document": 18,
    "consultations": 21,
    "consultation": 25,
    "draft": 20,
    "paragraph": 22,
    "comment": 15,
    "comments": 18,
    "participants": 15,
    "search": 13,
    "empty search": 5,
}


def costs(client, tree: Tree) -> dict[str, int]:
    """The number of queries of each page when sites and content types are known: of the second request."""
    found = {}
    for name, path in tree.paths.items():
        client.get(f"/en{path}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/en{path}").status_code == 200, path
        found[name] = len(queries)
    return found


def test_three_entries_cost_as_many_queries_as_one(site, client):
    with transaction.atomic():
        one = costs(client, make_tree(1))
        transaction.set_rollback(True)
    assert one == QUERIES
    assert costs(client, make_tree(3)) == one


def test_three_entries_cost_as_many_queries_as_one_for_a_signed_in_reader(site, client, africa_coordinator):
    client.force_login(africa_coordinator)
    with transaction.atomic():
        one = costs(client, make_tree(1))
        transaction.set_rollback(True)
    assert costs(client, make_tree(3)) == one
