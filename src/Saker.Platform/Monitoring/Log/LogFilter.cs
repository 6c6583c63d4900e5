namespace Saker.Platform.Monitoring.Log;

/// <summary>Which requests to read from the prediction log. What is null or empty does not narrow it.</summary>
public sealed record LogFilter
{
    /// <summary>The largest page.</summary>
    public const int MaxPage = 10_000;

    public string? Endpoint { get; init; }

    public int? Version { get; init; }

    /// <summary>Requests that ended at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Requests that ended before this time.</summary>
    public DateTimeOffset? To { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The fallback step that answered, such as <c>rules</c>.</summary>
    public string? Step { get; init; }

    /// <summary>The kind of error, such as <c>timeout</c>; <c>*</c> stands for all that failed.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// A condition in the language of Saker's searches: on <c>id, endpoint, model, version, at, rows, step, error, trace, cached,
    /// warnings, latency_ms, queue_ms, compute_ms</c>, and, for sampled rows, on values: <c>input.tenure &gt; 3 AND output.label = 'Yes'</c>.
    /// </summary>
    public string? Where { get; init; }

    /// <summary>Only requests of which rows were sampled.</summary>
    public bool SampledOnly { get; init; }

    /// <summary>The most requests in one page, from 1 to <see cref="MaxPage"/>.</summary>
    public int MaxCount { get; init; } = 100;

    /// <summary>Where the page begins: the <see cref="LogPage.NextPage"/> of the page before, of the same filter.</summary>
    public string? Page { get; init; }
}
