using Saker.Data;
using Saker.Platform.Storage;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Saker.Platform.Serving.Settings;

/// <summary>Some settings of an endpoint, to be changed while the others stay (RFC 7396): a value replaces, null brings the default back.</summary>
public sealed class EndpointSettingsPatch
{
    private readonly Values _values;
    private readonly KeyStyle _style;
    private readonly Func<string, long?>? _lineOf;

    private EndpointSettingsPatch(Values values, KeyStyle style, Func<string, long?>? lineOf = null) => (_values, _style, _lineOf) = (values, style, lineOf);

    /// <exception cref="SakerException">The text is no JSON object.</exception>
    public static EndpointSettingsPatch ReadJson(ReadOnlyMemory<byte> utf8) => new(JsonValues.Read(utf8, "The endpoint's settings are"), KeyStyle.Json);

    /// <exception cref="SakerException">The text is no YAML mapping.</exception>
    public static EndpointSettingsPatch ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new EndpointSettingsPatch(new Dictionary<string, object?>(), KeyStyle.Yaml);
        var yaml = YamlText.Parse(text);
        return new EndpointSettingsPatch(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <summary>From texts such as <c>guard.out_of_range=clip</c>, the later ones counting; nothing behind the sign brings the default back.</summary>
    /// <exception cref="SakerException">Some are no assignments; all of them are named.</exception>
    public static EndpointSettingsPatch OfAssignments(IEnumerable<string> assignments)
    {
        var problems = new List<Problem>();
        Values values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
            if (SettingAssignment.Read(assignment, problems) is { } read)
                values = Merge(values, read, keepsNulls: true);
        return problems.Count == 0
            ? new EndpointSettingsPatch(values, KeyStyle.Yaml)
            : throw new SakerException(ErrorKind.InvalidInput, "These settings cannot be read.", problems);
    }

    /// <summary>The settings with the changes.</summary>
    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public EndpointSettings Apply(EndpointSettings settings) =>
        EndpointSettingsText.Read(Merge(EndpointSettingsValues.Of(settings, _style), _values, keepsNulls: false), _style, _lineOf);

    /// <summary>The changes as a JSON merge patch in UTF-8.</summary>
    public byte[] ToJson() => JsonValues.Write(_style == KeyStyle.Json ? _values : Respell(_values));

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

    private static OrderedDictionary<string, object?> Respell(Values values)
    {
        var spelled = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
            // Names of outputs are kept as they are in every style.
            spelled[KeyStyle.Json.Key(key)] = value is Values inner && key != SettingAssignment.Outputs ? Respell(inner) : value;
        return spelled;
    }
}
