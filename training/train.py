"""Joint training on the treebank, on names and on plain text, in one-thread processes that average their gradients.

    python -m training.prepare && python -m training.train --minutes 60

The learning rate falls to zero as the time runs out, however busy the machine is: every run ends in weights to ship.
With `--steps` it falls with the steps instead: as much is learnt on any machine, however long it takes.
"""

import argparse
import copy
import json
import os
import pickle
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor
from torch.nn import functional

from kg.nlp.pieces import Pieces
from training.batches import IGNORE, Batch, Encoder, allowed, epoch
from training.corpus import Labels, Sentence
from training.network import Network, Shape
from training.prepare import START
from training.score import scores

UNKNOWN_PIECE = 2
SAVE_EVERY, SCORE_EVERY = 300.0, 1500.0
"""Seconds between checkpoints, and between looks at the development part."""


def losses(network: Network, batch: Batch, embedded: Tensor, labels: Labels) -> Tensor:
    """The sum of the task's losses over a batch, each averaged over its words."""
    mask = batch.piece_mask[:, None, None, :]
    out = network(embedded, batch.first, batch.last, mask)
    ends = _cross(out["ends"], batch.labels["ends"])
    if batch.task == "names":
        return _cross(out["names"], batch.labels["names"]) + 0.2 * ends
    total = _cross(out["upos"], batch.labels["upos"]) + _cross(out["scripts"], batch.labels["scripts"]) + 0.5 * ends
    parts = out["feats"].split([len(values) for values in labels.feats.values()], -1)
    total = total + sum(
        _cross(part, batch.labels[f"feat:{key}"]) for part, key in zip(parts, labels.feats, strict=True)
    )
    arcs = out["arcs"].float().masked_fill(~allowed(batch.sentence), -1e4)
    heads = batch.labels["heads"]
    total = total + _cross(arcs, heads)
    known = heads != IGNORE
    row = known.nonzero()[:, 0]
    rels = network.relations(out["rel_dep"][known], out["rel_head"][row, heads[known]])
    return total + functional.cross_entropy(rels.float(), batch.labels["rels"][known], ignore_index=IGNORE)


def _cross(logits: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def agreement(network: Network, teacher: Network, batch: Batch, embedded: Tensor, whole: Tensor) -> Tensor:
    """How far the network, shown `embedded` (some pieces hidden), is from the teacher that sees the `whole` text.

    Cross-entropy with the teacher's probabilities for all tasks, each averaged over words: mean teacher (Tarvainen and
    Valpola 2017).
    """
    mask, known = batch.piece_mask[:, None, None, :], batch.sentence >= 0
    with torch.no_grad():
        goal = teacher(whole, batch.first, batch.last, mask)
    out = network(embedded, batch.first, batch.last, mask)
    closed = ~allowed(batch.sentence)[known]
    arcs = [one["arcs"][known].float().masked_fill(closed, -1e4) for one in (out, goal)]
    total = _towards(*arcs)
    for key in ("upos", "scripts", "names", "ends"):
        total = total + _towards(out[key][known], goal[key][known])
    sizes = [len(values) for values in network.labels.feats.values()]
    for mine, theirs in zip(out["feats"][known].split(sizes, -1), goal["feats"][known].split(sizes, -1), strict=True):
        total = total + _towards(mine, theirs)
    row, heads = known.nonzero()[:, 0], arcs[1].argmax(-1)
    mine = network.relations(out["rel_dep"][known], out["rel_head"][row, heads])
    with torch.no_grad():
        theirs = teacher.relations(goal["rel_dep"][known], goal["rel_head"][row, heads])
    return total + _towards(mine, theirs)


def _towards(logits: Tensor, goal: Tensor) -> Tensor:
    return functional.cross_entropy(logits.float(), goal.float().softmax(-1))


def average_gradients(network: Network, world: int) -> None:
    """One all-reduce over all gradients."""
    if world == 1:
        return
    grads = [one.grad if one.grad is not None else torch.zeros_like(one) for one in network.parameters()]
    flat = torch.cat([grad.flatten() for grad in grads])
    dist.all_reduce(flat)
    flat /= world
    place = 0
    for one, grad in zip(network.parameters(), grads, strict=True):
        one.grad = flat[place : place + grad.numel()].view_as(grad).clone()
        place += grad.numel()


def thin(names: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Half of the sentences without any name are left out of an epoch."""
    return [one for one in names if rng.random() < 0.5 or any(tag != "O" for tag in one.names)]


@dataclass
class Job:
    """One process's part of a run."""

    rank: int
    options: argparse.Namespace
    network: Network
    encoder: Encoder
    data: dict[str, list[Sentence]]
    embeddings: Tensor
    teacher: Network
    """The running average of the network's weights: what plain text is learnt from, and what is kept in the end."""
    began: float = field(default_factory=time.monotonic)
    steps: int = 0
    pieces: int = 0

    @property
    def checkpoint(self) -> Path:
        """Where the weights are kept."""
        path: Path = self.options.out / f"{self.options.name}.pt"
        return path

    def scores(self, small: bool) -> str:
        """Quick scores on the development parts."""
        found = scores(self.teacher, self.encoder, self.embeddings, self.data, small)
        return json.dumps(found)


def run(rank: int, options: argparse.Namespace) -> None:
    """All that one process does."""
    torch.set_num_threads(1)
    os.nice(options.nice)
    if options.processes > 1:
        dist.init_process_group(
            "gloo", init_method=f"file://{options.out}/rendezvous", rank=rank, world_size=options.processes
        )
    train(load(rank, options))


def load(rank: int, options: argparse.Namespace) -> Job:
    """What `prepare` made, with the weights to begin with."""
    folder: Path = options.out
    torch.manual_seed(options.seed)  # the same new heads in all processes
    labels = Labels(**json.loads((folder / "labels.json").read_text(encoding="utf-8")))
    encoder = Encoder(Pieces(folder / "pieces.json"), labels)
    with (folder / "sentences.pkl").open("rb") as file:
        data = pickle.load(file)
    embeddings = torch.from_numpy(np.load(folder / "embeddings.npy"))
    network = Network(Shape(layers=options.layers), labels)
    start = torch.load(folder / (f"{options.name}.pt" if options.resume else START), weights_only=True)
    found = network.load_state_dict(start, strict=False)
    if any(name.startswith("encoder.") for name in found.missing_keys):
        raise SystemExit(f"the weights in {folder} are not those of {options.layers} layers")
    torch.manual_seed(options.seed + rank)
    return Job(rank, options, network, encoder, data, embeddings, copy.deepcopy(network).eval().requires_grad_(False))


def train(job: Job) -> None:
    """Steps until the time, or their number, is over; the first process saves, and says how it goes."""
    options = job.options
    slow = [one for name, one in job.network.named_parameters() if name.startswith("encoder.")]
    fast = [one for name, one in job.network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "peak": options.encoder_rate}, {"params": fast, "peak": options.head_rate}], weight_decay=0.01
    )
    saved = scored = job.began
    job.network.train()
    for batch, part in batches(job):
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(1.0, (job.steps + 1) / options.warm_up) * (1 - part)
        loss = step(job, optimizer, batch)
        now = time.monotonic()
        if job.rank == 0 and job.steps % 50 == 0:
            speed = options.processes * job.pieces / (now - job.began)
            line = f"{(now - job.began) / 60:6.1f} min  step {job.steps:5d}  {batch.task:5s} loss {loss:7.3f}"
            print(f"{line}  {speed:6.0f} pieces/s", flush=True)
        if job.rank == 0 and now - saved > SAVE_EVERY:
            saved = now
            _save(job.teacher, job.checkpoint)
        if job.rank == 0 and now - scored > SCORE_EVERY:
            scored = now
            print(job.scores(small=True), flush=True)
    if job.rank == 0:
        _save(job.teacher, job.checkpoint)
        print(f"end: {job.steps} steps, {options.processes * job.pieces} pieces", job.scores(small=False), flush=True)


