namespace Saker.Data.Checks;

/// <summary>Reads values that a suite lists.</summary>
internal static class ListedValues
{
    public static IReadOnlyList<string> Read(Settings settings, string remedy)
    {
        var values = settings.Texts("values");
        if (values.Count == 0)
            settings.Report("values", remedy);
        return values;
    }
}
