"""Makes the ONNX models, the safetensors file and the counts in this directory.

Made once with PyTorch 1.13 and its ONNX exporter; weights are random. The counts come from
PyTorch's modules alone: outputs of convolutions and linear layers are nodes, pairs of channels are
edges; what lies behind a flattening counts once per channel; projections are left out, and
branches that are added up share their nodes.
"""

import json
import pathlib
import struct

import torch
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.layer1 = Block(8, 8, 1)
        self.layer2 = Block(8, 12, 2)
        self.fc = nn.Linear(12, 10)

    def forward(self, x):
        x = self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x)))))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Branches(nn.Module):
    """Concatenation, uneven pooling, a gate, a depthwise convolution, a sum of equal branches."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2)
        self.left = nn.Conv2d(8, 4, 1)
        self.right = nn.Conv2d(8, 6, 3, padding=1)
        self.depthwise = nn.Conv2d(10, 10, 3, padding=1, groups=10)
        self.squeeze = nn.Conv2d(10, 4, 1)
        self.excite = nn.Conv2d(4, 10, 1)
        self.wide = nn.Conv2d(10, 6, 3, padding=2, dilation=2)
        self.narrow = nn.Conv2d(10, 6, 1)
        self.fc1 = nn.Linear(6 * 5 * 5, 16)
        self.fc2 = nn.Linear(16, 5, bias=False)

    def forward(self, x):
        x = F.max_pool2d(F.leaky_relu(self.stem(x)), 2, 2, ceil_mode=True)
        x = torch.cat([F.relu(self.left(x)), F.max_pool2d(F.relu(self.right(x)), 3, 1, 1)], 1)
        x = F.hardswish(self.depthwise(x))
        gate = F.silu(self.squeeze(x.mean([2, 3], keepdim=True)))
        x = x * F.hardsigmoid(self.excite(gate))
        x = F.gelu(self.wide(x) + self.narrow(x))
        x = x.view(x.size(0), -1)
        return F.softmax(self.fc2(F.dropout(F.elu(self.fc1(x)))), 1)


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class ChannelsLast(nn.Module):
    """A block of ConvNeXt: linear layers at each position."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 4, 4)
        self.norm = LayerNorm2d(6)
        self.depthwise = nn.Conv2d(6, 6, 7, padding=3, groups=6)
        self.inner = nn.LayerNorm(6)
        self.expand = nn.Linear(6, 24)
        self.project = nn.Linear(24, 6)
        self.scale = nn.Parameter(torch.full((6, 1, 1), 0.5))
        self.head = nn.Linear(6, 7)

    def forward(self, x):
        x = self.norm(self.stem(x))
        y = self.inner(self.depthwise(x).permute(0, 2, 3, 1))
        y = self.project(F.gelu(self.expand(y))).permute(0, 3, 1, 2)
        x = x + self.scale * y
        return self.head(x.mean([2, 3]))


class OneAxis(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv1d(2, 6, 5, 2, 2)
        self.up = nn.ConvTranspose1d(6, 4, 3, 2, 1, output_padding=1, groups=2)
        self.fc = nn.Linear(4 * 20, 3)

    def forward(self, x):
        return self.fc(torch.flatten(torch.tanh(self.up(F.relu(self.down(x)))), 1))


def safetensors(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def counts(name, model, inputs, flattened):
    layers, nodes, edges, projections = [], inputs, 0, 0
    for key, module in model.named_modules():
        if not isinstance(module, (nn.Conv1d, nn.Conv2d, nn.ConvTranspose1d, nn.Linear)):
            continue
        layers.append(key)
        shape = module.weight.shape
        joined = shape[0] * shape[1] // flattened.get(key, 1)
        if "downsample" in key:
            projections += joined
        else:
            outputs = shape[1] * module.groups if isinstance(module, nn.ConvTranspose1d) else shape[0]
            nodes += 0 if key == "narrow" else outputs
            edges += joined
    return {"layers": sorted(layers), "nodes": nodes, "edges": edges, "projections": projections}


def main():
    torch.manual_seed(1)
    models = {
        "residual": (Residual(), (1, 3, 16, 16), {}),
        "branches": (Branches(), (1, 3, 20, 20), {"fc1": 25}),
        "channels-last": (ChannelsLast(), (1, 3, 16, 16), {}),
        "one-axis": (OneAxis(), (1, 2, 20), {"fc": 20}),
    }
    expected = {}
    for name, (model, shape, flattened) in models.items():
        model.eval()
        torch.onnx.export(
            model, torch.zeros(shape), HERE / (name + ".onnx"), opset_version=14,
            do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE,
            dynamic_axes={"input": {0: "batch"}}, input_names=["input"])
        expected[name] = counts(name, model, shape[1], flattened)
    safetensors(HERE / "residual.safetensors", {
        key: value for key, value in models["residual"][0].state_dict().items() if value.dim() > 0})
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main()
