namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>How an unmatched outcome goes on.</summary>
/// <param name="RequestId">Whose it is.</param>
/// <param name="Row">Which row.</param>
/// <param name="Endpoint">Where the request was found.</param>
/// <param name="Prediction">What it is joined to; null when the log has no values of the row.</param>
public sealed record OutcomeJoin(string RequestId, int Row, string Endpoint, JoinedPrediction? Prediction);
