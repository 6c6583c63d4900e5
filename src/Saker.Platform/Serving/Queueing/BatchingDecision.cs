namespace Saker.Platform.Serving.Queueing;

/// <summary>Whether a version's requests share runs, and from which figures that follows.</summary>
public sealed record BatchingDecision
{
    public required bool IsBatching { get; init; }

    /// <summary>Rows up to which requests are joined; 1 without batching.</summary>
    public required int MaxRows { get; init; }

    public required TimeSpan MaxWait { get; init; }

    /// <summary>Runs that may overlap.</summary>
    public required int RunnerCount { get; init; }

    /// <summary>What a row costs when it runs alone; null where it was not measured.</summary>
    public double? SingleMicrosecondsPerRow { get; init; }

    /// <summary>What a row costs when <see cref="TrialRows"/> run together; null where it was not measured.</summary>
    public double? BatchMicrosecondsPerRow { get; init; }

    /// <summary>Rows of the batch that was measured.</summary>
    public int TrialRows { get; init; }

    /// <summary>Whether a row was answered the same whatever rows stood beside it; null where that was not tried.</summary>
    public bool? RowsAreIndependent { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }
}
