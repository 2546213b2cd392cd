"""Measures Faiss and hnswlib on the vectors of `omen bench vectors`, for the same page.

Each runs with one thread on the same ``.npy`` files; recall is by score against a float64 brute
force, as `bench vectors` counts it. The packages are installed with pip into a virtual environment
of the script's own, ``--venv``; one that cannot be had is skipped with a word.

    python3 scripts/vector_peers.py --base base.npy --queries queries.npy --venv scratch/peers \
        --merge docs/benchmarks/results/vectors/NAME.json

prints the same JSON as `bench vectors --json`. ``--merge`` puts the results into a saved run of
`bench vectors` (``--save``), if that is over the same rows, queries, metric and k, in place of
those it had of these systems; `bin/omen bench render` then draws them with the others.

Set-ups: ``faiss flat`` is IndexFlatIP (L2 for that metric), filtered with IDSelectorRange;
``faiss pq_fastscan`` is IndexPQFastScan with 4 bits and 4 dimensions a code under
IndexRefineFlat, swept over k_factor; ``hnswlib hnsw`` has M 16, ef_construction 100, swept over ef,
and is not filtered. For cosine all vectors are scaled to length one. Filtered ranges have the same
lengths as those of `bench vectors`, not the same places.
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


def true_scores(metric: str, base, queries, windows):
    """Float64 scores, greater is nearer: yields ``(query index, scores of its window)``."""
    import numpy as np

    wide = base.astype("f8")
    for i, query in enumerate(queries.astype("f8")):
        begin, end = windows[i]
        rows = wide[begin:end]
        if metric == "l2":
            yield i, -np.sqrt(((rows - query) ** 2).sum(axis=1))
        else:
            yield i, rows @ query


def least_scores(metric: str, base, queries, windows, k: int):
    """The least score that counts, for each query."""
    import numpy as np

    least = np.empty(len(queries))
    for i, scores in true_scores(metric, base, queries, windows):
        wanted = min(k, len(scores))
        kth = np.partition(scores, -wanted)[-wanted]
        scale = {"l2": abs(kth), "dot": max(1.0, abs(kth)), "cosine": 1.0}[metric]
        least[i] = kth - _TOLERANCE * scale
    return least


class Measurement:
    """Times one thread's searches and counts what they find."""

    def __init__(self, arguments, base, queries, fraction: float) -> None:
        import numpy as np

        self.arguments = arguments
        self.base = base
        self.queries = queries
        self.fraction = fraction
        length = max(1, min(len(base), round(fraction * len(base))))
        starts = np.random.default_rng(42).integers(0, len(base) - length + 1, len(queries))
        self.windows = [(int(start), int(start) + length) for start in starts]
        self.least = least_scores(arguments.metric, base, queries, self.windows, arguments.k)

    def result(self, system: str, mode: str, setting: str, built: dict, search) -> dict:
        """The fields of a result; ``search(query, k, window)`` returns row numbers."""
        import numpy as np

        k, wanted, found, returned = self.arguments.k, 0, 0, 0
        for i, query in enumerate(self.queries):
            begin, end = self.windows[i]
            rows = [int(row) for row in search(query[None], k, self.windows[i]) if row >= 0]
            if len(set(rows)) != len(rows) or any(not begin <= row < end for row in rows):
                raise SystemExit(f"error: {system} {mode} returns rows it must not: {rows}")
            wanted += min(k, end - begin)
            returned += len(rows)
            for row in rows:
                pair = self.base[row : row + 1]
                for _, scores in true_scores(self.arguments.metric, pair, query[None], [(0, 1)]):
                    found += scores[0] >= self.least[i]
        nanos, cpu_start, start = [], time.thread_time_ns(), time.perf_counter_ns()
        before = start
        while before - start < self.arguments.seconds * 1e9:
            i = len(nanos) % len(self.queries)
            search(self.queries[i : i + 1], k, self.windows[i])
            now = time.perf_counter_ns()
            nanos.append(now - before)
            before = now
        cpu = time.thread_time_ns() - cpu_start
        fields = {
            "system": system,
            "mode": mode,
            "setting": setting,
            "filterFraction": self.fraction,
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
            f"{system} {mode} {setting} filter {self.fraction}: recall {fields['recall']:.4f},"
            f" {fields['queriesPerSecond']:.0f} queries/s",
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

    def search_flat(query, k, window):
        parameters = None
        if window != (0, rows):
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorRange(*window))
        return flat.search(query, k, params=parameters)[1][0]

    results += [each.result("faiss", "flat", "", built, search_flat) for each in measurements]

    unfiltered = [each for each in measurements if each.fraction == 1]
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

        def search_codes(query, k, _window):
            return refined.search(query, k)[1][0]

        setting = f"k_factor={k_factor}"
        results.append(unfiltered[0].result("faiss", "pq_fastscan", setting, built, search_codes))
        if results[-1]["recall"] == 1:
            break
    return results


def measure_hnswlib(measurements) -> list[dict]:
    """The graph, not filtered."""
    import hnswlib

    unfiltered = [each for each in measurements if each.fraction == 1]
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

        def search(query, k, _window):
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
    fields = ("system", "mode", "filterFraction", "batch")
    replaced = {tuple(result[field] for field in fields) for result in run["results"]}
    results = [
        result
        for result in saved["results"]
        if tuple(result.get(field) for field in fields) not in replaced
    ] + run["results"]
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
    parser.add_argument("--filter-fraction", default="1", help="several: 1,0.1,0.01")
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
    fractions = [float(each) for each in arguments.filter_fraction.split(",")]
    load_at_start = os.getloadavg()[0]
    measurements = [Measurement(arguments, base, queries, each) for each in fractions]
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
