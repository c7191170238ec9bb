"""The reranker: a tiny random cross-encoder from a folder, what a preference does to a search, and folders that are none."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.errors import ModelMissing
from index.finding import find
from index.fusion import WEIGHTS
from index.hits import Hit
from index.ingest import ingest
from index.library import open_library
from index.reranking import RERANKED, load_reranker

QUERY = "零工驿站建成几处"
CHARACTERS = "零工驿站建成三五九处汨罗市华容县岳阳固定资产投增长的在里，。？0123456789"


def write_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A BERT of two layers and random weights, each character a token: scores mean nothing but are always the same."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir()
    vocabulary = folder.with_suffix(".txt")
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *CHARACTERS]), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=5 + len(CHARACTERS),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(str(vocabulary)).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny cross-encoder."""
    return write_cross_encoder(tmp_path_factory.mktemp("models") / "tiny")


@dataclass(slots=True)
class Preferring:
    """Prefers the texts that hold a word, and remembers what it was given to read."""

    word: str
    name: str = "preferring"
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        self.asked.append((query, tuple(texts)))
        return [5.0 if self.word in text else -3.0 for text in texts]


@pytest.fixture
def filled(home: Path, encoder, write_bulletin) -> Path:
    """The home of a library of thirty paragraphs that answer more or less alike."""
    body = [f"零工驿站建成第{number}处，由街道{number}管理。" for number in range(30)]
    with open_library(home, encoder) as library:
        ingest(library, [write_bulletin("专报.txt", body={"特色亮点": body})])
    return home


def texts(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.paragraph.text for hit in hits]


def searched(home: Path, encoder, reranker=None, *, limit: int = 40) -> list[Hit]:
    with open_library(home, encoder, reranker=reranker) as library:
        return library.search(QUERY, limit=limit)


def test_a_cross_encoder_is_loaded_from_its_folder_and_scores_pairs(cross_encoder: Path) -> None:
    reranker = load_reranker(cross_encoder)
    first, second, third = scores = list(
        reranker.score(QUERY, ["零工驿站建成三处。", "固定资产投资增长。", "零" * 3_000])
    )
    assert reranker.name == "tiny"
    assert len({first, second, third}) == 3
    assert max(map(abs, scores)) > 1  # as the model gives them, not squeezed into 0 … 1
    assert list(reranker.score(QUERY, [])) == []


def test_a_pair_scores_alike_alone_and_beside_others_and_the_same_when_loaded_again(cross_encoder: Path) -> None:
    pairs = ["零工驿站建成三处。", "固定资产投资增长。", "汨罗市的零工驿站在华容县里建成九处。"]
    reranker = load_reranker(cross_encoder)
    together = list(reranker.score(QUERY, pairs))
    assert [reranker.score(QUERY, [text])[0] for text in pairs] == pytest.approx(together, abs=1e-4)
    assert list(load_reranker(cross_encoder).score(QUERY, pairs)) == together


def test_what_the_reranker_prefers_comes_first_and_its_part_says_so(filled: Path, encoder) -> None:
    before = searched(filled, encoder)
    preferred = before[RERANKED - 1]
    after = searched(filled, encoder, Preferring(preferred.passage.paragraph.text))
    assert preferred.passage != before[0].passage
    assert after[0].passage == preferred.passage
    assert after[0].why == preferred.why | {"读": WEIGHTS["读"]}
    assert after[0].score == preferred.score + WEIGHTS["读"]
    assert {hit.why["读"] for hit in after[1:RERANKED]} == {0.0}


def test_what_is_not_read_keeps_its_order_below(filled: Path, encoder) -> None:
    before = searched(filled, encoder)
    after = searched(filled, encoder, Preferring(before[-1].passage.paragraph.text))
    assert len(before) > RERANKED
    assert after[RERANKED:] == before[RERANKED:]
    moved = searched(filled, encoder, Preferring(before[RERANKED - 1].passage.paragraph.text))
    assert (moved[RERANKED:], moved[0].passage) == (before[RERANKED:], before[RERANKED - 1].passage)


def test_title_and_headings_are_read_above_the_paragraph_in_one_batch(filled: Path, encoder) -> None:
    reranker = Preferring("街道3")
    searched(filled, encoder, reranker)
    ((query, read),) = reranker.asked
    assert (query, len(read)) == (QUERY, RERANKED)
    assert all(text.startswith("汨罗市“开局八好”工作专报 › 【特色亮点】\n") or "\n【" in text for text in read)


