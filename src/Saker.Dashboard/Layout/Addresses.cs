namespace Saker.Dashboard.Layout;

/// <summary>Addresses with what is asked for in them.</summary>
internal static class Addresses
{
    /// <summary>A path with those of the values that are there; without a question mark where none is.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> values) =>
        Query(values) is { Length: > 0 } query ? $"{path}?{query}" : path;

    /// <summary>The values that are there, as a query without its question mark.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> values) =>
        string.Join('&', values.Where(value => !string.IsNullOrEmpty(value.Value)).Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value!)}"));
}
