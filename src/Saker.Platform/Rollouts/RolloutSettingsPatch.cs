using Saker.Data;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Rollouts;

/// <summary>Some settings of rollouts, to be changed while the others stay (RFC 7396): a value replaces, null brings the default back.</summary>
public sealed class RolloutSettingsPatch
{
    private readonly SettingChanges _changes;

    private RolloutSettingsPatch(SettingChanges changes) => _changes = changes;

    /// <exception cref="SakerException">The text is no JSON object.</exception>
    public static RolloutSettingsPatch ReadJson(ReadOnlyMemory<byte> utf8) => new(SettingChanges.ReadJson(utf8, "The rollout's settings are"));

    /// <summary>From texts such as <c>min_time=10m</c>, the later ones counting; nothing behind the sign brings the default back.</summary>
    /// <exception cref="SakerException">Some are no assignments; all of them are named.</exception>
    public static RolloutSettingsPatch OfAssignments(IEnumerable<string> assignments) => new(SettingChanges.OfAssignments(assignments.Select(AsList)));

    // As --steps and --weights take them.
    private static string AsList(string assignment) => assignment.Split('=', 2) is [("steps" or "weights") and var key, { Length: > 0 } text] && text[0] is not ('[' or '{') ? $"{key}=[{text}]" : assignment;

    /// <summary>That which makes any settings these.</summary>
    public static RolloutSettingsPatch Of(RolloutSettings settings) => ReadJson(RolloutSettingsText.WriteJson(settings));

    /// <summary>The settings with the changes. Whether times fit is judged where the settings are set or used: those that are changed may have been stored before.</summary>
    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public RolloutSettings Apply(RolloutSettings settings) =>
        RolloutSettingsText.Kept.Apply(_changes, settings);

    /// <summary>The changes as a JSON merge patch in UTF-8.</summary>
    public byte[] ToJson() => _changes.ToJson("guards");
}
