namespace Saker.Platform.Serving;

/// <summary>What costly work for callers may take, and what those hear who do not get it.</summary>
public sealed record WorkLimits
{
    /// <summary>How much of it runs at the same time, 1 and up.</summary>
    public required int MaxConcurrent { get; init; }

    /// <summary>How long one of them may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>When who was refused may come again.</summary>
    public required TimeSpan RetryAfter { get; init; }

    /// <summary>Says that too many run.</summary>
    public required string Busy { get; init; }

    /// <summary>Says that it took too long.</summary>
    public required string TooSlow { get; init; }

    /// <summary>What of the request asks for the work; null for the request itself.</summary>
    public string? Field { get; init; }
}
