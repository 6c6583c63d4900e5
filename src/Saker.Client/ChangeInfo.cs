namespace Saker.Client;

/// <summary>A detector of change that takes errors in the order of time.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="ErrorCount">Errors that it took.</param>
/// <param name="ChangeCount">How often it found a change.</param>
/// <param name="ChangedAt">When the prediction was made at which it found the last one; absent when it found none.</param>
/// <param name="RequestId">The request at which it did.</param>
public sealed record ChangeInfo(string Detector, long ErrorCount, int ChangeCount, DateTimeOffset? ChangedAt, string? RequestId);
