namespace Saker.Platform.Retraining;

/// <summary>What an attempt ended with.</summary>
internal sealed record AttemptEnd
{
    /// <summary>The alias that is to move.</summary>
    public string? Alias { get; init; }

    /// <summary>The request to move it.</summary>
    public string? Request { get; init; }

    /// <summary>The rollout that brings the version to the endpoint.</summary>
    public string? Rollout { get; init; }

    /// <summary>Why nothing came of it.</summary>
    public string? Error { get; init; }
}
