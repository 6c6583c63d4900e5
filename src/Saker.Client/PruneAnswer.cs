namespace Saker.Client;

/// <summary>Whether a trial should be ended now, as others were better at the same step.</summary>
public sealed record PruneAnswer(bool Prune);
