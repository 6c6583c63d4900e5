namespace Saker.Data.Sources;

/// <summary>A cell that does not fit the declared type of its column.</summary>
/// <param name="Place">File and row in it, or only the row where the source is one file.</param>
/// <param name="Row">The data row in the whole source, from 1.</param>
/// <param name="Column">The name of its column.</param>
/// <param name="Value">The cell as it stands in the source.</param>
/// <param name="Type">The declared type.</param>
internal sealed record Misfit(string? Place, long Row, string Column, string Value, ColumnType Type)
{
    public string Complaint => $"{(Place is null ? "" : $"{Place}: ")}{Checks.Words.Quote(Value)} does not fit the declared type {Type.Name()}";
}
