namespace Saker.Platform.Experiments;

/// <summary>What changes of a run; what is null stays.</summary>
public sealed record RunUpdate
{
    public RunStatus? Status { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Name { get; init; }
}
