"""The overview table's order and the timeline's bars."""

from datetime import date
from types import SimpleNamespace

from reviewmech.workplan.lines import overview_lines, timeline


def line(number, *, starts_on=None, ends_on=None):
    facts = SimpleNamespace(line=number, starts_on=starts_on, ends_on=ends_on)
    return SimpleNamespace(source=facts, latest_on=ends_on)


def test_lines_sort_by_the_latest_possible_day_and_undated_ones_follow_in_document_order():
    lines = [
        line(7),
        line(1, starts_on=date(2019, 1, 1)),
        line(8, ends_on=date(2020, 6, 30)),
        line(9, ends_on=date(2020, 6, 30)),
        line(2, ends_on=date(2019, 1, 31)),
        line(None, ends_on=date(2018, 1, 1)),
    ]
    assert [row.source.line for row in overview_lines(lines)] == [2, 8, 9, 1, 7]


def test_the_timeline_covers_whole_years():
    axis = timeline([line(1, ends_on=date(2019, 10, 11)), line(2, ends_on=date(2020, 6, 30))])
    assert (axis.first_on, axis.last_on) == (date(2019, 1, 1), date(2020, 12, 31))
    assert [year for year, _position in axis.years] == [2019, 2020]


def test_a_bar_fades_where_its_end_is_uncertain():
    axis = timeline([line(1, starts_on=date(2019, 1, 1)), line(2, ends_on=date(2019, 12, 31))])
    assert [(bar.fades_in, bar.fades_out) for bar in axis.bars] == [(False, True), (True, False)]
    assert all(0 <= bar.start <= 100 and bar.start + bar.width <= 100.5 for bar in axis.bars)


def test_no_dates_no_timeline():
    assert timeline([line(1), line(2)]) is None
