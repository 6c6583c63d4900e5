using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>What is required of the columns that say how rows are split.</summary>
internal static class KeyColumns
{
    /// <exception cref="SakerException">A value is missing.</exception>
    public static void RequireValues(Column column, string role)
    {
        if (column.NullCount == 0)
            return;
        var first = 0;
        while (!column.IsNull(first))
            first++;
        throw new SakerException(ErrorKind.InvalidInput, $"The {role} column '{column.Name}' has {column.NullCount} missing values, the first in row {first + 1}. Every row needs one; remove those rows or fill them in.", column.Name);
    }
}
