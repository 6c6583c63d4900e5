namespace Saker.Platform.Rollouts;

/// <summary>A registered version that is to come to an endpoint.</summary>
public sealed record RolloutCandidate(string Model, int Version)
{
    public override string ToString() => $"{Model}/{Version}";
}
