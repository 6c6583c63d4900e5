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

    // Where nobody says which classes there are. What is counted grows with the square of them.
    private const int MaxOtherClasses = 100;

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
            return version is { Columns.Task: ScoreTask.Multiclass, Classes.Count: > 1 } ? JudgeClasses(version, rows, columns, plan, findings, cancellationToken) : outputs.Judge(outputs.Task == ScoreTask.Multiclass ? Bounded(rows, outputs.Prediction!, findings) : rows, plan, cancellationToken);
        }
        catch (SakerException exception)
        {
            // Such as one class alone among the outcomes so far.
            findings.Add(new Problem("outcome", exception.Message));
            return null;
        }
    }

    /// <summary>
    /// Of classes that are known: an outcome that is none of them is wrong, and its probability 0. All such are one class, however many texts they are: what is counted grows with the square
    /// of the classes. Rows of before probabilities were logged are scored by their labels.
    /// </summary>
    private static EvaluationReport JudgeClasses(ScoredVersion version, Table rows, Schema columns, EvaluationPlan plan, ICollection<Problem> findings, CancellationToken cancellationToken)
    {
        if (rows.RowCount > MaxClassValues / version.Classes.Count)
            rows = rows.Take([.. Enumerable.Range(0, MaxClassValues / version.Classes.Count).Select(row => (int)((long)row * rows.RowCount * version.Classes.Count / MaxClassValues))]);
        plan = plan with { Bootstrap = plan.Bootstrap with { ResampleCount = Math.Clamp(MaxResampledValues / (rows.RowCount * version.Classes.Count), MinResampleCount, ResampleCount) } };
        var places = version.Classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        var target = Array.ConvertAll(ColumnTexts.Of(rows.Get(ScoredVersion.OutcomeColumn)), text => (float)places.GetValueOrDefault(text!, places.Count));
        var unknownCount = target.Count(place => place == places.Count);
        if (unknownCount > 0)
            findings.Add(new Problem("outcome", FormattableString.Invariant($"{unknownCount} of {target.Length} outcomes are no class of the model: they count as wrong, and together as one class more.")));
        IReadOnlyList<string> classes = unknownCount > 0 ? [.. version.Classes, UnknownName(version.Classes)] : version.Classes;
        string[] probabilities = [.. version.Probabilities.Where(name => rows.Find(name) is not null)];
        var areWhole = probabilities.Length == version.Classes.Count && probabilities.All(name => rows.Get(name).ToFloat64().All(value => value is >= 0 and <= 1));
        return TaskAnswers.OfClasses(classes, target, areWhole ? rows : rows.Without(probabilities))
            .Judge(rows.Select([.. columns.Select(column => column.Name)]), plan, ReadOnlyMemory<float>.Empty, cancellationToken);
    }

    /// <summary>Where nobody says which classes there are, they are those that were answered, and of other outcomes the most frequent ones.</summary>
    private static Table Bounded(Table rows, string label, ICollection<Problem> findings)
    {
        var outcomes = ColumnTexts.Of(rows.Get(ScoredVersion.OutcomeColumn));
        var classes = ColumnTexts.Of(rows.Get(label)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var others = outcomes.OfType<string>().Where(text => !classes.Contains(text)).CountBy(text => text, StringComparer.Ordinal).ToList();
        if (others.Count <= MaxOtherClasses)
            return rows;
        classes.UnionWith(others.OrderByDescending(other => other.Value).ThenBy(other => other.Key, StringComparer.Ordinal).Take(MaxOtherClasses).Select(other => other.Key));
        var unknown = UnknownName([.. classes]);
        var known = Array.ConvertAll(outcomes, text => text is null || classes.Contains(text) ? text : unknown);
        findings.Add(new Problem("outcome", FormattableString.Invariant($"{known.Count(text => text == unknown)} of {outcomes.Length} outcomes are among {others.Count} that were never answered: they count as wrong, and all but the {MaxOtherClasses} most frequent as one class more.")));
        return new Table([Column.OfText(ScoredVersion.OutcomeColumn, known), .. rows.Without([ScoredVersion.OutcomeColumn]).Columns]);
    }

    private static string UnknownName(IReadOnlyList<string> classes)
    {
        var name = "(no class)";
        while (classes.Contains(name))
            name = $"({name})";
        return name;
    }

    /// <summary>The segments that are asked for, those of the settings, and those of the evaluation; of several of one name the first.</summary>
    public static IReadOnlyList<SegmentRequest> SegmentsOf(ScoredVersion version, PerformanceSettings settings, IReadOnlyList<SegmentRequest> asked) => asked.Count > 0
        ? asked
        : [.. settings.Segments.Concat((version.Evaluation?.Segments ?? []).Select(segment => SegmentRequest.Of(segment.Name, segment.Where))).DistinctBy(segment => segment.Name ?? segment.Column, StringComparer.Ordinal)];
}
