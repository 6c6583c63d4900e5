namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/evaluation</c>.</summary>
public sealed record EvaluateRequest
{
    /// <summary>The stored rows, such as <c>churn/2</c>; without a number the newest.</summary>
    public string? Dataset { get; init; }

    /// <summary>The column with the answers.</summary>
    public string? Target { get; init; }

    /// <summary>What kind of predictions the version gives: <c>binary</c> (default), <c>multiclass</c>, <c>multilabel</c>, <c>regression</c>, <c>ranking</c> or <c>clustering</c>.</summary>
    public string? Task { get; init; }

    /// <summary>The output that is the prediction; left out, the only one that can be.</summary>
    public string? Prediction { get; init; }

    /// <summary>The column with the query of each row, for ranking.</summary>
    public string? Query { get; init; }

    /// <summary>The answer that counts as positive; left out it is that of the model.</summary>
    public string? Positive { get; init; }

    /// <summary>Columns whose values are segments.</summary>
    public IReadOnlyList<string>? Segments { get; init; }

    /// <summary>Whether the segments where the model is worst are searched.</summary>
    public bool Find { get; init; }
}
