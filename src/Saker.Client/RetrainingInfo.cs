namespace Saker.Client;

/// <summary>How retraining stands with an endpoint.</summary>
public sealed record RetrainingInfo
{
    public required string Endpoint { get; init; }

    /// <summary>Absent when only people ask.</summary>
    public RetrainingPolicyInfo? Policy { get; init; }

    /// <summary>The policy in words, a line each.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    public string? SetBy { get; init; }

    public DateTimeOffset? SetAt { get; init; }

    /// <summary>The next time of its schedule.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Why what is measured now would bring no attempt; absent when it would.</summary>
    public string? Hold { get; init; }

    /// <summary>Absent before the first.</summary>
    public RetrainingAttemptInfo? LastAttempt { get; init; }
}
