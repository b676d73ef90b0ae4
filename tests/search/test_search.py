"""One box: the reader's language, what the reader may see, page by page, with a clear answer to anything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from search.results import MOST_TERMS
from search.views import LONGEST_QUERY, RESULTS_A_PAGE
from tests.search.test_analyser import FOUND

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_finds_what_the_analyser_promises(look_for, add_page, language):
    texts = [(query, text) for code, query, text in FOUND if code == language]
    titles = {
        text: add_page(f"{number} {language}", language, lead=text).title
        for number, (_, text) in enumerate(texts)
    }
    missed = [query for query, text in texts if titles[text] not in look_for(query, language)]
    assert missed == []


def test_results_are_in_the_readers_language_only(look_for, add_page):
    add_page("Protocol on firearms")
    add_page("Protocol annexe", "fr")
    assert look_for("protocol") == ["Protocol on firearms"]
    assert look_for("protocol", "fr") == ["Protocol annexe"]
    assert look_for("protocol", "ru") == []


def test_a_title_counts_more_than_the_words_below_it(look_for, add_page):
    add_page("The penguin")
    add_page("Other things", lead="The penguin is named here once, among many other words that follow.")
    assert look_for("penguin") == ["The penguin", "Other things"]


def test_all_the_words_must_be_there(look_for, add_page):
    add_page("Drawing of lots")
    add_page("Drawing")
    assert look_for("lots drawing") == ["Drawing of lots"]


def test_released_texts_and_published_comments_are_found(client, site, add_comment):
    add_comment("An aardvark in English.")
    add_comment("Un aardvark en français.", language="fr")

    def addresses(query, language):
        response = client.get(f"/{language}/search/", {"q": query})
        return [result.url for result in response.context["page_obj"]]

    assert addresses("aardvark", "en") == ["/en/consultations/pending-issues/comments/1/"]
    assert addresses("aardvark", "fr") == ["/fr/consultations/pending-issues/comments/2/"]
    reading = "consultations/pending-issues/drafts/1/paragraphs"
    assert addresses("paragraph 2", "en") == [f"/en/{reading}/2/"]
    assert addresses("paragraph 2", "fr") == [f"/fr/{reading}/2/"]


def test_the_wording_a_comment_proposes_is_found_too(look_for, site, add_comment):
    add_comment("Better so.", wording="A zebra crosses.")
    assert look_for("zebra") == ["Comment 1, African States"]


def test_sources_are_counted_and_can_be_chosen(client, look_for, add_page, add_comment):
    add_page("Penguins")
    add_comment("Penguins too.")
    response = client.get("/en/search/", {"q": "penguin"})
    assert [(part.source.name, part.number) for part in response.context["parts"]] == [
        ("pages", 1),
        ("texts", 0),
        ("comments", 1),
        ("draws", 0),
    ]
    assert look_for("penguin") == ["Penguins", "Comment 1, African States"]
    assert look_for("penguin", **{"in": "comments"}) == ["Comment 1, African States"]
    assert look_for("penguin", **{"in": "nonsense"}) == ["Penguins", "Comment 1, African States"]


def test_results_come_page_by_page_over_the_border_between_sources(look_for, add_page, add_comment):
    for number in range(RESULTS_A_PAGE - 1):
        add_page(f"Walrus {number}")
    comments = [add_comment(f"Walrus comment {number}.") for number in range(3)]
    first, second = look_for("walrus"), look_for("walrus", page=2)
    assert len(first) == RESULTS_A_PAGE
    assert sorted([first[-1], *second]) == [f"Comment {row.number}, African States" for row in comments]


def test_an_odd_page_number_gets_a_page(look_for, add_page):
    add_page("Ostrich")
    odd = ["-1", "0", "abc", "1.5", "1000000000", "9" * 5000, "", "٣"]
    assert [look_for("ostrich", page=page) for page in odd] == [["Ostrich"]] * len(odd)


ODD = [
    "%",
    "_",
    '"',
    "'",
    "\\",
    "*",
    "(",
    "NEAR(a,b)",
    "OR",
    "NOT",
    "AND",
    "title:a",
    "^a",
    "-a",
    ":*",
    "&",
    "|",
    "!",
]
ODD += ["<->", "<b>", "{}", "%s", "🦓"]
ODD += ["a AND", "a OR b", "\u200f", "\ufffd", "ﷺ" * 66, "㌖" * 200, "a " * 100, "法" * 200, "١" * 200]


def test_odd_queries_get_an_answer(client, site):
    for query in ODD:
        response = client.get("/en/search/", {"q": query})
        assert response.status_code == 200, query
        assert escape(query.strip()) in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_of_very_many_words_is_answered(look_for, add_page, language):
    words = " ".join(f"w{number}" for number in range(MOST_TERMS + 8))
    add_page("Many", language, lead=words)
    assert look_for(words[:LONGEST_QUERY], language) == ["Many"]


def test_too_long_a_query_is_told_so_and_not_asked(client, site):
    response = client.get("/en/search/", {"q": "a" * (LONGEST_QUERY + 1)})
    assert response.context["parts"] == []
    assert "more than 200 characters" in response.content.decode()


@pytest.mark.parametrize("query", ["", "   ", None])
def test_without_words_nothing_is_searched_and_the_page_says_what_can_be(client, site, query):
    response = client.get("/en/search/", {} if query is None else {"q": query})
    assert list(response.context["page_obj"]) == []
    assert "looks through the pages" in response.content.decode()


def test_nothing_found_is_said(client, site):
    response = client.get("/en/search/", {"q": "unfindable"})
    assert "Nothing on this site in this language has these words." in response.content.decode()


def test_searches_are_for_readers_not_for_other_search_engines(client, site):
    assert '<meta name="robots" content="noindex">' in client.get("/en/search/", {"q": "x"}).content.decode()
    assert client.post("/en/search/", {"q": "x"}).status_code in (403, 405)


def test_what_was_asked_stays_in_the_box_as_text(client, add_page):
    add_page("Safe", lead="needle <script>alert(1)</script>")
    page = client.get("/en/search/", {"q": 'needle "><script>'}).content.decode()
    assert 'value="needle &quot;&gt;&lt;script&gt;"' in page
    page = client.get("/en/search/", {"q": "needle"}).content.decode()
    assert "<mark>needle</mark> &lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_page_is_there_in_each_language(client, site, language):
    assert client.get(f"/{language}/search/", {"q": "x"}).status_code == 200


def test_three_results_cost_as_many_queries_as_one(client, add_page, add_comment):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/search/", {"q": "walrus"})
        return len(queries)

    def add(number):
        add_page(f"Walrus {number}", lead="Walrus lead")
        add_comment(f"A walrus, {number}")

    add(1)
    cost()  # content types and sites are remembered from now on
    one = cost()
    add(2)
    add(3)
    assert cost() == one
