using Saker.Client;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Server.Http;

/// <summary>How endpoints fare, as it goes over the wire: numbers that are not known are absent.</summary>
internal static class PerformanceWire
{
    public static PerformanceInfo ToInfo(EndpointPerformance performance) => new()
    {
        Endpoint = performance.Endpoint,
        Since = performance.Since,
        Versions = [.. performance.Versions.Select(ToInfo)],
        Outcomes = OutcomeStates.Names.ToDictionary(name => name, name => performance.CountOf(OutcomeStates.Find(name)!.Value), StringComparer.Ordinal),
    };

    private static VersionPerformanceInfo ToInfo(VersionPerformance version) => new()
    {
        Model = version.Model,
        Version = version.Version,
        OutcomeCount = version.PairCount,
        Scores = [.. (version.Live?.Scores ?? []).Select(score => ToInfo(score, version.Evaluation?.Find(score.Name)))],
        Segments = [.. (version.Live?.Segments ?? []).Select(segment => new SegmentPerformanceInfo(
            segment.Name, segment.RowCount, [.. segment.Scores.Select(score => ToInfo(score, version.Evaluation?.FindSegment(segment.Name)?.Find(score.Name)))]))],
        DecayScore = version.Score,
        Windows = [.. version.Windows.Select(ToInfo)],
        Changes = [.. version.Detectors.Select(detector => new ChangeInfo(detector.Name, detector.TakenCount, detector.ChangeCount, detector.ChangedAt, detector.ChangedBy))],
        Findings = [.. version.Findings.Select(finding => finding.ToString())],
    };

    private static LiveScoreInfo ToInfo(MeasuredScore score, MeasuredScore? evaluation) => new()
    {
        Name = score.Name,
        Title = score.Title,
        HigherIsBetter = score.HigherIsBetter,
        Value = Known(score.Value),
        Low = Known(score.Interval.Low),
        High = Known(score.Interval.High),
        Evaluation = Known(evaluation?.Value),
        EvaluationLow = Known(evaluation?.Interval.Low),
        EvaluationHigh = Known(evaluation?.Interval.High),
    };

    private static PerformanceWindowInfo ToInfo(PerformanceWindow window) => new()
    {
        StartedAt = window.StartedAt,
        EndedAt = window.EndedAt,
        OutcomeCount = window.Scores?.PairCount ?? 0,
        Scores = [.. (window.Scores?.Scores ?? []).Select(score => new WindowScoreInfo(score.Name, Known(score.Value), Known(score.Low), Known(score.High)))],
        EstimateMethod = window.Estimate?.Method,
        Estimates = [.. (window.Estimate?.Scores ?? []).Select(score => new EstimatedScoreInfo
        {
            Name = score.Name,
            Value = Known(score.Value),
            StandardError = Known(score.StandardError),
            Low = score.Low,
            High = score.High,
            IsWorse = score.IsWorse,
            Error = Known(window.EstimateErrorOf(score.Name)),
        })],
        Decay = window.Scores?.Decay is not { } decay ? null : new DecayInfo
        {
            Score = decay.Score,
            Live = decay.Live,
            Evaluation = decay.Reference,
            Loss = decay.Loss,
            LossLow = decay.LossLow,
            LossHigh = decay.LossHigh,
            PValue = decay.PValue,
            Alpha = decay.Alpha,
            IsDecayed = decay.IsDecayed,
        },
    };

    private static double? Known(double? value) => value is { } known && double.IsFinite(known) ? known : null;
}
