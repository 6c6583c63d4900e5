using System.Text.RegularExpressions;
using Saker.Data;
using Saker.Learning.Neural.Building;
using Saker.Learning.Neural.Presets;
using Saker.Learning.Tests.Neural.Building;
using Saker.Onnx;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;

namespace Saker.Learning.Tests.Neural.Presets;

public sealed partial class PresetTests
{
    private const int Rows = 16;

    private static readonly Dictionary<string, NetworkPreset> s_presets = new()
    {
        ["perceptron"] = new Perceptron { Numbers = 5, Categories = [4, 7], Outputs = 3, Dropout = 0.1f },
        ["perceptron with batch norm"] = new Perceptron { Numbers = 5, Outputs = 3, HasBatchNorm = true, Activation = Activation.Silu },
        ["perceptron of categories"] = new Perceptron { Categories = [4, 7], Outputs = 3, Widths = [] },
        ["autoencoder"] = new Autoencoder { Features = 12, CodeWidth = 3, Widths = [16, 8] },
        ["variational autoencoder"] = new VariationalAutoencoder { Features = 12, CodeWidth = 3, Widths = [16] },
        ["lstm forecaster"] = new Forecaster { Steps = 12, Horizon = 4, Features = 2, Width = 8, Layers = 2, IsBidirectional = true },
        ["gru forecaster"] = new Forecaster { Steps = 12, Horizon = 4, Season = 3, Cell = RecurrentCell.Gru, Width = 8, Dropout = 0.1f },
        ["convolutional"] = new ConvolutionalNetwork { Height = 8, Width = 8, Outputs = 3, Filters = [4, 8], DenseWidth = 16 },
        ["residual"] = new ResidualNetwork { Height = 9, Width = 8, Outputs = 3, Filters = [4, 8], Blocks = 2 },
        ["text"] = new TextNetwork { Vocabulary = 20, Length = 9, Outputs = 3, Width = 8, Filters = 6 },
        ["transformer"] = new TransformerEncoder { Vocabulary = 20, Length = 9, Outputs = 3, Width = 16, Heads = 4, DenseWidth = 24 },
    };

    private static readonly (NetworkPreset Preset, string[] Names)[] s_wrong =
    [
        (new Perceptron(), ["Numbers"]),
        (new Perceptron { Numbers = -1, Categories = [3, 0], Widths = [0], Outputs = 0, Dropout = 1, Activation = (Activation)99 }, ["Numbers", "Categories", "Widths", "Outputs", "Dropout", "Activation"]),
        (new Autoencoder { Features = 0, CodeWidth = 0 }, ["Features", "CodeWidth"]),
        (new VariationalAutoencoder { Features = 3, Scatter = 0, DivergenceFactor = -1 }, ["Scatter", "DivergenceFactor"]),
        (new Forecaster { Steps = 5, Horizon = 0, Season = 6, Cell = (RecurrentCell)7 }, ["Horizon", "Season", "Cell"]),
        (new ConvolutionalNetwork { Height = 6, Width = 8, Outputs = 2, Filters = [4, 4, 4], Kernel = 4 }, ["Kernel", "Filters"]),
        (new ResidualNetwork { Height = 0, Width = 8, Outputs = 2, Blocks = 0 }, ["Height", "Blocks"]),
        (new TextNetwork { Vocabulary = 9, Length = 4, Outputs = 2, Kernels = [3, 5] }, ["Kernels"]),
        (new TransformerEncoder { Vocabulary = 9, Length = 4, Outputs = 2, Width = 10, Heads = 4 }, ["Heads"]),
        (new Perceptron { Numbers = 1, Widths = null! }, ["Widths"]),
    ];

    public static TheoryData<string> Presets => [.. s_presets.Keys];

