using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Learning.Neural.Presets;
using Saker.Onnx.Training;

namespace Saker.Benchmarks.Neural;

/// <summary>What a training session of each preset takes to open: gradients built, graph loaded, memory laid out.</summary>
internal sealed class OpeningPart : IAreaPart
{
    private const double MaxMilliseconds = 50;
    private const int Rows = 32;

    private static readonly (string Name, NetworkPreset Preset, bool IsRegression)[] s_presets =
    [
        ("perceptron", new Perceptron { Numbers = 30, Categories = [5, 9, 30], Outputs = 3 }, false), ("autoencoder", new Autoencoder { Features = 64 }, true),
        ("variational autoencoder", new VariationalAutoencoder { Features = 64 }, true), ("LSTM forecaster", new Forecaster { Steps = 60, Horizon = 12 }, true),
        ("GRU forecaster", new Forecaster { Steps = 60, Horizon = 12, Cell = RecurrentCell.Gru }, true), ("convolutional network", new ConvolutionalNetwork { Height = 28, Width = 28, Outputs = 10 }, false),
        ("residual network", new ResidualNetwork { Height = 32, Width = 32, Outputs = 10 }, false), ("text network", new TextNetwork { Vocabulary = 1000, Length = 40, Outputs = 4 }, false),
        ("transformer encoder", new TransformerEncoder { Vocabulary = 1000, Length = 32, Outputs = 5 }, false),
    ];

    public string Name => "opening";

    public Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var demands = new List<Demand>();
        foreach (var (name, preset, isRegression) in s_presets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            demands.Add(Demand.AtMost($"opening a session of the {name}", "ms", Fastest(preset, isRegression, settings.Quick ? 5 : 40), MaxMilliseconds));
        }
        return Task.FromResult<IReadOnlyList<Demand>>(demands);
    }

    private static double Fastest(NetworkPreset preset, bool isRegression, int repeats)
    {
        var network = preset.Build(1);
        var fastest = double.MaxValue;
        for (var i = 0; i < repeats; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var session = new TrainingSession(network.Model, new TrainingSettings
            {
                Loss = isRegression ? Losses.MeanSquared() : Losses.CrossEntropy(), BatchSize = Rows, Optimizer = new Adam(),
                Parameters = network.Parameters, Undecayed = network.Undecayed, Penalties = network.Penalties,
            });
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
        return fastest;
    }
}
