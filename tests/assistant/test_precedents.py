"""Precedents: the most alike first, each once, from many places, within the filters."""

import json
from pathlib import Path

import pytest

from assistant.precedent_view import AskedPrecedents, place_of, precedent_view
from assistant.precedents import elsewhere, like, precedents
from corpus.errors import BulletinError
from index.hits import Filters

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"

DESCRIPTION = "企业招不到人，想把技能培训和就近上岗结合起来"


def titles(cards):
    return [card.title for card in cards]


def test_the_practice_described_comes_first(samples):
    assert titles(precedents(samples, "零工驿站", limit=3))[0] == "华容县：就业服务送到家门口"
    assert titles(precedents(samples, "对非洲的贸易怎么做大", limit=3))[0] == "对非贸易跑出新速度"


def test_another_wording_finds_it_too(samples):
    assert "招商队伍精准出击" in titles(precedents(samples, "引资有什么好办法", limit=5))


def test_no_practice_comes_twice_and_scores_fall(samples):
    cards = precedents(samples, DESCRIPTION, limit=30)
    assert len({(*card.place, card.title) for card in cards}) == len(cards)
    assert precedents(samples, DESCRIPTION, limit=30) == cards
    assert titles(precedents(samples, DESCRIPTION, limit=4)) == titles(cards)[:4]


def test_a_region_that_is_named_narrows_to_itself_and_its_counties_first(samples):
    found = precedents(samples, "岳阳下面的县区怎么服务企业", limit=3)
    assert {card.region for card in found} <= {
        "云溪区",
        "平江县",
        "临湘市",
        "华容县",
        "汨罗市",
        "岳阳县",
        "湘阴县",
        "岳阳经济技术开发区",
    }


def test_filters_hold_and_what_may_not_be_seen_is_not(samples):
    inside = precedents(samples, DESCRIPTION, filters=Filters(regions=("华容县",)))
    assert {card.region for card in inside} == {"华容县"}
    assert precedents(samples, DESCRIPTION, filters=Filters(clearance=())) == []


def test_what_is_like_a_paragraph_is_another_practice(samples):
    own = precedents(samples, "零工驿站", limit=1)[0]
    passage = next(one for one in samples.passages(own.source.key) if one.paragraph.number == own.source.paragraph)
    cards = like(samples, passage, limit=5)
    assert len(cards) == 5
    assert own.place not in {card.place for card in cards}


def test_the_region_of_a_draft_narrows_nothing(samples):
    draft = "湘潭市各县区建起零工驿站，开设订单班，送岗上门。"
    assert "华容县" in {card.region for card in elsewhere(samples, draft, limit=3)}
    assert {card.region for card in precedents(samples, draft, limit=3)} == {"湘潭市"}


def test_a_long_draft_is_looked_for_part_by_part(samples, tmp_path):
    draft = tmp_path / "稿子.txt"
    draft.write_text("关于就业工作的情况\n\n" + "全县建起零工驿站，按岗开设培训班。" * 60, encoding="utf-8")
    view = precedent_view(samples, AskedPrecedents(draft=draft, limit=3))
    assert view.description == "稿子"
    assert titles(view.cards)[0] == "华容县：就业服务送到家门口"


def test_lines_and_record_tell_the_same_cards(samples):
    view = precedent_view(samples, AskedPrecedents("零工驿站", limit=2))
    assert view.lines[0].startswith("1. 华容县：就业服务送到家门口（华容县，2026-04-15；")
    assert [card["title"] for card in view.record] == titles(view.cards)
    first = view.record[0]
    assert [measure["title"] for measure in first["measures"]] == ["按岗培训", "就近建站", "干部引路"]
    assert all(measure["source"]["quote"] for measure in first["measures"])
    assert first["effects"]
    assert json.dumps(view.record, ensure_ascii=False)
    assert {effect["source"] for effect in first["effects"]} <= {source["number"] for source in first["results"]}


def test_nothing_found_is_a_sentence(samples):
    asked = AskedPrecedents("，。", limit=2)
    assert precedent_view(samples, asked).lines == ["没有找到类似的做法，请换个说法或放宽条件。"]


def test_a_mistake_is_one_sentence(samples, tmp_path):
    with pytest.raises(BulletinError, match="请只给一样"):
        precedent_view(samples, AskedPrecedents())
    with pytest.raises(BulletinError, match="请写成 文件名:段号"):
        place_of("专报第2期")
    document = samples.documents()[0]
    with pytest.raises(BulletinError, match="没有第9999段"):
        precedent_view(samples, AskedPrecedents(document=document, paragraph=9999))
    empty = tmp_path / "空.txt"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(BulletinError):
        precedent_view(samples, AskedPrecedents(draft=empty))


def test_a_place_is_a_document_and_a_paragraph():
    assert place_of("汨罗市专报：2期：34") == ("汨罗市专报:2期", 34)


def test_a_draft_that_is_in_the_library_is_no_precedent_of_itself(samples):
    own = next(path for path in SAMPLES.iterdir() if path.stem.startswith("云溪区法治护企"))
    view = precedent_view(samples, AskedPrecedents(draft=own, limit=10))
    assert view.cards
    assert own.stem not in {card.source.document for card in view.cards}
