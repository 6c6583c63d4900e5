namespace Saker.Data.Checks;

/// <summary>Reads names of column types.</summary>
internal static class TypeNames
{
    public static ColumnType Read(Settings settings, string key)
    {
        var name = settings.Text(key);
        if (ColumnTypes.Find(name) is { } type)
            return type;
        if (name.Length > 0)
            settings.Report(key, $"'{name}' is not a type; use one of: {string.Join(", ", Enum.GetValues<ColumnType>().Select(known => known.Name()))}.");
        return ColumnType.Text;
    }
}
