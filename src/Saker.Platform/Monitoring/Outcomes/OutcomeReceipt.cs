namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>What was done with outcomes. All of them are durable.</summary>
public sealed record OutcomeReceipt
{
    /// <summary>Outcomes that came.</summary>
    public required int ReceivedCount { get; init; }

    /// <summary>Those that were not known.</summary>
    public required int AddedCount { get; init; }

    /// <summary>Those that were known with the same value; nothing was changed.</summary>
    public required int RepeatedCount { get; init; }

    /// <summary>Those that were known with another value, which is in their history now.</summary>
    public required int CorrectedCount { get; init; }

    /// <summary>Of all that came, those that are joined to a prediction.</summary>
    public required int MatchedCount { get; init; }

    /// <summary>Of all that came, those whose request is known but whose row the log has no values of.</summary>
    public required int UnsampledCount { get; init; }

    /// <summary>Of all that came, those that wait for their prediction.</summary>
    public required int UnmatchedCount { get; init; }

    internal static OutcomeReceipt None { get; } = new() { ReceivedCount = 0, AddedCount = 0, RepeatedCount = 0, CorrectedCount = 0, MatchedCount = 0, UnsampledCount = 0, UnmatchedCount = 0 };
}
