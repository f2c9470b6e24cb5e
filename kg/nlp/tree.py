"""The best tree over arc scores: greedy where that is a tree already, else Chu–Liu–Edmonds with one root.

Method: McDonald et al. 2005, "Non-projective dependency parsing using spanning tree algorithms".
"""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_ROOTS = 8
"""Likely roots that are tried where greedy heads are no tree."""


def best_tree(scores: Scores) -> NDArray[np.int64]:
    """Heads (n,) of the best tree with a single root; `scores` is (n, 1 + n), column 0 the root; 0 means the root.

    Time is cubic at worst in the length of a sentence, linear in practice: greedy heads are a tree in most cases.
    """
    heads: NDArray[np.int64] = scores.argmax(1)
    if _is_tree(heads):
        return heads
    margin = scores[:, 0] - scores[:, 1:].max(1, initial=-1e9)
    found = [_with_root(scores, int(root)) for root in np.argsort(-margin, kind="stable")[:_ROOTS]]
    return max(found, key=lambda one: float(scores[np.arange(len(scores)), one].sum()))


def _with_root(scores: Scores, root: int) -> NDArray[np.int64]:
    """Heads of the best tree whose root is word `root` (from 0)."""
    limited = scores.astype(np.float64)
    limited[np.arange(len(scores)) != root, 0] = -1e9
    limited[root, 1:] = -1e9
    heads = limited.argmax(1)
    return heads if _is_tree(heads) else _edmonds(limited)


def _is_tree(heads: NDArray[np.int64]) -> bool:
    if int((heads == 0).sum()) != 1:
        return False
    state = np.zeros(len(heads) + 1, dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node - 1])
        if state[node] == 1:
            return False
        state[path] = 2
    return True


def _edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Maximum spanning arborescence over nodes 0..n by contraction of cycles, without recursion limits in practice."""
    size = len(scores) + 1
    full = np.full((size, size), -1e12)
    full[1:, :] = scores
    np.fill_diagonal(full, -1e12)
    heads: NDArray[np.int64] = _arborescence(full)[1:]
    return heads


def _arborescence(full: NDArray[np.float64]) -> NDArray[np.int64]:
    """Heads of all nodes (0 for node 0) of the best arborescence from node 0; `full[d, h]` scores h as head of d."""
    heads: NDArray[np.int64] = full.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(full), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    new = len(outside)
    shrunk = np.full((new + 1, new + 1), -1e12)
    shrunk[:new, :new] = full[np.ix_(outside, outside)]
    leaving = full[np.ix_(outside, cycle)]
    shrunk[:new, new] = leaving.max(1)
    gain = full[np.ix_(cycle, outside)] - full[cycle, heads[cycle]][:, None]
    shrunk[new, :new] = gain.max(0)
    inner = _arborescence(shrunk)
    result = heads.copy()
    for place, node in enumerate(outside[1:], 1):
        chosen = int(inner[place])
        result[node] = outside[chosen] if chosen < new else cycle[int(leaving[place].argmax())]
    entry = int(inner[new])
    broken = int(gain[:, entry].argmax())
    result[cycle[broken]] = outside[entry]
    return result


def _cycle(heads: NDArray[np.int64]) -> NDArray[np.int64] | None:
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = int(heads[node])
        if node and seen[node] == start:
            members = [node]
            following = int(heads[node])
            while following != node:
                members.append(following)
                following = int(heads[following])
            return np.array(sorted(members))
    return None
