using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>Scores joined pairs as an evaluation does: the same scores, intervals and segments.</summary>
internal static class PairScoring
{
    // Enough for ends that move by a tenth of the interval; windows are judged by the dozen.
    private const int ResampleCount = 200;

    /// <returns>The scores, of segments too; null when no pair can be scored, with the reason among the findings.</returns>
    public static EvaluationReport? Judge(ScoredVersion version, IReadOnlyList<StoredOutcome> pairs, IReadOnlyList<SegmentRequest> segments, ICollection<Problem> findings, CancellationToken cancellationToken)
    {
        var rows = PairTable.Of(version, pairs, findings);
        if (rows.RowCount == 0)
            return null;
        var outputs = version.Columns!;
        var columns = rows.Without([ScoredVersion.OutcomeColumn, .. new[] { outputs.Prediction, outputs.Probability }.OfType<string>().Where(name => rows.Find(name) is not null)]).Schema;
        var usable = new List<SegmentRequest>();
        foreach (var segment in segments)
        {
            var problems = segment.Check(columns);
            if (problems.Count == 0)
                usable.Add(segment);
            foreach (var problem in problems)
                findings.Add(problem with { Field = $"segments.{problem.Field}" });
        }
        try
        {
            return outputs.Judge(rows, new EvaluationPlan { Segments = usable, Bootstrap = new Bootstrap { ResampleCount = ResampleCount, MaxDegree = 1 } }, cancellationToken);
        }
        catch (SakerException exception)
        {
            // Such as one class alone among the outcomes so far.
            findings.Add(new Problem("outcome", exception.Message));
            return null;
        }
    }

    /// <summary>The segments that are asked for, those of the settings, and those of the evaluation; of several of one name the first.</summary>
    public static IReadOnlyList<SegmentRequest> SegmentsOf(ScoredVersion version, PerformanceSettings settings, IReadOnlyList<SegmentRequest> asked) => asked.Count > 0
        ? asked
        : [.. settings.Segments.Concat((version.Evaluation?.Segments ?? []).Select(segment => SegmentRequest.Of(segment.Name, segment.Where))).DistinctBy(segment => segment.Name ?? segment.Column, StringComparer.Ordinal)];
}
