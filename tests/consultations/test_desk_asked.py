"""The desk of a State: what its Regional Group asks it."""

import pytest

from reviewmech.consultations import actions

from .circulating import circulated, in_silence, make_state

pytestmark = pytest.mark.django_db


def test_the_desk_of_a_state_tells_what_its_group_asks_until_it_has_answered_or_silence_ends(
    client, site, open_round, africa, africa_coordinator, grulac
):
    state, person = make_state("state-f", africa)
    _other, outsider = make_state("state-e", grulac)
    row = circulated(open_round, africa, africa_coordinator, text="Asked about these.")

    def asked(user, code):
        client.force_login(user)
        return client.get(f"/en/delegations/{code}/")

    assert "Asked about these." not in asked(outsider, "state-e").content.decode()
    page = asked(person, "state-f")
    assert [each.own_position for each in page.context["asked"]] == [None]
    assert f'href="/en/groups/africa/circulations/{row.pk}/"' in page.content.decode()
    actions.take_position(row, participant=state, stance="aligned", by=person)
    [each] = asked(person, "state-f").context["asked"]
    assert each.own_position.stance == "aligned"
    type(row).objects.filter(pk=row.pk).update(circulated_at=in_silence(-50), silence_ends_at=in_silence(-1))
    assert asked(person, "state-f").context["asked"] == []
