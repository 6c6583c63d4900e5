using System.Globalization;
using Saker.Data;
using Saker.Learning.Selection.Schemes;

namespace Saker.Learning.Selection.Leakage;

/// <summary>One run of the screen: gathers findings and notes.</summary>
internal sealed class ScreenRun(Table rows, ScreenTarget target, LeakageOptions options, IReadOnlySet<string> keys)
{
    private const double AssumedTestShare = 0.2;

    // Fewer copies come about by chance in any small set.
    private const int MinDuplicateCount = 5;

    private readonly List<LeakageFinding> _findings = [];
    private readonly List<LeakageFinding> _notes = [];
    private readonly List<ColumnScore> _scores = [];

    public LeakageReport Report(int scoredRowCount) => new()
    {
        Target = target.Column,
        RowCount = rows.RowCount,
        ScoredRowCount = scoredRowCount,
        Findings = _findings,
        Notes = _notes,
        Columns = [.. _scores.OrderByDescending(score => score.Score)],
    };

    public void ScoreColumns(IReadOnlyList<Column> columns, int[] scored, CancellationToken cancellationToken)
    {
        var scoredTarget = target.Take(scored);
        var scorer = new ColumnScorer(scoredTarget, options.Seed);
        if (!scorer.CanScore)
            return;
        var marks = new List<Mark>();
        foreach (var column in columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var screened = ScreenColumn.Of(column.Take(scored));
            var (score, ofClass) = scorer.Score(screened);
            _scores.Add(new ColumnScore(column.Name, score));
            if (keys.Contains(column.Name))
                NoteIdentifier(column, score);
            else if (score >= (ofClass is null ? options.MinExplained : options.MinArea))
                _findings.Add(Words.Predictor(column.Name, target.Column, score, ofClass?.Label, scored.Length));
            else if (scoredTarget.Classes.Select(each => Marks.Find(screened, each, options)).FirstOrDefault(mark => mark is not null) is { } mark)
                marks.Add(mark);
            else if (column.Name == options.TimeColumn && ofClass is not null && score >= options.MinOrderArea)
                _findings.Add(Words.Order(column.Name, $"The time in {column.Name}", target.Column, score, scored.Length));
        }
        _findings.AddRange(marks.Select(mark => mark.ToFinding(target.Column)));
        _findings.AddRange(FindBesideMarks(columns, marks));
        NoteOrder(scorer, scored.Length);
    }

    /// <summary>Rows that stand on both sides of the split, as copies or as members of a group, and copies with another answer.</summary>
    public void LookAtRows(IReadOnlyList<Column> columns, HoldOut? split)
    {
        var parts = split ?? AssumeSplit();
        if (columns.Count > 0 && parts.Test.Count > 0)
        {
            var duplicates = new RowDuplicates(rows.RowCount, columns);
            var (again, agreement) = duplicates.CompareWith(parts.Test, parts.Train, target);
            if (again >= MinDuplicateCount && again > options.MaxDuplicateShare * parts.Test.Count && agreement >= LeastAgreement())
                _findings.Add(Words.Duplicates(again, parts.Test.Count, agreement, split is null));
            var contradicted = duplicates.CountContradicted(target);
            if (contradicted >= MinDuplicateCount && contradicted > options.MaxDuplicateShare * rows.RowCount)
                _notes.Add(Words.Contradictions(contradicted, rows.RowCount, target.Column));
        }
        if (options.GroupColumn is { } column && split is not null)
        {
            var groups = RowGroups.Read(rows, column);
            var learnt = split.Train.Select(row => groups.Codes[row]).ToHashSet();
            var shared = split.Test.Count(row => learnt.Contains(groups.Codes[row]));
            if (shared > 0)
                _findings.Add(Words.Group(column, shared, split.Test.Count));
        }
    }

    public void LookAtTime(IReadOnlyList<Column> columns, HoldOut? split)
    {
        if (options.TimeColumn is not { } column)
            return;
        var times = RowTimes.Read(rows, column);
        _findings.AddRange(TimeScreen.FindLater(rows, column, columns));
        if (split is not null && TimeScreen.FindTravel(times, split) is { } travel)
            _findings.Add(travel);
    }

    /// <summary>Copies have the same answer; rows that are merely alike have it as often as chance has it, and give nothing away.</summary>
    private double LeastAgreement()
    {
        var byChance = Enumerable.Range(0, rows.RowCount).CountBy(target.AnswerOf).Sum(answer => Math.Pow((double)answer.Value / rows.RowCount, 2));
        return Math.Max(options.MinAgreement, (1 + byChance) / 2);
    }

    // Without a split, the one that the named columns ask for.
    private HoldOut AssumeSplit()
    {
        float[] classes = target.Classes.Count > 0 ? target.Classes[0].Target : new float[rows.RowCount];
        if (options.TimeColumn is { } time)
            return TimeSplit.Create(RowTimes.Read(rows, time), AssumedTestShare, TimeDistance.None);
        return options.GroupColumn is { } group
            ? GroupSplit.Create(RowGroups.Read(rows, group), classes, AssumedTestShare, options.Seed)
            : RandomSplit.Create(rows.RowCount, AssumedTestShare, options.Seed);
    }

    // A code that only names a row cannot enter a model by itself; a number does, and so does what a pipeline hands to the model.
    private void NoteIdentifier(Column column, double score)
    {
        var tells = target.Classes.Count > 0 && score >= options.MinOrderArea;
        var isInput = options.Inputs is not null || column is not Column<string>;
        (isInput || tells ? _findings : _notes).Add(Words.Identifier(column.Name, target.Column, rows.RowCount, score, tells));
    }

    private void NoteOrder(ColumnScorer scorer, int rowCount)
    {
        double[] positions = [.. Enumerable.Range(0, rowCount).Select(row => (double)row)];
        var (score, ofClass) = scorer.Score(ScreenColumn.Of(Column.Of<double>("row", positions)));
        if (ofClass is not null && score >= options.MinOrderArea)
            _notes.Add(Words.Order(null, "The order of the rows", target.Column, score, rowCount));
    }

    /// <summary>Flags that stand between or right beside at least two columns of marks, and are as rare as those: probably noted at the same time.</summary>
    private IEnumerable<LeakageFinding> FindBesideMarks(IReadOnlyList<Column> columns, List<Mark> marks)
    {
        var marked = marks.Select(mark => mark.Column.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (marked.Contains(columns[i].Name))
                continue;
            var beside = BlockBeside(columns, marked, i);
            if (beside.Count >= 2 && columns[i].Type == columns.First(column => column.Name == beside[0]).Type && RareCount(columns[i]) is { } count && count <= marks.Max(mark => mark.RowCount))
                yield return Words.BesideMarks(columns[i].Name, beside, target.Column, count);
        }
    }

    private static List<string> BlockBeside(IReadOnlyList<Column> columns, HashSet<string> marked, int position)
    {
        var block = new List<string>();
        for (var i = position - 1; i >= 0 && marked.Contains(columns[i].Name); i--)
            block.Insert(0, columns[i].Name);
        for (var i = position + 1; i < columns.Count && marked.Contains(columns[i].Name); i++)
            block.Add(columns[i].Name);
        return block;
    }

    /// <summary>How many rows have the rarer of two values; null when there are not two.</summary>
    private static int? RareCount(Column column)
    {
        var screened = ScreenColumn.Of(column);
        return screened.IsGraded || screened.BinCount != 3 ? null : Math.Min(screened.Codes.Count(code => code == 1), screened.Codes.Count(code => code == 2));
    }
}
