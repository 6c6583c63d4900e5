using Saker.Data.Checks.Running;
using Saker.Data.Engine;

namespace Saker.Data.Checks;

/// <summary>Every value of the column can be read as a type, whatever the type of the column. Missing values are left out.</summary>
public sealed record OfTypeCheck : RowCheck
{
    internal const string Kind = "of_type";

    public OfTypeCheck(string column, ColumnType type)
    {
        Column = column;
        Type = type;
    }

    public ColumnType Type { get; }

    public override string Name => Kind;

    public override string Description => $"{Column} can be read as {Type.Name()}";

    internal static OfTypeCheck Create(Settings settings) => new(settings.Text("column"), TypeNames.Read(settings, "type"));

    internal override CheckPlan Plan(CheckContext context) => new RowPlan(
        context,
        Misfits(context.Columns[0], Type),
        context.Columns[0],
        text => $"{Words.Quote(text)} cannot be read as {Type.Name()}");

    /// <summary>True for a value that is there and is not of the type.</summary>
    internal static string Misfits(CheckColumn column, ColumnType type) => column.Type == type && type != ColumnType.Text
        ? $"({column.Text} IS NOT NULL AND {column.Value} IS NULL)"
        : $"({column.Text} IS NOT NULL AND {SqlCells.Cast(SqlCells.Trim(column.Text), type)} IS NULL)";
}
