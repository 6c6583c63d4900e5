using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks.Data;

/// <summary>Profiling and checking files beside DuckDB's own summary and pandas; and how good proposed suites, detectors and private answers are. A further part is one line here.</summary>
internal sealed class DataArea : IArea
{
    private static readonly IReadOnlyList<IDataPart> s_parts = [new SummaryPart(), new PandasPart(), new ProposalsPart(), new PrivacyPart()];

    public string Name => "data";

    public string Title => "Data: profile and 30 checks beside DuckDB's SUMMARIZE and pandas, proposed suites on real sets, detectors, private answers";

    public IReadOnlyList<string> Parts { get; } = [.. s_parts.Select(part => part.Name)];

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var demands = new List<Demand>();
        foreach (var part in s_parts.Where(part => settings.Only is null || part.Name == settings.Only))
            demands.AddRange(await part.MeasureAsync(settings, cancellationToken));
        return demands;
    }
}
