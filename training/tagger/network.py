"""The network: word pieces in, one row of scores a word piece out, a block of columns for each head.

Two encoders share their word pieces, their heads and their export. `Transformer` is MiniLM (Wang et al. 2020) with its
first layers; `Convolution` is residual windows of three pieces with gated units (Dauphin et al. 2017) over projected
embeddings, as spaCy's tok2vec is built. The pieces are uncased, so both are told how each word was written.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from extract.tagger import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from torch import Tensor

_HEADS_OF_ATTENTION: Final = 12
_EPSILON: Final = 1e-12


class _Layer(nn.Module):
    """One layer of BERT, with the names of its published weights."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=_EPSILON)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_down = nn.LayerNorm(width, eps=_EPSILON)
        self.width = width

    def forward(self, hidden: Tensor, bias: Tensor, dropout: float) -> Tensor:
        batch, length, _ = hidden.shape
        part = self.width // _HEADS_OF_ATTENTION
        query, key, value = (
            x.reshape(batch, length, _HEADS_OF_ATTENTION, part).transpose(1, 2)
            for x in self.qkv(hidden).split(self.width, dim=-1)
        )
        weights = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(part) + bias, dim=-1)
        weights = functional.dropout(weights, dropout, self.training)
        attended = (weights @ value).transpose(1, 2).reshape(batch, length, self.width)
        hidden = self.norm(hidden + functional.dropout(self.out(attended), dropout, self.training))
        inner = self.down(functional.gelu(self.up(hidden)))
        return self.norm_down(hidden + functional.dropout(inner, dropout, self.training))


class Transformer(nn.Module):
    """MiniLM's first layers.

    Args:
        layers: how many of its six.
        vocabulary: number of word pieces.
    """

    def __init__(self, layers: int = 6, *, vocabulary: int = 30_522, width: int = 384, inner: int = 1_536) -> None:
        super().__init__()
        self.width = width
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(512, width)
        self.shapes = nn.Embedding(len(SHAPES), width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(width, eps=_EPSILON)
        self.layers = nn.ModuleList(_Layer(width, inner) for _ in range(layers))
        self.dropout = 0.1

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Encode (batch, length) pieces to (batch, length, width)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.norm(self.words(pieces) + self.positions(places) + self.shapes(shapes))
        hidden = functional.dropout(hidden, self.dropout, self.training)
        bias = (1.0 - mask.to(hidden.dtype))[:, None, None, :] * -10_000.0
        for layer in self.layers:
            hidden = layer(hidden, bias, self.dropout)
        return hidden

    def load(self, path: Path) -> None:
        """Take the published weights, a `model.safetensors` of a BERT of this width."""
        weights = load_file(str(path))
        mine: dict[str, Tensor] = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "shapes.weight": self.shapes.weight.data,
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        for n in range(len(self.layers)):
            theirs = f"encoder.layer.{n}."
            for end in ("weight", "bias"):
                qkv = [weights[f"{theirs}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
                mine[f"layers.{n}.qkv.{end}"] = torch.cat(qkv)
                mine[f"layers.{n}.out.{end}"] = weights[f"{theirs}attention.output.dense.{end}"]
                mine[f"layers.{n}.norm.{end}"] = weights[f"{theirs}attention.output.LayerNorm.{end}"]
                mine[f"layers.{n}.up.{end}"] = weights[f"{theirs}intermediate.dense.{end}"]
                mine[f"layers.{n}.down.{end}"] = weights[f"{theirs}output.dense.{end}"]
                mine[f"layers.{n}.norm_down.{end}"] = weights[f"{theirs}output.LayerNorm.{end}"]
        self.load_state_dict(mine)


class Convolution(nn.Module):
    """Residual windows over embeddings.

    Args:
        width: of what flows from window to window.
        embedding: width of the embeddings; the first window reads them as they are.
        dilations: how far the neighbours of a piece are in each window of three, one after the other.
    """

    def __init__(
        self,
        width: int = 224,
        *,
        vocabulary: int = 30_522,
        embedding: int = 128,
        dilations: tuple[int, ...] = (1, 1, 2, 4, 1),
    ) -> None:
        super().__init__()
        self.width = width
        self.words = nn.Embedding(vocabulary, embedding)
        self.shapes = nn.Embedding(len(SHAPES), embedding)
        self.norm = nn.LayerNorm(embedding)
        self.project = nn.Linear(embedding, width)
        self.dilations = dilations
        widths = [embedding, *(width for _ in dilations[1:])]
        self.values = nn.ModuleList(nn.Linear(3 * read, width) for read in widths)
        self.gates = nn.ModuleList(nn.Linear(3 * read, width) for read in widths)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in dilations)
        self.dropout = 0.1

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Encode (batch, length) pieces to (batch, length, width)."""
        kept = mask.to(torch.float32)[:, :, None]
        read = self.norm(self.words(pieces) + self.shapes(shapes)) * kept
        hidden = self.project(read)
        for dilation, value, gate, norm in zip(self.dilations, self.values, self.gates, self.norms, strict=True):
            blank = read.new_zeros((read.shape[0], dilation, read.shape[2]))
            padded = torch.cat([blank, read, blank], dim=1)
            beside = torch.cat([padded[:, : -2 * dilation], read, padded[:, 2 * dilation :]], dim=2)
            step = value(beside) * torch.sigmoid(gate(beside))
            hidden = norm(hidden + functional.dropout(step, self.dropout, self.training)) * kept
            read = hidden
        return hidden

    def start_from(self, teacher: Transformer) -> None:
        """Take the principal directions of a teacher's embeddings (with their scale) for our own."""
        table = teacher.words.weight.detach().float()
        left, scale, _ = torch.pca_lowrank(table, q=self.words.weight.shape[1], niter=4)
        rows = left * scale
        self.words.weight.data = rows / rows.std()


class Network(nn.Module):
    """An encoder with one block of output columns for each head.

    Args:
        encoder: gives (batch, length, width).
        heads: head to the number of its tags; the order is the order of the columns.
    """

    def __init__(self, encoder: Transformer | Convolution, heads: Mapping[str, int]) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = dict(heads)
        self.classify = nn.Linear(encoder.width, sum(heads.values()))
        starts = [sum(list(heads.values())[:n]) for n in range(len(heads))]
        self.columns = {name: slice(s, s + heads[name]) for name, s in zip(heads, starts, strict=True)}

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Score (batch, length) pieces: (batch, length, columns), unnormalised."""
        hidden = self.encoder(pieces, shapes, mask)
        scores: Tensor = self.classify(functional.dropout(hidden, 0.1, self.training))
        return scores
