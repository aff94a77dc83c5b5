"""Open data: what they say of evidence fits its own schema and is what was measured."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from exemplary.library import load_library
from exemplary.publishable import publishable
from exemplary.render.site import Site
from exemplary.syndicate.data_v1 import all_data
from exemplary.syndicate.schemas import all_schemas
from sites import REPO


@pytest.mark.parametrize("kind", ["exemplars", "practices"])
def test_evidence_fits_its_schema_and_is_what_was_measured(kind: str) -> None:
    site = Site(publishable(load_library(REPO)[0]), {}, date(2026, 11, 22))
    schema = json.loads(dict(all_schemas())["api/v1/schema/evidence.json"]())
    Draft202012Validator.check_schema(schema)
    rows = json.loads(dict(all_data(site))[f"api/v1/{kind}.json"])[kind]
    assert rows
    for row in rows:
        Draft202012Validator(schema).validate(row["evidence"])
        held = getattr(site.evidence, kind)[row["id"]]
        told = row["evidence"]
        assert (told["level"], told["was"], told["meaning"]) == (held.level, held.was, held.words)
        assert [ground["id"] for ground in told["grounds"]] == [ground.id for ground in held.grounds]
        for ground in told["grounds"] + told["fallen"]:
            assert ground["id"] in site.library.of(ground["type"])
    assert {row["evidence"]["level"] for row in rows} != {0}


def test_a_replication_tells_whether_it_counts_and_why_not() -> None:
    site = Site(publishable(load_library(REPO)[0]), {}, date(2026, 11, 22))
    schema = json.loads(dict(all_schemas())["api/v1/schema/replication-evidence.json"]())
    Draft202012Validator.check_schema(schema)
    rows = json.loads(dict(all_data(site))["api/v1/replications.json"])["replications"]
    assert len(rows) == len(site.library.of("replication"))
    resting = {ground.id for held in site.evidence.practices.values() for ground in held.grounds}
    fallen = {ground.id for held in site.evidence.practices.values() for ground in held.fallen}
    for row in rows:
        told = row["evidence"]
        Draft202012Validator(schema).validate(told)
        assert told["counts"] == (told["why_not"] is None) == (row["id"] in resting)
        assert (told["once_counted"] and not told["counts"]) == (row["id"] in fallen)
        assert told["practice_level"] == site.evidence.practices[row["practice"]].level
        assert {code for item in row["results"] for code in item["evidence"]} <= {item["id"] for item in row["sources"]}
        held = site.library.of("replication")[row["id"]].record
        assert [move["note"] for move in row["history"]] == [move.note for move in held.history]
    assert {row["evidence"]["counts"] for row in rows} == {True, False}
