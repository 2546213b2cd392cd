"""Measures Faiss and hnswlib on the vectors of `omen bench vectors`, for the same page.

Each runs with one thread on the same ``.npy`` files; recall is by score against a float64 brute
force, as `bench vectors` counts it. The packages are installed with pip into a virtual environment
of the script's own, ``--venv``; one that cannot be had is skipped with a word.

    python3 scripts/vector_peers.py --base base.npy --queries queries.npy --venv scratch/peers \
        --merge docs/benchmarks/results/vectors/NAME.json

prints the same JSON as `bench vectors --json`. ``--merge`` puts the results into a saved run of
`bench vectors` (``--save``), if that is over the same rows, queries, metric and k, in place of
those it had of these systems; `bin/omen bench render` then draws them with the others.

Set-ups: ``faiss flat`` is IndexFlatIP (L2 for that metric), filtered with IDSelectorRange, and by
string equality with IDSelectorBitmap, whose bitmaps, one for each value, are made before;
``faiss pq_fastscan`` is IndexPQFastScan with 4 bits and 4 dimensions a code under
IndexRefineFlat, swept over k_factor, and takes no filter; ``hnswlib hnsw`` has M 16,
ef_construction 100, swept over ef, and is not filtered: it would call a Python function for every
row that it looks at. For cosine all vectors are scaled to length one. Filtered ranges have the
same lengths as those of `bench vectors`, not the same places; rows with one value are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

_PACKAGES = {"faiss": "faiss-cpu", "hnswlib": "hnswlib"}
_INSIDE = "OMEN_VECTOR_PEERS_INSIDE"
_TOLERANCE = 1e-6
_SWEEP = (1, 2, 3, 5, 8, 12, 20, 32, 50)


def enter_venv(directory: Path) -> None:
    """Runs this script again inside a virtual environment that has the packages; never returns."""
    python = directory / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(directory)], check=True)
    for package in ("numpy", *_PACKAGES.values()):
        done = subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", package],
            stdout=sys.stderr,
            check=False,
        )
        if done.returncode != 0:
            print(f"{package}: pip cannot install it, skipped", file=sys.stderr)
    environment = dict(os.environ)
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        environment[variable] = "1"
    environment[_INSIDE] = "1"
    os.execve(str(python), [str(python), *sys.argv], environment)


class KeyRanges:
    """Ranges of row numbers with a fraction of the rows, another one for each query."""

    kind = "filterFraction"

    def __init__(self, fraction: float, rows: int, queries: int) -> None:
        import numpy as np

        self.fraction = fraction
        self.length = max(1, min(rows, round(fraction * rows)))
        starts = np.random.default_rng(42).integers(0, rows - self.length + 1, queries)
        self.windows = [(int(start), int(start) + self.length) for start in starts]

    def rows(self, query: int):
        """What indexes the rows of a query."""
        return slice(*self.windows[query])

    def contains(self, query: int, row: int) -> bool:
        """Whether a query may return a row."""
        begin, end = self.windows[query]
        return begin <= row < end

    def faiss_selector(self, faiss, query: int):
        """What Faiss takes for it; none where nothing is filtered."""
        return None if self.fraction == 1 else faiss.IDSelectorRange(*self.windows[query])


class Tags:
    """Rows with one value in a string column, the values by turns: as TagColumn of `bench vectors`.

    Rows are in the order of the signed SplitMix64 hash of their number; the first ``length`` of
    them have the first value, the next ones the second, and so on.
    """

    kind = "whereFraction"

    def __init__(self, fraction: float, rows: int, queries: int) -> None:
        import numpy as np

        self.fraction = fraction
        self.length = max(1, min(rows, int(fraction * rows + 0.5)))
        bits = np.arange(1, rows + 1, dtype="u8") * np.uint64(0x9E3779B97F4A7C15)
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        order = np.argsort((bits ^ (bits >> np.uint64(31))).view("i8"))
        self.numbers = np.empty(rows, "i8")
        self.numbers[order] = np.arange(rows) // self.length
        self.values = rows // self.length
        self.selectors: dict = {}

    def rows(self, query: int):
        """What indexes the rows of a query."""
        return self.numbers == query % self.values

    def contains(self, query: int, row: int) -> bool:
        """Whether a query may return a row."""
        return bool(self.numbers[row] == query % self.values)

    def faiss_selector(self, faiss, query: int):
        """A bitmap, made once for each value."""
        import numpy as np

        number = query % self.values
        if number not in self.selectors:
            bitmap = np.packbits(self.rows(query), bitorder="little")
            self.selectors[number] = faiss.IDSelectorBitmap(bitmap)
        return self.selectors[number]


def true_scores(metric: str, base, queries, wanted):
    """Float64 scores, greater is nearer: yields ``(query index, scores of its rows)``.

    ``wanted`` gives what indexes the rows of a query.
    """
    import numpy as np

    wide = base.astype("f8")
    for i, query in enumerate(queries.astype("f8")):
        rows = wide[wanted(i)]
        if metric == "l2":
            yield i, -np.sqrt(((rows - query) ** 2).sum(axis=1))
        else:
            yield i, rows @ query


def least_scores(metric: str, base, queries, wanted, k: int):
    """The least score that counts, for each query."""
    import numpy as np

    least = np.empty(len(queries))
    for i, scores in true_scores(metric, base, queries, wanted):
        count = min(k, len(scores))
        kth = np.partition(scores, -count)[-count]
        scale = {"l2": abs(kth), "dot": max(1.0, abs(kth)), "cosine": 1.0}[metric]
        least[i] = kth - _TOLERANCE * scale
    return least


class Measurement:
    """Times one thread's searches and counts what they find."""

    def __init__(self, arguments, base, queries, wanted: KeyRanges | Tags) -> None:
        self.arguments = arguments
        self.base = base
        self.queries = queries
        self.wanted = wanted
        self.least = least_scores(arguments.metric, base, queries, wanted.rows, arguments.k)

    @property
    def unfiltered(self) -> bool:
        """Whether all rows may be returned."""
        return self.wanted.fraction == 1

    def result(
        self, system: str, mode: str, setting: str, built: dict, search, selector=None
    ) -> dict:
        """The fields of a result; ``search(query, k, selector)`` returns row numbers.

        ``built`` are the fields of the index; its selectors, of which it may have none, are made
        before the clock starts.
        """
        import numpy as np

        k, wanted, found, returned = self.arguments.k, 0, 0, 0
        selectors = [
            selector(self.wanted, i) if selector else None for i in range(len(self.queries))
        ]
        for i, query in enumerate(self.queries):
            rows = [int(row) for row in search(query[None], k, selectors[i]) if row >= 0]
            if len(set(rows)) != len(rows) or any(not self.wanted.contains(i, row) for row in rows):
                raise SystemExit(f"error: {system} {mode} returns rows it must not: {rows}")
            wanted += min(k, self.wanted.length)
            returned += len(rows)
            for row in rows:
                pair = self.base[row : row + 1]
                for _, scores in true_scores(
                    self.arguments.metric, pair, query[None], lambda _: slice(1)
                ):
                    found += scores[0] >= self.least[i]
        nanos, cpu_start, start = [], time.thread_time_ns(), time.perf_counter_ns()
        before = start
        while before - start < self.arguments.seconds * 1e9:
            i = len(nanos) % len(self.queries)
            search(self.queries[i : i + 1], k, selectors[i])
            now = time.perf_counter_ns()
            nanos.append(now - before)
            before = now
        cpu = time.thread_time_ns() - cpu_start
        fields = {
            "system": system,
            "mode": mode,
            "setting": setting,
            "filterFraction": None,
            "whereFraction": None,
            self.wanted.kind: self.wanted.fraction,
            "batch": 1,
            "recall": found / wanted,
            "missingRows": wanted - returned,
            "certified": False,
            "queriesPerSecond": len(nanos) * 1e9 / (before - start),
            "cpuMicrosPerQuery": cpu / 1e3 / len(nanos),
            "p50Nanos": int(np.percentile(nanos, 50)),
            "p99Nanos": int(np.percentile(nanos, 99)),
            "queries": len(nanos),
            **built,
            "seconds": self.arguments.seconds,
            "loadAtEnd": os.getloadavg()[0],
        }
        print(
            f"{system} {mode} {setting} {self.wanted.kind} {self.wanted.fraction}:"
            f" recall {fields['recall']:.4f}, {fields['queriesPerSecond']:.0f} queries/s",
            file=sys.stderr,
        )
        return fields


