namespace Saker.Platform.Monitoring.Drift;

/// <summary>Settings by name.</summary>
internal static class NamedSettings
{
    public static bool AreEqual<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other)
        where T : notnull =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));
}
