namespace Saker.Conformance;

/// <summary>How one check went.</summary>
public sealed record CheckResult
{
    public required CheckInfo Check { get; init; }

    public required CheckOutcome Outcome { get; init; }

    /// <summary>Why it was skipped, or what is wrong.</summary>
    public string? Reason { get; init; }

    /// <summary>What a conforming server would have done; set when the check failed.</summary>
    public string? Expected { get; init; }

    /// <summary>The request that shows it, shortened; set when the check failed over one.</summary>
    public string? Sent { get; init; }

    /// <summary>What came back for it, shortened.</summary>
    public string? Received { get; init; }

    public required TimeSpan Elapsed { get; init; }
}
