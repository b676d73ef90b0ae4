"""PostgreSQL itself refuses what the models refuse, whoever asks and in whatever way.

Row by row, and not for TRUNCATE: that is how tests empty tables, and a right that the application's role has not.
SQLite has neither roles nor another door than the site's own, and gets none of this.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION lots_guard_draw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    problem text := NULL;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            problem := 'A draw begins as a draft.';
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            problem := 'Only the draft of a draw is deleted.';
        END IF;
    ELSIF (NEW.id, NEW.kind, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.kind, OLD.created_at) THEN
        problem := 'What a draw is never changes.';
    ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'sealed'), ('sealed', 'drawn'), ('drawn', 'confirmed'),
        ('drawn', 'superseded'), ('confirmed', 'superseded')
    ) THEN
        problem := format('A draw that is %s does not become %s.', OLD.state, NEW.state);
    ELSIF OLD.state <> 'draft'
        AND (NEW.parties_id, NEW.rules, NEW.code, NEW.beacon, NEW.beacon_round)
        IS DISTINCT FROM (OLD.parties_id, OLD.rules, OLD.code, OLD.beacon, OLD.beacon_round)
    THEN
        problem := 'What is sealed never changes.';
    ELSIF OLD.state NOT IN ('draft', 'sealed')
        AND (NEW.seed, NEW.signature, NEW.transcript, NEW.result_hash)
        IS DISTINCT FROM (OLD.seed, OLD.signature, OLD.transcript, OLD.result_hash)
    THEN
        problem := 'What is drawn never changes.';
    ELSIF NEW.superseded_by_id IS DISTINCT FROM OLD.superseded_by_id AND NEW.state = OLD.state THEN
        problem := 'The successor is named when a draw is superseded.';
    END IF;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = problem;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lots_guard_draw BEFORE INSERT OR UPDATE OR DELETE ON lots_draw
    FOR EACH ROW EXECUTE FUNCTION lots_guard_draw();

CREATE FUNCTION lots_guard_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
        MESSAGE = 'Events of draws are only ever added.';
END $$;
CREATE TRIGGER lots_guard_event BEFORE UPDATE OR DELETE ON lots_drawevent
    FOR EACH ROW EXECUTE FUNCTION lots_guard_event();

CREATE FUNCTION lots_guard_parties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The person may be forgotten, nothing else.
    IF (to_jsonb(NEW) - 'created_by_id') IS DISTINCT FROM (to_jsonb(OLD) - 'created_by_id')
        OR (NEW.created_by_id IS DISTINCT FROM OLD.created_by_id AND NEW.created_by_id IS NOT NULL)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'A list of parties is written once.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lots_guard_parties BEFORE UPDATE ON lots_partieslist
    FOR EACH ROW EXECUTE FUNCTION lots_guard_parties();
"""

NO_GUARDS = """
DROP TRIGGER lots_guard_parties ON lots_partieslist;
DROP FUNCTION lots_guard_parties();
DROP TRIGGER lots_guard_event ON lots_drawevent;
DROP FUNCTION lots_guard_event();
DROP TRIGGER lots_guard_draw ON lots_draw;
DROP FUNCTION lots_guard_draw();
"""


def run(sql):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)  # with parameters, each % would have to be doubled

    return on_postgresql


class Migration(migrations.Migration):

    dependencies = [("lots", "0001_initial")]

    operations = [migrations.RunPython(run(GUARDS), run(NO_GUARDS))]
