namespace Saker.Client;

/// <summary>Alerts, the newest first.</summary>
/// <param name="Alerts">A page of them.</param>
/// <param name="NextPageToken">Gives the next page; absent when this is the last.</param>
public sealed record AlertList(IReadOnlyList<AlertInfo> Alerts, string? NextPageToken);
