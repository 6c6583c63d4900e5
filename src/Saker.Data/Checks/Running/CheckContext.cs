using Saker.Data.Engine;
using Saker.Data.Expressions;

namespace Saker.Data.Checks.Running;

/// <summary>What one check sees when it plans: its columns, the moment of the run, other data. Keeps what it asked for.</summary>
internal sealed class CheckContext
{
    private readonly CheckTarget _target;
    private readonly CheckLookups _lookups;
    private readonly SortedSet<int> _positions = [];

    public CheckContext(CheckTarget target, Check check, int index, DateTime now, CheckLookups lookups)
    {
        (_target, _lookups, Index, Now) = (target, lookups, index, now);
        Columns = [.. check.Columns.Select(name => Column(target.Schema.IndexOf(name)))];
        if (check is ConditionalCheck { Where: { } where })
            Condition = Compile(where);
    }

    /// <summary>The place of the check in its suite, which tells its names in SQL from those of others.</summary>
    public int Index { get; }

    public Schema Schema => _target.Schema;

    /// <summary>When the run began, UTC.</summary>
    public DateTime Now { get; }

    /// <summary>The columns that the check names, in its order.</summary>
    public IReadOnlyList<CheckColumn> Columns { get; }

    /// <summary>The check's <c>where</c> in SQL; null when it is about all rows.</summary>
    public string? Condition { get; }

    /// <summary>Behind an aggregate: leaves out rows that are none of the check's.</summary>
    public string Filter => Condition is null ? "" : $" FILTER (WHERE {Condition})";

    /// <summary>The columns whose values its SQL needs.</summary>
    public IReadOnlyCollection<int> Positions => _positions;

    /// <summary>A column of the data, which then is one that is read.</summary>
    public CheckColumn Column(int position)
    {
        _positions.Add(position);
        return _target.Column(position);
    }

    /// <summary>What the user's condition is in our SQL.</summary>
    /// <exception cref="CheckFault">It is none over these columns.</exception>
    public string Compile(string condition, bool hasAggregates = false) => CompileNamed(condition, hasAggregates).Sql;

    /// <summary>As <see cref="Compile"/>, with the columns that the condition names.</summary>
    public ColumnExpression CompileNamed(string condition, bool hasAggregates = false)
    {
        try
        {
            var compiled = ColumnExpression.CompileCondition(condition, Schema, position => _target.Column(position).Value, hasAggregates);
            _positions.UnionWith(compiled.Places);
            return compiled;
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            throw new CheckFault(e.Message);
        }
    }

    /// <summary>Both conditions, the check's <c>where</c> first.</summary>
    public string And(string condition) => Condition is null ? condition : $"({Condition} AND {condition})";

    /// <summary>How many rows of the check hold a condition.</summary>
    public string Count(string condition) => $"count_if({And(condition)})";

    /// <summary>How many values of a column the check is about.</summary>
    public string Present(CheckColumn column) => $"count({column.Value}){Filter}";

    /// <summary>Other data, loaded into the engine.</summary>
    public LookupTable Lookup(OtherData other, IReadOnlyList<string> columns) => _lookups.Load(other, columns);

    /// <summary>How the column of the same name is spread in other data.</summary>
    public Distribution Distribution(OtherData other, CheckColumn column) => _lookups.Distribution(other, column);

    /// <summary>The column as a number; booleans count as 0 and 1.</summary>
    /// <exception cref="SakerException">It has none.</exception>
    public static string Number(CheckColumn column, string what) => column.Type switch
    {
        ColumnType.Boolean => $"CAST({column.Value} AS INTEGER)",
        var type when type.IsNumeric() => column.Value,
        _ => throw Unfit(column, $"{what} needs a number; declare the column as one"),
    };

    /// <summary>The column as microseconds since 1970.</summary>
    /// <exception cref="SakerException">It has no times.</exception>
    public static string Moment(CheckColumn column, string what)
    {
        RequireTime(column, what);
        return $"epoch_us(CAST({column.Value} AS TIMESTAMP))";
    }

    public static void RequireTime(CheckColumn column, string what)
    {
        if (column.Type is not (ColumnType.Date or ColumnType.Timestamp))
            throw Unfit(column, $"{what} needs a date or timestamp; declare the column as one, or check texts with datetime_format");
    }

    public static SakerException Unfit(CheckColumn column, string reason) => new(ErrorKind.InvalidInput, $"is {column.Type.Name()}; {reason}", column.Name);

    /// <summary>A moment as the engine compares it with times.</summary>
    public static string Literal(DateTime moment) => $"TIMESTAMP {SqlText.Literal(MomentText.Utc(moment).ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture))}";
}
