using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>What a key may use, and how much its answers give away. Null is no limit. A day is one of UTC.</summary>
public sealed record KeyPolicy
{
    /// <summary>No limits.</summary>
    public static KeyPolicy None { get; } = new();

    /// <summary>Requests a second in the long run.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Requests that may come at once after a pause; the rate rounded up when not said. Needs <see cref="RequestsPerSecond"/>.</summary>
    public int? Burst { get; init; }

    /// <summary>Requests a day.</summary>
    public long? RequestsPerDay { get; init; }

    /// <summary>Predicted rows a day.</summary>
    public long? RowsPerDay { get; init; }

    /// <summary>
    /// Different rows a day and endpoint, against copying a model by asking it: exact up to 128, beyond that an estimate with a
    /// standard error of 2.3 %.
    /// </summary>
    public long? DistinctRowsPerDay { get; init; }

    /// <summary>Decimals that floating outputs keep, 0 to 15; fewer give away less of how a model decides.</summary>
    public int? ScoreDecimals { get; init; }

    /// <summary>Adds a problem for every setting that is not possible.</summary>
    public void Check(List<Problem> problems)
    {
        const double maxRate = 1_000_000;
        if (RequestsPerSecond is { } rate && rate is not (> 0 and <= maxRate))
            problems.Add(new Problem("requestsPerSecond", $"is {rate}; it must be above 0 and at most {maxRate:N0}."));
        if (Burst is { } burst && burst is not (> 0 and <= (int)maxRate))
            problems.Add(new Problem("burst", $"is {burst}; it must be 1 to {maxRate:N0}."));
        if (Burst is not null && RequestsPerSecond is null)
            problems.Add(new Problem("burst", "is set without requestsPerSecond; set both."));
        CheckCount(problems, "requestsPerDay", RequestsPerDay);
        CheckCount(problems, "rowsPerDay", RowsPerDay);
        CheckCount(problems, "distinctRowsPerDay", DistinctRowsPerDay);
        if (ScoreDecimals is { } decimals && decimals is not (>= 0 and <= 15))
            problems.Add(new Problem("scoreDecimals", $"is {decimals}; it must be 0 to 15."));
    }

    private static void CheckCount(List<Problem> problems, string field, long? value)
    {
        if (value is <= 0)
            problems.Add(new Problem(field, $"is {value}; it must be 1 or more, or left out for no limit."));
    }
}
