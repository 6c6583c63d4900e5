namespace Saker.Server.Http;

/// <summary>Where a model is that was asked for by a name that it gave up.</summary>
/// <param name="Hint">What to tell whoever asked.</param>
/// <param name="Page">The page to go on to; null where a door of data was asked, or something would be changed there.</param>
internal sealed record RenamedAddress(string Hint, string? Page);
