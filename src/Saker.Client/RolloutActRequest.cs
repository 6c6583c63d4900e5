namespace Saker.Client;

/// <summary>What is said with an act upon a rollout.</summary>
public sealed record RolloutActRequest
{
    /// <summary>Why. It is kept with the decision and in the audit.</summary>
    public string? Reason { get; init; }

    /// <summary>The revision that the caller has seen: when another decision came meanwhile, the act is refused. Absent to act upon whatever holds.</summary>
    public long? Revision { get; init; }

    /// <summary>The arm that is to serve, such as <c>candidate-2</c>; to conclude also <c>control</c>.</summary>
    public string? Arm { get; init; }
}
