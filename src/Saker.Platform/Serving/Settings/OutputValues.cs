namespace Saker.Platform.Serving.Settings;

/// <summary>Something for every output of a model, by its name.</summary>
internal static class OutputValues
{
    public static bool AreEqual<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other)
        where T : notnull =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));
}
