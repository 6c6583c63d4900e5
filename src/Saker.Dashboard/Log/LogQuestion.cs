using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Monitoring.Log;

namespace Saker.Dashboard.Log;

/// <summary>Which requests the page of the log is asked for; all of it stands in its address.</summary>
public sealed record LogQuestion
{
    /// <summary>What may have come of a request, as the address has it and in words; the kinds of error are those that callers make or suffer most.</summary>
    public static IReadOnlyList<(string Value, string Text)> Outcomes { get; } =
    [
        ("failed", "failed"), ("refused", "refused by the guard or a limit"), ("warned", "answered with warnings"), ("mended", "values replaced by the guard"), ("fallback", "answered by a fallback"), ("cached", "from the cache"),
        ("error:timeout", "failed: timeout"), ("error:invalidInput", "failed: invalid input"), ("error:limitExceeded", "failed: a limit"), ("error:unavailable", "failed: unavailable"), ("error:internal", "failed: internal"),
    ];

    public required TimeRange Range { get; init; }

    public string? Endpoint { get; init; }

    public int? Version { get; init; }

    /// <summary>One of <see cref="Outcomes"/>; null for any.</summary>
    public string? Outcome { get; init; }

    /// <summary>The fallback step that answered; null for any.</summary>
    public string? Step { get; init; }

    public string? RequestId { get; init; }

    /// <summary>A condition beside the others; null for none.</summary>
    public string? Where { get; init; }

    public bool SampledOnly { get; init; }

    public string? Page { get; init; }

    /// <summary>The whole condition: what came of requests is one too.</summary>
    public string? Condition
    {
        get
        {
            List<string> own = [];
            if (Outcome is { } outcome)
                own.Add(outcome switch
                {
                    "refused" => "refused = 1",
                    "warned" => "warnings > 0",
                    "mended" => "mended > 0",
                    "fallback" => "step != 'primary'",
                    "cached" => "cached = 1",
                    "failed" => "error LIKE '%'",
                    _ => $"error = '{outcome["error:".Length..]}'",
                });
            if (Step is { } step)
                own.Add($"step = '{step}'");
            return own.Count == 0 ? Where : string.Join(" AND ", Where is null ? own : [.. own, $"({Where})"]);
        }
    }

    public string Address => Addresses.With("/log", [.. Range.Query, .. Own, ("page", Page)]);

    /// <summary>What the address says beside the time.</summary>
    public IReadOnlyList<(string Key, string? Value)> Own =>
    [
        ("endpoint", Endpoint), ("version", Version?.ToString(CultureInfo.InvariantCulture)), ("outcome", Outcome), ("step", Step), ("id", RequestId), ("filter", Where), ("sampled", SampledOnly ? "true" : null),
    ];

    /// <summary>Whether anything but the time narrows it.</summary>
    public bool IsNarrowed => Own.Any(part => part.Value is not null);

    /// <summary>Where the same requests are had as a file.</summary>
    public string Export(string format) => Addresses.With(
        "/api/log/export", ("format", format), ("endpoint", Endpoint), ("version", Version?.ToString(CultureInfo.InvariantCulture)), ("from", TimeRange.Moment(Range.From)), ("to", TimeRange.Moment(Range.To)), ("filter", Condition));

    public LogFilter ToFilter(int max) => new()
    {
        Endpoint = Endpoint,
        Version = Version,
        // Of one id all of the log is asked, whenever that was.
        From = RequestId is null ? Range.From : null,
        To = RequestId is null && Range.Name is null ? Range.To : null,
        RequestId = RequestId,
        Where = Condition,
        SampledOnly = SampledOnly,
        MaxCount = max,
        Page = Page,
    };
}
