namespace Saker.Client;

/// <summary>What requests to one version of an endpoint were like in some time. Counts are exact.</summary>
public sealed record WindowInfo
{
    public required string Endpoint { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>Its version; null where several answered.</summary>
    public int? Version { get; init; }

    /// <summary>Where the window begins, in UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, excluded.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Processes that wrote to it.</summary>
    public required int WriterCount { get; init; }

    /// <summary>Requests, failed and refused ones included.</summary>
    public required long RequestCount { get; init; }

    /// <summary>Rows of answered requests.</summary>
    public required long RowCount { get; init; }

    /// <summary>Rows that the profiles hold.</summary>
    public required long ProfiledRowCount { get; init; }

    /// <summary>Failed requests by what they failed for, such as <c>timeout</c>.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Those of the failed ones that were refused before anything was run.</summary>
    public required long RefusedCount { get; init; }

    public required long CacheHitCount { get; init; }

    /// <summary>Answered requests by who answered, such as <c>primary</c>.</summary>
    public required IReadOnlyDictionary<string, long> Steps { get; init; }

    /// <summary>Requests with warnings of the guard.</summary>
    public required long WarnedCount { get; init; }

    /// <summary>Warnings of the guard.</summary>
    public required long WarningCount { get; init; }

    /// <summary>Values that the guard replaced.</summary>
    public required long MendedCount { get; init; }

    /// <summary>From begin to answer.</summary>
    public required WindowLatencyInfo Total { get; init; }

    /// <summary>Waiting for the model.</summary>
    public required WindowLatencyInfo Queue { get; init; }

    /// <summary>In the model.</summary>
    public required WindowLatencyInfo Compute { get; init; }
}
