using Saker.Data;

namespace Saker.Learning.Tuning;

/// <summary>Reads a policy that is written as its name (<c>tpe</c>), or as a mapping with its settings (<c>{name: tpe, startup: 20}</c>).</summary>
internal static class NamedOptions
{
    /// <returns>The policy, or null when the key is absent or, reported, not understood.</returns>
    public static T? Read<T>(Settings settings, string key, IReadOnlyDictionary<string, Func<Settings, T>> known)
        where T : class
    {
        if (!settings.Has(key))
            return null;
        var options = settings.Value(key) is string name
            ? new Settings(new Dictionary<string, object?> { ["name"] = name }, settings.PlaceOf(key), settings.Problems)
            : settings.Section(key);
        var choice = options.OptionalText("name") ?? "";
        if (!known.TryGetValue(choice, out var read))
        {
            settings.Report(key, $"'{choice}' is not known; use one of: {string.Join(", ", known.Keys)}.");
            return null;
        }
        var policy = read(options);
        options.RejectUnknown();
        return policy;
    }
}
