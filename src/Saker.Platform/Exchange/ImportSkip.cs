namespace Saker.Platform.Exchange;

/// <summary>Something that was not imported.</summary>
/// <param name="Path">Where it is, below the folder that was imported.</param>
/// <param name="Reason">Why.</param>
public sealed record ImportSkip(string Path, string Reason);
