using Saker.Data;

namespace Saker.Learning.Explanation;

/// <summary>What is explained of one row, beside others.</summary>
internal static class OneRow
{
    /// <summary>Why these rows are not the one that is needed, with others to compare it with.</summary>
    public static SakerException Refused(Table row, Table reference) => row.RowCount != 1
        ? new SakerException(ErrorKind.InvalidInput, $"One row is explained at a time; {row.RowCount} were given. Give one of them.", "rows")
        : new SakerException(ErrorKind.InvalidInput, "There is no row to compare with; at least one is needed.", "rows");
}
