using Saker.Platform.Datasets;

namespace Saker.Platform.Maintenance;

/// <summary>What becomes of one dataset version.</summary>
/// <param name="Version">The version.</param>
/// <param name="IsKept">Whether its rows stay.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RetentionDecision(DatasetVersion Version, bool IsKept, string Reason);
