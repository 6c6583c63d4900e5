using Saker.Data;
using Saker.Platform.Storage;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Saker.Platform.Serving.Settings;

/// <summary>Some settings as plain values, to be changed while the others stay (RFC 7396): a value replaces, null brings the default back.</summary>
internal sealed class SettingChanges
{
    private readonly Values _values;
    private readonly Func<string, long?>? _lineOf;

    private SettingChanges(Values values, KeyStyle style, Func<string, long?>? lineOf = null) => (_values, Style, _lineOf) = (values, style, lineOf);

    public KeyStyle Style { get; }

    /// <param name="utf8">The text.</param>
    /// <param name="what">What it is, as messages begin: <c>The endpoint's settings are</c>.</param>
    /// <exception cref="SakerException">The text is no JSON object.</exception>
    public static SettingChanges ReadJson(ReadOnlyMemory<byte> utf8, string what) => new(JsonValues.Read(utf8, what), KeyStyle.Json);

    /// <exception cref="SakerException">The text is no YAML mapping.</exception>
    public static SettingChanges ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new SettingChanges(new Dictionary<string, object?>(), KeyStyle.Yaml);
        var yaml = YamlText.Parse(text);
        return new SettingChanges(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <summary>From texts such as <c>guard.out_of_range=clip</c>, the later ones counting; nothing behind the sign brings the default back.</summary>
    /// <exception cref="SakerException">Some are no assignments; all of them are named.</exception>
    public static SettingChanges OfAssignments(IEnumerable<string> assignments)
    {
        var problems = new List<Problem>();
        Values values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
            if (SettingAssignment.Read(assignment, problems) is { } read)
                values = Merge(values, read, keepsNulls: true);
        return problems.Count == 0
            ? new SettingChanges(values, KeyStyle.Yaml)
            : throw new SakerException(ErrorKind.InvalidInput, "These settings cannot be read.", problems);
    }

    /// <summary>The line of a key; null when the changes have no lines.</summary>
    public long? LineOf(string place) => _lineOf?.Invoke(place);

    /// <summary>The settings with the changes.</summary>
    /// <param name="settings">With the keys of <see cref="Style"/>.</param>
    public Values In(Values settings) => Merge(settings, _values, keepsNulls: false);

    /// <summary>The changes as a JSON merge patch in UTF-8.</summary>
    /// <param name="named">The keys of the sections whose keys are names, which are kept as they are in every style.</param>
    public byte[] ToJson(params ReadOnlySpan<string> named) => JsonValues.Write(Style == KeyStyle.Json ? _values : Respell(_values, named));

    private static OrderedDictionary<string, object?> Merge(Values target, Values patch, bool keepsNulls)
    {
        var merged = new OrderedDictionary<string, object?>(target, StringComparer.Ordinal);
        foreach (var (key, value) in patch)
        {
            // A null for what is not there is kept, so that a key that is not known is told as one.
            if (value is null && !keepsNulls && target.ContainsKey(key))
                merged.Remove(key);
            else
                merged[key] = value is Values inner ? Merge(target.GetValueOrDefault(key) as Values ?? new Dictionary<string, object?>(), inner, keepsNulls) : value;
        }
        return merged;
    }

    private static OrderedDictionary<string, object?> Respell(Values values, ReadOnlySpan<string> named, bool areNames = false)
    {
        var spelled = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
            spelled[areNames ? key : KeyStyle.Json.Key(key)] = Respell(value, named, !areNames && named.Contains(key));
        return spelled;
    }

    private static object? Respell(object? value, ReadOnlySpan<string> named, bool areNames)
    {
        if (value is Values inner)
            return Respell(inner, named, areNames);
        if (value is not IReadOnlyList<object?> list)
            return value;
        var spelled = new List<object?>(list.Count);
        foreach (var one in list)
            spelled.Add(Respell(one, named, areNames));
        return spelled;
    }
}
