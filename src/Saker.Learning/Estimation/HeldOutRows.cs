namespace Saker.Learning.Estimation;

/// <summary>
/// Where the raw columns of held-out rows are: in the dataset that the model was trained on. They are not copied into the model's folder, so that whoever gets the
/// model gets no one's data with it, and rows that are removed are gone.
/// </summary>
public sealed record HeldOutRows
{
    /// <summary>The SHA-256 of the dataset's content.</summary>
    public required string Dataset { get; init; }

    /// <summary>Of every held-out row its place in the dataset, from 0.</summary>
    public required IReadOnlyList<int> Places { get; init; }
}
