"""Open data, version 1: the shapes that others build on, declared apart from the model so that each can change alone.

Only what a page shows is in it: the records given here are those of the publishable view, field by field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from .. import __version__
from ..library import Entry
from ..measure.evidence import Evidence, Ground, lapsed, review_due
from ..model.practice import Cost
from ..render.compose import canonical
from ..render.names import provinces_today
from ..render.site import Site

VERSION: Final = 1


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _identity(site: Site, entry: Entry) -> dict[str, Any]:
    return {"id": entry.id, "url": canonical(site, entry.address), "sample": entry.record.sample}


def _sources(record: Any) -> list[dict[str, Any]]:
    return [{"id": item.id, "title": item.title, "url": item.url, "date": _day(item.date)} for item in record.sources]


def _cost(cost: Cost | None) -> dict[str, Any] | None:
    return {"amount": _number(cost.amount), "currency": cost.currency, "note": cost.note} if cost else None


def _evidence(held: Evidence) -> dict[str, Any]:
    """Return how well a record is proved; its shape is declared in `schemas.EVIDENCE`."""

    def rows(grounds: Iterable[Ground]) -> list[dict[str, Any]]:
        return [{"level": item.level, "type": item.kind, "id": item.id, "text": item.words} for item in grounds]

    return {
        "level": held.level,
        "meaning": held.words,
        "was": held.was,
        "grounds": rows(held.grounds),
        "fallen": rows(held.fallen),
    }


def exemplar(site: Site, entry: Entry) -> dict[str, Any]:
    """Return one exemplar as open data."""
    record = entry.record
    return {
        **_identity(site, entry),
        "title": record.title,
        "summary": record.summary,
        "type": str(record.type),
        "name": record.name,
        "honorific": record.honorific,
        "unit": record.unit,
        "unit_name": site.unit(record.unit).text,
        "introduced_by": record.submitted_by,
        "locality": record.locality,
        "locality_name": site.locality(record.locality).text if record.locality else None,
        "provinces_today": provinces_today(site.library, record.locality, site.today),
        "scope": str(record.scope),
        "campaigns": list(record.campaigns),
        "plan": record.plan,
        "level": str(record.level) if record.level else None,
        "registered_on": _day(record.registered_on),
        "introduced_on": _day(record.introduced_on),
        "stage": str(record.stage) if record.stage != "khong-chon" else None,
        "achievements": [
            {
                "text": item.text,
                "year": item.year,
                "value": _number(item.value),
                "unit": item.unit,
                "evidence": list(item.evidence),
            }
            for item in record.achievements
        ],
        "criteria_met": [item.code for item in record.criteria_met],
        "awards": [
            {
                "form": item.form,
                "title": item.title,
                "number": item.number,
                "date": _day(item.date),
                "issuer": item.issuer,
                "level": item.level,
                "kind": str(item.kind),
                "status": str(item.status),
            }
            for item in record.awards
        ],
        "practices": list(record.practices),
        "photos": [
            {
                "url": canonical(site, picture.of("jpg")[-1].address),
                "alt": photo.alt,
                "credit": photo.credit,
                "caption": photo.caption,
            }
            for photo, picture in site.photos(entry)
        ],
        "sources": _sources(record),
        "corrections": [{"date": _day(item.date), "note": item.note} for item in record.corrections],
        "evidence": _evidence(site.evidence.exemplars[entry.id]),
        "updated_on": _day(record.last_changed),
    }


def campaign(site: Site, entry: Entry) -> dict[str, Any]:
    """Return one campaign as open data."""
    record = entry.record
    return {
        **_identity(site, entry),
        "name": record.name,
        "aliases": list(record.aliases),
        "kind": str(record.kind),
        "level": str(record.level),
        "parent": record.parent,
        "launched_by": record.launched_by,
        "period": str(record.period) if record.period else None,
        "subjects": [str(item) for item in record.subjects],
        "status": str(record.status),
        "color": record.color,
        "exemplars": [held.id for held in site.by_campaign.get(entry.id, ())],
    }


def plan(site: Site, entry: Entry) -> dict[str, Any]:
    """Return one plan as open data, with every promise it makes."""
    record = entry.record

    def cited(item: Any) -> dict[str, Any]:
        return {
            "number": item.number,
            "title": item.title,
            "issuer": item.issuer,
            "date": str(item.date) if item.date else None,
            "plan": item.plan,
        }

    return {
        **_identity(site, entry),
        "title": record.title,
        "doc_type": str(record.doc_type),
        "number": record.number,
        "symbol": record.symbol,
        "number_status": str(record.number_status),
        "issued_on": str(record.issued_on),
        "place": record.place,
        "issuer": record.issuer,
        "issuer_name": site.unit(record.issuer).text,
        "period": str(record.period),
        "parents": [cited(item) for item in record.parents],
        "legal_bases": [cited(item) for item in record.legal_bases],
        "campaigns": [
            {
                "campaign": part.ref,
                "lead": list(part.lead),
                "support": list(part.support),
                "assign_mode": str(part.assign_mode),
                "replicate": part.replicate,
                "criteria": {
                    str(group): [{"code": item.code, "text": item.text} for item in held]
                    for group, held in part.criteria.items()
                },
            }
            for part in record.campaigns
        ],
        "quotas": [
            {
                "kind": str(item.kind),
                "op": str(item.op),
                "n": item.n,
                "type": str(item.type) if item.type else None,
                "per": [str(per) for per in item.per],
                "units": list(item.units),
                "campaigns": list(item.campaigns),
                "from": str(item.from_) if item.from_ else None,
                "to": str(item.to) if item.to else None,
            }
            for item in record.quotas
        ],
        "deadlines": [
            {
                "before_day": item.before_day,
                "before_weekday": str(item.before_weekday) if item.before_weekday else None,
                "month": item.month,
                "every": str(item.every),
                "to": item.to,
                "forwarded_to": item.forwarded_to,
            }
            for item in record.deadlines
        ],
        "milestones": [
            {
                "kind": item.kind,
                "when": str(item.when),
                "every": str(item.every) if item.every else None,
                "own_period": str(item.own_period) if item.own_period else None,
            }
            for item in record.milestones
        ],
        "assignments": [
            {
                "unit": item.unit,
                "role": str(item.role),
                "mode": str(item.mode),
                "tasks": list(item.tasks),
                "due": str(item.due) if item.due else None,
            }
            for item in record.assignments
        ],
        "rating_scale": [str(item) for item in record.rating_scale],
        "recipients": list(record.recipients),
        "status": str(record.status),
        "supersedes": list(record.supersedes),
    }


def practice(site: Site, entry: Entry) -> dict[str, Any]:
    """Return one practice as open data."""
    record = entry.record
    return {
        **_identity(site, entry),
        "title": record.title,
        "summary": record.summary,
        "owner": record.owner,
        "exemplars": list(record.exemplars),
        "campaigns": list(record.campaigns),
        "problem": record.problem,
        "conditions": list(record.conditions),
        "cost": _cost(record.cost),
        "people": record.people,
        "duration": record.duration,
        "steps": [
            {
                "id": item.id,
                "title": item.title,
                "detail": item.detail,
                "cost": item.cost,
                "time": item.time,
                "materials": item.materials,
                "core": item.core,
                "risk": item.risk,
                "mitigation": item.mitigation,
            }
            for item in record.steps
        ],
        "results": [
            {"text": item.text, "value": _number(item.value), "unit": item.unit, "evidence": list(item.evidence)}
            for item in record.results
        ],
        "replications": [held.id for held in site.replications.get(entry.id, ())],
        "evidence": _evidence(site.evidence.practices[entry.id]),
    }


def replication(site: Site, entry: Entry) -> dict[str, Any]:
    """Return one replication as open data."""
    record = entry.record
    practice = site.library.get("practice", record.practice) if record.practice else None
    confirmed = record.confirmed_by
    return {
        **_identity(site, entry),
        "practice": record.practice,
        "practice_title": practice.title if practice else None,
        "source": record.source,
        "source_id": record.id,
        "origin": practice.owner if practice else None,
        "learned_from": record.learned_from,
        "unit": record.unit,
        "unit_name": site.unit(record.unit).text,
        "locality": record.locality,
        "locality_name": site.locality(record.locality).text if record.locality else None,
        "provinces_today": provinces_today(site.library, record.locality, site.today),
        "status": str(record.state),
        "history": [
            {"status": str(item.status), "date": _day(item.date), "note": item.note} for item in record.history
        ],
        "steps": {
            key: {"use": str(use.kind), "change": use.change, "reason": use.reason} for key, use in record.steps.items()
        },
        "cost": _cost(record.cost),
        "results": [
            {
                "indicator": item.indicator,
                "before": _number(item.before),
                "after": _number(item.after),
                "unit": item.unit,
                "measured_on": _day(item.measured_on),
                "evidence": list(item.evidence),
            }
            for item in record.results
        ],
        "failure_reasons": list(record.failure_reasons),
        "confirmed_by": {
            "unit": confirmed.unit,
            "unit_name": site.unit(confirmed.unit).text,
            "date": _day(confirmed.date),
            "note": confirmed.note,
        }
        if confirmed
        else None,
        "review_by": _day(record.review_by),
        "evidence": _standing(site, entry),
        "sources": _sources(record),
        "note": record.note,
        "updated_on": _day(record.last_changed),
    }


def _standing(site: Site, entry: Entry) -> dict[str, Any]:
    """Return how a copy stands as evidence; its shape is declared in `schemas.STANDING`."""
    record, held = entry.record, site.evidence.copies[entry.id]
    proved = site.evidence.practices.get(record.practice or "")
    return {
        "counts": held.counts,
        "why_not": held.why or None,
        "once_counted": not held.never,
        "sustained": held.sustained,
        "review_due": _day(review_due(record)),
        "overdue": lapsed(record, site.today),
        "practice_level": proved.level if proved else None,
    }


def event(site: Site, entry: Entry) -> dict[str, Any]:
    """Return one event of exchange as open data."""
    record = entry.record
    return {
        **_identity(site, entry),
        "title": record.title,
        "summary": record.summary,
        "kind": str(record.kind),
        "held_on": _day(record.held_on),
        "until": _day(record.until),
        "place": record.place,
        "locality": record.locality,
        "host": record.host,
        "host_name": site.unit(record.host).text,
        "units": list(record.units),
        "practices": list(record.practices),
        "exemplars": list(record.exemplars),
        "plan": record.plan,
    }


def unit(site: Site, entry: Entry) -> dict[str, Any]:
    """Return one unit as open data."""
    record = entry.record
    return {
        **_identity(site, entry),
        "name": record.name,
        "short_name": record.short_name,
        "abbr": record.abbr,
        "kind": record.kind,
        "level": record.level,
        "parent": record.parent,
        "locality": record.locality,
        "cluster": record.cluster,
        "valid_from": _day(record.valid_from),
        "valid_to": _day(record.valid_to),
        "successors": list(record.successors),
        "exemplars": [held.id for held in site.by_unit.get(entry.id, ())],
    }


_SETS: Final = (
    ("exemplars", "exemplar", exemplar),
    ("campaigns", "campaign", campaign),
    ("plans", "plan", plan),
    ("practices", "practice", practice),
    ("replications", "replication", replication),
    ("events", "event", event),
    ("units", "unit", unit),
)


def _file(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def all_data(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the files of `api/v1/` but `build.json`, as (file, bytes); one line for each record."""
    for name, kind, shape in _SETS:
        held = site.exemplars if kind == "exemplar" else site.library.of(kind).values()
        rows = ",\n".join(json.dumps(shape(site, entry), ensure_ascii=False) for entry in held)
        head = f'"version": {VERSION}, "type": "{name}", "count": {len(held)}'
        yield f"api/v1/{name}.json", f'{{{head}, "{name}": [\n{rows}\n]}}\n'.encode()


def build_proof(
    site: Site, *, read: dict[str, int], published: dict[str, int], errors: dict[str, int], versions: dict[str, str]
) -> bytes:
    """Return `build.json`: proof of what was read, published and withheld, by which versions, as of which day."""
    withheld = {kind: read[kind] - published.get(kind, 0) for kind in read}
    return _file(
        {
            "version": VERSION,
            "type": "build",
            "as_of": site.today.isoformat(),
            "read": read,
            "published": published,
            "withheld": {kind: count for kind, count in withheld.items() if count},
            "issues": errors,
            "versions": {"exemplary": __version__, **versions},
        }
    )
