namespace Saker.Platform.Serving.Settings;

/// <summary>Spells keys, which the program writes as YAML does.</summary>
internal static class KeySpelling
{
    public static string Key(this KeyStyle style, string key)
    {
        if (style == KeyStyle.Yaml)
            return key;
        var parts = key.Split('_');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
