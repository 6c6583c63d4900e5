namespace Saker.Dashboard.Registry.Comparing;

/// <summary>One fact of all versions; null where a version has none.</summary>
public sealed record ComparedLine(string Key, IReadOnlyList<string?> Values)
{
    public bool Differs => Values.Distinct(StringComparer.Ordinal).Count() > 1;
}
