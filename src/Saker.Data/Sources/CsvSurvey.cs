using System.Collections.Concurrent;
using Saker.Data.Checks;
using Saker.Data.Engine;
using Saker.Data.Tallies;

namespace Saker.Data.Sources;

/// <summary>
/// Finds out about a plain CSV file, in one pass over its bytes on all cores, what <see cref="TextInspector"/> would find out in SQL, many times faster.
/// Plain is a file whose records are all well formed, whose missing cells are all empty, and whose numbers and times are all written so that nobody can take
/// them for something else; whatever else turns up ends the survey, and the engine has to look.
/// </summary>
/// <param name="source">How it is read.</param>
/// <param name="fullPath">The file.</param>
/// <param name="head">What its head tells.</param>
/// <param name="checks">What is counted beside, of those which look at one cell after another.</param>
internal sealed class CsvSurvey(CsvSource source, string fullPath, CsvHead head, IReadOnlyList<Check> checks)
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<ColumnType>[] _candidates = [.. head.Names.Select((name, i) => Candidates(source, head, name, i))];
    private readonly long[] _present = new long[head.Names.Count];
    private readonly WholeRange[] _ranges = [.. head.Names.Select(_ => WholeRange.Empty)];
    private CellTally[] _tallies = [];
    private int[] _types = [];
    private long _rows;

    /// <summary>What the file holds; null when it is not plain.</summary>
    public TextInspection? Run(CancellationToken cancellationToken)
    {
        if (source.Missing is not [""] || !source.Format.HasPlainNumbers)
            return null;
        _types = [.. _candidates.Select(types => types.Where(type => type != ColumnType.Text).Aggregate(0, (bits, type) => bits | PlainCells.Bit(type)))];
        _tallies = CellTally.Of(head.Names, [.. _candidates.Select(types => types.FirstOrDefault(ColumnType.Text))], checks);
        try
        {
            using var pieces = CsvPieces.Open(source, fullPath, head);
            return pieces is not null && IsPlain(pieces, cancellationToken) ? Conclude() : null;
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is IOException))
        {
            // The engine, which reads the file next, says it better.
            return null;
        }
    }

    private static IReadOnlyList<ColumnType> Candidates(CsvSource source, CsvHead head, string name, int column) =>
        source.Columns.TryGetValue(name, out var declared) ? [declared] : CellShapes.Possible(source.Format, head.FirstRows, column);

    private bool IsPlain(CsvPieces pieces, CancellationToken cancellationToken)
    {
        int[] expected = [.. _types];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = SqlEngine.Threads };
        ColumnTests[] tests = [.. _tallies.Select(tally => tally.Tests)];
        var result = Parallel.ForEach(Partitioner.Create(pieces.Read(), EnumerablePartitionerOptions.NoBuffering), options, NewCells, Look, static _ => { });
        return result.IsCompleted && !pieces.HasEndlessRecord;

        CsvCells NewCells() => new((byte)head.Delimiter, pieces.LineEnd, expected.Length, source.MaxRecordBytes);

        CsvCells Look(CsvBlock block, ParallelLoopState loop, CsvCells cells)
        {
            using var records = block;
            var piece = new CsvPiece(expected, tests);
            if (piece.Read(cells, records.Bytes, records.Length))
                Add(piece);
            else
                loop.Stop();
            return cells;
        }
    }

    private void Add(CsvPiece piece)
    {
        lock (_gate)
        {
            _rows += piece.Rows;
            for (var i = 0; i < _types.Length; i++)
            {
                var column = piece.Columns[i];
                _present[i] += column.Present;
                _ranges[i] = _ranges[i].With(column.Range);
                _types[i] = (_types[i] & column.Types) | ((_types[i] | column.Types) & PlainCells.Doubt);
                _tallies[i].Add(column.Broken);
            }
        }
    }

    private TextInspection? Conclude()
    {
        var columns = new ColumnSchema[_types.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (TypeOf(i) is not { } type)
                return null;
            columns[i] = new ColumnSchema(head.Names[i], type, _present[i] < _rows);
        }
        SourceLimits.RequireWithin(source, columns.Length, _rows);
        return new TextInspection(new Schema(columns), _rows, 0, Enumerable.Range(0, columns.Length).Where(i => _present[i] == 0).ToHashSet())
        {
            IsPlain = true,
            Present = _present,
            Tallies = _tallies.SelectMany((tally, i) => tally.Conclude(columns[i].Type)).ToDictionary(pair => pair.Check, pair => pair.Count),
            Ranges = Enumerable.Range(0, columns.Length).Where(i => columns[i].Type is ColumnType.Int64 or ColumnType.Int32 && _present[i] > 0).ToDictionary(i => i, i => _ranges[i]),
        };
    }

    /// <summary>The first type that all cells fit; null when there is doubt, or cells do not fit the type that was declared.</summary>
    private ColumnType? TypeOf(int column)
    {
        var isDeclared = source.Columns.TryGetValue(head.Names[column], out var declared);
        var left = _types[column] & ~PlainCells.Doubt;
        if (left != 0 && left != _types[column])
            return null;
        if (isDeclared)
            return declared == ColumnType.Text || left != 0 ? declared : null;
        return _present[column] == 0 || left == 0 ? ColumnType.Text : _candidates[column].First(type => (left & PlainCells.Bit(type)) != 0);
    }
}
