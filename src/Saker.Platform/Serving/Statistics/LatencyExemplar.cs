namespace Saker.Platform.Serving.Statistics;

/// <summary>One request that stands for those of its bucket.</summary>
/// <param name="RequestId">Its id; null where nobody gave it one.</param>
/// <param name="TraceId">The trace that it is part of, 32 hexadecimal digits; null where it is part of none.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="At">When it ended.</param>
public sealed record LatencyExemplar(string? RequestId, string? TraceId, double Seconds, DateTimeOffset At);
