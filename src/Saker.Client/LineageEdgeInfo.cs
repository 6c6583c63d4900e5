namespace Saker.Client;

/// <summary>That one thing came of another.</summary>
/// <param name="From">The id of what was there before.</param>
/// <param name="To">The id of what came of it.</param>
public sealed record LineageEdgeInfo(string From, string To);
