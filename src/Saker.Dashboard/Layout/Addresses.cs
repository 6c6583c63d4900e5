namespace Saker.Dashboard.Layout;

/// <summary>Addresses with what is asked for in them.</summary>
internal static class Addresses
{
    /// <summary>A path with those of the values that are there.</summary>
    public static string With(string path, params (string Name, string? Value)[] values)
    {
        var asked = values.Where(value => !string.IsNullOrEmpty(value.Value)).Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value!)}").ToList();
        return asked.Count == 0 ? path : $"{path}?{string.Join('&', asked)}";
    }
}
