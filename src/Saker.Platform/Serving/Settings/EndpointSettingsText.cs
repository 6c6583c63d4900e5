using Saker.Data;
using Saker.Platform.Storage;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Serving.Settings;

/// <summary>Settings of an endpoint as YAML (keys such as <c>max_rows</c>) and as JSON (<c>maxRows</c>).</summary>
public static class EndpointSettingsText
{
    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public static EndpointSettings ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new EndpointSettings();
        var yaml = YamlText.Parse(text);
        return Read(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public static EndpointSettings ReadJson(ReadOnlyMemory<byte> utf8) => Read(JsonValues.Read(utf8, "The endpoint's settings are"), KeyStyle.Json, lineOf: null);

    public static string WriteYaml(EndpointSettings settings) => YamlValues.Write(EndpointSettingsValues.Of(settings, KeyStyle.Yaml));

    /// <summary>The settings as UTF-8 JSON, every key written out.</summary>
    public static byte[] WriteJson(EndpointSettings settings) => JsonValues.Write(EndpointSettingsValues.Of(settings, KeyStyle.Json));

    /// <summary>Reads a part of another YAML file; problems go to its own list.</summary>
    internal static EndpointSettings Read(Values section) => new EndpointSettingsReader(KeyStyle.Yaml).Read(section);

    /// <summary>What is not possible of settings that were made in code.</summary>
    /// <param name="settings">What to check.</param>
    /// <param name="place">Where they stand; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(EndpointSettings settings, string place)
    {
        var problems = new List<Problem>();
        Read(new Values(EndpointSettingsValues.Of(settings, KeyStyle.Yaml), place, problems));
        return problems;
    }

    internal static EndpointSettings Read(IReadOnlyDictionary<string, object?> values, KeyStyle style, Func<string, long?>? lineOf)
    {
        var problems = new List<Problem>();
        var settings = new EndpointSettingsReader(style).Read(new Values(values, "", problems));
        if (problems.Count == 0)
            return settings;
        var placed = problems.Select(problem => lineOf?.Invoke(problem.Field) is { } line ? problem with { Field = $"line {line}, {problem.Field}" } : problem).ToList();
        throw new SakerException(ErrorKind.InvalidInput, "The endpoint's settings are not possible.", placed);
    }
}
