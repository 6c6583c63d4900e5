# Makes the fixtures beside it: models exported from PyTorch, a batch each, and what six steps of PyTorch's own training give.
# Run with Debian's python3-torch (1.13): /usr/bin/python3 make.py
import json, math, os, struct, sys
import torch
from torch import nn

torch.manual_seed(7)
torch.set_num_threads(1)
here = os.path.dirname(os.path.abspath(__file__))


class Residual(nn.Module):
    def __init__(self, channels, stride):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(channels)
        self.skip = nn.Conv2d(channels, channels, 1, stride, bias=False) if stride > 1 else nn.Identity()

    def forward(self, x):
        y = torch.relu(self.norm1(self.first(x)))
        return torch.relu(self.norm2(self.second(y)) + self.skip(x))


class Separable(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, 1)
        self.depth = nn.Conv2d(8, 8, 5, 1, 2, groups=8)
        self.point = nn.Conv2d(8, 12, 1)
        self.norm = nn.GroupNorm(3, 12)
        self.head = nn.Linear(12, 4)

    def forward(self, x):
        x = nn.functional.relu6(self.stem(x))
        x = nn.functional.hardswish(self.depth(x))
        x = self.norm(self.point(x))
        return self.head(nn.functional.adaptive_avg_pool2d(x, 1).flatten(1))


class Encoder(nn.Module):
    def __init__(self, words=20, width=16, heads=2):
        super().__init__()
        self.embed = nn.Embedding(words, width)
        self.place = nn.Parameter(torch.randn(1, 6, width) * 0.1)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)
        self.head = nn.Linear(width, 3)
        self.heads = heads

    def forward(self, words):
        x = self.embed(words) + self.place
        b, t, c = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(b, t, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(c // self.heads), -1)
        x = x + self.out((a @ v).transpose(1, 2).reshape(b, t, c))
        x = x + self.down(nn.functional.gelu(self.up(self.norm2(x))))
        return self.head(x.mean(1))


class Recurrent(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.head = nn.Linear(layer.hidden_size * (2 if layer.bidirectional else 1), 2)

    def forward(self, x):
        y, _ = self.layer(x)
        return self.head(y[-1])


class Unfolding(nn.Module):
    def __init__(self):
        super().__init__()
        self.inward = nn.Sequential(nn.Conv2d(1, 4, 3, 2, 1), nn.SiLU(), nn.MaxPool2d(2))
        self.outward = nn.Sequential(nn.ConvTranspose2d(4, 3, 2, 2), nn.LeakyReLU(0.1), nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), nn.Conv2d(3, 1, 3, 1, 1))

    def forward(self, x):
        return torch.sigmoid(self.outward(self.inward(x)))


def floats(*shape):
    return torch.randn(*shape)


def classes(rows, count):
    return torch.randint(0, count, (rows,))


cases = {
    "perceptron": (nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 12), nn.Tanh(), nn.Linear(12, 4)), floats(16, 8), classes(16, 4), "cross_entropy",
                   lambda p: torch.optim.Adam(p, lr=0.01), "adam", 0.01),
    "residual": (nn.Sequential(nn.Conv2d(3, 8, 3, 1, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1), Residual(8, 1), Residual(8, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5)),
                 floats(6, 3, 12, 12), classes(6, 5), "cross_entropy", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=1e-3), "sgd_momentum", 0.05),
    "separable": (Separable(), floats(4, 3, 10, 10), classes(4, 4), "cross_entropy", lambda p: torch.optim.RMSprop(p, lr=0.002), "rmsprop", 0.002),
    "encoder": (Encoder(), torch.randint(0, 20, (5, 6)), classes(5, 3), "cross_entropy", lambda p: torch.optim.AdamW(p, lr=0.005), "adamw", 0.005),
    "lstm": (Recurrent(nn.LSTM(5, 8, num_layers=2)), floats(9, 4, 5), floats(4, 2), "mse", lambda p: torch.optim.SGD(p, lr=0.1), "sgd", 0.1),
    "gru_both_ways": (Recurrent(nn.GRU(5, 6, bidirectional=True)), floats(7, 4, 5), floats(4, 2), "huber", lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.5, nesterov=True), "sgd_nesterov", 0.1),
    "sequence": (nn.Sequential(nn.Conv1d(4, 6, 5, 2, 2), nn.SiLU(), nn.Conv1d(6, 8, 3, dilation=2), nn.GELU(), nn.AdaptiveMaxPool1d(1), nn.Flatten(), nn.Linear(8, 1)), floats(6, 4, 24),
                 torch.rand(6, 1).round(), "bce", lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.01), "adam_decay", 0.01),
    "unfolding": (Unfolding(), torch.rand(3, 1, 16, 16), torch.rand(3, 1, 16, 16), "mse", lambda p: torch.optim.Adam(p, lr=0.02), "adam", 0.02),
}
losses = {"cross_entropy": nn.functional.cross_entropy, "mse": nn.functional.mse_loss, "huber": nn.functional.huber_loss, "bce": nn.functional.binary_cross_entropy_with_logits}

for name, (model, batch, target, loss, optimizer, optimizer_name, rate) in cases.items():
    # As many digits as are written down.
    batch, target = [t if t.dtype == torch.int64 else torch.tensor([round(float(v), 4) for v in t.flatten()]).reshape(t.shape) for t in (batch, target)]
    model.train()
    path = os.path.join(here, name + ".onnx")
    torch.onnx.export(model, (batch,), path, input_names=["batch"], output_names=["predictions"], opset_version=13, training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False)
    # Exporting runs the model, which moves the stored statistics; the file holds them as they are now.
    steps = optimizer(model.parameters())
    given = []
    for _ in range(6):
        steps.zero_grad()
        value = losses[loss](model(batch), target)
        value.backward()
        steps.step()
        given.append(float(value))
    ends = {key: [round(float(value), 7) for value in tensor.flatten()[:8]] for key, tensor in model.state_dict().items() if tensor.dtype == torch.float32}
    with open(os.path.join(here, name + ".json"), "w") as file:
        json.dump({"loss": loss, "optimizer": optimizer_name, "rate": rate, "batch": [round(float(v), 7) for v in batch.flatten()], "target": [round(float(v), 7) for v in target.flatten()],
                   "losses": given, "ends": ends}, file)
        file.write("\n")
    print(name, os.path.getsize(path), given, file=sys.stderr)
