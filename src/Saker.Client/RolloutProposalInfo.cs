namespace Saker.Client;

/// <summary>What the evidence says and a person has to agree to.</summary>
public sealed record RolloutProposalInfo
{
    /// <summary>What is to be done, as the kinds of decisions are called.</summary>
    public required string Kind { get; init; }

    /// <summary>The arm that it is about; absent where that is plain.</summary>
    public string? Arm { get; init; }

    public required string Reason { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset At { get; init; }
}
