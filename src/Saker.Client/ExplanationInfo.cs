namespace Saker.Client;

/// <summary>Why predictions are what they are: each row's factors and the base add up to its total.</summary>
public sealed record ExplanationInfo
{
    /// <summary><c>trees</c> and <c>linear</c> are exact; <c>sampling</c> asks the model.</summary>
    public string? Method { get; init; }

    /// <summary>Of base, totals and factors: <c>log_odds</c>, <c>probability</c>, or <c>value</c> for the unit of the output.</summary>
    public string? Unit { get; init; }

    /// <summary>The output that is explained.</summary>
    public string? Output { get; init; }

    /// <summary>The model's average answer over the rows it is compared with.</summary>
    public double Base { get; init; }

    /// <summary>A row for each prediction.</summary>
    public IReadOnlyList<ExplainedRow> Rows { get; init; } = [];

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why there is no explanation, where there is none.</summary>
    public string? Missing { get; init; }
}
