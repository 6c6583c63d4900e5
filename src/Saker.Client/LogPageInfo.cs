namespace Saker.Client;

/// <summary>The body of <c>GET /api/log</c>.</summary>
/// <param name="Predictions">The latest first.</param>
/// <param name="Next">What to give as <c>page</c> for the next page; null when this is the last.</param>
public sealed record LogPageInfo(IReadOnlyList<LoggedPredictionInfo> Predictions, string? Next);
