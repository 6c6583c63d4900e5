namespace Saker.Client;

/// <summary>One change of an alias.</summary>
public sealed record AliasMoveInfo
{
    public required string Alias { get; init; }

    /// <summary>The version it pointed at before; null when it was new.</summary>
    public int? From { get; init; }

    /// <summary>The version it points at since; null when it was taken away.</summary>
    public int? To { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When it moved on; null while it holds.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Evidence { get; init; }

    /// <summary>Why it moved, or is to, although the version's gates had not passed; null where nobody overrode.</summary>
    public string? Override { get; init; }

    /// <summary>The scores that the version before was known by then.</summary>
    public IReadOnlyDictionary<string, double>? FromScores { get; init; }

    /// <summary>The scores that the new version was known by then.</summary>
    public IReadOnlyDictionary<string, double>? ToScores { get; init; }

    /// <summary>The request that was approved, where the alias was protected.</summary>
    public string? RequestId { get; init; }

    public required IReadOnlyList<string> ApprovedBy { get; init; }
}
