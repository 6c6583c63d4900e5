using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What is known of some requests without reading them: all of one version, kept and read together.</summary>
internal sealed record SegmentGroup
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>In ticks of UTC.</summary>
    public required long FirstAt { get; init; }

    public required long LastAt { get; init; }

    public required int RequestCount { get; init; }

    /// <summary>Sampled rows.</summary>
    public required int RowCount { get; init; }

    public required IReadOnlyList<LogMinute> Minutes { get; init; }

    /// <summary>The columns of the sampled rows; none when there are none.</summary>
    public required Schema Inputs { get; init; }

    public required Schema Outputs { get; init; }

    /// <summary>Where its frame is in the segment.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes of its frame.</summary>
    public int Length { get; init; }

    /// <summary>Bytes before they were compressed.</summary>
    public int PlainLength { get; init; }

    public static SegmentGroup Of(LogBlock block) => Of(block, block.Requests);

    /// <param name="block">The block but for its requests.</param>
    /// <param name="requests">Its requests, one at least.</param>
    public static SegmentGroup Of(LogBlock block, ReadOnlySpan<LogRequest> requests)
    {
        var (first, last) = (requests[0].At, requests[0].At);
        foreach (ref readonly var request in requests)
            (first, last) = (Math.Min(first, request.At), Math.Max(last, request.At));
        return new SegmentGroup
        {
            Model = block.Model,
            Version = block.Version,
            FirstAt = first,
            LastAt = last,
            RequestCount = requests.Length,
            RowCount = block.RowRequests.Length,
            Minutes = block.Minutes,
            Inputs = block.Inputs?.Schema ?? new Schema([]),
            Outputs = block.Outputs?.Schema ?? new Schema([]),
        };
    }
}
