namespace Saker.Client;

/// <summary>What reading a version's source again gave.</summary>
/// <param name="Outcome"><c>same</c>, <c>restored</c>, <c>different</c>, <c>sourceGone</c> or <c>sourceUnknown</c>.</param>
/// <param name="Explanation">What happened, or why not.</param>
/// <param name="Hash">The content that the source gives now.</param>
/// <param name="SourceHash">SHA-256 of the source's bytes now.</param>
public sealed record DatasetRebuildInfo(string Outcome, string Explanation, string? Hash = null, string? SourceHash = null);
