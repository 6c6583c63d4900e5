namespace Saker.Platform.Experiments;

/// <summary>What a run was made from.</summary>
public sealed record RunInputs
{
    public static RunInputs None { get; } = new();

    /// <summary>By name, then digest.</summary>
    public IReadOnlyList<DatasetInput> Datasets { get; init; } = [];

    /// <summary>The ids of logged models.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public bool IsEmpty => Datasets.Count + Models.Count == 0;
}