def test_a_search_with_a_cross_encoder_gives_the_same_twice(filled: Path, encoder, cross_encoder: Path) -> None:
    first = searched(filled, encoder, load_reranker(cross_encoder))
    second = searched(filled, encoder, load_reranker(cross_encoder))
    assert first == second
    assert texts(first) != texts(searched(filled, encoder))
    assert set(texts(first[:RERANKED])) == set(texts(searched(filled, encoder)[:RERANKED]))


def test_the_same_search_is_read_once(filled: Path, encoder) -> None:
    reranker = Preferring("街道3")
    with open_library(filled, encoder, reranker=reranker) as library:
        assert library.search(QUERY, limit=3) == library.search(QUERY, limit=30)[:3]
    assert len(reranker.asked) == 1


def test_pages_begin_as_the_search_does(filled: Path, encoder) -> None:
    with open_library(filled, encoder, reranker=Preferring("街道3")) as library:
        assert list(find(library, QUERY, limit=10).hits) == library.search(QUERY, limit=10)


def test_weights_that_do_not_name_it_leave_it_out(filled: Path, encoder) -> None:
    reranker = Preferring("街道3")
    with open_library(filled, encoder, reranker=reranker) as library:
        hits = library.search(QUERY, weights={"文": 1.0})
    assert reranker.asked == []
    assert all("读" not in hit.why for hit in hits)


def test_a_library_in_which_nothing_is_found_is_searched_all_the_same(home: Path, encoder) -> None:
    assert searched(home, encoder, Preferring("街道3")) == []


def test_without_one_a_search_has_no_such_part_and_loads_no_model(filled: Path, encoder) -> None:
    script = (
        "import sys; from pathlib import Path; from conftest import HashedEncoder; from index.library import open_library\n"
        "with open_library(Path(sys.argv[1]), HashedEncoder()) as library:\n"
        "    hits = library.search(sys.argv[2])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))\n"
        "print(sorted(set().union(*(hit.why for hit in hits))))"
    )
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", script, filled, QUERY],
        cwd=root, env={"PYTHONPATH": f"{root}:{root / 'tests'}", "PYTHONUTF8": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == f"[]\n{sorted(set(WEIGHTS) - {'读'})}\n"


class TestFoldersThatAreNone:
    def told(self, folder: Path) -> str:
        with pytest.raises(ModelMissing) as raised:
            load_reranker(folder)
        sentence = str(raised.value)
        assert sentence.startswith(f"重排模型“{folder}”不能用（")
        assert sentence.endswith("），请检查 BULLETINS_RERANKER，或不设它。")
        assert "\n" not in sentence
        return sentence

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert "没有可读的 config.json" in self.told(tmp_path / "none")

    @pytest.mark.parametrize("content", ["not json", "[]", '"text"'])
    def test_a_config_that_is_none(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "config.json").write_text(content)
        assert "config.json 不是模型配置" in self.told(tmp_path)

    @pytest.mark.parametrize("content", [{}, {"architectures": None}, {"architectures": ["BertModel"]}])
    def test_an_encoder_is_no_reranker(self, tmp_path: Path, content: dict[str, object]) -> None:
        (tmp_path / "config.json").write_text(json.dumps(content))
        assert "不是交叉编码模型" in self.told(tmp_path)

    def test_a_classifier_of_several_classes(self, tmp_path: Path) -> None:
        assert "每对文字给出 3 个分数" in self.told(write_cross_encoder(tmp_path / "three", labels=3))

    def test_a_folder_without_weights(self, tmp_path: Path, cross_encoder: Path) -> None:
        folder = shutil.copytree(cross_encoder, tmp_path / "copy")
        (folder / "model.safetensors").unlink()
        assert "无法载入" in self.told(folder)

    def test_a_folder_without_its_tokenizer(self, tmp_path: Path, cross_encoder: Path) -> None:
        folder = shutil.copytree(cross_encoder, tmp_path / "copy")
        for path in folder.glob("tokenizer*"):
            path.unlink()
        assert "分不清不同的中文" in self.told(folder)

    @pytest.mark.parametrize("content", [b"", b"no tensors at all"])
    def test_damaged_weights(self, tmp_path: Path, cross_encoder: Path, content: bytes) -> None:
        folder = shutil.copytree(cross_encoder, tmp_path / "copy")
        (folder / "model.safetensors").write_bytes(content)
        assert "无法载入" in self.told(folder)

    def test_nothing_in_weights_that_are_a_pickle_runs(self, tmp_path: Path, cross_encoder: Path) -> None:
        folder = shutil.copytree(cross_encoder, tmp_path / "copy")
        (folder / "model.safetensors").unlink()
        ran = tmp_path / "ran"
        (folder / "pytorch_model.bin").write_bytes(f"cos\nsystem\n(S'touch {ran}'\ntR.".encode())
        assert "无法载入" in self.told(folder)
        assert not ran.exists()
