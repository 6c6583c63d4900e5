using Saker.Data;
using Saker.Learning.Neural.Building;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Training;

namespace Saker.Learning.Tests.Neural.Building;

public sealed class NetworkBuilderTests
{
    private static readonly Dictionary<string, (Func<NetworkBuilder, NetworkValue> Build, string[] Words)> s_wrong = new()
    {
        ["a rank"] = (network => network.Input("x", 3).Conv("conv1", 4, 3), ["'conv1'", "[rows, 3]", "[rows, channels, height, width]"]),
        ["codes for numbers"] = (network => network.Codes("x", 3).Dense("hidden", 4), ["'hidden'", "Int64[rows, 3]"]),
        ["numbers for codes"] = (network => network.Input("x", 3).Embedding("words", 4, 2), ["'words'", "Float32[rows, 3]"]),
        ["groups"] = (network => network.Input("x", 6, 8).Conv("conv1", 8, 3, new ConvolutionSettings { Groups = 4 }), ["'conv1'", "4 groups", "[rows, 6, 8]"]),
        ["a window too large"] = (network => network.Input("x", 2, 4, 4).Conv("conv1", 8, 7, new ConvolutionSettings { Padding = 1 }), ["'conv1'", "7 steps", "[rows, 2, 4, 4]"]),
        ["heads"] = (network => network.Input("x", 5, 6).Attention("look", 4), ["'look'", "4 heads", "[rows, 5, 6]"]),
        ["a mask"] = (network => network.Input("x", 5, 6).Attention("look", 3, network.Codes("c", 4).Present()), ["'look'", "[rows, 5, 6]", "[rows, 4]"]),
        ["a sum"] = (network => network.Input("x", 3).Add(network.Input("y", 4)), ["'Add'", "[rows, 3]", "[rows, 4]"]),
        ["a residual"] = (network => network.Input("x", 3).Residual(value => value.Dense("d", 4)), ["'Add'", "[rows, 3]", "[rows, 4]"]),
        ["a join"] = (network => network.Input("x", 3, 2).Concat(1, network.Input("y", 3, 4)), ["'Concat'", "[rows, 3, 2]", "[rows, 3, 4]"]),
        ["elements"] = (network => network.Input("x", 6).Reshape(4, 2), ["'Reshape'", "[rows, 6]", "[rows, 4, 2]"]),
        ["a name twice"] = (network => network.Input("x", 6).Dense("d", 2).Dense("d", 2), ["'d'", "another layer"]),
        ["a width"] = (network => network.Input("x", 6).Dense("d", 0), ["'d'", "a width of 0"]),
        ["a share"] = (network => network.Input("x", 6).Dropout(1), ["'Dropout'", "a share of 1"]),
        ["a stride"] = (network => network.Input("x", 2, 6).MaxPool(2, 0), ["'MaxPool'", "a stride of 0"]),
        ["another network"] = (network => network.Input("x", 6).Add(new NetworkBuilder("other", 1).Input("x", 6)), ["'Add'", "another network"]),
        ["an extent"] = (network => network.Input("x", 6, 0), ["'x'", "[rows, 6, 0]"]),
        ["no output"] = (network => { network.Build(); return null!; }, ["Output"]),
    };

    public static TheoryData<string> Wrong => [.. s_wrong.Keys];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_is_refused_with_layer_and_shapes(string name)
    {
        var (build, words) = s_wrong[name];
        var refused = Assert.Throws<SakerException>(() => build(new NetworkBuilder("network", 1)));
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.All(words, word => Assert.Contains(word, refused.Message));
    }

    [Fact]
    public void Networks_are_plain_graphs_of_the_current_operator_set()
    {
        var builder = new NetworkBuilder("network", 1);
        var network = builder.Output("logits", builder.Input("x", 3).Dense("hidden", 4).BatchNorm("norm").Relu().Dense("head", 2)).Build();
        network.Model.Validate();
        Assert.Equal([new("", NetworkBuilder.Opset)], network.Model.OperatorSets.Select(set => set with { Domain = set.Domain == "ai.onnx" ? "" : set.Domain }));
        Assert.Equal([-1, 2], network.Model.Outputs.Single().Shape);
        Assert.Equal(["hidden.weight", "hidden.bias", "norm.scale", "norm.bias", "head.weight", "head.bias"], network.Parameters);
        Assert.Equal(["hidden.bias", "norm.scale", "norm.bias", "head.bias"], network.Undecayed);
        Assert.Empty(network.Penalties);
    }

    [Fact]
    public void Noise_in_training_has_mean_zero_and_variance_one_and_returns_with_the_seed()
    {
        var builder = new NetworkBuilder("noise", 1);
        var value = builder.Input("x", 50);
        builder.Output("out", value.Dense("d", 50, Initialiser.Zero, hasBias: false).Add(value.Noise()));
        var network = builder.Build();
        float[] Draw(long seed)
        {
            using var session = new TrainingSession(network.Model, new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = 100, Optimizer = new Sgd(), Seed = seed });
            session.Compute();
            return session.Predictions.ToArray();
        }
        var noise = Draw(1);
        Assert.Equal(0, noise.Average(), 0.05);
        Assert.Equal(1, noise.Average(x => x * x), 0.06);
        Assert.Equal(3 - 2.0 / 16, noise.Average(x => x * x * x * x), 0.35);
        Assert.Equal(noise, Draw(1));
        Assert.NotEqual(noise, Draw(2));
    }

    [Fact]
    public void Penalties_are_added_to_the_loss()
    {
        var builder = new NetworkBuilder("penalty", 1);
        var value = builder.Input("x", 3).Dense("d", 2);
        builder.Output("out", value).Penalty("size", value.Multiply(value), 0.5f);
        var network = builder.Build();
        using var plain = Open(network, penalties: null);
        using var more = Open(network, network.Penalties);
        var expected = plain.Compute() + 0.5f * plain.Predictions.ToArray().Average(x => x * x);
        Assert.Equal(expected, more.Compute(), 1e-5f);
        Assert.NotEqual(plain.Gradient("d.weight").ToArray(), more.Gradient("d.weight").ToArray());
        Assert.Contains("'missing'", Assert.Throws<OnnxException>(() => Open(network, new Dictionary<string, float> { ["missing"] = 1 })).Message);
    }

    [Fact]
    public void Graphs_declare_operator_sets_that_are_known()
    {
        Assert.Contains("22", Assert.Throws<OnnxException>(() => new GraphBuilder("graph", 22)).Message);
        Assert.Equal(GraphBuilder.Opset, new GraphBuilder("graph").DeclaredOpset);
    }

    private static TrainingSession Open(Network network, IReadOnlyDictionary<string, float>? penalties)
    {
        var session = new TrainingSession(network.Model, new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = 4, Optimizer = new Sgd(), Penalties = penalties });
        Served.Values(12).CopyTo(session.Input<float>("x"));
        return session;
    }
}
