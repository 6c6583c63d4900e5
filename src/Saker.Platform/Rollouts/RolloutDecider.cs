namespace Saker.Platform.Rollouts;

/// <summary>Who decides something of a rollout.</summary>
/// <param name="Name">Their name.</param>
/// <param name="IsAutomatic">Whether no person does.</param>
internal sealed record RolloutDecider(string Name, bool IsAutomatic)
{
    /// <summary>The evidence, and the passing of time.</summary>
    public static RolloutDecider Saker { get; } = new("saker", IsAutomatic: true);
}
