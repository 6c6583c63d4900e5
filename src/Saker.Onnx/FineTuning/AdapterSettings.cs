namespace Saker.Onnx.FineTuning;

/// <summary>How low-rank adapters are put to weights.</summary>
public sealed record AdapterSettings
{
    /// <summary>The rank of what is added to a weight, 1 or more.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>What is added is multiplied with this over the rank.</summary>
    public float Alpha { get; init; } = 16;

    /// <summary>Patterns of the names of weights that get one, with <c>*</c> and <c>?</c>; all of matrix products where left out.</summary>
    public IReadOnlyList<string>? Weights { get; init; }

    /// <summary>What chance begins with.</summary>
    public int Seed { get; init; }
}
