using System.Text.Json.Serialization;

namespace Saker.Client;

/// <summary>What to collect.</summary>
/// <param name="OlderThanDays">Runs and experiments that were deleted at least this many days ago; 30 unless given.</param>
/// <param name="DryRun">Only say what would be removed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CollectRequest(double? OlderThanDays = null, bool DryRun = false);
