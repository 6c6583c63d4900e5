using System.Text.Json.Serialization;

namespace Saker.Client;

/// <summary>Which dataset versions keep their rows; the others lose them.</summary>
/// <param name="KeepLast">The newest so many of each dataset.</param>
/// <param name="KeepYoungerDays">What was stored less than so many days ago.</param>
/// <param name="KeepUsedBy">What a <c>run</c> (or a model or an alias), a <c>model</c> (or an alias), or an <c>alias</c> refers to; run unless given.</param>
/// <param name="Dataset">Only versions of this dataset.</param>
/// <param name="DryRun">Only say what would be removed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RetainRequest(int? KeepLast = null, double? KeepYoungerDays = null, string? KeepUsedBy = null, string? Dataset = null, bool DryRun = false);
