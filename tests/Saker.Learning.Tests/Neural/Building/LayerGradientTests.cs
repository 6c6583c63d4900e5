using Saker.Learning.Neural.Building;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Tests.Neural.Building;

/// <summary>What training takes for the slopes of each layer's weights, against what small steps of them do.</summary>
public sealed class LayerGradientTests
{
    private const float Step = 1f / 64;
    private const int MaxElements = 12;

    private static readonly Dictionary<string, (long[] Shape, Func<NetworkValue, NetworkValue> Layers)> s_cases = new()
    {
        ["dense"] = ([3, 4], value => value.Dense("d", 5).Tanh().Dense("e", 2)),
        ["dense over steps"] = ([3, 2, 4], value => value.Dense("d", 5)),
        ["conv 1-D"] = ([2, 4, 9], value => value.Conv("c", 6, 3, new ConvolutionSettings { Stride = 2, Groups = 2 })),
        ["conv 2-D"] = ([2, 4, 7, 6], value => value.Conv("c", 4, 3, new ConvolutionSettings { Dilation = 2 }).Conv("d", 4, 2, new ConvolutionSettings { Groups = 4 })),
        ["batch norm"] = ([6, 3, 4], value => value.Conv("c", 3, 1).BatchNorm("n").Tanh().Conv("d", 2, 1)),
        ["layer norm"] = ([3, 5], value => value.Dense("d", 6).LayerNorm("n").Dense("e", 2)),
        ["lstm"] = ([2, 5, 3], value => value.Lstm("l", 4, isBidirectional: true).Lstm("m", 3, givesLast: true)),
        ["gru"] = ([2, 5, 3], value => value.Gru("l", 4, isBidirectional: true).Gru("m", 3, givesLast: true)),
        ["attention"] = ([2, 4, 6], value => value.Positions("p").Attention("a", 2, isCausal: true)),
        ["pools"] = ([2, 3, 8], value => value.Conv("c", 4, 3).AveragePool(2).Conv("d", 3, 3).GlobalAveragePool()),
        ["residual"] = ([2, 6], value => value.Dense("d", 6).Residual(inner => inner.Gelu().Dense("e", 6)).Concat(1, value).Dense("f", 3)),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Slopes_are_those_of_small_steps(string name)
    {
        var (shape, layers) = s_cases[name];
        var input = Served.Numbers(shape);
        var network = Served.Of(layers, input);
        using var session = Open(network, (int)shape[0]);
        input.Span<float>().CopyTo(session.Input<float>("in"));
        Compare(session, network);
    }

    [Fact]
    public void Embeddings_have_slopes_where_codes_point()
    {
        var network = Served.Of(codes => codes.Embedding("e", 5, 3).Positions("p"), Tensor.Of(new long[6], 2, 3));
        using var session = Open(network, 2);
        new long[] { 1, 4, 1, 0, 1, 4 }.CopyTo(session.Input<long>("in"));
        Compare(session, network);
        session.Compute();
        Assert.All(session.Gradient("e.weight")[6..12].ToArray(), slope => Assert.Equal(0, slope));
    }

    private static TrainingSession Open(Network network, int rows)
    {
        var session = new TrainingSession(network.Model, new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = rows, Optimizer = new Sgd(), Parameters = network.Parameters });
        var targets = session.Input<float>(session.Target);
        Served.Values(targets.Length, 7).CopyTo(targets);
        return session;
    }

    private static void Compare(TrainingSession session, Network network)
    {
        Assert.Equal(TrainableValues.Find(network.Model).Select(spec => spec.Name).Order(StringComparer.Ordinal), network.Parameters.Order(StringComparer.Ordinal));
        session.Compute();
        var slopes = network.Parameters.ToDictionary(parameter => parameter, parameter => session.Gradient(parameter).ToArray());
        foreach (var (parameter, gradient) in slopes)
            for (var i = 0; i < gradient.Length; i += Math.Max(1, gradient.Length / MaxElements))
            {
                var expected = (4 * Slope(session, parameter, i, Step / 2) - Slope(session, parameter, i, Step)) / 3;
                Assert.True(Math.Abs(expected - gradient[i]) < 4e-3 * Math.Max(0.2, gradient.Max(Math.Abs)), $"{parameter}[{i}] has the slope {gradient[i]}; small steps give {expected}.");
            }
    }

    private static double Slope(TrainingSession session, string parameter, int index, float step)
    {
        var before = session.Parameter(parameter)[index];
        session.Parameter(parameter)[index] = before + step;
        var up = session.Compute();
        session.Parameter(parameter)[index] = before - step;
        var down = session.Compute();
        session.Parameter(parameter)[index] = before;
        return (up - down) / (2.0 * step);
    }
}
