namespace Saker.Client;

/// <summary>Attempts to train an endpoint's model again, the newest first.</summary>
public sealed record RetrainingAttemptList(IReadOnlyList<RetrainingAttemptInfo> Attempts);
