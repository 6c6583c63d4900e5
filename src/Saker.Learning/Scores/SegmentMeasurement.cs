using Saker.Data;
using Saker.Learning.Scores.Segments;

namespace Saker.Learning.Scores;

/// <summary>Measures a model on the segments of a plan: those asked for, then those that the search finds.</summary>
internal static class SegmentMeasurement
{
    // Of fewer rows nothing can be said.
    private const int MinRowCount = 10;

    /// <param name="rows">Answers and predictions.</param>
    /// <param name="scores">What to measure on each segment.</param>
    /// <param name="table">The raw columns, as many rows.</param>
    /// <param name="losses">One per row, for the search.</param>
    /// <param name="plan">Which segments.</param>
    /// <param name="findings">Takes segments that are too small.</param>
    /// <param name="cancellationToken">Stops between segments and resamples.</param>
    public static IReadOnlyList<SegmentReport> Measure<TRows>(TRows rows, IReadOnlyList<TaskScore<TRows>> scores, Table table, double[] losses, EvaluationPlan plan, ICollection<Problem> findings, CancellationToken cancellationToken)
        where TRows : IScoredRows<TRows>
    {
        var reports = new List<SegmentReport>();
        foreach (var request in plan.Segments)
        {
            var segments = request.Resolve(table, cancellationToken).ToList();
            if (segments.Count == 0)
                findings.Add(new Problem($"segments.{request.Column}", "the column has one value only here, or is a date; it gives no segments."));
            foreach (var (name, where, own) in segments)
                Add(name, where, own, slice: null);
        }
        if (plan.FindsSegments)
        {
            foreach (var slice in plan.Search.Find(table, losses, cancellationToken))
                Add(slice.Where, slice.Where, SegmentCondition.Rows(slice.Where, table, cancellationToken), slice);
        }
        return reports;

        void Add(string name, string where, int[] own, Slice? slice)
        {
            if (own.Length < MinRowCount)
            {
                findings.Add(new Problem($"segments.{name}", $"it has {own.Length} rows here; below {MinRowCount} nothing is measured."));
                return;
            }
            var undefined = new List<Problem>();
            reports.Add(new SegmentReport
            {
                Name = name,
                Where = where,
                RowCount = own.Length,
                Share = (double)own.Length / rows.UnitCount,
                IsFound = slice is not null,
                Scores = Measurement.Measure(rows.Take(own), scores, plan.Bootstrap, undefined, cancellationToken),
                LossDifference = slice?.LossDifference,
                AdjustedPValue = slice?.AdjustedPValue,
            });
            foreach (var problem in undefined)
                findings.Add(problem with { Field = $"segments.{name}.{problem.Field}" });
        }
    }
}
