using Saker.Data;

namespace Saker.Learning.Preparation;

/// <summary>The transforms by their public names. A new one is one file and one line here.</summary>
public static class TransformCatalogue
{
    private static readonly Dictionary<string, Func<Settings, Transform>> Readers = new(StringComparer.Ordinal)
    {
        [Bin.PublicName] = Bin.Read,
        [Clip.PublicName] = Clip.Read,
        [Derive.PublicName] = Derive.Read,
        [Drop.PublicName] = Drop.Read,
        [Impute.PublicName] = Impute.Read,
        [Keep.PublicName] = Keep.Read,
        [OneHot.PublicName] = OneHot.Read,
        [Ordinal.PublicName] = Ordinal.Read,
        [Scale.PublicName] = Scale.Read,
    };

    /// <summary>Every public name, ordered.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads one declared step; its key <c>transform</c> says which.</summary>
    /// <returns>The step, or null when its declaration has problems, which are then in the settings' list.</returns>
    public static Transform? Create(Settings settings)
    {
        var before = settings.Problems.Count;
        var name = settings.Text("transform");
        if (!Readers.TryGetValue(name, out var read))
        {
            if (settings.Problems.Count == before)
                settings.Report("transform", $"there is no transform '{name}'; use one of: {string.Join(", ", Names)}.");
            return null;
        }
        var transform = read(settings);
        settings.RejectUnknown();
        return settings.Problems.Count == before ? transform : null;
    }
}
