using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>In every row the values of two columns stand in a relation, such as <c>start &lt;= end</c>. Rows where one is missing are left out.</summary>
public sealed record CompareCheck : RowCheck
{
    internal const string Kind = "compare";

    private static readonly string[] Operators = ["=", "!=", "<", "<=", ">", ">="];

    /// <param name="column">On the left.</param>
    /// <param name="comparison">One of <c>= != &lt; &lt;= &gt; &gt;=</c>.</param>
    /// <param name="other">On the right.</param>
    /// <exception cref="SakerException">There is no such comparison.</exception>
    public CompareCheck(string column, string comparison, string other)
    {
        if (!Operators.Contains(comparison))
            throw new SakerException(ErrorKind.InvalidInput, $"'{comparison}' is no comparison; use one of: {string.Join(" ", Operators)}.", "is");
        (Column, Is, Other) = (column, comparison, other);
    }

    /// <summary>The comparison.</summary>
    public string Is { get; }

    /// <summary>The column on the right.</summary>
    public string Other { get; }

    public override string Name => Kind;

    public override string Description => $"{Column} {Is} {Other} in every row";

    public override IReadOnlyList<string> Columns => [Column!, Other];

    internal static CompareCheck Create(Settings settings) => new(settings.Text("column"), settings.Choice("is", "=", Operators), settings.Text("other"));

    internal override CheckPlan Plan(CheckContext context)
    {
        var (left, right) = (context.Columns[0], context.Columns[1]);
        if (left.Type != right.Type && !(left.Type.IsNumeric() && right.Type.IsNumeric()) && !(IsTime(left) && IsTime(right)))
            throw CheckContext.Unfit(left, $"{right.Name} is {right.Type.Name()}; only numbers, times or texts are compared with each other");
        var both = $"count_if({context.And($"({left.Value} IS NOT NULL AND {right.Value} IS NOT NULL)")})";
        return new RowPlan(
            context.And($"(NOT ({Number(left)} {Is} {Number(right)}))"),
            both,
            [left, right],
            values => $"{Column} is {Words.Quote(values[0])} and {Other} is {Words.Quote(values[1])}; {Column} {Is} {Other} does not hold");
    }

    private static string Number(CheckColumn column) => column.Type == ColumnType.Boolean ? $"CAST({column.Value} AS INTEGER)" : column.Value;

    private static bool IsTime(CheckColumn column) => column.Type is ColumnType.Date or ColumnType.Timestamp;
}
