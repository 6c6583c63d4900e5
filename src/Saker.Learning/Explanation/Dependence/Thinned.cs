using Saker.Data;

namespace Saker.Learning.Explanation.Dependence;

/// <summary>What all curves need of the rows they are drawn over.</summary>
internal static class Thinned
{
    /// <summary>An even choice of at most so many rows.</summary>
    public static Table Of(Table rows, int max)
    {
        if (rows.RowCount == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There are no rows to look at.", "rows");
        return rows.RowCount <= max ? rows : rows.Take([.. Enumerable.Range(0, max).Select(i => (int)((long)i * rows.RowCount / max))]);
    }

    public static int Place(Table rows, string column) => rows.Columns.ToList().FindIndex(own => own.Name == column) is >= 0 and var place
        ? place
        : throw new SakerException(ErrorKind.InvalidInput, $"The model does not take a column '{column}'; it takes: {string.Join(", ", rows.Columns.Select(own => own.Name))}.", "column");
}
