namespace Saker.Platform.Registry;

/// <summary>One change of an alias: what was in production, from when, and who put it there.</summary>
/// <param name="Model">The model.</param>
/// <param name="Alias">The alias that moved.</param>
/// <param name="From">The version it pointed at before; null when it was new.</param>
/// <param name="To">The version it points at since; null when it was taken away.</param>
/// <param name="By">Who moved it.</param>
/// <param name="At">When.</param>
public sealed record AliasMove(string Model, string Alias, int? From, int? To, string By, DateTimeOffset At)
{
    /// <summary>When it moved on; null while it holds.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why, in the mover's words.</summary>
    public string? Evidence { get; init; }

    /// <summary>Why it moved although the version's gates had not passed; null where nobody overrode.</summary>
    public string? Override { get; init; }

    /// <summary>The scores that the version before was known by then; null when none were.</summary>
    public IReadOnlyDictionary<string, double>? FromScores { get; init; }

    /// <summary>The scores that the new version was known by then; null when none were.</summary>
    public IReadOnlyDictionary<string, double>? ToScores { get; init; }

    /// <summary>The request that was approved, where the alias was protected.</summary>
    public string? RequestId { get; init; }

    /// <summary>Who approved it; empty where nobody had to.</summary>
    public IReadOnlyList<string> ApprovedBy { get; init; } = [];

    /// <summary>Whether it held at some moment of a span that includes its begin and not its end.</summary>
    public bool HeldDuring(DateTimeOffset from, DateTimeOffset until) => At < until && (Until is not { } end || end > from);

    /// <summary>Whether it held at a moment.</summary>
    public bool HeldAt(DateTimeOffset moment) => At <= moment && (Until is not { } end || end > moment);
}
