"""One row for each actor of the network, with its measures; not for how they are reckoned (`kg.graph.measures`)."""

import csv
from collections import Counter
from pathlib import Path

from kg.export.network import to_networkx
from kg.export.table import guarded
from kg.export.target import replacing
from kg.graph.measures import measured

COLUMNS = (
    "actor",
    "kind",
    "said",
    "spoken_of",
    "denies",
    "denied",
    "mutual_denials",
    "pagerank",
    "betweenness",
    "community",
    "iri",
)
"""`said` and `spoken_of` count statements; the others are explained in `kg.graph.measures`."""

Row = dict[str, str | int | float]


def measures(out: Path, target: Path) -> None:
    """CSV for spreadsheets, actors by PageRank."""
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([guarded(row[column]) for column in COLUMNS] for row in rows(out))


def rows(out: Path) -> list[Row]:
    """The actors that say something or are spoken of, by PageRank, then name and IRI."""
    graph = to_networkx(out, "actors")
    number = {node: place for place, node in enumerate(graph)}
    links = {
        (number[start], number[end], str(data["kind"])): int(data["weight"])
        for start, end, data in graph.edges(data=True)
    }
    spoken = Counter[int]()
    for (_, end, kind), count in links.items():
        spoken[end] += count if kind != "relays" else 0
    found = measured(len(number), links)
    made: list[Row] = []
    for node, place in number.items():
        own, one = graph.nodes[node], found[place]
        row: Row = {"actor": own["label"], "kind": own["kind"], "said": int(own["weight"]), "spoken_of": spoken[place]}
        row |= {"denies": one.denies, "denied": one.denied, "mutual_denials": one.mutual, "pagerank": one.pagerank}
        made.append(row | {"betweenness": one.betweenness, "community": one.community, "iri": own["iri"]})
    return sorted(made, key=lambda row: (-float(row["pagerank"]), str(row["actor"]), str(row["iri"])))
