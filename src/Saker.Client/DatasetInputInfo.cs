namespace Saker.Client;

/// <summary>A dataset that a run was made from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Tells versions of the data apart.</param>
/// <param name="SourceType">Such as <c>local</c> or <c>s3</c>.</param>
/// <param name="Source">Where it is from, as JSON.</param>
/// <param name="Context">What it was to the run: <c>training</c>, say.</param>
public sealed record DatasetInputInfo(string Name, string Digest, string SourceType, string Source, string? Context = null);
