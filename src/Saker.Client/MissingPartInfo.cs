namespace Saker.Client;

/// <summary>Something that cannot be done with a model: <c>structure</c>, <c>engine</c>, <c>upgrade</c> or <c>gradient</c>, where, and why.</summary>
public sealed record MissingPartInfo(string Kind, string Where, string Message);
