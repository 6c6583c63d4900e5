namespace Saker.Platform.Monitoring.Log;

/// <summary>Some requests of the prediction log.</summary>
/// <param name="Predictions">The latest first.</param>
/// <param name="NextPage">Where the next page begins; null when there is none.</param>
public sealed record LogPage(IReadOnlyList<LoggedPrediction> Predictions, string? NextPage);
