namespace Saker.Client;

/// <summary>The body of <c>POST /api/drift</c>.</summary>
public sealed record DriftRequest
{
    /// <summary>What is expected: a stored dataset, such as <c>churn/1</c>; without a number the newest.</summary>
    public string? Reference { get; init; }

    /// <summary>What is compared with it, likewise.</summary>
    public string? Current { get; init; }

    /// <summary>How often a comparison without drift may call one; 0.05 when left out.</summary>
    public double? Alpha { get; init; }

    /// <summary>The share of rows that must lie elsewhere for a column to have drifted; 0.02 when left out.</summary>
    public double? MinEffect { get; init; }

    /// <summary>The columns that are compared; all when left out.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns that are left out, such as keys.</summary>
    public IReadOnlyList<string>? Ignore { get; init; }

    /// <summary>What measures numbers: <c>wasserstein</c>, <c>psi</c> and so on; by size when left out.</summary>
    public string? Measure { get; init; }

    /// <summary>What measures categories; by size when left out.</summary>
    public string? CategoryMeasure { get; init; }

    /// <summary>How all columns together are compared: <c>none</c>, <c>mmd</c> or <c>classifier</c>; mmd when left out.</summary>
    public string? Together { get; init; }
}
