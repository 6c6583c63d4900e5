"""PyTorch's side of `saker bench neural`: models, exported for the other side, and how many steps a second PyTorch trains them.

Takes {"folder", "name", "threads", "seconds"}; with threads 0 the model is exported to folder/name.onnx. Prints {"stepsPerSecond"}.
"""
import json
import sys
import time
import warnings

import torch
from torch import nn

warnings.simplefilter("ignore")


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.LSTM(5, 64)
        self.head = nn.Linear(64, 1)

    def forward(self, x):
        return self.head(self.layer(x)[0][-1])


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(b, t, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = torch.softmax(q @ k.transpose(-2, -1) * (self.heads / c) ** 0.5, -1)
        x = x + self.out((a @ v).transpose(1, 2).reshape(b, t, c))
        return x + self.down(nn.functional.gelu(self.up(self.norm2(x))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.inward = nn.Linear(16, 64)
        self.blocks = nn.Sequential(Block(64, 4), Block(64, 4))
        self.head = nn.Linear(64, 5)

    def forward(self, x):
        return self.head(self.blocks(self.inward(x)).mean(1))


class Residual(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after)
        self.conv2, self.norm2 = nn.Conv2d(after, after, 3, 1, 1, bias=False), nn.BatchNorm2d(after)
        self.skip = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after)) if stride > 1 else nn.Identity()

    def forward(self, x):
        return torch.relu(self.norm2(self.conv2(torch.relu(self.norm1(self.conv1(x))))) + self.skip(x))


def perceptron():
    return nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)), (64, 64), 64, 10


def autoencoder():
    return nn.Sequential(nn.Linear(30, 32), nn.ReLU(), nn.Linear(32, 8), nn.ReLU(), nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 30)), (256, 30), 256, -30


def convolutional():
    return nn.Sequential(nn.Conv2d(1, 32, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10)), (64, 1, 28, 28), 64, 10


def residual():
    return nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(3, 2, 1), Residual(16, 16, 1), Residual(16, 32, 2),
                         Residual(32, 64, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)), (16, 3, 64, 64), 16, 10


# Model, shape of a batch, rows, and classes, or less the numbers that are predicted.
makers = {"perceptron": perceptron, "autoencoder": autoencoder, "convolutional": convolutional, "residual": residual,
          "lstm": lambda: (Recurrent(), (60, 64, 5), 64, -1), "transformer": lambda: (Encoder(), (16, 32, 16), 16, 5)}


def main():
    job = json.load(sys.stdin)
    torch.manual_seed(1)
    model, shape, rows, width = makers[job["name"]]()
    model.train()
    batch = torch.randn(*shape)
    if job["threads"] == 0:
        torch.onnx.export(model, (batch,), f"{job['folder']}/{job['name']}.onnx", input_names=["batch"], output_names=["predictions"], opset_version=13,
                          training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False)
        return 0
    torch.set_num_threads(job["threads"])
    torch.set_flush_denormal(True)
    target = torch.randint(0, width, (rows,)) if width > 0 else torch.rand(rows, -width)
    loss = nn.functional.cross_entropy if width > 0 else nn.functional.mse_loss
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    count, begin = -5, time.perf_counter()
    while count < 3 or time.perf_counter() - begin < job["seconds"]:
        optimizer.zero_grad()
        loss(model(batch), target).backward()
        optimizer.step()
        count += 1
        if count == 0:
            begin = time.perf_counter()
    return count / (time.perf_counter() - begin)


rate = main()
json.dump({"stepsPerSecond": rate}, sys.stdout)
