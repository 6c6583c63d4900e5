namespace Saker.Platform.Pipelines.Policies;

/// <summary>The rows that a model is trained on again.</summary>
/// <param name="Kind">Where they come from.</param>
/// <param name="Dataset">The stored dataset, for <see cref="FreshDataKind.Dataset"/>.</param>
public sealed record FreshData(FreshDataKind Kind, string? Dataset = null)
{
    public static FreshData Source { get; } = new(FreshDataKind.Source);

    public override string ToString() => Kind switch
    {
        FreshDataKind.Dataset => $"the newest version of dataset {Dataset}",
        FreshDataKind.Outcomes => "what the endpoint was asked, with what became of it",
        _ => "the pipeline's own source, read again",
    };
}
