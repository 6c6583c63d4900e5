namespace Saker.Data.Checks;

/// <summary>Reads the columns of checks that are about several.</summary>
internal static class ColumnNames
{
    public static IReadOnlyList<string> Read(Settings settings, int min, string key = "columns")
    {
        var columns = settings.Texts(key);
        if (columns.Count < min)
            settings.Report(key, min == 1 ? "name at least one column." : $"name at least {min} columns.");
        else if (columns.Distinct(StringComparer.Ordinal).Count() < columns.Count)
            settings.Report(key, "name each column once.");
        return columns;
    }
}
