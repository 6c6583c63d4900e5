using Saker.Data;
using Saker.Platform.Storage;
using Section = Saker.Data.Settings;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Saker.Platform.Serving.Settings;

/// <summary>One kind of settings between text and record: YAML with keys such as <c>max_rows</c>, JSON with <c>maxRows</c>; what is not said has its default, and every problem is named.</summary>
/// <param name="noun">What they are, as messages begin: <c>The endpoint's settings are</c>.</param>
/// <param name="read">Reads a section; problems go to its list.</param>
/// <param name="valuesOf">The plain values that <paramref name="read"/> takes, every key written out.</param>
internal sealed class SettingsFormat<T>(string noun, Func<Section, KeyStyle, T> read, Func<T, KeyStyle, Values> valuesOf)
    where T : new()
{
    public string Noun => noun;

    public string Refusal => $"{noun} not possible.";

    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public T ReadYaml(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new T();
        var yaml = YamlText.Parse(text);
        return Read(yaml.Values, KeyStyle.Yaml, yaml.LineOf);
    }

    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public T ReadJson(ReadOnlyMemory<byte> utf8) => Read(JsonValues.Read(utf8, noun), KeyStyle.Json, lineOf: null);

    public string WriteYaml(T settings) => YamlValues.Write(valuesOf(settings, KeyStyle.Yaml));

    /// <summary>The settings as UTF-8 JSON.</summary>
    public byte[] WriteJson(T settings) => JsonValues.Write(valuesOf(settings, KeyStyle.Json));

    /// <summary>What is not possible of settings that were made in code, reported under the place where they stand, as YAML spells keys.</summary>
    public IReadOnlyList<Problem> Check(T settings, string place)
    {
        var problems = new List<Problem>();
        read(new Section(valuesOf(settings, KeyStyle.Yaml), place, problems), KeyStyle.Yaml);
        return problems;
    }

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public T Read(Values values, KeyStyle style, Func<string, long?>? lineOf)
    {
        var problems = new List<Problem>();
        var settings = read(new Section(values, "", problems), style);
        return problems.Count == 0
            ? settings
            : throw new SakerException(ErrorKind.InvalidInput, Refusal, [.. problems.Select(problem => problem.AtLine(lineOf?.Invoke(problem.Field)))]);
    }

    /// <exception cref="SakerException">Some settings, which were made in code, are not possible; all of them are named.</exception>
    public void Require(T settings) => Read(valuesOf(settings, KeyStyle.Json), KeyStyle.Json, lineOf: null);

    /// <summary>The settings with changes to some of them.</summary>
    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public T Apply(SettingChanges changes, T settings) => Read(changes.In(valuesOf(settings, changes.Style)), changes.Style, changes.LineOf);
}
