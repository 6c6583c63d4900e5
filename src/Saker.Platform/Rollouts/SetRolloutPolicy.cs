namespace Saker.Platform.Rollouts;

/// <summary>How versions come to an endpoint where nobody says otherwise.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Settings">How.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When.</param>
public sealed record SetRolloutPolicy(string Endpoint, RolloutSettings Settings, string By, DateTimeOffset At);
