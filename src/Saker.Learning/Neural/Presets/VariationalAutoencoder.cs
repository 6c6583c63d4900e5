using Saker.Learning.Neural.Building;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// A variational autoencoder (Kingma and Welling 2014): input <c>numbers</c> [rows, <see cref="Features"/>] becomes a normal distribution of codes, output <c>code</c> being its mean and
/// <c>spread</c> its standard deviation, both [rows, <see cref="CodeWidth"/>]; a code drawn from it is made numbers again as <see cref="NetworkPreset.Output"/>. Output <c>divergence</c> [rows, 1] is how
/// far the distribution is from the standard one, and is added to a mean squared error as a penalty. Training draws codes by its seed; when served the code is the mean, so that answers are the same each time.
/// </summary>
public sealed record VariationalAutoencoder : NetworkPreset
{
    // Spreads beyond e^5 or below e^-5 mean nothing and would overflow.
    private const float MaxLogarithm = 10;

    /// <summary>Numbers a row, 1 to 16,384.</summary>
    public required int Features { get; init; }

    /// <summary>Widths of the layers before the code, none to 64 of 1 to 16,384; those after it are the same the other way round.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [64];

    /// <summary>Width of the code, 1 to 16,384.</summary>
    public int CodeWidth { get; init; } = 8;

    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>How far numbers are taken to scatter round what is made of a code, 0.0001 to 100: the larger, the more codes keep to the standard distribution.</summary>
    public float Scatter { get; init; } = 0.1f;

    /// <summary>What the divergence counts beyond that, 0 to 1,000 (Higgins et al. 2017).</summary>
    public float DivergenceFactor { get; init; } = 1;

    private protected override void Check(PresetCheck check) => check.Within(Features, 1, MaxWidth).Each(Widths, 0, MaxLayers, 1, MaxWidth).Within(CodeWidth, 1, MaxWidth)
        .Within(Scatter, 0.0001, 100).Within(DivergenceFactor, 0, 1000).Demand(Enum.IsDefined(Activation), $"is no activation: {Activation}", nameof(Activation));

    private protected override void Add(NetworkBuilder network)
    {
        var value = network.Input("numbers", Features);
        for (var i = 0; i < Widths.Count; i++)
            value = value.Dense($"encoder{i + 1}", Widths[i]).Activate(Activation);
        var code = value.Dense("mean", CodeWidth, Initialiser.Glorot);
        var graph = network.Graph;
        // The logarithm of the variance.
        var logarithm = graph.Clip(value.Dense("variance", CodeWidth, Initialiser.Glorot).Value, -MaxLogarithm, MaxLogarithm);
        var spread = new NetworkValue(network, graph.Exp(graph.Multiply(logarithm, graph.Constant(Tensor.Scalar(0.5f)))), -1, CodeWidth);
        value = code.Add(spread.Multiply(code.Noise()));
        for (var i = 0; i < Widths.Count; i++)
            value = value.Dense($"decoder{i + 1}", Widths[Widths.Count - 1 - i]).Activate(Activation);
        // A squared error that is a mean over features stands for a sum divided by twice the variance of the scatter.
        network.Output(Output, value.Dense("head", Features, Initialiser.Glorot)).Output("code", code).Output("spread", spread)
            .Penalty("divergence", Divergence(code, spread, logarithm), DivergenceFactor * 2 * Scatter * Scatter / Features);
    }

    // Half the sum of mean^2 + variance - ln variance - 1 over the code.
    private static NetworkValue Divergence(NetworkValue code, NetworkValue spread, Value logarithm)
    {
        var graph = code.Network.Graph;
        var each = graph.Subtract(graph.Add(code.Multiply(code).Value, spread.Multiply(spread).Value), graph.Add(logarithm, graph.Constant(Tensor.Scalar(1f))));
        return new NetworkValue(code.Network, graph.Multiply(graph.ReduceSum(each, [1]), graph.Constant(Tensor.Scalar(0.5f))), -1, 1);
    }
}