def batches(job: Job) -> Iterator[tuple[Batch, float]]:
    """Batches of one pass after another, each with the share of the run that is gone, the same in all processes."""
    options = job.options
    sizes = {id(one): job.encoder.size(one) for part in job.data.values() for one in part}
    rng = random.Random(options.seed + job.rank)
    while True:
        trees = options.trees * (job.data["trees"] + options.parlamint * job.data["more"])
        tasks = {"tree": trees, "names": thin(job.data["names"], rng)}
        if plain := job.data.get("plain"):
            begin = rng.randrange(len(plain))
            tasks["plain"] = [*plain[begin:], *plain[:begin]][: options.plain]
        for batch in epoch(job.encoder, tasks, sizes, rng, options.budget):
            part = gone(job)
            if part >= 1:
                return
            yield batch, part


def gone(job: Job) -> float:
    """The share of the steps that is gone, where their number is given, or else of the first process's time."""
    steps: int | None = job.options.steps
    if steps is not None:
        return job.steps / steps if steps else 1.0
    clock = torch.tensor([(time.monotonic() - job.began) / (60 * job.options.minutes)])
    if job.options.processes > 1:
        dist.broadcast(clock, 0)
    return float(clock.item())


def step(job: Job, optimizer: torch.optim.Optimizer, batch: Batch) -> float:
    """One step; the loss of this process's batch."""
    hidden = torch.rand(batch.ids.shape) < job.options.hide
    embedded = job.embeddings[batch.ids.masked_fill(hidden, UNKNOWN_PIECE)]
    with torch.autocast("cpu", torch.bfloat16):
        if batch.task == "plain":
            loss = agreement(job.network, job.teacher, batch, embedded, job.embeddings[batch.ids])
        else:
            loss = losses(job.network, batch, embedded, job.encoder.labels)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    average_gradients(job.network, job.options.processes)
    torch.nn.utils.clip_grad_norm_(job.network.parameters(), 2.0)
    optimizer.step()
    with torch.no_grad():
        torch._foreach_lerp_(list(job.teacher.parameters()), list(job.network.parameters()), 1 - job.options.average)
    job.steps += 1
    job.pieces += int(batch.piece_mask.sum())
    return float(loss.item())


def _save(network: Network, path: Path) -> None:
    torch.save(network.state_dict(), path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path.home() / ".cache/kg-uk/training")
    parser.add_argument("--name", default="twelve", help="name of the checkpoint")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, help="end after so many steps, not after --minutes")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--budget", type=int, default=900, help="pieces in a batch of one process")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--trees", type=int, default=2, help="passes over the trees for one over the names")
    parser.add_argument("--parlamint", action="store_true", help="learn from ParlaMint's trees too (CC BY-SA 4.0)")
    parser.add_argument("--plain", type=int, default=8000, help="sentences without labels in one pass")
    parser.add_argument("--average", type=float, default=0.995, help="share of the running average kept at each step")
    parser.add_argument("--hide", type=float, default=0.05, help="share of pieces shown as unknown ones")
    parser.add_argument("--warm-up", type=int, default=150, help="steps until the rate is at its peak")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nice", type=int, default=5)
    parser.add_argument("--resume", action="store_true", help="begin from the checkpoint, with a new cycle of the rate")
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of()
    (options.out / "rendezvous").unlink(missing_ok=True)
    if options.processes == 1:
        run(0, options)
    else:
        torch.multiprocessing.spawn(run, (options,), nprocs=options.processes)


if __name__ == "__main__":
    main()
