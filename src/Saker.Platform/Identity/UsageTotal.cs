using Saker.Data.Profiles;

namespace Saker.Platform.Identity;

/// <summary>What a caller used on a day by way of all processes.</summary>
internal sealed record UsageTotal(string Subject, int Day, long Requests, long Rows, IReadOnlyDictionary<string, DistinctSketch> Distinct);
