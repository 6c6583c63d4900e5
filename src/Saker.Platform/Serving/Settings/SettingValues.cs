namespace Saker.Platform.Serving.Settings;

/// <summary>Makes the plain values that settings are read from.</summary>
internal static class SettingValues
{
    /// <summary>A section, in the order given; what is null is left out.</summary>
    public static OrderedDictionary<string, object?> Map(KeyStyle style, params ReadOnlySpan<(string Key, object? Value)> pairs)
    {
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
            if (value is not null)
                values.Add(style.Key(key), value);
        return values;
    }
}
