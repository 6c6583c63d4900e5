using Saker.Data;

namespace Saker.Platform.Serving.Settings;

/// <summary>Some settings of an endpoint, to be changed while the others stay (RFC 7396): a value replaces, null brings the default back.</summary>
public sealed class EndpointSettingsPatch
{
    private readonly SettingChanges _changes;

    private EndpointSettingsPatch(SettingChanges changes) => _changes = changes;

    /// <exception cref="SakerException">The text is no JSON object.</exception>
    public static EndpointSettingsPatch ReadJson(ReadOnlyMemory<byte> utf8) => new(SettingChanges.ReadJson(utf8, "The endpoint's settings are"));

    /// <exception cref="SakerException">The text is no YAML mapping.</exception>
    public static EndpointSettingsPatch ReadYaml(string text) => new(SettingChanges.ReadYaml(text));

    /// <summary>From texts such as <c>guard.out_of_range=clip</c>, the later ones counting; nothing behind the sign brings the default back.</summary>
    /// <exception cref="SakerException">Some are no assignments; all of them are named.</exception>
    public static EndpointSettingsPatch OfAssignments(IEnumerable<string> assignments) => new(SettingChanges.OfAssignments(assignments));

    /// <summary>The settings with the changes.</summary>
    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public EndpointSettings Apply(EndpointSettings settings) =>
        EndpointSettingsText.Format.Apply(_changes, settings);

    /// <summary>The changes as a JSON merge patch in UTF-8.</summary>
    public byte[] ToJson() => _changes.ToJson(SettingAssignment.Outputs);
}
