"""Plans of reads, as dicts."""

from __future__ import annotations

from typing import Any

from omen_client._generated.omendb.v1 import data_service_pb2, explain_service_pb2

_SOURCES = {
    explain_service_pb2.ROW_SOURCE_MEMTABLE: "memtable",
    explain_service_pb2.ROW_SOURCE_SEGMENT: "segment",
    explain_service_pb2.ROW_SOURCE_DELETED: "deleted",
    explain_service_pb2.ROW_SOURCE_NOWHERE: "nowhere",
}
_ANSWERS = {
    explain_service_pb2.LOOKUP_ANSWER_NOT_ASKED: "not_asked",
    explain_service_pb2.LOOKUP_ANSWER_FILTERED: "filtered",
    explain_service_pb2.LOOKUP_ANSWER_ABSENT: "absent",
    explain_service_pb2.LOOKUP_ANSWER_FOUND: "found",
    explain_service_pb2.LOOKUP_ANSWER_DELETED: "deleted",
}
MODES = {
    data_service_pb2.SEARCH_MODE_EXACT: "exact",
    data_service_pb2.SEARCH_MODE_FAST: "fast",
    data_service_pb2.SEARCH_MODE_GRAPH: "graph",
}
# What a newer server may say and this client has no word for.
_UNKNOWN = "unknown"


def get_plan(plan: explain_service_pb2.GetPlan) -> dict[str, Any]:
    """Returns what `Collection.explain_get` returns."""
    source = _SOURCES.get(plan.source, _UNKNOWN)
    return {
        "key": plan.key,
        "seq": plan.seq,
        "found": source in {"memtable", "segment"},
        "source": source,
        "repetitions": plan.repetitions,
        "total_nanos": plan.total_nanos,
        "memtables": [
            {
                "versions": memtable.versions,
                "answer": _ANSWERS.get(memtable.answer, _UNKNOWN),
                "nanos": memtable.nanos,
            }
            for memtable in plan.memtables
        ],
        "levels": [
            {"index": level.index, "segments": [_segment(each) for each in level.segments]}
            for level in plan.levels
        ],
    }


def _segment(segment: explain_service_pb2.SegmentLookup) -> dict[str, Any]:
    return {
        "name": segment.name,
        "rows": segment.rows,
        "min_key": segment.min_key,
        "max_key": segment.max_key,
        "admits": segment.admits,
        "index_engine": segment.index_engine,
        "index_chosen": segment.index_chosen,
        "index_reason": segment.index_reason,
        "learned": segment.learned,
        "answer": _ANSWERS.get(segment.answer, _UNKNOWN),
        "probe": _probe(segment.probe) if segment.HasField("probe") else None,
    }


def _probe(probe: explain_service_pb2.IndexProbe) -> dict[str, Any]:
    position = probe.position if probe.HasField("position") else None
    return {
        "predicted": probe.predicted,
        "low": probe.low,
        "high": probe.high,
        "position": position,
        "error": None if position is None else abs(position - probe.predicted),
        "inside_bounds": position is not None and probe.low <= position <= probe.high,
        "nanos": probe.nanos,
    }


def search_plan(plan: explain_service_pb2.SearchPlan) -> dict[str, Any]:
    """Returns what `Collection.explain_search` returns."""
    to_key = plan.keys.to_key if plan.keys.HasField("to_key") else None
    return {
        "column": plan.column,
        "metric": plan.metric,
        "k": plan.k,
        "keys": (plan.keys.from_key, to_key),
        "where": plan.where if plan.HasField("where") else None,
        "mode": MODES.get(plan.mode, _UNKNOWN),
        "compute_engine": plan.compute_engine,
        "rows_found": len(plan.result.hits),
        "certified": plan.result.certified,
        "rows_scanned": plan.result.rows_scanned,
        "rows_reranked": sum(segment.rows_reranked for segment in plan.segments),
        "bytes_read": sum(segment.bytes_read for segment in plan.segments),
        "total_nanos": plan.total_nanos,
        "memtables": [
            {
                "versions": memtable.versions,
                "rows_scanned": memtable.rows_scanned,
                "nanos": memtable.nanos,
            }
            for memtable in plan.memtables
        ],
        "segments": [
            {
                "name": segment.name,
                "rows": segment.rows,
                "min_key": segment.min_key,
                "max_key": segment.max_key,
                "admits": segment.admits,
                "first_row": segment.first_row,
                "end_row": segment.end_row,
                "method": segment.method,
                "filter": _filter(segment.filter) if segment.HasField("filter") else None,
                "rows_scanned": segment.rows_scanned,
                "rows_reranked": segment.rows_reranked,
                "bytes_read": segment.bytes_read,
                "nanos": segment.nanos,
            }
            for segment in plan.segments
        ],
    }


def _filter(scan: explain_service_pb2.FilterScan) -> dict[str, int]:
    return {
        "rows_matched": scan.rows_matched,
        "blocks": scan.blocks,
        "blocks_skipped": scan.blocks_skipped,
    }
