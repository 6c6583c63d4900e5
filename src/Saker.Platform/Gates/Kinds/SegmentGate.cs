using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Platform.Gates.Kinds;

/// <summary>A score on every segment of the rows: each value of a column, or of several columns together.</summary>
internal sealed record SegmentGate(IReadOnlyList<string> Columns, GateScore Score, Bound Bound, int MinRowCount) : Gate
{
    private const int MaxSegmentCount = 200;
    private const string Missing = "missing";

    public override string Name => $"segments.{string.Join('+', Columns)}.{Score.Name}";

    public override string Asked => $"{Score.Title} is {Bound.Words}, in every segment by {string.Join(" and ", Columns)} of at least {MinRowCount} rows";

    public override string Terms => $"{Bound.Terms};min_rows={MinRowCount}";

    public override void Check(Table rows, string target, ClassLabels? labels, ICollection<Problem> problems)
    {
        var place = $"gates.{Name}";
        foreach (var column in Columns)
        {
            if (rows.Find(column) is null)
                problems.Add(new Problem(place, $"there is no column '{column}' to take segments from; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}."));
            else if (column == target)
                problems.Add(new Problem(place, $"'{column}' is the target; every segment of it has one class only. Name another column."));
        }
        if (Columns.All(column => rows.Find(column) is not null) && Segments(rows).Count is var count && count > MaxSegmentCount)
            problems.Add(new Problem(place, $"there are {count} segments by {string.Join(" and ", Columns)}; at most {MaxSegmentCount} are judged. Name a column with fewer values."));
    }

    public override bool Judges(ScoreTask task) => Score.Task == task;

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        Check(evidence.Rows.Rows, evidence.Rows.TargetColumn, evidence.Rows.Labels, problems);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, string.Join(" ", problems.Select(problem => problem.Message)));
        var segments = Segments(evidence.Rows.Rows).Where(segment => segment.Value.Length >= MinRowCount).ToList();
        if (segments.Count == 0)
            return Result(GateOutcome.NotMeasurable, $"no segment has {MinRowCount} rows");
        var parts = new List<GatePart>();
        foreach (var segment in segments)
            parts.Add(await MeasureAsync(evidence, segment.Value, segment.Key, cancellationToken));
        return Judge([.. parts.OrderByDescending(part => Severity(part)).ThenBy(part => part.Name, StringComparer.Ordinal)]);
    }

    private async Task<GatePart> MeasureAsync(GateEvidence evidence, int[] rows, string name, CancellationToken cancellationToken)
    {
        var measured = (await Score.MeasureAsync(evidence, rows, cancellationToken)).Score;
        return new GatePart(name, Bound.Judge(measured.Value, measured.Interval), measured.Value, measured.Interval, rows.Length);
    }

    private GateResult Judge(IReadOnlyList<GatePart> parts)
    {
        var (failed, unknown) = (parts.Count(part => part.Outcome == GateOutcome.Failed), parts.Count(part => part.Outcome == GateOutcome.NotMeasurable));
        var outcome = failed > 0 ? GateOutcome.Failed : unknown > 0 ? GateOutcome.NotMeasurable : GateOutcome.Passed;
        var worst = parts[0];
        var finding = outcome switch
        {
            GateOutcome.Failed => $"{failed} of {parts.Count} segments fall short, the worst is {worst.Name}: {Bound.Show(worst.Value, worst.Interval)} on {worst.RowCount} rows",
            GateOutcome.NotMeasurable => $"{Score.Title} is not defined or has no interval in {unknown} of {parts.Count} segments, such as {worst.Name} with {worst.RowCount} rows",
            _ => $"all {parts.Count} segments reach it, the least is {worst.Name}: {Bound.Show(worst.Value, worst.Interval)} on {worst.RowCount} rows",
        };
        return Result(outcome, finding, worst.Value, worst.Interval, parts);
    }

    private double Severity(GatePart part) => part.Outcome switch
    {
        GateOutcome.Failed => 1e6 + Bound.Shortfall(part.Value, part.Interval),
        GateOutcome.NotMeasurable => 1e5,
        _ => Bound.Shortfall(part.Value, part.Interval),
    };

    /// <summary>The rows of each segment, by its name.</summary>
    private Dictionary<string, int[]> Segments(Table rows)
    {
        var texts = Columns.Select(column => ColumnTexts.Of(rows.Get(column))).ToArray();
        return Enumerable.Range(0, rows.RowCount)
            .GroupBy(row => string.Join(", ", Columns.Select((column, i) => $"{column} = {texts[i][row] ?? Missing}")), StringComparer.Ordinal)
            .ToDictionary(segment => segment.Key, segment => segment.ToArray(), StringComparer.Ordinal);
    }
}
