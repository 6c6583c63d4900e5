using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>The address of a table of runs, as it comes.</summary>
internal sealed record TableQuery(string Id, string? Chosen, string[] C, string? Filter, string? Order, string? State, string? Flat, string? Page)
{
    public TableRequest ToRequest() => TableRequest.Of(new(Id), Chosen is not null, C, State) with { Filter = Text(Filter), Order = Text(Order), IsFlat = Text(Flat) is not null, Page = Text(Page) };

    private static string? Text(string? written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();
}
