using Saker.Data;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Limits of outcomes.</summary>
public sealed record OutcomeOptions
{
    /// <summary>Outcomes written in one transaction.</summary>
    internal const int BatchSize = 1_000;

    /// <summary>Outcomes whose predictions are looked up at once.</summary>
    internal const int LookUpSize = 20_000;

    /// <summary>The most outcomes of one call or file.</summary>
    public int MaxCount { get; init; } = 1_000_000;

    /// <summary>The largest file that is uploaded, in bytes.</summary>
    public long MaxUploadBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The longest label, in characters.</summary>
    public int MaxValueLength { get; init; } = 1_000;

    /// <summary>The longest id of a request, in characters.</summary>
    public int MaxIdLength { get; init; } = 256;

    /// <summary>How long predictions of unmatched outcomes are looked for.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often they are looked for in the first hour; after it they are once an hour.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Outcomes whose first value came longer ago are removed, with what they were joined to.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(400);

    /// <exception cref="SakerException">Some are not possible; all are named.</exception>
    internal void Validate()
    {
        List<Problem> problems = [];
        foreach (var (field, value) in (ReadOnlySpan<(string, long)>)[("maxCount", MaxCount), ("maxUploadBytes", MaxUploadBytes), ("maxValueLength", MaxValueLength), ("maxIdLength", MaxIdLength), ("giveUpAfter", GiveUpAfter.Ticks), ("retryEvery", RetryEvery.Ticks), ("keep", Keep.Ticks)])
            if (value <= 0)
                problems.Add(new Problem(field, "must be above zero."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of outcomes are not possible.", problems);
    }
}
