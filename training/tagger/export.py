"""Export: a trained network as an ONNX file of 8-bit weights.

Embeddings keep one scale a row, matrices one a column (`quantize_dynamic`); what flows between them as it comes.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from training.tagger.network import Network

_OPSET = 18


class _Rows(nn.Module):
    """An embedding in 8 bits, one scale a row."""

    rows: Tensor
    scale: Tensor

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach().float()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127.0
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, places: Tensor) -> Tensor:
        return self.rows[places].to(torch.float32) * self.scale[places]


def export(
    network: Network, path: Path, labels: Mapping[str, Sequence[str]], size: str, *, quantise: bool = True
) -> None:
    """Write a network as ONNX; inputs `pieces`, `shapes` (int64) and `mask` (float32), output `scores`.

    Args:
        network: left in evaluation mode, its embedding in 8 bits where `quantise` says so.
        path: the file to write.
        labels: head to its labels, in the order of the network's heads.
        size: the name that the file is known by.
        quantise: 8 bits; 32 otherwise, to measure what the 8 cost.
    """
    network.eval()
    if quantise:
        for table in ("words", "positions"):
            if hasattr(network.encoder, table):
                setattr(network.encoder, table, _Rows(getattr(network.encoder, table)))
    example = (
        torch.randint(1000, 2000, (2, 9)),
        torch.zeros((2, 9), dtype=torch.int64),
        torch.ones((2, 9), dtype=torch.float32),
    )
    axes = {name: {0: "texts", 1: "pieces"} for name in ("pieces", "shapes", "mask", "scores")}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            network,
            example,
            str(plain),
            input_names=["pieces", "shapes", "mask"],
            output_names=["scores"],
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
        if quantise:
            quantize_dynamic(
                plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
            )
        else:
            onnx.save(onnx.load(str(plain)), str(path))
    model = onnx.load(str(path))
    facts = {"heads": json.dumps({head: list(names) for head, names in labels.items()}), "size": size}
    onnx.helper.set_model_props(model, facts)
    onnx.save(model, str(path))
