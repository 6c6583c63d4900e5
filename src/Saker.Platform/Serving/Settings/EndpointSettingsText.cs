using Saker.Data;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Serving.Settings;

/// <summary>Settings of an endpoint as YAML (keys such as <c>max_rows</c>) and as JSON (<c>maxRows</c>).</summary>
public static class EndpointSettingsText
{
    internal static SettingsFormat<EndpointSettings> Format { get; } = new("The endpoint's settings are", (section, style) => new EndpointSettingsReader(style).Read(section), EndpointSettingsValues.Of);

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no YAML, or some settings are not possible; all of them are named, with their lines.</exception>
    public static EndpointSettings ReadYaml(string text) => Format.ReadYaml(text);

    /// <summary>What is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or some settings are not possible; all of them are named.</exception>
    public static EndpointSettings ReadJson(ReadOnlyMemory<byte> utf8) => Format.ReadJson(utf8);

    public static string WriteYaml(EndpointSettings settings) => Format.WriteYaml(settings);

    /// <summary>The settings as UTF-8 JSON, every key written out.</summary>
    public static byte[] WriteJson(EndpointSettings settings) => Format.WriteJson(settings);

    /// <summary>Reads a part of another YAML file; problems go to its own list.</summary>
    internal static EndpointSettings Read(Values section) => new EndpointSettingsReader(KeyStyle.Yaml).Read(section);

    /// <summary>What is not possible of settings that were made in code.</summary>
    /// <param name="settings">What to check.</param>
    /// <param name="place">Where they stand; problems are reported under it, as YAML spells keys.</param>
    internal static IReadOnlyList<Problem> Check(EndpointSettings settings, string place) => Format.Check(settings, place);
}
