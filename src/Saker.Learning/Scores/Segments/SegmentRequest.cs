using Saker.Data;
using Saker.Learning.Preparation;

namespace Saker.Learning.Scores.Segments;

/// <summary>Segments that are asked for: every value or bin of a column, or the rows that a condition holds for.</summary>
public sealed record SegmentRequest
{
    // A column gives at most this many segments: bins of numbers, the most frequent values of texts.
    private const int MaxNumberBins = 4;
    private const int MaxTextValues = 20;

    private SegmentRequest(string? column, string? name, string? where)
    {
        Column = column;
        Name = name;
        Where = where;
    }

    /// <summary>The column, where its values are the segments.</summary>
    public string? Column { get; }

    /// <summary>What the rows of the condition are called.</summary>
    public string? Name { get; }

    /// <summary>The condition, in the language of expressions.</summary>
    public string? Where { get; }

    public static SegmentRequest By(string column) => new(column, null, null);

    public static SegmentRequest Of(string name, string where) => new(null, name, where);

    /// <summary>Reads a list of column names and of <c>{name: ..., where: ...}</c>. Problems go to the settings.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="key">The key that holds the list.</param>
    public static IReadOnlyList<SegmentRequest> Read(Settings settings, string key)
    {
        var value = settings.Value(key);
        var items = value as IReadOnlyList<object?> ?? (value is null ? [] : [value]);
        var requests = new List<SegmentRequest>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is string column)
                requests.Add(By(column));
            else if (items[i] is IReadOnlyDictionary<string, object?> values)
                requests.Add(Read(new Settings(values, settings.PlaceOf($"{key}[{i}]"), settings.Problems)));
            else
                settings.Report($"{key}[{i}]", "a segment is the name of a column, or {name: ..., where: ...}.");
        }
        foreach (var twice in requests.GroupBy(request => request.Name ?? request.Column, StringComparer.Ordinal).Where(group => group.Count() > 1))
            settings.Report(key, $"'{twice.Key}' is asked for twice.");
        return requests;
    }

    /// <summary>What is wrong with it over these columns; empty when nothing is.</summary>
    public IReadOnlyList<Problem> Check(Schema columns)
    {
        if (Where is not null)
            return [.. SegmentCondition.Check(Where, columns).Select(problem => new Problem(Name!, $"\"{Where}\": {problem.Message}"))];
        return columns.IndexOf(Column!) >= 0
            ? []
            : [new Problem(Column!, $"there is no column of that name.{NearNames.Advise(Column!, [.. columns.Select(column => column.Name)])}")];
    }

    /// <summary>The rows of all its segments together, ascending.</summary>
    /// <exception cref="SakerException">It does not fit the columns.</exception>
    public int[] RowsOf(Table rows) => [.. Resolve(rows, CancellationToken.None).SelectMany(segment => segment.Rows).Order()];

    /// <summary>The segments with their rows, ascending.</summary>
    /// <exception cref="SakerException">It does not fit the columns.</exception>
    internal IEnumerable<(string Name, string Where, int[] Rows)> Resolve(Table rows, CancellationToken cancellationToken)
    {
        var problems = Check(rows.Schema);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "A segment does not fit the data.", problems);
        if (Where is not null)
            return [(Name!, Where, SegmentCondition.Rows(Where, rows, cancellationToken))];
        var column = rows.Get(Column!);
        var codes = SegmentColumn.Find(column, column is Column<string> ? MaxTextValues : MaxNumberBins, isJoined: false);
        return codes is null
            ? []
            : [.. codes.Ranges.Select(range => (range.Where, range.Where, Enumerable.Range(0, rows.RowCount).Where(row => codes.Codes[row] >= range.From && codes.Codes[row] <= range.To).ToArray()))];
    }

    private static SegmentRequest Read(Settings segment)
    {
        var (name, where) = (segment.Text("name"), segment.Text("where"));
        segment.RejectUnknown();
        if (segment.Has("where"))
        {
            var problems = new List<Problem>();
            Preparation.Expressions.Expression.Parse(where, problems);
            foreach (var problem in problems)
                segment.Report("where", problem.Message);
        }
        return Of(name, where);
    }
}