    public static TheoryData<int> Wrong => [.. Enumerable.Range(0, s_wrong.Length)];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Presets_are_valid_graphs_that_repeat_by_seed(string name)
    {
        var network = s_presets[name].Build(1);
        network.Model.Validate();
        Assert.Equal(network.Model.ToBytes(), s_presets[name].Build(1).Model.ToBytes());
        Assert.NotEqual(network.Model.ToBytes(), s_presets[name].Build(2).Model.ToBytes());
        Assert.Equal(network.Parameters.Order(StringComparer.Ordinal), TrainableValues.Find(network.Model).Select(spec => spec.Name).Order(StringComparer.Ordinal));
        using var session = new OnnxSession(network.Model);
        Assert.Equal(NetworkPreset.Output, session.Outputs[0].Name);
        var given = session.Run(session.Inputs.ToDictionary(spec => spec.Name, spec => Fill(spec, 5)), TestContext.Current.CancellationToken);
        Assert.All(given[0].Span<float>().ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(5, given[0].Shape[0]);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Presets_learn_and_then_serve_what_they_learnt(string name)
    {
        var preset = s_presets[name];
        var network = preset.Build(1);
        var isRegression = preset is Autoencoder or VariationalAutoencoder or Forecaster;
        using var session = Open(network, isRegression);
        var first = Enumerable.Range(0, 3).Average(_ => session.Step(0.01f));
        for (var i = 0; i < 60; i++)
            session.Step(0.01f);
        Assert.True(Enumerable.Range(0, 3).Average(_ => session.Step(0.01f)) < 0.8 * first);
        using var again = Open(preset.Build(1), isRegression);
        for (var i = 0; i < 66; i++)
            again.Step(0.01f);
        Assert.Equal(session.ToModel().ToBytes(), again.ToModel().ToBytes());

        using var served = new OnnxSession(session.ToModel());
        var inputs = served.Inputs.ToDictionary(spec => spec.Name, spec => Fill(spec, Rows));
        var whole = served.Run(inputs, TestContext.Current.CancellationToken)[0].Span<float>().ToArray();
        var one = served.Run(inputs.ToDictionary(input => input.Key, input => First(input.Value)), TestContext.Current.CancellationToken)[0].Span<float>().ToArray();
        Served.AssertNear(whole[..one.Length], one, 1e-4f);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Settings_out_of_range_are_refused_all_by_name(int index)
    {
        var (preset, names) = s_wrong[index];
        var refused = Assert.Throws<SakerException>(() => preset.Build(1));
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains(preset.GetType().Name, refused.Message);
        Assert.All(names, name => Assert.Contains($"'{name}'", refused.Message));
        Assert.Equal(names, Setting().Matches(refused.Message).Select(match => match.Groups[1].Value).Distinct());
    }

    [Fact]
    public void A_forecaster_with_a_season_begins_with_the_season_before()
    {
        var network = new Forecaster { Steps = 6, Horizon = 5, Season = 3, Features = 2 }.Build(1);
        var window = Tensor.Of([.. Enumerable.Range(0, 12).Select(i => (float)i)], 1, 6, 2);
        Assert.Equal([6, 8, 10, 6, 8], Served.Run(network, window));
    }

    [Fact]
    public void The_divergence_is_that_of_normal_distributions()
    {
        var network = new VariationalAutoencoder { Features = 4, CodeWidth = 2, Widths = [], Scatter = 0.5f }.Build(1);
        Assert.Equal(0.125f, network.Penalties["divergence"]);
        using var session = new OnnxSession(network.Model);
        var given = session.Outputs.Zip(session.Run(new Dictionary<string, Tensor> { ["numbers"] = Served.Numbers(3, 4) }, TestContext.Current.CancellationToken)).ToDictionary(pair => pair.First.Name, pair => pair.Second.Span<float>().ToArray());
        for (var row = 0; row < 3; row++)
        {
            var expected = Enumerable.Range(2 * row, 2).Sum(i => (Math.Pow(given["code"][i], 2) + Math.Pow(given["spread"][i], 2) - 2 * Math.Log(given["spread"][i]) - 1) / 2);
            Assert.Equal(expected, given["divergence"][row], 1e-4);
        }
    }

    private static TrainingSession Open(Network network, bool isRegression)
    {
        var session = new TrainingSession(network.Model, new TrainingSettings
        {
            Loss = isRegression ? Losses.MeanSquared() : Losses.CrossEntropy(), BatchSize = Rows, Optimizer = new Adam(), Parameters = network.Parameters, Undecayed = network.Undecayed, Penalties = network.Penalties,
        });
        foreach (var spec in session.Inputs.Where(spec => spec.Name != session.Target))
            if (spec.Type == ElementType.Int64)
                Fill(spec, Rows).Span<long>().CopyTo(session.Input<long>(spec.Name));
            else
                Fill(spec, Rows).Span<float>().CopyTo(session.Input<float>(spec.Name));
        if (isRegression)
        {
            var target = session.Input<float>(session.Target);
            Served.Values(target.Length, 4).CopyTo(target);
        }
        else
        {
            var target = session.Input<long>(session.Target);
            for (var i = 0; i < target.Length; i++)
                target[i] = i % 3;
        }
        return session;
    }

    private static Tensor Fill(TensorSpec spec, int rows)
    {
        long[] shape = [rows, .. spec.Shape.Skip(1)];
        var count = (int)shape.Aggregate(1L, (product, extent) => product * extent);
        var chance = new Xoshiro256(count);
        return spec.Type == ElementType.Int64 ? Tensor.Of([.. Enumerable.Range(0, count).Select(_ => (long)chance.Below(4))], shape) : Tensor.Of(Served.Values(count), shape);
    }

    private static Tensor First(Tensor tensor)
    {
        var count = tensor.Count / (int)tensor.Shape[0];
        long[] shape = [1, .. tensor.Shape.Skip(1)];
        return tensor.Type == ElementType.Int64 ? Tensor.Of(tensor.Span<long>()[..count].ToArray(), shape) : Tensor.Of(tensor.Span<float>()[..count].ToArray(), shape);
    }

    [GeneratedRegex("'(\\w+)'")]
    private static partial Regex Setting();
}
