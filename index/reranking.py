"""Read the first hits of a search once more, each together with the query, by a cross-encoder from a local folder."""

import json
import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import ModelMissing
from index.fusion import standardise
from index.hits import Passage, Reranker

# So many hits of a search are read again; what it costs stands in eval/README.md.
RERANKED = 20
# Tokens of query and passage together; models that allow thousands would spend a minute on a long table.
_LONGEST = 512
# Of the same length, so that a tokenizer to which all Chinese is unknown (transformers makes one where its files are
# missing) cannot tell them apart.
_PROBES = ("零工驿站建成三处", "固定资产投资增长")
_NOISE = 1e-4  # the same pair at two places of a batch
_CLASSIFIER = "ForSequenceClassification"

logger = logging.getLogger(__name__)


def load_reranker(folder: Path) -> Reranker:
    """The cross-encoder in the folder; nothing is ever fetched. Raises `ModelMissing`."""
    config = folder / "config.json"
    try:
        architectures = json.loads(config.read_text(encoding="utf-8")).get("architectures") or []
    except OSError as error:
        raise ModelMissing(_told(folder, "没有可读的 config.json")) from error
    except (ValueError, AttributeError) as error:
        raise ModelMissing(_told(folder, "config.json 不是模型配置")) from error
    # Any other model would be loaded with a head of random weights, another one each time.
    if not any(str(name).endswith(_CLASSIFIER) for name in architectures):
        raise ModelMissing(_told(folder, f"不是交叉编码模型，config.json 的 architectures 里没有 …{_CLASSIFIER}"))
    return CrossEncoderReranker(folder)


class CrossEncoderReranker:
    """A cross-encoder as sentence-transformers runs it, on PyTorch and the processor."""

    def __init__(self, folder: Path) -> None:
        """Load from the local folder only; weights that are a pickle are read weights-only."""
        os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import CrossEncoder  # takes seconds and 450 MB: only where it is asked for
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        self.name = folder.name
        self._one_at_a_time = threading.Lock()  # its tokenizer cannot be shared by threads
        try:
            self._model = CrossEncoder(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                activation_fn=_raw,
                model_kwargs={"weights_only": True, "dtype": "float32"},
            )
            self._model.max_seq_length = min(self._model.max_seq_length or _LONGEST, _LONGEST)
            labels = self._model.num_labels
            one, other = self.score(_PROBES[0], _PROBES) if labels == 1 else (0.0, 0.0)
        except Exception as error:  # unpicklers, safetensors, tokenizers and torch each have their own classes
            logger.info("reranker %s: %s", folder, error)
            raise ModelMissing(_told(folder, "无法载入，权重或分词文件缺失、损坏或不相配")) from error
        if labels != 1:
            raise ModelMissing(_told(folder, f"每对文字给出 {labels} 个分数，应当只给一个"))
        if not abs(one - other) > _NOISE:  # so put, a score that is not a number is told as well
            raise ModelMissing(_told(folder, "分不清不同的中文，分词文件或权重可能缺失"))

    def score(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """One raw score a text, in one batch; what exceeds the model's length is cut off the longer of the two."""
        pairs = [(query, text) for text in texts]
        if not pairs:
            return []
        with self._one_at_a_time:
            scores = self._model.predict(pairs, batch_size=len(pairs), show_progress_bar=False)
        return [float(score) for score in scores]


def reread(
    query: str, passages: Mapping[int, Passage], score: Callable[[str, tuple[str, ...]], Sequence[float]]
) -> dict[int, float]:
    """For each passage its share of 0 … 1 among them, by how well `score` finds that it answers the query."""
    scores = score(query, tuple(_text(passage) for passage in passages.values()))
    return standardise(dict(zip(passages, scores, strict=True)))


def _text(passage: Passage) -> str:
    """The paragraph below the title and the headings above it, which often hold what it is about."""
    above = " › ".join(part for part in (passage.document.masthead.title, *passage.section) if part)
    return f"{above}\n{passage.paragraph.text}"


def _raw(scores: Any) -> Any:
    """Scores as they are: between 0 and 1 the best would all be nearly 1."""
    return scores


def _told(folder: Path, what: str) -> str:
    return f"重排模型“{folder}”不能用（{what}），请检查 BULLETINS_RERANKER，或不设它。"
