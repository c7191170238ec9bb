"""A development as an object for JSON."""

from typing import Any

from assistant.citation import Citation
from assistant.development import Development, Mention, Stage, Wording
from assistant.figures.records import figure_records
from assistant.lineage import ItemList, Passing
from assistant.records import passage_record
from index.facts import FactHit

Record = dict[str, Any]


def development_record(found: Development) -> Record:
    """Its documents with every mention, the wordings beside each other, and the items of series."""
    return {
        "subject": found.subject,
        "topics": [{"name": topic.name, "series": topic.series} for topic in found.topics],
        "regions": list(found.regions),
        "found": found.found,
        "complete": found.complete,
        "stages": [_stage(stage) for stage in found.stages],
        "lists": [_list(one) for one in found.lists],
        "passings": [_passing(one) for one in found.passings],
    }


def _stage(stage: Stage) -> Record:
    masthead = stage.document.masthead
    return {
        "document": stage.document.name,
        "title": masthead.title,
        "series": masthead.series,
        "issue": masthead.issue,
        "date": masthead.date.isoformat() if masthead.date else None,
        "day": stage.day.isoformat() if stage.day else None,
        "region": masthead.region,
        "wordings": [_wording(one) for one in stage.wordings],
        "mentions": [_mention(one) for one in stage.mentions],
    }


def _mention(mention: Mention) -> Record:
    """The place in the form that hits of a search have, and the sentence in it."""
    return (
        passage_record(mention.passage)
        | _sentence(mention.citation)
        | {
            "topic": mention.topic,
            "place": mention.place,
            "manner": mention.manner,
            "words": list(map(list, mention.spans)),
            "facts": figure_records([FactHit(mention.passage, fact) for fact in mention.facts]),
        }
    )


def _sentence(citation: Citation) -> Record:
    return {
        "number": citation.number,
        "quote": citation.quote,
        "span": list(citation.span),
        "printed": citation.printed(),
    }


def _wording(wording: Wording) -> Record:
    """By the numbers of its mention and the one before; spans are of their quotes."""
    return {
        "topic": wording.mention.topic,
        "mention": wording.mention.citation.number,
        "before": wording.before.citation.number if wording.before else None,
        "new": list(map(list, wording.new)),
        "gone": list(map(list, wording.gone)),
        "alike": round(wording.alike, 3),
    }


def _list(items: ItemList) -> Record:
    return {
        "series": items.series,
        "document": items.document.name,
        "section": list(items.section),
        "items": [
            {"title": item.title, "paragraph": item.citation.paragraph} | _sentence(item.citation)
            for item in items.items
        ],
    }


def _passing(passing: Passing) -> Record:
    before, after = passing.before.items, passing.after.items
    return {
        "before": passing.before.series,
        "after": passing.after.series,
        "pairs": [
            {
                "before": before[pair.before].title,
                "after": after[pair.after].title,
                "shared": list(pair.shared),
                "nearness": pair.nearness,
            }
            for pair in passing.pairs
        ],
        "new": [after[place].title for place in passing.new],
        "gone": [before[place].title for place in passing.gone],
    }
