namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Which joined pairs to read, in the order of their predictions' time.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="Version">Its version.</param>
/// <param name="From">Predictions from this time on.</param>
/// <param name="To">Predictions before this time.</param>
/// <param name="MaxCount">The most pairs; of more the first.</param>
public sealed record PairFilter(string Endpoint, string Model, int Version, DateTimeOffset From, DateTimeOffset To, int MaxCount)
{
    /// <summary>Only pairs behind this one; of it time, request id and row are looked at.</summary>
    public (DateTimeOffset At, string RequestId, int Row)? After { get; init; }
}
