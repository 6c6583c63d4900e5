using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>Some settings of a monitor, to be changed while the others stay (RFC 7396): a value replaces, null brings the default back.</summary>
public sealed class MonitorSettingsPatch
{
    private readonly SettingChanges _changes;

    private MonitorSettingsPatch(SettingChanges changes) => _changes = changes;

    /// <exception cref="SakerException">The text is no JSON object.</exception>
    public static MonitorSettingsPatch ReadJson(ReadOnlyMemory<byte> utf8) => new(SettingChanges.ReadJson(utf8, MonitorSettingsText.Format.Noun));

    /// <exception cref="SakerException">The text is no YAML mapping.</exception>
    public static MonitorSettingsPatch ReadYaml(string text) => new(SettingChanges.ReadYaml(text));

    /// <summary>From texts such as <c>drift.window=30m</c>, the later ones counting; nothing behind the sign brings the default back.</summary>
    /// <exception cref="SakerException">Some are no assignments; all of them are named.</exception>
    public static MonitorSettingsPatch OfAssignments(IEnumerable<string> assignments) => new(SettingChanges.OfAssignments(assignments));

    /// <summary>The settings with the changes.</summary>
    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public MonitorSettings Apply(MonitorSettings settings) =>
        MonitorSettingsText.Format.Apply(_changes, settings);

    /// <summary>The changes as a JSON merge patch in UTF-8.</summary>
    public byte[] ToJson() => _changes.ToJson(DriftSettingsText.Columns, DriftSettingsText.Detectors);
}
