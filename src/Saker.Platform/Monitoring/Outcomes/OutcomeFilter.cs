namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Which outcomes to list. What is null does not narrow it.</summary>
public sealed record OutcomeFilter
{
    /// <summary>The largest page.</summary>
    public const int MaxPage = 1_000;

    public string? Endpoint { get; init; }

    public OutcomeState? State { get; init; }

    /// <summary>Outcomes whose first value came at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>1 to <see cref="MaxPage"/>.</summary>
    public int MaxCount { get; init; } = 100;

    /// <summary>Where the page begins: <see cref="OutcomePage.NextPage"/> of the page before.</summary>
    public string? Page { get; init; }
}
