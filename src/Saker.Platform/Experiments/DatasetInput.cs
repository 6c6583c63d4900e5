namespace Saker.Platform.Experiments;

/// <summary>A dataset as an input of a run.</summary>
public sealed record DatasetInput
{
    /// <summary>The tag that says what the dataset was to the run: <c>training</c>, say.</summary>
    public const string ContextTag = "mlflow.data.context";

    public required InputDataset Dataset { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What it was to the run; null when that was not said.</summary>
    public string? Context => Tags.GetValueOrDefault(ContextTag);
}
