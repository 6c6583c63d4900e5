namespace Saker.Platform.Rollouts.Evidence;

/// <summary>How a candidate that runs in the shadow of the control compared with it in a block, request by request. Immutable.</summary>
internal sealed record ShadowBlock
{
    public static ShadowBlock None { get; } = new();

    /// <summary>Requests that both answered.</summary>
    public long RequestCount { get; init; }

    /// <summary>Those of them of which a row drawn by chance was answered otherwise: on average the share of rows, where rows of a request are one observation.</summary>
    public long DisagreementCount { get; init; }

    /// <summary>Rows of them.</summary>
    public long RowCount { get; init; }

    /// <summary>Rows that were answered otherwise.</summary>
    public long DisagreeingRowCount { get; init; }

    /// <summary>Copies that were not run because too many waited.</summary>
    public long DroppedCount { get; init; }

    /// <summary>By how much the candidate's score was above the control's, a request each: all of them, or a uniform sample.</summary>
    public float[] Differences { get; init; } = [];

    /// <summary>How many differences there were.</summary>
    public long DifferenceCount { get; init; }

    public bool IsEmpty => RequestCount == 0 && DroppedCount == 0;
}
