"""What is doubtful within one document: pages not made out, paragraphs told twice, figures that contradict each other."""

from collections.abc import Sequence

from corpus.bulletin import Bulletin, Finding, Paragraph
from corpus.contradiction import clashes
from corpus.likeness import near_duplicates


def audit(bulletin: Bulletin, *, unreadable: Sequence[int] = ()) -> tuple[Finding, ...]:
    """The findings of a document whose facts have been read, in the order of its paragraphs within each kind."""
    return (*_pages(unreadable), *contradictions(bulletin), *_repeated(bulletin.paragraphs))


def _pages(unreadable: Sequence[int]) -> list[Finding]:
    if not unreadable:
        return []
    pages = "、".join(str(page) for page in unreadable)
    return [Finding("无法辨认", "警告", f"第{pages}页没有认出文字或认得很少，请对照原件核对。")]


def contradictions(bulletin: Bulletin) -> list[Finding]:
    """The figures of a document that cannot both be true."""
    texts = {paragraph.number: paragraph.text for paragraph in bulletin.paragraphs}
    found = []
    for one, other in clashes(bulletin.facts):
        first, second = (texts[fact.paragraph][fact.start : fact.end] for fact in (one, other))
        sentence = f"“{one.indicator}”有两种说法：第{one.paragraph}段“{first}”，第{other.paragraph}段“{second}”。"
        found.append(Finding("数字矛盾", "警告", sentence, other.paragraph))
    return found


def _repeated(paragraphs: Sequence[Paragraph]) -> list[Finding]:
    body = [paragraph for paragraph in paragraphs if paragraph.role == "body"]
    return [
        Finding(
            "重复段落",
            "提示",
            f"第{body[later].number}段与第{body[first].number}段有{likeness:.0%}相同。",
            body[later].number,
        )
        for first, later, likeness in near_duplicates([paragraph.text for paragraph in body])
    ]
