namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>A joined pair without its values: enough to choose among many.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Row">Its row.</param>
/// <param name="At">When the prediction was made.</param>
/// <param name="Weight">For how many rows of traffic it stands.</param>
public readonly record struct PairKey(string RequestId, int Row, DateTimeOffset At, double Weight);
