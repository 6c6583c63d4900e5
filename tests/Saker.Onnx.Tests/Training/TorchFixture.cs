using System.Runtime.CompilerServices;
using System.Text.Json;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Training;

/// <summary>A model exported from PyTorch, a batch, and what PyTorch's own training gave; made by <c>Fixtures/make.py</c>.</summary>
internal sealed record TorchFixture(OnnxModel Model, string Loss, string Optimizer, float Rate, float[] Batch, float[] Target, float[] Losses, IReadOnlyDictionary<string, float[]> Ends)
{
    public static TorchFixture Load(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), name + ".json")));
        var root = json.RootElement;
        return new TorchFixture(OnnxModel.Load(Path.Combine(Folder(), name + ".onnx")), root.GetProperty("loss").GetString()!, root.GetProperty("optimizer").GetString()!,
            root.GetProperty("rate").GetSingle(), Floats(root.GetProperty("batch")), Floats(root.GetProperty("target")), Floats(root.GetProperty("losses")),
            root.GetProperty("ends").EnumerateObject().ToDictionary(end => end.Name, end => Floats(end.Value)));
    }

    public Loss NewLoss() => Loss switch
    {
        "cross_entropy" => Onnx.Training.Losses.CrossEntropy(),
        "mse" => Onnx.Training.Losses.MeanSquared(),
        "huber" => Onnx.Training.Losses.Huber(),
        _ => Onnx.Training.Losses.BinaryCrossEntropy(),
    };

    public Optimizer NewOptimizer() => Optimizer switch
    {
        "sgd" => new Sgd(),
        "sgd_momentum" => new Sgd(0.9f) { WeightDecay = 1e-3f },
        "sgd_nesterov" => new Sgd(0.5f, nesterov: true),
        "rmsprop" => new RmsProp(),
        "adamw" => Adam.W(),
        "adam_decay" => new Adam { WeightDecay = 0.01f },
        _ => new Adam(),
    };

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Fixtures");
}
