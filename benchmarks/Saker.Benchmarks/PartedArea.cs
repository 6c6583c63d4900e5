using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks;

/// <summary>An area of several parts, measured one after the other, or one of them alone.</summary>
internal sealed class PartedArea(string name, string title, IReadOnlyList<IAreaPart> parts) : IArea
{
    public string Name => name;

    public string Title => title;

    public IReadOnlyList<string> Parts { get; } = [.. parts.Select(part => part.Name)];

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var demands = new List<Demand>();
        foreach (var part in parts.Where(part => settings.Only is null || part.Name == settings.Only))
            demands.AddRange(await part.MeasureAsync(settings, cancellationToken));
        return demands;
    }
}
