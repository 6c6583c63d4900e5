namespace Saker.Platform.Monitoring.Drift;

/// <summary>A report, and the states of detectors after it.</summary>
internal sealed record MadeReport(DriftEvaluation Evaluation, string? Detectors);