def built_fields(start: int, rows: int, searched_bytes: float, total_bytes: float) -> dict:
    """What is the same for all settings of an index."""
    return {
        "bytesPerRow": searched_bytes / rows,
        "totalBytesPerRow": total_bytes / rows,
        "buildNanos": time.perf_counter_ns() - start,
    }


def measure_faiss(measurements) -> list[dict]:
    """Flat and 4-bit fast scan with rerank."""
    import faiss

    faiss.omp_set_num_threads(1)
    first = measurements[0]
    base, metric = first.base, first.arguments.metric
    rows, dimension = base.shape
    faiss_metric = faiss.METRIC_L2 if metric == "l2" else faiss.METRIC_INNER_PRODUCT
    results = []

    start = time.perf_counter_ns()
    flat = faiss.IndexFlat(dimension, faiss_metric)
    flat.add(base)
    built = built_fields(start, rows, base.nbytes, base.nbytes)

    def parameters(wanted, query):
        selector = wanted.faiss_selector(faiss, query)
        return None if selector is None else faiss.SearchParameters(sel=selector)

    def search_flat(query, k, selected):
        return flat.search(query, k, params=selected)[1][0]

    results += [
        each.result("faiss", "flat", "", built, search_flat, parameters) for each in measurements
    ]

    unfiltered = [each for each in measurements if each.unfiltered]
    if not unfiltered or dimension % 4:
        print(
            "faiss pq_fastscan: needs an unfiltered search and 4 dimensions a code", file=sys.stderr
        )
        return results
    start = time.perf_counter_ns()
    codes = faiss.IndexPQFastScan(dimension, dimension // 4, 4, faiss_metric)
    refined = faiss.IndexRefineFlat(codes)
    refined.train(base)
    refined.add(base)
    code_bytes = dimension / 8 * rows
    built = built_fields(start, rows, code_bytes, code_bytes + base.nbytes)
    for k_factor in _SWEEP:
        refined.k_factor = k_factor

        def search_codes(query, k, _selected):
            return refined.search(query, k)[1][0]

        setting = f"k_factor={k_factor}"
        results.append(unfiltered[0].result("faiss", "pq_fastscan", setting, built, search_codes))
        if results[-1]["recall"] == 1:
            break
    return results


def measure_hnswlib(measurements) -> list[dict]:
    """The graph, not filtered."""
    import hnswlib

    unfiltered = [each for each in measurements if each.unfiltered]
    if not unfiltered:
        return []
    one = unfiltered[0]
    rows, dimension = one.base.shape
    space = "l2" if one.arguments.metric == "l2" else "ip"
    start = time.perf_counter_ns()
    graph = hnswlib.Index(space=space, dim=dimension)
    graph.init_index(max_elements=rows, M=16, ef_construction=100, random_seed=42)
    graph.set_num_threads(1)
    graph.add_items(one.base, num_threads=1)
    graph_bytes = one.base.nbytes + rows * (2 * 16 + 1) * 4
    built = built_fields(start, rows, graph_bytes, graph_bytes)
    results = []
    for times in _SWEEP:
        ef = times * one.arguments.k
        graph.set_ef(ef)

        def search(query, k, _selected):
            return graph.knn_query(query, k=k, num_threads=1)[0][0]

        results.append(one.result("hnswlib", "hnsw", f"ef={ef}", built, search))
        if results[-1]["recall"] == 1:
            break
    return results


def processor() -> str:
    """The name of the CPU, as `bench vectors` gives it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def merge(path: Path, run: dict) -> None:
    """Puts the results of a run into a saved one over the same vectors."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    for field in ("baseSha256", "queriesSha256", "metric", "k"):
        if saved["data"][field] != run["data"][field]:
            raise SystemExit(
                f"error: {path} has the {field} {saved['data'][field]}, here it is"
                f" {run['data'][field]}"
            )
    if saved["environment"]["cpu"] != run["environment"]["cpu"]:
        raise SystemExit(f"error: {path} is from another CPU, {saved['environment']['cpu']}")

    def identity(result: dict) -> tuple:
        fields = ("system", "mode", "filterFraction", "whereFraction", "batch")
        return tuple(result.get(field) for field in fields)

    replaced = {identity(result) for result in run["results"]}
    results = [result for result in saved["results"] if identity(result) not in replaced] + run[
        "results"
    ]
    lines = ",\n".join(json.dumps(result, separators=(",", ":")) for result in results)
    text = (
        '{"environment":' + json.dumps(saved["environment"], separators=(",", ":"))
        + ',\n"data":' + json.dumps(saved["data"], separators=(",", ":"))
        + ',\n"results":[\n' + lines + "\n]}\n"
    )  # fmt: skip
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help=".npy of float32")
    parser.add_argument("--queries", type=Path, required=True, help=".npy of float32")
    parser.add_argument("--venv", type=Path, required=True, help="made where it is not there")
    parser.add_argument("-k", type=int, default=10)
    parser.add_argument("--metric", choices=("cosine", "dot", "l2"), default="cosine")
    parser.add_argument("--rows", type=int, help="only the first rows")
    parser.add_argument("--queries-limit", type=int, help="only the first queries")
    parser.add_argument(
        "--filter-fraction",
        help="several: 1,0.1,0.01 (default: 1; with --where-fraction none)",
    )
    parser.add_argument(
        "--where-fraction", default="", help="by string equality; several: 0.05,0.01"
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="for each setting")
    parser.add_argument("--merge", type=Path, help="a file that bench vectors saved")
    arguments = parser.parse_args()
    if not os.environ.get(_INSIDE):
        enter_venv(arguments.venv)

    import numpy as np

    base = np.ascontiguousarray(np.load(arguments.base)[: arguments.rows], dtype="<f4")
    queries = np.ascontiguousarray(np.load(arguments.queries)[: arguments.queries_limit], "<f4")
    data = {
        "name": arguments.base.stem,
        "rows": len(base),
        "dimension": base.shape[1],
        "queries": len(queries),
        "metric": arguments.metric,
        "k": arguments.k,
        "baseSha256": hashlib.sha256(base.tobytes()).hexdigest(),
        "queriesSha256": hashlib.sha256(queries.tobytes()).hexdigest(),
    }
    if arguments.metric == "cosine":
        for vectors in (base, queries):
            length = np.linalg.norm(vectors, axis=1, keepdims=True)
            np.divide(vectors, length, out=vectors, where=length > 0)
    shape = (len(base), len(queries))
    where_fractions = [float(each) for each in arguments.where_fraction.split(",") if each]
    ranges = arguments.filter_fraction or ("" if where_fractions else "1")
    filters = [KeyRanges(float(each), *shape) for each in ranges.split(",") if each]
    filters += [Tags(each, *shape) for each in where_fractions]
    load_at_start = os.getloadavg()[0]
    measurements = [Measurement(arguments, base, queries, each) for each in filters]
    results = []
    for package, measure in (("faiss", measure_faiss), ("hnswlib", measure_hnswlib)):
        try:
            __import__(package)
        except ImportError:
            print(f"{package}: not there, skipped", file=sys.stderr)
            continue
        results += measure(measurements)
    run = {
        "environment": {
            "cpu": processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "loadAtStart": load_at_start,
            "loadAtEnd": os.getloadavg()[0],
        },
        "data": data,
        "results": results,
    }
    if arguments.merge:
        merge(arguments.merge, run)
    print(json.dumps(run))


if __name__ == "__main__":
    main()
