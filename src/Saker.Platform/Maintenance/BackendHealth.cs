namespace Saker.Platform.Maintenance;

/// <summary>Whether something that a home rests on answers.</summary>
/// <param name="Name">What it is, such as <c>Metadata</c>.</param>
/// <param name="Kind">What holds it, such as <c>postgres</c>.</param>
/// <param name="Place">Where, as people are told; null where that is not told.</param>
/// <param name="Fault">Why it does not answer; null when it does.</param>
/// <param name="Duration">How long it took to answer.</param>
public sealed record BackendHealth(string Name, string Kind, string? Place, string? Fault, TimeSpan Duration);
