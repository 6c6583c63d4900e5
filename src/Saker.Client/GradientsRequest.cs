namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/gradients</c>.</summary>
public sealed record GradientsRequest
{
    /// <summary>The stored rows to explain, such as <c>digits/2</c>; they hold what the model takes, and the target at most.</summary>
    public string? Dataset { get; init; }

    /// <summary>The class that is explained, from 0; that with the largest output where left out.</summary>
    public int? Class { get; init; }

    /// <summary>The column with the answers, which is none of what the model takes; left out where the rows have none.</summary>
    public string? Target { get; init; }
}
