"""Makes unit vectors from text that every machine can get: the glosses of WordNet.

Each synset (its words and its gloss) is one text. TF-IDF over words, truncated SVD (latent
semantic analysis) to ``--dim`` dimensions, a random rotation, unit length. The rotation changes no
distance; without it the first dimensions would carry most of a vector, which embedding models do
not do and which codes that treat all dimensions alike (Lucene's bits, product codes) do not bear.
Texts are shuffled with a fixed seed; the last ``--queries`` of them are held out: the SVD is fitted
without them and they are in no base row.

The text comes from Debian's ``wordnet-base`` package, which is fetched and unpacked in the scratch
directory (nothing is installed); ``--wordnet DIR`` names a directory that already has ``data.noun``
and its three siblings. scikit-learn is needed:

    python3 -m venv scratch/venv && scratch/venv/bin/pip install scikit-learn==1.9.1
    scratch/venv/bin/python scripts/text_vectors.py --out scratch

writes ``scratch/base.npy`` and ``scratch/queries.npy`` (float32, C order) and prints one JSON line:
shapes, versions, SHA-256 of both files. The same versions on the same kind of processor give the
same digests: the sums run on one thread. Another BLAS may differ in last bits.
"""

from __future__ import annotations

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"  # before numpy: sums in one order

import argparse  # noqa: E402
import hashlib  # noqa: E402
import json  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

_PARTS = ("data.noun", "data.verb", "data.adj", "data.adv")
_SEED = 42
_LONGEST_NULL = 1e-6


def fetch_wordnet(scratch: Path) -> Path:
    """Downloads and unpacks ``wordnet-base`` below ``scratch``.

    Returns
    -------
    pathlib.Path
        The directory that has ``data.noun``.
    """
    unpacked = scratch / "wordnet"
    directory = unpacked / "usr" / "share" / "wordnet"
    if not (directory / _PARTS[0]).exists():
        unpacked.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["apt-get", "download", "wordnet-base"], cwd=unpacked, check=True, stdout=sys.stderr
        )
        (package,) = unpacked.glob("wordnet-base_*.deb")
        subprocess.run(["dpkg", "-x", package.name, "."], cwd=unpacked, check=True)
    return directory


def texts_of(directory: Path) -> list[str]:
    """One text for each synset, ``words: gloss``, in the order of the files, each only once."""
    texts: dict[str, None] = {}
    for part in _PARTS:
        for line in (directory / part).read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("  "):  # the licence at the head of each file
                continue
            fields, _, gloss = line.partition("|")
            field = fields.split()
            count = int(field[3], 16)
            words = " ".join(word.replace("_", " ") for word in field[4 : 4 + 2 * count : 2])
            texts[f"{words}: {gloss.strip()}"] = None
    return list(texts)


def vectors_of(texts: list[str], rows: int, queries: int, dim: int):
    """Returns ``(base, queries)``: float32 unit rows, ``rows x dim`` and ``queries x dim``."""
    import numpy as np
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(texts) < rows + queries:
        raise SystemExit(f"error: {len(texts)} texts, {rows + queries} asked")
    order = np.random.default_rng(_SEED).permutation(len(texts))
    shuffled = [texts[i] for i in order]
    base_texts, query_texts = shuffled[:-queries], shuffled[-queries:]
    weights = TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2), max_features=200_000)
    base_weights = weights.fit_transform(base_texts)
    svd = TruncatedSVD(n_components=dim, n_iter=2, random_state=_SEED)
    svd.fit(base_weights)
    rotation, _ = np.linalg.qr(np.random.default_rng(_SEED).normal(size=(dim, dim)))

    def unit(matrix):
        projected = svd.transform(matrix) @ rotation
        length = np.linalg.norm(projected, axis=1)
        kept = length > _LONGEST_NULL  # a text of unknown words only has no direction
        return (projected[kept] / length[kept, None]).astype("<f4")

    base, held_out = unit(base_weights)[:rows], unit(weights.transform(query_texts))
    if len(base) < rows:
        raise SystemExit(f"error: only {len(base)} texts have a direction, {rows} asked")
    return np.ascontiguousarray(base), np.ascontiguousarray(held_out)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="directory of the two .npy files")
    parser.add_argument("--wordnet", type=Path, help="directory of data.noun, not fetched then")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_000)
    parser.add_argument("--dim", type=int, default=384)
    arguments = parser.parse_args()

    import numpy as np
    import scipy
    import sklearn

    arguments.out.mkdir(parents=True, exist_ok=True)
    directory = arguments.wordnet or fetch_wordnet(arguments.out)
    base, queries = vectors_of(
        texts_of(directory), arguments.rows, arguments.queries, arguments.dim
    )
    report = {
        "versions": {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        }
    }
    for name, array in (("base", base), ("queries", queries)):
        path = arguments.out / f"{name}.npy"
        np.save(path, array)
        report[name] = {
            "shape": list(array.shape),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
