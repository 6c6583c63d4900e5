using System.Globalization;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Relations of the same columns one after another.</summary>
internal sealed class FilesTarget : CheckTarget
{
    private readonly DataSource _source;
    private readonly IReadOnlyList<CheckTarget> _parts;
    private readonly long[] _starts;
    private readonly long _misfits;
    private readonly bool _isAligned;

    private FilesTarget(DataSource source, IReadOnlyList<CheckTarget> parts, Schema schema, long misfits)
        : base(source.Name, schema, parts.Sum(part => part.RowCount))
    {
        (_source, _parts, _misfits) = (source, parts, misfits);
        _isAligned = parts.All(part => part.Schema.Select(column => column.Name).SequenceEqual(schema.Select(column => column.Name), StringComparer.Ordinal));
        _starts = new long[parts.Count];
        for (var i = 1; i < _starts.Length; i++)
            _starts[i] = _starts[i - 1] + parts[i - 1].RowCount;
    }

    public override IReadOnlyDictionary<string, ColumnType> Declared => _source.Columns;

    public override long MisfitCount => _misfits;

    public override IReadOnlyList<string> Files => [.. _parts.SelectMany(part => part.Files)];

    public static FilesTarget Open(DataSource source, IReadOnlyList<CheckTarget> parts)
    {
        var schema = new Schema(parts[0].Schema.Select(column => Joined(column, parts)));
        return new FilesTarget(source, parts, schema, parts.Sum(part => part.MisfitCount));
    }

    public override bool IsEmpty(int position) => _parts.All(part => part.IsEmpty(part.Schema.IndexOf(Schema[position].Name)));

    public override TypeOrigin Origin(int position) => _parts.Select(part => part.Origin(part.Schema.IndexOf(Schema[position].Name))).Min();

    /// <summary>The sum of what was counted in the parts, where all of them counted; values that differ within parts may be the same in several.</summary>
    public override long? Tally(Check check)
    {
        if (check.Columns is not [var name] || check is UniqueCheck)
            return null;
        var type = Schema[Schema.IndexOf(name)].Type;
        var counts = _parts.Select(part => part.Schema.IndexOf(name) is var at && part.IsEmpty(at) ? 0 : part.Schema[at].Type == type ? part.Tally(check) : null);
        return Sum(counts);
    }

    public override string? Known(string aggregate) => _isAligned
        ? Sum(_parts.Select(part => long.TryParse(part.Known(aggregate), CultureInfo.InvariantCulture, out var count) ? count : (long?)null))?.ToString(CultureInfo.InvariantCulture)
        : null;

    public override string Relation(IEnumerable<int> positions, bool withRow)
    {
        var wanted = positions.ToArray();
        return $"({string.Join(" UNION ALL ", _parts.Select((part, i) => Part(part, wanted, withRow ? FormattableString.Invariant($"r + {_starts[i]} AS r") : "1 AS one", at => part.Relation(at, withRow))))})";
    }

    public override string Counted(IEnumerable<int> positions, IReadOnlySet<int> texts)
    {
        var wanted = positions.ToArray();
        return $"({string.Join(" UNION ALL ", _parts.Select(part => Part(part, wanted, "1 AS one", at => part.Counted(at, Texts(part, wanted, texts)))))})";
    }

    public override (string? File, long Row) Locate(long row)
    {
        var part = Array.BinarySearch(_starts, row - 1);
        part = part < 0 ? ~part - 1 : part;
        // Files without rows begin where the next one does.
        while (part + 1 < _starts.Length && _starts[part + 1] == _starts[part] && _parts[part].RowCount == 0)
            part++;
        return (_parts[part].Source, row - _starts[part]);
    }

    public override SakerException Explain(SakerException engineError)
    {
        foreach (var part in _parts)
        {
            if (part.Explain(engineError) is var explained && !explained.Message.EndsWith(engineError.Message, StringComparison.Ordinal))
                return explained;
        }
        return new SakerException(engineError.Kind, $"{Source}: {engineError.Message}", inner: engineError);
    }

    public override void Dispose()
    {
        foreach (var part in _parts)
            part.Dispose();
    }

    /// <summary>By their positions in a part: also those that it has as another type, which are reached from the text.</summary>
    private HashSet<int> Texts(CheckTarget part, int[] wanted, IReadOnlySet<int> texts) =>
        [.. wanted.Where(i => texts.Contains(i) || part.Schema[part.Schema.IndexOf(Schema[i].Name)].Type != Schema[i].Type).Select(i => part.Schema.IndexOf(Schema[i].Name))];

    private static long? Sum(IEnumerable<long?> counts) => counts.Aggregate((long?)0, (sum, count) => sum + count);

    private string Part(CheckTarget part, int[] wanted, string row, Func<IEnumerable<int>, string> relation)
    {
        var columns = wanted.Select(i =>
        {
            var at = part.Schema.IndexOf(Schema[i].Name);
            var value = part.Schema[at].Type == Schema[i].Type
                ? string.Create(CultureInfo.InvariantCulture, $"v{at}")
                : SqlCells.Cast(string.Create(CultureInfo.InvariantCulture, $"t{at}"), Schema[i].Type);
            return string.Create(CultureInfo.InvariantCulture, $"{value} AS v{i}, t{at} AS t{i}");
        });
        return $"SELECT {string.Join(", ", columns.Prepend(row))} FROM {relation(wanted.Select(i => part.Schema.IndexOf(Schema[i].Name)).Order())}";
    }

    /// <summary>The column that holds the values of all parts; a part without any has no say.</summary>
    private static ColumnSchema Joined(ColumnSchema first, IReadOnlyList<CheckTarget> parts)
    {
        var found = parts.Select(part => (Part: part, At: part.Schema.IndexOf(first.Name))).ToArray();
        var types = found.Where(pair => !pair.Part.IsEmpty(pair.At)).Select(pair => pair.Part.Schema[pair.At].Type).Distinct().ToArray();
        return new ColumnSchema(first.Name, types.Length == 0 ? first.Type : types.Aggregate(Wider), found.Any(pair => pair.Part.Schema[pair.At].Nullable));
    }

    private static ColumnType Wider(ColumnType one, ColumnType other) => (one, other) switch
    {
        _ when one == other => one,
        (ColumnType.Int32 or ColumnType.Int64, ColumnType.Int32 or ColumnType.Int64) => ColumnType.Int64,
        (ColumnType.Int32 or ColumnType.Int64 or ColumnType.Float32 or ColumnType.Float64, ColumnType.Int32 or ColumnType.Int64 or ColumnType.Float32 or ColumnType.Float64) => ColumnType.Float64,
        (ColumnType.Date or ColumnType.Timestamp, ColumnType.Date or ColumnType.Timestamp) => ColumnType.Timestamp,
        _ => ColumnType.Text,
    };
}
