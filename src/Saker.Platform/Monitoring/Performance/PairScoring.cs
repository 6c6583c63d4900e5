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

    // Areas of several classes are those of each against the others, and of each pair: many classes are scored on fewer rows, and resampled less often.
    private const int MinResampleCount = 50;
    private const int MaxClassValues = 1_200_000;
    private const int MaxResampledValues = 12_000_000;

    /// <returns>The scores, of segments too; null when no pair can be scored, with the reason among the findings.</returns>
    public static EvaluationReport? Judge(ScoredVersion version, IReadOnlyList<StoredOutcome> pairs, IReadOnlyList<SegmentRequest> segments, ICollection<Problem> findings, CancellationToken cancellationToken)
    {
        var rows = PairTable.Of(version, pairs, findings);
        if (rows.RowCount == 0)
            return null;
        var outputs = version.Columns!;
        var columns = rows.Without([ScoredVersion.OutcomeColumn, .. new[] { outputs.Prediction, outputs.Probability }.Concat(version.Probabilities).OfType<string>().Where(name => rows.Find(name) is not null)]).Schema;
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
            var plan = new EvaluationPlan { Segments = usable, Bootstrap = new Bootstrap { ResampleCount = ResampleCount, MaxDegree = 1 } };
            return version is { Columns.Task: ScoreTask.Multiclass, Classes.Count: > 1 } ? JudgeClasses(version, rows, columns, plan, cancellationToken) : outputs.Judge(rows, plan, cancellationToken);
        }
        catch (SakerException exception)
        {
            // Such as one class alone among the outcomes so far.
            findings.Add(new Problem("outcome", exception.Message));
            return null;
        }
    }

    /// <summary>Of classes that are known: an outcome that is none of them is wrong, and its probability 0. Rows of before probabilities were logged are scored by their labels.</summary>
    private static EvaluationReport JudgeClasses(ScoredVersion version, Table rows, Schema columns, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        if (rows.RowCount > MaxClassValues / version.Classes.Count)
            rows = rows.Take([.. Enumerable.Range(0, MaxClassValues / version.Classes.Count).Select(row => (int)((long)row * rows.RowCount * version.Classes.Count / MaxClassValues))]);
        plan = plan with { Bootstrap = plan.Bootstrap with { ResampleCount = Math.Clamp(MaxResampledValues / (rows.RowCount * version.Classes.Count), MinResampleCount, ResampleCount) } };
        var outcomes = ColumnTexts.Of(rows.Get(ScoredVersion.OutcomeColumn));
        string[] classes = [.. version.Classes, .. outcomes.OfType<string>().Except(version.Classes, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        string[] probabilities = [.. version.Probabilities.Where(name => rows.Find(name) is not null)];
        var areWhole = probabilities.Length == version.Classes.Count && probabilities.All(name => rows.Get(name).ToFloat64().All(value => value is >= 0 and <= 1));
        return TaskAnswers.OfClasses(classes, Array.ConvertAll(outcomes, text => (float)places[text!]), areWhole ? rows : rows.Without(probabilities))
            .Judge(rows.Select([.. columns.Select(column => column.Name)]), plan, ReadOnlyMemory<float>.Empty, cancellationToken);
    }

    /// <summary>The segments that are asked for, those of the settings, and those of the evaluation; of several of one name the first.</summary>
    public static IReadOnlyList<SegmentRequest> SegmentsOf(ScoredVersion version, PerformanceSettings settings, IReadOnlyList<SegmentRequest> asked) => asked.Count > 0
        ? asked
        : [.. settings.Segments.Concat((version.Evaluation?.Segments ?? []).Select(segment => SegmentRequest.Of(segment.Name, segment.Where))).DistinctBy(segment => segment.Name ?? segment.Column, StringComparer.Ordinal)];
}
