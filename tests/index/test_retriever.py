"""The library as a llama-index retriever."""

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore

from index.hits import Filters
from index.ingest import ingest
from index.retriever import BulletinRetriever

BODY = {"特色亮点": ["零工驿站建成三处。", "龙舟赛吸引游客。"]}


def test_paragraphs_come_as_scored_nodes_that_say_where_they_stand(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("汨罗专报.txt", body=BODY)])
    retriever = BulletinRetriever(library, limit=2)
    nodes = retriever.retrieve("零工驿站建成三处")
    hits = library.search("零工驿站建成三处", limit=2)
    assert isinstance(retriever, BaseRetriever)
    assert all(isinstance(node, NodeWithScore) for node in nodes)
    assert [(node.node_id, node.score) for node in nodes] == [(hit.passage.id, hit.score) for hit in hits]
    assert nodes[0].get_content() == "零工驿站建成三处。"
    assert nodes[0].metadata == {
        "document": "汨罗专报",
        "title": "汨罗市“开局八好”工作专报",
        "issue": "第2期",
        "date": "2026-04-28",
        "section": "【特色亮点】",
        "paragraph": 7,
    }


def test_its_filters_hold(library, write_bulletin) -> None:
    ingest(library, [write_bulletin("内部.txt", body=BODY, release="内部资料")])
    assert BulletinRetriever(library, filters=Filters(clearance=("公开",))).retrieve("零工驿站") == []
