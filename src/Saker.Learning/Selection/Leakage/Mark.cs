using System.Globalization;

namespace Saker.Learning.Selection.Leakage;

/// <summary>Values of a column that only rows of one answer have.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">What the values are, for a person.</param>
/// <param name="Label">The class.</param>
/// <param name="IsOfLabel">Whether the rows are of the class; false when they are of none but the others.</param>
/// <param name="RowCount">Rows with one of the values.</param>
/// <param name="RightCount">Those of them that have the answer.</param>
/// <param name="TotalCount">All rows that have the answer.</param>
/// <param name="Base">The share of rows that have the answer.</param>
internal sealed record Mark(ScreenColumn Column, IReadOnlyList<string> Values, string Label, bool IsOfLabel, int RowCount, int RightCount, int TotalCount, double Base)
{
    private const int MaxShown = 5;

    public string Answer(string target) => IsOfLabel ? $"{target} = {Label}" : $"{target} other than {Label}";

    public LeakageFinding ToFinding(string target)
    {
        var shown = string.Join(" or ", Values.Take(MaxShown)) + (Values.Count > MaxShown ? " ..." : "");
        var exact = RightCount == RowCount ? "all of them" : string.Create(CultureInfo.InvariantCulture, $"{RightCount:N0} of them");
        return new LeakageFinding
        {
            Kind = LeakageKind.Mark,
            Columns = [Column.Name],
            Message = string.Create(CultureInfo.InvariantCulture,
                $"{Column.Name} is {shown} in {RowCount:N0} rows, and {exact} have {Answer(target)}, which only {Base:P1} of all rows have: it is noted when the answer is known, it seems. It marks {(double)RightCount / TotalCount:P0} of those rows."),
            Value = (double)RightCount / RowCount,
            RowCount = RowCount,
        };
    }
}
