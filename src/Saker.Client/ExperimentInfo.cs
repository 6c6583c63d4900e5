namespace Saker.Client;

/// <summary>A named collection of runs.</summary>
/// <param name="Id">Digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RunCount">How many runs it has that are not deleted.</param>
public sealed record ExperimentInfo(string Id, string Name, DateTimeOffset CreatedAt, int RunCount)
{
    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public string State { get; init; } = "active";

    /// <summary>Where its runs' artifacts go.</summary>
    public string? ArtifactLocation { get; init; }

    /// <summary>When its name, its tags or its state last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
