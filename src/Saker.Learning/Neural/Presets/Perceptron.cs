using Saker.Learning.Neural.Building;

namespace Saker.Learning.Neural.Presets;

/// <summary>
/// A multilayer perceptron for tables: input <c>numbers</c> [rows, <see cref="Numbers"/>], best scaled, and input <c>categories</c> [rows, number of <see cref="Categories"/>] of codes, each of which
/// becomes a vector (Guo and Berkhahn 2016). An input without columns is left out.
/// </summary>
public sealed record Perceptron : NetworkPreset
{
    /// <summary>The widest vector of a category that is chosen by itself.</summary>
    private const int MaxEmbedding = 50;

    /// <summary>Columns of numbers, 0 to 16,384.</summary>
    public int Numbers { get; init; }

    /// <summary>For each column of categories the number of its codes, 1 to 10,000,000; the codes are 0 and up.</summary>
    public IReadOnlyList<int> Categories { get; init; } = [];

    /// <summary>Widths of hidden layers, none to 64 of 1 to 16,384.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [64, 32];

    /// <summary>Values predicted, 1 to 16,384: classes, or numbers.</summary>
    public int Outputs { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether hidden layers are normalised by the batch.</summary>
    public bool HasBatchNorm { get; init; }

    /// <summary>The share of hidden values that training drops, 0 or more and less than 1.</summary>
    public float Dropout { get; init; }

    private protected override void Check(PresetCheck check) => check.Within(Numbers, 0, MaxWidth).Each(Categories, 0, MaxWidth, 1, 10_000_000).Each(Widths, 0, MaxLayers, 1, MaxWidth)
        .Within(Outputs, 1, MaxWidth).Share(Dropout).Demand(Numbers > 0 || Categories is { Count: > 0 }, "must be 1 or more where there are no categories", nameof(Numbers))
        .Demand(Enum.IsDefined(Activation), $"is no activation: {Activation}", nameof(Activation));

    private protected override void Add(NetworkBuilder network)
    {
        var parts = new List<NetworkValue>();
        if (Numbers > 0)
            parts.Add(network.Input("numbers", Numbers));
        if (Categories.Count > 0)
        {
            var codes = network.Codes("categories", Categories.Count);
            for (var i = 0; i < Categories.Count; i++)
                parts.Add(codes.Column(i).Embedding($"category{i + 1}", Categories[i], Math.Min(MaxEmbedding, (Categories[i] + 1) / 2)));
        }
        var value = parts[0].Concat(1, parts[1..]);
        for (var i = 0; i < Widths.Count; i++)
        {
            value = value.Dense($"hidden{i + 1}", Widths[i], hasBias: !HasBatchNorm);
            if (HasBatchNorm)
                value = value.BatchNorm($"norm{i + 1}");
            value = value.Activate(Activation).Dropout(Dropout);
        }
        network.Output(Output, value.Dense("head", Outputs, Initialiser.Glorot));
    }
}
