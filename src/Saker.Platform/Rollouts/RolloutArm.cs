namespace Saker.Platform.Rollouts;

/// <summary>A version that takes part in a rollout.</summary>
public sealed record RolloutArm
{
    /// <summary>What all shares are of: basis points.</summary>
    public const int WholeWeight = 10_000;

    /// <summary>0 for the control, from 1 for the candidates.</summary>
    public required int Number { get; init; }

    /// <summary><c>control</c>, <c>candidate</c>, or <c>candidate-2</c> of several.</summary>
    public required string Name { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>Its share of the requests, in basis points (of 10,000); of a shadow, the share that is mirrored to it.</summary>
    public int Weight { get; init; }

    /// <summary>Requests that it had answered when the present step began; -1 when that could not be found out, and then the step's sample is never there.</summary>
    public long BaseRequests { get; init; }

    /// <summary>Why it gets no requests any more, although the rollout goes on; null where it does.</summary>
    public string? OutReason { get; init; }

    /// <summary>Whether it was rolled back here and may not come back by itself; until somebody says why it is tried again.</summary>
    internal bool IsBinding { get; init; }

    public bool IsCandidate => Number > 0;

    /// <summary>Whether it gets requests no more.</summary>
    public bool IsOut => OutReason is not null;

    /// <summary>The version as references name it.</summary>
    public string Reference => $"{Model}/{Version}";
}
